"""Forms of knowledge contests. Each carries the key of its act."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.kinds import REASONS_TO_RESTATE
from taizhang.lib import clock
from taizhang.lib.tables import Row
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.contests.kinds import MOST_QUESTIONS, QuestionKind
from taizhang.work.contests.models import Question


class ContestForm(KeyedForm):
    """A contest: what it is called, when, how many questions a paper has."""

    title = forms.CharField(label=pgettext_lazy("contest", "Title"), max_length=200)
    from_on = forms.DateField(label=_("First day"), widget=DayInput(), initial=clock.today)
    to_on = forms.DateField(label=_("Last day"), widget=DayInput(), initial=clock.today)
    questions_asked = forms.IntegerField(
        label=_("Questions on a paper"), min_value=1, max_value=MOST_QUESTIONS, initial=20
    )
    minutes_hint = forms.IntegerField(
        label=_("Minutes a paper takes, as a hint"), min_value=1, max_value=300, required=False
    )

    def __init__(self, *args: Any, programmes: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [programme.pk for programme in programmes]
        self.fields["programme"] = forms.ModelChoiceField(
            Programme.objects.filter(pk__in=found).order_by("-starts_on"),
            label=_("Programme"),
            required=False,
            empty_label=_("No programme"),
            widget=forms.Select if found else forms.HiddenInput,
        )


class TeamForm(KeyedForm):
    """The people of a team, from the roll."""

    def __init__(self, *args: Any, people: Iterable[Person], named: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {person.pk: person for person in people}
        self.known = known
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label=_("Members of the team"),
            choices=[(person.pk, person.name) for person in known.values()],
            coerce=lambda value: known[int(value)],
            initial=list(named),
            widget=forms.CheckboxSelectMultiple,
        )


class AnswerForm(KeyedForm):
    """All questions of a paper on one form; what is left empty is unanswered."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = []
        for place, one in enumerate(questions, start=1):
            self.numbers.append(one.pk)
            label = f"{place}. {one.text}"
            choices = [(letter, f"{letter}. {words}") for letter, words in one.choices]
            if one.kind == QuestionKind.MULTIPLE:
                self.fields[f"q{one.pk}"] = forms.MultipleChoiceField(
                    label=label,
                    help_text=_("More than one can be right."),
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
            else:
                self.fields[f"q{one.pk}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, widget=forms.RadioSelect
                )

    @property
    def given(self) -> dict[int, str]:
        """Question number → letters, of a valid form."""
        return {number: "".join(self.cleaned_data[f"q{number}"]) for number in self.numbers}


class PaperForm(KeyedForm):
    """A team's right answers on paper."""

    right = forms.IntegerField(
        label=_("Right answers of the team on paper"),
        help_text=_("Empty where the team has none after all."),
        min_value=0,
        max_value=30_000,
        required=False,
    )


class CloseForm(KeyedForm):
    """The winners, named by the organiser."""

    def __init__(self, *args: Any, teams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["winners"] = forms.TypedMultipleChoiceField(
            label=_("Winners"),
            choices=list(teams),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class RestateForm(CloseForm):
    """The closing stated anew: winners, day, and why."""

    on = forms.DateField(label=_("Held on"), widget=DayInput())
    reason = forms.ChoiceField(
        label=_("Reason of the correction"),
        choices=lambda: [
            ("", _("Choose a reason")),
            *((code, str(words)) for code, words in REASONS_TO_RESTATE.items()),
        ],
    )
    words = forms.CharField(
        label=_("In a sentence, if it helps"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("key", "winners", "on", "reason", "words"))


class BankForm(KeyedForm):
    """A table of questions."""

    file = forms.FileField(label=_("Table (xlsx or csv)"), max_length=200)


class RowsForm(KeyedForm):
    """The rows of a checked table, sent back to be checked again and written."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def clean_rows(self) -> list[Row]:
        """(row number, cells) as they were read from the file."""
        try:
            read = json.loads(self.cleaned_data["rows"])
            rows = [(int(number), tuple(str(cell) for cell in cells)) for number, cells in read]
        except (ValueError, TypeError) as error:
            raise forms.ValidationError(_("This sheet is damaged. Load it again.")) from error
        if any("\0" in cell for _number, cells in rows for cell in cells):
            raise forms.ValidationError(_("This sheet is damaged. Load it again."))
        return rows
