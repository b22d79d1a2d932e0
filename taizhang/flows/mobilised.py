"""The first phase opens for a unit when its mobilisation is recorded, and who has not started is listed (R2-26).

A flow, as the meeting is kept by one context and phases are opened by another. Only programmes that were set so wait; in all
others the first phase opens when a unit begins to take part, as ever.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ground.programmes.models import Enrolment, Programme, UnitPhase
from taizhang.ledger.claims import claimed
from taizhang.ledger.kinds import KINDS
from taizhang.ledger.reading import last_days
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui import parts
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import refuse, say
from taizhang.work.meetings import actions as meetings
from taizhang.work.meetings.actions import Statement
from taizhang.work.meetings.kinds import MeetingKind, MeetingState
from taizhang.work.meetings.models import Meeting
from taizhang.work.meetings.rules import may_see_board
from taizhang.work.meetings.views import holding
from taizhang.work.notices import queries
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.rules import may_change_programme
from taizhang.work.rolls import actions as rolls

# What only says that a unit takes part, or that something was asked of it, is no record of its own work.
_NOT_WORK = ("rolls.", "notices.", "changes.", "documents.")
_WORK = tuple(kind for kind in KINDS if not kind.startswith(_NOT_WORK))


@dataclass(frozen=True, slots=True)
class NotStarted:
    """One unit without a first record: since when it stands where it is, and whether it waits for its mobilisation."""

    unit: Unit
    since: date
    is_waiting: bool

    @property
    def days(self) -> int:
        """How many days that is."""
        return (clock.today() - self.since).days


def hold_mobilisation(*, meeting: Meeting, said: Statement, by: Person, key: uuid.UUID) -> Meeting:
    """Note a mobilisation meeting as held, and open the first phase of its unit in each programme that waits for it.

    The phase opens on the day of the meeting, or on the day the unit began to take part if that is later; the meeting is
    then booked in it. Posts what `hold_meeting` posts, and ``rolls.phase_closed`` and ``rolls.phase_opened`` by the
    system. Raises as `hold_meeting`.
    """
    with transaction.atomic():
        stays = _waiting_stays(meeting.programmes.all(), [meeting.unit_id])
        # the sheet is refused as a whole, so a phase never opens for a meeting that was not noted
        if said.on <= clock.today() and meeting.kind == MeetingKind.MOBILISATION:
            for stay in stays:
                _open(stay, said.on, uuid.uuid5(key, f"first phase {stay.pk}"))
        return meetings.hold_meeting(meeting=meeting, said=said, by=by, key=key)


def open_mobilised(*, programme: Programme, by: Person, key: uuid.UUID) -> int:
    """Open the first phase for units that wait though a mobilisation of theirs is recorded, say from before they took
    part; how many.

    Posts ``rolls.phase_closed`` and ``rolls.phase_opened`` for each. Raises `Refusal` of the rule of the programme.
    """
    with claimed(key=key, by=by, action="flows.open_mobilised", content={"programme": programme.pk}) as claim:
        if claim.is_repeat:
            return int(claim.answer["units"])
        may_change_programme(viewer_of(by), programme).demand()
        held = _mobilised_on(programme)
        stays = [stay for stay in _waiting_stays([programme]) if stay.unit_id in held]
        for stay in stays:
            _open(stay, held[stay.unit_id], claim.part(f"first phase {stay.pk}"))
        claim.answer = {"units": len(stays)}
    return len(stays)


def units_not_started(programme: Programme) -> list[NotStarted]:
    """Units taking part that have no record of any work in a programme, in code order, with since when."""
    rows = Enrolment.objects.filter(programme=programme, to_on__isnull=True, unit__closed_on__isnull=True)
    enrolled = {row.unit_id: row for row in rows.select_related("unit").order_by("unit__tree", "unit__code")}
    recorded = last_days(enrolled, _WORK, programme=programme.pk)
    stays = UnitPhase.objects.filter(programme=programme, unit__in=enrolled, closed_on__isnull=True)
    at = {stay.unit_id: stay for stay in stays.select_related("phase")}
    found = []
    for unit, row in enrolled.items():
        stay = at.get(unit)
        is_waiting = stay is not None and stay.phase.is_preparation
        if is_waiting or unit not in recorded:
            found.append(NotStarted(row.unit, stay.opened_on if stay else row.from_on, is_waiting))
    return found


def _open(stay: UnitPhase, on: date, key: uuid.UUID) -> None:
    rolls.close_unit_phase(
        programme=stay.programme,
        unit=stay.unit,
        phase=stay.phase,
        on=max(on, stay.opened_on),
        by=None,
        key=key,
    )


def _waiting_stays(programmes: Iterable[Programme], units: Iterable[int] | None = None) -> list[UnitPhase]:
    """The stays of units that wait for their mobilisation."""
    rows = UnitPhase.objects.filter(programme__in=list(programmes), closed_on__isnull=True, phase__is_preparation=True)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return list(rows.select_related("programme", "unit", "phase").order_by("unit__code"))


def _mobilised_on(programme: Programme) -> dict[int, date]:
    """unit → the day of its first mobilisation that is recorded for a programme."""
    rows = Meeting.objects.filter(programmes=programme, kind=MeetingKind.MOBILISATION, state=MeetingState.HELD)
    found: dict[int, date] = {}
    for unit, on in rows.order_by("-on").values_list("unit", "on"):
        found[unit] = on
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Asked, record: int) -> HttpResponseBase:
    """Note a mobilisation meeting as held; the first phase of its unit opens with it."""
    return holding.hold_by(request, record, hold_mobilisation)


@signed_in
@require_safe
def not_started(request: Asked, record: int) -> HttpResponseBase:
    """Which units of a programme have no first record yet, in code order, each with the days since."""
    programme = queries.programme_for(request.viewer, record)
    rows = units_not_started(programme)
    may_see = bool(may_see_board(request.viewer, programme))
    if not may_see:
        rows = [row for row in rows if _may_see(request.viewer, row.unit)]
    held = _mobilised_on(programme)
    may = may_change_programme(request.viewer, programme)
    page = {
        "programme": programme,
        "page": parts.page_of(request, rows),
        "count": len(rows),
        "waiting": sum(row.is_waiting for row in rows),
        "waits": programme.phases.filter(is_preparation=True).exists(),
        "enrolled": programme.enrolments.filter(to_on__isnull=True).exists(),
        "to_open": sum(stay.unit_id in held for stay in _waiting_stays([programme])) if may else 0,
        "may_change": may,
        "may_see_board": may_see,
    }
    return render(request, "flows/not_started.html", page)


@signed_in
@require_POST
def open_all(request: Asked, record: int) -> HttpResponseBase:
    """Open the first phase for the units that wait though their mobilisation is recorded."""
    programme = queries.programme_for(request.viewer, record)
    may_change_programme(request.viewer, programme).demand()
    units = open_mobilised(programme=programme, by=request.viewer.person, key=sent_key(request))
    words = ngettext("The first phase is open for %(count)s unit", "The first phase is open for %(count)s units", units)
    say(request, words % {"count": units})
    return redirect("flows:not_started", record)


@signed_in
@require_POST
def wait(request: Asked, record: int) -> HttpResponseBase:
    """Let the first phase open with the mobilisation of each unit, decided before units take part."""
    programme = queries.programme_for(request.viewer, record)
    may_change_programme(request.viewer, programme).demand()
    try:
        frame.wait_for_mobilisation(programme=programme, by=request.viewer.person, key=sent_key(request))
    except Refusal as refusal:
        refuse(request, str(refusal.reason))
    else:
        say(request, _("The first phase opens for each unit with its mobilisation; booked"))
    return redirect("flows:not_started", record)


def _may_see(viewer: Viewer, unit: Unit) -> bool:
    return viewer.holds(unit) or viewer.belongs_to(unit)
