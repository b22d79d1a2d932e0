"""Forms of curriculum. Each carries the key of its act, made when the form was drawn, so that sending it twice counts once."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.materials.choosing import materials_field
from taizhang.ground.materials.kinds import MaterialKind, Priority
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.curriculum.kinds import Concern

COMMENT = re.compile(r"c(\d{1,12})")
TICK = re.compile(r"(\d{1,12})-(\d{1,12})")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, picked with the device's own calendar."""
    return forms.DateField(label=label, widget=DayInput(), **options)


class MaterialForm(KeyedForm):
    """One material: what it is, who issued it, how much weight it has."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=pgettext_lazy("material", "Kind"), choices=MaterialKind.choices)
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)
    doc_number = forms.CharField(label=_("Document number"), max_length=80, required=False)
    priority = forms.ChoiceField(label=_("Weight"), choices=Priority.choices, initial=Priority.KEY)
    is_must = forms.BooleanField(label=_("Everyone finishes it (must item)"), required=False)
    for_all_staff = forms.BooleanField(label=_("For all staff, not only members"), required=False)
    due_on = day_field(_("To be read by"), required=False)


class VersionForm(KeyedForm):
    """The version of a law that comes into force."""

    label = forms.CharField(label=_("Version"), help_text=_("For example: amended in 2018"), max_length=80)
    from_on = day_field(_("In force from"))


class TopicForm(KeyedForm):
    """A topic and the texts it rests on."""

    name = forms.CharField(label=_("Topic"), max_length=120)

    def __init__(self, *args: Any, programme: Programme, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texts"] = materials_field([programme], unit)
        self.fields["texts"].label = _("Texts it rests on")
        self.fields["texts"].help_text = _("They are read before its seminar.")


class TicksForm(KeyedForm):
    """Ticks ``<material>-<person>`` of what was read, with one day."""

    on = day_field(_("Read on"), initial=clock.today)

    @property
    def ticked(self) -> list[tuple[int, int]]:
        """(material, person) of each tick."""
        sent = self.data.getlist("read") if isinstance(self.data, QueryDict) else []
        return [(int(found[1]), int(found[2])) for one in sent if (found := TICK.fullmatch(one))]


class NoteForm(KeyedForm):
    """A study note: its text, or the word that it is on paper. No length is asked."""

    title = forms.CharField(label=_("What it is about, in one line"), max_length=120)
    text = forms.CharField(label=_("Note"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 8}))
    is_on_paper = forms.BooleanField(label=_("It is on paper"), required=False)
    on = day_field(_("Day"), initial=clock.today)


class LooksForm(KeyedForm):
    """Whose notes of a week were looked at: ticks ``looked``, comments ``c<person>``; ``all`` ticks everybody."""

    @property
    def looked(self) -> set[int]:
        """The persons ticked."""
        sent = self.data.getlist("looked") if isinstance(self.data, QueryDict) else []
        return {number for one in sent if (number := number_in(one))}

    @property
    def comments(self) -> dict[int, str]:
        """person → comment, where there is one."""
        found = {}
        for name in self.data:
            if (said := COMMENT.fullmatch(name)) and str(self.data[name]).strip():
                found[int(said[1])] = str(self.data[name])[:300]
        return found


class CheckForm(KeyedForm):
    """A group's check: ticks ``checked`` and ``passed``, the day, a remark."""

    on = day_field(_("Day"), initial=clock.today)
    remarks = forms.CharField(
        label=_("Remarks"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def ticked(self, name: str) -> set[int]:
        """The persons ticked under a name."""
        sent = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        return {number for one in sent if (number := number_in(one))}


class ConcernForm(KeyedForm):
    """A concern about one member's study, with the help that was agreed."""

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(
            Person.objects.filter(pk__in=[one.pk for one in people]).order_by("code"),
            label=_("Member"),
            empty_label="—",
        )
        self.fields["concern"] = forms.ChoiceField(
            label=_("What was noticed"), choices=Concern.choices, widget=forms.RadioSelect
        )
        self.fields["help"] = forms.CharField(label=_("What helps"), max_length=300)


class GapForm(KeyedForm):
    """What one lacks beside an exemplar, for oneself; left empty, the note is erased."""

    words = forms.CharField(
        label=_("My own note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
