"""Writing units, bodies and posts. Ground posts nothing; `work/rolls` does, in the same transaction.

Everything that changes the shape of a tree first takes the tree alone, so that no path is given twice and no move
overlooks a unit that opens beneath it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import PARENT_KINDS, TREE_KINDS, BodyKind, ChangeKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, BodyUnit, Post, Unit, UnitChange
from taizhang.lib.refusals import Refusal

DIGITS = 5
# 99999 is never given: the range of its subtree would end at a segment of six digits
LAST_SEGMENT = 99_998
DEEPEST = 100
# a desk stands inside the office of a leading group, and each once (R2-27)
DESKS = (BodyKind.DESK_FOLLOW_UP, BodyKind.DESK_ROLL_UP, BodyKind.DESK_EXCHANGE)


@dataclass(frozen=True, slots=True)
class OpeningUnit:
    """One unit to be written: its code and name, what it is, the day it opens."""

    code: str
    name: str
    kind: UnitKind
    on: date


def write_unit(*, tree: Tree, parent: Unit | None, code: str, name: str, kind: UnitKind, on: date) -> Unit:
    """Write one new unit at the next free place under ``parent`` (None: a root of the tree); see `write_units`."""
    return write_units(tree=tree, parent=parent, opening=[OpeningUnit(code, name, kind, on)])[0]


def write_units(*, tree: Tree, parent: Unit | None, opening: Sequence[OpeningUnit]) -> list[Unit]:
    """Write new units side by side under ``parent``, in a handful of statements however many they are.

    Raises `Refusal`: ``no_name``, ``no_code``, ``code_taken``, ``kind_of_other_tree``, ``wrong_parent``,
    ``parent_closed``, ``opens_before_parent``, ``too_deep``, ``too_many_children``.
    """
    opening = [OpeningUnit(new.code.strip(), new.name.strip(), new.kind, new.on) for new in opening]
    for new in opening:
        if not new.name or len(new.name) > 120:
            raise Refusal("no_name", _("A unit needs a name of at most 120 characters."), field="name")
        if not new.code or len(new.code) > 32:
            raise Refusal("no_code", _("A unit needs a code of at most 32 characters."), field="code")
    with transaction.atomic():
        _take_tree(tree)
        held = Unit.objects.get(pk=parent.pk) if parent else None
        for new in opening:
            _check_place(tree, held, new.kind, new.on)
        codes = [new.code for new in opening]
        if len(set(codes)) < len(codes) or Unit.objects.filter(tree=tree, code__in=codes).exists():
            raise Refusal("code_taken", _("Another unit carries this code."), field="code")
        units = Unit.objects.bulk_create(
            Unit(tree=tree, parent=held, path=path, code=new.code, name=new.name, kind=new.kind, opened_on=new.on)
            for new, path in zip(opening, _free_paths(tree, held, len(opening)), strict=True)
        )
        UnitChange.objects.bulk_create(
            UnitChange(unit=unit, kind=ChangeKind.OPENED, on=unit.opened_on) for unit in units
        )
    return units


def rename_unit(*, unit: Unit, name: str, on: date) -> None:
    """Give a unit another name from a day on; the old one stays in its history."""
    name = name.strip()
    if not name or len(name) > 120:
        raise Refusal("no_name", _("A unit needs a name of at most 120 characters."), field="name")
    if name == unit.name:
        raise Refusal("same_name", _("The unit carries this name already."), field="name")
    _check_open(unit, on)
    with transaction.atomic():
        UnitChange.objects.create(unit=unit, kind=ChangeKind.RENAMED, old_name=unit.name, on=on)
        unit.name = name
        unit.save(update_fields=["name"])


def move_unit(*, unit: Unit, parent: Unit, on: date) -> None:
    """Put a unit with all beneath it under another one, rewriting the paths of this subtree and no others.

    Raises `Refusal`: ``into_itself``, ``same_parent`` and those of `write_unit`.
    """
    with transaction.atomic():
        _take_tree(Tree(unit.tree))
        unit.refresh_from_db()
        new_parent = Unit.objects.get(pk=parent.pk)
        if new_parent.tree != unit.tree:
            raise Refusal("other_tree", _("The two units stand in different trees."), field="parent")
        if new_parent.path.startswith(unit.path):
            raise Refusal("into_itself", _("A unit cannot stand under itself."), field="parent")
        if new_parent.pk == unit.parent_id:
            raise Refusal("same_parent", _("The unit stands there already."), field="parent")
        _check_open(unit, on)
        _check_place(Tree(unit.tree), new_parent, UnitKind(unit.kind), on)
        old, new = unit.path, _free_paths(Tree(unit.tree), new_parent, 1)[0]
        subtree = Unit.objects.filter(tree=unit.tree, path__gte=old, path__lt=unit.path_end)
        longest = max(len(path) for path in subtree.values_list("path", flat=True))
        if longest - len(old) + len(new) > DEEPEST:
            raise Refusal("too_deep", _("The tree would become deeper than 20 levels."), field="parent")
        subtree.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        UnitChange.objects.create(unit=unit, kind=ChangeKind.MOVED, other=unit.parent, on=on)
        Unit.objects.filter(pk=unit.pk).update(parent=new_parent)
        unit.refresh_from_db()


def close_unit(*, unit: Unit, on: date, change: ChangeKind = ChangeKind.CLOSED, into: Unit | None = None) -> None:
    """Close a unit where it stands; its records, its code and its place stay (R1-157).

    Raises `Refusal`: ``closed_already``, ``closes_before_opening``, ``has_open_units``.
    """
    with transaction.atomic():
        _take_tree(Tree(unit.tree))
        unit.refresh_from_db()
        _check_open(unit, on)
        if unit.children.filter(closed_on__isnull=True).exists():
            raise Refusal("has_open_units", _("Units stand under this one. Close or move them first."))
        unit.closed_on = on
        unit.save(update_fields=["closed_on"])
        UnitChange.objects.create(unit=unit, kind=change, other=into, on=on)


def note_change(*, unit: Unit, kind: ChangeKind, other: Unit, on: date) -> None:
    """Write into a unit's history what happened between it and another unit."""
    UnitChange.objects.create(unit=unit, kind=kind, other=other, on=on)


