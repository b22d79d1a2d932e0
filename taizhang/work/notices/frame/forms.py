"""Sheets of a programme's frame: few fields, lists as lines."""

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.ground.programmes.models import ListFor, ListItem, ListUse, NamedList, Phase, Programme
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.notices.fields import NamesField

_DIGITS = "一二三四五六七八九"
_NAME_NUMBERS = re.compile(r"[一二三四五六七八九两兩\d]+(?:[加十][一二三四五六七八九])?")


def stated_in(name: str) -> int:
    """How many items the name of a list says it has: 二三五 ten, 四加一 five, 五卡 five; 0 when it does not say.

    >>> stated_in("二三五"), stated_in("四加一专题"), stated_in("五送"), stated_in("工作重点")
    (10, 5, 5, 0)
    """
    found = _NAME_NUMBERS.search(name)
    if found is None:
        return 0
    return sum(_DIGITS.find(digit.replace("两", "二").replace("兩", "二")) + 1 for digit in found.group())


def items_in(lines: str) -> tuple[NewItem, ...]:
    """The items of a sheet: one a line; a line that ends with a colon is the heading of those below it."""
    items, heading = [], ""
    for line in lines.splitlines():
        words = line.strip()
        if words.endswith(("：", ":")):
            heading = words.rstrip("：: ")[:40]
        elif words:
            items.append(NewItem(words[:200], heading))
    return tuple(items)


def lines_of(named: NamedList) -> str:
    """A list as its sheet shows it."""
    lines, heading = [], ""
    for item in named.items.all():
        if item.heading != heading:
            heading = item.heading
            lines.append(f"{heading}：")
        lines.append(item.text)
    return "\n".join(lines)


class ListSheet(KeyedForm):
    """A named list with its items."""

    name = forms.CharField(label=pgettext_lazy("of a list", "Name"), max_length=40)
    use = forms.ChoiceField(label=_("What it is for"), choices=ListUse.choices, initial=ListUse.CONTENT)
    speaks_to = forms.ChoiceField(label=_("Whom it speaks to"), choices=ListFor.choices, initial=ListFor.EVERYBODY)
    stated = forms.IntegerField(
        label=_("How many items it says it has"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=_("Left empty, the number is taken from the name, as far as it says one."),
    )
    items = forms.CharField(
        label=_("Its items, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line that ends with a colon heads the lines below it. Leave out what is not known."),
    )

    def new_list(self, quote: str = "", template: str = "") -> NewList:
        """What was said, as the act takes it."""
        said = self.cleaned_data
        stated = said["stated"]
        return NewList(
            name=said["name"],
            items=items_in(said["items"]),
            use=said["use"],
            speaks_to=said["speaks_to"],
            stated=stated_in(said["name"]) if stated is None else stated,
            quote=quote,
            template=template,
        )


class AimsSheet(KeyedForm):
    """Theme, goals and principles."""

    theme = forms.CharField(label=_("Theme"), max_length=200, required=False)
    goals = forms.CharField(label=_("Goals, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    principles = forms.CharField(
        label=_("Principles, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class TaskSheet(KeyedForm):
    """A task under a field of work."""

    area = forms.ModelChoiceField(label=_("Field of work"), queryset=ListItem.objects.none(), empty_label="—")
    text = forms.CharField(label=_("Task"), max_length=200)
    lead = NamesField(label=_("Lead unit"))
    support = NamesField(label=_("Cooperating units"), required=False)

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        areas = ListItem.objects.filter(
            named_list__programme=programme, named_list__use=ListUse.AREAS, named_list__superseded_by=None
        )
        cast(forms.ModelChoiceField[ListItem], self.fields["area"]).queryset = areas.select_related("named_list")


class ConsolidationSheet(KeyedForm):
    """The phase after the last stage."""

    name = forms.CharField(label=pgettext_lazy("of a phase", "Name"), max_length=80)
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(label=_("To"), widget=DayInput(), help_text=_("Two to three months are usual."))


class CompletionSheet(KeyedForm):
    """Whether the main part is done."""

    is_done = forms.TypedChoiceField(
        label=_("The main part of the programme"),
        choices=[("yes", _("is done: consolidation may begin")), ("no", _("is not done yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    result = forms.CharField(
        label=_("What the assessment found"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class ActivitySheet(KeyedForm):
    """A themed activity for an occasion."""

    title = forms.CharField(label=_("Title"), max_length=120)
    occasion = forms.CharField(label=_("Occasion"), max_length=80)
    phase = forms.ModelChoiceField(label=_("In phase"), queryset=Phase.objects.none(), empty_label=None)
    on = forms.DateField(label=_("Day"), widget=DayInput())

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        phases = programme.phases.filter(is_routine=False, is_preparation=False).order_by("number")
        cast(forms.ModelChoiceField[Phase], self.fields["phase"]).queryset = phases


class KeyPointsSheet(KeyedForm):
    """Key points of one of the viewer's units for a year."""

    unit = forms.ModelChoiceField(label=_("For unit"), queryset=Unit.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, units: list[int], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ModelChoiceField[Unit], self.fields["unit"])
        choice.queryset = Unit.objects.filter(pk__in=units, closed_on__isnull=True).order_by("tree", "code")
        years = cast(forms.TypedChoiceField, self.fields["year"])
        years.choices = [(year, str(year)) for year in range(today.year - 1, today.year + 2)]
        years.initial = today.year
