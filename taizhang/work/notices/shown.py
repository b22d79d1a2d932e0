"""What the review page shows of a draft: rows by group, filtered as the address says, and which item comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from taizhang.ui import parts
from taizhang.work.notices.actions import figures_held_by
from taizhang.work.notices.document import Document, plain_quote
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.lines import details_of, line_of, line_of_fields
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.places import place_text
from taizhang.work.notices.principle_check import findings_in
from taizhang.work.notices.programme_templates.fit import Fit, template_of
from taizhang.work.notices.queries import HIGH, MIDDLE, Review, Said
from taizhang.work.notices.questions import Asked, Question

GROUPS: tuple[tuple[str, str | Promise, str, tuple[ItemKind, ...]], ...] = (
    ("phases", gettext_lazy("Phases and steps"), "double", (ItemKind.PHASE, ItemKind.STEP)),
    ("requirements", gettext_lazy("Requirements"), "solid", (ItemKind.REQUIREMENT,)),
    ("responsibilities", gettext_lazy("Responsibilities"), "dashed", (ItemKind.RESPONSIBILITY,)),
    ("deadlines", gettext_lazy("Deadlines and reports"), "dotted", (ItemKind.DEADLINE,)),
    ("conditions", gettext_lazy("Gate conditions"), "solid", (ItemKind.CONDITION,)),
    ("lists", gettext_lazy("Named lists"), "dashed", (ItemKind.NAMED_LIST,)),
    ("figures", gettext_lazy("Reported figures"), "dotted", (ItemKind.FIGURE,)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item as its line shows it."""

    item: DraftItem
    line: str
    details: list[tuple[str, str]]
    quote: str
    sentences: str
    first: str
    sure: int
    sure_word: str
    shape: str
    word: str
    css: str
    held: str
    asked: Asked | None
    is_current: bool
    needs_decision: bool
    together: tuple[int, ...] = ()
    may_accept_together: bool = False
    was: str = ""
    place: str = ""
    against: str = ""
    answers: tuple[Said, ...] = ()

    @property
    def doubt(self) -> str:
        """The words of the first open question about it."""
        return str(self.asked.question.words) if self.asked else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind."""

    key: str
    name: str | Promise
    underline: str
    rows: list[Row]


def rows_of(
    review: Review,
    document: Document,
    answers: Sequence[Said],
    *,
    current: int,
    only: Collection[int] | None = None,
) -> list[Row]:
    """Every item of a draft (or ``only`` some, by number) as a row; each knows those that its sentence joins it to."""
    doubts: dict[int, Asked] = {}
    for asked in review.open_questions:
        doubts.setdefault(asked.question.about, asked)
    joined: dict[str, list[int]] = {}
    # a sentence is accepted as a whole or not at all: no button offers what one of its items would refuse
    refused: set[str] = set()
    for item in review.items:
        if not item.group:
            continue
        joined.setdefault(item.group, []).append(item.number)
        if item.state == ItemState.PROPOSED and (item.number in doubts or figures_held_by(item)):
            refused.add(item.group)
    return [
        _row(
            item,
            review,
            document,
            doubts.get(item.number),
            current,
            tuple(joined.get(item.group, ())) if item.group else (),
            item.group not in refused,
            tuple(said for said in answers if said.about == item.number),
        )
        for item in review.items
        if only is None or item.number in only
    ]


def is_shown(item: DraftItem, request: HttpRequest) -> bool:
    """Whether the filters in the address leave an item."""
    kind, sure, state = (request.GET.get(name, "") for name in ("kind", "sure", "state"))
    return (
        (not kind or any(key == kind and item.kind in kinds for key, _name, _line, kinds in GROUPS))
        and (not sure or _sure(item) == sure)
        and (not state or (item.state == ItemState.PROPOSED and item.kind != ItemKind.FIGURE))
    )


def groups_of(rows: Sequence[Row], request: HttpRequest) -> list[Group]:
    """The rows that the filters in the address leave, by group; empty groups fall away."""
    left = [row for row in rows if is_shown(row.item, request)]
    groups = [
        Group(key, name, underline, [row for row in left if row.item.kind in kinds])
        for key, name, underline, kinds in GROUPS
    ]
    return [group for group in groups if group.rows]


def filters_of(items: Sequence[DraftItem], request: HttpRequest) -> dict[str, list[parts.Choice]]:
    """The filters by kind, by confidence and by what is open, each with its count."""
    kinds = [("", _("All"), len(items))] + [
        (key, str(name), count)
        for key, name, _line, members in GROUPS
        if (count := sum(item.kind in members for item in items))
    ]
    sures = [("", _("Any confidence"), None)] + [
        (key, word, sum(_sure(item) == key for item in items)) for key, word in _sure_words().items()
    ]
    waiting = sum(item.state == ItemState.PROPOSED and item.kind != ItemKind.FIGURE for item in items)
    states = [("", _("Decided or not"), None), ("open", _("To be decided"), waiting)]
    return {
        "kind": parts.choices(request, "kind", kinds),
        "sure": parts.choices(request, "sure", sures),
        "state": parts.choices(request, "state", states),
    }


def sure_of(review: Review) -> list[DraftItem]:
    """What one act accepts: the open items of high confidence that raise no question and that no ledger answers."""
    doubted = {asked.question.about for asked in review.open_questions}
    return [
        item
        for item in review.to_decide
        if item.confidence >= HIGH
        and item.state == ItemState.PROPOSED
        and item.number not in doubted
        and not figures_held_by(item)
    ]


def ways_of(items: Sequence[DraftItem], request: HttpRequest) -> list[tuple[str, str, str]]:
    """(letter, words, address) of the filters that one key steps on: kind, confidence, and open ones only."""

    def after(name: str, values: Sequence[str]) -> str:
        here = request.GET.get(name, "")
        return values[(values.index(here) + 1) % len(values)] if here in values else ""

    kinds = ["", *(key for key, _name, _line, members in GROUPS if any(item.kind in members for item in items))]
    steps = (
        ("F", _("next kind"), "kind", after("kind", kinds)),
        ("C", _("next confidence"), "sure", after("sure", ["", "low", "middle", "high"])),
        ("O", _("open ones only, or all"), "state", after("state", ["", "open"])),
    )
    return [
        (letter, words, parts.query_with(request.GET, **{name: value or None, "item": None, "key": None}))
        for letter, words, name, value in steps
    ]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about an item: what stands, and beside it what had been read where the two differ."""

    item: DraftItem
    line: str
    proposed: str
    state: str
    shape: str
    became: str
    answers: tuple[Said, ...] = ()


