"""Pages of programmes: what a notice became, each requirement still with its sentence."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import ListUse, Phase, Programme, Step
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui import charts, parts, toasts
from taizhang.ui.charts.timeline import Phase as Stretch
from taizhang.ui.charts.timeline import Stretch as Inner
from taizhang.work.notices import actions, queries, rules, shown
from taizhang.work.notices.annex_views import step_words
from taizhang.work.notices.annexes import said_of
from taizhang.work.notices.forms import ExtendForm
from taizhang.work.notices.frame import queries as frame
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.lines import audience_text, line_of
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.places import part_at
from taizhang.work.notices.principle_check import findings_in
from taizhang.work.notices.tags.queries import counts_of
from taizhang.work.notices.views import place_of


@signed_in
@require_safe
def programmes(request: Asked) -> HttpResponseBase:
    """All programmes the viewer may read."""
    page = {"page": parts.page_of(request, list(queries.programmes_for(request.viewer)))}
    return render(request, "notices/programmes.html", page)


@signed_in
@require_safe
def programme(request: Asked, record: int) -> HttpResponseBase:
    """One programme: phases, requirements with their sentences and who decided them, and what no metric counts."""
    found = queries.programme_for(request.viewer, record)
    parts_in = ("steps", "steps__extensions", "extensions", "conditions", "activities")
    phases = list(found.phases.prefetch_related(*parts_in).order_by("number"))
    lists = frame.rows_of(frame.standing(found))
    goals = list(found.goals.order_by("number"))
    counts = counts_of([], [goal.pk for goal in goals])
    assessments = list(found.completions.order_by("-on", "-pk"))
    demands = queries.demands_of(found)
    notice = queries.notice_of_programme(request.viewer, found)
    decided = queries.decisions_of(found)
    page = {
        "programme": found,
        "phases": phases,
        "staged": [phase for phase in phases if not (phase.is_routine or phase.is_preparation)],
        "steps": _steps(found, notice),
        "timeline": _timeline(found, [phase for phase in phases if not phase.is_routine]),
        "demands": [_demand(demand) for demand in demands],
        "sentences": _sentences(queries.sentences_of(found)),
        "goals": [(goal, counts.get(goal.code, 0)) for goal in goals if not goal.is_principle],
        "principles": [goal for goal in goals if goal.is_principle],
        "lists": [row for row in lists if row.named.use not in (ListUse.AREAS, ListUse.STRANDS)]
        + frame.of_use(lists, ListUse.STRANDS),
        "areas": frame.of_use(lists, ListUse.AREAS),
        "strands": frame.of_use(lists, ListUse.STRANDS),
        "consolidates": any(phase.is_consolidation for phase in phases),
        "assessed": assessments[0] if assessments else None,
        "completed": next((one for one in assessments if one.is_done), None),
        "against": findings_in([item for item in decided if item.is_kept]),
        "notice": notice,
        "open_changes": [one for one in queries.open_changes(notice).items() if one[1]] if notice else [],
        "decided": len(decided),
        "enrolled": found.enrolments.filter(to_on__isnull=True).count(),
        "batches": found.batches.count(),
        "parts_of": list(queries.programmes_for(request.viewer).filter(parent=found)),
        "may_change": rules.may_change_programme(request.viewer, found),
        "sees_units": bool(request.viewer.grants),
    }
    return render(request, "notices/programme.html", page)


@signed_in
@require_safe
def decisions(request: Asked, record: int) -> HttpResponseBase:
    """Every item of the notice with who decided it, when, and what was read where a person put it otherwise."""
    found = queries.programme_for(request.viewer, record)
    decided = queries.decisions_of(found)
    answers = queries.answers_of(decided[0].notice) if decided else []
    rows = [shown.decision_of(item, answers) for item in decided]
    state = request.GET.get("state", "")
    options = [("", _("All"), len(rows))] + [
        (one.value, str(one.label), sum(row.item.state == one for row in rows))
        for one in (ItemState.ACCEPTED, ItemState.EDITED, ItemState.STRUCK)
    ]
    page = {
        "programme": found,
        "rows": [(row, place_of(row.item)) for row in rows if state in ("", row.item.state)],
        "choices": parts.choices(request, "state", options),
        "notice": queries.notice_of_programme(request.viewer, found),
        "answers": [] if state else [said for said in answers if said.about not in {row.item.number for row in rows}],
        "edited": sum(row.item.state == ItemState.EDITED for row in rows),
    }
    return render(request, "notices/decisions.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Give a phase a later reference date, with the reason."""
    found = queries.programme_for(request.viewer, record)
    rules.may_change_programme(request.viewer, found).demand()
    phase = found.phases.filter(number=number, is_routine=False, is_preparation=False).first()
    if phase is None:
        raise Http404
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.extend_phase(
                phase=phase, ends_on=said["ends_on"], reason=said["reason"], by=request.viewer.person, key=said["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            toasts.say(request, _("The reference date is extended; the first date stays, and no figure moves"))
            return redirect("notices:programme", record)
    page = {
        "form": form,
        "title": _("Extend the phase %(name)s") % {"name": phase.name},
        "lead": _("An extension moves a reminder and no figure. The first dates stay visible beside it."),
        "action": _("Extend the phase"),
        "cancel_url": reverse("notices:programme", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


def _steps(found: Programme, notice: Notice | None) -> dict[int, list[dict[str, Any]]]:
    """The steps by the phase, each with the row of the annex or the heading it comes from, and what it was before."""
    origins, changes = queries.step_origins(found), queries.step_changes(found)
    parts_of_notice = list(notice.parts.all()) if notice else []
    rows: dict[int, list[dict[str, Any]]] = {}
    steps = Step.objects.filter(phase__programme=found).prefetch_related("extensions")
    for step in steps.order_by("phase__number", "number"):
        item, changed = origins.get(step.pk), changes.get(step.pk, [])
        annex = part_at(parts_of_notice, item.start) if item else None
        if changed:
            annex = changed[-1].part
        rows.setdefault(step.phase_id, []).append(
            {
                "step": step,
                "words": step_words(said_of(step)),
                "place": place_of(item) if item and notice else "",
                "annex": annex if notice and annex and annex.number else None,
                "earlier": [step_words(change.earlier) for change in changed if change.earlier],
            }
        )
    return rows


def _timeline(found: Programme, phases: Sequence[Phase]) -> str:
    """Phases with both dates as a picture; without them there is nothing to draw."""
    dated = [
        Stretch(
            phase.name,
            phase.starts_on,
            max([extension.ends_on for extension in phase.extensions.all()], default=phase.ends_on),
            [
                Inner(s.name, s.starts_on, s.ends_on)
                for s in phase.steps.all()
                if s.starts_on and s.ends_on and not s.given_up_on
            ],
        )
        for phase in phases
        if phase.starts_on and phase.ends_on
    ]
    if len(dated) < 2:
        return ""
    return charts.timeline(dated, [], today=clock.today(), title=_("Phases of %(name)s") % {"name": found.short_title})


def _demand(demand: queries.Demand) -> dict[str, Any]:
    """A requirement as its row shows it."""
    requirement, item = demand.requirement, demand.item
    asked = {"audience": requirement.audience, "exempt": requirement.exempt}
    return {
        "requirement": requirement,
        "title": line_of(item) if item and not demand.earlier else requirement.title,
        "audience": audience_text(asked),
        "item": item,
        "proposed": shown.decision_of(item).proposed if item else "",
        "place": place_of(item) if item else "",
        "earlier": demand.earlier,
    }


def _sentences(items: list[DraftItem]) -> list[tuple[str, list[tuple[DraftItem, str, str]]]]:
    """Accepted sentences that no metric counts, by kind."""
    named = (
        (ItemKind.REQUIREMENT, _("Asked for, and counted by no metric")),
        (ItemKind.DEADLINE, _("Deadlines and reports")),
        (ItemKind.RESPONSIBILITY, _("Responsibilities")),
    )
    rows = [
        (name, [(item, line_of(item), place_of(item)) for item in items if item.kind == kind]) for kind, name in named
    ]
    return [(name, found) for name, found in rows if found]
