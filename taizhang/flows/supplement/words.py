"""Changes in words: what stood, what stands, for whom."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.oversight.dashboards.amounts import condition
from taizhang.ui import formats
from taizhang.work.changes.kinds import Subject, Verdict
from taizhang.work.changes.models import Change

_LABELS = {kind.value: kind.label for kind in (*Category, *UnitKind)}


def thing(change: Change) -> str:
    """What a change is about."""
    if change.subject == Subject.PHASE and change.phase:
        return change.phase.name
    fields = change.standing or change.before
    return str(fields.get("title") or fields.get("what") or change.quote)


def before(change: Change, programme: Programme) -> str:
    """What stood until then; empty for what is new."""
    return _said(change, change.before, programme) if change.before else ""


def after(change: Change, programme: Programme) -> str:
    """What stands from then on; for what is withdrawn that it is asked no longer."""
    if change.verdict == Verdict.WITHDRAWN:
        return _("asked no longer")
    return _said(change, change.standing, programme)


def audience(fields: dict[str, Any]) -> str:
    """Who is asked."""
    asked = "、".join(str(_LABELS.get(code, code)) for code in fields.get("audience") or ())
    return asked or _("everyone")


def _said(change: Change, fields: dict[str, Any], programme: Programme) -> str:
    if change.subject == Subject.PHASE:
        return _("until %(day)s") % {"day": _day(fields.get("ends_on"))}
    if change.subject == Subject.DEADLINE:
        return _day(fields.get("due_on"))
    if change.subject == Subject.SENTENCE:
        return str(fields.get("what", ""))
    held = Requirement(
        metric=fields["metric"],
        code=fields["code"],
        operator=fields["operator"],
        numerator=fields["numerator"],
        denominator=fields["denominator"],
    )
    said = f"{CATALOGUE[held.metric].words} {condition(held, programme.minutes_per_hour)}"
    if fields.get("audience"):
        said = f"{said}（{audience(fields)}）"
    return said


def _day(value: object) -> str:
    return formats.day(date.fromisoformat(str(value))) if value else formats.NOTHING
