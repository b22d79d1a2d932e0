"""Units and members out of a table: first a dry run that names every error by row and field, then a unit at a time.

A table is wrong or right as a whole: while it has an error nothing is written. What is written goes through the same
actions as a sheet filled by hand, one entry a unit and none above the ledger's limit; a run that stopped half-way is
begun again and changes nothing that it has done (its keys come from the import's own).
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from taizhang.ground.organisations.kinds import PARENT_KINDS, TREE_KINDS, Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.lib.tables import BadTable, read_rows
from taizhang.lib.turns import give_way
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions import NewMember, OpeningUnit, admit_members, open_unit, open_units
from taizhang.work.rolls.shapes import SHAPES, Column

MOST_ERRORS = 200
# people in one entry: a line for the roll and at most four for categories each, well below the limit of an entry
PEOPLE_AN_ENTRY = 500
UNITS_AN_ENTRY = 500
_AT_ONCE = 5_000
_HEAD_WITHIN = 10
_LANGUAGES = ("zh-hans", "zh-hant", "en")
_BAD_TABLES: dict[str, str | Promise] = {
    "empty_file": gettext_lazy("The file is empty."),
    "not_a_table": gettext_lazy("This is neither an xlsx nor a csv table."),
    "unknown_encoding": gettext_lazy("The encoding of this file is unknown; save it as UTF-8."),
    "too_large": gettext_lazy("The table is too large; hand it in in parts."),
    "too_many_rows": gettext_lazy("A table holds at most one million rows; hand it in in parts."),
}

NamedRow = tuple[int, dict[str, str]]
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row, in which column; row 0 is the table as a whole."""

    row: int
    column: str
    says: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit to be opened."""

    row: int
    code: str
    name: str
    kind: UnitKind
    parent: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person to be taken onto a roll."""

    row: int
    unit: int
    joined_on: date
    member: NewMember


@dataclass(slots=True)
class Plan:
    """What a dry run found: either errors (the first 200, and how many), or rows in the order they will be written."""

    what: str
    units: list[UnitRow] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    error_count: int = 0

    @property
    def size(self) -> int:
        """How many rows will be written."""
        return len(self.units) + len(self.members)

    def refuse(self, row: int, column: str, says: str) -> None:
        """Note an error."""
        self.error_count += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(RowError(row, column, says))


def check_table(path: Path, *, what: str, by: Person | None) -> Plan:
    """The dry run: read a table of ``units`` or ``members`` and find everything that is wrong. Writes nothing."""
    plan = Plan(what)
    viewer = viewer_of(by) if by else None
    check = _check_units if what == "units" else _check_members
    try:
        check(plan, _named_rows(path, SHAPES[what], plan), viewer)
    except BadTable as bad:
        plan.refuse(0, "", str(_BAD_TABLES[bad.code]))
    if not plan.size and not plan.error_count:
        plan.refuse(0, "", _("The table has heads and no rows."))
    return plan


def run_plan(plan: Plan, *, by: Person | None, key: uuid.UUID, told: Told = lambda done, all_rows: None) -> int:
    """Write a plan without errors, a unit at a time; ``told`` hears how many rows are done. Returns how many rows.

    Raises `Refusal` ``has_errors``, and what the actions refuse (the row is named in ``details``).
    """
    if plan.error_count:
        raise Refusal("has_errors", _("The table has errors; nothing was written."))
    return _write_units(plan, by, key, told) if plan.what == "units" else _write_members(plan, by, key, told)


# --- reading ---


def _named_rows(path: Path, columns: Sequence[Column], plan: Plan) -> Iterator[NamedRow]:
    places: dict[str, int] = {}
    for number, cells in read_rows(path):
        if not places:
            places = _places(cells, columns)
            if not places and number >= _HEAD_WITHIN:
                break
            if places and (missing := [str(c.head) for c in columns if c.required and c.field not in places]):
                plan.refuse(number, "、".join(missing), _("The table lacks this column."))
                return
            continue
        yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
    if not places:
        heads = "、".join(str(column.head) for column in columns)
        plan.refuse(0, "", _("No row of heads was found. The columns are: %(heads)s") % {"heads": heads})


