"""Batches of a programme, the units that take part, and the closing of their phases."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.duties.queries import standing_from
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.ui import parts
from taizhang.work.rolls import actions, queries, rules
from taizhang.work.rolls.forms import BatchForm, BindForm, DatedForm, EnrolForm
from taizhang.work.rolls.views.sheets import sheet
from taizhang.work.rolls.views.units import page_of


def batches_address(number: int) -> str:
    """The address of a programme's batches."""
    return reverse("rolls:batches", args=[number])


@signed_in
@require_safe
def batches(request: Asked, number: int) -> HttpResponseBase:
    """The batches of a programme, whom each covers, and the units that take part (R0-02, R1-172)."""
    programme = queries.programme_at(request.viewer, number)
    rows = queries.batches_of(programme)
    chosen = next((row.batch for row in rows if str(row.batch.number) == request.GET.get("batch")), None)
    units = queries.enrolled_units(request.viewer, programme, chosen)
    options = [("", _("All batches"), None)]
    options += [(str(row.batch.number), _("Batch %(number)s") % {"number": row.batch.number}, None) for row in rows]
    return render(
        request,
        "rolls/batches.html",
        {
            "programme": programme,
            "batches": [(row, [UnitKind(kind).label for kind in row.batch.unit_kinds]) for row in rows],
            "page": parts.page_of(request, units, size=100),
            "choices": parts.choices(request, "batch", options),
            "may_enrol": rules.may_enrol_units(request.viewer, programme),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def add_batch(request: Asked, number: int) -> HttpResponseBase:
    """Write the next batch of a programme."""
    programme = queries.programme_at(request.viewer, number)
    rules.may_enrol_units(request.viewer, programme).demand()

    def do(said: dict[str, Any]) -> None:
        actions.add_batch(
            programme=programme,
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            unit_kinds=said["unit_kinds"],
            by=request.viewer.person,
            key=said["key"],
        )

    return sheet(
        request,
        BatchForm(request.POST or None, tree=programme.tree),
        title=_("A new batch of %(programme)s") % {"programme": programme.short_title},
        action=_("Write the batch"),
        said=_("The batch is written"),
        back=batches_address(number),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def enrol_units(request: Asked, number: int) -> HttpResponseBase:
    """Let units take part in a programme."""
    programme = queries.programme_at(request.viewer, number)
    rules.may_enrol_units(request.viewer, programme).demand()

    def do(said: dict[str, Any]) -> None:
        units = said["units"]
        if said["beneath"]:
            units = queries.units_beneath(request.viewer, programme, units, said["batch"])
        actions.enrol_units(
            programme=programme,
            units=units,
            batch=said["batch"],
            supervision_group=said["supervision_group"],
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )

    form = EnrolForm(
        request.POST or None,
        tree=programme.tree,
        batches=programme.batches.order_by("number"),
        groups=queries.supervision_groups(programme.unit),
    )
    return sheet(
        request,
        form,
        title=_("Enrol units in %(programme)s") % {"programme": programme.short_title},
        action=_("Enrol the units"),
        said=_("The units take part; their first phase is open"),
        back=batches_address(number),
        do=do,
        lead=_they_will_owe(standing_from(programme.pk, clock.today())),
    )


def _they_will_owe(tasks: int) -> str:
    """What units owe at once as they begin to take part, as every other unit does; nothing said for nothing."""
    words = ngettext(
        "They will owe %(count)s task that every unit of the programme has.",
        "They will owe %(count)s tasks that every unit of the programme has.",
        tasks,
    )
    return words % {"count": tasks} if tasks else ""


@signed_in
@require_http_methods(["GET", "POST"])
def bind_enrolment(request: Asked, number: int) -> HttpResponseBase:
    """Say who directs and watches a unit in a programme, and how it fits the plan to its own place (R0-01)."""
    row = queries.enrolment_at(request.viewer, number)
    rules.may_order_unit(request.viewer, row.unit).demand()
    may_bind = bool(rules.may_shape_units(request.viewer, row.unit))

    def do(said: dict[str, Any]) -> None:
        actions.bind_enrolment(
            enrolment=row,
            superior=said["superior"] if may_bind else row.superior,
            supervision_group=said["supervision_group"] if may_bind else row.supervision_group,
            adaptation=said["adaptation"],
            by=request.viewer.person,
            key=said["key"],
        )

    form = BindForm(
        request.POST or None,
        enrolment=row,
        groups=queries.supervision_groups(row.programme.unit),
        may_bind=may_bind,
        initial={
            "superior": row.superior.code if row.superior else "",
            "supervision_group": row.supervision_group_id,
            "adaptation": row.adaptation,
        },
    )
    return sheet(
        request,
        form,
        title=_("%(unit)s in %(programme)s") % {"unit": row.unit.name, "programme": row.programme.short_title},
        action=_("Keep this"),
        said=_("It is kept"),
        back=page_of(queries.record_number(row.unit)),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def close_phase(request: Asked, number: int) -> HttpResponseBase:
    """Close the open phase of a unit and open the next; what is booked later counts as late."""
    row = queries.enrolment_at(request.viewer, number)
    rules.may_close_phase(request.viewer, row.unit).demand()
    stay = queries.open_stay(row)

    def do(said: dict[str, Any]) -> None:
        actions.close_unit_phase(
            programme=row.programme,
            unit=row.unit,
            phase=stay.phase,
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Close the phase %(phase)s of %(unit)s") % {"phase": stay.phase.name, "unit": row.unit.name},
        action=_("Close the phase"),
        said=_("The phase is closed and the next one is open"),
        back=page_of(queries.record_number(row.unit)),
        lead=_("Its figures no longer move. Later corrections are booked in the next phase, as late lines."),
        do=do,
    )
