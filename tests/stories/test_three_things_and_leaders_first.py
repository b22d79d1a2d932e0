"""Covered, hours, effect of each member; leaders apart and first; the four leads of a leader: lived on the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import NotAllowed
from taizhang.oversight.dashboards.queries import leaders as leading
from taizhang.oversight.dashboards.queries import three as queries
from taizhang.oversight.dashboards.queries.leaders import Order
from taizhang.oversight.dashboards.tests.acts import client_of, hold
from taizhang.work.curriculum import actions as curriculum
from taizhang.work.learning import actions as learning
from taizhang.work.meetings import actions as meetings
from taizhang.work.meetings.actions import Statement
from tests.world import World, key


def opened(world: World, who: str, name: str, *args: int, status: int = 200) -> str:
    client = client_of(world, getattr(world, who))
    client.cookies["django_language"] = "en"
    response = client.get(reverse(f"dashboards:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()


def essay(world: World, who: str, *, accepted: bool = True) -> None:
    """An essay of one of the branch, reviewed by whoever reads it."""
    person = getattr(world, who)
    written = learning.hand_in_essay(
        person=person, title="心得", text="写了几点。", programmes=[world.programme], by=person, key=key()
    )
    reader = world.secretary if written.unit == world.branch else world.principal
    learning.review_essay(essay=written, accepted=accepted, comment="好", by=reader, key=key())


def note(world: World, who: str, days_ago: int) -> None:
    person = getattr(world, who)
    curriculum.write_note(
        person=person, title="笔记", is_on_paper=True, on=world.days_ago(days_ago), by=person, key=key()
    )


@pytest.mark.requirement("R1-30")
def test_each_member_is_covered_has_hours_and_was_assessed_by_somebody_on_a_day(world: World) -> None:
    hold(world, world.branch, {world.member: 2400, world.floating: 60})
    essay(world, "member")
    essay(world, "floating", accepted=False)
    note(world, "floating", 0)
    monday = world.today - timedelta(days=world.today.weekday())
    looked = {"looked": [world.floating.pk], "comments": {}}
    curriculum.review_notes(unit=world.branch, week_on=monday, by=world.secretary, key=key(), **looked)  # type: ignore[arg-type]
    page = queries.three(viewer_of(world.secretary), world.branch.pk)
    rows = {row.person: row for row in page.rows}
    assert (rows[world.member].gaps, rows[world.floating].gaps, rows[world.keeper].gaps) == (0, 1, 3)
    assert [(one.by, one.on) for one in rows[world.member].assessed] == [(world.secretary.name, world.today)]
    assert [one.what for one in rows[world.floating].assessed] == ["笔记被查看"]
    assert page.rows[-1].person == world.retired, "who comes voluntarily lacks nothing and stands last"
    assert page.rows[-2].person == world.member, "gaps first"
    assert (page.covered, page.met, page.assessed, len(page.due)) == (2, 1, 2, 6)
    shown = opened(world, "secretary", "three", world.branch.pk)
    assert "5 members lack one of the three" in shown and reverse("dashboards:entry", args=[1])[:8] in shown
    above = opened(world, "principal", "three", world.branch.pk)
    assert world.member.name not in above and "1 / 6" in above and "2 / 6" in above
    own = opened(world, "floating", "my_three")
    assert "1 of three is still open" in own and world.floating.name in own and world.member.name not in own
    opened(world, "member", "three", world.branch.pk, status=403)
    opened(world, "sibling_secretary", "three", world.branch.pk, status=403)


@pytest.mark.requirement("R0-05")
def test_leaders_stand_first_and_apart_and_the_days_say_whether_they_were_through_first(world: World) -> None:
    note(world, "leading_cadre", 9)
    for who, days_ago in (("secretary", 8), ("keeper", 5), ("member", 9), ("floating", 5)):
        note(world, who, days_ago)
    page = leading.leaders(viewer_of(world.secretary), world.branch.pk)
    notes = next(item for item in page.items if item.metric.name == "notes_written")
    assert (notes.leaders.done, notes.leaders.people, notes.others.done, notes.others.people) == (1, 1, 4, 5)
    assert (notes.order, notes.leaders.on, notes.others.on) == (Order.FIRST, world.days_ago(9), world.days_ago(5))
    for who in ("secretary", "keeper", "member"):
        essay(world, who)
    orders = {
        item.metric.name: item.order for item in leading.leaders(viewer_of(world.secretary), world.branch.pk).items
    }
    assert orders == {
        "materials_read": Order.OPEN,
        "notes_written": Order.FIRST,
        "essays_reviewed": Order.AFTER,
    }
    shown = opened(world, "secretary", "leaders", world.branch.pk)
    assert world.leading_cadre.name in shown and world.member.name not in shown
    assert "members before leaders" in shown and "leaders first" in shown and "data-print" in shown
    assert world.leading_cadre.name not in opened(world, "principal", "leaders", world.branch.pk)
    branch = opened(world, "secretary", "branch", world.branch.pk)
    assert branch.index(reverse("dashboards:leaders_panel", args=[world.branch.pk])) < branch.index("matrix")
    hold(world, world.branch, {world.leading_cadre: 120, world.member: 60})
    figure = client_of(world, world.secretary).get(
        reverse("dashboards:figure", args=["study_minutes"]), {"unit": world.branch.pk}
    )
    assert (figure.context["page"].split.leaders, figure.context["page"].split.others) == (120, 60)
    above = client_of(world, world.principal).get(
        reverse("dashboards:figure", args=["study_minutes"]), {"unit": world.branch.pk}
    )
    assert above.context["page"].split is None, "one leader's amount is that leader's name"


def test_the_leaders_of_a_unit_are_seen_by_who_holds_a_role_over_it_and_by_nobody_else(world: World) -> None:
    for stranger in (world.member, world.sibling_secretary, world.foreign_secretary):
        with pytest.raises(NotAllowed) as refused:
            leading.leaders(viewer_of(stranger), world.branch.pk)
        assert str(refused.value.reason)
    page = leading.leaders(viewer_of(world.office), world.general_branch.pk)
    assert page.people == 2 and not page.leaders


def leads(world: World, who: str, status: int = 200) -> str:
    """The page of a leader's four leads with the panel that it takes in."""
    page = opened(world, who, "leads", world.leading_cadre.pk, status=status)
    panel = reverse("meetings:leads_panel", args=[world.leading_cadre.pk])
    client = client_of(world, getattr(world, who))
    client.cookies["django_language"] = "en"
    response = client.get(panel)
    assert response.status_code == status
    assert status != 200 or f'hx-get="{panel}"' in page
    return page + response.content.decode()


