"""Figures: recount, kept totals and rebuild are one and the same after any history (settled questions 18 to 29)."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from django.db.models import F

from taizhang.config.background import run_round, settle
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Membership, PersonCategory
from taizhang.ground.programmes.models import Requirement, UnitPhase
from taizhang.ground.records.models import Record
from taizhang.ledger.positions import give_positions, last_position
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.derive import derive, derive_all, rebuild
from taizhang.metrics.models import Home, MemberTotal, Standing, UnitTotal
from taizhang.metrics.reading import Share, standings, totals
from taizhang.metrics.recount import UnitCount, recount, recount_units
from taizhang.oversight.dashboards.amounts import condition, value
from taizhang.work.rolls import actions as rolls
from tests.law.acts import book, held, missed, present, restate, session
from tests.world import World, key


def kept() -> dict[str, set[tuple[object, ...]]]:
    """All kept figures that are not zero, as sets that can be compared."""
    return {
        "units": set(
            UnitTotal.objects.exclude(own=0, subtree=0).values_list(
                "unit", "kind", "code", "programme", "phase", "is_late", "copy", "own", "subtree"
            )
        ),
        "members": set(
            MemberTotal.objects.exclude(amount=0).values_list(
                "member", "kind", "code", "programme", "phase", "is_late", "amount"
            )
        ),
        "homes": set(Home.objects.exclude(amount=0).values_list("member", "unit", "code", "amount")),
        "standings": set(
            Standing.objects.exclude(own_met=0, own_due=0, met=0, due=0).values_list(
                "unit", "requirement", "own_met", "own_due", "met", "due"
            )
        ),
    }


def recounted(world: World, position: int | None = None) -> dict[tuple[int, int], tuple[int, int]]:
    """(unit, requirement) → (met, due) of every unit's own people, from the ledger."""
    requirements = list(Requirement.objects.filter(superseded_by__isnull=True))
    counts = recount_units(list(Unit.objects.all()), requirements, position=position)
    return {
        (unit, requirement.pk): standing
        for unit, count in counts.items()
        for requirement in requirements
        if (standing := count.standing(requirement)) != (0, 0)
    }


@dataclass
class History:
    """A random history of one world: sessions, corrections, moves, categories, gates."""

    world: World
    chance: random.Random
    records: list[tuple[Record, Unit]] = field(default_factory=list)

    def step(self) -> None:
        self.chance.choice([self.hold, self.hold, self.hold, self.correct, self.move, self.categorise, self.gate])()

    def hold(self) -> None:
        unit = self.chance.choice([self.world.branch, self.world.sibling])
        day = self.world.days_ago(self.chance.randrange(20))
        record = session(unit, day)
        lines = self.lines(unit, record)
        if lines:
            book(record, lines)
            self.records.append((record, unit))

    def lines(self, unit: Unit, record: Record) -> list:  # type: ignore[type-arg]
        people = [m.person for m in Membership.objects.filter(unit=unit, to_on__isnull=True).select_related("person")]
        there = [person for person in people if self.chance.random() < 0.7]
        away = [person for person in people if person not in there]
        return (
            present(there, unit, record.on, self.world.programme, self.chance.choice([120, 180, 900]))
            + missed(away, unit, record.on, self.world.programme)
            + [held(unit, record.on, self.world.programme, self.chance.choice(["meeting", "lecture"]))]
        )

    def correct(self) -> None:
        if self.records:
            record, unit = self.chance.choice(self.records)
            restate(record, [] if self.chance.random() < 0.2 else self.lines(unit, record))

    def move(self) -> None:
        person = self.chance.choice([self.world.member, self.world.floating, self.world.sibling_member])
        home = Membership.objects.get(person=person, to_on__isnull=True).unit
        to = self.world.sibling if home == self.world.branch else self.world.branch
        rolls.transfer_member(person=person, unit=to, on=self.world.today, by=self.world.office, key=key())

    def categorise(self) -> None:
        person = self.chance.choice([self.world.cannot_write, self.world.member, self.world.leading_cadre])
        category = self.chance.choice([Category.FLOATING, Category.CANNOT_WRITE, Category.LEADER])
        enters = not PersonCategory.objects.filter(person=person, category=category, to_on__isnull=True).exists()
        change = {"gained": [category]} if enters else {"lost": [category]}
        rolls.change_category(person=person, on=self.world.today, by=self.world.office, key=key(), **change)

    def gate(self) -> None:
        unit = self.chance.choice([self.world.branch, self.world.sibling])
        stay = UnitPhase.objects.get(unit=unit, closed_on__isnull=True)
        if not stay.phase.is_routine:
            rolls.close_unit_phase(
                programme=self.world.programme,
                unit=unit,
                phase=stay.phase,
                on=self.world.today,
                by=self.world.office,
                key=key(),
            )


