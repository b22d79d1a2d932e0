"""What a unit owes over all contexts stands on one page, in the order of its days, as far as its reader may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.owed.gathering import owed_in
from taizhang.flows.owed.kinds import Kind, When
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import NotAllowed
from taizhang.work.documents.tests.writing import sent
from taizhang.work.learning.actions import hand_in_essay
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.membership import actions as membership
from tests.world import World, key


def as_person(world: World, person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.user(person))
    return client


@pytest.fixture
def busy(world: World) -> World:
    """The branch has a routine that is overdue, a sheet to close, a paper to confirm, a miss to make up, an essay to read."""
    session = plan(world, days_ago=2, topic="规程")
    close(world, session, {world.member: Mark.LEAVE})
    plan(world, days_ago=0, topic="今天的课")
    sent(world, world.branch)
    hand_in_essay(
        person=world.member,
        title="一件小事",
        is_on_paper=True,
        programmes=[world.programme],
        by=world.secretary,
        key=key(),
    )
    membership.set_routine(
        unit=world.branch,
        kind="members",
        cycle="monthly",
        first_on=world.today - timedelta(days=3),
        owner=world.member,
        by=world.secretary,
        key=key(),
    )
    return world


def test_all_contexts_stand_in_the_order_of_their_days(busy: World) -> None:
    lines = owed_in(viewer_of(busy.secretary), busy.branch)
    assert {Kind.STUDY, Kind.READING, Kind.PAPER, Kind.ROUTINE, Kind.PLAN} <= {line.kind for line in lines}
    days = [line.due_on for line in lines if line.due_on]
    assert days == sorted(days)
    assert [line.due_on is None for line in lines] == sorted(line.due_on is None for line in lines)
    routine = next(line for line in lines if line.kind == Kind.ROUTINE)
    assert (routine.when, routine.days_over, routine.whom) == (When.OVERDUE, 3, busy.member.name)
    assert next(line for line in lines if line.words == "今天的课").when == When.WEEK
    client = as_person(busy, busy.secretary)
    for line in lines:
        assert client.get(line.url).status_code == 200, line
        assert not line.verb or line.is_press or client.get(line.way).status_code == 200, line


def test_what_is_settled_goes_and_the_filter_shows_one_kind(busy: World) -> None:
    client = as_person(busy, busy.secretary)
    address = reverse("flows:owed", args=[busy.branch.pk])
    page = client.get(address, {"kind": "paper"}).content.decode()
    assert "Confirm receipt" in page and "今天的课" not in page
    paper = next(line for line in owed_in(viewer_of(busy.secretary), busy.branch) if line.kind == Kind.PAPER)
    assert client.post(paper.way, {"key": key()}).status_code == 302
    assert paper.words not in client.get(address).content.decode()


def test_who_sees_no_names_reads_what_the_unit_owes_and_a_stranger_nothing(busy: World) -> None:
    lines = owed_in(viewer_of(busy.principal), busy.branch)
    assert lines and not any(line.whom for line in lines)
    address = reverse("flows:owed", args=[busy.branch.pk])
    assert busy.member.name not in as_person(busy, busy.principal).get(address).content.decode()
    for person in (busy.member, busy.foreign_secretary, busy.sibling_secretary):
        assert as_person(busy, person).get(address).status_code == 403
        with pytest.raises(NotAllowed):
            owed_in(viewer_of(person), busy.branch)


def test_the_page_of_the_branch_leads_there_and_the_table_holds_the_same_lines(busy: World) -> None:
    client = as_person(busy, busy.secretary)
    address = reverse("flows:owed_panel", args=[busy.branch.pk])
    assert address in client.get(f"/branch/{busy.branch.pk}/").content.decode()
    whole = reverse("flows:owed", args=[busy.branch.pk])
    assert whole in client.get(address).content.decode() and whole in client.get(f"{address}?line").content.decode()
    assert client.get(whole, {"export": "xlsx"})["Content-Type"].startswith("application/vnd.openxml")
