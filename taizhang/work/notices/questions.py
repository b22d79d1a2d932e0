"""What a draft asks people before it can become a programme: doubts of the reading, and what the notice leaves open.

Doubts belong to one item; gaps belong to the whole draft and are reckoned anew from what stands decided, so they come
and go with the decisions. Only answers are kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.work.notices.kinds import SHARES, ItemKind, ItemState, Measure
from taizhang.work.notices.models import DraftItem

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its code and its words."""

    code: str
    words: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One thing people must say. Without choices it is settled only by deciding items.

    ``offer`` is what the template would put in its place, where one of the choices is to take that.
    """

    code: str
    words: Text
    choices: tuple[Choice, ...] = ()
    about: int = 0
    offer: Text = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands, with its answer (empty: open)."""

    question: Question
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return not self.answer


AS_READ = Choice("as_read", _("As it was read"))
PERCENT = Choice("percent", _("Yes, a percentage"))
NUMBER = Choice("number", _("No, a plain number"))
YEAR_AFTER = "year_after"
_DOUBTS: dict[str, tuple[Text, tuple[Choice, ...]]] = {
    "no_first_day": (
        _("Weeks are counted here from a day that the notice does not give. Edit the item and put in the day."),
        (),
    ),
    "percent_sign_lost": (_("A per cent sign seems to be missing here. Is it a percentage?"), (PERCENT, NUMBER)),
}
_ANY_DOUBT: tuple[Text, tuple[Choice, ...]] = (_("The reading is not sure about this. Is it right?"), (AS_READ,))

ONGOING = Choice("ongoing", _("It runs on without phases"))
ONE_PHASE = Choice("one_phase", _("One phase for the whole"))
NOT_ASKED = Choice("not_asked", _("Right, none is asked"))
NO_DATE = Choice("no_date", _("Leave it without a date"))


def doubt_of(item: DraftItem) -> Question | None:
    """The question that the reading raised about an item, or None."""
    if not item.question:
        return None
    words, choices = _DOUBTS.get(item.question, _ANY_DOUBT)
    due = str(item.fields.get("due_on") or "")
    if item.question == "no_year" and due:
        words = _("The sentence gives no year. Which one is meant?")
        after = Choice(YEAR_AFTER, str(int(due[:4]) + 1))
        choices = (Choice(AS_READ.code, due[:4]), after)
    return Question(item.question, words, choices, about=item.number)


def answered_fields(item: DraftItem, answer: str) -> dict[str, Any] | None:
    """The fields of an item as an answer about it puts them; None when they stay as they were read."""
    fields = dict(item.fields)
    if answer == YEAR_AFTER and fields.get("due_on"):
        due = date.fromisoformat(fields["due_on"])
        later = date(due.year + 1, due.month, 28 if (due.month, due.day) == (2, 29) else due.day)
        return fields | {"due_on": later.isoformat()}
    if answer == NUMBER.code and (fields.get("measure") in SHARES or fields.get("unit") == "%"):
        if "amount" not in fields:  # a reported figure keeps the printed number
            return fields | {"unit": ""}
        amount = Fraction(str(fields["amount"])) * 100
        return fields | {"amount": str(amount), "unit": "", "measure": Measure.COUNT.value}
    return None


def answer_words(question: Question | None, answer: str) -> str:
    """An answer as its button said it."""
    known = {choice.code: str(choice.words) for choice in (question.choices if question else ())}
    return known.get(answer, answer)


def gaps_of(items: Sequence[DraftItem], *, is_ongoing: bool = False) -> list[Question]:
    """What a programme of the items that are not struck would lack, in the order in which it matters."""
    kept = [item for item in items if item.state != ItemState.STRUCK]
    phases = [item for item in kept if item.kind == ItemKind.PHASE]
    hours = _phases_with(kept, Measure.STUDY_HOURS)
    shares = _phases_with(kept, Measure.GROUP_STUDY_SHARE)
    gaps: list[Question] = []
    if not phases:
        words = _("The notice names no phases. How does the campaign run?")
        gaps.append(Question("no_phases", words, (ONGOING, ONE_PHASE)))
    for number, phase in enumerate(phases, start=1):
        if not phase.standing.get("ends_on"):
            said = _("The notice sets no end for the phase %(name)s.") % {"name": phase.standing["name"]}
            gaps.append(Question(f"phase_without_end_{number}", said, (NO_DATE,), about=phase.number))
    if not hours and not shares:
        gaps.append(Question("no_hours", _("The notice sets no number of study hours. Is none asked?"), (NOT_ASKED,)))
    if shares and not hours:
        words = _("A share of group study needs a number of hours to be counted against. Add the hours or strike it.")
        gaps.append(Question("share_without_hours", words, about=0))
    return gaps


def _phases_with(items: Iterable[DraftItem], measure: Measure) -> list[Any]:
    return [
        item.standing.get("phase")
        for item in items
        if item.kind == ItemKind.REQUIREMENT and item.standing.get("measure") == measure
    ]
