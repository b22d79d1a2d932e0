"""Samples of the addresses of dashboards."""

from __future__ import annotations

from tests.law.samples.making import ALONE, Maker, Sample, by_unit, joined, own_people

SAMPLES: dict[str, Maker | Sample] = {
    "dashboards:my_campaign": ALONE,
    "dashboards:branch": by_unit,
    "dashboards:unit": by_unit,
    "dashboards:cockpit": by_unit,
    "dashboards:gaps": by_unit,
    "dashboards:phases": by_unit,
    "dashboards:watched": ALONE,
    "dashboards:big_picture": by_unit,
    "dashboards:ledger": ALONE,
    "dashboards:figure": own_people,
    "dashboards:entry": joined,
}
