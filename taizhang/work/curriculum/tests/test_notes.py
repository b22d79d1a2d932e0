"""Study notes, the weekly look at them, a group's own check; and what stays private."""

from datetime import timedelta

import pytest

from taizhang.ground.duties.models import Duty
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.reviewing import reviewed_in, reviewing_unit
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum import actions, note_queries
from taizhang.work.curriculum.actions.notes import monday_of
from taizhang.work.curriculum.models import GapNote, Note, NoteLook, QualityFlag
from taizhang.work.curriculum.roster import sheet_of
from taizhang.work.curriculum.tests.stage import entries, listed, sums
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import World, key


def write(world: World, **other: object) -> Note:
    given: dict[str, object] = {
        "person": world.member,
        "title": "第一章",
        "text": "学了第一章。",
        "by": world.member,
        "key": key(),
    }
    return actions.write_note(**(given | other))  # type: ignore[arg-type]


def look(world: World, *people: object, **other: object) -> object:
    given: dict[str, object] = {
        "unit": world.branch,
        "week_on": monday_of(world.today),
        "looked": [person.pk for person in people],  # type: ignore[attr-defined]
        "comments": {},
        "by": world.secretary,
        "key": key(),
    }
    return actions.review_notes(**(given | other))  # type: ignore[arg-type]


def test_a_note_books_one_piece_and_its_text_is_for_two(world: World) -> None:
    once = key()
    note = write(world, key=once)
    assert write(world, key=once) == note
    assert sums("note_written") == {("note_written", "", world.branch.pk, world.member.pk): 1}
    assert note_queries.note_for(viewer_of(world.secretary), note.record_id) == note
    for stranger in (world.keeper, world.sibling_secretary, world.office, world.principal):
        with pytest.raises(NotAllowed) as refused:
            note_queries.note_for(viewer_of(stranger), note.record_id)
        assert str(refused.value.reason)
        with pytest.raises(NotAllowed):
            write(world, by=world.sibling_secretary)
    actions.withdraw_note(note=note, by=world.member, key=key())
    assert not sums("note_written") and not note.record.texts.exists()


def test_on_paper_one_line_is_enough_and_without_words_there_is_no_note(world: World) -> None:
    assert write(world, is_on_paper=True, text="", by=world.secretary).is_on_paper
    for given, code in (
        ({"text": " "}, "no_text"),
        ({"title": ""}, "no_title"),
        ({"on": world.days_ago(-1)}, "future_day"),
    ):
        with pytest.raises(Refusal) as refused:
            write(world, **given)
        assert refused.value.code == code


def test_nine_of_ten_looked_at_is_nine_of_ten(world: World) -> None:
    new = [NewMember(f"7000{number}", f"新员{number}") for number in range(7)]
    rolls.admit_members(unit=world.branch, members=new, on=world.founded, by=None, key=key())
    sheet = sheet_of(world.branch)
    assert len(sheet) == 10
    assert {world.cannot_write, world.retired, world.secretary, world.leading_cadre}.isdisjoint(sheet)
    look(world, *sheet[:9])
    assert sums("notes_reviewed") == {
        ("notes_reviewed", "due", world.branch.pk, 0): 10,
        ("notes_reviewed", "done", world.branch.pk, 0): 9,
    }
    write(world)
    (week,) = [one for one in note_queries.weeks_with_study(world.branch) if one.week_on == monday_of(world.today)]
    assert (week.done, week.due, week.is_full) == (9, 10, False)
    before = entries("notes_reviewed")
    look(world, *sheet[:9])
    assert entries("notes_reviewed") == before
    look(world, *sheet)
    assert sums("notes_reviewed")["notes_reviewed", "done", world.branch.pk, 0] == 10


def test_a_note_lets_the_head_owe_a_look_that_the_look_settles(world: World) -> None:
    write(world)
    (duty,) = Duty.objects.filter(kind="curriculum.note_review")
    assert (duty.unit, duty.settled_on) == (world.branch, None)
    assert duty.due_on == monday_of(world.today) + timedelta(days=13)
    look(world, *sheet_of(world.branch), comments={world.member.pk: "抓住了要点。"})
    duty.refresh_from_db()
    assert duty.settled_on == world.today
    assert NoteLook.objects.get(person=world.member).comment == "抓住了要点。"
    look(world)
    duty.refresh_from_db()
    assert duty.settled_on is None and not NoteLook.objects.exists()


def test_a_look_counts_for_whoever_wrote_in_that_week_and_goes_when_it_is_stated_without_them(world: World) -> None:
    write(world)
    write(world, title="第二章")
    for _time in range(2):
        look(world, *sheet_of(world.branch))
        assert sums("notes_looked_at") == {("notes_looked_at", "", world.branch.pk, world.member.pk): 1}
    look(world, world.floating)
    assert not sums("notes_looked_at")


def test_only_the_head_looks_and_only_at_those_on_the_sheet(world: World) -> None:
    for stranger in (world.keeper, world.sibling_secretary, world.office, world.member):
        with pytest.raises(NotAllowed) as refused:
            look(world, world.member, by=stranger)
        assert str(refused.value.reason)
    for given, code in (
        ({"looked": [world.sibling_member.pk]}, "not_on_sheet"),
        ({"week_on": monday_of(world.today) + timedelta(days=1)}, "not_monday"),
        ({"week_on": monday_of(world.today) + timedelta(days=7)}, "future_day"),
    ):
        with pytest.raises(Refusal) as wrong:
            look(world, **given)
        assert wrong.value.code == code


