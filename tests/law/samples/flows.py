"""Samples of the addresses of flows."""

from __future__ import annotations

from tests.law.samples.making import Maker, Sample, notice, person, requirement

SAMPLES: dict[str, Maker | Sample] = {
    "flows:adopt_draft": notice,
    "flows:adopt_draft_button": notice,
    "flows:change_requirement": requirement,
    "flows:erase_person": person,
    "flows:erase_button": person,
}
