"""Who may say what a record serves; the same answer draws the buttons and refuses the request."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.records.models import Record, Sight
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.notices.rules import stands_under

KEEPING = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_see_tags(viewer: Viewer, record: Record) -> Answer:
    """Open records show what they serve to who answers for their unit and to everyone in it or beneath it."""
    if record.sight != Sight.OPEN:
        return Denied(_("This record is not open."), code="not_open")
    if viewer.holds(record.unit) or stands_under(viewer, record.unit):
        return Allowed()
    return Denied(_("This record belongs to a unit that you do not answer for."), code="not_reached")


def may_tag(viewer: Viewer, record: Record) -> Answer:
    """Those who keep the books of a record's unit say what it serves."""
    answer = may_see_tags(viewer, record)
    if not answer:
        return answer
    if viewer.holds(record.unit, *KEEPING):
        return Allowed()
    return Denied(_("Only those who keep the books of this unit say what a record serves."), code="not_keeper")
