"""Samples of the addresses of the floor of ground."""

from __future__ import annotations

from tests.law.samples.making import ALONE, Maker, Sample, figure, objection

SAMPLES: dict[str, Maker | Sample] = {
    "people:sign_in": ALONE,
    "people:sign_out": ALONE,
    "people:password": ALONE,
    "people:line": ALONE,
    "people:lost": ALONE,
    "people:to_send": ALONE,
    "people:link": Sample(("no-such-token",)),
    "ground_messages:say_burden": ALONE,
    "ground_messages:burdens": ALONE,
    "ground_messages:answer_burden": ALONE,
    "ground_messages:answers": ALONE,
    "ground_messages:waiting": ALONE,
    "ground_messages:objections": figure,
    "ground_messages:raise_objection": figure,
    "ground_messages:answer_objection": objection,
}
