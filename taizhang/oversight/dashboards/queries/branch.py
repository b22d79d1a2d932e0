"""A branch: its members held against its requirements, counted from the ledger at this moment (R0-15, R1-30, R1-33)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import resting
from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import VOLUNTARY, RoleKind
from taizhang.ground.people.models import BodyMember, Person, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Operator, Programme, Requirement
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.judging import Judged, is_per_member
from taizhang.metrics.recount import MemberCount, UnitCount, recount_units
from taizhang.metrics.versions import all_asked_at
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, find_unit, programmes_of
from taizhang.ui.formats import day


@dataclass(frozen=True, slots=True)
class Cell:
    """One member under one requirement. ``look``: met, lacks, free (voluntary, nothing to miss) or none."""

    look: str
    shown: str
    url: str
    judged: Judged | None = None
    part: Fraction = Fraction(0)
    short: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether anything counts yet."""
        return self.judged is not None and self.judged.value.numerator > 0


@dataclass(slots=True)
class Row:
    """One member: cells in the order of the columns, what is owed, and the next step in words."""

    person: Person
    note: str
    cells: list[Cell]
    lacking: list[str]
    is_voluntary: bool
    is_reached: bool = True
    next: str = ""

    def is_in(self, shown: str) -> bool:
        """Whether a filter shows this row."""
        if shown == "lacking":
            return bool(self.lacking)
        return not self.is_reached if shown == "missing" else True


@dataclass(slots=True)
class Group:
    """The members of one party group, or those who come voluntarily."""

    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """One requirement: its head, how many meet it of those who owe it, and the address that opens the two figures."""

    requirement: Requirement
    label: str
    condition: str
    met: int
    due: int
    url: str

    @property
    def is_full(self) -> bool:
        """Whether all who owe it meet it."""
        return self.met == self.due

    @property
    def lacking(self) -> int:
        """How many still owe it."""
        return self.due - self.met


@dataclass(frozen=True, slots=True)
class OwnRequirement:
    """One requirement of the branch itself."""

    requirement: Requirement
    label: str
    shown: str
    condition: str
    is_met: bool
    url: str


@dataclass(slots=True)
class Branch:
    """Everything on the page of a branch. Without ``sees_names`` there are no groups, only the columns' figures."""

    unit: Unit
    programmes: list[Programme]
    course: Course | None
    sees_names: bool
    columns: list[Column] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    own: list[OwnRequirement] = field(default_factory=list)
    due: int = 0
    voluntary: int = 0
    lacking: int = 0
    missing: int = 0
    is_closed: bool = False

    @property
    def people(self) -> int:
        """All counted members."""
        return self.due + self.voluntary

    @property
    def rows(self) -> list[Row]:
        """All rows shown, in the order shown."""
        return [row for group in self.groups for row in group.rows]

    @property
    def covered(self) -> int:
        """How many who owe something have been reached by anything that counts (R0-15)."""
        return self.due - self.missing

    @property
    def done(self) -> int:
        """How many owe and meet everything."""
        return self.due - self.lacking

    @property
    def hard_rules(self) -> list[tuple[str, int, str]]:
        """The three hard rules (R1-51): no session missed without make-up, no member left out, no must item unread.

        Each with how many members stand against it and the address of who they are; a rule that the programme does not
        ask as a requirement is left out, but for the second, which holds in every programme.
        """
        asked = {column.requirement.metric: column for column in self.columns}
        rules = []
        if missed := asked.get("sessions_missed"):
            rules.append((_("have a missed session to make up"), missed.lacking, missed.url))
        rules.append((_("are not reached by anything yet"), self.missing, "?show=missing" if self.sees_names else ""))
        if unread := asked.get("must_read"):
            rules.append((_("have a must item to read"), unread.lacking, unread.url))
        return rules


