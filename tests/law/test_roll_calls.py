"""Whatever becomes of a roll-call, every metric equals a count from scratch, and open make-ups what is missed.

Settled questions 10, 21 and 44 over whole lives: plan, ask leave, decide, come after all, close, state anew, take back,
close again, withdraw, make up, withdraw a make-up, close a phase, move a member; kept totals are folded at random moments.
Histories are drawn at random with a fixed seed.
"""

from datetime import timedelta

import pytest

from taizhang.config.background import settle
from taizhang.ground.duties.queries import owed_by
from taizhang.ground.organisations.models import Unit
from taizhang.ledger.positions import give_positions
from taizhang.ledger.posting import standing_lines
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.derive import derive, rebuild
from taizhang.metrics.reading import totals
from taizhang.metrics.recount import recount
from taizhang.work.learning import actions
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.kinds import MISSED, LeaveState, SessionState
from taizhang.work.learning.models import Leave, RollMark, Session
from taizhang.work.learning.tests.study import missed, plan
from tests.law.test_figures import kept, recounted
from tests.law.test_make_ups import History
from tests.world import World, key

STEPS = 22


class Life(History):
    """A history in which sheets are also taken back, closed again, and leave is asked before them."""

    def __init__(self, world: World, seed: int) -> None:
        super().__init__(world, seed)
        self.acts += [self.take_back, self.take_back, self.close_again, self.close_again, self.ask_and_close]

    def step(self) -> None:
        super().step()
        if self.random.random() < 0.4:
            give_positions(most=self.random.randrange(1, 5))
        if self.random.random() < 0.4:
            derive(most=self.random.randrange(1, 6))

    def take_back(self) -> None:
        actions.take_back_roll_call(session=self.session(SessionState.CLOSED), by=self.world.secretary, key=key())

    def close_again(self) -> None:
        session = self.session(SessionState.PLANNED)
        held = dict(session.marks.values_list("person", "mark")) if self.random.random() < 0.5 else {}
        marks = {person: held.get(person, mark) for person, mark in self.marks(session).items()}
        actions.close_session(session=session, marks=marks, by=self.world.secretary, key=key())

    def ask_and_close(self) -> None:
        """Leave is asked the day before, granted or not, taken back or not; the sheet says who came."""
        day = self.world.days_ago(self.random.randint(0, 10))
        session = plan(self.world, on=day)
        with clock.telling(clock.now() - (self.world.today - day) - timedelta(days=1)):
            leave = actions.ask_leave(
                session=session, person=self.world.member, code="duty", by=self.world.member, key=key()
            )
            actions.decide_leave(leave=leave, granted=self.random.random() < 0.5, by=self.world.secretary, key=key())
            if self.random.random() < 0.5:
                actions.take_back_leave(leave=leave, by=self.world.member, key=key())
        marks = self.marks(session)
        granted = Leave.objects.filter(session=session, state=LeaveState.GRANTED)
        marks |= {one.person_id: one.code for one in granted if one.person_id in marks}
        actions.close_session(session=session, marks=marks, by=self.world.secretary, key=key())


@pytest.mark.parametrize("seed", range(8))
def test_every_metric_equals_a_count_from_scratch_after_any_life_of_roll_calls(world: World, seed: int) -> None:
    life = Life(world, seed)
    for first in (life.plan_and_close, life.take_back, life.close_again):
        first()
    for _step in range(STEPS):
        life.step()
        for person in [*world.branch_people, world.sibling_member]:
            assert owed_by(person.pk).count() == missed(person), (person, life.done)
    settle()
    incremental = kept()
    rebuild()
    assert kept() == incremental
    standings = {row[:2]: row[2:4] for row in incremental["standings"] if row[2:4] != (0, 0)}
    assert standings == recounted(world)
    for metric in CATALOGUE.values():
        sums = totals(metric, Unit.objects.values_list("pk", flat=True))
        for unit in Unit.objects.all():
            assert sums.get(unit.pk, 0) == recount(metric, unit), (metric.name, unit)
    assert life.done["plan_and_close"]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_back_stands_at_nothing_and_what_is_booked_at_its_marks(world: World, seed: int) -> None:
    life = Life(world, 50 + seed)
    for _step in range(STEPS):
        life.step()
    for session in Session.objects.all():
        lines = [line for line, _phase in standing_lines(session.record, ROLL_CALL)]
        if session.state != SessionState.CLOSED:
            assert not lines, session.state
            continue
        absent = {line.member for line in lines if line.kind == "learning.session_missed"}
        assert absent == set(
            RollMark.objects.filter(session=session, mark__in=list(MISSED)).values_list("person_id", flat=True)
        )
