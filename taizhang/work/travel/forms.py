"""Forms of leaders' travel. Each carries the key of its act."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.travel.kinds import TripKind, TripReason


def words_field(label: Any) -> forms.CharField:
    """Words beside a decision; they stay with the request and can be erased."""
    return forms.CharField(label=label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(KeyedForm):
    """A request: for whom where the secretary enters it, what kind, which of the listed reasons, which days."""

    kind = forms.ChoiceField(label=_("Kind of travel"), choices=TripKind.choices)
    reason = forms.ChoiceField(label=_("Listed reason"), choices=TripReason.choices, widget=forms.RadioSelect)
    from_on = forms.DateField(label=_("Departure"), widget=DayInput())
    to_on = forms.DateField(label=_("Return"), widget=DayInput())
    words = words_field(_("What for, in one line"))

    def __init__(self, *args: Any, people: Iterable[Person], programmes: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [person.pk for person in people]
        self.fields["person"] = forms.ModelChoiceField(
            Person.objects.filter(pk__in=known).order_by("code"),
            label=_("Leader"),
            empty_label=None,
            initial=known[0] if known else None,
            widget=forms.Select if len(known) > 1 else forms.HiddenInput,
        )
        found = [programme.pk for programme in programmes]
        self.fields["programme"] = forms.ModelChoiceField(
            Programme.objects.filter(pk__in=found).order_by("-starts_on"),
            label=_("Programme"),
            empty_label=None,
            initial=found[0] if found else None,
            widget=forms.Select if len(found) > 1 else forms.HiddenInput,
        )
        self.order_fields(("key", "programme", "person", "kind", "reason", "from_on", "to_on", "words"))


class ConsentForm(KeyedForm):
    """The office's written opinion."""

    consented = forms.TypedChoiceField(
        label=_("Written opinion"),
        choices=[("yes", _("Consent")), ("no", _("No consent"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    signed_on = forms.DateField(label=_("Day on the paper"), widget=DayInput(), initial=clock.today)
    words = words_field(_("Opinion"))


class DecideForm(KeyedForm):
    """The approval of the head above."""

    approved = forms.TypedChoiceField(
        label=pgettext_lazy("travel", "Decision"),
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = words_field(_("Opinion"))


class ReturnForm(KeyedForm):
    """Back on a day."""

    on = forms.DateField(label=_("Back on"), widget=DayInput(), initial=clock.today)


class RestrictForm(KeyedForm):
    """Which kinds of travel are restricted."""

    kinds = forms.MultipleChoiceField(
        label=_("Restricted for leaders"),
        choices=TripKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
