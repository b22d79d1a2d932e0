"""What an organisation's notices ask of the rolls, lived through the pages (areas ORG and MEMB)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ground.organisations.kinds import BodyKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import BodyMember, Membership, Person, Responsibility, Role
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Batch, Enrolment
from taizhang.ledger.reading import Scope, total
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from taizhang.work.rolls.checks import check_organisation
from taizhang.work.rolls.queries import record_number
from taizhang.work.rolls.tests.asking import fill, page, plain, reader, refused
from tests.world import World, key, make_programme, open_unit


@pytest.mark.requirement("R0-01")
def test_a_unit_is_bound_to_its_superior_and_its_supervision_group_and_fits_the_plan(world: World) -> None:
    office, record = reader(world, world.office), record_number(world.branch)
    row = Enrolment.objects.get(unit=world.branch)
    fill(office, "bind_enrolment", row.pk, superior="101", supervision_group=world.supervision_group.pk, adaptation="")
    fill(reader(world, world.secretary), "bind_enrolment", row.pk, adaptation="年底结算期间改在晚上学习。")
    shown = plain(page(office, "unit", record))
    assert "市直机关党总支" in shown
    assert "第一督导组" in shown
    assert "年底结算期间改在晚上学习。" in shown


@pytest.mark.requirement("R0-13")
def test_a_party_group_takes_people_of_any_department_and_leaders_as_plain_members(world: World) -> None:
    agency = open_unit(None, "A", "临江市政府", UnitKind.AGENCY, world.founded, Tree.ADMINISTRATIVE)
    rooms = [
        open_unit(agency, code, name, UnitKind.DEPARTMENT, world.founded, Tree.ADMINISTRATIVE)
        for code, name in (("A1", "秘书二处"), ("A2", "信息调研处"))
    ]
    for person, room in ((world.keeper, rooms[0]), (world.retired, rooms[1])):
        staff = NewMember(person.code, person.name, MembershipKind.STAFF)
        rolls.admit_member(unit=room, member=staff, on=world.began, by=None, key=key())
    secretary, record = reader(world, world.secretary), record_number(world.branch)
    fill(secretary, "start_body", record, kind=BodyKind.PARTY_GROUP, name="第三党小组", on=world.today)
    group = Body.objects.get(name="第三党小组")
    choice = page(secretary, "join_body", group.pk)
    assert "岳小满（秘书二处）" in choice
    assert "祝长庚（信息调研处）" in choice
    fill(
        secretary,
        "join_body",
        group.pk,
        people=[world.keeper.pk, world.retired.pk, world.floating.pk],
        leader=world.keeper.pk,
        on=world.today,
    )
    assert BodyMember.objects.filter(body=group, to_on=None).count() == 3
    # a leading cadre sits in the first group as an ordinary member, and nobody sits in two
    assert not BodyMember.objects.get(body=world.party_group, person=world.leading_cadre).leads
    says = refused(secretary, "join_body", group.pk, people=[world.member.pk], on=world.today)
    assert "党小组" in says
    with pytest.raises(Membership.MultipleObjectsReturned):
        Membership.objects.get(person=world.keeper, to_on=None)
    assert Membership.objects.filter(person=world.keeper, tree=Tree.ADMINISTRATIVE, to_on=None).count() == 1


@pytest.mark.requirement("R1-53")
def test_a_secretary_names_one_ledger_keeper(world: World) -> None:
    secretary = reader(world, world.sibling_secretary)
    record = record_number(world.sibling)
    fill(secretary, "give_role", record, role=RoleKind.KEEPER, person=world.sibling_member.pk, on=world.today)
    role = Role.objects.get(unit=world.sibling, role=RoleKind.KEEPER)
    assert role.person == world.sibling_member
    assert "詹北辰" in plain(page(secretary, "unit", record))
    other = world.sibling_secretary.pk
    assert refused(secretary, "give_role", record, role=RoleKind.KEEPER, person=other, on=world.today)
    fill(secretary, "withdraw_role", role.pk, on=world.today)
    fill(secretary, "give_role", record, role=RoleKind.KEEPER, person=other, on=world.today)


@pytest.mark.requirement("R1-101")
def test_each_matter_has_one_answerable_person_and_the_gaps_are_listed(world: World) -> None:
    secretary, record = reader(world, world.secretary), record_number(world.branch)
    fill(secretary, "open_matter", record, matter="学习记录", person=world.keeper.pk)
    fill(secretary, "open_matter", record, matter="走访慰问")
    shown = plain(page(secretary, "matters", record))
    assert "1 项事务没有责任人" in shown
    assert "冉青禾" in shown.partition("没有分担事务的人")[2]
    assert "岳小满" not in shown.partition("没有分担事务的人")[2]
    matter = Responsibility.objects.get(matter="走访慰问")
    fill(secretary, "answer_for_matter", matter.pk, person=world.floating.pk, on=world.today)
    again = Responsibility.objects.get(matter="走访慰问", ended_on=None)
    fill(secretary, "answer_for_matter", again.pk, person=world.member.pk, on=world.today)
    assert Responsibility.objects.filter(matter="走访慰问", ended_on=None).count() == 1
    assert "每项事务都有责任人" in plain(page(secretary, "matters", record))


@pytest.mark.requirement("R1-142")
def test_the_census_keeps_leadership_groups_and_party_groups_apart(world: World) -> None:
    office, record = reader(world, world.office), record_number(world.committee)
    made = fill(office, "open_unit", record, name="市水务局党组", code="102", kind="leadership_group", on=world.today)
    assert "市水务局党组" in made
    shown = plain(page(office, "census", record))
    for kind, count in (("党委", 1), ("党组", 1), ("工委", 0), ("党总支", 1), ("党支部", 2)):
        assert f" {kind} {count} " in shown, kind
    assert "党小组（支部的一部分，不是单位） 1 " in shown
    assert "17" in shown.partition("截至")[0]


@pytest.mark.requirement("R1-143")
def test_the_census_warns_when_the_parts_do_not_add_up(world: World) -> None:
    office = reader(world, world.office)
    branch = open_unit(world.committee, "19", "大支部", UnitKind.BRANCH, world.founded)
    record = record_number(branch)
    parts = {"cadre": 27, "worker": 51, "veteran": 12, "retired": 52, "other": 84}
    people = [
        NewMember(f"{category}{number}", "某人", categories=(Category(category),))
        for category, count in parts.items()
        for number in range(count)
    ]
    people += [NewMember(f"a{number}", "某人", MembershipKind.ACTIVIST) for number in range(19)]
    rolls.admit_members(unit=branch, members=people, on=world.began, by=None, key=key())
    assert "相差" not in plain(page(office, "census", record))
    for number in range(3):
        rolls.change_category(
            person=Person.objects.get(code=f"cadre{number}"),
            gained=[Category.OTHER],
            on=world.today,
            by=world.office,
            key=key(),
        )
    shown = plain(page(office, "census", record))
    assert "各类合计 229，总数 226，相差 3" in shown
    assert "入党积极分子 19" in shown
    assert "3 人" in shown.partition("哪里对不上")[2]


@pytest.mark.requirement("R2-27", "R4-04")
def test_a_leading_group_office_has_three_desks_and_a_term(world: World) -> None:
    office, record = reader(world, world.office), record_number(world.committee)
    fill(office, "start_body", record, kind="leading_group", name="活动领导小组", on=world.began)
    fill(office, "start_body", record, kind="office", name="领导小组办公室", on=world.began)
    body = Body.objects.get(name="领导小组办公室")
    for kind, name in (
        ("desk_follow_up", "督促协调组"),
        ("desk_roll_up", "情况汇总组"),
        ("desk_exchange", "信息交流组"),
    ):
        fill(office, "start_body", record, kind=kind, name=name, parent=body.pk, on=world.began)
    says = refused(office, "start_body", record, kind="desk_exchange", name="又一个", parent=body.pk, on=world.began)
    assert "已有" in says
    desk = Body.objects.get(name="信息交流组")
    fill(office, "join_body", desk.pk, person="1003", on=world.today)
    shown = plain(page(office, "body", body.pk))
    assert all(name in shown for name in ("督促协调组", "情况汇总组", "信息交流组"))
    later = world.today.replace(year=world.today.year + 1, day=1)
    assert "延长" in fill(office, "extend_body", body.pk, to=later)
    assert refused(office, "extend_body", body.pk, to=world.began)
    fill(office, "dissolve_body", body.pk, on=world.today)
    standing = Body.objects.get(pk=body.pk)
    assert (standing.started_on, standing.extended_to, standing.dissolved_on) == (world.began, later, world.today)
    assert not Body.objects.filter(parent=body, dissolved_on=None).exists()
    assert not BodyMember.objects.filter(body=desk, to_on=None).exists()


@pytest.mark.requirement("R3-30")
def test_the_check_lists_what_is_lacking_and_each_line_opens_its_unit(world: World) -> None:
    office, record = reader(world, world.office), record_number(world.committee)
    secretary, branch = reader(world, world.secretary), record_number(world.branch)
    fill(secretary, "open_post", branch, title="组织委员", on_committee="on", term_ends_on=world.today)
    new = [NewMember(f"3{number}", "新来的") for number in range(3)]
    rolls.admit_members(unit=world.branch, members=new, on=world.today, by=None, key=key())
    html = page(office, "check", record)
    shown = plain(html)
    assert "正式党员 9 人，应设支委会而未设" in shown
    assert "职务空缺：组织委员" in shown
    assert "任期已满，应当换届：组织委员" in shown
    assert "第二党支部 缺党小组" in shown
    assert f'href="/units/{branch}/"' in html
    post = world.branch.posts.get()
    fill(secretary, "fill_post", post.pk, person=world.keeper.pk, on=world.today)
    fill(secretary, "set_term", post.pk, ends_on=world.today.replace(year=world.today.year + 3, day=1))
    fill(secretary, "start_body", branch, kind="branch_committee", name="支委会", on=world.today)
    fill(
        reader(world, world.sibling_secretary),
        "start_body",
        record_number(world.sibling),
        kind="party_group",
        name="党小组",
        on=world.today,
    )
    assert "样样齐全" in plain(page(office, "check", record))
    assert "职务空缺" in fill(secretary, "vacate_post", post.pk, on=world.today)


def test_the_page_of_a_unit_says_what_it_lacks_itself_and_reads_nothing_of_what_stands_beneath(world: World) -> None:
    viewer = viewer_of(world.office)
    whole = check_organisation(viewer, world.committee)
    assert {finding.unit for finding in whole} >= {world.sibling}
    for unit in (world.committee, world.branch, world.sibling):
        alone = check_organisation(viewer, unit, is_alone=True)
        assert alone == [finding for finding in whole if finding.unit == unit]
    with CaptureQueriesContext(connection) as captured:
        assert check_organisation(viewer, world.committee, is_alone=True) == []
    assert not any("people_membership" in query["sql"] for query in captured.captured_queries)


@pytest.mark.requirement("R4-39")
def test_a_league_tree_stands_beside_the_party_tree(world: World) -> None:
    office = reader(world, world.office)
    fill(office, "begin_tree", tree="league", name="共青团临江市委", code="T1", kind="league_committee", on=world.today)
    root = Unit.objects.get(code="T1")
    fill(office, "open_unit", record_number(root), name="团支部", code="T101", kind="league_branch", on=world.today)
    league = Unit.objects.get(code="T101")
    fill(office, "admit_member", record_number(league), name="纪晚晴", code="1027", kind="league", on=world.today)
    homes = Membership.objects.filter(person=world.member, to_on=None).order_by("tree")
    assert [home.unit for home in homes] == [league, world.branch]
    shown = plain(page(office, "units", tree="league"))
    assert "共青团临江市委" in shown
    assert "临江市委 " not in shown.replace("共青团临江市委", "")


@pytest.mark.requirement("R1-157")
def test_merging_splitting_and_moving_leave_old_records_with_the_old_unit(world: World) -> None:
    office, record = reader(world, world.office), record_number(world.sibling)
    fill(office, "merge_units", record_number(world.branch), units="10102", on=world.today)
    old = plain(page(office, "unit", record))
    assert "并入其他单位 到第一党支部" in old
    assert "已撤销" in old
    assert total(Scope(("rolls.member_joined",), unit=world.sibling)) == 4
    fill(
        office,
        "split_unit",
        record_number(world.branch),
        first_name="甲支部",
        first_code="10111",
        second_name="乙支部",
        second_code="10112",
        second_people="1021\n1031",
        on=world.today,
    )
    second = Unit.objects.get(code="10112")
    assert Membership.objects.filter(unit=second, to_on=None).count() == 2
    assert Membership.objects.filter(unit__code="10111", to_on=None).count() == 10
    fill(office, "move_unit", record_number(second), parent="1", on=world.today)
    assert "由市直机关党总支划来" in plain(page(office, "unit", record_number(second)))
    fill(office, "rename_unit", record_number(second), name="乙第一支部", on=world.today)
    assert "原名乙支部" in plain(page(office, "unit", record_number(second)))


@pytest.mark.requirement("R0-02", "R1-172")
def test_a_batch_says_whom_it_covers_and_others_stay_outside(world: World) -> None:
    office = reader(world, world.office)
    programme = make_programme(world.committee, world.began)
    fill(office, "add_batch", programme.pk, starts_on=world.began, unit_kinds=["general_branch"])
    fill(office, "add_batch", programme.pk, starts_on=world.today, unit_kinds=["branch"])
    first, second = Batch.objects.filter(programme=programme).order_by("number")
    says = refused(office, "enrol_units", programme.pk, batch=first.pk, units="10101", on=world.began)
    assert "批次" in says
    fill(office, "enrol_units", programme.pk, batch=second.pk, units="101", beneath="on", on=world.today)
    enrolled = Enrolment.objects.filter(programme=programme)
    assert {(row.unit.code, row.batch) for row in enrolled} == {("10101", second), ("10102", second)}
    shown = plain(page(office, "batches", programme.pk))
    assert "第 1 批 党总支" in shown
    assert "2 个单位参加" in shown
    assert "0 个单位参加" in plain(page(office, "batches", programme.pk, batch="1"))


def test_a_retired_member_is_a_category_on_the_roster(world: World) -> None:
    secretary, record = reader(world, world.secretary), record_number(world.branch)
    fill(
        secretary,
        "change_category",
        record,
        person=world.leading_cadre.pk,
        gained="retired",
        lost=["cadre", "leader"],
        on=world.today,
    )
    roster = plain(page(secretary, "unit", record))
    assert "项怀瑾 正式党员 退休" in roster
