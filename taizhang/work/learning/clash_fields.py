"""The two fields that nobody sees until a session is planned outside working hours: which busy time, or a sentence (R1-64)."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Occasion
from taizhang.ground.calendar.queries import occasions_of
from taizhang.ground.organisations.models import Unit
from taizhang.lib import clock
from taizhang.ui import formats
from taizhang.work.learning.actions.agreeing import clash_words
from taizhang.work.learning.models import OutOfHours, Session

CLASH_FIELDS = ("business", "clash")
BACK = timedelta(days=60)


class BusinessChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A busy time of the unit, shown by name and days."""

    def label_from_instance(self, obj: Occasion) -> str:
        """Its name, and from when to when."""
        days = formats.day(obj.starts_on)
        return (
            f"{obj.title}  {days}"
            if obj.ends_on == obj.starts_on
            else f"{obj.title}  {days}–{formats.day(obj.ends_on)}"
        )


def add_clash(form: forms.Form, unit: Unit) -> None:
    """Add the fields, hidden unless they were filled before."""
    rows = occasions_of(unit, kind=OccasionKind.BUSINESS, from_on=clock.today() - BACK)
    form.fields["business"] = BusinessChoice(
        rows,
        label=_("Work that clashes"),
        required=False,
        widget=forms.HiddenInput,
        empty_label=pgettext_lazy("work that clashes", "None of the noted busy times"),
    )
    form.fields["clash"] = forms.CharField(
        label=_("The clash in a sentence"), max_length=200, required=False, widget=forms.HiddenInput
    )
    asked = form.data if form.is_bound else form.initial
    if any(asked.get(name) for name in CLASH_FIELDS):
        ask_clash(form)


def clash_initial(session: Session) -> dict[str, object]:
    """What the fields start with for a session that lies outside working hours already."""
    outside = OutOfHours.objects.filter(session=session).first()
    if outside is None:
        return {}
    return {
        "business": Occasion.objects.filter(record=outside.business_id).first(),
        "clash": clash_words(session),
    }


def ask_clash(form: forms.Form) -> None:
    """Show the fields; the choice only where a busy time is noted."""
    choice = form.fields["business"]
    if isinstance(choice, forms.ModelChoiceField) and choice.queryset is not None and choice.queryset.exists():
        choice.widget = forms.Select()
        choice.widget.choices = choice.choices
    form.fields["clash"].widget = forms.TextInput()
