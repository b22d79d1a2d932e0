"""Every open duty of a unit and what waits beside the duties, as lines in the order of their days.

Each line opens its record and, where one press or form settles it, carries the way there. Names stand on it only for who
keeps the books of the unit; whoever else holds a role over it reads what the unit as such owes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.flows.handover.queries import with_owners
from taizhang.flows.owed.kinds import Kind, When
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import resting, units_at_rest
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.oversight.dashboards import amounts
from taizhang.ui.formats import day
from taizhang.work.curriculum.kinds import NOTE_REVIEW
from taizhang.work.curriculum.models import NoteRound
from taizhang.work.curriculum.note_queries import Week, weeks_with_study
from taizhang.work.curriculum.rules import heads
from taizhang.work.learning import queries as learning
from taizhang.work.meetings import queries as meetings
from taizhang.work.membership import queries as membership
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.plans import queries as plans
from taizhang.work.travel import queries as travel

# How many names stand on one line.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is owed: of which kind, in words, whose, by which day, the page it opens, and how it is settled.

    ``is_press``: one press settles it, ``way`` takes the key of the act. ``rests_until``: the last day without reminders.
    """

    kind: Kind
    words: str
    url: str
    due_on: date | None = None
    whom: str = ""
    verb: str = ""
    way: str = ""
    is_press: bool = False
    rests_until: date | None = None

    @property
    def when(self) -> When:
        """Overdue, within seven days, later, or without a day."""
        today = clock.today()
        if self.due_on is None:
            return When.ANY
        if self.rests_until and self.due_on <= self.rests_until:
            return When.LATER
        if self.due_on < today:
            return When.OVERDUE
        return When.WEEK if self.due_on < today + timedelta(days=7) else When.LATER

    @property
    def days_over(self) -> int:
        """How many days it is overdue."""
        return (clock.today() - self.due_on).days if self.due_on else 0


def may_read_owed(viewer: Viewer, unit: Unit) -> Answer:
    """What a unit owes is open to whoever holds a role over it."""
    if viewer.holds(unit):
        return Allowed()
    return Denied(_("What a unit owes is open to those who hold a role over it."), "no_role_here")


def owed_in(viewer: Viewer, unit: Unit) -> list[Line]:
    """All that a unit owes as far as the viewer may read it, the earliest day first, what has no day last."""
    may_read_owed(viewer, unit).demand()
    keeps, is_head = viewer.may_see_names(unit), heads(viewer, unit)
    weeks = [week for week in weeks_with_study(unit) if not week.is_full] if is_head else []
    lines = [
        *_duties(unit, named=keeps, but=weeks),
        *(_notes(unit, weeks) if is_head else ()),
        *_meetings(viewer, unit),
        *_plans(viewer, unit),
        *_travel(viewer, unit),
        *(_study(viewer, unit) if keeps else ()),
        *(_membership(viewer, unit) if keeps else ()),
    ]
    return sorted(lines, key=lambda line: (line.due_on or date.max, line.kind.value, line.words))


def _notes(unit: Unit, weeks: Iterable[Week]) -> Iterator[Line]:
    """The weeks with study whose notes the head has not looked at all, each owed by the end of the next week (R1-56)."""
    rest = units_at_rest(kind=NOTE_REVIEW, units=[unit.pk], on=clock.today()).get(unit.pk)
    for week in weeks:
        there = f"{reverse('curriculum:note_sheet', args=[unit.pk])}?week={week.week_on.isoformat()}"
        words = _("Notes of the week from %(day)s: %(done)s of %(due)s looked at")
        said = words % {"day": day(week.week_on), "done": week.done, "due": week.due}
        yield Line(
            Kind.READING,
            said,
            there,
            week.week_on + timedelta(days=13),
            verb=_("Look at the notes"),
            way=there,
            rests_until=rest,
        )


