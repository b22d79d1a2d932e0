"""Reading rolls: every function takes the viewer first and returns nothing the viewer may not see.

Who holds an office (a role, a post, a seat in a working body, a matter) is known by name to all who may see the unit;
who is only a member is known by name to the unit's own secretary and ledger keeper, others see counts (question 31).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from taizhang.ground.organisations.kinds import BodyKind, Tree
from taizhang.ground.organisations.models import Body, BodyUnit, Post, Unit, UnitChange
from taizhang.ground.organisations.queries import ancestors_of, open_on, under_one_of
from taizhang.ground.people.kinds import COUNTED, Category, RoleKind
from taizhang.ground.people.models import (
    BodyMember,
    Membership,
    Person,
    PostHolding,
    Responsibility,
    Role,
)
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, home_on, members_of, standing_on
from taizhang.ground.programmes.models import Batch, Enrolment, Programme, UnitPhase
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions.acts import UNIT_RECORD


def unit_at(viewer: Viewer, record: int) -> Unit:
    """The unit of a ``rolls.unit`` record. Raises 404 for no such record, `NotAllowed` for a stranger's."""
    found = Record.objects.filter(pk=record, type=UNIT_RECORD).select_related("unit", "unit__parent").first()
    if found is None:
        raise Http404
    rules.may_see_unit(viewer, found.unit).demand()
    return found.unit


def body_at(viewer: Viewer, number: int) -> Body:
    """A body at a unit the viewer may see."""
    body = Body.objects.filter(pk=number).select_related("unit", "parent").first()
    if body is None:
        raise Http404
    rules.may_see_unit(viewer, body.unit).demand()
    return body


def person_at(viewer: Viewer, number: int) -> Person:
    """A person, for themself and for those who keep the books of a unit where they belong."""
    person = Person.objects.filter(pk=number).first()
    if person is None:
        raise Http404
    today = clock.today()
    homes = [home for tree in Tree if (home := home_on(person, tree=tree, on=today)) is not None]
    if not any(rules.may_see_person(viewer, person, home) for home in homes):
        rules.may_see_person(viewer, person, None).demand()
    return person


def programme_at(viewer: Viewer, number: int) -> Programme:
    """A programme whose unit the viewer may see, or in which a unit of theirs takes part."""
    programme = Programme.objects.filter(pk=number).select_related("unit").first()
    if programme is None:
        raise Http404
    reached = Unit.objects.filter(_sight(viewer))
    if not Enrolment.objects.filter(programme=programme, unit__in=reached).exists():
        rules.may_see_unit(viewer, programme.unit).demand()
    return programme


def _sight(viewer: Viewer) -> Q:
    return viewer.reach() | Q(pk__in=[home.pk for home in viewer.homes.values()])


