"""Every question of a draft as it stands: doubts of the reading, gaps of any programme, gaps against the template."""

from collections.abc import Sequence

from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.programme_templates.fit import template_of
from taizhang.work.notices.programme_templates.gaps import TAKE, Taken, offered
from taizhang.work.notices.questions import Asked, Question, doubt_of, gaps_of


def asked_of(notice: Notice, items: Sequence[DraftItem]) -> list[Asked]:
    """Every question of a draft with its answer: doubts of items that are not struck or edited, then the gaps.

    What was taken from the template closes its gap by standing in the draft; once struck again, the gap is open again.
    """
    answers = {(row.about, row.question): row.answer for row in notice.answers.all()}
    doubts = [
        doubt
        for item in items
        if item.state not in (ItemState.STRUCK, ItemState.EDITED) and (doubt := doubt_of(item)) is not None
    ]
    gaps, _takings = _gaps(notice, items)
    found = [Asked(question, answers.get((question.about, question.code), "")) for question in [*doubts, *gaps]]
    return [Asked(asked.question) if asked.answer == TAKE else asked for asked in found]


def takings_of(notice: Notice, items: Sequence[DraftItem]) -> dict[str, list[Taken]]:
    """By the code of a gap, what taking the template's value over would make of it."""
    return _gaps(notice, items)[1]


def _gaps(notice: Notice, items: Sequence[DraftItem]) -> tuple[list[Question], dict[str, list[Taken]]]:
    asking = [item for item in items if item.kind != ItemKind.FIGURE]
    return offered(notice, asking, template_of(notice, asking), gaps_of(asking))
