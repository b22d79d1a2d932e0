"""What pages of contact points show. Each asks for the viewer first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Membership, Person, PersonCategory
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.models import Enrolment, Programme
from taizhang.lib import clock
from taizhang.work.contact_points.models import ContactPoint, Problem, Visit
from taizhang.work.contact_points.rules import may_assign, may_see_board, may_see_point, may_see_unit


def find_point(viewer: Viewer, record: int) -> ContactPoint:
    """The contact point of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    rows = ContactPoint.objects.select_related("record", "unit", "leader", "programme__unit")
    point = rows.get(record=record)
    may_see_point(viewer, point).demand()
    return point


def find_visit(viewer: Viewer, record: int) -> Visit:
    """The visit of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    deep = ("record", "point__unit", "point__leader", "point__programme__unit", "point__record")
    visit = Visit.objects.select_related(*deep).get(record=record)
    may_see_point(viewer, visit.point).demand()
    return visit


def find_problem(viewer: Viewer, record: int) -> Problem:
    """The problem of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    deep = ("record", "visit__record", "visit__point__unit", "visit__point__leader", "visit__point__programme__unit")
    problem = Problem.objects.select_related(*deep).get(record=record)
    may_see_point(viewer, problem.visit.point).demand()
    return problem


def visits_of(point: ContactPoint) -> list[Visit]:
    """The visits to a contact point, the newest first, with their problems."""
    rows = point.visits.select_related("record").prefetch_related("problems", "record__texts")
    return list(rows.order_by("-on", "-pk"))


@dataclass(frozen=True, slots=True)
class Standing:
    """One contact point with what was done there: visits, the last of them, problems found and open."""

    point: ContactPoint
    visits: int
    last_on: date | None
    found: int
    waiting: int


def standings(points: QuerySet[ContactPoint]) -> list[Standing]:
    """Contact points with what was done there, in unit code order."""
    real = Q(visits__is_withdrawn=False)
    valid = Q(visits__problems__is_withdrawn=False)
    rows = points.select_related("record", "unit", "leader").annotate(
        paid=Count("visits", filter=real, distinct=True),
        last=Max("visits__on", filter=real),
        found=Count("visits__problems", filter=valid, distinct=True),
        waiting=Count("visits__problems", filter=valid & Q(visits__problems__settled_on__isnull=True), distinct=True),
    )
    return [Standing(one, one.paid, one.last, one.found, one.waiting) for one in rows.order_by("unit__code", "pk")]


@dataclass(frozen=True, slots=True)
class Board:
    """All contact points of a programme, and the leaders who have none."""

    standings: list[Standing]
    without: list[Person]
    may_assign: bool


def board_of(viewer: Viewer, programme: Programme) -> Board:
    """Who is assigned where, what was done there, and which leaders of the programme have no contact point."""
    may_see_board(viewer, programme).demand()
    running = ContactPoint.objects.filter(programme=programme, to_on__isnull=True)
    without = leaders_of(programme).exclude(pk__in=running.values("leader"))
    return Board(standings(running), list(without), bool(may_assign(viewer, programme)))


def leaders_of(programme: Programme) -> QuerySet[Person]:
    """The leaders whose unit takes part in a programme today, in roster order."""
    standing = standing_on(clock.today())
    leading = PersonCategory.objects.filter(standing, category=Category.LEADER).values("person")
    here = Membership.objects.filter(standing, unit__in=units_of(programme).values("pk")).values("person")
    return Person.objects.filter(pk__in=leading).filter(pk__in=here).order_by("code")


def units_of(programme: Programme) -> QuerySet[Unit]:
    """The units that take part in a programme today, in code order."""
    taking = Enrolment.objects.filter(standing_on(clock.today()), programme=programme).values("unit")
    return Unit.objects.filter(pk__in=taking).order_by("code")


def points_of(person: Person) -> list[Standing]:
    """The contact points of a leader."""
    return standings(ContactPoint.objects.filter(leader=person, to_on__isnull=True))


def points_in(viewer: Viewer, unit: Unit) -> list[Standing]:
    """The contact points that a unit is, and those beneath for who holds a role there."""
    may_see_unit(viewer, unit).demand()
    running = ContactPoint.objects.filter(to_on__isnull=True)
    if viewer.holds(unit):
        return standings(running.filter(unit__in=subtree_of(unit)))
    return standings(running.filter(unit=unit))
