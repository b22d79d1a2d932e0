"""Sheets of a supplementary notice: which programme it changes, an edit of one change, the adoption."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.flows.change_requirement import unit_of
from taizhang.ground.programmes.models import Operator, Programme, Requirement
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.changes.kinds import Subject
from taizhang.work.changes.models import Change
from taizhang.work.notices.fields import AmountField


class CompareForm(KeyedForm):
    """Which running programme a notice changes."""

    programme = forms.ModelChoiceField(
        label=_("The campaign it changes"),
        queryset=Programme.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, programmes: Sequence[Programme], **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ModelChoiceField[Programme], self.fields["programme"])
        choice.queryset = Programme.objects.filter(pk__in=[one.pk for one in programmes]).order_by("-starts_on", "-pk")


class EditForm(KeyedForm):
    """One change in other words or with another amount or day; its sentence stays as it is."""

    title = forms.CharField(label=_("What is asked"), max_length=120)
    operator = forms.ChoiceField(label=_("Condition"), choices=Operator.choices)
    amount = AmountField(label=_("Quantity"), max_length=30)
    phase = forms.TypedChoiceField(label=_("In phase"), coerce=int)
    due = forms.DateField(label=_("Day"), widget=DayInput())

    def __init__(self, data: Any = None, *, change: Change) -> None:
        super().__init__(data, initial=_initial(change))
        self.change = change
        wanted = {
            Subject.REQUIREMENT.value: {"title", "operator", "amount", "phase"},
            Subject.DEADLINE.value: {"title", "due"},
            Subject.PHASE.value: {"due"},
            Subject.SENTENCE.value: {"title"},
        }[change.subject]
        if change.requirement is not None:
            wanted -= {"phase"}
        for name in ("title", "operator", "amount", "phase", "due"):
            if name not in wanted:
                del self.fields[name]
        if "phase" in self.fields:
            phases = change.change_set.programme.phases.filter(is_routine=False, is_preparation=False).order_by(
                "number"
            )
            cast(forms.ChoiceField, self.fields["phase"]).choices = [
                (0, _("the whole programme")),
                *((phase.number, phase.name) for phase in phases),
            ]

    def as_fields(self) -> dict[str, Any]:
        """What was said, in the shape in which a change keeps it."""
        said, subject = self.cleaned_data, self.change.subject
        if subject == Subject.PHASE:
            return {"ends_on": said["due"].isoformat()}
        if subject == Subject.DEADLINE:
            return {"what": said["title"], "due_on": said["due"].isoformat()}
        if subject == Subject.SENTENCE:
            return {"what": said["title"]}
        threshold = Fraction(said["amount"]) * _unit_of(self.change)
        fields = {
            "title": said["title"],
            "operator": said["operator"],
            "numerator": threshold.numerator,
            "denominator": threshold.denominator,
        }
        return fields | ({"phase": said["phase"]} if "phase" in said else {})


class AdoptForm(KeyedForm):
    """By when the units concerned confirm the changes, and revise their plans."""

    receipts_due_on = forms.DateField(label=_("Receipt by"), required=False, widget=DayInput())
    plans_due_on = forms.DateField(
        label=_("Plans revised by"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty: no plan is asked for anew."),
    )


def _unit_of(change: Change) -> int:
    held = Requirement(programme=change.change_set.programme, metric=str(change.standing["metric"]))
    return unit_of(held)


def _initial(change: Change) -> dict[str, Any]:
    fields = change.standing
    day = fields.get("ends_on") or fields.get("due_on")
    initial: dict[str, Any] = {"title": fields.get("title") or fields.get("what") or ""}
    if day:
        initial["due"] = date.fromisoformat(str(day))
    if change.subject == Subject.REQUIREMENT:
        shown = Fraction(int(fields["numerator"]), int(fields["denominator"])) / _unit_of(change)
        initial |= {"operator": fields["operator"], "amount": str(shown), "phase": fields["phase"]}
    return initial
