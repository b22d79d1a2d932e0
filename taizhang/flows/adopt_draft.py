"""A decided draft becomes a programme: the one place that knows both notices and the catalogue of metrics.

What a notice demands becomes a requirement when a declared metric counts it; everything else that was accepted stays
with the programme as its sentence, with who leads and by when. Nothing that a person accepted is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.flows.fitting_metrics import choices_for, smallest_units
from taizhang.ground.duties.actions import open_unit_duty
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ground.programmes.actions import (
    NewCondition,
    NewPhase,
    NewRequirement,
    NewStep,
    create_programme,
)
from taizhang.ground.programmes.frame import NewItem, NewList, write_list
from taizhang.ground.programmes.models import ListFor, ListUse, Operator, Programme
from taizhang.ground.records.actions import open_record
from taizhang.ledger import posting
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.ui import toasts
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.notices import actions as notices
from taizhang.work.notices import queries, rules
from taizhang.work.notices.audiences import addresses_members
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.frame_words import goals_in, principles_in, theme_in
from taizhang.work.notices.kinds import Bound, ItemKind, ItemState, Measure
from taizhang.work.notices.lines import line_of
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.principle_check import findings_in
from taizhang.work.notices.queries import Review
from taizhang.work.notices.questions import ONGOING

KEPT = (ItemState.ACCEPTED, ItemState.EDITED)
_MOBILISATION = re.compile(r"动员|動員")
_SHORT = re.compile(r"[“「『]([^”」』]{1,20})[”」』]([^的通知]{0,12}活[动動])?")
_OPERATORS = {
    Bound.AT_LEAST: Operator.AT_LEAST,
    Bound.AT_MOST: Operator.AT_MOST,
    # two essays asked for are two at least: doing more never makes anyone fail
    Bound.EXACTLY: Operator.AT_LEAST,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What people say about a programme that its notice does not: names, dates, where it hangs, what it is for."""

    title: str
    short_title: str
    starts_on: date
    ends_on: date | None = None
    theme: str = ""
    minutes_per_hour: int = 60
    parent: Programme | None = None
    goals: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()


def may_adopt_draft(viewer: Viewer, review: Review) -> Answer:
    """The office adopts a draft of which every item is decided and every question answered."""
    answer = rules.may_decide_items(viewer, review.notice)
    if not answer:
        return answer
    waiting = len(review.to_decide) - review.decided
    if waiting:
        reason = ngettext("%(count)s item is not decided yet.", "%(count)s items are not decided yet.", waiting)
        return Denied(reason % {"count": waiting}, code="items_open", details={"count": waiting})
    if asked := len(review.open_questions):
        reason = ngettext("%(count)s question is open.", "%(count)s questions are open.", asked)
        return Denied(reason % {"count": asked}, code="questions_open", details={"count": asked})
    return Allowed()


def adopt_draft(
    *, notice: Notice, by: Person, key: UUID, frame: Frame | None = None, metrics: Mapping[int, str] | None = None
) -> Programme:
    """Make a programme of a decided draft and return it; no unit takes part yet.

    ``frame`` defaults to what the notice says of itself. ``metrics`` names, by the number of an item, the metric that
    counts a demand which no rule here maps. Posts ``notices.programme_adopted`` from the programme's record. Raises
    `Refusal`: ``items_open``, ``questions_open``, ``adopted``, ``unknown_metric`` and those of `create_programme`.
    """
    chosen = dict(metrics or {})
    asked = {"notice": notice.pk, "frame": frame and repr(frame), "metrics": chosen}
    with claimed(key=key, by=by, action="flows.adopt_draft", content=asked) as claim:
        if claim.is_repeat:
            return Programme.objects.get(pk=claim.answer["programme"])
        held = Notice.objects.select_for_update(of=("self",)).select_related("record__unit").get(pk=notice.pk)
        review = queries.read_review(held)
        may_adopt_draft(viewer_of(by), review).demand()
        said = frame or suggested_frame(review)
        plan = _plan(review, said, chosen)
        unit, day = held.record.unit, clock.today()
        programme = create_programme(
            record=open_record(type="notices.programme", unit=unit, title=said.short_title, on=day),
            unit=unit,
            title=said.title,
            short_title=said.short_title,
            starts_on=said.starts_on,
            ends_on=said.ends_on,
            theme=said.theme,
            is_ongoing=plan.is_ongoing,
            notice=held.record,
            parent=said.parent,
            minutes_per_hour=said.minutes_per_hour,
            goals=said.goals,
            principles=said.principles,
            phases=plan.phases,
            requirements=[requirement for _item, requirement in plan.requirements],
        )
        for new in plan.lists:
            write_list(home=programme, new=new, on=day)
        _tie(held, programme, plan)
        posting.post(
            source=programme.record,
            act="adopted",
            lines=[Line("notices.programme_adopted", unit.pk, day, 1)],
            by=by,
            key=key,
        )
        claim.answer = {"programme": programme.pk}
    return programme