@pytest.mark.parametrize("seed", range(12))
def test_incremental_equals_recount_equals_rebuild_after_a_random_history(world: World, seed: int) -> None:
    history = History(world, random.Random(seed))
    for _step in range(14):
        history.step()
        if history.chance.random() < 0.4:
            give_positions(most=history.chance.randrange(1, 5))
        if history.chance.random() < 0.4:
            derive(most=history.chance.randrange(1, 6))
    settle()
    incremental = kept()
    rebuild()
    assert kept() == incremental
    own = {
        (unit, requirement): (met, due)
        for unit, requirement, met, due, _m, _d in incremental["standings"]
        if (met, due) != (0, 0)
    }
    assert own == recounted(world)
    for metric in CATALOGUE.values():
        sums = totals(metric, Unit.objects.values_list("pk", flat=True))
        for unit in Unit.objects.all():
            assert sums.get(unit.pk, 0) == recount(metric, unit), (metric.name, unit)


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_can_be_asked_for_as_it_was_known_then(world: World, seed: int) -> None:
    history = History(world, random.Random(100 + seed))
    settle()
    noted = {last_position(): recounted(world)}
    for _step in range(10):
        history.step()
        settle()
        noted[last_position()] = recounted(world)
    assert len(noted) > 5
    for position, figures in noted.items():
        assert recounted(world, position) == figures


def test_a_requirement_follows_the_person_and_volumes_stay_with_the_unit(world: World) -> None:
    day = world.days_ago(10)
    book(session(world.branch, day), present([world.member], world.branch, day, world.programme, 1_800))
    rolls.transfer_member(person=world.member, unit=world.sibling, on=world.days_ago(5), by=world.office, key=key())
    after = world.days_ago(2)
    book(session(world.sibling, after), present([world.member], world.sibling, after, world.programme, 600))
    settle()
    hours = world.requirements["study_minutes"].pk
    units = [world.branch.pk, world.sibling.pk, world.committee.pk]
    shares = standings(units, [hours])
    assert shares.get((world.branch.pk, hours), Share(0, 0)).met == 0
    assert shares[world.sibling.pk, hours].met == 1
    assert shares[world.committee.pk, hours].met == 1
    volumes = totals(CATALOGUE["study_minutes"], units)
    assert (volumes[world.branch.pk], volumes[world.sibling.pk], volumes[world.committee.pk]) == (1800, 600, 2400)


@pytest.mark.requirement("R0-07")
def test_the_retired_never_owe_and_are_counted_when_they_come(world: World) -> None:
    book(session(world.branch, world.today), present([world.retired], world.branch, world.today, world.programme))
    settle()
    hours = world.requirements["study_minutes"]
    count = _count(world)
    assert count.members[world.retired.pk].judged[hours.pk].value.numerator == 180
    assert not count.members[world.retired.pk].judged[hours.pk].is_due
    due = standings([world.branch.pk], [hours.pk])[world.branch.pk, hours.pk].due
    rolls.change_category(
        person=world.member,
        gained=[Category.RETIRED],
        lost=[Category.WORKER],
        on=world.today,
        by=world.office,
        key=key(),
    )
    settle()
    assert standings([world.branch.pk], [hours.pk])[world.branch.pk, hours.pk].due == due - 1


def _count(world: World) -> UnitCount:
    return recount_units([world.branch], list(world.requirements.values()))[world.branch.pk]


def test_a_member_without_any_entry_still_stands_there_as_owing(world: World) -> None:
    settle()
    hours = world.requirements["study_minutes"].pk
    # eight people: one activist is no member, one is retired
    assert standings([world.branch.pk], [hours], own=True)[world.branch.pk, hours] == Share(0, 6)