def _take_tree(tree: Tree) -> None:
    """Wait until nobody else changes the shape of this tree (its roots are locked; SQLite has one writer anyway)."""
    roots = Unit.objects.select_for_update(no_key=True).filter(tree=tree, parent__isnull=True)
    list(roots.order_by("pk").values_list("pk", flat=True))


def _free_paths(tree: Tree, parent: Unit | None, count: int) -> list[str]:
    """The paths after the last child, or the first gaps once the last segment is taken."""
    prefix = parent.path if parent else ""
    if len(prefix) + DIGITS > DEEPEST:
        raise Refusal("too_deep", _("The tree would become deeper than 20 levels."), field="parent")
    siblings = Unit.objects.filter(tree=tree, parent=parent)
    last = siblings.aggregate(last=Max("path"))["last"]
    first = int(last[-DIGITS:]) + 1 if last else 1
    segments = list(range(first, first + count))
    if segments and segments[-1] > LAST_SEGMENT:
        taken = {int(path[-DIGITS:]) for path in siblings.values_list("path", flat=True)}
        segments = list(islice((free for free in range(1, LAST_SEGMENT + 1) if free not in taken), count))
        if len(segments) < count:
            raise Refusal("too_many_children", _("No further unit can stand here."), field="parent")
    return [f"{prefix}{segment:0{DIGITS}d}" for segment in segments]


def _check_place(tree: Tree, parent: Unit | None, kind: UnitKind, on: date) -> None:
    if kind not in TREE_KINDS[tree]:
        raise Refusal("kind_of_other_tree", _("This kind of unit stands in another tree."), field="kind")
    if parent is None:
        return
    if parent.tree != tree:
        raise Refusal("other_tree", _("The two units stand in different trees."), field="parent")
    if parent.closed_on is not None:
        raise Refusal("parent_closed", _("The superior unit is closed."), field="parent")
    if on < parent.opened_on:
        raise Refusal("opens_before_parent", _("The superior unit was not open on that day."), field="on")
    if kind in PARENT_KINDS and parent.kind not in PARENT_KINDS[kind]:
        raise Refusal("wrong_parent", _("A unit of this kind cannot stand there."), field="parent")


def _check_open(unit: Unit, on: date) -> None:
    if unit.closed_on is not None:
        raise Refusal("closed_already", _("This unit is closed."))
    if on < unit.opened_on:
        raise Refusal("closes_before_opening", _("The unit was not open on that day."), field="on")


