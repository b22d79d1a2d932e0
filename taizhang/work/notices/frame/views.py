"""Pages by which the office keeps the frame of a programme, and a unit its key points."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.programmes.models import Activity, KeyPoints, ListUse, NamedList, Programme, Step
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import toasts
from taizhang.ui.acts import form_page
from taizhang.ui.forms import KeyedForm
from taizhang.work.notices import queries, rules
from taizhang.work.notices.forms import ExtendForm
from taizhang.work.notices.frame import actions
from taizhang.work.notices.frame import queries as frame
from taizhang.work.notices.frame.forms import (
    ActivitySheet,
    AimsSheet,
    CompletionSheet,
    ConsolidationSheet,
    KeyPointsSheet,
    ListSheet,
    TaskSheet,
    lines_of,
)
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.tags.queries import records_for

Acted = Callable[[], str]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_list(request: Asked, record: int) -> HttpResponseBase:
    """A new named list of a programme."""
    found = _programme(request, record)
    return _add_list(request, found, reverse("notices:programme", args=[record]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_key_list(request: Asked, record: int) -> HttpResponseBase:
    """A new list of a unit's key points."""
    found = frame.key_points_for(request.viewer, record)
    rules.may_write_key_points(request.viewer, found.unit).demand()
    return _add_list(request, found, reverse("notices:key_points", args=[record]))


