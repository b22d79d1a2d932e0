"""Units open, are renamed, move, merge, split and close; the old ones keep their records (R1-157)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.queries import owed_by_unit, standing_records
from taizhang.ground.organisations import actions as organisations
from taizhang.ground.organisations.actions import OpeningUnit
from taizhang.ground.organisations.kinds import ChangeKind, Tree, UnitKind
from taizhang.ground.organisations.models import BodyUnit, Unit
from taizhang.ground.people import actions as people
from taizhang.ground.people.kinds import MembershipKind, RoleKind
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.programmes import actions as programmes
from taizhang.ground.programmes.models import Enrolment, UnitPhase
from taizhang.ground.records.actions import open_record, open_records, retitle_record
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line, post
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions.acts import UNIT_RECORD, act_name, check_day, demand, record_of
from taizhang.work.rolls.actions.members import check_newest, moving_lines
from taizhang.work.rolls.actions.standing import take_on_standing


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A part of a unit that is split, to be opened beside it."""

    code: str
    name: str


def open_unit(
    *,
    tree: Tree,
    parent: Unit | None,
    code: str,
    name: str,
    kind: UnitKind,
    on: date,
    by: Person | None,
    key: uuid.UUID,
) -> Unit:
    """Open a unit under another (None: the root of a new tree, run by whoever opens it). Posts ``rolls.unit_opened``."""
    content = {"tree": tree, "parent": parent and parent.pk, "code": code, "name": name, "kind": kind, "on": on}
    with claimed(key=key, by=by, action="rolls.open_unit", content=content) as claim:
        if claim.is_repeat:
            return Unit.objects.get(pk=claim.answer["unit"])
        demand(by, lambda viewer: rules.may_shape_units(viewer, parent))
        check_day(on)
        unit = _open(tree, parent, NewUnit(code, name), kind, on, by, claim.key)
        if parent is None and by is not None:
            people.give_role(person=by, unit=unit, role=RoleKind.OFFICE, on=on)
        claim.answer = {"unit": unit.pk}
    return unit


def open_units(
    *, tree: Tree, parent: Unit, opening: Sequence[OpeningUnit], by: Person | None, key: uuid.UUID
) -> list[Unit]:
    """Open units side by side under another in one entry of that one's record. Posts ``rolls.unit_opened`` for each."""
    content = {
        "tree": tree,
        "parent": parent.pk,
        "opening": [[new.code, new.name, new.kind, new.on] for new in opening],
    }
    with claimed(key=key, by=by, action="rolls.open_units", content=content) as claim:
        if claim.is_repeat:
            made = Unit.objects.in_bulk(claim.answer["units"])
            return [made[number] for number in claim.answer["units"]]
        demand(by, lambda viewer: rules.may_shape_units(viewer, parent))
        for new in opening:
            check_day(new.on)
        units = organisations.write_units(tree=tree, parent=parent, opening=opening)
        open_records(type=UNIT_RECORD, units=units)
        post(
            source=record_of(parent),
            act=act_name("opened", key),
            lines=[Line("rolls.unit_opened", unit.pk, unit.opened_on, 1, code=unit.kind) for unit in units],
            by=by,
            key=key,
        )
        claim.answer = {"units": [unit.pk for unit in units]}
    return units


def _open(
    tree: Tree, parent: Unit | None, new: NewUnit, kind: UnitKind, on: date, by: Person | None, key: uuid.UUID
) -> Unit:
    unit = organisations.write_unit(tree=tree, parent=parent, code=new.code, name=new.name, kind=kind, on=on)
    record = open_record(type=UNIT_RECORD, unit=unit, title=unit.name, on=on)
    post(
        source=record,
        act="opened",
        lines=[Line("rolls.unit_opened", unit.pk, on, 1, code=kind)],
        by=by,
        key=key,
    )
    return unit


