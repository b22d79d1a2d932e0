"""Meetings as people live them through pages."""

import re
from datetime import timedelta

import pytest

from taizhang.work.meetings.models import Meeting, Task
from taizhang.work.meetings.tests.test_actions import booked, hold, plan
from tests.visitor import Reader
from tests.world import World


class Visitor(Reader):
    """One person at the pages of meetings."""

    space = "meetings:"


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


@pytest.mark.requirement("R0-03")
def test_mobilisation_is_noted_at_every_level_and_the_board_shows_who_has_not(world: World) -> None:
    office, principal, secretary = (Visitor(world, who) for who in (world.office, world.principal, world.secretary))
    board = office.opens("board", world.programme.record_id)
    assert heading(board) == "4 units have not held their mobilisation meeting"
    for visitor, unit in ((office, world.committee), (secretary, world.branch)):
        visitor.sends(
            "plan",
            unit.pk,
            kind="mobilisation",
            title="动员大会",
            on=world.days_ago(1).isoformat(),
            chair=str(world.office.pk if unit == world.committee else world.secretary.pk),
        )
        meeting = Meeting.objects.get(unit=unit)
        page = visitor.sends("hold", meeting.record_id, members="7", minutes="会上作了动员")
        assert "会上作了动员" in page
    board = office.opens("board", world.programme.record_id)
    assert heading(board) == "2 units have not held their mobilisation meeting"
    assert "第二党支部" in board and "市直机关党总支" in board and "第一党支部" not in board
    assert "1 of 2 held" in board
    principal.opens("board", world.programme.record_id, status=403)


@pytest.mark.requirement("R2-01")
def test_a_system_wide_meeting_counts_attendance_by_category(world: World) -> None:
    office = Visitor(world, world.office)
    on = world.days_ago(2).isoformat()
    office.sends("plan", world.committee.pk, kind="mobilisation", title="全市动员大会", on=on, chair=world.office.pk)
    meeting = Meeting.objects.get()
    page = office.sends("hold", meeting.record_id, leaders="6", heads="12", cadres="210", members="")
    for words in ("Leaders", "Heads of units", "Cadres", "210"):
        assert words in page
    assert booked(meeting.record)["people_attended", "cadres", world.committee.pk] == 210


@pytest.mark.requirement("R1-146")
def test_a_deployment_is_carried_down_and_gives_tasks(world: World) -> None:
    principal, secretary = Visitor(world, world.principal), Visitor(world, world.secretary)
    on = world.days_ago(6).isoformat()
    principal.sends("plan", world.general_branch.pk, kind="deployment", title="党建工作部署会", on=on)
    upper = Meeting.objects.get()
    principal.sends("hold", upper.record_id)
    principal.sends(
        "assign_task",
        upper.record_id,
        text="建立学习台账",
        owner=f"u{world.branch.pk}",
        due_on=world.today.isoformat(),
    )
    panel = secretary.opens("unit_panel", world.branch.pk)
    assert "党建工作部署会" in panel and "建立学习台账" in panel
    secretary.sends("plan", world.branch.pk, query=f"?follows={upper.record_id}", on=world.days_ago(2).isoformat())
    own = Meeting.objects.get(unit=world.branch)
    assert own.follows == upper
    secretary.sends("hold", own.record_id)
    page = principal.opens("meeting", upper.record_id)
    assert "after 4 days" in page and "not yet, 6 days" in page
    assert "Carry it down" not in secretary.opens("unit_panel", world.branch.pk)


@pytest.mark.requirement("R3-01")
def test_a_progress_meeting_keeps_date_chair_and_purpose(world: World) -> None:
    office = Visitor(world, world.office)
    on = world.days_ago(3)
    office.sends(
        "plan",
        world.committee.pk,
        kind="progress",
        title="情况汇报会",
        purpose="听取各单位开展情况",
        on=on.isoformat(),
        chair=world.leader.pk,
    )
    meeting = Meeting.objects.get()
    office.sends("hold", meeting.record_id)
    page = office.opens("meeting", meeting.record_id)
    assert "听取各单位开展情况" in page and world.leader.name in page and "Progress-report meeting" in page


@pytest.mark.requirement("R3-02")
def test_chosen_units_speak_and_their_texts_are_kept(world: World) -> None:
    principal, secretary = Visitor(world, world.principal), Visitor(world, world.secretary)
    meeting = plan(world, unit=world.general_branch, kind="exchange", on=world.today, by=world.principal)
    principal.sends("ask_for_speech", meeting.record_id, units=[str(world.branch.pk)])
    speech = meeting.speeches.get()
    assert "Hand in the text" in secretary.opens("unit_panel", world.branch.pk)
    secretary.sends("speech", speech.record_id, text="我们这样抓学习")
    assert "我们这样抓学习" in principal.opens("speech", speech.record_id)
    principal.sends("hold", meeting.record_id)
    assert booked(meeting.record)["speech_given", "", world.branch.pk] == 1
    Visitor(world, world.foreign_secretary).opens("speech", speech.record_id, status=403)


