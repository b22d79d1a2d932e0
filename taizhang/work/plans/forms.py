"""Forms of plans. Each carries the key of its act, made when the form was drawn, so that sending it twice counts once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import ListItem, Programme
from taizhang.ledger.kinds import REASONS_TO_RESTATE
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import ClockInput, DayInput
from taizhang.work.plans.actions import NewItem
from taizhang.work.plans.checks import Demand
from taizhang.work.plans.kinds import GROUPS, Audience, CheckResult, EventKind, Method, Mode

NUMERIC = {"inputmode": "numeric"}


class FrameForm(KeyedForm):
    """What the plan is for, and what it asks of each member."""

    task = forms.CharField(label=_("Task"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    asks = forms.CharField(
        label=_("What is asked of each member"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    notes = forms.IntegerField(
        label=_("Study notes, how many each"),
        min_value=0,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs=NUMERIC),
    )
    essays = forms.IntegerField(
        label=_("Reflection essays, how many each"),
        min_value=0,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs=NUMERIC),
    )


class ItemForm(KeyedForm):
    """One item of a study plan. What is behind the fold is needed by few: groups, other programmes, a requirement."""

    content = forms.CharField(label=pgettext_lazy("plan", "Content"), max_length=200, required=False)
    from_on = forms.DateField(label=_("Day, or first day"), widget=DayInput(), required=False)
    to_on = forms.DateField(
        label=_("Last day"), help_text=_("Left empty: that one day."), widget=DayInput(), required=False
    )
    minutes = forms.IntegerField(
        label=_("Minutes of each member"),
        min_value=0,
        max_value=30_000,
        required=False,
        widget=forms.NumberInput(attrs=NUMERIC | {"step": "30"}),
    )
    mode = forms.ChoiceField(label=_("Together or alone"), choices=Mode.choices)
    method = forms.ChoiceField(label=pgettext_lazy("plan", "How"), choices=Method.choices)

    def __init__(
        self, *args: Any, demands: Sequence[Demand] = (), others: Iterable[Programme] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"] = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
        for group in GROUPS:
            self.fields[f"way_{group.value}"] = forms.ChoiceField(
                label=group.label,
                choices=[("", pgettext_lazy("method", "As the others")), *Method.choices],
                required=False,
            )
        if demands:
            served = [(0, pgettext_lazy("requirement", "None")), *((one.number, one.title) for one in demands)]
            self.fields["serves"] = forms.TypedChoiceField(
                label=_("Serves the requirement"), choices=served, coerce=int, required=False, empty_value=None
            )
        programmes = [programme.pk for programme in others]
        if programmes:
            self.fields["programmes"] = forms.ModelMultipleChoiceField(
                Programme.objects.filter(pk__in=programmes),
                label=_("Counts for these too"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def ways(self) -> list[Any]:
        """The fields of groups that do it otherwise."""
        return [self[f"way_{group.value}"] for group in GROUPS]

    @property
    def rare(self) -> list[Any]:
        """The other fields behind the fold."""
        return [self[name] for name in ("audience", "serves", "programmes") if name in self.fields]

    @property
    def usual(self) -> list[Any]:
        """The fields that every item needs."""
        return [self[name] for name in ("content", "from_on", "to_on", "minutes", "mode", "method")]

    def said(self) -> NewItem:
        """What was filled in."""
        given = self.cleaned_data
        return NewItem(
            from_on=given["from_on"],
            to_on=given["to_on"],
            content=given["content"],
            minutes=given["minutes"] or 0,
            method=given["method"],
            mode=given["mode"],
            audience=given["audience"],
            serves=given.get("serves") or 0,
            programmes=list(given.get("programmes") or ()),
            methods={group.value: given[f"way_{group.value}"] for group in GROUPS if given[f"way_{group.value}"]},
        )


class ActionForm(KeyedForm):
    """One action of a plan for themed practice: for which item of the list, what, by when, who answers for it."""

    content = forms.CharField(label=_("What is done"), max_length=200, required=False)
    to_on = forms.DateField(label=_("Done by"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, items: Iterable[ListItem], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list_item"] = forms.ModelChoiceField(
            ListItem.objects.filter(pk__in=[item.pk for item in items]), label=_("Item of the list"), empty_label=None
        )
        self.fields["list_item"].label_from_instance = lambda one: f"{one.number}. {one.text}"  # type: ignore[attr-defined]
        self.fields["owner"] = forms.ModelChoiceField(
            Person.objects.filter(pk__in=[person.pk for person in people]).order_by("code"),
            label=_("Who answers for it"),
            required=False,
            empty_label="",
        )
        self.fields["owner"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]
        self.order_fields(["key", "list_item", "content", "owner", "to_on"])

    @property
    def usual(self) -> list[Any]:
        """All fields."""
        return [self[name] for name in ("list_item", "content", "owner", "to_on")]

    def said(self) -> NewItem:
        """What was filled in."""
        given = self.cleaned_data
        return NewItem(
            to_on=given["to_on"], content=given["content"], list_item=given["list_item"], owner=given["owner"]
        )


class DecisionForm(KeyedForm):
    """Approve, or send back with a comment."""

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("Needed when it goes back; the unit reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EventForm(KeyedForm):
    """A busy time of the unit: what, and when."""

    title = forms.CharField(label=_("What keeps the unit busy"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices)
    starts_on = forms.DateField(label=_("Day, or first day"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"), help_text=_("Left empty: that one day."), widget=DayInput(), required=False
    )


class WorkingTimeForm(KeyedForm):
    """When the unit works, and how far study keeps from its business."""

    days = forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=WEEKDAYS.items(), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens_at = forms.TimeField(label=pgettext_lazy("working time", "From"), widget=ClockInput())
    closes_at = forms.TimeField(label=pgettext_lazy("working time", "To"), widget=ClockInput())
    days_apart = forms.IntegerField(
        label=_("Days between study and business"),
        help_text=_("A session nearer than this to a busy time is flagged."),
        min_value=0,
        max_value=30,
        widget=forms.NumberInput(attrs=NUMERIC),
    )


class CheckForm(KeyedForm):
    """One look at planned self-study."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    result = forms.ChoiceField(label=_("What was found"), choices=CheckResult.choices, widget=forms.RadioSelect)


class RestateCheckForm(KeyedForm):
    """A look stated anew, with the reason."""

    result = forms.ChoiceField(label=_("What was found"), choices=CheckResult.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [("", _("Choose a reason")), *((code, str(words)) for code, words in REASONS_TO_RESTATE.items())]
        self.fields["reason"] = forms.ChoiceField(label=_("Reason of the correction"), choices=lambda: reasons)


class TieForm(KeyedForm):
    """A task of the campaign and one of the business that go together."""

    task = forms.CharField(label=_("Task of the campaign"), max_length=120)
    business = forms.CharField(label=_("Task of the business"), max_length=120)
    joining_point = forms.CharField(
        label=_("Where they join"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    deployed_on = forms.DateField(label=_("Deployed together on"), widget=DayInput(), initial=clock.today)
    pushed_on = forms.DateField(label=_("Pushed together on"), widget=DayInput())
    assessed_on = forms.DateField(label=_("Assessed together on"), widget=DayInput())
