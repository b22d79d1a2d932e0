"""Sheets of directives: which units are given a sentence as a task, and which task carries a directive out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput


class GiveForm(KeyedForm):
    """To which units a sentence is given, and by when they carry it out."""

    to = forms.ChoiceField(label=_("Units that carry it out"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Or this unit only"), queryset=Unit.objects.none(), required=False, empty_label=_("none")
    )
    due_on = forms.DateField(label=_("Due on"), widget=DayInput())

    def __init__(self, *args: Any, units: Sequence[Unit], due_on: date | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = list(units)
        of_kind = {kind: [unit for unit in units if unit.kind == kind] for kind in UnitKind}
        self.groups = {"all": self.units} | {kind.value: found for kind, found in of_kind.items() if found}
        labels = {"all": _("All units taking part that have no task of it")} | {
            kind.value: _("Every %(kind)s") % {"kind": kind.label} for kind in UnitKind
        }
        to = cast(forms.ChoiceField, self.fields["to"])
        to.choices = [
            (name, gettext("%(name)s (%(number)s)") % {"name": labels[name], "number": len(found)})
            for name, found in self.groups.items()
        ]
        to.initial = "all"
        one = cast(forms.ModelChoiceField[Unit], self.fields["unit"])
        one.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("tree", "code")
        if due_on and due_on >= clock.today():
            self.fields["due_on"].initial = due_on

    def chosen(self) -> list[Unit]:
        """The units that were meant: the one, else those of the group."""
        said = self.cleaned_data
        return [said["unit"]] if said["unit"] else self.groups[said["to"]]


class LinkForm(KeyedForm):
    """Which of a unit's own records carries a directive out."""

    task = forms.ModelChoiceField(
        label=_("Task or record of the unit"), queryset=Record.objects.none(), empty_label="—"
    )

    def __init__(self, *args: Any, records: Sequence[Record], **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ModelChoiceField[Record], self.fields["task"])
        choice.queryset = Record.objects.filter(pk__in=[one.pk for one in records]).order_by("-on", "-pk")
