"""Whose notes stand on a sheet: those whose papers the head of a unit reads, or the members of a group."""

from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.kinds import COUNTED, VOLUNTARY, Category
from taizhang.ground.people.models import BodyMember, Person
from taizhang.ground.people.queries import categories_on, members_of, standing_on
from taizhang.ground.people.reviewing import reviewed_in
from taizhang.lib import clock

# Who writes no notes is exempt without a reason (R1-41), and voluntary categories never owe.
FREE = {Category.CANNOT_WRITE.value, *(one.value for one in VOLUNTARY)}


def sheet_of(unit: Unit, *, group: Body | None = None, whole: bool = False) -> list[Person]:
    """The persons on a unit's sheet in roster order: whose notes its head reads; with ``whole`` all its members who write,
    with a group those of it."""
    today = clock.today()
    if whole:
        people = [row.person_id for row in members_of(unit, on=today) if row.kind in COUNTED]
        if group:
            inside = BodyMember.objects.filter(standing_on(today), body=group).values_list("person_id", flat=True)
            people = [person for person in people if person in set(inside)]
    else:
        people = reviewed_in(unit)
    categories = categories_on(people, on=today)
    due = [person for person in people if not categories.get(person, set()) & FREE]
    return list(Person.objects.filter(pk__in=due).order_by("code"))
