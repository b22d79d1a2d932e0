"""Pages of meetings: fetch with permission, form, action or query, render."""

from taizhang.work.meetings.views import board, holding, meetings, panels, speeches, tasks

__all__ = ["board", "holding", "meetings", "panels", "speeches", "tasks"]
