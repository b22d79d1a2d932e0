"""The office's own case, where the development texts lie beside the repository; they are no part of it."""

from pathlib import Path

from taizhang.work.notices.reading import draft

BESIDE = Path(__file__).resolve().parents[6] / "shared" / "notices" / "00b-seed-001.txt"


if BESIDE.is_file():

    def test_the_speech_of_the_issue_gives_its_five_quotas_and_nothing_from_its_teasers() -> None:
        text = BESIDE.read_text(encoding="utf-8")
        reading = draft(text)
        found = {
            (i.fields["measure"], i.fields["op"], i.fields["value"]) for i in reading.items if i.kind == "requirement"
        }
        assert {
            ("study_hours", ">=", 40),
            ("group_study_share", ">=", 66.67),
            ("essays", ">=", 2),
            ("essay_chars", ">=", 3000),
            ("essays", ">=", 1),
        } <= found
        teasers = text.index("本站小编")
        assert all(item.end <= teasers and text[item.start : item.end] == item.quote for item in reading.items)
