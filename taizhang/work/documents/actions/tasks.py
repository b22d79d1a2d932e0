"""What units report about the tasks of a document; a report that was wrong is booked back."""

import uuid

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import reopen_unit_duty, settle_unit_duties
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import correct, post
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.documents.duties import TASK
from taizhang.work.documents.lines import done_line
from taizhang.work.documents.models import Task
from taizhang.work.documents.rules import may_take_in


def report_done(*, task: Task, unit: Unit, by: Person, key: uuid.UUID) -> None:
    """Report for a unit that a task of a document is carried out (R3-07). Posts one task done, settles its duty.

    Raises `Refusal` ``not_owed`` when the unit does not owe it (any more).
    """
    content = {"task": task.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="documents.report_done", content=content) as claim:
        if claim.is_repeat:
            return
        may_take_in(viewer_of(by), unit).demand()
        day = clock.today()
        if not settle_unit_duties(kind=TASK, record=task.record, unit=unit, by=task.record, on=day):
            raise Refusal("not_owed", _("This unit does not owe this task, or has reported it already."))
        line, act = done_line(unit, day), _act(unit)
        if statements(task.record, act).exists():
            correct(source=task.record, act=act, lines=[line], by=by, key=key, reason="wrong_date")
        else:
            post(source=task.record, act=act, lines=[line], by=by, key=key)


def take_back_done(*, task: Task, unit: Unit, by: Person, key: uuid.UUID) -> None:
    """Take such a report back: the unit owes the task again, and the fact is booked back.

    Raises `Refusal` ``not_done`` when nothing was reported.
    """
    content = {"task": task.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="documents.take_back_done", content=content) as claim:
        if claim.is_repeat:
            return
        may_take_in(viewer_of(by), unit).demand()
        if not reopen_unit_duty(kind=TASK, record=task.record, unit=unit):
            raise Refusal("not_done", _("This unit has not reported this task done."))
        correct(source=task.record, act=_act(unit), lines=[], by=by, key=key, reason="not_held")


def _act(unit: Unit) -> str:
    return f"done-{unit.pk}"