def _places(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, head in enumerate(cells):
        for column in columns:
            if column.is_called(head) and column.field not in found:
                found[column.field] = place
                break
    return found if len(found) > 1 else {}


def _words_of(labels: type[UnitKind] | type[MembershipKind] | type[Category]) -> dict[str, str]:
    """Every word that means a choice: its value, and its label in each language."""
    known: dict[str, str] = {value: value for value in labels.values}
    for language in _LANGUAGES:
        with override(language):
            known |= {str(choice.label).lower(): choice.value for choice in labels}
    return known


def _parsed_day(text: str, missing: date) -> date | None:
    """A day in the ways people write it: 2005-03-01, 2005/3/1, 2005.3.1, 20050301, 2005年3月1日; None when it is none."""
    if not text:
        return missing
    plain = re.sub("[年月/.]", "-", text.replace("日", "")).strip()
    if plain.isdecimal() and len(plain) == 8:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        return None


def _head(plan: Plan, name: str) -> str:
    return next(str(column.head) for column in SHAPES[plan.what] if column.field == name)


# --- units ---


def _check_units(plan: Plan, rows: Iterable[NamedRow], viewer: Viewer | None) -> None:
    kinds = _words_of(UnitKind)
    today = clock.today()
    by_code: dict[str, UnitRow] = {}
    for number, cells in rows:
        code, name, parent = cells["code"], cells["name"], cells.get("parent", "")
        kind = kinds.get(cells["kind"].lower())
        opened = _parsed_day(cells.get("opened_on", ""), today)
        if not code or len(code) > 32:
            plan.refuse(number, _head(plan, "code"), _("A unit needs a code of at most 32 characters."))
        elif code in by_code:
            plan.refuse(
                number, _head(plan, "code"), _("Row %(row)d carries the same code.") % {"row": by_code[code].row}
            )
        if not name or len(name) > 120:
            plan.refuse(number, _head(plan, "name"), _("A unit needs a name of at most 120 characters."))
        if kind is None:
            plan.refuse(number, _head(plan, "kind"), _("Unknown kind: %(word)s") % {"word": cells["kind"]})
        if opened is None or opened > today:
            says = _("No day that has come: %(word)s") % {"word": cells.get("opened_on", "")}
            plan.refuse(number, _head(plan, "opened_on"), says)
        if code and code not in by_code and kind and opened:
            by_code[code] = UnitRow(number, code, name, UnitKind(kind), parent, opened)
    known = _known_units([*by_code, *(row.parent for row in by_code.values())])
    for row in by_code.values():
        _check_place(plan, row, by_code, known, viewer)
    if not plan.error_count:
        plan.units = _parents_first(plan, by_code)


def _known_units(codes: Sequence[str]) -> dict[tuple[str, str], Unit]:
    wanted = sorted(set(filter(None, codes)))
    found: dict[tuple[str, str], Unit] = {}
    for start in range(0, len(wanted), 900):
        for unit in Unit.objects.filter(code__in=wanted[start : start + 900]):
            found[unit.tree, unit.code] = unit
    return found


_TREES = {kind: tree for tree, kinds in TREE_KINDS.items() for kind in kinds}


def _tree_of(kind: UnitKind) -> Tree:
    return _TREES[kind]


def _check_place(
    plan: Plan,
    row: UnitRow,
    by_code: dict[str, UnitRow],
    known: dict[tuple[str, str], Unit],
    viewer: Viewer | None,
) -> None:
    tree = _tree_of(row.kind)
    if (tree, row.code) in known:
        plan.refuse(row.row, _head(plan, "code"), _("Another unit carries this code."))
    within, standing = by_code.get(row.parent), known.get((tree, row.parent))
    where = _head(plan, "parent")
    if not row.parent:
        if viewer is not None and not rules.may_shape_units(viewer, None):
            plan.refuse(row.row, where, _("Only the office of the topmost unit may begin a new tree."))
        return
    if within is None and standing is None:
        plan.refuse(row.row, where, _("No unit carries the code %(code)s.") % {"code": row.parent})
        return
    kind = within.kind if within else UnitKind(standing.kind if standing else "")
    opened = within.opened_on if within else standing.opened_on if standing else row.opened_on
    if _tree_of(kind) != tree or (row.kind in PARENT_KINDS and kind not in PARENT_KINDS[row.kind]):
        plan.refuse(row.row, where, _("A unit of this kind cannot stand there."))
    if row.opened_on < opened:
        plan.refuse(row.row, _head(plan, "opened_on"), _("The superior unit was not open on that day."))
    if within is None and standing is not None:
        if standing.closed_on is not None:
            plan.refuse(row.row, where, _("The superior unit is closed."))
        if viewer is not None and not rules.may_shape_units(viewer, standing):
            plan.refuse(row.row, where, str(rules.OFFICE_ONLY))


def _parents_first(plan: Plan, by_code: dict[str, UnitRow]) -> list[UnitRow]:
    """Rows in an order in which every superior comes before its units; a row in a circle is an error."""
    below: dict[str, list[UnitRow]] = defaultdict(list)
    ready: list[UnitRow] = []
    for row in by_code.values():
        if row.parent in by_code:
            below[row.parent].append(row)
        else:
            ready.append(row)
    ordered: list[UnitRow] = []
    while ready:
        level, ready = ready, []
        for row in level:
            ordered.append(row)
            ready += below[row.code]
    if len(ordered) < len(by_code):
        placed = {row.code for row in ordered}
        for row in by_code.values():
            if row.code not in placed:
                plan.refuse(row.row, _head(plan, "parent"), _("These units stand under each other in a circle."))
    return ordered


def _write_units(plan: Plan, by: Person | None, key: uuid.UUID, told: Told) -> int:
    """Roots one by one, all others with their siblings; a superior always comes before (`_parents_first`)."""
    standing = _known_units([row.parent for row in plan.units])
    done = 0
    for (tree, parent), siblings in _families(plan.units):
        for start in range(0, len(siblings), UNITS_AN_ENTRY):
            part = siblings[start : start + UNITS_AN_ENTRY]
            started = perf_counter()
            for unit in _open_part(tree, standing.get((tree, parent)), part, by, uuid.uuid5(key, part[0].code)):
                standing[tree, unit.code] = unit
            give_way(perf_counter() - started)
            done += len(part)
            told(done, plan.size)
    return done


def _families(rows: Sequence[UnitRow]) -> Iterator[tuple[tuple[Tree, str], list[UnitRow]]]:
    """Rows by their superior, in their order; each root is a family of its own."""
    families: dict[tuple[Tree, str, str], list[UnitRow]] = {}
    for row in rows:
        root = "" if row.parent else row.code
        families.setdefault((_tree_of(row.kind), row.parent, root), []).append(row)
    for (tree, parent, _root), siblings in families.items():
        yield (tree, parent), siblings


def _open_part(
    tree: Tree, parent: Unit | None, rows: Sequence[UnitRow], by: Person | None, key: uuid.UUID
) -> list[Unit]:
    if parent is not None:
        opening = [OpeningUnit(row.code, row.name, row.kind, row.opened_on) for row in rows]
        return open_units(tree=tree, parent=parent, opening=opening, by=by, key=key)
    row = rows[0]
    made = open_unit(
        tree=tree, parent=None, code=row.code, name=row.name, kind=row.kind, on=row.opened_on, by=by, key=key
    )
    return [made]


# --- members ---


def _check_members(plan: Plan, rows: Iterable[NamedRow], viewer: Viewer | None) -> None:
    reader = _MemberReader(plan, viewer)
    held = list(islice(rows, _AT_ONCE))
    while held:
        reader.look_up(held)
        for number, cells in held:
            reader.read(number, cells)
        held = list(islice(rows, _AT_ONCE))


class _MemberReader:
    """Reads rows of members one by one; what the database knows of them is looked up for many rows at once."""

    def __init__(self, plan: Plan, viewer: Viewer | None) -> None:
        self.plan, self.viewer = plan, viewer
        self.kinds, self.categories = _words_of(MembershipKind), _words_of(Category)
        self.today = clock.today()
        self.units: dict[tuple[str, str], Unit] = {}
        self.housed: set[tuple[str, str]] = set()
        self.seen: dict[str, int] = {}

    def look_up(self, rows: Sequence[NamedRow]) -> None:
        """Fetch the units that these rows name, and who of the people has a home already."""
        known = {code for _tree, code in self.units}
        self.units |= _known_units([cells["unit"] for _row, cells in rows if cells["unit"] not in known])
        self.housed = _housed([cells["code"] for _row, cells in rows])

    def read(self, number: int, cells: dict[str, str]) -> None:
        """One row: either one more member in the plan, or its errors."""
        plan, before = self.plan, self.plan.error_count
        code, name = cells["code"], cells["name"]
        kind = self.kinds.get(cells.get("kind", "").lower() or MembershipKind.FULL)
        unit = self._unit(number, cells, kind)
        joined = _parsed_day(cells.get("joined_on", ""), self.today)
        if not code or len(code) > 32:
            self._refuse(number, "code", _("A person needs a roster number of at most 32 characters."))
        elif code in self.seen:
            self._refuse(number, "code", _("Row %(row)d carries the same roster number.") % {"row": self.seen[code]})
        elif unit is not None and (code, unit.tree) in self.housed:
            self._refuse(number, "code", _("This person belongs to a unit already; transfer them."))
        self.seen.setdefault(code, number)
        if not name or len(name) > 60:
            self._refuse(number, "name", _("A person needs a name of at most 60 characters."))
        if joined is None or joined > self.today:
            self._refuse(number, "joined_on", _("No day that has come: %(word)s") % {"word": cells["joined_on"]})
        elif unit is not None and (unit.closed_on is not None or joined < unit.opened_on):
            self._refuse(number, "joined_on", _("The unit was not open on that day."))
        if kind is None:
            self._refuse(number, "kind", _("Unknown kind: %(word)s") % {"word": cells["kind"]})
        chosen = self._chosen(number, cells.get("categories", ""))
        if plan.error_count == before and unit and joined and kind:
            member = NewMember(code, name, MembershipKind(kind), chosen)
            plan.members.append(MemberRow(number, unit.pk, joined, member))

    def _refuse(self, number: int, column: str, says: str) -> None:
        self.plan.refuse(number, _head(self.plan, column), says)

    def _unit(self, number: int, cells: dict[str, str], kind: str | None) -> Unit | None:
        """The unit of a code in the tree that the kind of membership belongs to."""
        tree = {MembershipKind.STAFF: Tree.ADMINISTRATIVE, MembershipKind.LEAGUE: Tree.LEAGUE}.get(
            MembershipKind(kind) if kind else MembershipKind.FULL, Tree.PARTY
        )
        unit = self.units.get((tree, cells["unit"]))
        if unit is None:
            self._refuse(number, "unit", _("No unit carries the code %(code)s.") % {"code": cells["unit"]})
        elif self.viewer is not None and not rules.may_keep_roster(self.viewer, unit):
            self._refuse(number, "unit", str(rules.BRANCH_ONLY))
        return unit

    def _chosen(self, number: int, said: str) -> tuple[Category, ...]:
        words = [word.strip().lower() for word in re.split("[、,，;；]", said) if word.strip()]
        chosen = [self.categories.get(word, "") for word in words]
        if "" in chosen or len(set(chosen)) != len(chosen):
            self._refuse(number, "categories", _("Unknown category: %(word)s") % {"word": said})
            return ()
        return tuple(Category(one) for one in chosen)


def _housed(codes: Sequence[str]) -> set[tuple[str, str]]:
    """(roster number, tree) of those who belong somewhere already."""
    found: set[tuple[str, str]] = set()
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), 900):
        rows = Membership.objects.filter(person__code__in=wanted[start : start + 900], to_on__isnull=True)
        found |= set(rows.values_list("person__code", "tree"))
    return found


def _write_members(plan: Plan, by: Person | None, key: uuid.UUID, told: Told) -> int:
    batches: dict[tuple[int, date], list[NewMember]] = defaultdict(list)
    for row in plan.members:
        batches[row.unit, row.joined_on].append(row.member)
    done = 0
    for (number, day), people in batches.items():
        unit = Unit.objects.get(pk=number)
        for start in range(0, len(people), PEOPLE_AN_ENTRY):
            part = people[start : start + PEOPLE_AN_ENTRY]
            started = perf_counter()
            admit_members(unit=unit, members=part, on=day, by=by, key=uuid.uuid5(key, f"{number} {day} {start}"))
            give_way(perf_counter() - started)
            done += len(part)
            told(done, plan.size)
    return plan.size
