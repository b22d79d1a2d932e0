"""Forms of documents. Each carries the key of its act, made when the form was drawn, so that sending it twice counts once."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.documents import queries
from taizhang.work.documents.actions import NewDocument
from taizhang.work.documents.kinds import DocumentKind, TaskKind
from taizhang.work.documents.models import Document, Series


class SeriesForm(KeyedForm):
    """A new series of numbers of one of the viewer's units."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    code = forms.CharField(
        label=_("Code of the issuer"), max_length=24, help_text=_("It stands before the year: 临教组办〔2026〕6号")
    )
    issuer = forms.CharField(label=_("Issuing body"), max_length=80)
    mark = forms.CharField(label=_("Words of the red head"), max_length=40)

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        own = [grant.unit for grant in viewer.grants if grant.role == RoleKind.OFFICE]
        choice = cast(forms.ModelChoiceField[Unit], self.fields["unit"])
        choice.queryset = Unit.objects.filter(pk__in=own, closed_on__isnull=True).order_by("tree", "code")
        if len(own) == 1:
            choice.initial = own[0]
            choice.widget = forms.HiddenInput()


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list of files, empty when none was chosen."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class _RecordChoices(forms.ModelMultipleChoiceField[Record]):
    def label_from_instance(self, obj: Record) -> str:
        """The title of what is cited, as it is cited."""
        return f"《{obj.title}》"


class DocumentForm(KeyedForm):
    """An official document before it is issued."""

    series = forms.ModelChoiceField(
        label=pgettext_lazy("of documents", "Series"), queryset=Series.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(label=pgettext_lazy("of a document", "Kind"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    addressee = forms.CharField(label=_("Addressed to"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=60_000,
        help_text=_("A line for each paragraph. Headings begin with 一、 or （一）."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "voice"}),
    )
    cites = _RecordChoices(
        label=_("Founded on"), queryset=Record.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    citations = forms.CharField(
        label=_("Founded on other papers, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    annexes = ManyFilesField(label=_("Annexes"), required=False, help_text=_("Files, up to 20 MB each."))
    programme = forms.ModelChoiceField(
        label=_("About the campaign"), queryset=Programme.objects.none(), required=False, empty_label=_("none")
    )
    valid_from = forms.DateField(label=_("Holds from"), required=False, widget=DayInput())
    valid_to = forms.DateField(
        label=_("Holds to"), required=False, widget=DayInput(), help_text=_("For a holiday or another range of days.")
    )
    copies_to = forms.CharField(label=_("Copies to"), max_length=200, required=False)

    def __init__(self, *args: Any, viewer: Viewer, document: Document | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        series = queries.series_for(viewer)
        cast(forms.ModelChoiceField[Series], self.fields["series"]).queryset = series
        if document is None and (first := series.first()):
            self.fields["series"].initial = first.pk
        cites = queries.citable_for(viewer, besides=document.record_id if document else 0)
        wanted = [basis.record_id for basis in document.bases.all() if basis.record_id] if document else []
        wanted += [number for one in self.initial.get("cites", ()) if (number := number_in(str(one)))]
        shown = {*cites.values_list("pk", flat=True)[: queries.MOST_CITABLE], *wanted}
        cast(forms.ModelMultipleChoiceField[Record], self.fields["cites"]).queryset = cites.filter(pk__in=shown)
        if not shown:
            del self.fields["cites"]
        cast(forms.ModelChoiceField[Programme], self.fields["programme"]).queryset = queries.programmes_for(viewer)

    def new_document(self) -> NewDocument:
        """What the sheet says, as the action takes it."""
        said = self.cleaned_data
        return NewDocument(
            series=said["series"],
            kind=said["kind"],
            title=said["title"],
            addressee=said["addressee"],
            text=said["text"],
            copies_to=said["copies_to"],
            programme=said["programme"],
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
            cites=tuple(said.get("cites") or ()),
            citations=tuple(said["citations"].splitlines()),
        )


def document_initial(document: Document) -> dict[str, Any]:
    """What the sheet of a draft starts with."""
    bases = list(document.bases.all())
    names = ("kind", "title", "addressee", "text", "copies_to", "valid_from", "valid_to")
    return {name: getattr(document, name) for name in names} | {
        "series": document.series_id,
        "programme": document.programme_id,
        "cites": [basis.record_id for basis in bases if basis.record_id],
        "citations": "\n".join(basis.citation for basis in bases if not basis.record_id),
    }


class TaskForm(KeyedForm):
    """One thing that a document adds, eases or pauses."""

    kind = forms.ChoiceField(
        label=_("What it does"), choices=TaskKind.choices, widget=forms.RadioSelect, initial=TaskKind.ADD
    )
    what = forms.CharField(label=_("What the units are to do, or what is eased"), max_length=200, required=False)
    requirement = forms.ModelChoiceField(
        label=_("About the requirement"), queryset=Requirement.objects.none(), required=False, empty_label=_("none")
    )
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput())

    def __init__(self, *args: Any, document: Document, **more: Any) -> None:
        super().__init__(*args, **more)
        if document.programme is None:
            del self.fields["requirement"]
            return
        rows = Requirement.objects.filter(programme=document.programme, superseded_by__isnull=True).order_by("number")
        cast(forms.ModelChoiceField[Requirement], self.fields["requirement"]).queryset = rows


class IssueForm(KeyedForm):
    """The day on which a document is issued."""

    on = forms.DateField(label=_("Date of the document"), widget=DayInput(), initial=clock.today)


class SendForm(KeyedForm):
    """To whom a document is sent, by when they confirm, and what reading and doing it is thought to cost each of them."""

    to = forms.ChoiceField(label=_("Send to"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Receipt by"), required=False, widget=DayInput())

    def __init__(self, *args: Any, audiences: Sequence[queries.Audience], **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ChoiceField, self.fields["to"])
        choice.choices = [
            (one.value, _("%(name)s (%(number)s)") % {"name": one.label, "number": len(one.units)}) for one in audiences
        ]
        if audiences:
            choice.initial = audiences[0].value


class RevokeForm(KeyedForm):
    """Why a document is revoked."""

    words = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def uploads(form: DocumentForm) -> list[Any]:
    """The annexes that came with a sheet."""
    return list(form.cleaned_data.get("annexes") or ())
