"""Forms of contact points. Each carries the key of its act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.kinds import REASONS
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.contact_points.actions import MOST_PROBLEMS
from taizhang.work.contact_points.queries import leaders_of, units_of

# Why a visit or a problem is stated anew; the other reasons of the ledger are of other acts.
WHY = ("wrong_date", "wrong_person", "not_held", "noted_wrongly", "objection")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person by name and roster number, since two may bear one name."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} {obj.code}"


class AssignForm(KeyedForm):
    """Which leader is assigned to which unit."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"] = PersonChoice(leaders_of(programme), label=_("Leader"), empty_label="—")
        self.fields["unit"] = forms.ModelChoiceField(
            units_of(programme), label=pgettext_lazy("unit", "Contact point"), empty_label="—"
        )


class VisitForm(KeyedForm):
    """A visit: its day, what was seen, each problem found on a line of its own."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    words = forms.CharField(
        label=_("What was seen, in a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    problems = forms.CharField(
        label=_("Problems found, one a line"),
        max_length=MOST_PROBLEMS * 202,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Each becomes a problem of the unit, open until it says what was done. Leave it empty for none."),
    )

    def clean_problems(self) -> list[str]:
        """The lines with something on them; a line that is too long is named."""
        lines = [line.strip() for line in self.cleaned_data["problems"].splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            if len(line) > 200:
                words = {"number": number, "length": len(line)}
                raise forms.ValidationError(
                    _("Line %(number)s has %(length)s characters; 200 is the most."), params=words
                )
        return lines


class RestateVisitForm(KeyedForm):
    """A visit stated anew."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    words = forms.CharField(
        label=_("What was seen, in a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.ChoiceField(
        label=_("Reason of the correction"), choices=lambda: [(code, str(REASONS[code])) for code in WHY]
    )


class SettleForm(KeyedForm):
    """What was done about a problem."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    words = forms.CharField(
        label=_("What was done, in a sentence"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
