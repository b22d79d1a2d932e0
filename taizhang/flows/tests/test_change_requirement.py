"""A requirement of a running programme changes by a new version with a reason; the old one stays."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.change_requirement import change_requirement
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.ground.records.models import Text
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed
from taizhang.work.notices.tests.drafted import refused
from tests.world import World, key


def change(world: World, amount: int, **more: object) -> Requirement:
    said = {
        "requirement": world.requirements["study_minutes"],
        "title": "学时不少于36小时",
        "operator": Operator.AT_LEAST,
        "amount": Fraction(amount),
        "reason": "防汛任务重",
        "by": world.office,
        "key": key(),
    }
    return change_requirement(**{**said, **more})  # type: ignore[arg-type]


def test_a_new_version_takes_the_place_of_the_old_which_stays(world: World) -> None:
    old = world.requirements["study_minutes"]
    new = change(world, 36)
    old.refresh_from_db()
    assert old.superseded_by == new
    assert (old.numerator, new.numerator, new.number, new.version) == (2400, 2160, old.number, 2)
    assert (new.phase, new.metric, new.audience) == (old.phase, old.metric, old.audience)


def test_the_change_is_booked_with_the_digest_of_its_reason_and_not_its_words(world: World) -> None:
    new = change(world, 36)
    (entry,) = statements(world.programme.record, f"requirement-{new.number}-v2")
    assert [line.kind for line in entry.facts.all()] == ["notices.requirement_changed"]
    assert Text.objects.get(digest=entry.words).body == "防汛任务重"


def test_the_same_key_changes_once_and_a_stale_sheet_is_refused(world: World) -> None:
    same, old = key(), world.requirements["study_minutes"]
    assert change(world, 36, key=same, requirement=old) == change(world, 36, key=same, requirement=old)
    with refused("changed_meanwhile"):
        change(world, 30, requirement=old)
    assert Requirement.objects.filter(programme=world.programme, number=old.number).count() == 2


def test_a_change_needs_a_reason_a_difference_and_the_office(world: World) -> None:
    with refused("no_reason"):
        change(world, 36, reason=" ")
    with refused("same_threshold"):
        change(world, 40)
    for person in (world.secretary, world.principal, world.leader, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            change(world, 36, by=person)


def test_the_page_shows_the_new_version_with_the_old_struck_through(world: World, client: Client) -> None:
    client.force_login(world.user(world.office))
    old = world.requirements["study_minutes"]
    address = reverse("flows:change_requirement", args=[world.programme.record_id, old.number])
    sent = {
        "key": str(key()),
        "title": "学时不少于36小时",
        "operator": ">=",
        "amount": "三十六",
        "reason": "防汛任务重",
    }
    assert client.post(address, {**sent, "amount": "不少"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    page = client.get(reverse("notices:programme", args=[world.programme.record_id])).content.decode()
    assert "学时不少于36小时" in page
    assert "<del" in page and old.title in page
