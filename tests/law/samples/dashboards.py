"""Samples of the addresses of dashboards."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, enrolled, joined, own_people, person
from tests.world import World


def of_programme(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id,), {"unit": unit.pk})


SAMPLES: dict[str, Maker | Sample] = {
    "dashboards:my_campaign": ALONE,
    "dashboards:branch": by_unit,
    "dashboards:three": by_unit,
    "dashboards:my_three": ALONE,
    "dashboards:leaders": by_unit,
    "dashboards:leaders_panel": by_unit,
    "dashboards:leads": person,
    "dashboards:unit": by_unit,
    "dashboards:cockpit": by_unit,
    "dashboards:gaps": by_unit,
    "dashboards:phases": by_unit,
    "dashboards:watched": ALONE,
    "dashboards:big_picture": by_unit,
    "dashboards:ledger": ALONE,
    "dashboards:figure": own_people,
    "dashboards:years": of_programme,
    "dashboards:entry": joined,
}
