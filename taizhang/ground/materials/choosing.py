"""Fields that let a person choose a topic or materials of the programmes that a unit takes part in."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.materials.queries import materials_of, topics_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme


class TopicChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A listed topic, shown by number and name."""

    def label_from_instance(self, obj: Topic) -> str:
        """Common topics by their number; own ones by the unit that set them."""
        return f"{obj.unit.name}：{obj.name}" if obj.unit else f"{obj.number} {obj.name}"


class MaterialChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Listed materials, must items first."""

    def label_from_instance(self, obj: Material) -> str:
        """The title, with the word that everyone finishes it."""
        return _("%(title)s (must item)") % {"title": obj.title} if obj.is_must else obj.title


def topic_field(programmes: Sequence[Programme], unit: Unit | None) -> TopicChoice:
    """One topic of the programmes, or none; hidden where none is listed."""
    topics = topics_of(programmes, unit)
    return TopicChoice(
        Topic.objects.filter(pk__in=[topic.pk for topic in topics]).select_related("unit").order_by("unit", "number"),
        label=_("Listed topic"),
        required=False,
        empty_label="—",
        widget=forms.Select if topics else forms.HiddenInput,
    )


def materials_field(programmes: Sequence[Programme], unit: Unit | None) -> MaterialChoice:
    """Any materials of the programmes; hidden where none is listed."""
    materials = materials_of(programmes, unit)
    return MaterialChoice(
        Material.objects.filter(pk__in=[material.pk for material in materials]).order_by("-is_must", "pk"),
        label=_("Materials used"),
        help_text=_("Who is there has read them."),
        required=False,
        widget=forms.CheckboxSelectMultiple if materials else forms.MultipleHiddenInput,
    )
