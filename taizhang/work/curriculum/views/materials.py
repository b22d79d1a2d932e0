"""The catalogue of a programme and the page of each material."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.materials.kinds import EXEMPLARS, MaterialKind, Priority
from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.lib.xlsx import Value
from taizhang.ui import parts
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.curriculum import actions, queries, rules
from taizhang.work.curriculum.exporting import sheet
from taizhang.work.curriculum.forms import MaterialForm, VersionForm

GIVEN = ("kind", "title", "issuer", "doc_number", "priority", "is_must", "for_all_staff", "due_on")


@signed_in
@require_safe
def catalogue(request: Asked, record: int) -> HttpResponseBase:
    """The materials of a programme by weight, with those one's own units set."""
    programme = queries.programme_for(request.viewer, record)
    home = request.viewer.homes.get(programme.tree)
    rows = queries.catalogue(request.viewer, programme, home)
    shown = request.GET.get("show", "all")
    groups: list[tuple[str, str, int | None]] = [
        ("all", _("All"), len(rows)),
        ("must", _("Must items"), sum(row.material.is_must for row in rows)),
        *((one.value, str(one.label), sum(row.material.priority == one for row in rows)) for one in Priority),
    ]
    if shown == "must":
        rows = [row for row in rows if row.material.is_must]
    elif shown in Priority.values:
        rows = [row for row in rows if row.material.priority == shown]
    if request.GET.get("export") == "xlsx":
        return _export(programme, rows)
    context = {
        "programme": programme,
        "rows": rows,
        "must": sum(row.material.is_must for row in rows),
        "choices": parts.choices(request, "show", groups, default="all"),
        "may_keep": rules.may_keep_materials(request.viewer, programme, programme.unit),
        "settable": home if home and rules.may_keep_materials(request.viewer, programme, home) else None,
    }
    return render(request, "curriculum/catalogue.html", context)


def _export(programme: Programme, rows: list[queries.Listed]) -> HttpResponseBase:
    heads = [_("Title"), _("Kind of material"), _("Issued by"), _("Document number"), _("Weight")]
    heads += [_("Must item"), _("To be read by"), _("Version in force")]
    table: list[list[Value]] = [
        [
            row.material.title,
            str(MaterialKind(row.material.kind).label),
            row.material.issuer,
            row.material.doc_number,
            str(Priority(row.material.priority).label),
            _("yes") if row.material.is_must else "",
            row.material.due_on or "",
            row.version.label if row.version else "",
        ]
        for row in rows
    ]
    return sheet(title=_("Materials of %(name)s") % {"name": programme.short_title}, heads=heads, rows=table)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Asked, record: int) -> HttpResponseBase:
    """List a material; ``?unit=`` sets it for that unit's own people, as a study task (R2-25)."""
    programme = queries.programme_for(request.viewer, record)
    unit = programme.unit
    if asked := number_in(request.GET.get("unit", "")):
        unit = get_object_or_404(Unit, pk=asked)
    rules.may_keep_materials(request.viewer, programme, unit).demand()
    is_task = unit.pk != programme.unit_id
    initial = {"is_must": is_task, "kind": MaterialKind.SPEECH if is_task else MaterialKind.PAPER}
    form = MaterialForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.list_material(programme=programme, unit=unit, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(
                request,
                _("%(title)s is listed.") % {"title": made.title},
                undo_url=reverse("curriculum:withdraw_material", args=[made.record_id]),
            )
            return redirect("curriculum:catalogue", record)
    page = {
        "form": form,
        "title": _("Set a study task for %(unit)s") % {"unit": unit.name} if is_task else _("List a material"),
        "lead": _("Every must item listed here is owed by everyone; the requirement follows by itself."),
        "action": _("Set the task") if is_task else _("List it"),
        "cancel_url": reverse("curriculum:catalogue", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def material(request: Asked, record: int) -> HttpResponseBase:
    """One material: what it is, its versions, one's own reading, and how many of one's units have read it."""
    held = queries.material_for(request.viewer, record)
    viewer = request.viewer
    home = viewer.homes.get(held.programme.tree)
    units = [home] if home and viewer.may_see_names(home) else []
    context = {
        "material": held,
        "versions": held.versions.order_by("-from_on"),
        "reading": held.readings.filter(person=viewer.person).select_related("version", "record").first(),
        "may_keep": rules.may_keep_material(viewer, held) if not held.withdrawn_on else False,
        "may_read": held.withdrawn_on is None and bool(viewer.homes),
        "readers": [(unit, queries.readers_of(viewer, held, [unit]).get(unit.pk, 0)) for unit in units],
        "is_exemplar": held.kind in EXEMPLARS,
    }
    return render(request, "curriculum/material.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int) -> HttpResponseBase:
    """Mend a material, or make it a must item."""
    held = queries.material_for(request.viewer, record)
    rules.may_keep_material(request.viewer, held).demand()
    form = MaterialForm(request.POST or None, initial={name: getattr(held, name) for name in GIVEN})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_material(material=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The material is changed."))
            return redirect("curriculum:material", record)
    page = {
        "form": form,
        "title": _("Change the material"),
        "lead": _("Every must item listed here is owed by everyone; the requirement follows by itself."),
        "action": _("Save the change"),
        "cancel_url": reverse("curriculum:material", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take a material off the list; a toast's undo sends it without a form."""
    held = queries.material_for(request.viewer, record)
    rules.may_keep_material(request.viewer, held).demand()
    if request.method == "POST":
        press(
            request,
            partial(actions.withdraw_material, material=held, by=request.viewer.person),
            done=_("The material is off the list; what was read stays read."),
        )
        return redirect("curriculum:catalogue", held.programme.record_id)
    page = {
        "title": _("Take %(title)s off the list") % {"title": held.title},
        "consequence": _("Nobody owes it any more. What was read stays in the ledger."),
        "action": _("Take it off the list"),
        "action_url": request.path,
        "cancel_url": reverse("curriculum:material", args=[record]),
    }
    return render(request, "ui/confirm.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_version(request: Asked, record: int) -> HttpResponseBase:
    """A new version of a law comes into force."""
    held: Material = queries.material_for(request.viewer, record)
    rules.may_keep_material(request.viewer, held).demand()
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_law_version(material=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("From that day this version is the one that is read."))
            return redirect("curriculum:material", record)
    page = {
        "form": form,
        "title": _("New version of %(title)s") % {"title": held.title},
        "lead": _(
            "The version before ends on the day this one comes into force. Readings keep the version they were of."
        ),
        "action": _("Add the version"),
        "cancel_url": reverse("curriculum:material", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)