def with_records(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with ``record_id``, the address of their page."""
    record = Record.objects.filter(type=UNIT_RECORD, unit=OuterRef("pk")).values("pk")[:1]
    return units.annotate(record_id=Subquery(record))


def units_shown(
    viewer: Viewer, *, tree: str = "", kind: str = "", state: str = "open", words: str = "", on: date | None = None
) -> QuerySet[Unit]:
    """Units the viewer may see, in code order, filtered as the address says."""
    rows = Unit.objects.filter(_sight(viewer))
    if tree:
        rows = rows.filter(tree=tree)
    if kind:
        rows = rows.filter(kind=kind)
    if state == "open":
        rows = rows.filter(open_on(on or clock.today()))
    elif state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__startswith=words))
    return with_records(rows).order_by("tree", "code", "pk")


def own_counts(units: Sequence[Unit], *, on: date) -> dict[int, int]:
    """How many counted members each unit has of its own on a day."""
    rows = Membership.objects.filter(standing_on(on), unit__in=units, kind__in=COUNTED).values_list(
        "unit_id", flat=True
    )
    return Counter(rows)


@dataclass(slots=True)
class RosterRow:
    """One person of a unit as a reader near them sees it."""

    membership: Membership
    categories: list[str]
    department: str = ""


@dataclass(slots=True)
class RosterGroup:
    """One party group of a branch with its people, or those in none (``body`` None)."""

    body: Body | None
    leader: str
    rows: list[RosterRow]


@dataclass(slots=True)
class UnitPage:
    """All that a unit's page shows; ``groups`` stays empty for a viewer who may not see names."""

    unit: Unit
    record: int
    above: list[Unit]
    below: list[Unit]
    members: int
    by_kind: dict[str, int]
    groups: list[RosterGroup] = field(default_factory=list)
    group_sizes: list[tuple[Body, int]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    posts: list[tuple[Post, PostHolding | None]] = field(default_factory=list)
    matters: list[Responsibility] = field(default_factory=list)
    enrolments: list["EnrolmentRow"] = field(default_factory=list)
    history: list[UnitChange] = field(default_factory=list)

    @property
    def keeper(self) -> Role | None:
        """Who keeps the unit's ledger, named (R1-53)."""
        return next((role for role in self.roles if role.role == RoleKind.KEEPER), None)


@dataclass(slots=True)
class EnrolmentRow:
    """One programme of a unit: who directs it, who watches it, how it fits the plan, the phase it is in."""

    enrolment: Enrolment
    stay: UnitPhase | None


def unit_page(viewer: Viewer, unit: Unit, record: int) -> UnitPage:
    """Everything on a unit's page, as far as the viewer may see it. A fixed number of queries."""
    today = clock.today()
    roster = list(members_of(unit, on=today))
    parents = Unit.objects.filter(pk__in=[above.pk for above in ancestors_of(unit)])
    page = UnitPage(
        unit=unit,
        record=record,
        above=list(with_records(parents).order_by("path")),
        below=list(with_records(unit.children.all()).order_by("code")),
        members=sum(row.kind in COUNTED for row in roster),
        by_kind=Counter(row.kind for row in roster),
    )
    standing = list(
        unit.bodies.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=today))
        .select_related("parent")
        .order_by("started_on", "pk")
    )
    dissolved = unit.bodies.filter(dissolved_on__lte=today).order_by("dissolved_on", "pk")
    groups = [body for body in standing if body.kind == BodyKind.PARTY_GROUP]
    page.bodies = [body for body in standing if body.kind != BodyKind.PARTY_GROUP] + list(dissolved)
    sizes = Counter(BodyMember.objects.filter(standing_on(today), body__in=groups).values_list("body_id", flat=True))
    page.group_sizes = [(body, sizes[body.pk]) for body in groups]
    if viewer.may_see_names(unit):
        page.groups = _roster(unit, roster, groups, today)
    page.roles = list(
        Role.objects.filter(standing_on(today), unit=unit).select_related("person").order_by("person__code", "pk")
    )
    holdings = {
        holding.post_id: holding
        for holding in PostHolding.objects.filter(standing_on(today), post__unit=unit).select_related("person")
    }
    page.posts = [(post, holdings.get(post.pk)) for post in unit.posts.filter(abolished_on__isnull=True).order_by("pk")]
    page.matters = list(
        Responsibility.objects.filter(unit=unit, ended_on__isnull=True).select_related("person").order_by("pk")
    )
    page.enrolments = _enrolments(unit)
    page.history = list(
        UnitChange.objects.filter(Q(unit=unit) | Q(other=unit)).select_related("unit", "other").order_by("on", "pk")
    )
    return page


def _roster(unit: Unit, roster: Sequence[Membership], groups: Sequence[Body], on: date) -> list[RosterGroup]:
    people = [row.person_id for row in roster]
    categories = categories_on(people, on=on)
    departments = dict(
        Membership.objects.filter(standing_on(on), person__in=people, tree=Tree.ADMINISTRATIVE).values_list(
            "person_id", "unit__name"
        )
    )
    seats = BodyMember.objects.filter(standing_on(on), body__in=groups).select_related("person")
    places = {seat.person_id: seat for seat in seats}
    found = [RosterGroup(body, "", []) for body in groups]
    found.append(RosterGroup(None, "", []))
    by_body = {group.body.pk if group.body else 0: group for group in found}
    for row in roster:
        seat = places.get(row.person_id)
        group = by_body[seat.body_id if seat else 0]
        group.rows.append(
            RosterRow(
                row,
                [str(Category(one).label) for one in sorted(categories.get(row.person_id, ()))],
                departments.get(row.person_id, ""),
            )
        )
        if seat and seat.leads:
            group.leader = row.person.name
    return [group for group in found if group.body or group.rows]


