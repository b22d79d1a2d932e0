"""What is overdue and not at rest: a holiday notice lets reminders rest for some days, and then they come back (R1-14)."""

from django.db.models import QuerySet

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.queries import reminded
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE


def overdue(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Those of the rows that are owed past their day and are reminded of today."""
    late = rows.filter(settled_on__isnull=True, due_on__lt=clock.today())
    return reminded(late, on=clock.today(), works_of=_works_of)


def _works_of(metric: str) -> set[str]:
    """The apps whose facts a metric counts."""
    return {kind.split(".")[0] for kind in CATALOGUE[metric].main.kinds}
