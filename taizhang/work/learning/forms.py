"""Forms of learning. Each carries the key of its act, made when the form was drawn, so that sending it twice counts once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.materials.choosing import materials_field, topic_field
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.kinds import REASONS_TO_RESTATE
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import ClockInput, DayInput
from taizhang.work.learning.clash_fields import CLASH_FIELDS, add_clash, ask_clash
from taizhang.work.learning.kinds import LEAVE_CODES, PLANNED_FORMS, MakeUpForm
from taizhang.work.learning.models import Session

MARK_FIELD = re.compile(r"m(\d{1,12})")
TICK = re.compile(r"(\d{1,12})-(\d{1,12})")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, picked with the device's own calendar."""
    return forms.DateField(label=label, widget=DayInput(), **options)


def time_field(label: Any, **options: Any) -> forms.TimeField:
    """A time of day, picked with the device's own clock."""
    return forms.TimeField(label=label, widget=ClockInput(), **options)


def reason_field() -> forms.ChoiceField:
    """Why something booked is stated anew: a code of the ledger, chosen and never preset."""
    choices = [("", _("Choose a reason")), *((code, str(words)) for code, words in REASONS_TO_RESTATE.items())]
    return forms.ChoiceField(label=_("Reason of the correction"), choices=lambda: choices)


