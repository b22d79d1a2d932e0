"""Pages of plans: fetch with permission, form, action or query, render."""

from taizhang.work.plans.views import deciding, overview, panels, plans, units

__all__ = ["deciding", "overview", "panels", "plans", "units"]
