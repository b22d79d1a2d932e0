"""Notices of our own writing, in the genre: for the demo world, the tests and whoever wants to try the intake.

Places, bodies and people in them are invented. Dates are counted from the first day of the campaign.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Literal

_FOLDER = Path(__file__).parent

# placeholder → days after the first day of the campaign
DAYS = {
    "start": 0,
    "first_start": 0,
    "plan_due": 8,
    "training_due": 12,
    "discussion_due": 40,
    "make_up_due": 46,
    "first_end": 52,
    "report_due": 56,
    "second_start": 53,
    "meeting_due": 84,
    "second_end": 94,
    "third_start": 95,
    "measures_due": 106,
    "survey_due": 125,
    "third_end": 130,
}
# a notice goes out this long before the campaign starts
ISSUED_BEFORE = 12


def notice_text(start: date, script: Literal["hans", "hant"] = "hans") -> str:
    """The sample notice of a campaign of three phases that begins on ``start``; phase one lasts seven weeks."""
    issued = start - timedelta(days=ISSUED_BEFORE)
    days = {name: start + timedelta(days=after) for name, after in DAYS.items()}
    written = {name: _written(day, issued) for name, day in days.items()}
    text = (_FOLDER / f"campaign_{script}.txt").read_text(encoding="utf-8")
    return text.format(year=issued.year, issued=f"{issued.year}年{issued.month}月{issued.day}日", **written)


def _written(day: date, issued: date) -> str:
    """A date as a notice writes it: the year only when it is not the year of issue."""
    year = f"{day.year}年" if day.year != issued.year else ""
    return f"{year}{day.month}月{day.day}日"
