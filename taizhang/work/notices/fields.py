"""The fields of each kind of item, as a form: what an edit may hold, and how it is kept as plain values.

Kept shapes: dates as ISO text, quantities as the text of a fraction (``40``, ``2/3``; a share is a part of one), lists
of names and categories as lists, ``phase`` as the number of the phase in the draft (0: the whole programme).
"""

import re
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import CENSUS, Category
from taizhang.lib.chinese.numerals import parse_number, parse_part
from taizhang.ui.widgets import DayInput
from taizhang.work.notices.kinds import SHARES, Bound, ItemKind, Measure
from taizhang.work.notices.recurrences import code_of, in_words

_AUDIENCES = [
    (Category.LEADER.value, Category.LEADER.label),
    (Category.FLOATING.value, Category.FLOATING.label),
    *((category.value, category.label) for category in CENSUS),
    *((kind.value, kind.label) for kind in (UnitKind.BRANCH, UnitKind.GENERAL_BRANCH, UnitKind.COMMITTEE)),
]
_EXEMPT = [(c.value, c.label) for c in (Category.CANNOT_WRITE, Category.FLOATING, Category.OUT_OF_CONTACT)]


def read_amount(text: str) -> Fraction | None:
    """A quantity as people write it: 40, 2/3, 三分之二, 66.7%, 一百二十; None for anything else or below zero."""
    written = text.strip().replace("％", "%").replace("／", "/")
    if written.endswith("%"):
        found = parse_number(written[:-1].strip())
        return found / 100 if found is not None else None
    if re.fullmatch(r"\d{1,9}/[1-9]\d{0,8}", written):
        return Fraction(written)
    return parse_part(written) or parse_number(written)


class AmountField(forms.CharField):
    """A quantity, kept as the text of a fraction."""

    def clean(self, value: Any) -> str:
        """``三分之二`` and ``2/3`` give ``2/3``; what is no quantity is refused."""
        text = super().clean(value)
        found = read_amount(text)
        if found is None or found.denominator > 10**9 or found.numerator > 10**12:
            raise forms.ValidationError(_("Write a quantity such as 40, 2/3 or 90%."), code="no_quantity")
        return str(found)


class NamesField(forms.CharField):
    """Names of bodies, parted by 、 or a line, kept as a list."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        """A list shows as one line."""
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Empty names fall away."""
        text = super().clean(self.prepare_value(value))
        return [name.strip() for name in re.split(r"[、,，;；\n]", text) if name.strip()]


class LinesField(forms.CharField):
    """Short texts, one a line, kept as a list."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        """A list shows a line for each."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Empty lines fall away."""
        text = super().clean(self.prepare_value(value))
        return [line.strip()[:200] for line in text.splitlines() if line.strip()]


class RecurrenceField(forms.CharField):
    """How often, in words of each script; kept as its code."""

    def prepare_value(self, value: Any) -> Any:
        """A kept code shows in the words of the reader; what was typed and refused stays as typed."""
        code = code_of(str(value)) if value else None
        return in_words(code) if code else value

    def clean(self, value: Any) -> str:
        """每周五 gives its code; what says no recurrence is refused."""
        text = super().clean(value)
        code = code_of(text) if text else ""
        if code is None:
            raise forms.ValidationError(_("Write it as every Friday, every month, day 25, or every quarter."))
        return code


class ItemForm(forms.Form):
    """What all kinds share: dates are kept as ISO text."""

    template_kind: ClassVar[ItemKind]
    required_css_class = "required"

    def as_fields(self) -> dict[str, Any]:
        """The cleaned values in their kept shape."""
        return {
            name: value.isoformat() if isinstance(value, date) else "" if value is None else value
            for name, value in self.cleaned_data.items()
        }


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


def _phase() -> forms.IntegerField:
    return forms.IntegerField(label=_("In phase"), min_value=0, max_value=60, help_text=_("0: the whole programme"))


class SpanForm(ItemForm):
    """A phase: a heading with reference dates."""

    name = forms.CharField(label=pgettext_lazy("of a phase", "Name"), max_length=80)
    starts_on = _day(_("From"))
    ends_on = _day(_("To"))

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the start."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the start."))
        return cleaned


class StepForm(SpanForm):
    """A step: a heading inside a phase."""

    phase = _phase()


class RequirementForm(ItemForm):
    """A quantity that people or units are held to."""

    what = forms.CharField(label=_("What is asked"), max_length=120)
    measure = forms.ChoiceField(label=_("Measured by"), choices=Measure.choices)
    op = forms.ChoiceField(label=_("Condition"), choices=Bound.choices)
    amount = AmountField(label=_("Quantity"), max_length=30)
    unit = forms.CharField(label=_("Unit of measure"), max_length=12, required=False)
    audience = forms.MultipleChoiceField(
        label=_("Asked of"),
        choices=_AUDIENCES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everyone"),
    )
    exempt = forms.MultipleChoiceField(
        label=_("Not asked of"), choices=_EXEMPT, required=False, widget=forms.CheckboxSelectMultiple
    )
    phase = _phase()

    def clean(self) -> dict[str, Any]:
        """A share lies between nothing and all."""
        cleaned = super().clean() or {}
        amount = cleaned.get("amount")
        if amount and cleaned.get("measure") in SHARES and Fraction(amount) > 1:
            self.add_error("amount", _("A share is at most 100%: write 2/3 or 90%."))
        return cleaned


class DeadlineForm(ItemForm):
    """Something to be done by a day, or again and again."""

    what = forms.CharField(label=_("What is asked"), max_length=200)
    due_on = _day(_("Due on"))
    recurs = RecurrenceField(
        label=_("Recurs"),
        max_length=24,
        required=False,
        help_text=_("every Friday, every month, day 25, every quarter"),
    )
    phase = _phase()

    def clean(self) -> dict[str, Any]:
        """A deadline has a day or a recurrence."""
        cleaned = super().clean() or {}
        if not cleaned.get("recurs") and not cleaned.get("due_on") and not {"due_on", "recurs"} & self.errors.keys():
            self.add_error("due_on", _("A deadline needs a day or a recurrence."))
        return cleaned


class ResponsibilityForm(ItemForm):
    """Who drives a task and who helps."""

    task = forms.CharField(label=_("Task"), max_length=200)
    lead = NamesField(label=_("Lead unit"))
    support = NamesField(label=_("Cooperating units"), required=False)
    phase = _phase()


class ConditionForm(ItemForm):
    """What must hold before a unit enters the next phase."""

    what = forms.CharField(label=_("What must hold"), max_length=120)
    phase = _phase()


class ListForm(ItemForm):
    """A set of things under a number-name; it may be named without its items (R1-11)."""

    name = forms.CharField(label=pgettext_lazy("of a list", "Name"), max_length=40)
    stated = forms.IntegerField(
        label=_("How many items it says it has"), min_value=0, max_value=99, required=False, help_text=_("0: not said")
    )
    items = LinesField(label=_("Its items, one a line"), required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing said is no number stated."""
        cleaned = super().clean() or {}
        cleaned["stated"] = cleaned.get("stated") or 0
        return cleaned


FORMS: dict[str, type[ItemForm]] = {
    ItemKind.PHASE: SpanForm,
    ItemKind.STEP: StepForm,
    ItemKind.REQUIREMENT: RequirementForm,
    ItemKind.DEADLINE: DeadlineForm,
    ItemKind.RESPONSIBILITY: ResponsibilityForm,
    ItemKind.CONDITION: ConditionForm,
    ItemKind.NAMED_LIST: ListForm,
}
