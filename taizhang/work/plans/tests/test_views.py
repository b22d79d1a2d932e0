"""Plans as they are lived: the secretary begins, fills and hands in; the head above sends back and approves."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.actions import extend_phase
from taizhang.lib import clock
from taizhang.work.plans.kinds import PlanState
from taizhang.work.plans.models import Plan, Version
from taizhang.work.plans.tests.planned import approved, begun, complete, phase_end, themes
from taizhang.work.plans.tests.test_actions import ask_for_revision
from tests.visitor import Visitor as PageVisitor
from tests.visitor import drawn_fields
from tests.world import World


class Visitor(PageVisitor):
    """One person at the pages of plans."""

    space = "plans:"

    def presses(self, page: str, name: str, *args: int, **given: object) -> HttpResponse:
        """Press the button of a form on a page that was opened, with what was drawn in it."""
        address = reverse(f"plans:{name}", args=args)
        form = re.search(rf'<form method="post" action="{re.escape(address)}"[^>]*>(.*?)</form>', page, re.DOTALL)
        assert form, f"no button leads to {address}"
        return self.client.post(address, drawn_fields(form[1]) | given)  # type: ignore[return-value]


def lists(page: str, unit: Unit) -> bool:
    """Whether a page has a row about a unit."""
    return reverse("plans:unit", args=[unit.pk]) in page


@pytest.mark.requirement("R1-31")
@pytest.mark.requirement("R2-12")
def test_a_plan_goes_from_the_landing_page_to_its_approval_and_its_next_version(world: World) -> None:
    secretary, head = Visitor(world, world.secretary), Visitor(world, world.principal)
    panel = secretary.opens("unit_panel", world.branch.pk)
    assert "Not begun" in panel
    begun_at = secretary.presses(panel, "begin", world.branch.pk)
    plan = Plan.objects.get()
    assert begun_at.headers["Location"] == reverse("plans:plan", args=[plan.record_id])
    page = secretary.opens("plan", plan.record_id)
    assert "Something is still missing" in page
    assert "思想发动" in page
    secretary.sends("frame", plan.record_id, notes="4")
    page = secretary.opens("plan", plan.record_id)
    assert "Complete: it can be handed in" in page
    secretary.presses(page, "hand_in", plan.record_id)
    assert world.branch.name in head.opens("waiting_panel")
    secretary.opens("decide", plan.record_id, status=403)
    head.sends("decide", plan.record_id, comment="第二项写明地点。", send_back="1")
    page = secretary.opens("plan", plan.record_id)
    assert "第二项写明地点。" in page
    secretary.sends("item", plan.record_id, 2, content="学习培训（车间会议室）")
    secretary.presses(secretary.opens("plan", plan.record_id), "hand_in", plan.record_id)
    head.sends("decide", plan.record_id, approve="1")
    page = secretary.opens("plan", plan.record_id)
    assert "Version 1 is approved" in page
    secretary.presses(page, "revise", plan.record_id)
    assert "version 1 holds" in secretary.opens("unit", world.branch.pk)
    assert "Version 1 is approved" in secretary.opens("plan", plan.record_id, query="?version=1")
    secretary.opens("plan", plan.record_id, query="?version=9", status=404)


@pytest.mark.requirement("R1-38")
@pytest.mark.requirement("R1-39")
def test_the_checks_stand_beside_the_draft_and_come_out_anew_after_an_extension(world: World) -> None:
    secretary, record = Visitor(world, world.secretary), begun(world).plan.record_id
    page = secretary.opens("plan", record)
    for check in ("Task", "Time of every item", "Content of every item", "What is asked of each member"):
        assert check in page
    for check in ("Hours of every item", "Study notes", "Reflection essays", "学时不少于40小时", "66.7%"):
        assert check in page
    secretary.sends("frame", record, notes="4")
    late = phase_end(world) + timedelta(days=5)
    secretary.sends("item", record, 1, from_on=late.isoformat(), to_on="")
    page = secretary.opens("plan", record)
    assert "Something is still missing" in page
    refused = secretary.client.post(
        reverse("plans:hand_in", args=[record]), {"key": str(Version.objects.get().plan.pk)}
    )
    assert refused.status_code == 409
    extend_phase(phase=world.first_phase, ends_on=late, reason="学时未满", on=clock.today())
    assert "Complete: it can be handed in" in secretary.opens("plan", record)


def test_an_incomplete_hand_in_is_refused_by_name(world: World) -> None:
    secretary, version = Visitor(world, world.secretary), begun(world)
    record = version.plan.record_id
    key = "3f2b6c1e-0000-4000-8000-000000000001"
    refused = secretary.client.post(reverse("plans:hand_in", args=[record]), {"key": key})
    assert refused.status_code == 409
    assert "the number of study notes is blank" in refused.content.decode()
    secretary.sends("item", record, 2, minutes="30")
    refused = secretary.client.post(reverse("plans:hand_in", args=[record]), {"key": key})
    assert "学时不少于40小时, planned" in refused.content.decode()


@pytest.mark.requirement("R1-37")
def test_a_revision_asked_for_stands_on_the_plan_and_the_office_sees_who_owes_it(world: World) -> None:
    record = approved(world).plan.record_id
    ask_for_revision(world)
    secretary, office = Visitor(world, world.secretary), Visitor(world, world.office)
    assert "学时要求有变" in secretary.opens("plan", record)
    owing = office.opens("overview", world.programme.pk, query="?state=revision")
    assert lists(owing, world.branch)
    assert not lists(owing, world.sibling)
    with clock.telling(clock.now() + timedelta(days=1)):
        secretary.presses(secretary.opens("plan", record), "revise", record)
        secretary.presses(secretary.opens("plan", record), "hand_in", record)
        office.sends("decide", record, approve="1")
        assert not lists(office.opens("overview", world.programme.pk, query="?state=revision"), world.branch)
        assert "学时要求有变" not in secretary.opens("plan", record)


@pytest.mark.requirement("R1-163")
def test_a_themed_plan_is_made_item_by_item_and_units_without_one_are_shown(world: World) -> None:
    themes(world.programme)
    secretary, head = Visitor(world, world.secretary), Visitor(world, world.principal)
    panel = secretary.opens("unit_panel", world.branch.pk)
    address = reverse("plans:begin", args=[world.branch.pk])
    themed = next(form for form in re.findall(r"<form.*?</form>", panel, re.DOTALL) if "themed" in form)
    secretary.client.post(address, drawn_fields(themed))
    record = Plan.objects.get().record_id
    assert (
        "3 items of the list have no action"
        in secretary.client.post(
            reverse("plans:hand_in", args=[record]), {"key": "3f2b6c1e-0000-4000-8000-000000000002"}
        ).content.decode()
    )
    for number in (1, 2, 3):
        secretary.sends("item", record, number, content="上门问需", owner=str(world.member.pk))
    without = head.opens("overview", world.programme.pk, query="?kind=themed&state=none")
    assert lists(without, world.branch)
    secretary.presses(secretary.opens("plan", record), "hand_in", record)
    page = head.opens("plan", record)
    assert world.member.name not in page
    assert world.member.name in secretary.opens("plan", record)
    head.sends("decide", record, approve="1")
    without = head.opens("overview", world.programme.pk, query="?kind=themed&state=none")
    assert not lists(without, world.branch)
    assert lists(without, world.sibling)


@pytest.mark.requirement("R1-66")
def test_an_item_gives_each_group_its_own_way(world: World) -> None:
    secretary, record = Visitor(world, world.secretary), begun(world).plan.record_id
    secretary.sends("item", record, 1, way_older="home_lesson", way_on_post="broadcast")
    page = secretary.opens("plan", record)
    assert "Older and retired: Home lesson" in page
    assert "On post or on shift: Broadcast study" in page


def test_bad_input_is_answered_at_its_field(world: World) -> None:
    secretary, record = Visitor(world, world.secretary), begun(world).plan.record_id
    sent = secretary.sends("item", record, 1, from_on="2026-13-45", minutes="viel")
    assert sent.status_code == 200
    assert "Minutes of each member" in sent.content.decode()
    sent = secretary.sends("item", record, 1, from_on="2026-03-05", to_on="2026-03-01")
    assert "The end lies before the start." in sent.content.decode()
    for name, args in (("begin", (world.branch.pk,)), ("hand_in", (record,)), ("revise", (record,))):
        assert secretary.client.post(reverse(f"plans:{name}", args=args), {"key": "x"}).status_code in {404, 409}


def test_the_overview_has_units_in_code_order_and_opens_them(world: World) -> None:
    complete(world)
    office = Visitor(world, world.office)
    page = office.opens("overview", world.programme.pk)
    assert page.index(world.branch.name) < page.index(world.sibling.name)
    assert "2 units have no approved plan" in page
    Visitor(world, world.foreign_secretary).opens("overview", world.programme.pk, status=403)
    Visitor(world, world.member).opens("overview", world.programme.pk, status=403)


def test_a_plan_without_anything_says_the_next_step(world: World) -> None:
    secretary, version = Visitor(world, world.secretary), begun(world)
    for item in version.items.all():
        page = secretary.opens("item", version.plan.record_id, item.number)
        secretary.presses(page, "remove_item", version.plan.record_id, item.number)
    assert "Nothing is planned yet" in secretary.opens("plan", version.plan.record_id)
    assert version.state == PlanState.DRAFT