def _add_list(request: Asked, home: Programme | KeyPoints, back: str) -> HttpResponseBase:
    use = request.GET.get("use", "")
    initial = {"use": use if use in ListUse.values else ListUse.CONTENT}
    form = ListSheet(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        made = actions.add_list(home=home, new=form.new_list(), by=request.viewer.person, key=form.cleaned_data["key"])
        return f"{back}#list-{made.pk}"

    words = {"title": _("Add a named list"), "action": _("Add the list"), "said": _("The list is added and booked")}
    return _sheet(request, form, act, back, **words)


@signed_in
@require_safe
def named_list(request: Asked, number: int) -> HttpResponseBase:
    """One list: its items with how many records serve each, and the versions before this one."""
    found = _list(request, number)
    home = actions.home_of(found)
    page = {
        "named": found,
        "rows": frame.rows_of([found])[0],
        "earlier": frame.earlier_of(found),
        "home_url": _page_of(home),
        "home": home,
        "may_change": _may_write(request, home) and found.superseded_by_id is None,
    }
    return render(request, "notices/named_list.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_list(request: Asked, number: int) -> HttpResponseBase:
    """A new version of a list."""
    found = _list(request, number)
    home = actions.home_of(found)
    if isinstance(home, Programme):
        rules.may_change_programme(request.viewer, home).demand()
    else:
        rules.may_write_key_points(request.viewer, home.unit).demand()
    initial = {
        "name": found.name,
        "use": found.use,
        "speaks_to": found.speaks_to,
        "stated": found.stated,
        "items": lines_of(found),
    }
    form = ListSheet(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        new = form.new_list(found.quote, found.template)
        made = actions.change_list(named=found, new=new, by=request.viewer.person, key=form.cleaned_data["key"])
        return reverse("notices:named_list", args=[made.pk])

    words = {
        "title": _("Change the list %(name)s") % {"name": found.name},
        "lead": _("The old version stays. Records go on pointing to an item with the same words, or in its place."),
        "action": _("Put the new version in its place"),
        "said": _("The new version of the list stands and is booked"),
    }
    return _sheet(request, form, act, reverse("notices:named_list", args=[number]), **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def aims(request: Asked, record: int) -> HttpResponseBase:
    """Theme, goals and principles of a programme."""
    found = _programme(request, record)
    goals = list(found.goals.order_by("number"))
    initial = {
        "theme": found.theme,
        "goals": "\n".join(goal.text for goal in goals if not goal.is_principle),
        "principles": "\n".join(goal.text for goal in goals if goal.is_principle),
    }
    form = AimsSheet(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("notices:programme", args=[record])

    def act() -> str:
        said = form.cleaned_data
        actions.state_aims(
            programme=found,
            theme=said["theme"],
            goals=_texts(said["goals"]),
            principles=_texts(said["principles"]),
            by=request.viewer.person,
            key=said["key"],
        )
        return back

    words = {
        "title": _("Theme, goals and principles"),
        "lead": _("Pages and papers carry the theme; records and reports point to the goals."),
        "action": _("Let this stand"),
        "said": _("What the programme aims at is noted and booked"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def place_task(request: Asked, record: int) -> HttpResponseBase:
    """A task under a field of work; ``?item=`` takes an accepted responsibility of the notice, with its bodies."""
    found = _programme(request, record)
    initial: dict[str, Any] = {"area": request.GET.get("area", "")}
    asked = number_in(request.GET.get("item", ""))
    for item in queries.sentences_of(found) if asked else []:
        if item.kind == ItemKind.RESPONSIBILITY and item.number == asked:
            fields = item.standing
            initial |= {"text": fields["task"], "lead": fields["lead"], "support": fields["support"]}
    form = TaskSheet(request.POST if request.method == "POST" else None, initial=initial, programme=found)
    back = reverse("notices:programme", args=[record])

    def act() -> str:
        said = form.cleaned_data
        actions.place_task(
            area=said["area"],
            text=said["text"],
            lead=said["lead"],
            support=said["support"],
            by=request.viewer.person,
            key=said["key"],
        )
        return f"{back}#areas"

    words = {
        "title": _("A task under a field of work"),
        "action": _("Add the task"),
        "said": _("The task stands under its field of work and is booked"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def consolidate(request: Asked, record: int) -> HttpResponseBase:
    """A consolidation phase after the last stage."""
    found = _programme(request, record)
    back = reverse("notices:programme", args=[record])
    initial = frame.suggested_consolidation(found) | {"name": _("Consolidating and widening the results")}
    form = ConsolidationSheet(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        said = form.cleaned_data
        actions.add_consolidation(
            programme=found,
            name=said["name"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            by=request.viewer.person,
            key=said["key"],
        )
        return back

    words = {
        "title": _("Add a consolidation phase"),
        "lead": _("It stands after the last stage. No unit enters it before the main part is assessed as done."),
        "action": _("Add the phase"),
        "said": _("The consolidation phase is added and booked"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: Asked, record: int) -> HttpResponseBase:
    """The assessment of the main part."""
    found = _programme(request, record)
    back = reverse("notices:programme", args=[record])
    form = CompletionSheet(request.POST if request.method == "POST" else None)

    def act() -> str:
        said = form.cleaned_data
        actions.assess_completion(
            programme=found, is_done=said["is_done"], result=said["result"], by=request.viewer.person, key=said["key"]
        )
        return back

    words = {
        "title": _("Assess whether the main part is done"),
        "action": _("Note the assessment"),
        "said": _("The assessment is noted and booked"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_activity(request: Asked, record: int) -> HttpResponseBase:
    """A themed activity for an occasion inside a phase."""
    found = _programme(request, record)
    back = reverse("notices:programme", args=[record])
    form = ActivitySheet(request.POST if request.method == "POST" else None, programme=found)

    def act() -> str:
        said = form.cleaned_data
        made = actions.add_activity(
            phase=said["phase"],
            unit=found.unit,
            title=said["title"],
            occasion=said["occasion"],
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )
        return reverse("notices:activity", args=[made.record_id])

    words = {
        "title": _("Add a themed activity"),
        "lead": _("Held once, for an occasion. Meetings and sessions held for it point to it on their own pages."),
        "action": _("Add the activity"),
        "said": _("The activity is added and booked"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_safe
def activity(request: Asked, record: int) -> HttpResponseBase:
    """One themed activity with what was held for it, as far as the viewer may open it."""
    rows = Activity.objects.select_related("record", "phase", "unit", "programme__record", "programme__unit")
    found = rows.filter(record=record).first()
    if found is None:
        raise Http404
    rules.may_read_programme(request.viewer, found.programme).demand()
    held, more = records_for(request.viewer, found)
    return render(request, "notices/activity.html", {"activity": found, "rows": held, "more": more})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extend_step(request: Asked, record: int, number: int, step: int) -> HttpResponseBase:
    """Give a step a later reference date, with the reason."""
    found = _programme(request, record)
    row = Step.objects.select_related("phase__programme__unit").filter(phase__programme=found, phase__number=number)
    held = row.filter(number=step).first()
    if held is None:
        raise Http404
    form = ExtendForm(request.POST if request.method == "POST" else None)
    back = reverse("notices:programme", args=[record])

    def act() -> str:
        said = form.cleaned_data
        actions.extend_step(
            step=held, ends_on=said["ends_on"], reason=said["reason"], by=request.viewer.person, key=said["key"]
        )
        return f"{back}#phase-{number}"

    words = {
        "title": _("Extend the step %(name)s") % {"name": held.name},
        "lead": _("An extension moves a reminder and no figure. The first dates stay visible beside it."),
        "action": _("Extend the step"),
        "said": _("The reference date is extended; the first date stays, and no figure moves"),
    }
    return _sheet(request, form, act, back, **words)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def all_key_points(request: Asked) -> HttpResponseBase:
    """The key points of every unit above or within reach, by year, with the sheet to open a new year."""
    units = [g.unit for g in request.viewer.grants if g.role in (RoleKind.OFFICE, RoleKind.PRINCIPAL)]
    data = request.POST if request.method == "POST" else None
    form = KeyPointsSheet(data, units=units, today=clock.today())
    if data is not None and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.open_key_points(
                unit=said["unit"], year=said["year"], by=request.viewer.person, key=said["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            toasts.say(request, _("The key points are opened and booked. Now add their lists."))
            return redirect("notices:key_points", made.record_id)
    page = {"rows": frame.key_points_seen_by(request.viewer), "form": form, "may_write": bool(units)}
    return render(request, "notices/all_key_points.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def key_points(request: Asked, record: int) -> HttpResponseBase:
    """The key points of a unit for a year: its lists in their order."""
    found = frame.key_points_for(request.viewer, record)
    page = {
        "key_points": found,
        "lists": frame.rows_of(frame.standing(found)),
        "may_write": rules.may_write_key_points(request.viewer, found.unit),
    }
    return render(request, "notices/key_points.html", page)


@signed_in
@require_safe
def guidance(request: Asked, unit: int) -> HttpResponseBase:
    """What planners of a unit keep in mind: the guidance lists of its programmes, as a fragment of planning pages."""
    return render(request, "notices/guidance.html", {"lists": frame.guidance_for(request.viewer, unit)})


def _sheet(
    request: Asked, form: KeyedForm, act: Acted, back: str, *, title: str, action: str, said: str, lead: str = ""
) -> HttpResponseBase:
    """A form as a page: what was refused stands beside its field, what was done in a message on the page it leads to."""
    return form_page(
        request,
        form,
        lambda **_said: act(),
        done=said,
        there=lambda place: place,
        cancel_url=back,
        title=title,
        lead=lead,
        action=action,
    )


def _programme(request: Asked, record: int) -> Programme:
    found = queries.programme_for(request.viewer, record)
    rules.may_change_programme(request.viewer, found).demand()
    return found


def _list(request: Asked, number: int) -> NamedList:
    found = frame.list_by_number(number)
    if found is None:
        raise Http404
    home = actions.home_of(found)
    if isinstance(home, Programme):
        rules.may_read_programme(request.viewer, home).demand()
    else:
        rules.may_read_key_points(request.viewer, home).demand()
    return found


def _may_write(request: Asked, home: Programme | KeyPoints) -> bool:
    if isinstance(home, Programme):
        return bool(rules.may_change_programme(request.viewer, home))
    return bool(rules.may_write_key_points(request.viewer, home.unit))


def _page_of(home: Programme | KeyPoints) -> str:
    name = "notices:programme" if isinstance(home, Programme) else "notices:key_points"
    return reverse(name, args=[home.record_id])


def _texts(lines: str) -> list[str]:
    return [line.strip()[:200] for line in lines.splitlines() if line.strip()]
