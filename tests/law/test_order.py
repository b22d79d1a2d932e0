"""Many at once: the one order of the ledger, and a phase that closes while somebody posts (questions 9, 25, 29)."""

from __future__ import annotations

import random
import time
import uuid
from contextlib import suppress
from functools import partial

from django.db import connection, transaction

from taizhang.config.background import settle
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.actions import NewPhase, close_phase, create_programme, enrol
from taizhang.ground.programmes.models import Programme, UnitPhase
from taizhang.ledger.models import Entry, Fact, Position, Tray
from taizhang.ledger.positions import last_position
from taizhang.ledger.seals import verify
from taizhang.metrics.derive import rebuild
from tests.law.acts import book, held, session
from tests.law.at_once import run_at_once, start_background, wait_until
from tests.law.test_figures import kept
from tests.world import World, open_unit, record_for_programme

WRITERS = 8
ACTS = 32
# Only there do two writers truly meet; SQLite lets one in at a time.
ROUNDS = 200 if connection.vendor == "postgresql" else 60


class GivesUp(Exception):
    """A writer changed its mind after writing and before committing."""


def write_and_waver(world: World, seed: int) -> None:
    """Post acts with random pauses inside and between the transactions; give a quarter of them up."""
    chance = random.Random(seed)
    for number in range(ACTS):
        with suppress(GivesUp), transaction.atomic():
            record = session(world.branch, world.today, title=f"{seed}-{number}")
            book(record, [held(world.branch, world.today, world.programme)])
            time.sleep(chance.random() / 20)
            if number % 4 == 3:
                raise GivesUp
        time.sleep(chance.random() / 20)


def test_positions_are_dense_under_eight_writers_two_loops_aborts_and_kills(committed_world: World) -> None:
    world = committed_world
    before = Entry.objects.count()
    loops = [start_background(), start_background()]
    try:
        wait_until(lambda: not Tray.objects.exists())
        writers = [partial(write_and_waver, world, seed) for seed in range(WRITERS)]

        def kill_and_replace() -> None:
            for victim in (0, 1):
                time.sleep(0.7)
                loops[victim].kill()
                loops[victim].wait()
                loops[victim] = start_background()

        run_at_once([*writers, kill_and_replace])
        wait_until(lambda: not Tray.objects.exists())
    finally:
        for loop in loops:
            loop.terminate()
        for loop in loops:
            loop.wait()

    entries = set(Entry.objects.values_list("pk", flat=True))
    places = list(Position.objects.order_by("position").values_list("position", "entry_id", "given_at"))
    assert len(entries) == before + WRITERS * (ACTS - ACTS // 4)
    assert [position for position, _, _ in places] == list(range(1, len(entries) + 1))
    assert {entry for _, entry, _ in places} == entries
    assert last_position() == len(entries)
    assert not Tray.objects.exists()
    times = [given for _, _, given in places]
    assert times == sorted(times)
    assert verify().is_sound
    settle()
    folded = kept()
    rebuild()
    assert kept() == folded


def a_unit_with_many_phases(world: World) -> tuple[Unit, Programme]:
    began = world.began
    unit = open_unit(world.general_branch, "10199", "第九党支部", UnitKind.BRANCH, began)
    programme = create_programme(
        record=record_for_programme(world.committee, "多阶段方案", began),
        unit=world.committee,
        title="多阶段方案",
        short_title="多阶段",
        starts_on=began,
        ends_on=None,
        phases=[NewPhase(f"第{number}段", began, began) for number in range(1, ROUNDS + 1)],
        requirements=[],
    )
    enrol(programme=programme, unit=unit, on=began, by_key=uuid.uuid4())
    return unit, programme


def test_no_line_slips_into_a_phase_after_it_closed(committed_world: World) -> None:
    """Post and close race round after round; what the closing saw under its lock is what stands for ever."""
    world = committed_world
    unit, programme = a_unit_with_many_phases(world)
    seen: dict[int, int] = {}
    chance = random.Random(9)

    def lines_of(phase: int) -> int:
        return Fact.objects.filter(unit=unit.pk, programme=programme.pk, phase=phase, booked_phase=phase).count()

    def close(phase: int) -> None:
        time.sleep(chance.random() / 200)
        with transaction.atomic():
            stay = UnitPhase.objects.get(programme=programme, unit=unit, closed_on__isnull=True)
            close_phase(programme=programme, unit=unit, phase=stay.phase, on=world.today, by_key=uuid.uuid4())
            seen[phase] = lines_of(phase)

    def post() -> None:
        time.sleep(chance.random() / 200)
        book(session(unit, world.today), [held(unit, world.today, programme)])

    phases = list(programme.phases.filter(is_routine=False).order_by("number").values_list("pk", flat=True))
    for phase in phases:
        run_at_once([post, partial(close, phase), post])
    assert {phase: lines_of(phase) for phase in phases} == seen
    assert sum(seen.values()) > 0
    assert Fact.objects.filter(unit=unit.pk, programme=programme.pk).count() == 2 * ROUNDS
