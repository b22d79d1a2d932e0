"""Who is asked about a session outside working hours, and what they said; a no is seen by its planner alone (R1-64)."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.lib import clock
from taizhang.work.learning.actions.agreeing import clash_words
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.models import Agreement, OutOfHours, Session
from taizhang.work.learning.roster import sheet_of
from taizhang.work.learning.rules import may_answer_invitation, may_keep_sessions
from taizhang.work.learning.starting import has_begun


@dataclass(frozen=True, slots=True)
class Invitation:
    """A session outside working hours as one reader sees it: why, their own answer, and whether they may still give it."""

    session: Session
    outside: OutOfHours
    words: str
    answer: bool | None
    may_answer: bool

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to be given."""
        return self.may_answer and self.answer is None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said so far: how many come, and for the planner who comes, who does not, and who has not answered."""

    yes: int
    coming: list[Person]
    not_coming: list[Person]
    waiting: list[Person]
    is_planner: bool


def invitation_to(viewer: Viewer, session: Session) -> Invitation | None:
    """The invitation to one session, or None where it lies in working hours."""
    outside = OutOfHours.objects.filter(session=session).select_related("business").first()
    if outside is None:
        return None
    own = Agreement.objects.filter(session=session, person=viewer.person).first()
    may_answer = (
        not outside.is_from_paper
        and session.state == SessionState.PLANNED
        and not has_begun(session)
        and bool(may_answer_invitation(viewer, session))
    )
    return Invitation(session, outside, clash_words(session), own.is_yes if own else None, may_answer)


def invitations(viewer: Viewer) -> list[Invitation]:
    """What the viewer is asked about, the nearest first; those answered stand too, as an answer may change."""
    rows = Session.objects.filter(
        unit__in=[home.pk for home in viewer.homes.values()],
        state=SessionState.PLANNED,
        on__gte=clock.today(),
        out_of_hours__is_from_paper=False,
    )
    found = [invitation_to(viewer, one) for one in rows.select_related("record", "unit").order_by("on", "starts_at")]
    return [one for one in found if one and one.may_answer]


def answers_to(viewer: Viewer, session: Session, outside: OutOfHours) -> Answers:
    """What was said: everybody who keeps the books learns how many come, names only who planned it."""
    may_keep_sessions(viewer, session.unit).demand()
    said = dict(Agreement.objects.filter(session=session).values_list("person", "is_yes"))
    yes = sum(said.values())
    if viewer.person.pk != outside.asked_by_id:
        return Answers(yes, [], [], [], is_planner=False)
    sheet = sheet_of(session, list(session.programmes.all()))
    asked = [one.person for one in sheet.attendees if one.owes or one.is_asked]
    people = Person.objects.in_bulk({*asked, *said})

    def named(wanted: Iterable[int]) -> list[Person]:
        return sorted((people[one] for one in wanted), key=lambda person: person.code)

    return Answers(
        yes,
        coming=named(person for person, is_yes in said.items() if is_yes),
        not_coming=named(person for person, is_yes in said.items() if not is_yes),
        waiting=named(person for person in asked if person not in said),
        is_planner=True,
    )
