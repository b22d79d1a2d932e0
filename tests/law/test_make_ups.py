"""Whatever happens to roll-calls and make-ups: open duties equal what is missed, and an act is worth its last statement.

Settled questions 10 and 44. Histories are drawn at random with a fixed seed: plan, close, state anew, withdraw, make up,
withdraw a make-up, close a phase, move a member.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import pytest
from django.db import transaction

from taizhang.ground.duties.queries import owed_by
from taizhang.ledger.kinds import REASONS
from taizhang.ledger.posting import standing_lines
from taizhang.lib.refusals import Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.work.learning import actions
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import MISSED, Mark, SessionState
from taizhang.work.learning.models import MakeUp, Session
from taizhang.work.learning.roster import sheet_for
from taizhang.work.learning.tests.study import missed
from taizhang.work.rolls import actions as rolls
from tests.world import World, key

STEPS = 25
WANTED_REASONS = [reason for reason in REASONS if reason]


class History:
    """One random history of one branch; refusals are part of life and change nothing."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.acts = [
            self.plan_and_close,
            self.plan_and_close,
            self.state_anew,
            self.state_anew,
            self.state_anew,
            self.withdraw,
            self.make_up,
            self.make_up,
            self.make_up,
            self.withdraw_make_up,
            self.close_phase,
            self.move_member,
        ]

    def step(self) -> None:
        act = self.random.choice(self.acts)
        try:
            with transaction.atomic():
                act()
        except Refusal as refusal:
            self.done[refusal.code] += 1
        else:
            self.done[act.__name__] += 1

    def marks(self, session: Session) -> dict[int, str]:
        sheet = sheet_for(unit=session.unit, programmes=[self.world.programme], on=session.on)
        return {
            one.person: self.random.choice(
                [Mark.PRESENT, Mark.PRESENT, *MISSED] if one.owes else [Mark.PRESENT, Mark.NOT_JOINED]
            ).value
            for one in sheet.attendees
        }

    def session(self, *states: SessionState) -> Session:
        found = list(Session.objects.filter(state__in=states).order_by("pk"))
        if not found:
            raise Refusal("none", "nothing to act on")
        return self.random.choice(found)

    def plan_and_close(self) -> None:
        session = actions.plan_session(
            unit=self.world.branch,
            programmes=[self.world.programme],
            form="discussion",
            topic="专题",
            on=self.world.days_ago(self.random.randint(0, 20)),
            starts_at=time(9),
            ends_at=time(9 + self.random.randint(1, 3)),
            by=self.world.secretary,
            key=key(),
        )
        actions.close_session(session=session, marks=self.marks(session), by=self.world.secretary, key=key())

    def state_anew(self) -> None:
        session = self.session(SessionState.CLOSED, SessionState.WITHDRAWN)
        marks = self.marks(session)
        if self.random.random() < 0.6:
            held = dict(session.marks.values_list("person", "mark"))
            marks = {person: held.get(person, mark) for person, mark in marks.items()}
            one = self.random.choice(sorted(marks))
            marks[one] = self.marks(session)[one]
        actions.restate_session(
            session=session,
            marks=marks,
            reason=self.random.choice(WANTED_REASONS),
            on=self.random.choice([None, None, self.world.days_ago(self.random.randint(0, 20))]),
            ends_at=self.random.choice([None, None, time(12, 30)]),
            by=self.world.secretary,
            key=key(),
        )

    def withdraw(self) -> None:
        actions.withdraw_session(session=self.session(SessionState.CLOSED), by=self.world.secretary, key=key())

    def make_up(self) -> None:
        session = self.session(SessionState.CLOSED)
        missing = list(session.marks.filter(mark__in=[mark.value for mark in MISSED]).order_by("pk"))
        if missing:
            actions.make_up(
                session=session,
                person=self.random.choice(missing).person,
                form=self.random.choice(["make_up", "home_lesson", "self_study"]),
                on=self.world.today,
                by=self.world.secretary,
                key=key(),
            )

    def withdraw_make_up(self) -> None:
        made = MakeUp.objects.filter(is_withdrawn=False).order_by("pk").first()
        if made:
            actions.withdraw_make_up(made=made, reason="not_held", by=self.world.secretary, key=key())

    def close_phase(self) -> None:
        if self.random.random() < 0.2:
            rolls.close_unit_phase(
                programme=self.world.programme,
                unit=self.world.branch,
                phase=self.world.first_phase,
                on=self.world.days_ago(self.random.randint(0, 3)),
                by=self.world.office,
                key=key(),
            )

    def move_member(self) -> None:
        if self.random.random() < 0.3:
            to = self.random.choice([self.world.branch, self.world.sibling])
            rolls.transfer_member(person=self.world.floating, unit=to, on=self.world.today, by=None, key=key())


@contextmanager
def undone() -> Iterator[None]:
    """All that happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stated(session: Session) -> Counter[tuple[str, int]]:
    """What the present marks of a session say, told without the code that books it."""
    said: Counter[tuple[str, int]] = Counter()
    if session.state != SessionState.CLOSED:
        return said
    said["learning.session_held", 0] = 1
    for row in session.marks.all():
        if row.mark == Mark.PRESENT:
            said["learning.session_attended", row.person_id] = 1
            said["learning.study_minutes", row.person_id] = session.minutes
        elif row.mark != Mark.NOT_JOINED:
            said["learning.session_missed", row.person_id] = 1
    return said


@pytest.mark.parametrize("seed", range(8))
def test_open_make_ups_equal_what_is_missed_and_an_act_is_worth_its_last_statement(world: World, seed: int) -> None:
    people = [*world.branch_people, world.sibling_member]
    with undone():
        history = History(world, seed)
        for _step in range(STEPS):
            history.step()
            for person in people:
                assert owed_by(person.pk, kind=MAKE_UP).count() == missed(person), (person, history.done)
        for session in Session.objects.all():
            booked: Counter[tuple[str, int]] = Counter()
            for line, _phase in standing_lines(session.record, ROLL_CALL):
                booked[line.kind, line.member] += line.amount
            assert booked == stated(session)
        assert history.done["plan_and_close"] and history.done["state_anew"]


def test_no_metric_sums_duties() -> None:
    """Metrics name kinds of facts only, and duties post none."""
    kinds = {kind for metric in CATALOGUE.values() for kind in metric.main.kinds}
    assert not [kind for kind in kinds if "duty" in kind or "make_up" in kind]
