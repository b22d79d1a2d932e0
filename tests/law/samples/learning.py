"""Samples of the addresses of learning."""

from __future__ import annotations

from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    closed_session,
    essay,
    leave,
    made_up,
    person,
    planned_session,
    programme_of,
    self_study,
)

SAMPLES: dict[str, Maker | Sample] = {
    "learning:sessions": by_unit,
    "learning:plan": by_unit,
    "learning:branch_panel": by_unit,
    "learning:unit_panel": by_unit,
    "learning:make_ups": by_unit,
    "learning:unit_chain": by_unit,
    "learning:chain": person,
    "learning:accepted_make_ups": programme_of,
    "learning:take_back_roll_call": closed_session,
    "learning:session": closed_session,
    "learning:change": planned_session,
    "learning:withdraw": closed_session,
    "learning:sheet": planned_session,
    "learning:roll_call": planned_session,
    "learning:restate": closed_session,
    "learning:ask_leave": planned_session,
    "learning:decide_leave": leave,
    "learning:take_back_leave": leave,
    "learning:make_up": made_up,
    "learning:withdraw_make_up": made_up,
    "learning:add_self_study": ALONE,
    "learning:self_study": self_study,
    "learning:withdraw_self_study": self_study,
    "learning:hand_in_essay": ALONE,
    "learning:essay": essay,
    "learning:my_panel": ALONE,
}
