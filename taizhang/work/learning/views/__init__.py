"""Pages of learning: fetch with permission, form, action or query, render."""

from taizhang.work.learning.views import (
    accounts,
    agreeing,
    chain,
    codes,
    essays,
    home_lessons,
    leave,
    linking,
    panels,
    rollcall,
    sessions,
    showings,
    study,
    times,
)

__all__ = [
    "accounts",
    "agreeing",
    "chain",
    "codes",
    "essays",
    "home_lessons",
    "leave",
    "linking",
    "panels",
    "rollcall",
    "sessions",
    "showings",
    "study",
    "times",
]