def suggested_frame(review: Review) -> Frame:
    """The frame as the notice gives it: its title, its span or the dates of its phases."""
    notice = review.notice
    spans = [item.standing for item in _kept(review.items, ItemKind.PHASE)]
    starts = [day for span in spans if (day := _day(span.get("starts_on")))]
    ends = [day for span in spans if (day := _day(span.get("ends_on")))]
    start = notice.spans_from or min(starts, default=None) or clock.today()
    end = notice.spans_to or max(ends, default=None)
    return Frame(
        title=notice.title,
        short_title=short_title(notice.title),
        starts_on=start,
        ends_on=end if end and end >= start else None,
        theme=theme_in(notice.text),
        goals=tuple(goals_in(notice.text)),
        principles=tuple(principles_in(notice.text)),
    )


def short_title(title: str) -> str:
    """The name in quotation marks with what it is (“连心”集中学习教育活动), else the title's beginning."""
    found = _SHORT.search(title)
    return (found.group() if found else title)[:40]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a draft becomes: phases in order, each requirement with its item, and what is owed by a day."""

    is_ongoing: bool
    phases: list[NewPhase]
    phase_items: list[DraftItem]
    step_items: list[list[DraftItem]]
    requirements: list[tuple[DraftItem, NewRequirement]]
    deadlines: list[DraftItem]
    lists: list[NewList]


def _plan(review: Review, frame: Frame, metrics: Mapping[int, str]) -> _Plan:
    all_phases = [item for item in review.items if item.kind == ItemKind.PHASE]
    kept = _kept(review.items, ItemKind.PHASE)
    # items name a phase by its place in the draft; struck phases leave a gap, and what they held is the programme's
    place = {all_phases.index(item) + 1: number for number, item in enumerate(kept, start=1)}
    steps = [(place.get(int(item.standing.get("phase") or 0), 0), item) for item in _kept(review.items, ItemKind.STEP)]
    # a step that names no phase begins the first: it is not lost
    inner = [[step for number, step in steps if max(number, 1) == at] for at in range(1, max(len(kept), 1) + 1)]
    # a condition that names no phase holds for leaving the last
    gates = [
        (place.get(int(item.standing.get("phase") or 0), len(kept)), item)
        for item in _kept(review.items, ItemKind.CONDITION)
    ]
    phases = [
        _phase(item, stepped, [gate for number, gate in gates if number == at])
        for at, (item, stepped) in enumerate(zip(kept, inner, strict=False), start=1)
    ]
    is_ongoing = not phases and any(asked.answer == ONGOING.code for asked in review.asked)
    if not phases and not is_ongoing:
        phases = [NewPhase(frame.short_title, frame.starts_on, frame.ends_on, _new_steps(inner[0]))]
    requirements = [
        (item, made)
        for item in _kept(review.items, ItemKind.REQUIREMENT)
        if (made := requirement_of(item, place, frame.minutes_per_hour, metrics.get(item.number, "")))
    ]
    deadlines = _kept(review.items, ItemKind.DEADLINE)
    return _Plan(
        is_ongoing,
        phases,
        kept,
        inner if phases else [],
        _each_asked_once(_shares_beside_hours(requirements)),
        deadlines,
        _lists(review),
    )


def requirement_of(
    item: DraftItem, place: Mapping[int, int], minutes_per_hour: int, metric: str = ""
) -> NewRequirement | None:
    """The requirement that an item becomes, or None when no declared metric counts what it asks.

    ``place`` maps phases of the draft to phases of the programme. Raises `Refusal` ``unknown_metric`` for a metric that
    the catalogue does not declare.
    """
    fields = item.standing
    # what came from a template knows the metric that counts it, also after its words were edited
    known = metric or (str(item.fields.get("metric") or "") if item.template else "")
    name, code = (known, "") if known else metric_for(fields, item.quote)
    if name and name not in CATALOGUE:
        raise Refusal("unknown_metric", _("No metric of this name is declared."), field="metric", metric=name)
    operator = _OPERATORS.get(fields["op"])
    if not name or operator is None:
        return None
    amount = Fraction(str(fields["amount"])) * smallest_units(CATALOGUE[name], fields, minutes_per_hour)
    return NewRequirement(
        title=str(fields["what"]),
        metric=name,
        code=code,
        operator=operator,
        numerator=amount.numerator,
        denominator=amount.denominator,
        phase=place.get(int(fields.get("phase") or 0), 0),
        audience=tuple(fields.get("audience") or ()),
        exempt=tuple(fields.get("exempt") or ()),
        quote=item.quote,
        quote_start=item.start if item.quote else None,
        template=item.template,
    )


def metric_for(fields: Mapping[str, Any], quote: str) -> tuple[str, str]:
    """(metric, code) that counts what a demand measures; ('', '') when none is declared for it.

    What is held (sessions, lectures, meetings) is counted only where the notice says for whom: a training class of one
    body is nobody else's duty.
    """
    measure = fields["measure"]
    is_addressed = bool(fields.get("audience")) or addresses_members(quote)
    if measure in (Measure.SESSIONS, Measure.LECTURES, Measure.MEETINGS) and not is_addressed:
        return "", ""
    if measure == Measure.SESSIONS:
        per_member = addresses_members(quote) and not fields.get("audience")
        return ("sessions_attended" if per_member else "sessions_held"), ""
    if measure == Measure.MEETINGS:
        return ("mobilisations_held", "") if _MOBILISATION.search(quote) else ("sessions_held", "meeting")
    names = {
        Measure.STUDY_HOURS.value: "study_minutes",
        Measure.GROUP_STUDY_SHARE.value: "group_share",
        Measure.ESSAYS.value: "essays_reviewed",
        Measure.LECTURES.value: "lectures_held",
    }
    return names.get(measure, ""), ""


def _shares_beside_hours(
    requirements: list[tuple[DraftItem, NewRequirement]],
) -> list[tuple[DraftItem, NewRequirement]]:
    """A share of group study is counted against the hours of its phase, so it stands in the phase of the hours."""
    hours = {made.phase for _item, made in requirements if made.metric == "study_minutes"}
    if len(hours) != 1:
        return requirements
    (phase,) = hours
    return [(item, replace(made, phase=phase) if made.metric == "group_share" else made) for item, made in requirements]


def _each_asked_once(requirements: list[tuple[DraftItem, NewRequirement]]) -> list[tuple[DraftItem, NewRequirement]]:
    """Who is asked for more by a sentence of their own (leaders, two essays) is not asked for less beside it (R1-40)."""

    def particular(general: NewRequirement) -> set[str]:
        return {
            category
            for _item, other in requirements
            if (other.metric, other.code, other.phase) == (general.metric, general.code, general.phase)
            for category in other.audience
        }

    return [
        (item, made if made.audience else replace(made, exempt=tuple(sorted({*made.exempt, *particular(made)}))))
        for item, made in requirements
    ]


def _lists(review: Review) -> list[NewList]:
    """The named lists that were accepted, the first of each name."""
    lists: dict[str, NewList] = {}
    for item in _kept(review.items, ItemKind.NAMED_LIST):
        fields = item.standing
        items = tuple(NewItem(str(words)) for words in fields["items"])
        stated = max(int(fields.get("stated") or 0), 0)
        lists.setdefault(
            str(fields["name"]).strip(),
            NewList(
                name=str(fields["name"]),
                items=items,
                use=str(item.fields.get("use") or ListUse.CONTENT.value),
                speaks_to=str(item.fields.get("speaks_to") or ListFor.EVERYBODY.value),
                stated=max(stated, len(items)) if stated else 0,
                quote=item.quote,
                template=item.template,
            ),
        )
    return list(lists.values())


def _phase(item: DraftItem, steps: Sequence[DraftItem], gates: Sequence[DraftItem]) -> NewPhase:
    fields = item.standing
    return NewPhase(
        name=str(fields["name"]),
        starts_on=_day(fields.get("starts_on")),
        ends_on=_day(fields.get("ends_on")),
        steps=_new_steps(steps),
        quote=item.quote,
        quote_start=item.start,
        conditions=tuple(NewCondition(str(gate.standing["what"]), gate.quote, gate.template) for gate in gates),
        is_consolidation=bool(item.fields.get("is_consolidation")),
    )


def _new_steps(steps: Sequence[DraftItem]) -> tuple[NewStep, ...]:
    said = [step.standing for step in steps]
    return tuple(NewStep(str(s["name"]), _day(s.get("starts_on")), _day(s.get("ends_on"))) for s in said)


def _tie(notice: Notice, programme: Programme, plan: _Plan) -> None:
    """Tell each item what it became."""
    phases = list(programme.phases.filter(is_routine=False, is_preparation=False).order_by("number"))
    for item, phase in zip(plan.phase_items, phases, strict=False):
        item.phase = phase
    stepped: list[DraftItem] = []
    for items, phase in zip(plan.step_items, phases, strict=False):
        for item, step in zip(items, phase.steps.order_by("number"), strict=True):
            item.step = step
            stepped.append(item)
    rows = list(programme.requirements.order_by("number"))
    for (item, _new), requirement in zip(plan.requirements, rows, strict=True):
        item.requirement = requirement
    deadlines = [item for item in plan.deadlines if item.standing["due_on"]]
    for item in deadlines:
        _open_duty(notice, programme, item)
    made = [*plan.phase_items, *stepped, *(item for item, _new in plan.requirements), *deadlines]
    notices.mark_adopted(notice=notice, programme=programme, made=made)


def _open_duty(notice: Notice, programme: Programme, item: DraftItem) -> None:
    """A deadline with a day becomes a duty of the unit that adopts, about a record that leads to the sentence."""
    unit, day = notice.record.unit, clock.today()
    item.record = open_record(type="notices.item", unit=unit, title=str(item.standing["what"]), on=day)
    open_unit_duty(
        kind=DEADLINE,
        record=item.record,
        unit=unit,
        programme=programme,
        opened_on=day,
        due_on=date.fromisoformat(item.standing["due_on"]),
    )


def _kept(items: Sequence[DraftItem], kind: ItemKind) -> list[DraftItem]:
    return [item for item in items if item.kind == kind and item.state in KEPT]


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


class FrameForm(KeyedForm):
    """The sheet on which people adopt a draft, filled with what the notice says of itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    short_title = forms.CharField(label=_("Short title, as pages show it"), max_length=40)
    theme = forms.CharField(label=_("Theme"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("Starts on"), widget=DayInput())
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=DayInput())
    minutes_per_hour = forms.TypedChoiceField(
        label=_("A study hour has"), coerce=int, choices=[(60, _("60 minutes")), (45, _("45 minutes"))], initial=60
    )
    parent = forms.ModelChoiceField(
        label=_("Part of the programme"), queryset=Programme.objects.none(), required=False, empty_label=_("none")
    )
    goals = forms.CharField(label=_("Goals, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    principles = forms.CharField(
        label=_("Principles, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, viewer: Viewer, review: Review, **more: Any) -> None:
        super().__init__(*args, **more)
        above = review.notice.record.unit.ancestor_paths
        parents = queries.programmes_for(viewer).filter(unit__tree=review.notice.record.unit.tree, unit__path__in=above)
        cast(forms.ModelChoiceField[Programme], self.fields["parent"]).queryset = parents
        self.uncounted = uncounted_items(review)
        for item in self.uncounted:
            self.fields[f"metric_{item.number}"] = forms.ChoiceField(
                label=_("Item %(number)s: %(line)s") % {"number": item.number, "line": line_of(item)},
                required=False,
                choices=[("", _("counted by no metric: it stays as its sentence")), *choices_for(item.standing)],
            )

    def frame(self) -> Frame:
        """What was said, as the flow takes it."""
        said = self.cleaned_data
        return Frame(
            title=said["title"],
            short_title=said["short_title"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            theme=said["theme"],
            minutes_per_hour=said["minutes_per_hour"],
            parent=said["parent"],
            goals=_texts(said["goals"]),
            principles=_texts(said["principles"]),
        )

    def metrics(self) -> dict[int, str]:
        """Item → the metric that was chosen for it."""
        chosen = ((item.number, self.cleaned_data[f"metric_{item.number}"]) for item in self.uncounted)
        return {number: metric for number, metric in chosen if metric}


def uncounted_items(review: Review) -> list[DraftItem]:
    """Accepted demands that no rule here maps to a metric."""
    rows = _kept(review.items, ItemKind.REQUIREMENT)
    return [
        item
        for item in rows
        if item.standing["op"] in _OPERATORS and not item.template and not metric_for(item.standing, item.quote)[0]
    ]


@signed_in
@require_safe
def button(request: Asked, record: int) -> HttpResponseBase:
    """The button that a notice's page takes in: adopt, or why not yet, or the way to the programme."""
    review = queries.review_of(request.viewer, record)
    answer = may_adopt_draft(request.viewer, review)
    reason = answer.reason if isinstance(answer, Denied) else ""
    page = {"notice": review.notice, "reason": reason, "is_office": _is_office(request.viewer, review.notice)}
    return render(request, "flows/adopt_button.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Asked, record: int) -> HttpResponseBase:
    """Say what the notice does not, see what will be counted, and adopt."""
    review = queries.review_of(request.viewer, record)
    notice = review.notice
    if notice.programme and request.method != "POST":
        return redirect("notices:programme", notice.programme.record_id)
    answer = may_adopt_draft(request.viewer, review)
    if not _is_office(request.viewer, notice):
        answer.demand()
    data = request.POST if request.method == "POST" else None
    form = FrameForm(data, initial=_initial(suggested_frame(review)), viewer=request.viewer, review=review)
    if data is not None:
        answer.demand()
        if form.is_valid():
            try:
                programme = adopt_draft(
                    notice=notice,
                    frame=form.frame(),
                    metrics=form.metrics(),
                    by=request.viewer.person,
                    key=form.cleaned_data["key"],
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                toasts.say(request, str(_("The programme is adopted and booked. Now say which units take part.")))
                return redirect("notices:programme", programme.record_id)
    page = {
        "form": form,
        "notice": notice,
        "reason": answer.reason if isinstance(answer, Denied) else "",
        "counted": _counted(review),
        "against": findings_in([item for item in review.items if item.state in KEPT]),
        "sentences": sum(item.state in KEPT for item in review.to_decide),
    }
    return render(request, "flows/adopt_draft.html", page, status=422 if form.errors else 200)


def _is_office(viewer: Viewer, notice: Notice) -> bool:
    """Whether the button is the viewer's at all; others read the draft without it."""
    return bool(rules.may_receive_notice(viewer, notice.record.unit))


def _initial(frame: Frame) -> dict[str, Any]:
    return {
        "title": frame.title,
        "short_title": frame.short_title,
        "theme": frame.theme,
        "starts_on": frame.starts_on,
        "ends_on": frame.ends_on,
        "minutes_per_hour": frame.minutes_per_hour,
        "goals": "\n".join(frame.goals),
        "principles": "\n".join(frame.principles),
    }


def _counted(review: Review) -> list[tuple[DraftItem, str, str]]:
    """(item, its line, the words of the metric that will count it)."""
    rows = []
    for item in _kept(review.items, ItemKind.REQUIREMENT):
        name = str(item.fields.get("metric") or "") if item.template else metric_for(item.standing, item.quote)[0]
        if name and item.standing["op"] in _OPERATORS:
            rows.append((item, line_of(item), str(CATALOGUE[name].words)))
    return rows


def _texts(lines: str) -> tuple[str, ...]:
    return tuple(line.strip()[:200] for line in lines.splitlines() if line.strip())