def decision_of(item: DraftItem, answers: Sequence[Said] = ()) -> Decision:
    """One item with who decided what about it."""
    line = line_of(item)
    proposed = line_of_fields(item.kind, item.fields) if item.decided_fields else ""
    became = ""
    if item.requirement:
        became = _("requirement %(number)s") % {"number": item.requirement.number}
    elif item.phase:
        became = item.phase.name
    shape, word = _status(item, False, item.kind != ItemKind.FIGURE)
    about = tuple(said for said in answers if said.about == item.number)
    return Decision(item, line, proposed if proposed != line else "", word, shape, became, about)


def fit_of(review: Review, fits: Sequence[Fit]) -> Fit | None:
    """How a notice fits the template it is held against, or None when it is held against none."""
    template = template_of(review.notice, review.items)
    return next((fit for fit in fits if template and fit.template.code == template.code), None)


def next_open(review: Review, after: int = 0) -> int:
    """The number of the next item down the list that waits for a decision, beginning after one; 0 when none waits."""
    order = {item.number: _place(item) for item in review.to_decide}
    waiting = sorted(
        (item.number for item in review.to_decide if item.state == ItemState.PROPOSED), key=order.__getitem__
    )
    behind = order.get(after, (-1, 0))
    return next((number for number in waiting if order[number] > behind), waiting[0] if waiting else 0)


def next_question(review: Review, after: tuple[int, str]) -> Question | None:
    """The next open question in the list after one (about, code), else the first open one; None when none is open."""
    keys = [(asked.question.about, asked.question.code) for asked in review.asked]
    place = keys.index(after) if after in keys else -1
    ahead = [*review.asked[place + 1 :], *review.asked[: place + 1]]
    return next((asked.question for asked in ahead if asked.is_open), None)


def _place(item: DraftItem) -> tuple[int, int]:
    """Where an item stands in the list: by group, then in the order of the text."""
    group = next(place for place, (_key, _name, _line, kinds) in enumerate(GROUPS) if item.kind in kinds)
    return group, item.number


def _row(
    item: DraftItem,
    review: Review,
    document: Document,
    asked: Asked | None,
    current: int,
    joined: tuple[int, ...],
    may_accept_together: bool,
    answers: tuple[Said, ...],
) -> Row:
    needs = item.kind != ItemKind.FIGURE
    held = "、".join(str(words) for words in figures_held_by(item))
    shape, word = _status(item, asked is not None, needs)
    sure = _sure(item)
    places = document.places.get(item.number, [])
    css = {ItemState.STRUCK: "struck", ItemState.ACCEPTED: "settled", ItemState.EDITED: "settled"}
    return Row(
        item=item,
        line=line_of(item),
        details=details_of(item),
        quote=plain_quote(review.notice, item),
        place=place_text(review.parts, item.start) if item.quote else "",
        sentences=" ".join(places),
        first=places[0] if places else "",
        sure={"high": 3, "middle": 2, "low": 1}[sure],
        sure_word=_sure_words()[sure],
        shape=shape,
        word=word,
        css=css.get(ItemState(item.state), ""),
        held=held,
        asked=asked,
        is_current=item.number == current,
        needs_decision=needs,
        together=joined if len(joined) > 1 else (),
        may_accept_together=may_accept_together,
        was=decision_of(item).proposed,
        against=next((str(finding.words) for finding in findings_in([item])), ""),
        answers=answers,
    )


def _status(item: DraftItem, doubt: bool, needs: bool) -> tuple[str, str]:
    if not needs:
        return "na", pgettext("draft item", "To read")
    if item.state == ItemState.PROPOSED and doubt:
        return "due", pgettext("draft item", "Question")
    shapes = {
        ItemState.PROPOSED: "idle",
        ItemState.ACCEPTED: "done",
        ItemState.EDITED: "done",
        ItemState.STRUCK: "na",
    }
    return shapes[ItemState(item.state)], str(ItemState(item.state).label)


def _sure(item: DraftItem) -> str:
    return "high" if item.confidence >= HIGH else "middle" if item.confidence >= MIDDLE else "low"


def _sure_words() -> dict[str, str]:
    return {
        "high": pgettext("confidence", "high"),
        "middle": pgettext("confidence", "middle"),
        "low": pgettext("confidence", "low"),
    }
