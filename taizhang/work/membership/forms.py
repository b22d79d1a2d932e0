"""Forms of keeping in touch and of taking in. Each carries the key of its act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import members_of
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.membership.actions import Paper
from taizhang.work.membership.kinds import SOUGHT, Cycle, RoutineKind, StepKind
from taizhang.work.membership.models import Report
from taizhang.work.membership.queries import roots

MOST_BYTES = 10 * 1024 * 1024


def branch_people(unit: Unit) -> Any:
    """The people on the roll of a branch, in roster order."""
    known = members_of(unit, on=clock.today()).values("person")
    return Person.objects.filter(pk__in=known).order_by("code")


class AttemptForm(KeyedForm):
    """One attempt: how, when, with what result, one line."""

    method = forms.ChoiceField(
        label=pgettext_lazy("contact", "Way"),
        choices=[(one.value, one.label) for one in SOUGHT],
        initial=SOUGHT[0].value,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    is_reached = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", pgettext_lazy("contact", "Reached")), ("no", pgettext_lazy("contact", "Not reached"))],
        initial="no",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In one line"), max_length=300, required=False)


class ReportForm(KeyedForm):
    """What somebody out of contact writes. A field that people do not see catches machines that fill in everything."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    branch = forms.CharField(
        label=_("Your branch or unit"), max_length=120, required=False, help_text=_("As far as you remember it.")
    )
    reach = forms.CharField(
        label=_("How you can be reached"), max_length=120, help_text=_("A telephone number or a postal address.")
    )
    words = forms.CharField(label=_("What you want to say, in one line"), max_length=300, required=False)
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = roots()
        self.fields["unit"] = forms.ModelChoiceField(
            Unit.objects.filter(pk__in=[unit.pk for unit in found]).order_by("code"),
            label=_("To which organisation"),
            empty_label=None,
            initial=found[0] if found else None,
            widget=forms.Select if len(found) > 1 else forms.HiddenInput,
        )
        self.order_fields(("key", "unit", "name", "branch", "reach", "words", "website"))


class PassForm(KeyedForm):
    """To which branch a report is passed."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beneath = Unit.objects.filter(tree=report.unit.tree, path__startswith=report.unit.path, closed_on__isnull=True)
        self.fields["unit"] = forms.ModelChoiceField(beneath.order_by("code"), label=_("Branch"), empty_label="—")


class MeetForm(KeyedForm):
    """Who of the roll it was, and when."""

    on = forms.DateField(label=_("Contact made on"), widget=DayInput(), initial=clock.today)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(
            branch_people(unit), label=_("Member on the roll"), empty_label="—"
        )
        self.order_fields(("key", "person", "on"))


class RoutineForm(KeyedForm):
    """What comes round, how often, from when, and who sees to it."""

    kind = forms.ChoiceField(label=_("Routine work"), choices=RoutineKind.choices, widget=forms.RadioSelect)
    cycle = forms.ChoiceField(label=_("How often"), choices=Cycle.choices, initial=Cycle.MONTHLY.value)
    first_on = forms.DateField(label=_("First due on"), widget=DayInput(), initial=clock.today)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ModelChoiceField(
            branch_people(unit), label=_("Who sees to it"), required=False, empty_label="—"
        )


class DoneForm(KeyedForm):
    """Done on a day."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)


class StepForm(KeyedForm):
    """The day of a step, with a document."""

    step = forms.ChoiceField(label=_("Step"), choices=StepKind.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    paper = forms.FileField(label=_("Document"), required=False, help_text=_("Up to 10 MB."))

    def clean_paper(self) -> Paper | None:
        """The document as its name and content."""
        held = self.cleaned_data["paper"]
        if not held:
            return None
        if held.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return Paper(held.name, held.read())
