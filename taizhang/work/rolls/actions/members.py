"""People join, pass from one unit to another, leave, and change category: the facts behind every denominator.

A category is booked at each unit where the person belongs, so that a unit's census is the sum of its lines on any day.
Acts on one person go forward in time: a day before their newest roll entry is refused, so no balance is ever negative.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people import actions as people
from taizhang.ground.people.actions import NewMember
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.models import Membership, Person, PersonCategory
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import MAX_LINES, Line, post
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions.acts import act_name, check_day, demand, record_of


def admit_member(*, unit: Unit, member: NewMember, on: date, by: Person | None, key: uuid.UUID) -> Person:
    """Take one person onto a unit's roll; posts as `admit_members`."""
    return admit_members(unit=unit, members=[member], on=on, by=by, key=key)[0]


def admit_members(
    *, unit: Unit, members: Sequence[NewMember], on: date, by: Person | None, key: uuid.UUID
) -> list[Person]:
    """Take people onto a unit's roll in one entry: ``rolls.member_joined`` and a ``rolls.category_changed`` each.

    Raises `Refusal`: ``no_members``, ``too_many_lines``, ``has_a_home``, ``earlier_than_last``, ``unit_not_open`` …
    """
    content = {
        "unit": unit.pk,
        "on": on,
        "members": [[new.code, new.name, new.kind, list(new.categories)] for new in members],
    }
    with claimed(key=key, by=by, action="rolls.admit_members", content=content) as claim:
        if claim.is_repeat:
            found = Person.objects.in_bulk(claim.answer["people"])
            return [found[number] for number in claim.answer["people"]]
        demand(by, lambda viewer: rules.may_keep_roster(viewer, unit))
        check_day(on)
        if not members:
            raise Refusal("no_members", _("Name at least one person."), field="members")
        by_code = people.write_people(people=members, on=on)
        arriving = [(by_code[new.code], new.kind) for new in members]
        check_newest([person for person, _kind in arriving], on)
        people.open_homes(unit=unit, people=arriving, on=on)
        categories = _standing_categories(person.pk for person, _kind in arriving)
        lines = [
            line
            for person, kind in arriving
            for line in _lines("rolls.member_joined", unit.pk, person.pk, kind, categories.get(person.pk, []), on, 1)
        ]
        if len(lines) > MAX_LINES:
            raise Refusal("too_many_lines", _("One entry holds at most 10,000 lines; send it in parts."))
        post(source=record_of(unit), act=act_name("joined", key), lines=lines, by=by, key=key)
        claim.answer = {"people": [person.pk for person, _kind in arriving]}
    return [person for person, _kind in arriving]


def transfer_member(
    *,
    person: Person,
    unit: Unit,
    on: date,
    by: Person | None,
    key: uuid.UUID,
    kind: MembershipKind | None = None,
) -> None:
    """Pass a person into another unit of the same tree, by left and joined in one entry; old lines stay with the old.

    ``kind`` is what they belong as from then on (None: as before). Raises `Refusal`: ``no_home``, ``same_unit``,
    ``earlier_than_last``, ``unit_not_open``.
    """
    content = {"person": person.pk, "unit": unit.pk, "on": on, "kind": kind}
    with claimed(key=key, by=by, action="rolls.transfer_member", content=content) as claim:
        if claim.is_repeat:
            return
        home = _home(person, unit.tree)
        demand(by, lambda viewer: rules.may_transfer(viewer, home.unit, unit))
        check_day(on)
        if home.unit_id == unit.pk and kind in (None, home.kind):
            raise Refusal("same_unit", _("The person belongs there already."), field="unit")
        check_newest([person], on)
        people.close_homes(memberships=[home], on=on)
        people.open_homes(unit=unit, people=[(person, kind or MembershipKind(home.kind))], on=on)
        lines = moving_lines([home], unit, on, kind=kind)
        post(source=record_of(home.unit), act=act_name("transferred", key), lines=lines, by=by, key=key)


def release_member(*, person: Person, unit: Unit, on: date, by: Person | None, key: uuid.UUID) -> None:
    """A person leaves a unit's roll for good. Posts ``rolls.member_left``; their own record stays."""
    content = {"person": person.pk, "unit": unit.pk, "on": on}
    with claimed(key=key, by=by, action="rolls.release_member", content=content) as claim:
        if claim.is_repeat:
            return
        demand(by, lambda viewer: rules.may_keep_roster(viewer, unit))
        check_day(on)
        home = _home(person, unit.tree)
        if home.unit_id != unit.pk:
            raise Refusal("no_home", _("This person does not belong to the unit."), field="person")
        check_newest([person], on)
        people.close_homes(memberships=[home], on=on)
        standing = _standing_categories([person.pk]).get(person.pk, [])
        lines = _lines("rolls.member_left", unit.pk, person.pk, home.kind, standing, on, -1)
        post(source=record_of(unit), act=act_name("left", key), lines=lines, by=by, key=key)


