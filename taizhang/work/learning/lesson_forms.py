"""Forms of lessons at home."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.materials.models import Material
from taizhang.ground.materials.queries import materials_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.ui import formats
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.learning.kinds import LessonCategory
from taizhang.work.learning.models import Session
from taizhang.work.learning.times_forms import member_field


class AskLessonForm(KeyedForm):
    """As whom one wishes the lesson; that is all that is asked."""

    category = forms.ChoiceField(
        label=_("As whom, if you like"),
        choices=LessonCategory.choices,
        initial=LessonCategory.UNSAID.value,
        widget=forms.RadioSelect,
    )


class PlanLessonForm(KeyedForm):
    """Who brings a lesson to whom, when and on what."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    material = forms.CharField(
        label=_("What is studied, in words"),
        help_text=_("Only where it is not listed."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = member_field(unit)
        self.fields["deliverer"] = member_field(unit)
        self.fields["deliverer"].label = _("Brought by")
        listed = [one.pk for one in materials_of(programmes_of(unit), unit)]
        self.fields["text"] = forms.ModelChoiceField(
            Material.objects.filter(pk__in=listed).order_by("-is_must", "pk"),
            label=_("Listed text"),
            required=False,
            empty_label=_("Other, in words"),
            widget=forms.Select if listed else forms.HiddenInput,
        )
        self.order_fields(["key", "person", "deliverer", "on", "text", "material"])


class MissedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A session the member missed."""

    def label_from_instance(self, obj: Session) -> str:
        """Its day and topic."""
        return f"{formats.day(obj.on)} {obj.topic}"


class HoldLessonForm(KeyedForm):
    """When it was held, how long, and what it makes up."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=24 * 60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, missed: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["makes_up"] = MissedChoice(
            Session.objects.filter(pk__in=[session.pk for session in missed]).order_by("on", "pk"),
            label=_("Makes up"),
            required=False,
            empty_label=pgettext_lazy("home lesson", "No missed session"),
            widget=forms.Select if missed else forms.HiddenInput,
        )
