"""What is read across the sessions beneath a unit: those with attendance alone, and who lectured where."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import ancestors_of, children_of, subtree_of
from taizhang.ground.people.models import BodyMember, Person, PostHolding, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.lib import clock
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import Account, Expert, Session
from taizhang.work.learning.rules import may_watch_sessions


@dataclass(frozen=True, slots=True)
class Empty:
    """One session with attendance alone: what is lacking of topic, material and a record of what was discussed (R1-68)."""

    session: Session
    no_account: bool
    no_material: bool


def empty_sessions(viewer: Viewer, unit: Unit) -> QuerySet[Session]:
    """Booked sessions beneath a unit without an account or without any material, by unit code, the newest first."""
    may_watch_sessions(viewer, unit).demand()
    rows = Session.objects.filter(unit__in=subtree_of(unit), state=SessionState.CLOSED)
    told = Account.objects.filter(session=OuterRef("pk"))
    used = Session.materials.through.objects.filter(session=OuterRef("pk"))
    rows = rows.annotate(is_told=Exists(told), is_used=Exists(used)).exclude(is_told=True, is_used=True)
    return rows.select_related("unit", "record").order_by("unit__code", "-on", "-pk")


def lacks_of(session: Session) -> Empty:
    """What a session of `empty_sessions` lacks."""
    return Empty(session, not getattr(session, "is_told", False), not getattr(session, "is_used", False))


@dataclass(slots=True)
class Lecturing:
    """One lecturer with the lectures given beneath a unit, by day."""

    who: str
    note: str
    accounts: list[Account] = field(default_factory=list)


def lectures_beneath(viewer: Viewer, unit: Unit) -> list[Lecturing]:
    """Who lectured at the units beneath, leaders and tutors by roster number, then experts; each with exact dates (R1-75)."""
    may_watch_sessions(viewer, unit).demand()
    rows = Account.objects.filter(session__unit__in=subtree_of(unit), session__state=SessionState.CLOSED)
    rows = rows.select_related("session__unit", "session__record", "lecturer", "expert")
    by_lecturer: dict[object, Lecturing] = {}
    for account in rows.filter(lecturer__isnull=False).order_by("lecturer__code", "session__on", "pk"):
        if account.lecturer:
            found = by_lecturer.setdefault(account.lecturer_id, Lecturing(account.lecturer.name, ""))
            found.accounts.append(account)
    for account in rows.filter(expert__isnull=False).order_by("expert", "session__on", "pk"):
        if account.expert:
            key = ("expert", account.expert_id)
            found = by_lecturer.setdefault(key, Lecturing(account.expert.name, account.expert.institution))
            found.accounts.append(account)
    return list(by_lecturer.values())


def lecturers_for(session: Session) -> QuerySet[Person]:
    """Who may have lectured, by roster number: who holds a role or post on the unit or above, tutors, who was there."""
    standing = standing_on(session.on)
    above = [session.unit_id, *(upper.pk for upper in ancestors_of(session.unit))]
    people = set(Role.objects.filter(standing, unit__in=above).values_list("person", flat=True))
    people |= set(PostHolding.objects.filter(standing, post__unit__in=above).values_list("person", flat=True))
    people |= set(
        BodyMember.objects.filter(standing, body__kind=BodyKind.TUTOR_TEAM, body__unit__in=above).values_list(
            "person", flat=True
        )
    )
    people |= set(session.marks.filter(mark=Mark.PRESENT).values_list("person", flat=True))
    return Person.objects.filter(pk__in=people).order_by("code")


def experts_for(unit: Unit) -> QuerySet[Expert]:
    """The experts on the lists of a unit and of those above it."""
    above = [unit.pk, *(upper.pk for upper in ancestors_of(unit))]
    return Expert.objects.filter(unit__in=above, is_withdrawn=False).select_related("unit").order_by("pk")


def units_to_visit(unit: Unit) -> list[Unit]:
    """The units that a unit may go and look at: those beside it, in code order."""
    if unit.parent is None:
        return []
    return [other for other in children_of(unit.parent, on=clock.today()) if other.pk != unit.pk]
