"""A meeting, a plan and a document say on their own pages what they serve, and are counted and opened there."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from taizhang.ground.programmes.models import ListUse
from taizhang.ground.records.models import Record
from taizhang.work.documents.tests.writing import draft, sent
from taizhang.work.meetings.actions import plan_meeting
from taizhang.work.notices.tests.test_frame import named, page_of, visitor
from taizhang.work.plans.tests.planned import begun
from tests.visitor import sheet
from tests.world import World, key


def meeting(world: World) -> Record:
    held = plan_meeting(
        unit=world.branch, programmes=[], kind="branch", title="支部会议", on=world.today, by=world.secretary, key=key()
    )
    return held.record


def study_plan(world: World) -> Record:
    return begun(world).plan.record


def document(world: World) -> Record:
    return sent(world, world.branch).record


@pytest.mark.requirement("R3-04")
@pytest.mark.parametrize("make", [meeting, study_plan, document])
def test_what_a_record_serves_is_said_on_its_page_and_counted_at_the_goal(
    world: World, make: Callable[[World], Record]
) -> None:
    office = visitor(world, world.office)
    aims = reverse("notices:state_aims", args=[world.programme.record_id])
    office.post(aims, sheet(theme="", goals="组织创先进\n群众得实惠", principles=""))
    goal = world.programme.goals.get(is_principle=False, number=2)
    record = make(world)
    page = reverse(record.type.replace(".", ":"), args=[record.pk])
    keeper = office if record.unit == world.committee else visitor(world, world.secretary)
    address = reverse("notices:tags", args=[record.pk])
    assert address in keeper.get(page).content.decode()
    assert "群众得实惠" in keeper.get(address).content.decode()
    answer = keeper.post(address, sheet(target=goal.code))
    assert answer.status_code == 302 and answer.headers["Location"] == page
    row = office.get(page_of(world)).content.decode().split("群众得实惠", 1)[1]
    assert "1 条记录" in row[: row.index("</li>")]
    assert f'href="{page}"' in office.get(reverse("notices:tagged", args=[goal.code])).content.decode()


@pytest.mark.requirement("R2-14")
def test_who_plans_a_meeting_or_writes_a_plan_sees_what_to_keep_in_mind(world: World) -> None:
    named(world, "两不误、两促进", use=ListUse.GUIDANCE, name="四个关系")
    secretary = visitor(world, world.secretary)
    version = begun(world)
    guidance = reverse("notices:guidance", args=[world.branch.pk])
    for address in (
        reverse("meetings:plan", args=[world.branch.pk]),
        reverse("plans:plan", args=[version.plan.record_id]),
        reverse("plans:new_item", args=[version.plan.record_id]),
    ):
        assert guidance in secretary.get(address).content.decode(), address
    assert "两不误、两促进" in secretary.get(guidance).content.decode()


def test_a_draft_of_a_document_points_to_nothing_yet(world: World) -> None:
    held = draft(world)
    page = visitor(world, world.office).get(reverse("documents:document", args=[held.record_id])).content.decode()
    assert reverse("notices:tags", args=[held.record_id]) not in page
