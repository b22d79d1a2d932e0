"""Samples of the addresses of the shell."""

from __future__ import annotations

from tests.law.samples.making import ALONE, Maker, Sample

SAMPLES: dict[str, Maker | Sample] = {
    "home": ALONE,
    "set_language": ALONE,
    "ui:theme": ALONE,
    "ui:worker": ALONE,
}