def branch(
    viewer: Viewer,
    pk: int | None,
    *,
    programme: str = "",
    phase: str = "",
    shown: str = "all",
    position: int | None = None,
) -> Branch:
    """The page of a branch for one reader; with a position as it was known then, held against what was asked then."""
    unit = find_unit(viewer, pk, rules.may_open_branch, RoleKind.SECRETARY, RoleKind.KEEPER)
    course = course_of_unit(unit, programme, phase)
    sees_names = bool(rules.may_see_members(viewer, unit))
    page = Branch(unit, programmes_of(unit), course, sees_names)
    if course is None:
        return page
    if position is not None:
        wanted = {None, course.phase.pk if course.phase else None}
        then = [one for one in all_asked_at(course.programme, position) if one.phase_id in wanted]
        course = replace(course, requirements=tuple(one for one in then if one.metric in CATALOGUE))
        page.course = course
    count = recount_units([unit], course.requirements, position=position)[unit.pk]
    people = _people(course, count)
    mine = [one for one in course.requirements if is_per_member(one)]
    page.is_closed = course.phase is not None and count.phases.get(course.phase.pk) is False
    page.columns = [_column(unit, one, count, course.per_hour, position) for one in mine]
    page.own = [
        _own(unit, one, count, course.per_hour, position) for one in course.requirements if one.pk in count.judged
    ]
    judged = {member: _judged(one, count, mine) for member, one in people.items()}
    for held in judged.values():
        if any(one.is_due for one in held.values()):
            page.due += 1
            page.lacking += any(one.is_due and not one.is_met for one in held.values())
            page.missing += not is_reached(held.values())
        else:
            page.voluntary += 1
    if sees_names:
        page.groups = _groups(page, people, judged, mine)
        page.groups = [
            Group(group.name, rows)
            for group in page.groups
            if (rows := [row for row in group.rows if row.is_in(shown)])
        ]
        if position is not None:
            _look_back(page, position)
    return page


def _look_back(page: Branch, position: int) -> None:
    """Let each cell open as of the same position; a next step is of today and is left out."""
    for row in page.rows:
        row.next = ""
        row.cells = [replace(cell, url=f"{cell.url}&position={position}") if cell.url else cell for cell in row.cells]


def is_reached(judged: Iterable[Judged]) -> bool:
    """Whether anything that grows towards a requirement counts for a member yet (R0-15)."""
    return any(one.value.numerator > 0 for one in judged if one.is_due and one.requirement.operator != Operator.AT_MOST)


def _people(course: Course, count: UnitCount) -> dict[int, MemberCount]:
    """The counted people: of a closed phase those who stood there when it closed."""
    held = count.frozen.get(course.phase.pk if course.phase else 0) or count.members
    return {member: one for member, one in held.items() if one.is_counted}


def _judged(person: MemberCount, count: UnitCount, requirements: Iterable[Requirement]) -> dict[int, Judged]:
    now = count.members.get(person.member)
    found = {}
    for requirement in requirements:
        held = person.judged.get(requirement.pk) or (now.judged.get(requirement.pk) if now else None)
        if held:
            found[requirement.pk] = held
    return found


def _column(unit: Unit, requirement: Requirement, count: UnitCount, per_hour: int, position: int | None) -> Column:
    met, due = count.standing(requirement)
    return Column(
        requirement,
        str(CATALOGUE[requirement.metric].words),
        amounts.condition(requirement, per_hour),
        met,
        due,
        addresses.of_requirement(requirement, unit=unit.pk, own=True).but(position=position or 0).url,
    )


def _own(unit: Unit, requirement: Requirement, count: UnitCount, per_hour: int, position: int | None) -> OwnRequirement:
    judged = count.judged[requirement.pk]
    return OwnRequirement(
        requirement,
        requirement.title or str(CATALOGUE[requirement.metric].words),
        amounts.value(requirement, judged.value, per_hour),
        amounts.condition(requirement, per_hour),
        judged.is_met or not judged.is_due,
        addresses.of_requirement(requirement, unit=unit.pk, own=True).but(requirement=0, position=position or 0).url,
    )


