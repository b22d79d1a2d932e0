"""Who may do what about meetings: the same call decides the button and the 403. Every no has a reason."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import home_on
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.meetings.kinds import MeetingKind
from taizhang.work.meetings.models import Meeting, SelfLook, Speech, Task

KEEPING = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_keep_meetings(viewer: Viewer, unit: Unit) -> Answer:
    """Plan a meeting, note it as held, state it anew: who keeps the books of that very unit, its head, its office."""
    if any(grant.unit == unit.pk and grant.role in KEEPING for grant in viewer.grants):
        return Allowed()
    return Denied(_("Only the secretary, keeper, head or office of this unit notes its meetings."))


def may_list_meetings(viewer: Viewer, unit: Unit) -> Answer:
    """See the meetings of a unit: its members, whoever has a role over it, and who keeps the books of a unit beneath."""
    if viewer.holds(unit) or viewer.belongs_to(unit) or _keeps_beneath(viewer, unit):
        return Allowed()
    return Denied(_("The meetings of this unit are open to its members, to those over it and to the units beneath."))


def may_see_meeting(viewer: Viewer, meeting: Meeting) -> Answer:
    """See a meeting with its agenda, decisions, tasks."""
    return may_list_meetings(viewer, meeting.unit)


def may_read_minutes(viewer: Viewer, meeting: Meeting) -> Answer:
    """Minutes are as open as the meeting; those of criticism and self-criticism stay in the branch (R1-167)."""
    if meeting.kind != MeetingKind.CRITICISM:
        return may_see_meeting(viewer, meeting)
    if viewer.belongs_to(meeting.unit) or viewer.may_see_names(meeting.unit):
        return Allowed()
    return Denied(_("What was said stays in the branch; above it only the day is known."))


def may_name_problems(viewer: Viewer, meeting: Meeting, person: Person) -> Answer:
    """Say before a criticism session what one found in oneself: the person, or who notes it for them from paper."""
    if viewer.may_see_names(meeting.unit) or (viewer.person.pk == person.pk and viewer.belongs_to(meeting.unit)):
        return Allowed()
    return Denied(_("One says oneself what one found, or the branch notes it from paper."))


def may_read_self_look(viewer: Viewer, look: SelfLook) -> Answer:
    """What a person found in themself: that person, and who keeps the branch's books."""
    if viewer.person.pk == look.person_id or viewer.may_see_names(look.meeting.unit):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def may_see_leads(viewer: Viewer, person: Person) -> Answer:
    """The leads of one person: that person, and who keeps the books of their unit."""
    if viewer.person.pk == person.pk:
        return Allowed()
    home = home_on(person, tree=Tree.PARTY, on=clock.today())
    if home and viewer.may_see_names(home):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def may_report_task(viewer: Viewer, task: Task) -> Answer:
    """Report a task as done: the person who has it, and who keeps the books of the unit that owes it."""
    if task.person_id is not None and task.person_id == viewer.person.pk:
        return Allowed()
    return may_keep_meetings(viewer, task.unit)


def may_see_task(viewer: Viewer, task: Task) -> Answer:
    """Who may see the meeting that gave it, and the unit and person who have it."""
    if may_see_meeting(viewer, task.meeting) or may_report_task(viewer, task):
        return Allowed()
    return may_list_meetings(viewer, task.unit)


def may_write_speech(viewer: Viewer, speech: Speech) -> Answer:
    """Hand in the text: who keeps the books of the unit that was chosen."""
    return may_keep_meetings(viewer, speech.unit)


def may_read_speech(viewer: Viewer, speech: Speech) -> Answer:
    """Read a speech: its own unit and whoever may see the meeting."""
    if may_see_meeting(viewer, speech.meeting):
        return Allowed()
    return may_list_meetings(viewer, speech.unit)


def may_see_board(viewer: Viewer, programme: Programme) -> Answer:
    """See which units have met and which have not: whoever has a role over the unit that runs the programme."""
    if viewer.holds(programme.unit):
        return Allowed()
    return Denied(_("This list is for those who have a role over the unit that runs the programme."))


def may_set_cycle(viewer: Viewer, programme: Programme) -> Answer:
    """Say how often units meet: the office of the unit that runs the programme."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office says how often units meet."))


def _keeps_beneath(viewer: Viewer, unit: Unit) -> bool:
    return any(
        grant.tree == unit.tree and grant.path.startswith(unit.path) and grant.role in KEEPING
        for grant in viewer.grants
    )
