"""Which units have a task given from above, and what a unit still owes of them."""

from django.db.models import QuerySet

from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.records.models import Record
from taizhang.work.notices.duties import DEADLINE


def given_to(record: Record) -> QuerySet[Duty]:
    """The duties of all units that a task was given to, open or settled."""
    return Duty.objects.filter(kind=DEADLINE, record=record, person=None)


def owed_by(unit: Unit) -> QuerySet[Duty]:
    """The tasks given to a unit that it has not reported yet, the earliest day first."""
    rows = Duty.objects.filter(kind=DEADLINE, unit=unit, person=None, settled_on__isnull=True)
    return rows.select_related("record", "programme").order_by("due_on", "pk")
