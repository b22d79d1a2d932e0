"""What a member still owes and what stands booked about them, counted from the ledger at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import overdue, resting
from taizhang.ground.messages.queries import ShownObjection, objections_to_entries
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Operator, Programme
from taizhang.ground.records.models import Record
from taizhang.ledger import reading
from taizhang.ledger.kinds import KINDS, REASONS
from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.judging import Judged
from taizhang.metrics.recount import MemberCount, recount_units
from taizhang.oversight.dashboards import addresses, amounts
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, programmes_of

RINGS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as it stands for one member, with the address that opens it."""

    judged: Judged
    url: str
    per_hour: int

    @property
    def label(self) -> str:
        """What is counted."""
        return str(CATALOGUE[self.judged.requirement.metric].words)

    @property
    def value(self) -> str:
        """How much there is."""
        return amounts.value(self.judged.requirement, self.judged.value, self.per_hour)

    @property
    def condition(self) -> str:
        """What is asked, with its sign."""
        return amounts.condition(self.judged.requirement, self.per_hour)

    @property
    def owed(self) -> str:
        """What is lacking, in words."""
        return amounts.owed(self.judged, self.per_hour)


@dataclass(frozen=True, slots=True)
class About:
    """One entry about a member: the day, its record, and each line about them in words."""

    entry: int
    on: date
    record: Record
    said: tuple[str, ...]
    reason: Words | None
    key: str
    objections: tuple[ShownObjection, ...]


@dataclass(slots=True)
class MyCampaign:
    """Everything on the member's page. ``is_voluntary``: counted when it comes, never owed (R0-07).

    ``late`` are the numbers of the duties past their day that are not at rest, ``rest`` says of the others until when.
    """

    home: Unit | None
    course: Course | None = None
    programmes: list[Programme] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    late: frozenset[int] = frozenset()
    rest: dict[int, date] = field(default_factory=dict)
    records: list[About] = field(default_factory=list)
    is_voluntary: bool = False
    is_leader: bool = False
    more: bool = False

    @property
    def lacking(self) -> list[Asked]:
        """The requirements that are owed and not met."""
        return [one for one in self.asked if one.judged.is_due and not one.judged.is_met]

    @property
    def listed(self) -> list[Asked]:
        """What is lacking, without the make-ups, each of which stands in the list with its own day."""
        are_listed = any(duty.kind == "learning.make_up" for duty in self.duties)
        return [one for one in self.lacking if not are_listed or one.judged.requirement.metric != "sessions_missed"]

    @property
    def things(self) -> int:
        """How many things are owed."""
        return len(self.listed) + len(self.duties)

    @property
    def owed_words(self) -> str:
        """What is lacking, in one line."""
        return _(", ").join(one.owed for one in self.lacking)

    @property
    def rings(self) -> list[Asked]:
        """At most three requirements that grow towards their threshold."""
        return [one for one in self.asked if one.judged.requirement.operator == Operator.AT_LEAST][:RINGS]


def my_campaign(viewer: Viewer, *, programme: str = "", every_record: bool = False) -> MyCampaign:
    """The signed-in person's own page; nobody else's can be asked for."""
    home = viewer.home
    duties = open_duties(viewer.person)
    late = frozenset(overdue(Duty.objects.filter(person=viewer.person)).values_list("pk", flat=True))
    rest = resting(duties)
    records, more = about(viewer, most=500 if every_record else 8)
    if home is None:
        return MyCampaign(None, duties=duties, late=late, rest=rest, records=records, more=more)
    programmes = programmes_of(home)
    course = course_of_unit(home, programme)
    page = MyCampaign(home, course, programmes, duties=duties, late=late, rest=rest, records=records, more=more)
    if course is None:
        return page
    count = recount_units([home], course.requirements)[home.pk]
    me = count.members.get(viewer.person.pk)
    frozen = count.frozen.get(course.phase.pk if course.phase else 0, {}).get(viewer.person.pk)
    if me is None:
        return page
    page.is_leader = Category.LEADER.value in me.categories
    page.is_voluntary = me.is_counted and not any(one.is_due for one in _judged(course, me, frozen))
    page.asked = [
        Asked(one, addresses.of_requirement(one.requirement, member=viewer.person.pk).url, course.per_hour)
        for one in _judged(course, me, frozen)
    ]
    return page


def _judged(course: Course, now: MemberCount, frozen: MemberCount | None) -> list[Judged]:
    """Each requirement of the course for one member; those of a closed phase as they stood when it closed."""
    found = []
    for requirement in course.requirements:
        held = (frozen.judged.get(requirement.pk) if frozen else None) or now.judged.get(requirement.pk)
        if held:
            found.append(held)
    return found


def open_duties(person: Person) -> list[Duty]:
    """What a person owes, the nearest day first."""
    rows = Duty.objects.filter(person=person, settled_on__isnull=True).select_related("record", "record__unit")
    return sorted(rows, key=lambda duty: (duty.due_on or date.max, duty.pk))


def about(viewer: Viewer, *, most: int) -> tuple[list[About], bool]:
    """The newest entries about the reader with their own lines, and whether there are more."""
    person = viewer.person
    entries = list(reading.entries_about(person.pk)[: most + 1])
    lines = reading.lines_of_entries([entry.pk for entry in entries], member=person.pk)
    objections = objections_to_entries(viewer, [entry.key for entry in entries])
    found = [
        About(
            entry=entry.pk,
            on=max(line.occurred_on for line in lines[entry.pk]),
            record=entry.source,
            said=tuple(say_lines(lines[entry.pk])),
            reason=REASONS[entry.reason] if entry.reason else None,
            key=str(entry.key),
            objections=tuple(objections.get(entry.key, ())),
        )
        for entry in entries[:most]
    ]
    return found, len(entries) > most


def say_lines(lines: Iterable[reading.BookedLine], per_hour: int = 60) -> list[str]:
    """The lines of one entry about one person in words: a kind and its amount, copies for other programmes left out."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.copy != "programme":
            sums[line.kind] = sums.get(line.kind, 0) + line.amount
    said = []
    for kind, net in sums.items():
        declared = KINDS[kind]
        if declared.measure is Measure.MINUTES:
            said.append(_("%(amount)s study hours") % {"amount": amounts.hours(net, per_hour)})
        elif net in (1, -1):
            said.append(str(declared.words) if net > 0 else f"{declared.words} −1")
        else:
            said.append(f"{declared.words} {net}".replace("-", "−"))
    return said
