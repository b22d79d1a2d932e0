"""What is checked when an instance starts: every stored requirement names a declared metric (settled question 41)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from taizhang.ground.programmes.models import Requirement
from taizhang.metrics.catalogue import CATALOGUE


@register(Tags.database)
def check_requirements(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **more: Any
) -> list[CheckMessage]:
    """One error for each standing requirement whose metric nobody declares; a database without tables has none."""
    if not databases or Requirement._meta.db_table not in connection.introspection.table_names():
        return []
    unknown = Requirement.objects.filter(superseded_by=None).exclude(metric__in=CATALOGUE).select_related("programme")
    return [
        Error(
            f"Requirement {row.number} of {row.programme} names the metric {row.metric!r}, which nobody declares.",
            hint="Declare it in metrics/declared, or give the requirement a new version with a declared metric.",
            id="metrics.E001",
        )
        for row in unknown.order_by("programme", "number")
    ]
