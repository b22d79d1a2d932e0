"""All writes of keeping in touch, of reports from outside, of routine work and of new members (R1-62, 63, 148, R4-26)."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import categories_on, home_on, standing_on
from taizhang.ground.records import actions as records
from taizhang.ground.records.actions import keep_file, open_record, write_text
from taizhang.ground.records.models import Record, Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.membership.kinds import SOUGHT, STEPS, Cycle, Method, ReportState, RoutineKind, StepKind
from taizhang.work.membership.models import Attempt, Done, Report, Routine, Step
from taizhang.work.membership.rules import may_handle, may_keep, may_keep_routines, may_meet

# Reports from outside that one organisation takes in on one day; a flood is turned away with the reason.
MOST_A_DAY = 20
SOUGHT_AFTER = {Category.FLOATING.value, Category.OUT_OF_CONTACT.value}


def note_attempt(
    *,
    person: Person,
    method: str,
    on: date,
    is_reached: bool,
    words: str = "",
    by: Person,
    key: uuid.UUID,
) -> Attempt:
    """Note one attempt to reach a floating or out-of-contact member (R1-62).

    Posts ``membership.contact_attempted`` and, when the member was reached, ``membership.contact_made``. Raises `Refusal`:
    ``unknown_method``, ``future_day``, ``not_sought``.
    """
    content = {"person": person.pk, "method": str(method), "on": on, "is_reached": is_reached, "words": words}
    with claimed(key=key, by=by, action="membership.note_attempt", content=content) as claim:
        if claim.is_repeat:
            return Attempt.objects.get(pk=claim.answer["attempt"])
        unit = _home(person)
        may_keep(viewer_of(by), unit).demand()
        if method not in SOUGHT:
            raise Refusal("unknown_method", _("Choose from the listed ways."), field="method")
        _demand_past(on)
        if not SOUGHT_AFTER & categories_on([person.pk], on=clock.today()).get(person.pk, set()):
            raise Refusal("not_sought", _("Attempts are noted for floating and out-of-contact members only."))
        attempt = Attempt.objects.create(
            record=open_record(
                type="membership.attempt", unit=unit, title=str(_("Contact attempt")), on=on, sight=Sight.NAMED
            ),
            unit=unit,
            person=person,
            method=method,
            is_reached=is_reached,
            on=on,
        )
        _post_attempt(attempt, by, key, words)
        claim.answer = {"attempt": attempt.pk}
    return attempt


def report_in(
    *, unit: Unit, name: str, reach: str, branch: str = "", words: str = "", by: Person | None, key: uuid.UUID
) -> Report:
    """Take in what somebody out of contact wrote on the open page (R1-63).

    Posts nothing: nobody has been met yet. Raises `Refusal`: ``no_root``, ``too_many`` (of one day, still unhandled).
    """
    content = {"unit": unit.pk, "name": name, "reach": reach, "branch": branch, "words": words}
    with claimed(key=key, by=by, action="membership.report_in", content=content) as claim:
        if claim.is_repeat:
            return Report.objects.get(pk=claim.answer["report"])
        if unit.parent_id is not None or unit.tree != Tree.PARTY or unit.closed_on:
            raise Refusal("no_root", _("Choose from the listed organisations."), field="unit")
        today = clock.today()
        if Report.objects.filter(state=ReportState.NEW, received_on=today).count() >= MOST_A_DAY:
            raise Refusal("too_many", _("Very many have reported in today. Please try again tomorrow."))
        report = Report.objects.create(
            unit=unit,
            received_on=today,
            name=name.strip()[:60],
            branch=branch.strip()[:120],
            reach=reach.strip()[:120],
            words=words.strip()[:300],
        )
        claim.answer = {"report": report.pk}
    return report


def pass_report(*, report: Report, unit: Unit, by: Person, key: uuid.UUID) -> Report:
    """Pass a report to the branch that shall get in touch. Posts nothing: nobody has been met yet.

    Raises `Refusal` ``elsewhere`` for a unit outside the office's own organisation.
    """
    content = {"report": report.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="membership.pass_report", content=content) as claim:
        held = _locked(report)
        if claim.is_repeat:
            return held
        may_handle(viewer_of(by), held).demand()
        if unit.tree != held.unit.tree or not unit.path.startswith(held.unit.path) or unit.closed_on:
            raise Refusal("elsewhere", _("Choose a unit of this organisation."), field="unit")
        held.state, held.unit = ReportState.PASSED, unit
        held.save(update_fields=["state", "unit"])
    return held


def close_report(*, report: Report, by: Person, key: uuid.UUID) -> Report:
    """Close a report that leads nowhere and erase its words. Posts nothing: nobody was met."""
    with claimed(key=key, by=by, action="membership.close_report", content={"report": report.pk}) as claim:
        held = _locked(report)
        if claim.is_repeat:
            return held
        may_handle(viewer_of(by), held).demand()
        _handled(held, ReportState.CLOSED)
    return held


def meet_member(*, report: Report, person: Person, on: date, by: Person, key: uuid.UUID) -> Attempt:
    """Note that the member who reported in was met, and erase the words of the report (R1-63).

    Posts ``membership.contact_made`` as the member's own report. Raises `Refusal`: ``future_day``, ``not_ours``.
    """
    content = {"report": report.pk, "person": person.pk, "on": on}
    with claimed(key=key, by=by, action="membership.meet_member", content=content) as claim:
        held = _locked(report)
        if claim.is_repeat:
            return Attempt.objects.get(pk=claim.answer["attempt"])
        may_meet(viewer_of(by), held).demand()
        _demand_past(on)
        if home_on(person, tree=Tree.PARTY, on=clock.today()) != held.unit:
            raise Refusal("not_ours", _("Choose somebody on the roll of this branch."), field="person")
        attempt = Attempt.objects.create(
            record=open_record(
                type="membership.attempt", unit=held.unit, title=str(_("Contact made")), on=on, sight=Sight.NAMED
            ),
            unit=held.unit,
            person=person,
            method=Method.SELF,
            is_reached=True,
            on=on,
        )
        _post_attempt(attempt, by, key, "")
        _handled(held, ReportState.MET)
        claim.answer = {"attempt": attempt.pk}
    return attempt


def set_routine(
    *,
    unit: Unit,
    kind: str,
    cycle: str,
    first_on: date,
    owner: Person | None = None,
    by: Person,
    key: uuid.UUID,
) -> Routine:
    """Set up, or set otherwise from now on, one routine of a unit (R1-148).

    Posts nothing: it is a promise, counted when it is done. Raises `Refusal`: ``unknown_kind``, ``not_ours``.
    """
    content = {
        "unit": unit.pk,
        "kind": str(kind),
        "cycle": str(cycle),
        "first_on": first_on,
        "owner": owner.pk if owner else 0,
    }
    with claimed(key=key, by=by, action="membership.set_routine", content=content) as claim:
        if claim.is_repeat:
            return Routine.objects.get(pk=claim.answer["routine"])
        may_keep_routines(viewer_of(by), unit).demand()
        if kind not in RoutineKind.values or cycle not in Cycle.values:
            raise Refusal("unknown_kind", _("Choose from the listed kinds and cycles."), field="kind")
        if owner and home_on(owner, tree=Tree.PARTY, on=clock.today()) != unit:
            raise Refusal("not_ours", _("Choose somebody on the roll of this branch."), field="owner")
        Routine.objects.filter(unit=unit, kind=kind, to_on__isnull=True).update(to_on=clock.today())
        routine = Routine.objects.create(unit=unit, kind=kind, cycle=cycle, owner=owner, first_on=first_on)
        claim.answer = {"routine": routine.pk}
    return routine


def stop_routine(*, routine: Routine, by: Person, key: uuid.UUID) -> Routine:
    """End a routine; what was done stays. Posts nothing: no figure follows from a promise that ends."""
    with claimed(key=key, by=by, action="membership.stop_routine", content={"routine": routine.pk}) as claim:
        held = Routine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=routine.pk)
        if claim.is_repeat:
            return held
        may_keep_routines(viewer_of(by), held.unit).demand()
        if held.to_on is None:
            held.to_on = clock.today()
            held.save(update_fields=["to_on"])
    return held


def do_routine(*, routine: Routine, on: date, by: Person, key: uuid.UUID) -> Done:
    """Note that a routine was done on a day; posts ``membership.routine_done``.

    Raises `Refusal`: ``future_day``, ``stopped``, ``done_already`` (the same day).
    """
    content = {"routine": routine.pk, "on": on}
    with claimed(key=key, by=by, action="membership.do_routine", content=content) as claim:
        if claim.is_repeat:
            return Done.objects.get(pk=claim.answer["done"])
        held = Routine.objects.select_for_update(of=("self",)).select_related("unit").get(pk=routine.pk)
        may_keep_routines(viewer_of(by), held.unit).demand()
        _demand_past(on)
        if held.to_on is not None:
            raise Refusal("stopped", _("This routine has ended."))
        if Done.objects.filter(routine=held, on=on, is_taken_back=False).exists():
            raise Refusal("done_already", _("This is noted for that day already."), field="on")
        title = held.get_kind_display()
        done = Done.objects.create(
            record=open_record(type="membership.done", unit=held.unit, title=title, on=on),
            unit=held.unit,
            routine=held,
            on=on,
        )
        line = Line("membership.routine_done", held.unit_id, on, 1, held.kind)
        post(source=done.record, act="done", lines=[line], by=by, key=key)
        claim.answer = {"done": done.pk}
    return done


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a step as it was brought."""

    name: str
    content: bytes


