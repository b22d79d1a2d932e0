"""Reading: one tap for oneself, and the sheet of a unit for those who read on paper."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.lib.refusals import Refusal
from taizhang.lib.xlsx import Value
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.curriculum import actions, note_queries, queries, rules
from taizhang.work.curriculum.exporting import sheet
from taizhang.work.curriculum.forms import TicksForm
from taizhang.work.curriculum.views.panels import my_context


@signed_in
@require_safe
def mine(request: Asked) -> HttpResponseBase:
    """My reading list: what is owed first, each ticked with one tap."""
    context = {"mine": queries.mine(request.viewer), "notes": note_queries.my_notes(request.viewer, most=50)}
    return render(request, "curriculum/mine.html", context)


@signed_in
@require_POST
def read(request: Asked, record: int) -> HttpResponseBase:
    """I have read it, today. Asked from the panel of my page, the panel is the answer."""
    held = queries.material_for(request.viewer, record)
    person = request.viewer.person
    press(
        request,
        partial(actions.note_read, material=held, person=person, by=person),
        done=_("Noted as read: %(title)s") % {"title": held.title},
        undo_url=reverse("curriculum:unread", args=[record]),
    )
    if request.htmx:
        return render(request, "curriculum/my_panel.html", my_context(request) | {"with_toasts": True})
    return redirect("curriculum:mine")


@signed_in
@require_POST
def unread(request: Asked, record: int) -> HttpResponseBase:
    """Take one's own tick back."""
    held = queries.material_for(request.viewer, record)
    person = request.viewer.person
    press(
        request,
        partial(actions.take_back_read, material=held, person=person, by=person),
        done=_("The tick is taken back."),
    )
    return redirect("curriculum:mine")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def unit_readings(request: Asked, unit: int) -> HttpResponseBase:
    """Members by must items: who has read what; the secretary ticks what was told or stands on paper."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_see_readings(request.viewer, held).demand()
    every = request.GET.get("show") == "every"
    form = TicksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        materials = Material.objects.select_related("programme", "unit", "record").in_bulk(
            {material for material, _person in form.ticked}
        )
        people = Person.objects.in_bulk({person for _material, person in form.ticked})
        pairs = [
            (materials[material], people[person])
            for material, person in form.ticked
            if material in materials and person in people
        ]
        try:
            new = actions.note_read_by_many(
                pairs=pairs, on=form.cleaned_data["on"], by=request.viewer.person, key=form.cleaned_data["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(
                request,
                ngettext("%(count)s reading is booked.", "%(count)s readings are booked.", new) % {"count": new},
            )
            return redirect(request.get_full_path())
    page = queries.unit_readings(request.viewer, held, every=every)
    if request.GET.get("export") == "xlsx":
        return _export(held, page)
    context = {"unit": held, "page": page, "form": form, "every": every}
    return render(request, "curriculum/unit_readings.html", context, status=422 if form.errors else 200)


def _export(unit: Unit, page: queries.Readings) -> HttpResponseBase:
    heads = [_("Roster number"), _("Member"), *(material.title for material in page.materials)]
    rows: list[list[Value]] = [
        [row.person.code, row.person.name, *(reading.on if reading else "" for _material, reading in row.cells)]
        for row in page.rows
    ]
    return sheet(title=_("%(unit)s: who has read what") % {"unit": unit.name}, heads=heads, rows=rows)
