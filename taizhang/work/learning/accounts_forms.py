"""Forms about what was discussed at a session; which fields there are follows from its form, so that nothing idle is asked."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ui.forms import KeyedForm
from taizhang.work.learning.actions import Telling
from taizhang.work.learning.forms import reason_field
from taizhang.work.learning.kinds import SessionForm
from taizhang.work.learning.models import Expert, Session

FEN = 100


class TellForm(KeyedForm):
    """What was discussed, and what the form of the session asks beside it."""

    discussion = forms.CharField(
        label=_("What was discussed"),
        help_text=_("A few sentences: what was said, what was asked, what comes of it."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    takeaways = forms.CharField(
        label=_("What is taken back home"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    purpose = forms.CharField(label=_("Purpose of the visit"), required=False, max_length=200)
    cost = forms.DecimalField(
        label=_("Cost in yuan"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    exemplar = forms.CharField(label=_("Whose deeds"), required=False, max_length=120)

    def __init__(
        self,
        *args: Any,
        session: Session,
        lecturers: Iterable[Person],
        experts: Iterable[Expert],
        units: Iterable[Unit],
        restated: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        form = session.form
        if form == SessionForm.LECTURE:
            known = Person.objects.filter(pk__in=[person.pk for person in lecturers]).order_by("code")
            self.fields["lecturer"] = forms.ModelChoiceField(
                known, label=_("Lecturer"), required=False, empty_label="—"
            )
        listed = [expert.pk for expert in experts]
        if listed and form in (SessionForm.LECTURE, SessionForm.CLASS, SessionForm.POLICY, SessionForm.SITUATION):
            self.fields["expert"] = forms.ModelChoiceField(
                Expert.objects.filter(pk__in=listed).order_by("pk"),
                label=_("Expert from outside"),
                required=False,
                empty_label="—",
            )
        if form == SessionForm.OBSERVATION:
            near = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("code")
            self.fields["host"] = forms.ModelChoiceField(near, label=_("Unit visited"), required=False, empty_label="—")
        if form != SessionForm.FIELD_VISIT:
            del self.fields["purpose"], self.fields["cost"]
        if form not in (SessionForm.OBSERVATION, SessionForm.FIELD_VISIT):
            del self.fields["takeaways"]
        if form != SessionForm.DEED_REPORT:
            del self.fields["exemplar"]
        if restated:
            self.fields["reason"] = reason_field()
        front = (
            "key",
            "lecturer",
            "expert",
            "host",
            "purpose",
            "cost",
            "exemplar",
            "discussion",
            "takeaways",
            "reason",
        )
        self.order_fields(front)

    def telling(self, presented: dict[int, str]) -> Telling:
        """What is said, with the cost in fen."""
        given = self.cleaned_data
        yuan = given.get("cost") or Decimal(0)
        return Telling(
            discussion=given["discussion"],
            lecturer=given.get("lecturer"),
            expert=given.get("expert"),
            purpose=given.get("purpose", ""),
            cost=int((yuan * FEN).to_integral_value(ROUND_HALF_UP)),
            host=given.get("host"),
            takeaways=given.get("takeaways", ""),
            exemplar=given.get("exemplar", ""),
            presented=presented,
        )


class ExpertForm(KeyedForm):
    """An expert from outside."""

    name = forms.CharField(label=_("Name of the expert"), max_length=60)
    institution = forms.CharField(label=_("Institution"), max_length=120)
    field = forms.CharField(label=_("Field"), max_length=120, required=False)