def pass_step(*, person: Person, step: str, on: date, paper: Paper | None = None, by: Person, key: uuid.UUID) -> Step:
    """Date the next step of a candidate, with a document if there is one (R4-26); posts ``membership.step_passed``.

    Raises `Refusal`: ``unknown_step``, ``future_day``, ``no_candidate``, ``passed_already``, ``missing_step`` (names the
    step that comes first), ``before_last_step``.
    """
    name = paper.name if paper else ""
    content = {"person": person.pk, "step": str(step), "on": on, "paper": name}
    with claimed(key=key, by=by, action="membership.pass_step", content=content) as claim:
        if claim.is_repeat:
            return Step.objects.get(pk=claim.answer["step"])
        unit = _home(person)
        may_keep(viewer_of(by), unit).demand()
        if step not in StepKind.values:
            raise Refusal("unknown_step", _("Choose from the listed steps."), field="step")
        _demand_past(on)
        _demand_order(person, StepKind(step), on)
        made = Step.objects.create(
            record=open_record(
                type="membership.step", unit=unit, title=str(StepKind(step).label), on=on, sight=Sight.NAMED
            ),
            unit=unit,
            person=person,
            step=step,
            on=on,
        )
        if paper:
            keep_file(record=made.record, name=paper.name, content=paper.content, by=by)
        line = Line("membership.step_passed", unit.pk, on, 1, StepKind(step).value, member=person.pk)
        post(source=made.record, act="passed", lines=[line], by=by, key=key)
        claim.answer = {"step": made.pk}
    return made


