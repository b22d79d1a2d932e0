"""Forms of meetings. Each carries the key of its act, made when the form was drawn, so that sending it twice counts once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme
from taizhang.ledger.kinds import REASONS_TO_RESTATE
from taizhang.lib import clock
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import ClockInput, DayInput
from taizhang.work.meetings.kinds import Attendance, MeetingKind, Vote
from taizhang.work.meetings.lines import Count
from taizhang.work.meetings.models import Meeting, Task

AMOUNT = forms.NumberInput(attrs={"inputmode": "numeric"})


class MeetingForm(KeyedForm):
    """A meeting: what it is for, when, who leads it, and its agenda, one item a line."""

    title = forms.CharField(label=_("Title"), max_length=200)
    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=clock.today)
    starts_at = forms.TimeField(label=pgettext_lazy("meeting", "Time"), widget=ClockInput(), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=200, required=False)
    agenda = forms.CharField(
        label=_("Agenda, one item a line"),
        help_text=_("Members see it from now on."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("code")
        for name, label in (("chair", _("Chair")), ("speaker", _("Speaker"))):
            self.fields[name] = forms.ModelChoiceField(known, label=label, required=False, empty_label="—")

    def clean_agenda(self) -> list[str]:
        """The items, one a line."""
        return [line.strip() for line in self.cleaned_data["agenda"].splitlines() if line.strip()]


class PlanForm(MeetingForm):
    """A new meeting of a unit that takes part in ``programmes``; ``above`` are the superiors' meetings it may carry down."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingKind.choices)

    def __init__(
        self, *args: Any, programmes: Iterable[Programme], above: Iterable[Meeting] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = [programme.pk for programme in programmes]
        self.fields["programmes"] = forms.ModelMultipleChoiceField(
            Programme.objects.filter(pk__in=found),
            label=_("Counts for"),
            required=False,
            initial=found,
            widget=forms.CheckboxSelectMultiple if len(found) > 1 else forms.MultipleHiddenInput,
        )
        upper = [meeting.pk for meeting in above]
        self.fields["follows"] = forms.ModelChoiceField(
            Meeting.objects.filter(pk__in=upper).order_by("-on"),
            label=_("Carries down"),
            required=False,
            empty_label="—",
            widget=forms.Select if upper else forms.HiddenInput,
        )
        self.order_fields(("key", "kind", "title", "on", "starts_at", "place", "chair", "speaker", "follows"))


class SelfLookForm(KeyedForm):
    """What one person found in themself, one problem a line."""

    problems = forms.CharField(
        label=_("Problems, one a line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class HeldForm(KeyedForm):
    """What is said of a meeting as a whole: its day, who came by category, minutes, the agreed conclusion of a phase."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    leaders = forms.IntegerField(label=Attendance.LEADERS.label, min_value=0, required=False, widget=AMOUNT)
    heads = forms.IntegerField(label=Attendance.HEADS.label, min_value=0, required=False, widget=AMOUNT)
    cadres = forms.IntegerField(label=Attendance.CADRES.label, min_value=0, required=False, widget=AMOUNT)
    members = forms.IntegerField(label=Attendance.MEMBERS.label, min_value=0, required=False, widget=AMOUNT)
    others = forms.IntegerField(label=Attendance.OTHERS.label, min_value=0, required=False, widget=AMOUNT)
    minutes = forms.CharField(
        label=pgettext_lazy("meeting", "Minutes"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    conclusion = forms.CharField(
        label=_("Conclusion agreed for the phase"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, phases: Iterable[Phase], restated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concludes"] = forms.ModelChoiceField(
            Phase.objects.filter(pk__in=[phase.pk for phase in phases]),
            label=pgettext_lazy("meeting", "Phase"),
            required=False,
            empty_label="—",
        )
        if restated:
            reasons = [("", _("Choose a reason")), *((code, str(words)) for code, words in REASONS_TO_RESTATE.items())]
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)
            self.fields["reason"] = forms.ChoiceField(label=_("Reason of the correction"), choices=lambda: reasons)
            self.fields["words"] = forms.CharField(
                label=_("In your own words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def attending(self) -> dict[str, int]:
        """How many of each category, those that were given."""
        return {
            category.value: self.cleaned_data[category.value]
            for category in Attendance
            if self.cleaned_data.get(category.value)
        }

    def counted(self) -> list[forms.BoundField]:
        """The fields of the categories, for the page."""
        return [self[category.value] for category in Attendance]


class DecisionForm(forms.Form):
    """One agenda item: what was decided, and the totals of a vote where one was held; either all or none of them."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.CharField(label=pgettext_lazy("meeting", "Decision"), max_length=400, required=False)
    due = forms.IntegerField(label=Vote.DUE.label, min_value=0, required=False, widget=AMOUNT)
    present = forms.IntegerField(label=Vote.PRESENT.label, min_value=0, required=False, widget=AMOUNT)
    votes_for = forms.IntegerField(label=Vote.FOR.label, min_value=0, required=False, widget=AMOUNT)
    against = forms.IntegerField(label=Vote.AGAINST.label, min_value=0, required=False, widget=AMOUNT)
    abstained = forms.IntegerField(label=Vote.ABSTAINED.label, min_value=0, required=False, widget=AMOUNT)

    VOTES = ("due", "present", "votes_for", "against", "abstained")

    @property
    def count(self) -> Count | None:
        """The totals of the vote, or None where nothing was voted on."""
        given = [self.cleaned_data.get(name) for name in self.VOTES]
        if all(one is None for one in given[2:]):
            return None
        return Count(*(one or 0 for one in given))

    def votes(self) -> list[forms.BoundField]:
        """The fields of the vote, for the page."""
        return [self[name] for name in self.VOTES]


class ProgressForm(forms.Form):
    """What the minutes say of one open task."""

    task = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.CharField(label=_("Progress since the last meeting"), max_length=300, required=False)


DecisionFormSet = forms.formset_factory(DecisionForm, extra=0)
ProgressFormSet = forms.formset_factory(ProgressForm, extra=0)


class TaskForm(KeyedForm):
    """A task of a meeting: what, whose, by when. An owner is a unit (``u12``) or one of its people (``p34``)."""

    text = forms.CharField(label=_("What is to be done"), max_length=200)
    due_on = forms.DateField(label=_("By"), widget=DayInput())

    def __init__(self, *args: Any, units: Sequence[Unit], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {f"u{unit.pk}": unit for unit in units}
        self.people = {f"p{person.pk}": person for person in people}
        choices: list[Any] = [(_("Units"), [(value, unit.name) for value, unit in self.units.items()])]
        if people:
            choices.append((_("People"), [(value, person.name) for value, person in self.people.items()]))
        self.fields["owner"] = forms.ChoiceField(label=_("Owner"), choices=choices)
        self.order_fields(("key", "text", "owner", "due_on"))

    def owner(self, host: Unit) -> dict[str, Any]:
        """The unit that owes it, and the person where it is one."""
        value = self.cleaned_data["owner"]
        if value in self.people:
            return {"unit": host, "person": self.people[value]}
        return {"unit": self.units[value]}


class DoneForm(KeyedForm):
    """A task is done."""

    on = forms.DateField(label=_("Done on"), widget=DayInput(), initial=clock.today)
    words = forms.CharField(
        label=_("In one line, what came of it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(KeyedForm):
    """Why something booked is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a reason")), *((code, str(words)) for code, words in REASONS_TO_RESTATE.items())]
        self.fields["reason"] = forms.ChoiceField(label=_("Reason of the correction"), choices=lambda: choices)


class SpeakersForm(KeyedForm):
    """Which units speak at an exchange meeting."""

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = forms.ModelMultipleChoiceField(
            Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("code"),
            label=_("Units that speak"),
            widget=forms.CheckboxSelectMultiple,
        )


class SpeechForm(KeyedForm):
    """The text of a speech."""

    text = forms.CharField(label=_("Text"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 14}))


class CycleForm(KeyedForm):
    """How often units meet."""

    kind = forms.ChoiceField(
        label=_("Kind of meeting"), choices=MeetingKind.choices, initial=MeetingKind.CONSOLIDATION.value
    )
    every_days = forms.IntegerField(label=_("Every so many days"), min_value=1, max_value=366, initial=15)
    grace_days = forms.IntegerField(label=_("Days of grace"), min_value=0, max_value=366, initial=3)
    from_on = forms.DateField(label=_("From"), widget=DayInput(), initial=clock.today)


def meeting_initial(meeting: Meeting) -> dict[str, object]:
    """What a form about a meeting starts with."""
    return {
        "title": meeting.title,
        "on": meeting.on,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "purpose": meeting.purpose,
        "chair": meeting.chair_id,
        "speaker": meeting.speaker_id,
        "agenda": "\n".join(item.text for item in meeting.agenda.all()),
    }


def decisions_initial(meeting: Meeting) -> list[dict[str, object]]:
    """The agenda with what was decided so far."""
    return [
        {
            "number": item.number,
            "decision": item.decision,
            "due": item.due,
            "present": item.present,
            "votes_for": item.votes_for,
            "against": item.votes_against,
            "abstained": item.abstained,
        }
        for item in meeting.agenda.all()
    ]


def progress_initial(meeting: Meeting, tasks: Iterable[Task]) -> list[dict[str, object]]:
    """Each open task, with what these minutes say of it already."""
    said = dict(meeting.progress.values_list("task", "said"))
    return [{"task": task.pk, "said": said.get(task.pk, "")} for task in tasks]
