"""Pages of learning: fetch with permission, form, action or query, render."""

from taizhang.work.learning.views import (
    accounts,
    agreeing,
    chain,
    codes,
    essays,
    leave,
    linking,
    panels,
    rollcall,
    sessions,
    study,
)

__all__ = [
    "accounts",
    "agreeing",
    "chain",
    "codes",
    "essays",
    "leave",
    "linking",
    "panels",
    "rollcall",
    "sessions",
    "study",
]
