"""Pages of curriculum: fetch with permission, form, action or query, render."""

from taizhang.work.curriculum.views import materials, notes, panels, private, readings, topics

__all__ = ["materials", "notes", "panels", "private", "readings", "topics"]