def _enrolments(unit: Unit) -> list[EnrolmentRow]:
    rows = list(
        Enrolment.objects.filter(unit=unit)
        .select_related("programme", "programme__record", "batch", "superior", "supervision_group")
        .order_by("from_on", "pk")
    )
    stays = {
        stay.programme_id: stay
        for stay in UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).select_related("phase")
    }
    return [EnrolmentRow(row, stays.get(row.programme_id)) for row in rows]


@dataclass(slots=True)
class BodyPage:
    """A body with its people, desks and the units it watches; names of party groups only near the branch."""

    body: Body
    record: int
    names_shown: bool
    seats: list[BodyMember]
    desks: list[Body]
    units: list[tuple[int, Unit, date]]

    @property
    def leads(self) -> BodyMember | None:
        """Who leads it."""
        return next((seat for seat in self.seats if seat.leads), None)


def body_page(viewer: Viewer, body: Body) -> BodyPage:
    """What a body's page shows."""
    today = clock.today()
    seats = list(BodyMember.objects.filter(standing_on(today), body=body).select_related("person").order_by("pk"))
    watched = body.assignments.filter(to_on__isnull=True).select_related("unit").order_by("unit__code")
    return BodyPage(
        body=body,
        record=record_number(body.unit),
        names_shown=body.kind != BodyKind.PARTY_GROUP or viewer.may_see_names(body.unit),
        seats=seats,
        desks=list(body.desks.order_by("kind", "pk")),
        units=[(row.pk, row.unit, row.from_on) for row in watched],
    )


def record_number(unit: Unit) -> int:
    """The number of a unit's record, the address of its page."""
    return Record.objects.values_list("pk", flat=True).get(type=UNIT_RECORD, unit=unit)


@dataclass(slots=True)
class MatterPage:
    """The matters of a unit: each with one answerable person or none, and the people without any (R1-101)."""

    matters: list[Responsibility]
    without_person: list[Responsibility]
    people_without: int
    names_without: list[Person]


def matter_page(viewer: Viewer, unit: Unit) -> MatterPage:
    """Matters in the order they were written; people without one by name only for those near."""
    today = clock.today()
    matters = list(
        Responsibility.objects.filter(unit=unit, ended_on__isnull=True).select_related("person").order_by("pk")
    )
    answering = {row.person_id for row in matters if row.person_id}
    idle = [row.person for row in members_of(unit, on=today) if row.person_id not in answering]
    return MatterPage(
        matters=matters,
        without_person=[row for row in matters if row.person_id is None],
        people_without=len(idle),
        names_without=idle if viewer.may_see_names(unit) else [],
    )


@dataclass(slots=True)
class PersonPage:
    """A person's roll: where they belonged, what they are, what they hold."""

    person: Person
    memberships: list[Membership]
    categories: list[str]
    seats: list[BodyMember]
    posts: list[PostHolding]
    roles: list[Role]


def person_page(viewer: Viewer, person: Person) -> PersonPage:
    """The roll of a person that `person_at` has let the viewer see."""
    today = clock.today()
    return PersonPage(
        person=person,
        memberships=list(person.memberships.select_related("unit").order_by("-from_on", "-pk")),
        categories=[
            str(Category(one).label) for one in sorted(categories_on([person.pk], on=today).get(person.pk, ()))
        ],
        seats=list(person.bodies.filter(standing_on(today)).select_related("body", "body__unit")),
        posts=list(person.posts.filter(standing_on(today)).select_related("post", "post__unit")),
        roles=list(person.roles.filter(standing_on(today)).select_related("unit")),
    )


@dataclass(slots=True)
class BatchRow:
    """One batch: its dates, the kinds of unit it covers, how many units take part."""

    batch: Batch
    enrolled: int


def batches_of(programme: Programme) -> list[BatchRow]:
    """The batches of a programme in order, with how many units take part in each."""
    sizes = Counter(
        Enrolment.objects.filter(programme=programme, to_on__isnull=True).values_list("batch_id", flat=True)
    )
    return [BatchRow(batch, sizes[batch.pk]) for batch in Batch.objects.filter(programme=programme).order_by("number")]


