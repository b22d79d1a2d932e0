"""All writes of contact points: assigned, visited, what was found there, what was done about it (R1-15)."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import open_unit_duties, settle_unit_duties, withdraw_unit_duties
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import categories_on, home_on
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.ground.records import actions as records
from taizhang.ground.records.actions import open_record, retitle_record, write_text
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.contact_points.models import ContactPoint, Problem, Visit
from taizhang.work.contact_points.rules import may_assign, may_note_visit, may_settle

VISITED = "contact_points.visit_made"
RECEIVED = "contact_points.unit_visited"
FOUND = "contact_points.problem_found"
SETTLED = "contact_points.problem_settled"
# Owed by the unit in which a problem was found, until it says what was done.
PROBLEM = "contact_points.problem"
MOST_PROBLEMS = 20


def assign_point(*, programme: Programme, leader: Person, unit: Unit, by: Person, key: uuid.UUID) -> ContactPoint:
    """Assign a leader to a unit from today.

    Posts nothing: who is assigned is no figure, the visits are. Raises `Refusal`: ``no_leader``, ``own_unit``,
    ``not_taking_part``, ``assigned_already``.
    """
    content = {"programme": programme.pk, "leader": leader.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="contact_points.assign_point", content=content) as claim:
        if claim.is_repeat:
            return ContactPoint.objects.get(pk=claim.answer["point"])
        may_assign(viewer_of(by), programme).demand()
        today = clock.today()
        if Category.LEADER not in categories_on([leader.pk], on=today).get(leader.pk, ()):
            raise Refusal("no_leader", _("Contact points are assigned to leaders."), field="leader")
        if unit == home_on(leader, tree=Tree.PARTY, on=today):
            raise Refusal("own_unit", _("The leader's own unit is no contact point."), field="unit")
        if not taking_part([programme], [unit.pk], on=today):
            raise Refusal("not_taking_part", _("This unit does not take part in the programme."), field="unit")
        if ContactPoint.objects.filter(programme=programme, leader=leader, unit=unit, to_on__isnull=True).exists():
            raise Refusal("assigned_already", _("This leader is assigned to this unit already."), field="unit")
        record = open_record(type="contact_points.point", unit=unit, title=unit.name, on=today)
        point = ContactPoint.objects.create(record=record, programme=programme, leader=leader, unit=unit, from_on=today)
        claim.answer = {"point": point.pk}
    return point


def release_point(*, point: ContactPoint, by: Person, key: uuid.UUID) -> ContactPoint:
    """End an assignment today; visits and open problems stay where they are. Posts nothing, as assigning does.

    Raises `Refusal` ``ended``.
    """
    with claimed(key=key, by=by, action="contact_points.release_point", content={"point": point.pk}) as claim:
        held = _locked_point(point)
        if claim.is_repeat:
            return held
        may_assign(viewer_of(by), held.programme).demand()
        _demand_running(held)
        held.to_on = clock.today()
        held.save(update_fields=["to_on"])
    return held


def note_visit(
    *, point: ContactPoint, on: date, words: str = "", problems: Sequence[str] = (), by: Person, key: uuid.UUID
) -> Visit:
    """Note a visit with what was seen and each problem found, in a sentence.

    Posts ``contact_points.visit_made`` for the leader at home, ``contact_points.unit_visited`` for the unit, and one
    ``contact_points.problem_found`` a problem, which the unit owes an answer to. Raises `Refusal`: ``ended``,
    ``future_day``, ``before_assigned``, ``too_many_problems``.
    """
    content = {"point": point.pk, "on": on, "words": words, "problems": list(problems)}
    with claimed(key=key, by=by, action="contact_points.note_visit", content=content) as claim:
        held = _locked_point(point)
        if claim.is_repeat:
            return Visit.objects.get(pk=claim.answer["visit"])
        may_note_visit(viewer_of(by), held).demand()
        _demand_running(held)
        _check_day(held, on)
        found = [text.strip()[:200] for text in problems if text.strip()]
        if len(found) > MOST_PROBLEMS:
            reason = _("Note at most %(most)s problems of one visit.") % {"most": MOST_PROBLEMS}
            raise Refusal("too_many_problems", reason, field="problems")
        record = open_record(type="contact_points.visit", unit=held.unit, title=held.unit.name, on=on)
        visit = Visit.objects.create(record=record, point=held, on=on)
        digest = _keep_words(visit, words, by)
        post(source=record, act="visit", lines=_visit_lines(visit), by=by, key=key, words=digest)
        line = _unit_line(visit, FOUND, on)
        for number, text in enumerate(found):
            _note_problem(visit, text, line, by, claim.part(f"problem {number}"))
        claim.answer = {"visit": visit.pk}
    return visit


def restate_visit(*, visit: Visit, on: date, words: str = "", reason: str, by: Person, key: uuid.UUID) -> Visit:
    """State a visit anew with another day or other words; the ledger books only what differs.

    Raises `Refusal`: ``withdrawn``, ``future_day``, ``before_assigned``, ``settled_before``, ``unknown_reason``.
    """
    content = {"visit": visit.pk, "on": on, "words": words, "reason": reason}
    with claimed(key=key, by=by, action="contact_points.restate_visit", content=content) as claim:
        held = _locked_visit(visit)
        if claim.is_repeat:
            return held
        may_note_visit(viewer_of(by), held.point).demand()
        _demand_standing(held)
        _check_day(held.point, on)
        if held.problems.filter(settled_on__lt=on).exists():
            raise Refusal("settled_before", _("A problem found there was settled before this day."), field="on", day=on)
        held.on = on
        held.save(update_fields=["on"])
        retitle_record(record=held.record, title=held.record.title, on=on)
        digest = _keep_words(held, words, by)
        lines = _visit_lines(held)
        correct(source=held.record, act="visit", lines=lines, by=by, key=key, reason=reason, words=digest)
        found = [_unit_line(held, FOUND, on)]
        for problem in held.problems.filter(is_withdrawn=False).select_related("record"):
            part = claim.part(f"problem {problem.pk}")
            correct(source=problem.record, act="found", lines=found, by=by, key=part, reason=reason)
    return held


def withdraw_visit(*, visit: Visit, reason: str = "not_held", by: Person, key: uuid.UUID) -> Visit:
    """Take back a visit that did not take place, with what was noted as found there: all of it is reversed.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"visit": visit.pk, "reason": reason}
    with claimed(key=key, by=by, action="contact_points.withdraw_visit", content=content) as claim:
        held = _locked_visit(visit)
        if claim.is_repeat:
            return held
        may_note_visit(viewer_of(by), held.point).demand()
        _demand_standing(held)
        held.is_withdrawn = True
        held.save(update_fields=["is_withdrawn"])
        correct(source=held.record, act="visit", lines=[], by=by, key=key, reason=reason)
        for problem in held.problems.filter(is_withdrawn=False).select_related("record"):
            _reverse_problem(problem, reason, by, claim)
    return held


