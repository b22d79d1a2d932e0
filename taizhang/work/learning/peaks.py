"""A peak of work while it lasts: first reading in hours that members choose, second another day of the phase (R0-11)."""

from dataclasses import dataclass
from datetime import date

from taizhang.ground.calendar.models import Occasion
from taizhang.ground.calendar.queries import busy_times, free_days, peaks_of, phase_days
from taizhang.ground.materials.models import Material
from taizhang.ground.materials.queries import materials_of, read_by
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.models import Session
from taizhang.work.learning.rules import may_list_sessions


@dataclass(frozen=True, slots=True)
class Peak:
    """A peak of work of a unit, with what is required reading, and the group sessions that lie in it."""

    occasion: Occasion
    required: list[Material]
    sessions: list[tuple[Session, list[date]]]

    @property
    def has_free(self) -> bool:
        """Whether any of the sessions has a day of the phase that keeps away from all business."""
        return any(days for _session, days in self.sessions)


def peak_of(viewer: Viewer, unit: Unit) -> Peak | None:
    """The peak that lasts today, with the sessions to come in it and the days of the phase that are free of business."""
    may_list_sessions(viewer, unit).demand()
    found = peaks_of(unit, on=clock.today())
    if not found:
        return None
    peak = max(found, key=lambda one: one.ends_on)
    first, last = phase_days(unit)
    rows = Session.objects.filter(
        unit=unit, state=SessionState.PLANNED, on__gte=clock.today(), on__lte=peak.ends_on
    ).select_related("record")
    busy = busy_times(unit)
    sessions = [(one, free_days(busy, one.on, first=first, last=last)) for one in rows.order_by("on", "starts_at")]
    return Peak(peak, _required(unit), sessions)


def own_peak(viewer: Viewer) -> Peak | None:
    """For a member: the peak of their branch, with the required reading they have not done yet."""
    home = viewer.home
    found = peaks_of(home, on=clock.today()) if home else []
    if home is None or not found:
        return None
    required = _required(home)
    done = read_by(viewer.person.pk, required)
    return Peak(max(found, key=lambda one: one.ends_on), [one for one in required if one.pk not in done], [])


def _required(unit: Unit) -> list[Material]:
    return [one for one in materials_of(programmes_of(unit), unit) if one.is_must]