# --- bodies ---


def start_body(*, unit: Unit, kind: BodyKind, name: str, on: date, parent: Body | None = None) -> Body:
    """Write a working body, a desk of an office, or a party group at a unit.

    Raises `Refusal`: ``no_name``, ``desk_without_office``, ``desk_taken``, ``not_a_branch``.
    """
    name = name.strip()
    if not name or len(name) > 120:
        raise Refusal("no_name", _("A body needs a name of at most 120 characters."), field="name")
    _check_open(unit, on)
    if kind in DESKS:
        if parent is None or parent.kind != BodyKind.OFFICE or parent.dissolved_on is not None:
            raise Refusal("desk_without_office", _("A desk stands inside a leading group office."), field="parent")
        if parent.desks.filter(kind=kind, dissolved_on__isnull=True).exists():
            raise Refusal("desk_taken", _("The office has this desk already."), field="kind")
    if kind in (BodyKind.PARTY_GROUP, BodyKind.BRANCH_COMMITTEE) and unit.kind not in (
        UnitKind.BRANCH,
        UnitKind.GENERAL_BRANCH,
    ):
        raise Refusal("not_a_branch", _("Party groups and branch committees belong to a branch."), field="kind")
    return Body.objects.create(unit=unit, parent=parent, kind=kind, name=name, started_on=on)


def extend_body(*, body: Body, to: date) -> None:
    """Let a body stand until a later day (R4-04)."""
    if body.dissolved_on is not None:
        raise Refusal("dissolved", _("This body is dissolved."))
    if to <= (body.extended_to or body.started_on):
        raise Refusal("not_later", _("An extension ends later than what stands now."), field="to")
    body.extended_to = to
    body.save(update_fields=["extended_to"])


def dissolve_body(*, body: Body, on: date) -> None:
    """End a body with its desks and its assigned units on a day; the rows stay."""
    if body.dissolved_on is not None:
        raise Refusal("dissolved", _("This body is dissolved."))
    if on < body.started_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="on")
    with transaction.atomic():
        for desk in body.desks.filter(dissolved_on__isnull=True):
            dissolve_body(body=desk, on=on)
        body.assignments.filter(to_on__isnull=True).update(to_on=on)
        body.dissolved_on = on
        body.save(update_fields=["dissolved_on"])


def assign_unit(*, body: Body, unit: Unit, on: date) -> BodyUnit:
    """Let a supervision group watch a unit with all beneath it from a day on (R0-01)."""
    if body.kind != BodyKind.SUPERVISION_GROUP or body.dissolved_on is not None:
        raise Refusal("no_supervision_group", _("Only a standing supervision group watches units."), field="body")
    if body.assignments.filter(unit=unit, to_on__isnull=True).exists():
        raise Refusal("assigned_already", _("The group watches this unit already."), field="unit")
    return BodyUnit.objects.create(body=body, unit=unit, from_on=on)


def end_assignment(*, assignment: BodyUnit, on: date) -> None:
    """A supervision group no longer watches a unit from a day on."""
    if assignment.to_on is not None:
        raise Refusal("ended", _("This has ended already."))
    assignment.to_on = max(on, assignment.from_on)
    assignment.save(update_fields=["to_on"])


# --- posts ---


def write_post(*, unit: Unit, title: str, on_committee: bool, term_ends_on: date | None = None) -> Post:
    """Write a post that the unit should fill; ``on_committee`` makes its holder one of the committee."""
    title = title.strip()
    if not title or len(title) > 60:
        raise Refusal("no_title", _("A post needs a title of at most 60 characters."), field="title")
    return Post.objects.create(unit=unit, title=title, on_committee=on_committee, term_ends_on=term_ends_on)


def set_term(*, post: Post, ends_on: date | None) -> None:
    """Set the day on which the present term of a post ends."""
    post.term_ends_on = ends_on
    post.save(update_fields=["term_ends_on"])


def abolish_post(*, post: Post, on: date) -> None:
    """A post is no longer to be filled from a day on."""
    if post.abolished_on is not None:
        raise Refusal("ended", _("This has ended already."))
    post.abolished_on = on
    post.save(update_fields=["abolished_on"])