@pytest.mark.requirement("R3-32")
def test_what_a_meeting_asks_becomes_a_task_with_owner_and_date(world: World) -> None:
    secretary, member = Visitor(world, world.secretary), Visitor(world, world.member)
    meeting = hold(world, plan(world))
    secretary.sends(
        "assign_task",
        meeting.record_id,
        text="更新宣传栏",
        owner=f"p{world.member.pk}",
        due_on=(world.today + timedelta(days=3)).isoformat(),
    )
    task = Task.objects.get()
    assert "更新宣传栏" in member.opens("tasks", world.branch.pk)
    page = member.sends("task", task.record_id, words="已更新两期")
    assert "已更新两期" in page and "Done" in page


@pytest.mark.requirement("R4-13")
def test_half_monthly_meetings_are_asked_for_and_the_minutes_list_what_is_open(world: World) -> None:
    office, secretary = Visitor(world, world.office), Visitor(world, world.secretary)
    office.sends("set_cycle", world.programme.record_id, from_on=world.began.isoformat())
    assert "15 days over" in office.opens("board", world.programme.record_id)
    first = hold(world, plan(world, kind="consolidation", on=world.days_ago(14)))
    secretary.sends(
        "assign_task",
        first.record_id,
        text="修订考勤制度",
        owner=f"u{world.branch.pk}",
        due_on=world.today.isoformat(),
    )
    task = Task.objects.get()
    second = plan(world, kind="consolidation", on=world.today)
    form = secretary.opens("hold", second.record_id)
    assert "修订考勤制度" in form
    secretary.sends("hold", second.record_id, **{"task-0-said": "已形成初稿"})
    assert "已形成初稿" in secretary.opens("task", task.record_id)
    assert [one.task for one in second.progress.all()] == [task]
    board = office.opens("board", world.programme.record_id)
    assert "第二党支部" in board.split("Consolidation meeting")[1]
    assert "第一党支部" not in board.split("Consolidation meeting")[1]


@pytest.mark.requirement("R1-167")
def test_a_criticism_session_keeps_order_and_words_in_the_branch(world: World) -> None:
    secretary, member, above = (Visitor(world, who) for who in (world.secretary, world.member, world.principal))
    meeting = plan(world, kind="criticism", title="组织生活会")
    form = secretary.opens("hold", meeting.record_id)
    places = [form.index(f"place_{person.pk}") for person in (world.leading_cadre, world.secretary, world.member)]
    assert places == sorted(places)
    secretary.sends("hold", meeting.record_id, minutes="逐一作了检查", **{f"place_{world.retired.pk}": ""})
    inside = member.opens("meeting", meeting.record_id)
    assert "逐一作了检查" in inside and world.leading_cadre.name in inside
    outside = above.opens("meeting", meeting.record_id)
    assert "Held" in outside
    for word in ("逐一作了检查", world.leading_cadre.name, "讨论发展对象"):
        assert word not in outside
    assert world.retired.pk not in meeting.spoken.values_list("person", flat=True)


@pytest.mark.requirement("R3-35")
def test_members_see_the_agenda_before_and_decisions_and_votes_after(world: World) -> None:
    secretary, member = Visitor(world, world.secretary), Visitor(world, world.member)
    secretary.sends(
        "plan",
        world.branch.pk,
        kind="branch",
        title="支部党员大会",
        on=world.today.isoformat(),
        agenda="讨论发展对象\n通报党费收缴",
    )
    meeting = Meeting.objects.get()
    panel = member.opens("my_panel")
    assert "讨论发展对象" in panel and "通报党费收缴" in panel
    votes = {"item-0-due": "6", "item-0-present": "6", "item-0-votes_for": "7", "item-0-against": "0"}
    refused = secretary.sends("hold", meeting.record_id, **votes, **{"item-0-decision": "同意"})
    assert "cannot be more than were present" in refused and "同意" in refused
    votes |= {"item-0-votes_for": "5", "item-0-abstained": "1"}
    secretary.sends("hold", meeting.record_id, **votes, **{"item-0-decision": "同意列为发展对象"})
    panel = member.opens("my_panel")
    assert "同意列为发展对象" in panel and "5 for, 0 against, 1 abstained" in panel


def test_the_conclusion_of_a_phase_is_agreed_at_a_meeting(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    meeting = plan(world)
    page = secretary.sends(
        "hold", meeting.record_id, concludes=world.first_phase.pk, conclusion="本阶段学习扎实，问题找准了"
    )
    assert "本阶段学习扎实，问题找准了" in page and world.first_phase.name in page


def test_what_was_noted_is_stated_anew_and_both_stay(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    meeting = hold(world, plan(world), attending={"members": 7}, minutes="初稿")
    page = secretary.sends("restate", meeting.record_id, members="6", minutes="定稿", reason="wrong_amount")
    assert "定稿" in page and "2 versions" in page
    assert booked(meeting.record)["people_attended", "members", world.branch.pk] == 6


def test_strangers_see_no_meeting_and_a_list_without_any_says_the_next_step(world: World) -> None:
    meeting = plan(world)
    for stranger in (world.sibling_secretary, world.foreign_secretary):
        Visitor(world, stranger).opens("meeting", meeting.record_id, status=403)
    assert "No meeting is noted yet" in Visitor(world, world.sibling_secretary).opens("meetings", world.sibling.pk)