def test_a_closed_phase_is_moved_by_nothing_that_comes_later(world: World) -> None:
    day = world.days_ago(6)
    record = session(world.branch, day)
    book(record, present([world.member, world.floating], world.branch, day, world.programme, 2_400))
    rolls.close_unit_phase(
        programme=world.programme,
        unit=world.branch,
        phase=world.first_phase,
        on=world.days_ago(3),
        by=world.office,
        key=key(),
    )
    settle()
    hours = world.requirements["study_minutes"].pk
    before = standings([world.branch.pk], [hours], own=True)
    assert before[world.branch.pk, hours] == Share(2, 6)
    restate(record, present([world.member], world.branch, day, world.programme, 2_400))
    rolls.transfer_member(person=world.member, unit=world.sibling, on=world.today, by=world.office, key=key())
    rolls.change_category(
        person=world.floating,
        gained=[Category.RETIRED],
        lost=[Category.WORKER],
        on=world.today,
        by=world.office,
        key=key(),
    )
    settle()
    assert standings([world.branch.pk], [hours], own=True) == before
    assert recounted(world)[world.branch.pk, hours] == (2, 6)


@pytest.mark.requirement("R1-34")
def test_extra_self_study_never_makes_anyone_fail_the_group_share(world: World) -> None:
    day = world.days_ago(4)
    book(session(world.branch, day), present([world.member], world.branch, day, world.programme, 1_600))
    share = world.requirements["group_share"]
    judged = _count(world).members[world.member.pk].judged[share.pk]
    assert (judged.is_met, judged.value.numerator, judged.value.denominator) == (True, 1600, 2400)
    extra = session(world.branch, day, "自学")
    book(extra, [replace(present([world.member], world.branch, day, world.programme, 6_000)[0], code="self")])
    assert _count(world).members[world.member.pk].judged[share.pk].is_met


def test_group_study_is_said_to_be_of_the_hours_asked_so_more_than_all_of_them_is_no_slip(world: World) -> None:
    day, share = world.days_ago(4), world.requirements["group_share"]
    book(session(world.branch, day), present([world.member], world.branch, day, world.programme, 3_000))
    judged = _count(world).members[world.member.pk].judged[share.pk]
    assert (value(share, judged.value), condition(share)) == ("125.0%", "≥ 66.7%")
    words = CATALOGUE["group_share"].words
    assert "规定学时" in words.hans and "hours asked" in words.en


def test_a_moved_unit_takes_its_history_along_and_nothing_above_changes(world: World) -> None:
    day = world.days_ago(4)
    book(session(world.branch, day), present([world.member], world.branch, day, world.programme))
    settle()
    units = [world.committee.pk, world.general_branch.pk, world.branch.pk]
    hours = CATALOGUE["study_minutes"]
    assert totals(hours, units) == dict.fromkeys(units, 180)
    rolls.move_unit(unit=world.branch, parent=world.committee, on=world.today, by=world.office, key=key())
    settle()
    moved = totals(hours, units)
    assert (moved[world.committee.pk], moved.get(world.general_branch.pk, 0), moved[world.branch.pk]) == (180, 0, 180)
    incremental = kept()
    rebuild()
    assert kept() == incremental


def test_two_workers_fold_each_entry_once(world: World) -> None:
    book(session(world.branch, world.today), present([world.member], world.branch, world.today, world.programme))
    give_positions()
    folded = 0
    workers: list[Callable[[], int]] = [lambda: derive(most=1), lambda: derive(most=2)]
    while step := workers[folded % 2]():
        folded += step
    assert folded == last_position()
    assert derive_all() == 0 == run_round()
    assert not UnitTotal.objects.filter(unit__isnull=True).exists()
    assert UnitTotal.objects.filter(unit=world.branch.pk, kind="learning.study_minutes").get().own == 180
    assert not UnitTotal.objects.filter(unit=world.branch.pk).exclude(own__lte=F("subtree")).exists()


def test_an_opening_line_counts_for_its_own_unit_and_in_no_sum_above(world: World) -> None:
    line = present([world.member], world.branch, world.today, world.programme)[0]
    book(session(world.branch, world.today), [replace(line, copy="opening")])
    settle()
    hours = CATALOGUE["study_minutes"]
    units = [world.branch, world.general_branch, world.committee]
    kept_sums = totals(hours, [unit.pk for unit in units])
    assert [kept_sums.get(unit.pk, 0) for unit in units] == [180, 0, 0]
    assert [recount(hours, unit) for unit in units] == [180, 0, 0]
