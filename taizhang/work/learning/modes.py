"""One standard of hours for everybody, reached in different ways: together, made up or at home, alone (R0-08).

Minutes count alike whatever the way; the page shows the way, group by group, against the one quota.
"""

from collections.abc import Collection
from dataclasses import dataclass

from taizhang.ground.messages.queries import LEAST
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import CENSUS, COUNTED, Category
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.programmes.queries import open_stay, standing_requirements
from taizhang.ledger.reading import Scope, totals_by_member_and_source
from taizhang.lib import clock
from taizhang.work.learning.lines import MINUTES
from taizhang.work.learning.rules import may_list_sessions

HOURS = "study_minutes"
TOGETHER, AT_HOME = "learning.session", ("learning.make_up", "learning.home_lesson")
# Groups that people may belong to beside their census category, and that often study in other ways.
BESIDE = (Category.LEADER, Category.FLOATING)


@dataclass(frozen=True, slots=True)
class Mix:
    """Minutes of a group by the way they were studied, and how many of it there are and have reached the quota."""

    people: int
    together: int
    made_up: int
    alone: int
    reached: int

    @property
    def minutes(self) -> int:
        """All minutes, whatever the way."""
        return self.together + self.made_up + self.alone

    @property
    def each(self) -> int:
        """Minutes of one member on average, cut to whole minutes."""
        return self.minutes // self.people if self.people else 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group of members with its mix; None where a group is too small to be broken down for this reader."""

    name: str
    people: int
    mix: Mix | None


@dataclass(frozen=True, slots=True)
class Modes:
    """The one standard, and how the groups of a unit reach it. ``differing`` are requirements that ask something else of some."""

    quota: int
    title: str
    whole: Mix
    groups: list[Group]
    differing: list[Requirement]


def modes_of(viewer: Viewer, unit: Unit, programme: Programme) -> Modes:
    """The mix of ways of a unit's own members in a programme; groups below five only to who may see names (question 32)."""
    may_list_sessions(viewer, unit).demand()
    asked = _hours_asked(unit, programme)
    quota = max((one.numerator for one in asked), default=0)
    people = [row.person_id for row in members_of(unit, on=clock.today()).filter(kind__in=COUNTED)]
    sums = totals_by_member_and_source(Scope((MINUTES,), programme=programme.pk, members=tuple(people)))
    categories = categories_on(people, on=clock.today())
    members = {
        category: [one for one in people if category in categories.get(one, set())] for category in (*CENSUS, *BESIDE)
    }
    is_open = bool(viewer.may_see_names(unit)) or all(not some or len(some) >= LEAST for some in members.values())
    groups = [
        Group(str(category.label), len(some), mix_of(some, sums, quota) if is_open else None)
        for category, some in members.items()
        if some
    ]
    differing = [one for one in asked if one.numerator != quota or one.audience or one.exempt]
    return Modes(quota, asked[0].title if asked else "", mix_of(people, sums, quota), groups, differing)


def mix_of(people: Collection[int], sums: dict[tuple[int, str], int], quota: int) -> Mix:
    """The mix of some people: every minute stands in exactly one way, and all ways count alike towards the quota."""
    own = {person: {source: net for (member, source), net in sums.items() if member == person} for person in people}
    together = sum(ways.get(TOGETHER, 0) for ways in own.values())
    made_up = sum(ways.get(source, 0) for ways in own.values() for source in AT_HOME)
    whole = sum(sum(ways.values()) for ways in own.values())
    reached = sum(sum(ways.values()) >= quota for ways in own.values()) if quota else 0
    return Mix(len(people), together, made_up, whole - together - made_up, reached)


def _hours_asked(unit: Unit, programme: Programme) -> list[Requirement]:
    stay = open_stay(unit, programme)
    rows = standing_requirements(programme, stay.phase) if stay else []
    return [one for one in rows if one.metric == HOURS and not one.code]
