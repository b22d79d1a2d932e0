"""Pages of curriculum: fetch with permission, form, action or query, render."""

from taizhang.work.curriculum.views import materials, panels, readings, topics

__all__ = ["materials", "panels", "readings", "topics"]