def words_field() -> forms.CharField:
    """Words beside the reason; they stay with the record and can be erased."""
    return forms.CharField(
        label=_("In your own words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def programmes_field(programmes: Iterable[Programme]) -> "forms.ModelMultipleChoiceField[Programme]":
    """The programmes something counts for; all of them, without a question, where there is nothing to choose."""
    found = [programme.pk for programme in programmes]
    return forms.ModelMultipleChoiceField(
        Programme.objects.filter(pk__in=found),
        label=_("Counts for"),
        required=False,
        initial=found,
        widget=forms.CheckboxSelectMultiple if len(found) > 1 else forms.MultipleHiddenInput,
    )


class SessionForm(KeyedForm):
    """A planned session: what, where, when; of a listed topic the name need not be typed."""

    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    on = day_field(_("Day"))
    starts_at = time_field(pgettext_lazy("session", "From"))
    ends_at = time_field(pgettext_lazy("session", "To"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    override = forms.CharField(
        label=_("Why before the common topics"), max_length=200, required=False, widget=forms.HiddenInput
    )
    field_order = (
        *("key", "form", "topic_of", "topic", "on", "starts_at", "ends_at", "business", "clash"),
        *("place", "materials", "programmes"),
    )

    def __init__(self, *args: Any, unit: Unit, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic_of"] = topic_field(programmes, unit)
        self.fields["materials"] = materials_field(programmes, unit)
        add_clash(self, unit)
        if self.is_bound and self.data.get("override"):
            self.ask_why()
        self.order_fields(self.field_order)

    def ask_why(self) -> None:
        """Show the field of the reason, which nobody sees until it is needed."""
        self.fields["override"].widget = forms.TextInput()

    def refuse(self, refusal: Refusal) -> None:
        """As every form; a session that comes before its turn shows where to say why."""
        if refusal.field == "override":
            self.ask_why()
        if refusal.field in CLASH_FIELDS:
            ask_clash(self)
        super().refuse(refusal)

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"materials": list(self.cleaned_data["materials"])}


class PlanForm(SessionForm):
    """A new session of a unit that takes part in ``programmes``."""

    form = forms.ChoiceField(label=_("Form"), choices=[(form.value, form.label) for form in PLANNED_FORMS])
    weeks = forms.TypedChoiceField(
        label=_("Repeat"),
        choices=[
            (1, _("Once")),
            *((number, _("Every week, %(number)s times") % {"number": number}) for number in (2, 4, 8, 12)),
        ],
        coerce=int,
        required=False,
    )

    def __init__(self, *args: Any, unit: Unit, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, programmes=programmes, **kwargs)
        self.fields["programmes"] = programmes_field(programmes)
        self.order_fields(self.field_order)

    @property
    def times(self) -> int:
        """How many weeks are planned at once."""
        return int(self.cleaned_data["weeks"] or 1)

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes, for each of the weeks."""
        return {name: value for name, value in super().given.items() if name != "weeks"}


class RollCallForm(KeyedForm):
    """A sheet: one mark for each person under ``m<number>``, and at most one guest being added.

    A guest is named by number and name, both as the guest tells them, so that numbers open no names.
    """

    guest_code = forms.CharField(label=_("Roster number"), max_length=32, required=False)
    guest_name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60, required=False)
    numbers = forms.CharField(
        label=_("Numbers on the sheet"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "3, 7, 12"}),
    )

    def numbered(self, most: int) -> list[int]:
        """The numbers typed from paper, 3, 7, 12; an error on the form for what is no number of this sheet."""
        said = re.split(r"[\s,，、;；.。]+", self.cleaned_data["numbers"].strip())
        wrong = [one for one in said if not (one.isascii() and one.isdigit() and 0 < int(one) <= most)]
        if wrong:
            words = {"numbers": "、".join(wrong) or "—", "most": most}
            self.add_error("numbers", _("%(numbers)s: the numbers of this sheet go from 1 to %(most)s.") % words)
            return []
        return [int(one) for one in said]

    @property
    def marks(self) -> dict[int, str]:
        """The marks as sent."""
        return marks_in(self.data)

    def find_guest(self) -> int | None:
        """The guest being added; an error on the form when there is nobody of this number and name."""
        code, name = self.cleaned_data["guest_code"].strip(), self.cleaned_data["guest_name"].strip()
        found = Person.objects.filter(code=code, name=name).first() if code and name else None
        if found is None:
            self.add_error("guest_name", _("There is no member with this number and this name."))
            return None
        return found.pk


class RestateForm(RollCallForm):
    """A sheet stated anew: day and times as they really were, with the reason."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Day"))
    starts_at = time_field(pgettext_lazy("session", "From"))
    ends_at = time_field(pgettext_lazy("session", "To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()
        self.fields["words"] = words_field()


class WithdrawForm(KeyedForm):
    """Why something booked did not take place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()
        self.fields["words"] = words_field()


class LeaveForm(KeyedForm):
    """Leave or duty; no reason is asked."""

    code = forms.ChoiceField(
        label=_("Kind of leave"),
        choices=[(code.value, code.label) for code in LEAVE_CODES],
        widget=forms.RadioSelect,
        initial=LEAVE_CODES[0].value,
    )


class SelfStudyForm(KeyedForm):
    """Self-study of a person in ``programmes``."""

    on = day_field(_("Day"), initial=clock.today)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=24 * 60, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    material = forms.CharField(label=_("What was studied"), max_length=200)

    def __init__(self, *args: Any, programmes: Iterable[Programme] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"] = programmes_field(programmes)


class RestateSelfStudyForm(KeyedForm):
    """Self-study stated anew; no minutes say that it did not take place."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Day"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("0 if it did not take place."),
        min_value=0,
        max_value=24 * 60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    material = forms.CharField(label=_("What was studied"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()
        self.fields["words"] = words_field()


class MakeUpsForm(KeyedForm):
    """Several missed sessions made up together: ticks ``<session>-<person>``, one day, one form.

    Minutes left empty mean as long as each session was.
    """

    on = day_field(pgettext_lazy("make-up", "Made up on"), initial=clock.today)
    form = forms.ChoiceField(label=_("How"), choices=MakeUpForm.choices)
    minutes = forms.IntegerField(
        label=_("Minutes each"),
        help_text=_("Left empty: as long as the session was."),
        min_value=1,
        max_value=24 * 60,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    @property
    def ticked(self) -> list[tuple[int, int]]:
        """(session, person) of each tick."""
        sent = self.data.getlist("owed") if isinstance(self.data, QueryDict) else []
        return [(int(found[1]), int(found[2])) for one in sent if (found := TICK.fullmatch(one))]


class AcceptedForm(KeyedForm):
    """For each form of making up: not accepted, accepted, or accepted when it lasts as long as the session did."""

    def __init__(self, *args: Any, accepted: Mapping[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [
            ("no", _("Not accepted")),
            ("any", _("Accepted")),
            ("whole", _("Accepted, if as long as the session")),
        ]
        for form in MakeUpForm:
            self.fields[form.value] = forms.ChoiceField(
                label=form.label,
                choices=answers,
                widget=forms.RadioSelect,
                initial={None: "no", False: "any", True: "whole"}[accepted.get(form.value)],
            )

    @property
    def accepted(self) -> dict[str, bool]:
        """Form → whether it must last as long as the session."""
        given = {form.value: self.cleaned_data[form.value] for form in MakeUpForm}
        return {form: answer == "whole" for form, answer in given.items() if answer != "no"}


class EssayForm(KeyedForm):
    """A reflection essay: its text, or the word that it is on paper."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    is_on_paper = forms.BooleanField(label=_("It is on paper"), required=False)

    def __init__(self, *args: Any, programmes: Iterable[Programme] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"] = programmes_field(programmes)


class ReviewForm(KeyedForm):
    """A yes or a no, and a comment that the author reads; a verdict given before needs the reason of the change."""

    accepted = forms.TypedChoiceField(
        label=_("Does it count?"),
        choices=[("yes", _("Yes, reviewed")), ("no", _("Send it back"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    about_unit = forms.BooleanField(label=_("Speaks of the development of the unit"), required=False)
    about_post = forms.BooleanField(label=_("Speaks of the own post"), required=False)
    own_thinking = forms.BooleanField(label=_("Own thinking, own words"), required=False)

    def __init__(self, *args: Any, was_accepted: bool = False, asks_length: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_length:
            self.fields["is_full_length"] = forms.BooleanField(
                label=_("On paper, and as long as the programme asks"), required=False
            )
        if was_accepted:
            self.fields["reason"] = reason_field()


class EssayLengthForm(KeyedForm):
    """The length that counts as full in a programme; 0 asks for none."""

    characters = forms.IntegerField(
        label=_("Characters, without spaces and punctuation"),
        help_text=_("0 asks for no length."),
        min_value=0,
        max_value=20_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    papers = forms.IntegerField(
        label=_("How many each leader writes"),
        min_value=0,
        max_value=20,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def marks_in(data: Any) -> dict[int, str]:
    """Person → mark, of everything sent under ``m<number>``."""
    return {int(found[1]): str(data[name]) for name in data if (found := MARK_FIELD.fullmatch(name))}


def session_initial(session: Session) -> dict[str, object]:
    """What a form about a session starts with."""
    return {
        "topic": session.topic,
        "on": session.on,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "place": session.place,
        "topic_of": session.topic_of_id,
        "materials": session.materials.all(),
    }
