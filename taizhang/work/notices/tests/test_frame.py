"""The frame of a programme as its office keeps it on the programme's page, and records that point to it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.ground.programmes.models import KeyPoints, ListUse, NamedList, Phase, Tag, UnitPhase
from taizhang.ledger.reading import Scope, total
from taizhang.lib.refusals import NotAllowed
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.notices.frame import actions
from taizhang.work.notices.frame.forms import items_in, stated_in
from taizhang.work.notices.tags import actions as tags
from taizhang.work.notices.tests.drafted import refused
from taizhang.work.rolls import actions as rolls
from tests.visitor import sheet
from tests.world import World, key

TWO_THREE_FIVE = "两深入：\n深入群众\n深入基层\n创三满意：\n最满意机关\n最满意组织\n最满意成员\n五送：\n送信息\n送技术"


def visitor(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


def page_of(world: World) -> str:
    return reverse("notices:programme", args=[world.programme.record_id])


def named(world: World, *items: str, use: str = ListUse.CONTENT, name: str = "五卡") -> NamedList:
    new = NewList(name, tuple(NewItem(item) for item in items), use=use, stated=stated_in(name))
    return actions.add_list(home=world.programme, new=new, by=world.office, key=key())


def changed(world: World, code: str) -> int:
    return total(Scope(("notices.frame_changed",), codes=(code,), unit=world.committee))


@pytest.mark.requirement("R1-11")
@pytest.mark.requirement("R1-96")
def test_the_office_adds_a_named_list_and_its_name_explains_itself_where_it_appears(world: World) -> None:
    office = visitor(world, world.office)
    address = reverse("notices:add_list", args=[world.programme.record_id])
    assert address in office.get(page_of(world)).content.decode()
    sent = sheet(name="二三五", use="content", speaks_to="everybody", stated="", items=TWO_THREE_FIVE)
    assert office.post(address, sent).status_code == 302
    held = NamedList.objects.get(name="二三五")
    assert (held.stated, held.items.count()) == (10, 7)
    assert [item.heading for item in held.items.all()][:3] == ["两深入", "两深入", "创三满意"]
    page = office.get(page_of(world)).content.decode()
    # what its name says it has and the notice does not spell out is said
    assert "最满意机关" in page and "有 3 项没有列出" in page
    aims = reverse("notices:state_aims", args=[world.programme.record_id])
    office.post(aims, sheet(theme="", goals="用好“二三五”活动", principles=""))
    member = visitor(world, world.member).get(page_of(world)).content.decode()
    goals = member[member.index('id="goals"') :]
    assert 'class="term"' in goals and "1. 两深入：深入群众" in goals


@pytest.mark.parametrize(
    ("name", "says"),
    [("二三五", 10), ("四加一专题", 5), ("五卡", 5), ("两个意识", 2), ("工作重点", 0), ("四个关系", 4)],
)
def test_the_name_of_a_list_says_how_many_items_it_has(name: str, says: int) -> None:
    assert stated_in(name) == says


def test_lines_of_a_sheet_become_items_under_their_headings() -> None:
    assert items_in("甲\n\n乙：\n丙 \n") == (NewItem("甲"), NewItem("丙", "乙"))


@pytest.mark.requirement("R1-11")
def test_a_session_points_to_an_item_and_is_counted_and_opened_there(world: World) -> None:
    held = named(world, "走访卡", "整改卡")
    item = held.items.all()[1]
    session = close(world, plan(world), {})
    secretary = visitor(world, world.secretary)
    address = reverse("notices:tags", args=[session.record_id])
    assert address in secretary.get(reverse("learning:session", args=[session.record_id])).content.decode()
    before = total(Scope(("notices.record_tagged",), unit=world.branch))
    assert "整改卡" in secretary.get(address).content.decode()
    answer = secretary.post(address, sheet(target=item.code), headers={"hx-request": "true"})
    assert "整改卡" in answer.content.decode()
    assert total(Scope(("notices.record_tagged",), unit=world.branch)) == before + 1
    office = visitor(world, world.office)
    row = office.get(page_of(world)).content.decode().split("整改卡", 1)[1]
    assert "1 条记录" in row[: row.index("</li>")]
    drilled = office.get(reverse("notices:tagged", args=[item.code])).content.decode()
    assert reverse("learning:session", args=[session.record_id]) in drilled
    # somebody of another branch sees that there is one, and not which
    other = visitor(world, world.sibling_member).get(reverse("notices:tagged", args=[item.code])).content.decode()
    assert reverse("learning:session", args=[session.record_id]) not in other and "另有 1 条" in other
    secretary.post(address, sheet(off=item.code))
    assert total(Scope(("notices.record_tagged",), unit=world.branch)) == before
    assert not Tag.objects.exists()


def test_pointing_twice_is_one_and_what_the_unit_does_not_work_by_is_refused(world: World) -> None:
    item = named(world, "走访卡").items.all()[0]
    record = close(world, plan(world), {}).record
    same = key()
    for one in (same, same, key()):
        tags.tag_record(record=record, target=item.code, by=world.secretary, key=one)
    assert Tag.objects.count() == 1
    assert total(Scope(("notices.record_tagged",), unit=world.branch)) == 1
    with refused("unknown_target"):
        tags.tag_record(record=record, target="item-999999", by=world.secretary, key=key())
    for stranger in (world.member, world.sibling_secretary, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            tags.tag_record(record=record, target=item.code, by=stranger, key=key())
    guidance = named(world, "处理好两种关系", use=ListUse.GUIDANCE, name="两个关系").items.all()[0]
    with refused("unknown_target"):
        tags.tag_record(record=record, target=guidance.code, by=world.secretary, key=key())


def test_a_new_version_of_a_list_keeps_the_old_one_and_what_points_to_it(world: World) -> None:
    first = named(world, "走访卡", "整改卡", "学习卡")
    record = close(world, plan(world), {}).record
    for item in first.items.all():
        tags.tag_record(record=record, target=item.code, by=world.secretary, key=key())
    office = visitor(world, world.office)
    address = reverse("notices:change_list", args=[first.pk])
    assert "走访卡\n整改卡\n学习卡" in office.get(address).content.decode()
    # one moved, one reworded in its place, one dropped
    sent = sheet(name="五卡", use="content", speaks_to="everybody", stated="5", items="学习卡\n整改公示卡")
    assert office.post(address, sent).status_code == 302
    second = NamedList.objects.get(name="五卡", superseded_by=None)
    assert second.version == 2
    served = {tag.item.text: tag.item.named_list_id for tag in Tag.objects.select_related("item") if tag.item}
    assert served == {"学习卡": second.pk, "整改公示卡": second.pk, "走访卡": first.pk}
    page = office.get(reverse("notices:named_list", args=[second.pk])).content.decode()
    assert "走访卡" in page[page.index("以前的版本") :]
    with refused("changed_meanwhile"):
        actions.change_list(named=first, new=NewList("五卡"), by=world.office, key=key())


def test_adding_a_list_posts_once_and_strangers_are_refused_with_a_reason(world: World) -> None:
    before = changed(world, "list")
    new, same = NewList("五查", stated=5), key()
    made = [actions.add_list(home=world.programme, new=new, by=world.office, key=same) for _time in range(2)]
    assert made[0] == made[1] and changed(world, "list") == before + 1
    with refused("list_exists"):
        actions.add_list(home=world.programme, new=new, by=world.office, key=key())
    with refused("too_many_items"):
        too_many = NewList("一个中心", (NewItem("甲"), NewItem("乙")), stated=1)
        actions.add_list(home=world.programme, new=too_many, by=world.office, key=key())
    for person in (world.secretary, world.principal, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed) as refusal:
            actions.add_list(home=world.programme, new=NewList("五看"), by=person, key=key())
        assert str(refusal.value.reason)


@pytest.mark.requirement("R2-05")
@pytest.mark.requirement("R3-09")
def test_lists_of_qualities_and_for_organisations_or_members_stand_with_whom_they_speak_to(world: World) -> None:
    office = visitor(world, world.office)
    address = reverse("notices:add_list", args=[world.programme.record_id])
    five = "学习意识\n协作意识\n自律意识\n节约意识\n管理意识"
    office.post(address, sheet(name="五种意识", use="qualities", speaks_to="everybody", stated="", items=five))
    office.post(address, sheet(name="五个好", use="content", speaks_to="organisations", stated="", items="班子好"))
    office.post(address, sheet(name="五带头", use="content", speaks_to="members", stated="", items="带头学习"))
    page = visitor(world, world.member).get(page_of(world)).content.decode()
    assert "要强化的意识和能力" in page and "节约意识" in page
    assert "党组织" in page.split("五个好", 1)[1][:200] and "党员" in page.split("五带头", 1)[1][:200]


@pytest.mark.requirement("R2-14")
def test_guidance_stands_before_who_plans_a_session(world: World) -> None:
    named(world, "重点突破与整体提升", "自己动手与学习借鉴", use=ListUse.GUIDANCE, name="四个关系")
    secretary = visitor(world, world.secretary)
    address = reverse("notices:guidance", args=[world.branch.pk])
    assert address in secretary.get(reverse("learning:plan", args=[world.branch.pk])).content.decode()
    assert "重点突破与整体提升" in secretary.get(address).content.decode()
    assert visitor(world, world.foreign_secretary).get(address).status_code == 403


@pytest.mark.requirement("R1-144")
def test_key_points_of_a_year_are_built_of_numbered_lists(world: World) -> None:
    office = visitor(world, world.office)
    year = world.today.year
    answer = office.post(reverse("notices:all_key_points"), sheet(unit=world.committee.pk, year=year))
    held = KeyPoints.objects.get()
    assert answer.headers["Location"] == reverse("notices:key_points", args=[held.record_id])
    add = reverse("notices:add_key_list", args=[held.record_id])
    for name, items in (("一个中心", "服务"), ("两个重点", "督查\n信息"), ("三种意识", "大局\n责任")):
        sent = sheet(name=name, use="content", speaks_to="everybody", stated="", items=items)
        assert office.post(add, sent).status_code == 302
    page = visitor(world, world.secretary).get(answer.headers["Location"]).content.decode()
    assert page.index("一个中心") < page.index("两个重点") < page.index("三种意识")
    assert "有 1 项没有列出" in page
    # work of a branch beneath points to them too, in that year
    record = close(world, plan(world, days_ago=0), {}).record
    tags.tag_record(
        record=record, target=held.named_lists.get(name="两个重点").items.all()[0].code, by=world.secretary, key=key()
    )
    with refused("key_points_exist"):
        actions.open_key_points(unit=world.committee, year=year, by=world.office, key=key())
    assert visitor(world, world.foreign_secretary).get(answer.headers["Location"]).status_code == 403


@pytest.mark.requirement("R1-99")
@pytest.mark.requirement("R3-04")
def test_sessions_point_to_the_goals_of_the_programme(world: World) -> None:
    office = visitor(world, world.office)
    aims = reverse("notices:state_aims", args=[world.programme.record_id])
    office.post(aims, sheet(theme="学在平时", goals="组织创先进\n党员作表率\n群众得实惠", principles="正面教育为主"))
    goal = world.programme.goals.get(is_principle=False, number=3)
    record = close(world, plan(world), {}).record
    visitor(world, world.secretary).post(reverse("notices:tags", args=[record.pk]), sheet(target=goal.code))
    page = office.get(page_of(world)).content.decode()
    row = page.split("群众得实惠", 1)[1]
    assert "1 条记录" in row[: row.index("</li>")]
    assert record.title in office.get(reverse("notices:tagged", args=[goal.code])).content.decode()
    # a goal that records point to does not fall away unseen
    refused_page = office.post(aims, sheet(theme="", goals="组织创先进", principles=""))
    assert refused_page.status_code == 422
    assert world.programme.goals.filter(is_principle=False).count() == 3


@pytest.mark.requirement("R2-04")
def test_fields_of_work_hold_their_tasks_with_who_leads_and_who_helps(world: World) -> None:
    named(world, "制度基础", "工作机制", use=ListUse.AREAS, name="工作重点")
    office = visitor(world, world.office)
    area = NamedList.objects.get().items.all()[1]
    address = reverse("notices:place_task", args=[world.programme.record_id])
    assert f"{address}?area={area.pk}" in office.get(page_of(world)).content.decode()
    sent = sheet(area=area.pk, text="建立督办单", lead="办公室", support="人事处、财务处")
    assert office.post(address, sent).status_code == 302
    assert office.post(address, {**sent, "key": str(uuid.uuid4())}).status_code == 422
    page = office.get(page_of(world)).content.decode()
    assert "2.1 建立督办单" in page and "办公室 牵头" in page and "人事处、财务处 配合" in page


@pytest.mark.requirement("R2-13")
def test_strands_stand_in_every_phase(world: World) -> None:
    named(world, "坚持学习", "健全制度", "强化整改", use=ListUse.STRANDS, name="三个坚持")
    page = visitor(world, world.member).get(page_of(world)).content.decode()
    for phase in world.programme.phases.filter(is_routine=False):
        row = page[page.index(f'id="phase-{phase.number}"') :]
        assert "坚持学习 · 健全制度 · 强化整改" in row[: row.index("</tr>")]


@pytest.mark.requirement("R1-32")
def test_a_step_is_extended_with_a_reason_and_keeps_its_first_dates(world: World) -> None:
    office = visitor(world, world.office)
    step = world.first_phase.steps.get(number=2)
    address = reverse("notices:extend_step", args=[world.programme.record_id, 1, 2])
    assert address in office.get(page_of(world)).content.decode()
    later = world.today + timedelta(days=10)
    assert office.post(address, sheet(ends_on=str(later), reason="")).status_code == 422
    assert office.post(address, sheet(ends_on=str(later), reason="防汛任务重")).status_code == 302
    assert office.post(address, sheet(ends_on=str(later), reason="又一次")).status_code == 422
    step.refresh_from_db()
    assert step.ends_on is None and step.extensions.get().ends_on == later
    assert "防汛任务重" in office.get(page_of(world)).content.decode()


@pytest.mark.requirement("R4-01")
@pytest.mark.requirement("R4-02")
def test_consolidation_follows_the_last_stage_and_waits_for_the_assessment(world: World) -> None:
    office = visitor(world, world.office)
    starts, ends = world.today + timedelta(days=80), world.today + timedelta(days=160)
    address = reverse("notices:add_consolidation", args=[world.programme.record_id])
    assert address in office.get(page_of(world)).content.decode()
    sent = sheet(name="巩固和扩大整改成果", starts_on=str(starts), ends_on=str(ends))
    assert office.post(address, sent).status_code == 302
    names = list(world.programme.phases.order_by("number").values_list("name", flat=True))
    assert names == ["学习动员", "整改提高", "巩固和扩大整改成果", "经常性工作"]
    assert office.post(address, {**sent, "key": str(uuid.uuid4())}).status_code == 422

    def close_phase(phase: Phase) -> None:
        rolls.close_unit_phase(
            programme=world.programme, unit=world.branch, phase=phase, on=world.today, by=world.office, key=key()
        )

    close_phase(world.first_phase)
    with refused("not_assessed"):
        close_phase(world.second_phase)
    assess = reverse("notices:assess_completion", args=[world.programme.record_id])
    office.post(assess, sheet(is_done="no", result="两个支部整改未完"))
    with refused("not_assessed"):
        close_phase(world.second_phase)
    assert "两个支部整改未完" in office.get(page_of(world)).content.decode()
    office.post(assess, sheet(is_done="yes", result="任务已经基本完成"))
    close_phase(world.second_phase)
    stay = UnitPhase.objects.get(programme=world.programme, unit=world.branch, closed_on=None)
    assert stay.phase.is_consolidation
    close_phase(stay.phase)
    assert UnitPhase.objects.get(programme=world.programme, unit=world.branch, closed_on=None).phase.is_routine


@pytest.mark.requirement("R4-35")
def test_a_themed_activity_stands_in_a_phase_and_names_what_was_held_for_it(world: World) -> None:
    office = visitor(world, world.office)
    address = reverse("notices:add_activity", args=[world.programme.record_id])
    given = {"title": "重温入党誓词", "occasion": "建党纪念日", "phase": world.first_phase.pk}
    outside = world.today + timedelta(days=400)
    assert office.post(address, sheet(**given, on=str(outside))).status_code == 422
    answer = office.post(address, sheet(**given, on=str(world.today)))
    assert answer.status_code == 302
    assert "重温入党誓词" in visitor(world, world.member).get(page_of(world)).content.decode()
    activity = world.programme.activities.get()
    record = close(world, plan(world), {}).record
    tags.tag_record(record=record, target=activity.code, by=world.secretary, key=key())
    page = office.get(answer.headers["Location"]).content.decode()
    assert record.title in page and "为它开展了 1 次" in page


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_pages_of_the_frame_stand_in_every_language(world: World, language: str) -> None:
    office = visitor(world, world.office)
    office.cookies.load({"django_language": language})
    item = named(world, "走访卡").items.all()[0]
    record = world.programme.record_id
    for name, *args in (
        ("programme", record),
        ("add_list", record),
        ("named_list", item.named_list_id),
        ("change_list", item.named_list_id),
        ("state_aims", record),
        ("place_task", record),
        ("add_consolidation", record),
        ("assess_completion", record),
        ("add_activity", record),
        ("all_key_points",),
        ("tagged", item.code),
    ):
        assert office.get(reverse(f"notices:{name}", args=args)).status_code == 200, name
