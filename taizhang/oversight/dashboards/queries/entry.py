"""One voucher: every statement of its act, corrections beside the original, lines as far as the reader may go."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.http import Http404

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Phase, Programme
from taizhang.ground.records.models import Record, Sight
from taizhang.ledger import reading, seals
from taizhang.ledger.kinds import KINDS, REASONS
from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words
from taizhang.oversight.dashboards import amounts, rules
from taizhang.oversight.dashboards.queries.book import names_of


class _Group(NamedTuple):
    on: date
    kind: str
    code: str
    unit: int
    is_late: bool
    is_plus: bool


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One line by name, or one that counts no person."""

    line: reading.BookedLine
    kind: Kind
    code: str
    unit: Unit
    person: Person | None
    shown: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Lines of one kind and unit without names: how many, and what they come to."""

    on: date
    kind: Kind
    code: str
    unit: Unit
    lines: int
    shown: str
    is_late: bool
    is_plus: bool


@dataclass(slots=True)
class Statement:
    """One statement of the act: the first, or one that states it anew."""

    entry: int
    key: str
    number: int
    posted_at: datetime
    poster: str
    reason: Words | None
    position: int
    seal: int
    named: list[NamedLine] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    is_asked: bool = False


@dataclass(slots=True)
class Voucher:
    """A voucher with its record and all statements of its act."""

    entry: int
    source: Record
    statements: list[Statement]
    programmes: list[Programme]
    phases: dict[int, Phase]
    hides_names: bool
    key: str


def voucher(viewer: Viewer, entry: int) -> Voucher:
    """Open one voucher for one reader."""
    found = reading.find_entry(entry)
    if found is None:
        raise Http404
    entries = list(reading.statements(found.source, found.act))
    lines = {one.pk: list(one.facts.all()) for one in entries}
    units = Unit.objects.in_bulk({line.unit for some in lines.values() for line in some})
    members = {line.member for some in lines.values() for line in some if line.member}
    rules.may_open_entry(viewer, found.source.unit, units.values(), members).demand()
    booked = reading.lines_of_entries([one.pk for one in entries])
    seen = {unit.pk: bool(rules.may_see_members(viewer, unit)) for unit in units.values()}
    persons = Person.objects.in_bulk({m for m in members if m == viewer.person.pk or any(seen.values())})
    sees_posters = any(seen.values()) or viewer.person.pk in members or viewer.may_see_names(found.source.unit)
    posters = names_of({one.posted_by for one in entries if one.posted_by}) if sees_posters else {}
    page = Voucher(
        entry,
        found.source,
        [],
        list(Programme.objects.filter(pk__in={line.programme for some in booked.values() for line in some})),
        Phase.objects.in_bulk({line.phase for some in booked.values() for line in some if line.phase}),
        hides_names=False,
        key=str(found.key),
    )
    for one in entries:
        position = one.place.position if hasattr(one, "place") else 0
        seal = seals.seal_over(position) if position else None
        statement = Statement(
            entry=one.pk,
            key=str(one.key),
            number=one.number,
            posted_at=one.posted_at,
            poster=posters.get(one.posted_by, ""),
            reason=REASONS[one.reason] if one.reason else None,
            position=position,
            seal=seal.number if seal else 0,
            is_asked=one.pk == entry,
        )
        _fill(page, statement, booked[one.pk], viewer, units, seen, persons)
        page.statements.append(statement)
    return page


def _fill(
    page: Voucher,
    statement: Statement,
    lines: list[reading.BookedLine],
    viewer: Viewer,
    units: dict[int, Unit],
    seen: dict[int, bool],
    persons: dict[int, Person],
) -> None:
    """Lines by name where they are open to the reader, tallies for the rest; copies for other programmes left out."""
    hidden: dict[_Group, list[int]] = {}
    for line in lines:
        if line.copy == "programme":
            continue
        kind = KINDS[line.kind]
        mine = line.member == viewer.person.pk
        is_open = kind.sight != Sight.SEALED and (not line.member or kind.sight == Sight.OPEN or seen[line.unit])
        if mine or is_open:
            statement.named.append(
                NamedLine(
                    line,
                    kind,
                    amounts.code_words(line.code),
                    units[line.unit],
                    persons.get(line.member),
                    _shown(kind, line.amount),
                )
            )
        else:
            # of a sealed kind only one tally is said, so that no part of it can be told from another
            words = "" if kind.sight == Sight.SEALED else amounts.code_words(line.code)
            group = _Group(line.occurred_on, line.kind, words, line.unit, line.is_late, line.amount > 0)
            hidden.setdefault(group, []).append(line.amount)
    if hidden:
        page.hides_names = True
    # a member on the voucher sees their own lines; the tallies of others are for those who hold a role there
    for group, some in hidden.items():
        unit = units[group.unit]
        kind = KINDS[group.kind]
        if not (viewer.holds(unit) or viewer.holds(page.source.unit)):
            continue
        if kind.sight == Sight.SEALED and len(some) < rules.LEAST:
            continue
        said = _shown(kind, sum(some))
        statement.tallies.append(Tally(group.on, kind, group.code, unit, len(some), said, group.is_late, group.is_plus))
    order = {pk: person.code for pk, person in persons.items()}
    statement.named.sort(key=lambda one: (order.get(one.line.member, ""), one.line.kind, one.line.amount))


def _shown(kind: Kind, amount: int) -> str:
    return amounts.hours(amount) if kind.measure is Measure.MINUTES else f"{amount:,}".replace("-", "−")