def rename_unit(*, unit: Unit, name: str, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Give a unit another name. Posts ``rolls.unit_renamed``."""
    content = {"unit": unit.pk, "name": name, "on": on}
    with claimed(key=key, by=by, action="rolls.rename_unit", content=content) as claim:
        if claim.is_repeat:
            return
        demand(by, lambda viewer: rules.may_shape_units(viewer, unit))
        check_day(on)
        organisations.rename_unit(unit=unit, name=name, on=on)
        record = record_of(unit)
        retitle_record(record=record, title=unit.name)
        post(
            source=record,
            act=act_name("renamed", key),
            lines=[Line("rolls.unit_renamed", unit.pk, on, 1)],
            by=by,
            key=key,
        )


def move_unit(*, unit: Unit, parent: Unit, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Put a unit with all beneath it under another; its history goes along (question 24). Posts ``rolls.unit_moved``."""
    content = {"unit": unit.pk, "parent": parent.pk, "on": on}
    with claimed(key=key, by=by, action="rolls.move_unit", content=content) as claim:
        if claim.is_repeat:
            return
        demand(by, lambda viewer: rules.may_shape_units(viewer, unit))
        demand(by, lambda viewer: rules.may_shape_units(viewer, parent))
        check_day(on)
        if unit.parent_id is None:
            raise Refusal("root_stays", _("The topmost unit of a tree stays where it is."))
        _move(unit, parent, on, by, claim.key)


def _move(unit: Unit, parent: Unit, on: date, by: Person | None, key: uuid.UUID) -> None:
    old = unit.parent_id or 0
    organisations.move_unit(unit=unit, parent=parent, on=on)
    post(
        source=record_of(unit),
        act=act_name("moved", key),
        lines=[Line("rolls.unit_moved", unit.pk, on, 1, data={"from": old, "to": parent.pk})],
        by=by,
        key=key,
    )


def close_unit(*, unit: Unit, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Close a unit that has neither units nor members left. Posts ``rolls.unit_closed`` and ends its enrolments.

    Raises `Refusal`: ``has_members``, ``has_open_units`` and those of ground.
    """
    with claimed(key=key, by=by, action="rolls.close_unit", content={"unit": unit.pk, "on": on}) as claim:
        if claim.is_repeat:
            return
        demand(by, lambda viewer: rules.may_shape_units(viewer, unit))
        check_day(on)
        if Membership.objects.filter(unit=unit, to_on__isnull=True).exists():
            raise Refusal("has_members", _("People still belong to this unit. Transfer or merge them first."))
        _close(unit, ChangeKind.CLOSED, None, [], on, by, claim.key)


def merge_units(*, units: Sequence[Unit], into: Unit, on: date, by: Person | None, key: uuid.UUID) -> None:
    """Close units where they stood; their people pass into another by left and joined, their units move under it.

    Posts ``unit_merged``, ``unit_closed``, ``member_left``, ``member_joined``, ``category_changed`` and ``unit_moved``;
    no sum above changes, the old records stay with the old units (R1-157).
    """
    content = {"units": [unit.pk for unit in units], "into": into.pk, "on": on}
    with claimed(key=key, by=by, action="rolls.merge_units", content=content) as claim:
        if claim.is_repeat:
            return
        for unit in [*units, into]:
            demand(by, lambda viewer, unit=unit: rules.may_shape_units(viewer, unit))  # type: ignore[misc]
        check_day(on)
        if not units or into.pk in {unit.pk for unit in units}:
            raise Refusal("into_itself", _("Choose at least one other unit to merge."), field="units")
        for unit in units:
            _merge(unit, into, on, by, claim)


def _merge(unit: Unit, into: Unit, on: date, by: Person | None, claim: Claimed) -> None:
    if unit.tree != into.tree:
        raise Refusal("other_tree", _("The two units stand in different trees."), field="into")
    if into.path.startswith(unit.path):
        raise Refusal("into_itself", _("A unit cannot stand under itself."), field="into")
    for child in unit.children.filter(closed_on__isnull=True).order_by("path"):
        _move(child, into, on, by, claim.part(f"move {child.pk}"))
    staying = list(Membership.objects.filter(unit=unit, to_on__isnull=True).select_related("person"))
    lines = _pass_people(staying, {into: staying}, on)
    lines.append(Line("rolls.unit_merged", unit.pk, on, 1, data={"to": into.pk}))
    _close(unit, ChangeKind.MERGED, into, lines, on, by, claim.part(f"merge {unit.pk}"))


def split_unit(
    *,
    unit: Unit,
    into: Sequence[NewUnit],
    placing: Mapping[int, int],
    on: date,
    by: Person | None,
    key: uuid.UUID,
) -> list[Unit]:
    """Close a unit and open its parts beside it; ``placing`` gives each member's number the place of their part.

    The parts go on in the old unit's programmes in the phase it was in. Posts ``unit_split``, ``unit_closed``,
    ``unit_opened``, ``member_left``, ``member_joined``, ``category_changed``, ``unit_enrolled``, ``phase_opened``,
    and ``notices.task_given`` for what the old unit still owes of that which every unit of a programme does. Raises
    `Refusal`: ``one_part``, ``members_unplaced``, ``has_open_units``.
    """
    content = {
        "unit": unit.pk,
        "into": [asdict(new) for new in into],
        "placing": {str(member): part for member, part in placing.items()},
        "on": on,
    }
    with claimed(key=key, by=by, action="rolls.split_unit", content=content) as claim:
        if claim.is_repeat:
            made = Unit.objects.in_bulk(claim.answer["units"])
            return [made[number] for number in claim.answer["units"]]
        demand(by, lambda viewer: rules.may_shape_units(viewer, unit))
        check_day(on)
        if len(into) < 2 or unit.parent is None:
            raise Refusal("one_part", _("A unit is split into two parts or more."), field="into")
        staying = list(Membership.objects.filter(unit=unit, to_on__isnull=True).select_related("person"))
        unplaced = [row.person_id for row in staying if placing.get(row.person_id, -1) not in range(len(into))]
        if unplaced:
            raise Refusal("members_unplaced", _("Say for each member where they go."), field="placing", people=unplaced)
        parts = [
            _open(Tree(unit.tree), unit.parent, new, UnitKind(unit.kind), on, by, claim.part(f"open {place}"))
            for place, new in enumerate(into)
        ]
        _enrol_successors(unit, parts, on, by, claim)
        going = {part: [row for row in staying if placing[row.person_id] == place] for place, part in enumerate(parts)}
        lines = _pass_people(staying, going, on)
        lines += [Line("rolls.unit_split", unit.pk, on, 1, data={"to": part.pk}) for part in parts[:1]]
        for part in parts[1:]:
            organisations.note_change(unit=unit, kind=ChangeKind.SPLIT, other=part, on=on)
        _close(unit, ChangeKind.SPLIT, parts[0], lines, on, by, claim.part("split"))
        claim.answer = {"units": [part.pk for part in parts]}
    return parts


def _pass_people(staying: Sequence[Membership], going: Mapping[Unit, Sequence[Membership]], on: date) -> list[Line]:
    """Close homes and open the new ones; lines for those who leave and join, with their categories."""
    check_newest([row.person for row in staying], on)
    people.close_homes(memberships=staying, on=on)
    lines: list[Line] = []
    for unit, rows in going.items():
        arriving = [(row.person, MembershipKind(row.kind)) for row in rows]
        people.open_homes(unit=unit, people=arriving, on=on)
        lines += moving_lines(rows, unit, on)
    return lines


def _close(
    unit: Unit,
    change: ChangeKind,
    other: Unit | None,
    lines: Sequence[Line],
    on: date,
    by: Person | None,
    key: uuid.UUID,
) -> None:
    ending = list(Enrolment.objects.filter(unit=unit, to_on__isnull=True))
    leaving = [
        Line("rolls.unit_enrolled", unit.pk, on, -1, code=unit.kind, programme=row.programme_id) for row in ending
    ]
    post(
        source=record_of(unit),
        act="closed",
        lines=[*lines, *leaving, Line("rolls.unit_closed", unit.pk, on, -1, code=unit.kind)],
        by=by,
        key=key,
    )
    for row in ending:
        programmes.end_enrolment(enrolment=row, on=on)
    for assignment in BodyUnit.objects.filter(unit=unit, to_on__isnull=True):
        organisations.end_assignment(assignment=assignment, on=on)
    for body in unit.bodies.filter(dissolved_on__isnull=True, parent__isnull=True):
        people.empty_body(body=body, on=on)
        organisations.dissolve_body(body=body, on=on)
    people.withdraw_roles_at(unit=unit, on=on)
    organisations.close_unit(unit=unit, on=on, change=change, into=other)


def _enrol_successors(unit: Unit, parts: Sequence[Unit], on: date, by: Person | None, claim: Claimed) -> None:
    rows = Enrolment.objects.filter(unit=unit, to_on__isnull=True).select_related(
        "programme", "batch", "superior", "supervision_group"
    )
    for row in rows:
        stay = UnitPhase.objects.select_related("phase").get(programme=row.programme, unit=unit, closed_on__isnull=True)
        for part in parts:
            key = claim.part(f"enrol {row.programme_id} {part.pk}")
            programmes.enrol(
                programme=row.programme,
                unit=part,
                on=on,
                by_key=key,
                batch=row.batch,
                superior=row.superior,
                supervision_group=row.supervision_group,
                phase=stay.phase,
            )
            post(
                source=record_of(part),
                act=f"enrolled-{row.programme_id}",
                lines=[
                    Line("rolls.unit_enrolled", part.pk, on, 1, code=part.kind, programme=row.programme_id),
                    Line("rolls.phase_opened", part.pk, on, 1, programme=row.programme_id),
                ],
                by=by,
                key=key,
            )
        # what the old unit had done or never owed is not asked of those that go on in its place
        owed = owed_by_unit(unit.pk).filter(programme=row.programme).values_list("record", flat=True)
        others = standing_records(row.programme_id) - set(owed)
        take_on_standing(programme=row.programme, units=parts, on=on, by=by, claim=claim, but=others)
