"""Topics: the list of a programme, how far each unit is, and the own topic of one."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.materials.queries import topics_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.lib.xlsx import Value
from taizhang.ui import parts
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.curriculum import actions, queries, rules
from taizhang.work.curriculum.exporting import sheet
from taizhang.work.curriculum.forms import TopicForm


@signed_in
@require_safe
def topics(request: Asked, record: int) -> HttpResponseBase:
    """The common topics of a programme, and the units in code order: own topic and what is finished (R1-48, R1-49)."""
    programme = queries.programme_for(request.viewer, record)
    common = topics_of([programme])
    units = queries.units_and_topics(request.viewer, programme)
    without = [row for row in units if not row.own]
    shown = request.GET.get("show", "all")
    options: list[tuple[str, str, int | None]] = [
        ("all", _("All units"), len(units)),
        ("without", _("No own topic yet"), len(without)),
    ]
    rows = without if shown == "without" else units
    if request.GET.get("export") == "xlsx":
        heads = [_("Code"), _("Unit"), *(f"{one.number} {one.name}" for one in common), _("Own topic")]
        table: list[list[Value]] = [
            [
                row.unit.code,
                row.unit.name,
                *(_("done") if one.pk in row.done else "" for one in common),
                "、".join(one.name for one in row.own),
            ]
            for row in rows
        ]
        return sheet(title=_("Topics of %(name)s") % {"name": programme.short_title}, heads=heads, rows=table)
    home = request.viewer.homes.get(programme.tree)
    context = {
        "programme": programme,
        "common": [(one, sum(one.pk in row.done for row in units)) for one in common],
        "units": units,
        "page": parts.page_of(request, rows),
        "without": len(without),
        "choices": parts.choices(request, "show", options, default="all"),
        "may_keep": rules.may_keep_topics(request.viewer, programme),
        "home": home,
    }
    return render(request, "curriculum/topics.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Asked, record: int) -> HttpResponseBase:
    """Add the next common topic."""
    programme = queries.programme_for(request.viewer, record)
    rules.may_keep_topics(request.viewer, programme).demand()
    form = TopicForm(request.POST or None, programme=programme, unit=None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"texts": list(form.cleaned_data["texts"])}
        try:
            made = actions.set_topic(programme=programme, by=request.viewer.person, **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Topic %(number)s is set.") % {"number": made.number})
            return redirect("curriculum:topics", record)
    page = {
        "form": form,
        "title": _("Add a common topic"),
        "lead": _("Its texts are read first, then its seminar is held; then it is done."),
        "action": _("Add the topic"),
        "cancel_url": reverse("curriculum:topics", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_own(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """Set the own topic of a unit; it may be set early."""
    programme = queries.programme_for(request.viewer, record)
    held = get_object_or_404(Unit, pk=unit)
    rules.may_set_own_topic(request.viewer, held).demand()
    form = TopicForm(request.POST or None, programme=programme, unit=held)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"texts": list(form.cleaned_data["texts"])}
        try:
            actions.set_own_topic(programme=programme, unit=held, by=request.viewer.person, **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The own topic is set."))
            return redirect("curriculum:unit_topics", unit, record)
    page = {
        "form": form,
        "title": _("Set the own topic of %(unit)s") % {"unit": held.name},
        "lead": _("Take it from the unit and its posts. Its sessions open when the common topics are done."),
        "action": _("Set the own topic"),
        "cancel_url": reverse("curriculum:unit_topics", args=[unit, record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def unit_topics(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """How far one unit is with the topics of a programme: texts, seminar, done."""
    programme = queries.programme_for(request.viewer, record)
    held = get_object_or_404(Unit, pk=unit)
    rows = queries.topics_of_unit(request.viewer, held, programme)
    context = {
        "programme": programme,
        "unit": held,
        "rows": rows,
        "done": sum(row.done is not None for row in rows),
        "has_own": any(row.topic.unit_id == held.pk for row in rows),
        "may_set": rules.may_set_own_topic(request.viewer, held),
        "may_plan": request.viewer.may_see_names(held),
    }
    return render(request, "curriculum/unit_topics.html", context)


@signed_in
@require_safe
def topic(request: Asked, record: int) -> HttpResponseBase:
    """One topic: what it rests on, and where it was finished among the units one's roles reach."""
    held = queries.topic_for(request.viewer, record)
    units = queries.units_and_topics(request.viewer, held.programme)
    context = {
        "topic": held,
        "texts": held.texts.filter(withdrawn_on__isnull=True).select_related("record"),
        "finished": held.done.filter(unit__in=[row.unit.pk for row in units])
        .select_related("unit", "record")
        .order_by("unit__code"),
        "reached": len(units),
        "may_keep": rules.may_keep_topic(request.viewer, held) if not held.withdrawn_on else False,
    }
    return render(request, "curriculum/topic.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int) -> HttpResponseBase:
    """Rename a topic, or let it rest on other texts."""
    held = queries.topic_for(request.viewer, record)
    rules.may_keep_topic(request.viewer, held).demand()
    initial = {"name": held.name, "texts": held.texts.all()}
    form = TopicForm(request.POST or None, programme=held.programme, unit=held.unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"texts": list(form.cleaned_data["texts"])}
        try:
            actions.change_topic(topic=held, by=request.viewer.person, **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The topic is changed."))
            return redirect("curriculum:topic", record)
    page = {
        "form": form,
        "title": _("Change the topic"),
        "action": _("Save the change"),
        "cancel_url": reverse("curriculum:topic", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take a topic back that nobody has finished."""
    held = queries.topic_for(request.viewer, record)
    rules.may_keep_topic(request.viewer, held).demand()
    if request.method == "POST":
        press(
            request,
            partial(actions.withdraw_topic, topic=held, by=request.viewer.person),
            done=_("The topic is withdrawn."),
        )
        return redirect("curriculum:topics", held.programme.record_id)
    page = {
        "title": _("Withdraw the topic %(name)s") % {"name": held.name},
        "consequence": _("It is no longer asked of any unit. Sessions already held on it stay."),
        "action": _("Withdraw the topic"),
        "action_url": request.path,
        "cancel_url": reverse("curriculum:topic", args=[record]),
    }
    return render(request, "ui/confirm.html", page)
