"""Forms about when and where people study: an absence on duty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import members_of
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput


class OwnAwayForm(KeyedForm):
    """From a day to a day; no place and no reason is asked."""

    from_on = forms.DateField(label=pgettext_lazy("away", "From"), widget=DayInput(), initial=clock.today)
    to_on = forms.DateField(label=pgettext_lazy("away", "Up to and including"), widget=DayInput())


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of a unit, by name in roster order."""

    def label_from_instance(self, obj: Person) -> str:
        """The name."""
        return obj.name


class AwayForm(OwnAwayForm):
    """The same for a member, as told to the secretary."""

    field_order = ("key", "person", "from_on", "to_on")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = member_field(unit)
        self.order_fields(self.field_order)


def member_field(unit: Unit) -> PersonChoice:
    """One of the members of a unit today."""
    members = members_of(unit, on=clock.today()).filter(kind__in=COUNTED).values("person")
    return PersonChoice(Person.objects.filter(pk__in=members).order_by("code"), label=_("Member"), empty_label="—")
