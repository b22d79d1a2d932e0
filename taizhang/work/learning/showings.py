"""Films and other media shown together: how often, to how many people, and each session behind the count (R1-47)."""

from collections import defaultdict
from dataclasses import dataclass, field

from taizhang.ground.materials.kinds import SHOWN_KINDS
from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.permissions import Viewer
from taizhang.work.learning.kinds import Mark, SessionForm, SessionState
from taizhang.work.learning.models import RollMark, Session
from taizhang.work.learning.rules import may_list_sessions


@dataclass(slots=True)
class Showing:
    """One session that showed something, with how many came."""

    session: Session
    films: list[Material]
    came: int


@dataclass(slots=True)
class Shown:
    """A unit or a film with its showings; ``people`` are different people, however often they came."""

    name: str
    showings: int = 0
    people: set[int] = field(default_factory=set)
    unit: int = 0
    record: int = 0

    @property
    def reached(self) -> int:
        """How many different people it reached."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Showings:
    """All showings of a unit and those beneath it: in all, by unit in code order, by film by title, and one by one."""

    whole: Shown
    by_unit: list[Shown]
    by_film: list[Shown]
    sessions: list[Showing]


def showings_of(viewer: Viewer, unit: Unit) -> Showings:
    """The booked showings of a unit and of those beneath it, the newest first."""
    may_list_sessions(viewer, unit).demand()
    rows = Session.objects.filter(
        unit__in=subtree_of(unit), state=SessionState.CLOSED, form=SessionForm.FILM
    ).select_related("unit", "record")
    sessions = list(rows.prefetch_related("materials__record").order_by("-on", "-starts_at", "-pk"))
    there: dict[int, set[int]] = defaultdict(set)
    marks = RollMark.objects.filter(session__in=rows.values("pk"), mark=Mark.PRESENT)
    for number, person in marks.values_list("session", "person"):
        there[number].add(person)
    whole = Shown(unit.name)
    units: dict[int, Shown] = {}
    films: dict[int, Shown] = {}
    found = []
    for session in sessions:
        people = there[session.pk]
        shown = [one for one in session.materials.all() if one.kind in SHOWN_KINDS]
        found.append(Showing(session, shown, len(people)))
        counted = [whole, units.setdefault(session.unit_id, Shown(session.unit.name, unit=session.unit_id))]
        counted += [films.setdefault(one.pk, Shown(one.title, record=one.record_id)) for one in shown]
        for tally in counted:
            tally.showings += 1
            tally.people |= people
    codes = {session.unit_id: session.unit.code for session in sessions}
    return Showings(
        whole,
        [units[number] for number in sorted(units, key=lambda number: codes[number])],
        sorted(films.values(), key=lambda one: one.name),
        found,
    )
