"""What was discussed: a session with attendance alone is listed, its account makes it a full one (R1-68)."""

from typing import Any

import pytest

from taizhang.config.background import settle
from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning import actions, watching
from taizhang.work.learning.actions import Telling
from taizhang.work.learning.models import Account, Expert, Session
from taizhang.work.learning.tests.study import booked, close, plan
from taizhang.work.learning.tests.visitor import Visitor
from taizhang.work.rolls import actions as rolls
from tests.world import World, key


def tell(world: World, session: Session, **other: Any) -> Account:
    said = Telling(**({"discussion": "围绕作风谈了三点。"} | other))
    return actions.tell_session(session=session, said=said, by=world.secretary, key=key())


def test_an_account_is_one_line_and_a_lecture_one_for_its_lecturer(world: World) -> None:
    plain = close(world, plan(world))
    tell(world, plain)
    assert booked(plain.record, "account") == {("session_recorded", "discussion", 0): 1}
    lecture = close(world, plan(world, form="lecture"))
    tell(world, lecture, lecturer=world.leading_cadre)
    assert booked(lecture.record, "account") == {
        ("session_recorded", "lecture", 0): 1,
        ("lecture_given", "leader", world.leading_cadre.pk): 1,
    }


def test_a_lecturer_of_another_unit_is_counted_at_home(world: World) -> None:
    lecture = close(world, plan(world, form="lecture"))
    tell(world, lecture, lecturer=world.sibling_secretary)
    settle()
    found = totals(CATALOGUE["lectures_given"], [world.branch.pk, world.sibling.pk])
    assert (found.get(world.branch.pk, 0), found.get(world.sibling.pk, 0)) == (0, 1)


def test_a_tutor_lectures_as_a_tutor(world: World) -> None:
    team = rolls.start_body(
        unit=world.committee, kind=BodyKind.TUTOR_TEAM, name="理论辅导团", on=world.began, by=world.office, key=key()
    )
    rolls.join_body(body=team, person=world.sibling_secretary, on=world.began, by=world.office, key=key())
    lecture = close(world, plan(world, form="lecture"))
    tell(world, lecture, lecturer=world.sibling_secretary)
    assert booked(lecture.record, "account")["lecture_given", "tutor", world.sibling_secretary.pk] == 1


@pytest.mark.parametrize(
    ("form", "said", "code"),
    [
        ("lecture", {}, "no_lecturer"),
        ("field_visit", {}, "no_purpose"),
        ("observation", {}, "no_host"),
        ("deed_report", {}, "no_exemplar"),
        ("discussion", {"discussion": "  "}, "no_discussion"),
    ],
)
def test_each_form_asks_for_what_it_needs(world: World, form: str, said: dict[str, Any], code: str) -> None:
    session = close(world, plan(world, form=form))
    with pytest.raises(Refusal) as refused:
        tell(world, session, **said)
    assert refused.value.code == code
    assert not Account.objects.exists()


