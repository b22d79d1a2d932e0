"""Notices of our own writing with known answers: the reading must stay as good as it is on them."""

import json
from pathlib import Path

import pytest

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.tests.scoring import FIELDS, NOTICES, Score, compare

TEXTS = sorted(NOTICES.glob("*.txt"))


def score(field: str, *, paths: list[Path]) -> Score:
    """One field over the notices at `paths`."""
    total = Score(0, 0, 0)
    for path in paths:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = draft(path.read_text(encoding="utf-8")).as_json()
        total += compare(field, found[field], truth[field])[0]
    return total


def test_there_are_at_least_forty_known_notices() -> None:
    assert len(TEXTS) >= 40


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_found_well(field: str) -> None:
    total = score(field, paths=TEXTS)
    assert total.there >= 15
    assert total.f1 >= 0.9
    assert total.precision >= 0.9


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_quote_of_a_known_notice_is_exact(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for item in draft(text).items:
        assert text[item.start : item.end] == item.quote
        assert item.quote.strip() == item.quote


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_truth_of_a_known_notice_quotes_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert all(item["quote"] in text for field in FIELDS for item in truth[field])