def test_leaders_and_secretaries_notes_go_up_and_nobody_looks_at_their_own(world: World) -> None:
    for person in (world.leading_cadre, world.secretary):
        assert reviewing_unit(person.pk, world.branch) == world.general_branch
        assert person.pk in reviewed_in(world.general_branch)
        assert person.pk not in reviewed_in(world.branch)
    assert world.member.pk in reviewed_in(world.branch) and world.member.pk not in reviewed_in(world.general_branch)
    look(world, world.secretary, unit=world.general_branch, by=world.principal)
    assert NoteLook.objects.get().person == world.secretary


def test_a_leaders_papers_go_to_the_head_of_the_committee_where_it_has_one(world: World) -> None:
    rolls.give_role(
        person=world.leader, unit=world.committee, role=RoleKind.SECRETARY, on=world.founded, by=None, key=key()
    )
    assert reviewing_unit(world.leading_cadre.pk, world.branch) == world.committee
    assert reviewing_unit(world.secretary.pk, world.branch) == world.general_branch
    assert world.leading_cadre.pk in reviewed_in(world.committee)


def test_a_group_checks_itself_and_only_counts_are_kept(world: World) -> None:
    people = sheet_of(world.branch, whole=True)
    once = key()

    def check(**other: object) -> object:
        given: dict[str, object] = {
            "unit": world.branch,
            "group": None,
            "on": world.today,
            "checked": [person.pk for person in people],
            "passed": [person.pk for person in people[1:]],
            "remarks": "一份要补。",
            "by": world.secretary,
            "key": once,
        }
        return actions.check_themselves(**(given | other))  # type: ignore[arg-type]

    held = check()
    assert check() == held
    assert sums("notes_checked") == {
        ("notes_checked", "checked", world.branch.pk, 0): len(people),
        ("notes_checked", "passed", world.branch.pk, 0): len(people) - 1,
    }
    for given, code in (
        ({"checked": [], "passed": []}, "nothing_ticked"),
        ({"checked": [world.sibling_member.pk]}, "not_on_sheet"),
        ({"on": world.days_ago(-1)}, "future_day"),
    ):
        with pytest.raises(Refusal) as refused:
            check(key=key(), **given)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        check(key=key(), by=world.sibling_secretary)
    actions.withdraw_check(check=held, by=world.secretary, key=key())  # type: ignore[arg-type]
    assert not sums("notes_checked")


def test_a_note_for_oneself_is_booked_nowhere_and_erased_for_good(world: World) -> None:
    exemplar = listed(world, "一位老水工", kind="exemplar_near")
    before = entries("material_listed", "note_written")
    actions.keep_gap_note(material=exemplar, words="我没有守到最后。", by=world.member, key=key())
    actions.keep_gap_note(material=exemplar, words="我走得太早。", by=world.member, key=key())
    assert GapNote.objects.get().words == "我走得太早。"
    assert entries("material_listed", "note_written") == before
    actions.keep_gap_note(material=exemplar, words="", by=world.member, key=key())
    assert not GapNote.objects.exists()
    with pytest.raises(Refusal) as refused:
        actions.keep_gap_note(material=listed(world), words="甲", by=world.member, key=key())
    assert refused.value.code == "not_an_exemplar"


def test_a_concern_stays_with_the_secretary_and_names_its_help(world: World) -> None:
    def flag(**other: object) -> QualityFlag:
        given: dict[str, object] = {
            "unit": world.branch,
            "person": world.member,
            "concern": "shallow",
            "help": "和组长一起读第二章",
            "by": world.secretary,
            "key": key(),
        }
        return actions.flag_concern(**(given | other))  # type: ignore[arg-type]

    held = flag()
    assert note_queries.concerns_of(viewer_of(world.secretary), world.branch) == [held]
    for stranger in (world.keeper, world.principal, world.office, world.supervisor, world.member):
        with pytest.raises(NotAllowed):
            note_queries.concerns_of(viewer_of(stranger), world.branch)
        with pytest.raises(NotAllowed):
            flag(by=stranger)
        with pytest.raises(NotAllowed):
            actions.settle_concern(flag=held, by=stranger, key=key())
    for given, code in (
        ({"help": ""}, "no_help"),
        ({"concern": "x"}, "unknown_concern"),
        ({"person": world.sibling_member}, "not_of_unit"),
    ):
        with pytest.raises(Refusal) as refused:
            flag(**given)
        assert refused.value.code == code
    actions.settle_concern(flag=held, by=world.secretary, key=key())
    with pytest.raises(Refusal):
        actions.settle_concern(flag=held, by=world.secretary, key=key())


def test_erasing_a_person_leaves_none_of_these_words(world: World) -> None:
    note = write(world)
    look(world, world.member, comments={world.member.pk: "好"})
    actions.erase_words(person=world.member)
    note.refresh_from_db()
    assert note.title == "×" and not note.record.texts.exists()
    assert not NoteLook.objects.get().comment


def test_who_keeps_the_books_sees_that_notes_were_written_and_only_the_reader_what_they_are_called(
    world: World,
) -> None:
    note = write(world)
    look(world, world.member)
    seen = {
        person: note_queries.notes_of(viewer_of(person), world.member)
        for person in (world.member, world.secretary, world.keeper)
    }
    assert [[(one.note, one.is_open, one.is_looked_at) for one in links] for links in seen.values()] == [
        [(note, True, True)],
        [(note, True, True)],
        [(note, False, True)],
    ]
    for stranger in (world.sibling_secretary, world.principal, world.floating):
        with pytest.raises(NotAllowed):
            note_queries.notes_of(viewer_of(stranger), world.member)
    actions.withdraw_note(note=note, by=world.member, key=key())
    assert not note_queries.notes_of(viewer_of(world.secretary), world.member)
