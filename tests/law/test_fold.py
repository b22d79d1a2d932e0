"""The fold and its mark commit together: workers at once, killed anywhere, and a rebuild among them (settled question 29)."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.db import connections

from taizhang.config.background import settle
from taizhang.ledger.positions import give_positions, last_position, mark_of
from taizhang.metrics.derive import DERIVE, derive, derive_all, rebuild
from tests.law.acts import book, present, session
from tests.law.at_once import run_at_once
from tests.law.test_figures import History, kept, recounted
from tests.world import World

KILLS = 24
FORKED = multiprocessing.get_context("fork")


def fold_for_ever(seed: int) -> None:
    """One worker: small steps without a pause, until it is killed."""
    connections.close_all()
    chance = random.Random(seed)
    while True:
        derive(most=chance.randrange(1, 6))


def start_worker(seed: int) -> "multiprocessing.process.BaseProcess":
    connections.close_all()
    worker = FORKED.Process(target=fold_for_ever, args=(seed,), daemon=True)
    worker.start()
    return worker


def test_two_workers_killed_anywhere_fold_what_a_rebuild_folds(committed_world: World) -> None:
    world = committed_world
    chance = random.Random(29)
    history = History(world, chance)
    while give_positions():
        pass
    workers = [start_worker(seed) for seed in range(2)]
    try:
        for turn in range(KILLS):
            history.step()
            give_positions()
            time.sleep(chance.random() / 50)
            victim = turn % 2
            workers[victim].kill()
            workers[victim].join()
            workers[victim] = start_worker(os.getpid() + turn)
    finally:
        for worker in workers:
            worker.kill()
            worker.join()
    settle()
    assert mark_of(DERIVE) == last_position()
    folded = kept()
    rebuild()
    assert kept() == folded
    own = {(unit, requirement): (met, due) for unit, requirement, met, due, _m, _d in folded["standings"] if met or due}
    assert own == recounted(world)


def test_a_rebuild_among_folding_workers_counts_nothing_twice(committed_world: World) -> None:
    world = committed_world
    history = History(world, random.Random(2))
    for _turn in range(8):
        history.step()
    while give_positions():
        pass

    def fold() -> None:
        while derive(most=1):
            time.sleep(0.002)

    def build_anew(after: float) -> None:
        time.sleep(after)
        rebuild()

    works: list[Callable[[], None]] = [fold, fold, partial(build_anew, 0.02), partial(build_anew, 0.05)]
    run_at_once(works)
    settle()
    folded = kept()
    rebuild()
    assert kept() == folded


def test_a_step_folds_no_more_lines_than_it_may_and_one_entry_at_least(world: World) -> None:
    while give_positions():
        pass
    derive_all()
    for _act in range(4):
        record = session(world.branch, world.today)
        book(record, present(world.branch_people[:5], world.branch, world.today, world.programme))
    give_positions()
    assert [derive(lines=12), derive(lines=1), derive(lines=None)] == [2, 1, 1]


def test_no_column_of_a_kept_key_may_be_null() -> None:
    models = [*apps.get_app_config("metrics").get_models(), *apps.get_app_config("ledger").get_models()]
    nullable = [
        f"{model.__name__}.{name}"
        for model in models
        for constraint in model._meta.constraints
        for name in getattr(constraint, "fields", ())
        if model._meta.get_field(name).null
    ]
    assert not nullable