def test_strangers_and_planned_sessions_have_no_account(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        tell(world, plan(world))
    assert refused.value.code == "not_booked"
    session = close(world, plan(world))
    for stranger in (world.member, world.sibling_secretary, world.principal):
        with pytest.raises(NotAllowed):
            actions.tell_session(session=session, said=Telling("谈了。"), by=stranger, key=key())


def test_the_account_follows_its_roll_call(world: World) -> None:
    session = close(world, plan(world, form="lecture"))
    tell(world, session, lecturer=world.leading_cadre)
    actions.withdraw_session(session=session, by=world.secretary, key=key())
    assert not booked(session.record, "account")
    again = close(world, plan(world, form="lecture"))
    tell(world, again, lecturer=world.leading_cadre)
    actions.take_back_roll_call(session=again, by=world.secretary, key=key())
    assert not booked(again.record, "account")
    close(world, Session.objects.get(pk=again.pk))
    assert booked(again.record, "account")["lecture_given", "leader", world.leading_cadre.pk] == 1


def test_told_anew_only_the_difference_is_booked(world: World) -> None:
    session = close(world, plan(world, form="field_visit"))
    tell(world, session, purpose="看现场", cost=120_000)
    tell(world, session, purpose="看现场", cost=98_050)
    assert booked(session.record, "account")["visit_paid", "", 0] == 98_050
    settle()
    assert totals(CATALOGUE["visit_costs"], [world.committee.pk])[world.committee.pk] == 98_050


def test_an_expert_is_erased_and_the_talk_stays(world: World) -> None:
    expert = actions.add_expert(unit=world.committee, name="席先生", institution="市委党校", by=world.office, key=key())
    session = close(world, plan(world, form="class"))
    tell(world, session, expert=expert)
    assert booked(session.record, "account")["expert_talk_held", "", 0] == 1
    with pytest.raises(NotAllowed):
        actions.withdraw_expert(expert=expert, by=world.secretary, key=key())
    actions.withdraw_expert(expert=expert, by=world.office, key=key())
    assert Expert.objects.get().name == "×"
    assert booked(session.record, "account")["expert_talk_held", "", 0] == 1


# --- through the pages ---


@pytest.mark.requirement("R1-68")
def test_sessions_with_attendance_alone_are_listed_until_they_have_material_and_record(world: World) -> None:
    session = close(world, plan(world))
    office, secretary = Visitor(world, world.office), Visitor(world, world.secretary)
    assert "1 session has attendance alone" in office.opens("empty", world.committee.pk)
    assert "not written down yet" in secretary.opens("session", session.record_id)
    page = secretary.follows(secretary.sends("tell", session.record_id, discussion="联系窗口服务谈了三点打算。"))
    assert "联系窗口服务谈了三点打算。" in page
    listed = office.opens("empty", world.committee.pk)
    assert "record of what was discussed" not in listed.split("<tbody>")[1] and "material" in listed
    secretary.opens("empty", world.branch.pk)
    Visitor(world, world.member).opens("empty", world.branch.pk, status=403)


@pytest.mark.requirement("R0-17")
def test_an_exchange_keeps_who_presented_what_and_who_was_there(world: World) -> None:
    session = close(world, plan(world, form="exchange"))
    secretary = Visitor(world, world.secretary)
    given: dict[str, Any] = {f"topic_{world.member.pk}": "窗口服务怎么少跑腿", "discussion": "交流了四份心得。"}
    page = secretary.follows(secretary.sends("tell", session.record_id, **given))
    assert "窗口服务怎么少跑腿" in page and world.member.name in page
    assert booked(session.record, "account")["reflection_presented", "", world.member.pk] == 1
    outside = Visitor(world, world.principal).opens("session", session.record_id)
    assert "交流了四份心得。" in outside and world.member.name not in outside


@pytest.mark.requirement("R1-72")
def test_a_field_visit_keeps_place_purpose_people_and_cost(world: World) -> None:
    session = close(world, plan(world, form="field_visit", place="旧水厂纪念馆"))
    secretary = Visitor(world, world.secretary)
    given = {"purpose": "看第一座水厂怎么建成", "cost": "1280.50", "discussion": "看后座谈。"}
    page = secretary.follows(secretary.sends("tell", session.record_id, **given))
    for word in ("旧水厂纪念馆", "看第一座水厂怎么建成", "1,280.50 yuan", "Session 1, 6 came"):
        assert word in page


@pytest.mark.requirement("R1-73")
def test_an_observation_keeps_the_host_and_what_is_taken_back(world: World) -> None:
    session = close(world, plan(world, form="observation"))
    secretary = Visitor(world, world.secretary)
    given = {"host": str(world.sibling.pk), "discussion": "看了台账墙。", "takeaways": "把值班表挂到窗口"}
    page = secretary.follows(secretary.sends("tell", session.record_id, **given))
    assert world.sibling.name in page and "把值班表挂到窗口" in page


@pytest.mark.requirement("R1-155")
def test_a_report_of_deeds_keeps_the_exemplar_and_who_heard_it(world: World) -> None:
    session = close(world, plan(world, form="deed_report"), {world.member: "absent"})
    secretary = Visitor(world, world.secretary)
    page = secretary.follows(
        secretary.sends("tell", session.record_id, exemplar="抢修班的三十年", discussion="听后谈了体会。")
    )
    assert "抢修班的三十年" in page
    assert booked(session.record, "roll_call")["session_attended", "deed_report", world.secretary.pk] == 1
    assert booked(session.record, "roll_call")["session_attended", "deed_report", world.member.pk] == 0


@pytest.mark.requirement("R1-75", "R1-103")
def test_leaders_lectures_are_counted_each_with_its_exact_day(world: World) -> None:
    secretary, office = Visitor(world, world.secretary), Visitor(world, world.office)
    for days in (9, 8):
        session = close(world, plan(world, days_ago=days, form="lecture", topic=f"专题党课{days}"))
        secretary.sends("tell", session.record_id, lecturer=str(world.principal.pk), discussion="听了一课。")
    page = office.opens("lectures", world.committee.pk)
    assert world.principal.name in page and "2 lectures" in page
    assert "专题党课9" in page and "专题党课8" in page
    assert world.principal.name in Visitor(world, world.supervisor).opens("lectures", world.general_branch.pk)
    Visitor(world, world.foreign_secretary).opens("lectures", world.committee.pk, status=403)


@pytest.mark.requirement("R1-76")
def test_experts_are_listed_and_their_talks_stand_with_them(world: World) -> None:
    office, secretary = Visitor(world, world.office), Visitor(world, world.secretary)
    given: dict[str, Any] = {"name": "席先生", "institution": "市委党校", "field": "基层治理"}
    office.client.post(f"/learning/units/{world.committee.pk}/experts/new/", given | {"key": str(key())})
    session = close(world, plan(world, form="class", topic="怎样把话听全"))
    expert = Expert.objects.get()
    secretary.sends("tell", session.record_id, expert=str(expert.pk), discussion="专家讲了一课。")
    page = office.opens("lectures", world.committee.pk)
    assert "席先生" in page and "市委党校" in page and "怎样把话听全" in page


@pytest.mark.requirement("R1-77")
def test_the_team_of_tutors_and_their_visits_to_units(world: World) -> None:
    team = rolls.start_body(
        unit=world.committee, kind=BodyKind.TUTOR_TEAM, name="理论辅导团", on=world.began, by=world.office, key=key()
    )
    rolls.join_body(body=team, person=world.sibling_secretary, on=world.began, by=world.office, key=key())
    session = close(world, plan(world, form="lecture", topic="辅导：怎样读规程"))
    secretary, office = Visitor(world, world.secretary), Visitor(world, world.office)
    secretary.sends("tell", session.record_id, lecturer=str(world.sibling_secretary.pk), discussion="辅导一课。")
    page = office.opens("lectures", world.committee.pk)
    assert world.sibling_secretary.name in page and world.branch.name in page and "辅导：怎样读规程" in page


@pytest.mark.requirement("R1-71", "R3-08")
@pytest.mark.parametrize("form", ["caution", "policy", "situation"])
def test_standing_kinds_of_session_are_offered_and_counted(world: World, form: str) -> None:
    secretary = Visitor(world, world.secretary)
    on = world.days_ago(1).isoformat()
    given = {"form": form, "topic": "警示教育", "on": on, "starts_at": "09:00", "ends_at": "10:00"}
    secretary.sends("plan", world.branch.pk, **given)
    session = Session.objects.get()
    secretary.sends("roll_call", session.record_id)
    assert booked(session.record, "roll_call")["session_held", form, 0] == 1


def test_a_film_is_a_material_and_its_viewing_a_session(world: World) -> None:
    assert "film" in dict(Material._meta.get_field("kind").flatchoices)
    session = close(world, plan(world, form="film", topic="看纪录片", materials=[listed(world, "纪录片", kind="film")]))
    assert booked(session.record, "roll_call")["session_held", "film", 0] == 1
    assert watching.empty_sessions(viewer_of(world.office), world.committee).count() == 1