def take_back(*, record: Record, by: Person, key: uuid.UUID) -> None:
    """Take back an attempt, a routine done or a step that was noted by mistake: states the act anew as nothing.

    Raises `Refusal`: ``taken_back_already``, ``later_step`` (the last step is taken back first).
    """
    with claimed(key=key, by=by, action="membership.take_back", content={"record": record.pk}) as claim:
        if claim.is_repeat:
            return
        noted, act = find_noted(record.pk)
        rule = may_keep_routines if isinstance(noted, Done) else may_keep
        rule(viewer_of(by), noted.unit).demand()
        if noted.is_taken_back:
            raise Refusal("taken_back_already", _("This was taken back already."))
        if isinstance(noted, Step) and _last_step(noted.person) != noted:
            raise Refusal("later_step", _("Take the later step back first."))
        noted.is_taken_back = True
        noted.save(update_fields=["is_taken_back"])
        correct(source=noted.record, act=act, lines=[], by=by, key=key, reason="noted_wrongly")


def find_noted(record: int) -> tuple[Attempt | Step | Done, str]:
    """What a record is about and the act under which it was booked; ``DoesNotExist`` when it is none of these."""
    for model, act in ((Attempt, "attempted"), (Step, "passed")):
        if found := model.objects.select_related("record", "unit", "person").filter(record=record).first():
            return found, act
    return Done.objects.select_related("record", "unit", "routine").get(record=record), "done"


def erase_words(*, person: Person) -> None:
    """Delete what was written and filed about contacts with a person and their way in; the rows and sums stay.

    Posts nothing: no figure depends on a word (settled question 4).
    """
    own = [
        *Attempt.objects.filter(person=person).values_list("record", flat=True),
        *Step.objects.filter(person=person).values_list("record", flat=True),
    ]
    records.erase_words(records=own, titles=False)


def _home(person: Person) -> Unit:
    home = home_on(person, tree=Tree.PARTY, on=clock.today())
    if home is None:
        raise Refusal("no_home", _("This person belongs to no branch."))
    return home


def _demand_past(on: date) -> None:
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)


def _post_attempt(attempt: Attempt, by: Person, key: uuid.UUID, words: str) -> None:
    digest = ""
    if words.strip():
        digest = write_text(record=attempt.record, purpose="attempt", body=words.strip()[:300], by=by).digest
    kinds = ["membership.contact_attempted"] if attempt.method != Method.SELF else []
    kinds += ["membership.contact_made"] if attempt.is_reached else []
    code = Method(attempt.method).value
    lines = [Line(kind, attempt.unit_id, attempt.on, 1, code, member=attempt.person_id) for kind in kinds]
    post(source=attempt.record, act="attempted", lines=lines, by=by, key=key, words=digest)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)


def _handled(report: Report, state: ReportState) -> None:
    report.state, report.name, report.branch, report.reach, report.words = state, "", "", "", ""
    report.save(update_fields=["state", "name", "branch", "reach", "words"])


def _last_step(person: Person) -> Step | None:
    passed = {step.step: step for step in Step.objects.filter(person=person, is_taken_back=False)}
    return next((passed[step] for step in reversed(STEPS) if step in passed), None)


def _demand_order(person: Person, step: StepKind, on: date) -> None:
    last = _last_step(person)
    is_listed = Membership.objects.filter(
        standing_on(clock.today()),
        person=person,
        kind__in=(MembershipKind.ACTIVIST, MembershipKind.PROBATIONARY),
    ).exists()
    if last is None and not is_listed:
        raise Refusal("no_candidate", _("The way in begins with somebody who stands on the roll as an activist."))
    reached = STEPS.index(StepKind(last.step)) if last else -1
    if STEPS.index(step) <= reached:
        raise Refusal("passed_already", _("This step is dated already."), field="step")
    if STEPS.index(step) > reached + 1:
        words = {"step": STEPS[reached + 1].label}
        raise Refusal("missing_step", _("The step before is missing: %(step)s.") % words, field="step")
    if last and on < last.on:
        words = {"step": StepKind(last.step).label}
        raise Refusal("before_last_step", _("This day lies before the step: %(step)s.") % words, field="on")
