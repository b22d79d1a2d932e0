"""Pages of meetings: fetch with permission, form, action or query, render."""

from taizhang.work.meetings.views import board, holding, linking, looking, meetings, panels, speeches, tasks

__all__ = ["board", "holding", "linking", "looking", "meetings", "panels", "speeches", "tasks"]
