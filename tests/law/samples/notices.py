"""Samples of the addresses of notices."""

from __future__ import annotations

from tests.law.samples.making import ALONE, Maker, Sample, draft_item, notice, phase, programme_record

SAMPLES: dict[str, Maker | Sample] = {
    "notices:notices": ALONE,
    "notices:receive": ALONE,
    "notices:notice": notice,
    "notices:progress": notice,
    "notices:file": notice,
    "notices:decide_many": notice,
    "notices:answer": notice,
    "notices:add_item": notice,
    "notices:decide": draft_item,
    "notices:edit_item": draft_item,
    # Nobody owes a single item by a date yet, so none has a record: not found, for everybody.
    "notices:item": notice,
    "notices:programmes": ALONE,
    "notices:programme": programme_record,
    "notices:extend_phase": phase,
}
