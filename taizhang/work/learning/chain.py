"""Leave, attendance and make-up as one chain (R1-52): from asking not to come until nothing is owed any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.ground.duties.queries import owed_by, owed_in
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import MISSED, LeaveState, MakeUpForm, Mark, SessionState
from taizhang.work.learning.models import AcceptedMakeUp, Leave, MakeUp, RollMark, SelfStudy, Session
from taizhang.work.learning.rules import may_keep_sessions, may_see_chain, may_see_self_study


@dataclass(frozen=True, slots=True)
class Link:
    """One session in the chain of one person: the leave asked, the mark of the roll-call, what is owed or made up."""

    session: Session
    person: Person
    leave: Leave | None
    mark: Mark | None
    is_owed: bool
    due_on: date | None
    made: MakeUp | None

    @property
    def is_settled(self) -> bool:
        """Whether the roll-call is booked and nothing is owed any more."""
        return self.mark is not None and not self.is_owed

    @property
    def has_returned(self) -> bool:
        """Whether the person came after asking not to: told before, or simply there."""
        return self.leave is not None and (self.leave.state == LeaveState.RETURNED or self.mark == Mark.PRESENT)


def chain_of(viewer: Viewer, person: Person) -> list[Link]:
    """Every session one person was on the sheet of or asked leave from, the newest first.

    Their branch sees what was held in it; what a moved person did elsewhere stays with them and with that unit.
    """
    may_see_chain(viewer, person).demand()
    owed = {(duty.record_id, person.pk): duty.due_on for duty in owed_by(person.pk, kind=MAKE_UP)}
    whose = Q(person=person)
    found = _links(RollMark.objects.filter(whose), Leave.objects.filter(whose), MakeUp.objects.filter(whose), owed)
    is_own = viewer.person.pk == person.pk
    return [link for link in found if is_own or viewer.may_see_names(link.session.unit)]


def studies_of(viewer: Viewer, person: Person) -> list[SelfStudy]:
    """What one person studied alone last, as far as the reader may see it."""
    may_see_chain(viewer, person).demand()
    rows = SelfStudy.objects.filter(person=person).select_related("record__unit").order_by("-on", "-pk")[:20]
    return [study for study in rows if may_see_self_study(viewer, study)][:5]


def chain_in(viewer: Viewer, unit: Unit) -> list[Link]:
    """Leave and absence of the members of one unit, with what came of each; who was simply there is left out."""
    may_keep_sessions(viewer, unit).demand()
    owed = {(duty.record_id, duty.person_id or 0): duty.due_on for duty in owed_in(unit.pk, kind=MAKE_UP)}
    found = _links(
        RollMark.objects.filter(unit=unit),
        Leave.objects.filter(session__unit=unit),
        MakeUp.objects.filter(Q(session__unit=unit) | Q(record__unit=unit)),
        owed,
    )
    return [link for link in found if link.leave or link.made or link.is_owed or link.mark in MISSED]


def _links(
    marks: QuerySet[RollMark],
    leaves: QuerySet[Leave],
    made: QuerySet[MakeUp],
    owed: dict[tuple[int, int], date | None],
) -> list[Link]:
    near = ("session__record", "session__unit", "person")
    booked = {
        (row.session_id, row.person_id): row
        for row in marks.filter(session__state=SessionState.CLOSED).select_related(*near)
    }
    asked = {(row.session_id, row.person_id): row for row in leaves.select_related(*near)}
    done = {
        (row.session_id, row.person_id): row for row in made.filter(is_withdrawn=False).select_related("record", *near)
    }
    links = []
    for key in booked.keys() | asked.keys() | done.keys():
        row: RollMark | Leave | MakeUp = booked.get(key) or asked.get(key) or done[key]
        duty = (row.session.record_id, row.person_id)
        mark = booked.get(key)
        links.append(
            Link(
                session=row.session,
                person=row.person,
                leave=asked.get(key),
                mark=Mark(mark.mark) if mark else None,
                is_owed=duty in owed,
                due_on=owed.get(duty),
                made=done.get(key),
            )
        )
    return _newest_first(links)


def _newest_first(links: Iterable[Link]) -> list[Link]:
    """By day, within a day in roster order."""
    by_code = sorted(links, key=lambda link: link.person.code)
    return sorted(by_code, key=lambda link: (link.session.on, link.session.starts_at, link.session.pk), reverse=True)


def accepted_by(programme: Programme) -> dict[str, bool]:
    """Form → whether it must last as long as the session; every form at any length where the programme says nothing."""
    said = dict(AcceptedMakeUp.objects.filter(programme=programme).values_list("form", "is_whole"))
    return said or {form.value: False for form in MakeUpForm}