def settle_problem(*, problem: Problem, on: date, words: str, by: Person, key: uuid.UUID) -> Problem:
    """Say what was done about a problem and on which day; posts ``contact_points.problem_settled``.

    Raises `Refusal`: ``withdrawn``, ``settled_already``, ``no_words``, ``future_day``, ``before_found``.
    """
    content = {"problem": problem.pk, "on": on, "words": words}
    with claimed(key=key, by=by, action="contact_points.settle_problem", content=content) as claim:
        held = _locked_problem(problem)
        if claim.is_repeat:
            return held
        may_settle(viewer_of(by), held.visit.point).demand()
        _demand_valid(held)
        if held.settled_on is not None:
            raise Refusal("settled_already", _("What was done about this problem is noted already."))
        if not words.strip():
            raise Refusal("no_words", _("Say in a sentence what was done."), field="words")
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
        if on < held.visit.on:
            raise Refusal("before_found", _("This day lies before the visit."), field="on", day=on)
        held.settled_on = on
        held.save(update_fields=["settled_on"])
        said = write_text(record=held.record, purpose="done", body=words.strip()[:1000], by=by)
        settle_unit_duties(kind=PROBLEM, unit=held.visit.point.unit, by=held.record, on=on, record=held.record)
        line = _unit_line(held.visit, SETTLED, on)
        post(source=held.record, act="settled", lines=[line], by=by, key=key, words=said.digest)
    return held


