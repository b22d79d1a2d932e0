"""Pages of plans: fetch with permission, form, action or query, render."""

from taizhang.work.plans.views import business, deciding, overview, panels, plans, units

__all__ = ["business", "deciding", "overview", "panels", "plans", "units"]
