"""The order inside a unit: roles, bodies, posts, matters. Nothing here is posted: no figure counts it, and each row keeps
its own dates (settled question 22: what cuts across the trees is counted at reading)."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations import actions as organisations
from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, BodyUnit, Post, Unit
from taizhang.ground.people import actions as people
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import BodyMember, Membership, Person, Responsibility, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ledger.claims import claimed
from taizhang.lib.refusals import Answer, Refusal
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions.acts import check_day, demand


def _act(
    name: str,
    content: dict[str, Any],
    rule: Callable[[Viewer], Answer],
    by: Person | None,
    key: uuid.UUID,
    do: Callable[[], int | None],
) -> int:
    """One act that posts nothing: claim, ask, do; the number that ``do`` returns (0: none) answers every repeat."""
    with claimed(key=key, by=by, action=f"rolls.{name}", content=content) as claim:
        if claim.is_repeat:
            return int(claim.answer["made"])
        demand(by, rule)
        made = do() or 0
        claim.answer = {"made": made}
        return made


# --- roles ---


def give_role(
    *,
    person: Person,
    unit: Unit,
    role: RoleKind,
    on: date,
    by: Person | None,
    key: uuid.UUID,
    subtree: bool = True,
) -> Role:
    """Let a person do at a unit what a role allows, from a day on; a unit names one ledger keeper (R1-53).

    Raises `Refusal`: ``has_this_role``, ``keeper_named``, ``unit_not_open``.
    """
    content = {"person": person.pk, "unit": unit.pk, "role": role, "on": on, "subtree": subtree}

    def do() -> int:
        check_day(on)
        if unit.closed_on is not None:
            raise Refusal("unit_not_open", _("The unit was not open on that day."), field="unit")
        if role == RoleKind.KEEPER and Role.objects.filter(unit=unit, role=role, to_on__isnull=True).exists():
            raise Refusal("keeper_named", _("A ledger keeper is named already; withdraw that role first."))
        return people.give_role(person=person, unit=unit, role=role, on=on, subtree=subtree).pk

    made = _act("give_role", content, lambda viewer: rules.may_give_role(viewer, unit, role), by, key, do)
    return Role.objects.get(pk=made)


def withdraw_role(*, role: Role, on: date, by: Person | None, key: uuid.UUID) -> None:
    """End a role on a day."""

    def do() -> None:
        check_day(on)
        people.withdraw_role(role=role, on=on)

    content = {"role": role.pk, "on": on}
    kind = RoleKind(role.role)
    _act("withdraw_role", content, lambda viewer: rules.may_give_role(viewer, role.unit, kind), by, key, do)


# --- bodies ---


def start_body(
    *,
    unit: Unit,
    kind: BodyKind,
    name: str,
    on: date,
    by: Person | None,
    key: uuid.UUID,
    parent: Body | None = None,
) -> Body:
    """Set up a leading group, its office, a desk, a supervision group, a branch committee or a party group."""
    content = {"unit": unit.pk, "kind": kind, "name": name, "on": on, "parent": parent and parent.pk}
    rule = rules.may_shape_units if kind == BodyKind.SUPERVISION_GROUP else rules.may_order_unit

    def do() -> int:
        check_day(on)
        return organisations.start_body(unit=unit, kind=kind, name=name, on=on, parent=parent).pk

    return Body.objects.get(pk=_act("start_body", content, lambda viewer: rule(viewer, unit), by, key, do))


def extend_body(*, body: Body, to: date, by: Person | None, key: uuid.UUID) -> None:
    """Let a body stand until a later day (R4-04)."""
    _act(
        "extend_body",
        {"body": body.pk, "to": to},
        lambda viewer: rules.may_change_body(viewer, body),
        by,
        key,
        lambda: organisations.extend_body(body=body, to=to),
    )


def dissolve_body(*, body: Body, on: date, by: Person | None, key: uuid.UUID) -> None:
    """End a body with its desks, its people and its assigned units (R4-04)."""

    def do() -> None:
        check_day(on)
        people.empty_body(body=body, on=on)
        organisations.dissolve_body(body=body, on=on)

    content = {"body": body.pk, "on": on}
    _act("dissolve_body", content, lambda viewer: rules.may_change_body(viewer, body), by, key, do)


def join_body(
    *, body: Body, person: Person, on: date, by: Person | None, key: uuid.UUID, leads: bool = False
) -> BodyMember:
    """Put a person into a body; a party group takes people of its branch whatever their department (R0-13)."""

    def do() -> int:
        check_day(on)
        return people.join_body(body=body, person=person, on=on, leads=leads).pk

    content = {"body": body.pk, "person": person.pk, "on": on, "leads": leads}
    made = _act("join_body", content, lambda viewer: rules.may_change_body(viewer, body), by, key, do)
    return BodyMember.objects.get(pk=made)


def seat_people(
    *,
    body: Body,
    people_in: Sequence[Person],
    on: date,
    by: Person | None,
    key: uuid.UUID,
    leader: Person | None = None,
) -> None:
    """Put several people into a body at once; ``leader`` is the one of them who leads it, leaders sit as anybody."""

    def do() -> None:
        check_day(on)
        for person in people_in:
            people.join_body(body=body, person=person, on=on, leads=person == leader)

    content = {"body": body.pk, "people": [person.pk for person in people_in], "on": on, "leader": leader and leader.pk}
    _act("seat_people", content, lambda viewer: rules.may_change_body(viewer, body), by, key, do)


def leave_body(*, member: BodyMember, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Take a person out of a body."""

    def do() -> None:
        check_day(on)
        people.leave_body(member=member, on=on)

    content = {"member": member.pk, "on": on}
    _act("leave_body", content, lambda viewer: rules.may_change_body(viewer, member.body), by, key, do)


