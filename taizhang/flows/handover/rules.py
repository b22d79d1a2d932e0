"""Who hands open matters over."""

from django.utils.translation import gettext as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied


def may_see_panel(viewer: Viewer, unit: Unit) -> Answer:
    """The panel is asked for by whoever may open the page of routine work; it names matters to the keepers of books only."""
    if viewer.belongs_to(unit) or viewer.holds(unit):
        return Allowed()
    return Denied(_("The routine work of a unit is seen by its people and those above."))


def may_hand_over(viewer: Viewer, unit: Unit) -> Answer:
    """Open matters name people, so they are handed over by who keeps the books of that very unit."""
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Open matters are handed over by who keeps the books of the unit."))
