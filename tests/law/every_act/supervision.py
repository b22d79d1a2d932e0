"""Examples of the acts of supervision."""

from __future__ import annotations

from typing import Any

from taizhang.config.background import settle
from taizhang.oversight.supervision import actions
from taizhang.oversight.supervision.models import Finding, Sample
from tests.law.every_act.making import closed, example, numbers
from tests.world import World, key


def published(world: World) -> Sample:
    closed(world)
    return actions.publish_sample(
        unit=world.branch,
        of="sessions",
        from_on=world.began,
        to_on=world.today,
        size=1,
        seed=f"种子{next(numbers)}",
        by=world.supervisor,
        key=key(),
    )


def sealed(world: World) -> Sample:
    """A published sample over which the ledger is sealed, so that it can be drawn."""
    sample = published(world)
    settle()
    return sample


def drawn(world: World) -> Sample:
    return actions.draw_sample(sample=sealed(world), by=world.supervisor, key=key())


def finding(world: World) -> Finding:
    return actions.note_finding(
        sample=drawn(world), quality="thin", words="记录只有一行。", help="tutor", by=world.supervisor, key=key()
    )


@example(actions.publish_sample)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    closed(world)
    given = {"unit": world.branch, "of": "sessions", "from_on": world.began, "to_on": world.today, "size": 1}
    return given | {"seed": "双方报的数", "by": world.supervisor}, {"size": 0}


@example(actions.draw_sample)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"sample": sealed(world), "by": world.supervisor}, {"sample": sealed(world)}


@example(actions.withdraw_sample)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"sample": drawn(world), "by": world.supervisor}, {"sample": drawn(world)}


@example(actions.note_finding)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"sample": drawn(world), "quality": "thin", "words": "记录只有一行。", "help": "tutor"}
    return given | {"by": world.supervisor}, {"quality": "earnest"}


@example(actions.answer_finding)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"finding": finding(world), "words": "下周补记。", "by": world.secretary}, {"words": "下月补记。"}


@example(actions.withdraw_finding)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"finding": finding(world), "by": world.supervisor}, {"finding": finding(world)}