def _duties(unit: Unit, *, named: bool, but: Iterable[Week]) -> Iterator[Line]:
    """The rows of the table of duties, but for the notes of weeks that stand as lines of their own."""
    rows = Duty.objects.filter(unit=unit, settled_on__isnull=True).select_related("record", "person").order_by("pk")
    if not named:
        rows = rows.filter(person=None)
    found = list(rows)
    weeks = dict(
        NoteRound.objects.filter(record__in=[duty.record_id for duty in found]).values_list("record", "week_on")
    )
    listed = {week.week_on for week in but}
    owners = {one.duty.pk: one.handover.owner.name for one in with_owners(found) if one.handover} if named else {}
    rest = resting(found)
    for duties in _alike((duty for duty in found if weeks.get(duty.record_id) not in listed), owners):
        duty = duties[0]
        kind = KINDS.get(duty.kind, Kind.OTHER)
        verb, way = _settling(duty, unit)
        yield Line(
            kind,
            amounts.duty_words(duty.kind, duty.record.title),
            _page_of(duty),
            duty.due_on,
            _with_owner(_names([one.person.name for one in duties if one.person]), owners.get(duty.pk, "")),
            verb if named else "",
            way,
            duty.kind in PRESSED,
            rest.get(duty.pk),
        )


def _alike(duties: Iterable[Duty], owners: Mapping[int, str]) -> list[list[Duty]]:
    """Duties of several persons about one record by one day under one owner together, in the order they were opened."""
    found: dict[tuple[object, ...], list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.kind, duty.record_id, duty.due_on, duty.person_id is None, owners.get(duty.pk)].append(duty)
    return list(found.values())


def _with_owner(whom: str, owner: str) -> str:
    """Whose a line is, and who sees to it since it was handed over."""
    if not owner:
        return whom
    seen_to = _("%(name)s sees to it") % {"name": owner}
    return f"{whom} · {seen_to}" if whom else seen_to


def _names(names: Sequence[str]) -> str:
    """A few names, and how many they are in all when there are more."""
    if len(names) <= NAMED:
        return _(", ").join(names)
    first = _(", ").join(names[:NAMED])
    return _("%(names)s and others, %(count)s people") % {"names": first, "count": len(names)}


KINDS = {
    "learning.make_up": Kind.STUDY,
    NOTE_REVIEW: Kind.READING,
    DEADLINE: Kind.DIRECTIVE,
    "documents.receipt": Kind.PAPER,
    "documents.task": Kind.PAPER,
    "meetings.task": Kind.MEETING,
    "meetings.speech": Kind.MEETING,
    "plan_revision": Kind.PLAN,
    "travel.return": Kind.TRAVEL,
    "contact_points.problem": Kind.DIRECTIVE,
}


# What one press settles.
PRESSED = ("documents.receipt", DEADLINE)


def _settling(duty: Duty, unit: Unit) -> tuple[str, str]:
    """What settles a duty in one step, in words, and where."""
    if duty.kind == "learning.make_up":
        return _("Note make-ups"), reverse("learning:make_ups", args=[unit.pk])
    if duty.kind == "documents.receipt":
        return _("Confirm receipt"), reverse("documents:confirm", args=[unit.pk, duty.record_id])
    if duty.kind == DEADLINE:
        return _("It is done"), reverse("flows:report_task", args=[unit.pk, duty.record_id])
    if duty.kind == "meetings.speech":
        return _("Hand in the text"), reverse("meetings:speech", args=[duty.record_id])
    if duty.kind == "plan_revision":
        return _("Plans"), reverse("plans:unit", args=[unit.pk])
    return "", ""


def _study(viewer: Viewer, unit: Unit) -> Iterator[Line]:
    waiting = learning.waiting_in(viewer, unit)
    for session in (*waiting.sessions, *waiting.coming):
        has_come = session.on <= clock.today()
        yield Line(
            Kind.STUDY,
            session.topic,
            reverse("learning:session", args=[session.record_id]),
            session.on,
            verb=_("Call the roll") if has_come else "",
            way=reverse("learning:roll_call", args=[session.record_id]),
        )
    for leave in waiting.leaves:
        topic = leave.session.topic
        yield Line(
            Kind.STUDY,
            _("Leave asked for: %(what)s") % {"what": topic},
            reverse("learning:session", args=[leave.session.record_id]),
            leave.session.on,
            leave.person.name,
        )
    for essay in waiting.essays:
        there = reverse("learning:essay", args=[essay.record_id])
        words = _("Essay to review: %(what)s") % {"what": essay.title}
        yield Line(Kind.STUDY, words, there, None, essay.person.name, pgettext("button", "Review"), there)


