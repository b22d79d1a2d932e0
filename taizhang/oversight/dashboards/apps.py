"""Dashboards: every page that shows figures. It has no tables and writes nothing."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Pages that count from metrics and show from the ledger and records."""

    name = "taizhang.oversight.dashboards"
    label = "dashboards"
