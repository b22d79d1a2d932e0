"""Pages of learning: fetch with permission, form, action or query, render."""

from taizhang.work.learning.views import essays, leave, panels, rollcall, sessions, study

__all__ = ["essays", "leave", "panels", "rollcall", "sessions", "study"]
