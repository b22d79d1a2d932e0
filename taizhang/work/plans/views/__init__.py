"""Pages of plans: fetch with permission, form, action or query, render."""

from taizhang.work.plans.views import business, deciding, following, overview, panels, plans, units

__all__ = ["business", "deciding", "following", "overview", "panels", "plans", "units"]