def change_category(
    *,
    person: Person,
    on: date,
    by: Person | None,
    key: uuid.UUID,
    gained: Sequence[Category] = (),
    lost: Sequence[Category] = (),
) -> None:
    """Add and end categories of a person. Posts ``rolls.category_changed`` at each unit where they belong.

    Raises `Refusal`: ``nothing_changes``, ``bad_categories``, ``not_of_category``, ``no_home``, ``earlier_than_last``.
    """
    content = {"person": person.pk, "on": on, "gained": list(gained), "lost": list(lost)}
    with claimed(key=key, by=by, action="rolls.change_category", content=content) as claim:
        if claim.is_repeat:
            return
        homes = list(
            Membership.objects.filter(person=person, to_on__isnull=True).select_related("unit").order_by("tree")
        )
        if not homes:
            raise Refusal("no_home", _("This person does not belong to the unit."), field="person")
        if by is not None:
            _demand_one(by, homes)
        check_day(on)
        if not gained and not lost:
            raise Refusal("nothing_changes", _("There is nothing to change."), field="categories")
        check_newest([person], on)
        people.change_categories(person=person, gained=gained, lost=lost, on=on)
        lines = [
            Line("rolls.category_changed", home.unit_id, on, amount, code=category, member=person.pk)
            for home in homes
            for amount, categories in ((1, gained), (-1, lost))
            for category in categories
        ]
        post(source=record_of(homes[0].unit), act=act_name("category", key), lines=lines, by=by, key=key)


def check_newest(persons: Sequence[Person], on: date) -> None:
    """Refuse a day before the newest change in the rolls of any of these people."""
    wanted = [person.pk for person in persons]
    days = [
        *Membership.objects.filter(person__in=wanted).aggregate(Max("from_on"), Max("to_on")).values(),
        *PersonCategory.objects.filter(person__in=wanted).aggregate(Max("from_on"), Max("to_on")).values(),
    ]
    newest = max((day for day in days if day is not None), default=None)
    if newest is not None and on < newest:
        raise Refusal(
            "earlier_than_last",
            _("A later change of this person is booked already; choose that day or a later one."),
            field="on",
            newest=newest,
        )


def moving_lines(
    homes: Sequence[Membership], unit: Unit, on: date, *, kind: MembershipKind | None = None
) -> list[Line]:
    """Lines of people who pass from where they belong into ``unit``, categories included."""
    categories = _standing_categories(home.person_id for home in homes)
    lines: list[Line] = []
    for home in homes:
        standing = categories.get(home.person_id, [])
        lines += _lines("rolls.member_left", home.unit_id, home.person_id, home.kind, standing, on, -1, to=unit.pk)
        lines += _lines(
            "rolls.member_joined", unit.pk, home.person_id, kind or home.kind, standing, on, 1, to=home.unit_id
        )
    return lines


def _lines(
    kind: str, unit: int, member: int, code: str, categories: Iterable[str], on: date, sign: int, *, to: int = 0
) -> list[Line]:
    """One line for the roll and one for each category."""
    other = {"from" if sign > 0 else "to": to} if to else None
    return [
        # who leaves is booked as -1 of "left", as the sum of joined and left is who belongs
        Line(kind, unit, on, sign, code=code, member=member, data=other),
        *(Line("rolls.category_changed", unit, on, sign, code=category, member=member) for category in categories),
    ]


def _standing_categories(members: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = PersonCategory.objects.filter(person__in=list(members), to_on__isnull=True).order_by("pk")
    for member, category in rows.values_list("person_id", "category"):
        found.setdefault(member, []).append(category)
    return found


def _home(person: Person, tree: str) -> Membership:
    home = (
        Membership.objects.select_for_update()
        .select_related("unit", "person")
        .filter(person=person, tree=tree, to_on__isnull=True)
        .first()
    )
    if home is None:
        raise Refusal("no_home", _("This person does not belong to the unit."), field="person")
    return home


def _demand_one(by: Person, homes: Sequence[Membership]) -> None:
    """One of the units where the person belongs is enough."""
    viewer = viewer_of(by)
    answers = [rules.may_keep_roster(viewer, home.unit) for home in homes]
    if not any(answers):
        answers[0].demand()