def _meetings(viewer: Viewer, unit: Unit) -> Iterator[Line]:
    waiting = meetings.waiting_in(viewer, unit)
    for meeting in (*waiting.to_note, *waiting.coming):
        has_come = meeting.on <= clock.today()
        yield Line(
            Kind.MEETING,
            meeting.title,
            reverse("meetings:meeting", args=[meeting.record_id]),
            meeting.on,
            verb=_("Note the meeting") if has_come else "",
            way=reverse("meetings:hold", args=[meeting.record_id]),
        )
    for meeting in waiting.to_follow:
        yield Line(
            Kind.MEETING,
            _("To carry down: %(what)s") % {"what": meeting.title},
            reverse("meetings:meeting", args=[meeting.record_id]),
            verb=_("Meetings"),
            way=reverse("meetings:meetings", args=[unit.pk]),
        )
    for late in waiting.late:
        words = _("%(meeting)s has not been held for long") % {"meeting": late.kind_words}
        over = clock.today() - timedelta(days=late.days)
        yield Line(Kind.MEETING, words, reverse("meetings:meetings", args=[unit.pk]), over)


def _plans(viewer: Viewer, unit: Unit) -> Iterator[Line]:
    for own in plans.plans_of(viewer, unit):
        if own.holding is None and own.open is None:
            there = reverse("plans:unit", args=[unit.pk])
            words = _("%(plan)s is not begun") % {"plan": own.kind.label}
            yield Line(Kind.PLAN, words, there, verb=_("Begin"), way=there)
        elif own.open is not None and own.plan is not None and own.open.state in ("draft", "sent_back"):
            there = reverse("plans:plan", args=[own.plan.record_id])
            words = _("%(plan)s is to be handed in") % {"plan": own.kind.label}
            yield Line(Kind.PLAN, words, there, verb=_("Write on"), way=there)
    for version in plans.waiting_for(viewer):
        if version.plan.unit.path.startswith(unit.path):
            there = reverse("plans:decide", args=[version.plan.record_id])
            words = f"{version.plan.unit.name} {version.plan.get_kind_display()}"
            yield Line(Kind.PLAN, words, there, verb=_("Decide"), way=there)


def _travel(viewer: Viewer, unit: Unit) -> Iterator[Line]:
    for trip in travel.waiting_for(viewer):
        if trip.unit.path.startswith(unit.path):
            there = reverse("travel:trip", args=[trip.record_id])
            words = _("Travel asked for: %(what)s") % {"what": trip.get_kind_display()}
            yield Line(Kind.TRAVEL, words, there, trip.from_on, trip.person.name, _("Decide"), there)


def _membership(viewer: Viewer, unit: Unit) -> Iterator[Line]:
    contacts = reverse("membership:contacts", args=[unit.pk])
    for report in membership.passed_to(viewer, unit):
        words = _("Reported in on %(day)s: get in touch") % {"day": day(report.received_on)}
        yield Line(Kind.MEMBER, words, contacts, None, report.name)
    for one in membership.sought_in(viewer, unit):
        if one.last is None:
            yield Line(Kind.MEMBER, _("Not sought yet"), contacts, None, one.person.name)
    for held in membership.rounds_of(viewer, unit):
        there = reverse("membership:routines", args=[unit.pk])
        yield Line(
            Kind.ROUTINE,
            held.routine.get_kind_display(),
            there,
            held.due_on,
            held.routine.owner.name if held.routine.owner else "",
        )


def _page_of(duty: Duty) -> str:
    """The page of what a duty is about; empty where no page shows it."""
    app, _dot, noun = duty.record.type.partition(".")
    name = "flows:directive" if duty.kind == DEADLINE else f"{app}:{noun}"
    try:
        return reverse(name, args=[duty.record_id])
    except NoReverseMatch:
        return ""
