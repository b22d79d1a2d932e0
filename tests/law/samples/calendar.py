"""Samples of the addresses of the calendar."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, planned
from tests.world import World


def coming(world: World, unit: Unit) -> Sample:
    """A session of tomorrow, which stands in the calendar."""
    return Sample((planned(world, unit).record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    # an address that nobody was given: what it opens for its holder stands in the tests of feeds
    "calendar:feed": Sample(("nobody",)),
    "calendar:my_feed": ALONE,
    "calendar:unit_feed": by_unit,
    "calendar:near": coming,
    "calendar:busy": by_unit,
}
