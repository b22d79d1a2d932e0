"""Sheets of notices: taking one in, and the keys that every act carries."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind
from taizhang.work.notices.models import Notice, Part


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as a list; none is an empty list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file for itself."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [forms.FileField.clean(self, one, initial) for one in given]


class IntakeForm(KeyedForm):
    """A notice pasted or as a file, for one of the units whose office the viewer is."""

    unit = forms.ModelChoiceField(label=_("For unit"), queryset=Unit.objects.none())
    text = forms.CharField(
        label=_("Text of the notice"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "voice"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("docx, doc, pdf, xlsx, text or a saved web page, up to 20 MB. You can also drop a file here."),
    )
    annexes = FilesField(
        label=_("Annexes"),
        required=False,
        allow_empty_file=True,
        help_text=_("Timetables, lists, the plan that the notice prints. A timetable becomes steps of the programme."),
    )
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ModelChoiceField[Unit], self.fields["unit"])
        own = [grant.unit for grant in viewer.grants if grant.role == RoleKind.OFFICE]
        choice.queryset = Unit.objects.filter(pk__in=own, closed_on__isnull=True).order_by("tree", "code")
        if len(own) == 1:
            choice.initial = own[0]
            choice.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """There is a text or a file, not both."""
        cleaned = super().clean() or {}
        has_text, has_file = bool((cleaned.get("text") or "").strip()), cleaned.get("file") is not None
        if has_text and has_file:
            raise forms.ValidationError(_("Paste the text or choose a file, not both."), code="both")
        if not has_text and not has_file:
            self.add_error("text", forms.ValidationError(_("Paste the text or choose a file."), code="empty"))
        return cleaned


class AnnexField(forms.ModelChoiceField[Part]):
    """One of the annexes of a notice."""

    def label_from_instance(self, obj: Part) -> str:
        """Its number and the name of its file."""
        return _("Annex %(number)s: %(name)s") % {"number": obj.number, "name": obj.name}


class AnnexForm(KeyedForm):
    """An annex that came later, or a changed one in the place of an earlier."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("docx, doc, pdf, xlsx, xls, csv or text")
    )
    replaces = AnnexField(
        label=_("In the place of"), queryset=Part.objects.none(), required=False, empty_label=_("none: a further annex")
    )

    def __init__(self, *args: Any, notice: Notice, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ModelChoiceField[Part], self.fields["replaces"])
        choice.queryset = notice.parts.filter(number__gt=0, replaced_by__isnull=True)
        if choice.queryset.count() == 1:
            choice.initial = choice.queryset.get()


class AddItemForm(KeyedForm):
    """What the reading missed: first its kind and its sentence, then the fields of that kind."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in DECIDED_KINDS],
        initial=ItemKind.REQUIREMENT,
    )
    quote = forms.CharField(
        label=_("Its sentence, copied from the notice"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ExtendForm(KeyedForm):
    """A later reference date of a phase, with its reason."""

    ends_on = forms.DateField(label=_("New reference date"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=200)
