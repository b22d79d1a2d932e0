"""Who may do what in learning: the same call decides the button and the 403. Every no has a reason a person can read."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.ground.people.reviewing import HEADS
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.learning.models import Essay, Leave, MakeUp, RollMark, SelfStudy, Session
from taizhang.work.learning.roster import home_of


def may_keep_sessions(viewer: Viewer, unit: Unit) -> Answer:
    """Plan, call the roll, restate, see names: those who keep the books of that very unit."""
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Only the secretary or the ledger keeper of this unit may do this."))


def may_list_sessions(viewer: Viewer, unit: Unit) -> Answer:
    """See which sessions a unit plans and held: whoever belongs to it or holds a role that reaches it."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("The sessions of this unit are open to its members and to those who have a role over it."))


def may_see_session(viewer: Viewer, session: Session) -> Answer:
    """See a session, without names: as its unit's list, and whoever was on its sheet."""
    if may_list_sessions(viewer, session.unit):
        return Allowed()
    if RollMark.objects.filter(session=session, person=viewer.person).exists():
        return Allowed()
    return Denied(_("The sessions of this unit are open to its members and to those who have a role over it."))


def may_ask_leave(viewer: Viewer, session: Session, person: Person) -> Answer:
    """Ask for oneself, or for a member who told the secretary."""
    home = home_of(person.pk, tree=session.unit.tree, on=session.on)
    if home is None or home.pk != session.unit_id:
        return Denied(_("Leave is asked of the unit one belongs to; this session is held by another."))
    if viewer.person.pk == person.pk or viewer.may_see_names(session.unit):
        return Allowed()
    return Denied(_("One asks for leave oneself, or the secretary notes it."))


def may_answer_invitation(viewer: Viewer, session: Session) -> Answer:
    """Say yes or no to a session outside working hours: each member of its unit, only for themselves."""
    home = home_of(viewer.person.pk, tree=session.unit.tree, on=session.on)
    if home and home.pk == session.unit_id:
        return Allowed()
    return Denied(_("Only the members of the unit are asked, each for themselves."))


def may_decide_leave(viewer: Viewer, leave: Leave) -> Answer:
    """Granted by who keeps the unit's books, never by oneself; a secretary's own leave goes one level up."""
    if viewer.person.pk == leave.person_id:
        return Denied(_("Nobody grants leave to themselves."))
    unit = leave.session.unit
    if viewer.may_see_names(unit):
        return Allowed()
    if holds_there(leave.person_id, unit, RoleKind.SECRETARY) and viewer.holds(unit, *HEADS):
        return Allowed()
    return Denied(_("Leave is decided by the secretary of the unit that holds the session."))


def may_see_leave(viewer: Viewer, leave: Leave) -> Answer:
    """The person and whoever may decide."""
    return Allowed() if viewer.person.pk == leave.person_id else may_decide_leave(viewer, leave)


def may_study_for(viewer: Viewer, person: Person) -> Answer:
    """Enter self-study or hand in an essay: the person, or the secretary from paper."""
    if viewer.person.pk == person.pk:
        return Allowed()
    home = home_of(person.pk, tree=Tree.PARTY, on=clock.today())
    if home and viewer.may_see_names(home):
        return Allowed()
    return Denied(_("Only the person, or the secretary of their branch, enters this."))


def may_see_own(viewer: Viewer, person: int, unit: Unit) -> Answer:
    """What one person did alone: the person, and the branch that counts it."""
    if viewer.person.pk == person or viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def may_see_self_study(viewer: Viewer, study: SelfStudy) -> Answer:
    """The person, and the branch that counts it."""
    return may_see_own(viewer, study.person_id, study.record.unit)


def may_make_up(viewer: Viewer, session: Session, person: Person) -> Answer:
    """Note a make-up: the secretary whose session was missed, or of the branch the person belongs to now."""
    if viewer.may_see_names(session.unit):
        return Allowed()
    home = home_of(person.pk, tree=session.unit.tree, on=clock.today())
    if home and viewer.may_see_names(home):
        return Allowed()
    return Denied(_("Only the secretary or the ledger keeper of this unit may do this."))


def may_rule_make_ups(viewer: Viewer, programme: Programme) -> Answer:
    """Say which make-ups a programme accepts: the office of its unit."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office of the programme's unit says which make-ups it accepts."))


def may_see_chain(viewer: Viewer, person: Person) -> Answer:
    """Leave, attendance and make-ups of one person: the person, and who keeps the books of their unit today."""
    if viewer.person.pk == person.pk:
        return Allowed()
    home = home_of(person.pk, tree=Tree.PARTY, on=clock.today())
    if home and viewer.may_see_names(home):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def may_see_make_up(viewer: Viewer, made: MakeUp) -> Answer:
    """The person, the unit whose session was missed and the one they belonged to when they made it up."""
    units = (made.session.unit, made.record.unit)
    if viewer.person.pk == made.person_id or any(viewer.may_see_names(unit) for unit in units):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def holds_there(person: int, unit: Unit, *roles: RoleKind) -> bool:
    """Whether a person holds one of ``roles`` on that very unit today."""
    return Role.objects.filter(standing_on(clock.today()), person_id=person, unit=unit, role__in=roles).exists()


def may_review_essay(viewer: Viewer, essay: Essay) -> Answer:
    """The secretary or head of the reviewing unit; nobody marks their own."""
    if viewer.person.pk == essay.person_id:
        return Denied(_("Nobody reviews their own essay."))
    if any(grant.unit == essay.unit_id and grant.role in HEADS for grant in viewer.grants):
        return Allowed()
    return Denied(_("This essay is reviewed by the secretary or head of %(unit)s.") % {"unit": essay.unit.name})


def may_read_essay(viewer: Viewer, essay: Essay) -> Answer:
    """The author and the reviewer, nobody else."""
    if viewer.person.pk == essay.person_id or may_review_essay(viewer, essay):
        return Allowed()
    return Denied(_("Only the author and the reviewer read an essay."))


def may_set_essays(viewer: Viewer, programme: Programme) -> Answer:
    """What a programme asks of essays is set by its office."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office of this unit changes the programme."), code="not_office")


def may_keep_experts(viewer: Viewer, unit: Unit) -> Answer:
    """Keep the list of outside experts: the office of the unit."""
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the office of this unit keeps the list of experts."))


def may_watch_sessions(viewer: Viewer, unit: Unit) -> Answer:
    """See which sessions beneath a unit are empty, and who lectured where: whoever has a role over it."""
    if viewer.holds(unit):
        return Allowed()
    return Denied(_("These lists are for those who have a role over the unit."))
