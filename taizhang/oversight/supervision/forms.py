"""Forms of supervision. Each carries the key of its act, made when the form was drawn."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.lib import clock
from taizhang.oversight.supervision.kinds import Help, Of, Quality
from taizhang.oversight.supervision.models import Sample
from taizhang.oversight.supervision.queries import papers_of
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput


class SampleForm(KeyedForm):
    """What to draw from, and how many; to the seed the seal of the ledger over the publication is added."""

    of = forms.ChoiceField(label=_("Drawn of"), choices=Of.choices)
    from_on = forms.DateField(
        label=pgettext_lazy("sample", "From"), widget=DayInput(), initial=lambda: clock.today() - timedelta(days=60)
    )
    to_on = forms.DateField(label=pgettext_lazy("sample", "To"), widget=DayInput(), initial=clock.today)
    size = forms.IntegerField(
        label=_("How many"),
        help_text=_("0 takes all of them: a full review."),
        min_value=0,
        max_value=100,
        initial=5,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    seed = forms.CharField(
        label=_("Seed"),
        help_text=_(
            "May stay empty. The seal of the ledger over the publication is added to it, so nobody chooses what is drawn."
        ),
        required=False,
        max_length=120,
    )


class FindingForm(KeyedForm):
    """What was found of one paper or of the whole: a word from the list, a sentence, the help it points to."""

    quality = forms.ChoiceField(label=_("What was found"), choices=Quality.choices)
    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Of the paper, not of the person."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    help = forms.ChoiceField(label=_("Which help it points to"), choices=Help.choices)

    def __init__(self, *args: Any, sample: Sample, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = [
            (str(one.drawn.place), f"{one.drawn.place}. № {one.record.pk} {one.title}") for one in papers_of(sample)
        ]
        self.fields["place"] = forms.ChoiceField(
            label=_("Which paper"), choices=[("", _("The sample as a whole")), *papers], required=False
        )
        self.order_fields(("key", "place", "quality", "words", "help"))


class AnswerForm(KeyedForm):
    """What the branch makes of it."""

    words = forms.CharField(
        label=_("What the branch does about it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