def enrolled_units(viewer: Viewer, programme: Programme, batch: Batch | None = None) -> QuerySet[Enrolment]:
    """The units that take part and the viewer may see, in code order."""
    rows = Enrolment.objects.filter(
        programme=programme, to_on__isnull=True, unit__in=Unit.objects.filter(_sight(viewer))
    ).select_related("unit", "batch", "superior", "supervision_group")
    return (rows.filter(batch=batch) if batch else rows).order_by("unit__code")


def enrolment_at(viewer: Viewer, number: int) -> Enrolment:
    """One enrolment of a unit the viewer may see."""
    row = (
        Enrolment.objects.filter(pk=number)
        .select_related("unit", "programme", "programme__unit", "superior", "supervision_group")
        .first()
    )
    if row is None:
        raise Http404
    rules.may_see_unit(viewer, row.unit).demand()
    return row


def record_of_number(unit: int) -> int:
    """The record of the unit of a number; 404 when there is none."""
    record = Record.objects.filter(type=UNIT_RECORD, unit=unit).values_list("pk", flat=True).first()
    if record is None:
        raise Http404
    return record


def departments_of(unit: Unit) -> dict[int, str]:
    """The department of each of a unit's people, by their numbers; for forms of those near the unit."""
    today = clock.today()
    here = members_of(unit, on=today).values("person")
    rows = Membership.objects.filter(standing_on(today), person__in=here, tree=Tree.ADMINISTRATIVE)
    return dict(rows.values_list("person_id", "unit__name"))


def role_at(viewer: Viewer, number: int) -> Role:
    """A role on a unit the viewer may see."""
    return _at(viewer, Role.objects.select_related("unit", "person"), number)


def post_at(viewer: Viewer, number: int) -> Post:
    """A post of a unit the viewer may see."""
    return _at(viewer, Post.objects.select_related("unit"), number)


def matter_at(viewer: Viewer, number: int) -> Responsibility:
    """A matter of a unit the viewer may see."""
    return _at(viewer, Responsibility.objects.select_related("unit"), number)


def seat_at(viewer: Viewer, number: int) -> BodyMember:
    """A seat in a body at a unit the viewer may see."""
    row = BodyMember.objects.filter(pk=number).select_related("body__unit").first()
    if row is None:
        raise Http404
    rules.may_see_unit(viewer, row.body.unit).demand()
    return row


def assignment_at(viewer: Viewer, number: int) -> BodyUnit:
    """A unit's assignment to a supervision group at a unit the viewer may see."""
    row = BodyUnit.objects.filter(pk=number).select_related("body__unit", "unit").first()
    if row is None:
        raise Http404
    rules.may_see_unit(viewer, row.body.unit).demand()
    return row


_OfUnit = TypeVar("_OfUnit", Role, Post, Responsibility)


def _at(viewer: Viewer, rows: QuerySet[_OfUnit], number: int) -> _OfUnit:
    row = rows.filter(pk=number).first()
    if row is None:
        raise Http404
    rules.may_see_unit(viewer, row.unit).demand()
    return row


def units_beneath(viewer: Viewer, programme: Programme, units: Sequence[Unit], batch: Batch | None) -> list[Unit]:
    """These units and all open ones beneath that the batch covers and that do not take part yet, in code order."""
    rows = Unit.objects.filter(under_one_of(units), _sight(viewer), open_on(clock.today()))
    if batch and batch.unit_kinds:
        rows = rows.filter(kind__in=batch.unit_kinds)
    taking_part = Enrolment.objects.filter(programme=programme, to_on__isnull=True).values("unit")
    return list(rows.exclude(pk__in=taking_part).order_by("code"))


def supervision_groups(unit: Unit) -> QuerySet[Body]:
    """The standing supervision groups at a unit."""
    return Body.objects.filter(unit=unit, kind=BodyKind.SUPERVISION_GROUP, dissolved_on__isnull=True).order_by("pk")


def open_stay(enrolment: Enrolment) -> UnitPhase:
    """The phase that is open for a unit in a programme."""
    return UnitPhase.objects.select_related("phase").get(
        programme=enrolment.programme, unit=enrolment.unit, closed_on__isnull=True
    )