def withdraw_problem(*, problem: Problem, reason: str = "noted_wrongly", by: Person, key: uuid.UUID) -> Problem:
    """Take back a problem that was noted by mistake; what was booked of it is reversed.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"problem": problem.pk, "reason": reason}
    with claimed(key=key, by=by, action="contact_points.withdraw_problem", content=content) as claim:
        held = _locked_problem(problem)
        if claim.is_repeat:
            return held
        may_note_visit(viewer_of(by), held.visit.point).demand()
        _demand_valid(held)
        _reverse_problem(held, reason, by, claim)
    return held


def erase_words(*, person: Person) -> None:
    """Delete what a leader wrote of visits and found there; the rows and sums stay.

    Posts nothing: no figure depends on a word (settled question 4).
    """
    visits = Visit.objects.filter(point__leader=person)
    problems = Problem.objects.filter(visit__in=visits)
    own = [*visits.values_list("record", flat=True), *problems.values_list("record", flat=True)]
    problems.update(text="")
    records.erase_words(records=own)


def _note_problem(visit: Visit, text: str, line: Line, by: Person, key: uuid.UUID) -> None:
    record = open_record(type="contact_points.problem", unit=visit.point.unit, title=text, on=visit.on)
    Problem.objects.create(record=record, visit=visit, text=text)
    open_unit_duties(
        kind=PROBLEM,
        record=record,
        units=[visit.point.unit],
        opened_on=clock.today(),
        programme=visit.point.programme,
    )
    post(source=record, act="found", lines=[line], by=by, key=key)


def _reverse_problem(problem: Problem, reason: str, by: Person, claim: Claimed) -> None:
    was_settled = problem.settled_on is not None
    problem.is_withdrawn, problem.settled_on = True, None
    problem.save(update_fields=["is_withdrawn", "settled_on"])
    withdraw_unit_duties(kind=PROBLEM, record=problem.record)
    part = claim.part(f"found {problem.pk}")
    correct(source=problem.record, act="found", lines=[], by=by, key=part, reason=reason)
    if was_settled:
        part = claim.part(f"settled {problem.pk}")
        correct(source=problem.record, act="settled", lines=[], by=by, key=part, reason=reason)


def _visit_lines(visit: Visit) -> list[Line]:
    """The leader's visit at home, and the unit that was visited."""
    lines = [_unit_line(visit, RECEIVED, visit.on)]
    home = home_on(visit.point.leader, tree=Tree.PARTY, on=visit.on)
    if home is not None:
        programme = _programme_at(visit, home.pk, visit.on)
        lines.append(Line(VISITED, home.pk, visit.on, 1, "", programme, visit.point.leader_id))
    return lines


def _unit_line(visit: Visit, kind: str, on: date) -> Line:
    unit = visit.point.unit_id
    return Line(kind, unit, on, 1, "", _programme_at(visit, unit, on))


def _programme_at(visit: Visit, unit: int, on: date) -> int:
    """The number of the programme where the unit takes part in it on the day; 0 outside."""
    programme = visit.point.programme
    return programme.pk if taking_part([programme], [unit], on=on) else 0


def _keep_words(visit: Visit, words: str, by: Person) -> str:
    """Keep what was seen with the visit and return its digest; nothing for no words."""
    if not words.strip():
        return ""
    return write_text(record=visit.record, purpose="seen", body=words.strip()[:2000], by=by).digest


def _check_day(point: ContactPoint, on: date) -> None:
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
    if on < point.programme.starts_on:
        raise Refusal("before_assigned", _("This day lies before the programme."), field="on", day=on)


def _demand_running(point: ContactPoint) -> None:
    if point.to_on is not None:
        raise Refusal("ended", _("This assignment has ended."))


def _demand_standing(visit: Visit) -> None:
    if visit.is_withdrawn:
        raise Refusal("withdrawn", _("This visit was taken back."))


def _demand_valid(problem: Problem) -> None:
    if problem.is_withdrawn:
        raise Refusal("withdrawn", _("This problem was taken back."))


def _locked_point(point: ContactPoint) -> ContactPoint:
    rows = ContactPoint.objects.select_for_update(of=("self",))
    return rows.select_related("record", "unit", "leader", "programme__unit").get(pk=point.pk)


def _locked_visit(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",))
    return rows.select_related("record", "point__unit", "point__leader", "point__programme__unit").get(pk=visit.pk)


def _locked_problem(problem: Problem) -> Problem:
    rows = Problem.objects.select_for_update(of=("self",))
    deep = ("record", "visit__record", "visit__point__unit", "visit__point__leader", "visit__point__programme__unit")
    return rows.select_related(*deep).get(pk=problem.pk)
