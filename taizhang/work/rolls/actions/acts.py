"""What the acts of rolls share: the record they are about, the name of an act, the rule, the day."""

import uuid
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.refusals import Answer, Refusal

UNIT_RECORD = "rolls.unit"


def record_of(unit: Unit) -> Record:
    """The one record of a unit: source of every entry about the unit and its roll, and the address of its page."""
    return Record.objects.get(type=UNIT_RECORD, unit=unit)


def act_name(verb: str, key: uuid.UUID) -> str:
    """The name of one act within its unit's record: what happened, and a part of the key that makes it unique."""
    return f"{verb}-{key.hex[:12]}"


def demand(by: Person | None, rule: Callable[[Viewer], Answer]) -> None:
    """Ask a rule for the person who acts; the system (None) acts for the one who installed it."""
    if by is not None:
        rule(viewer_of(by)).demand()


def check_day(on: date) -> None:
    """An act happens on a day that has come. Raises `Refusal` ``future_day``."""
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on")
