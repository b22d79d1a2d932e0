"""A question bank as a table: what the columns are called, what is wrong in which row, and the same shape out again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from taizhang.lib.tables import BadTable, Row, read_rows
from taizhang.lib.words import Words
from taizhang.lib.xlsx import Sheet, write_sheet
from taizhang.work.contests.kinds import LETTERS, QuestionKind
from taizhang.work.contests.models import Question

MOST_ROWS = 2_000
MOST_ERRORS = 200
_LANGUAGES = ("zh-hans", "zh-hant", "en")
_HEADS = {
    "kind": Words("题型", "題型", "Kind"),
    "text": Words("题目", "題目", "Question"),
    **{letter: Words(f"选项{letter}", f"選項{letter}", f"Option {letter}") for letter in LETTERS},
    "right": Words("答案", "答案", "Answer"),
    "source": Words("出处", "出處", "Source"),
}
_TRUE = {"a", "true", "yes", "对", "對", "正确", "正確", "√", "是"}
_FALSE = {"b", "false", "no", "错", "錯", "错误", "錯誤", "×", "x", "否"}
_BAD_TABLES: dict[str, str | Promise] = {
    "empty_file": gettext_lazy("The file is empty."),
    "not_a_table": gettext_lazy("This is neither an xlsx nor a csv table."),
    "unknown_encoding": gettext_lazy("The encoding of this file is unknown; save it as UTF-8."),
    "too_large": gettext_lazy("The table is too large; hand it in in parts."),
    "too_many_rows": gettext_lazy("A bank takes at most 2,000 rows at once; hand it in in parts."),
}


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """One question as it is to stand in a bank; ``right`` holds letters in order."""

    kind: str
    text: str
    options: tuple[str, ...]
    right: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row, in which column; row 0 is the table as a whole."""

    row: int
    column: str
    says: str


@dataclass(slots=True)
class Checked:
    """What a dry run found: questions, and errors, of which the first 200 are kept."""

    questions: list[NewQuestion] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def refuse(self, row: int, column: str, says: str) -> None:
        """Note an error in a column."""
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(RowError(row, str(_HEADS[column]) if column else "", says))


def check_file(path: Path) -> tuple[list[Row], Checked]:
    """The dry run over a file: its rows, and what was found in them. Writes nothing."""
    rows: list[Row] = []
    try:
        for row in read_rows(path):
            if len(rows) > MOST_ROWS:
                raise BadTable("too_many_rows")
            rows.append(row)
    except BadTable as bad:
        checked = Checked()
        checked.refuse(0, "", str(_BAD_TABLES.get(bad.code, _BAD_TABLES["not_a_table"])))
        return [], checked
    return rows, check_rows(rows)


def check_rows(rows: Iterable[Row]) -> Checked:
    """Find everything that is wrong in the rows of a table; its row of heads stands among the first ten."""
    checked = Checked()
    seen: dict[str, int] = {}
    named = list(_named(rows))
    if not named:
        heads = "、".join(str(words) for words in _HEADS.values())
        checked.refuse(0, "", _("No questions were found. The columns are: %(heads)s") % {"heads": heads})
    for number, cells in named:
        before = len(checked.errors)
        question = _question(number, cells, checked)
        if question.text in seen:
            checked.refuse(
                number, "text", _("This question stands in row %(row)s already.") % {"row": seen[question.text]}
            )
        seen.setdefault(question.text, number)
        if len(checked.errors) == before:
            checked.questions.append(question)
    return checked


def _named(rows: Iterable[Row]) -> Iterator[tuple[int, dict[str, str]]]:
    places: dict[str, int] = {}
    for number, cells in rows:
        if places:
            yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        elif number <= 10:
            called = {head.strip().lower(): at for at, head in enumerate(cells)}
            found = {name: called[one] for name, words in _HEADS.items() for one in _spoken(words) if one in called}
            places = found if {"kind", "text", "right"} <= set(found) else {}


def _spoken(words: Words) -> tuple[str, ...]:
    return words.hans.lower(), words.hant.lower(), words.en.lower()


def _question(number: int, cells: dict[str, str], checked: Checked) -> NewQuestion:
    kind = _kinds().get(cells["kind"].lower(), "")
    text, source = cells["text"], cells.get("source", "")
    if not kind:
        known = "、".join(str(one) for one in QuestionKind.labels)
        checked.refuse(number, "kind", _("The kinds are: %(known)s") % {"known": known})
    if not text:
        checked.refuse(number, "text", _("The question is missing."))
    if len(text) > 500:
        checked.refuse(number, "text", _("A question has at most 500 characters."))
    if len(source) > 200:
        checked.refuse(number, "source", _("A source has at most 200 characters."))
    options = _options(number, cells, checked) if kind != QuestionKind.TRUTH else ()
    right = _right(kind, cells["right"], len(options))
    if kind and not right:
        says = _("Write True or False.") if kind == QuestionKind.TRUTH else _("Write the letters of filled options.")
        checked.refuse(number, "right", says)
    if kind == QuestionKind.SINGLE and len(right) > 1:
        checked.refuse(number, "right", _("A single choice has one right answer."))
    return NewQuestion(kind, text, options, right, source)


def _options(number: int, cells: dict[str, str], checked: Checked) -> tuple[str, ...]:
    filled = [cells.get(letter, "") for letter in LETTERS]
    options = tuple(option for option in filled if option)
    if len(options) < 2:
        checked.refuse(number, "A", _("A choice needs at least two options."))
    elif gap := next(
        (letter for letter, option in zip(LETTERS, filled[: len(options)], strict=False) if not option), ""
    ):
        checked.refuse(number, gap, _("This option is empty, and a later one is filled."))
    for letter, option in zip(LETTERS, filled, strict=True):
        if len(option) > 200:
            checked.refuse(number, letter, _("An option has at most 200 characters."))
    return options


def _right(kind: str, said: str, options: int) -> str:
    """The letters of the right answer in order, or nothing if they cannot be read."""
    plain = said.strip().lower()
    if kind == QuestionKind.TRUTH:
        return "A" if plain in _TRUE else "B" if plain in _FALSE else ""
    letters = {letter for letter in plain.upper() if letter not in " ,，、;；"}
    return "".join(sorted(letters)) if letters <= set(LETTERS[:options]) else ""


def _kinds() -> dict[str, str]:
    """Every word that means a kind: its value, and its label in each language."""
    known: dict[str, str] = {value: value for value in QuestionKind.values}
    for language in _LANGUAGES:
        with override(language):
            known |= {str(kind.label).lower(): kind.value for kind in QuestionKind}
    return known


def bank_sheet(title: str, questions: Iterable[Question]) -> bytes:
    """The bank as xlsx in the shape that the import takes back."""
    return write_sheet(Sheet(title, [str(words) for words in _HEADS.values()], [_cells(one) for one in questions]))


def _cells(question: Question) -> Sequence[str]:
    is_truth = question.kind == QuestionKind.TRUTH
    options = [*([] if is_truth else question.options), *([""] * len(LETTERS))][: len(LETTERS)]
    right = question.right_words if is_truth else question.right
    return [str(question.get_kind_display()), question.text, *options, right, question.source]