def assign_unit(*, body: Body, unit: Unit, on: date, by: Person | None, key: uuid.UUID) -> BodyUnit:
    """Let a supervision group watch a unit with all beneath it; both must be the office's."""

    def do() -> int:
        check_day(on)
        return organisations.assign_unit(body=body, unit=unit, on=on).pk

    content = {"body": body.pk, "unit": unit.pk, "on": on}
    made = _act(
        "assign_unit",
        content,
        lambda viewer: rules.may_change_body(viewer, body) and rules.may_shape_units(viewer, unit),
        by,
        key,
        do,
    )
    return BodyUnit.objects.get(pk=made)


def end_assignment(*, assignment: BodyUnit, on: date, by: Person | None, key: uuid.UUID) -> None:
    """A supervision group no longer watches a unit."""

    def do() -> None:
        check_day(on)
        organisations.end_assignment(assignment=assignment, on=on)

    content = {"assignment": assignment.pk, "on": on}
    _act("end_assignment", content, lambda viewer: rules.may_change_body(viewer, assignment.body), by, key, do)


# --- posts ---


def open_post(
    *,
    unit: Unit,
    title: str,
    by: Person | None,
    key: uuid.UUID,
    on_committee: bool = False,
    term_ends_on: date | None = None,
) -> Post:
    """Write a post that the unit should fill."""
    content = {"unit": unit.pk, "title": title, "on_committee": on_committee, "term_ends_on": term_ends_on}
    made = _act(
        "open_post",
        content,
        lambda viewer: rules.may_order_unit(viewer, unit),
        by,
        key,
        lambda: (
            organisations.write_post(unit=unit, title=title, on_committee=on_committee, term_ends_on=term_ends_on).pk
        ),
    )
    return Post.objects.get(pk=made)


def fill_post(*, post: Post, person: Person, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Let a person hold a post from a day on; it must be vacant and the person one of the unit's own."""

    def do() -> int:
        check_day(on)
        if not Membership.objects.filter(person=person, unit=post.unit, to_on__isnull=True).exists():
            raise Refusal("no_home", _("This person does not belong to the unit."), field="person")
        return people.fill_post(post=post, person=person, on=on).pk

    content = {"post": post.pk, "person": person.pk, "on": on}
    _act("fill_post", content, lambda viewer: rules.may_order_unit(viewer, post.unit), by, key, do)


def vacate_post(*, post: Post, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Nobody holds a post from a day on."""

    def do() -> None:
        check_day(on)
        people.vacate_post(post=post, on=on)

    content = {"post": post.pk, "on": on}
    _act("vacate_post", content, lambda viewer: rules.may_order_unit(viewer, post.unit), by, key, do)


def set_term(*, post: Post, ends_on: date | None, by: Person | None, key: uuid.UUID) -> None:
    """Set when the present term of a post ends, after an election for instance."""
    _act(
        "set_term",
        {"post": post.pk, "ends_on": ends_on},
        lambda viewer: rules.may_order_unit(viewer, post.unit),
        by,
        key,
        lambda: organisations.set_term(post=post, ends_on=ends_on),
    )


def abolish_post(*, post: Post, on: date, by: Person | None, key: uuid.UUID) -> None:
    """A post is no longer to be filled."""

    def do() -> None:
        check_day(on)
        people.vacate_post_if_held(post=post, on=on)
        organisations.abolish_post(post=post, on=on)

    content = {"post": post.pk, "on": on}
    _act("abolish_post", content, lambda viewer: rules.may_order_unit(viewer, post.unit), by, key, do)


# --- matters ---


def open_matter(
    *, unit: Unit, matter: str, by: Person | None, key: uuid.UUID, person: Person | None = None
) -> Responsibility:
    """Write a matter of a unit and the one person who answers for it, or none yet (R1-101)."""
    content = {"unit": unit.pk, "matter": matter, "person": person and person.pk}
    made = _act(
        "open_matter",
        content,
        lambda viewer: rules.may_order_unit(viewer, unit),
        by,
        key,
        lambda: people.write_matter(unit=unit, matter=matter, person=person).pk,
    )
    return Responsibility.objects.get(pk=made)


def answer_for_matter(
    *, responsibility: Responsibility, person: Person | None, on: date, by: Person | None, key: uuid.UUID
) -> Responsibility:
    """Let another person answer for a matter; never two at once (R1-101)."""

    def do() -> int:
        check_day(on)
        return people.answer_for(responsibility=responsibility, person=person, on=on).pk

    content = {"responsibility": responsibility.pk, "person": person and person.pk, "on": on}
    made = _act(
        "answer_for_matter", content, lambda viewer: rules.may_order_unit(viewer, responsibility.unit), by, key, do
    )
    return Responsibility.objects.get(pk=made)


def end_matter(*, responsibility: Responsibility, on: date, by: Person | None, key: uuid.UUID) -> None:
    """A matter ends."""

    def do() -> None:
        check_day(on)
        people.end_matter(responsibility=responsibility, on=on)

    content = {"responsibility": responsibility.pk, "on": on}
    _act("end_matter", content, lambda viewer: rules.may_order_unit(viewer, responsibility.unit), by, key, do)