@pytest.mark.requirement("R1-102")
def test_four_leads_of_a_leader_are_filled_from_records_and_what_is_missing_is_said(world: World) -> None:
    leader = world.leading_cadre
    empty = leads(world, "leading_cadre")
    assert empty.count("nothing recorded</span>") >= 4
    hold(world, world.branch, {leader: 120})
    meeting = meetings.plan_meeting(
        unit=world.branch,
        programmes=[world.programme],
        kind="criticism",
        title="专题组织生活会",
        on=world.today,
        by=world.secretary,
        key=key(),
    )
    meetings.name_problems(meeting=meeting, person=leader, problems=["下基层少", "学得不深"], by=leader, key=key())
    said = Statement(on=world.today, spoke=[leader.pk])
    meeting = meetings.hold_meeting(meeting=meeting, said=said, by=world.secretary, key=key())
    task = meetings.assign_task(
        meeting=meeting,
        text="每月下一次车间",
        unit=world.branch,
        person=leader,
        due_on=world.today,
        by=world.secretary,
        key=key(),
    )
    assert "0 of 1 done" in leads(world, "leading_cadre")
    meetings.finish_task(task=task, on=world.today, by=leader, key=key())
    for who in ("leading_cadre", "secretary", "keeper"):
        page = leads(world, who)
        assert "2 study hours" in page and "2 problems named" in page and "1 of 1 done" in page
        assert reverse("meetings:meeting", args=[meeting.record_id]) in page
    for stranger in ("principal", "office", "member", "sibling_secretary"):
        leads(world, stranger, status=403)
    assert reverse("dashboards:leads", args=[leader.pk]) in opened(world, "leading_cadre", "my_campaign")
