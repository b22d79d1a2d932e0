"""What pages take in of adopted changes: the log of a programme, and what changed for one unit with its receipt."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.flows.supplement.concerned import Concern
from taizhang.flows.supplement.views import Row, rows_of
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.records.models import Record
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.changes import queries
from taizhang.work.changes.kinds import KEPT, REVISION, SetState
from taizhang.work.changes.models import ChangeSet
from taizhang.work.documents import actions as documents
from taizhang.work.documents import rules
from taizhang.work.documents.models import Dispatch
from taizhang.work.notices import queries as notices

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One set of changes as a unit has it: what changed for it, its receipt, and the plan it owes, if one is asked for."""

    change_set: ChangeSet
    dispatch: Dispatch
    rows: list[Row]
    revision: Duty | None


@signed_in
@require_safe
def log(request: Asked, record: int) -> HttpResponse:
    """For a programme's page: what was changed since it was adopted, who decided it and by which sentence (R1-28)."""
    programme = notices.programme_for(request.viewer, record)
    sets = queries.adopted_in(programme)
    page = {
        "programme": programme,
        "log": [(one, rows_of(list(queries.changes_of(one).filter(decision__in=KEPT)), programme)) for one in sets],
    }
    return render(request, "flows/changes_log.html", page)


@signed_in
@require_safe
def panel(request: Asked, unit: int) -> HttpResponse:
    """For a unit's landing page: what changed for it, before and after, with one click for the receipt."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_read_inbox(request.viewer, held).demand()
    return _panel(request, held)


@signed_in
@require_POST
def confirm(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """Confirm for a unit that it has the changes."""
    held = get_object_or_404(Unit, pk=unit)
    paper = get_object_or_404(Record, pk=record)
    rules.may_take_in(request.viewer, held).demand()
    documents.confirm_receipt(record=paper, unit=held, by=request.viewer.person, key=sent_key(request))
    say(request, _("Receipt of the changes is confirmed and booked"))
    return _panel(request, held, oob=True) if request.htmx else redirect("flows:change_set", record)


def _panel(request: Asked, unit: Unit, *, oob: bool = False) -> HttpResponse:
    page = {
        "unit": unit,
        "told": told_to(unit),
        "may_take_in": bool(rules.may_take_in(request.viewer, unit)),
        "oob": oob,
    }
    return render(request, "flows/changes_panel.html", page)


def told_to(unit: Unit) -> list[Told]:
    """The newest sets of changes that were sent to a unit, those to confirm first."""
    rows = Dispatch.objects.filter(unit=unit, record__type="flows.change_set").select_related("record")
    sent = list(rows.order_by(F("received_on").asc(nulls_first=True), "-sent_on", "-pk")[:SHOWN])
    sets = {
        one.record_id: one
        for one in ChangeSet.objects.filter(
            record__in=[dispatch.record_id for dispatch in sent], state=SetState.ADOPTED
        ).select_related("programme__unit", "record", "source")
    }
    revisions = {
        duty.record_id: duty
        for duty in Duty.objects.filter(unit=unit, kind=REVISION, settled_on__isnull=True, record__in=sets)
    }
    told = []
    for dispatch in sent:
        if one := sets.get(dispatch.record_id):
            concern = Concern(one.programme, [unit])
            mine = [change for change in queries.changes_of(one) if concern.concerns(change, unit)]
            told.append(Told(one, dispatch, rows_of(mine, one.programme), revisions.get(one.record_id)))
    return told
