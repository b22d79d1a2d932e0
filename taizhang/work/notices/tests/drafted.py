"""A received notice with a decided draft, built through actions, for the tests of notices and of the flows above."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.people.models import Person
from taizhang.lib.refusals import Refusal
from taizhang.work.notices import actions, queries
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice, Part, StepChange
from taizhang.work.notices.reading.tests.files import xlsx
from taizhang.work.notices.samples import notice_text
from tests.world import World, key


def receive(world: World, text: str = "", start: date | None = None) -> Notice:
    """The sample notice, or a text, received by the office for the committee."""
    words = text or notice_text(start or world.today - timedelta(days=42))
    return actions.receive_notice(unit=world.committee, by=world.office, key=key(), text=words)


def decide(world: World, item: DraftItem, decision: ItemState, **fields: object) -> DraftItem:
    """One decision of the office."""
    wanted = fields or None
    return actions.decide_item(item=item, decision=decision, fields=wanted, by=world.office, key=key())


def demand(notice: Notice, measure: str) -> DraftItem:
    """The first requirement of a measure."""
    return notice.items.filter(kind=ItemKind.REQUIREMENT, fields__measure=measure).order_by("number")[0]


def settle(world: World, notice: Notice) -> None:
    """Accept everything that may be accepted, strike the rest, and give every question its first answer."""
    settle_for(notice, world.office)


def settle_for(notice: Notice, office: Person) -> None:
    """The same by any office."""
    actions.decide_many(notice=notice, at_least=0, by=office, key=key())
    for item in notice.items.filter(state=ItemState.PROPOSED, kind__in=DECIDED_KINDS):
        actions.decide_item(item=item, decision=ItemState.STRUCK, by=office, key=key())
    for asked in queries.read_review(notice).open_questions:
        actions.answer_question(
            notice=notice,
            question=asked.question.code,
            about=asked.question.about,
            answer=asked.question.choices[0].code,
            by=office,
            key=key(),
        )


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused with this code."""
    with pytest.raises(Refusal) as refusal:
        yield refusal
    assert refusal.value.code == code, refusal.value


def timetable(world: World, *, later: int = 0, **renamed: str) -> list[list[object]]:
    """Three steps in two phases of a year hence; ``later`` moves the days of the second, names are as given."""
    day = date(world.today.year + 1, 3, 1)
    head: list[object] = ["阶段", "步骤", "开始时间", "完成时间", "责任单位"]
    rows = [
        ("学习动员", "动员部署", day, day + timedelta(days=9)),
        ("学习动员", "集中学习", day + timedelta(days=10 + later), day + timedelta(days=40 + later)),
        ("整改提高", "整改落实", day + timedelta(days=60), day + timedelta(days=90)),
    ]
    return [head, *([phase, renamed.get(name, name), start, end, "各党支部"] for phase, name, start, end in rows)]


PLAIN = "关于开展读书活动的通知\n\n各党支部：\n每名党员学习时间不少于10学时。安排见附件。\n"


def receive_with_annex(world: World, text: str = PLAIN) -> Notice:
    """A notice that says its demands in its text and its steps in a workbook."""
    annex = Given("安排表.xlsx", xlsx(timetable(world), "安排"))
    return actions.receive_notice(
        unit=world.committee, by=world.office, key=key(), text=text, annexes=[annex], again=True
    )


def adopted_with_annex(world: World) -> Notice:
    """The same, decided and adopted as a programme."""
    notice = receive_with_annex(world)
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    notice.refresh_from_db()
    return notice


def change_annex(world: World, notice: Notice, rows: list[list[object]]) -> Part:
    """A changed timetable in the place of the first."""
    given = Given("安排表（改）.xlsx", xlsx(rows, "安排"))
    return actions.take_annex(
        notice=notice, given=given, replaces=notice.parts.get(number=1), by=world.office, key=key()
    )


def proposed_change(world: World) -> StepChange:
    """One change that a changed annex proposes: a step ends later."""
    return change_annex(world, adopted_with_annex(world), timetable(world, later=7)).changes.get()
