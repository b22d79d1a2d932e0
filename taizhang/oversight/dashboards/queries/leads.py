"""Four leads of a leader, filled from records (R1-102): the first is counted here, the others are shown by their owner."""

from dataclasses import dataclass

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on
from taizhang.ledger import reading
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.metrics.recount import scope_of
from taizhang.oversight.dashboards import amounts, rules
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, home_of

# By which figures a leader takes part in study and leads it.
STUDY = ("sessions_attended", "study_minutes", "leaders_lectures", "notes_written", "essays_reviewed")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a leader, as shown, with the address that opens its records."""

    metric: Metric
    amount: int
    shown: str
    url: str


@dataclass(frozen=True, slots=True)
class Leads:
    """The checklist of one leader in one programme."""

    person: Person
    home: Unit | None
    course: Course | None
    is_leader: bool
    study: list[Figure]

    @property
    def studied(self) -> bool:
        """Whether anything of the first lead is recorded."""
        return any(one.amount for one in self.study)


def leads(viewer: Viewer, person: Person, *, programme: str = "") -> Leads:
    """The four leads of a person, for them and for who keeps the books of their unit."""
    home = home_of(person.pk)
    rules.may_open_member(viewer, person, home).demand()
    course = course_of_unit(home, programme) if home else None
    number = course.programme.pk if course else 0
    study = []
    for name in STUDY:
        metric = CATALOGUE[name]
        amount = reading.total(scope_of(metric, member=person.pk, programme=number or None))
        shown = amounts.with_measure(metric, amount, course.per_hour if course else 60)
        study.append(Figure(metric, amount, shown, Address(name, programme=number, member=person.pk).url))
    return Leads(person, home, course, is_leader(person), study)


def is_leader(person: Person) -> bool:
    """Whether a person is a leader today."""
    return Category.LEADER.value in categories_on([person.pk], on=clock.today()).get(person.pk, set())
