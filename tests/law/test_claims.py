"""A key is claimed first, and of two who correct one act one is told: whatever arrives twice or at once (questions 11, 12)."""

import uuid
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from itertools import combinations
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection, transaction

from taizhang.ledger.models import Entry
from taizhang.ledger.posting import standing_lines
from taizhang.lib.refusals import Refusal
from taizhang.work.learning import actions as learning
from taizhang.work.learning.tests.study import close, marks_of, plan
from tests.law.acts import book, present, restate, session
from tests.law.at_once import run_at_once
from tests.law.every_act import EXAMPLES, Example
from tests.law.every_act.notices import ASSISTANT
from tests.law.test_acts import acts
from tests.world import World

SENDINGS = (2, 2, 1)
TURNS = 30


def rows() -> dict[str, int]:
    """How many rows every table holds."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    quoted = [f"SELECT '{table}', count(*) FROM {table}" for table in tables if table != "django_session"]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(quoted))
        return dict(cursor.fetchall())


def more_rows(before: dict[str, int]) -> dict[str, int]:
    return {table: number - before[table] for table, number in rows().items() if number != before[table]}


def once(send: Callable[[], object]) -> dict[str, int]:
    """What sending once would add; it is taken back."""
    before = rows()
    with transaction.atomic():
        send()
        added = more_rows(before)
        transaction.set_rollback(True)
    return added


def sent_five_times_at_once(send: Callable[[], object]) -> list[object]:
    """What five sendings over three connections answer."""
    answers: list[object] = []
    together = Barrier(len(SENDINGS))

    def connect_and_send(times: int) -> None:
        connection.ensure_connection()
        together.wait()
        for _time in range(times):
            answers.append(send())

    run_at_once([partial(connect_and_send, times) for times in SENDINGS])
    return answers


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def check(example: Example, stranger: Any) -> None:
    given = {"by": None} | example.given | {"key": uuid.uuid4()}

    def send(**otherwise: object) -> object:
        # each sending reads its rows for itself
        return example.act(**deepcopy(given | otherwise))

    wanted = once(send)
    before = rows()
    answers = sent_five_times_at_once(send)
    assert len(answers) == sum(SENDINGS)
    assert all(answer == answers[0] for answer in answers)
    assert more_rows(before) == wanted
    assert refusal_of(partial(send, **example.otherwise)) == "key_used"
    assert refusal_of(partial(send, by=stranger)) == "key_used"
    assert more_rows(before) == wanted


def test_every_act_has_an_example() -> None:
    whole = {name.rpartition(":")[2] for name, (_path, act) in acts().items() if not act.args.args}
    assert whole == EXAMPLES.keys()


def test_every_act_sent_five_times_over_three_connections_has_one_effect_and_altered_it_is_refused(
    committed_world: World,
    settings: LazySettings,
) -> None:
    settings.ASSISTANT = ASSISTANT
    world = committed_world
    wrong: dict[str, str] = {}
    for name, make in EXAMPLES.items():
        example = make(world)
        try:
            check(example, world.leader)
        except Exception as problem:  # every act is tried, and all that fail are named
            wrong[name] = repr(problem)
    assert not wrong


def correct_at_once(corrections: list[Callable[[], object]]) -> list[str]:
    """What each of some corrections made at once was told: done, or the code of its refusal."""
    told: list[str] = []
    together = Barrier(len(corrections))

    def correct_and_listen(correction: Callable[[], object]) -> None:
        connection.ensure_connection()
        together.wait()
        try:
            correction()
            told.append("done")
        except Refusal as refusal:
            told.append(refusal.code)

    run_at_once([partial(correct_and_listen, correction) for correction in corrections])
    return sorted(told)


def test_of_two_who_correct_one_act_at_once_one_is_booked_and_one_is_told(committed_world: World) -> None:
    world = committed_world
    record = session(world.branch, world.today)
    people = world.branch_people
    book(record, present(people, world.branch, world.today, world.programme))
    pairs = list(combinations(people, 2))
    for turn, (one, other) in enumerate(pairs[:TURNS], start=1):
        without = [
            present([p for p in people if p != absent], world.branch, world.today, world.programme, 180 + turn)
            for absent in (one, other)
        ]
        told = correct_at_once([partial(restate, record, lines, seen=turn) for lines in without])
        assert told == ["changed_meanwhile", "done"]
        assert Entry.objects.filter(source=record).count() == turn + 1
        assert {line.member for line, _phase in standing_lines(record, "roll")} in (
            {line.member for line in lines} for lines in without
        )


def test_of_two_windows_on_one_roll_call_one_closes_it_and_one_correction_wins(committed_world: World) -> None:
    world = committed_world
    for _turn in range(5):
        planned = plan(world)
        sheets = [marks_of(world, planned), marks_of(world, planned, {world.member: "absent"})]
        closings = [closing(world, learning.close_session, session=planned, marks=marks) for marks in sheets]
        assert correct_at_once(closings) == ["closed_already", "done"]

        held = close(world, plan(world))
        seen = {"reason": "wrong_person", "seen": 1}
        changed = [marks_of(world, held, {person: "absent"}) for person in (world.member, world.floating)]
        corrections = [closing(world, learning.restate_session, session=held, marks=marks, **seen) for marks in changed]
        assert correct_at_once(corrections) == ["changed_meanwhile", "done"]
        assert Entry.objects.filter(source=held.record).count() == 2


def closing(world: World, act: Callable[..., object], **given: object) -> Callable[[], object]:
    return partial(act, **given, by=world.secretary, key=uuid.uuid4())