def _groups(
    page: Branch,
    people: dict[int, MemberCount],
    judged: dict[int, dict[int, Judged]],
    requirements: list[Requirement],
) -> list[Group]:
    """Rows in roster order under their party group; who comes voluntarily stands last and has no ticks to miss."""
    per_hour = page.course.per_hour if page.course else 60
    persons = Person.objects.in_bulk(list(people))
    belongs, leads = _party_groups(page.unit)
    notes = _notes(page.unit, leads)
    steps = _next_steps(people)
    by_group: dict[str, list[Row]] = defaultdict(list)
    voluntary: list[Row] = []
    for member in sorted(persons, key=lambda pk: persons[pk].code):
        held = judged[member]
        is_voluntary = bool(people[member].categories & set(VOLUNTARY)) or not any(o.is_due for o in held.values())
        cells = [_cell(held.get(one.pk), member, per_hour) for one in requirements]
        lacking = [cell.short for cell in cells if cell.look == "lacks"]
        row = Row(persons[member], notes.get(member, ""), cells, lacking, is_voluntary)
        if is_voluntary:
            row.next = _("Voluntary; counted when they come")
            voluntary.append(row)
        else:
            row.is_reached = is_reached(held.values())
            if lacking:
                row.next = steps.get(member) or _owed_first(cells, per_hour)
            by_group[belongs.get(member, "")].append(row)
    named = sorted(name for name in by_group if name)
    groups = [Group(name, by_group[name]) for name in named]
    if by_group.get(""):
        groups.append(Group(_("Without a group") if named else "", by_group[""]))
    if voluntary:
        groups.append(Group(_("Voluntary"), voluntary))
    return groups


def _cell(judged: Judged | None, member: int, per_hour: int) -> Cell:
    if judged is None:
        return Cell("none", "", "")
    requirement = judged.requirement
    shown = amounts.value(requirement, judged.value, per_hour)
    url = addresses.of_requirement(requirement, member=member).url
    if not judged.is_due:
        return Cell("free", shown, url, judged)
    part = Fraction(0)
    if requirement.numerator and requirement.operator == Operator.AT_LEAST:
        part = amounts.fraction(judged.value) * requirement.denominator / requirement.numerator
    short = amounts.short(judged, per_hour)
    return Cell("met" if judged.is_met else "lacks", shown, url, judged, min(part, Fraction(1)), short)


def _owed_first(cells: Iterable[Cell], per_hour: int) -> str:
    """What is owed first, when no day is set for it: the next step in words."""
    for cell in cells:
        if cell.judged and cell.look == "lacks":
            return _("Owes %(what)s") % {"what": amounts.owed(cell.judged, per_hour)}
    return ""


def _next_steps(people: Iterable[int]) -> dict[int, str]:
    """member → the days and titles of what is set for them next and does not rest."""
    found: dict[int, list[Duty]] = defaultdict(list)
    owed = list(Duty.objects.filter(person__in=list(people), settled_on__isnull=True).select_related("record"))
    rest = resting(owed)
    for duty in owed:
        if duty.person_id and duty.pk not in rest:
            found[duty.person_id].append(duty)
    steps = {}
    for member, duties in found.items():
        first = min(duties, key=lambda duty: (duty.due_on or date.max, duty.pk))
        said = amounts.duty_words(first.kind, first.record.title)
        steps[member] = f"{day(first.due_on)} {said}" if first.due_on else said
    return steps


def _party_groups(unit: Unit) -> tuple[dict[int, str], set[int]]:
    """member → the name of their party group at this branch, and who leads one."""
    rows = BodyMember.objects.filter(
        body__unit=unit, body__kind=BodyKind.PARTY_GROUP, body__dissolved_on__isnull=True, to_on__isnull=True
    ).select_related("body")
    belongs: dict[int, str] = {}
    leads: set[int] = set()
    for row in rows:
        belongs[row.person_id] = row.body.name
        if row.leads:
            leads.add(row.person_id)
    return belongs, leads


def _notes(unit: Unit, leads: set[int]) -> dict[int, str]:
    notes = {person: _("group leader") for person in leads}
    held = Role.objects.filter(unit=unit, role=RoleKind.SECRETARY, to_on__isnull=True)
    notes.update({person: _("secretary") for person in held.values_list("person", flat=True)})
    return notes
