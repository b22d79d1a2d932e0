"""Who may do what with materials, topics, readings and notes: the same call decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import home_on
from taizhang.ground.people.reviewing import HEADS, reviewing_unit
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.curriculum.models import Note

# Who sets tasks and the own topic of a unit.
SETTERS = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_read_catalogue(viewer: Viewer, programme: Programme) -> Answer:
    """The catalogue is open to those who answer for the programme's unit and to everyone beneath it."""
    unit = programme.unit
    homes = any(home.tree == unit.tree and home.path.startswith(unit.path) for home in viewer.homes.values())
    grants = any(grant.tree == unit.tree and grant.path.startswith(unit.path) for grant in viewer.grants)
    if viewer.holds(unit) or homes or grants:
        return Allowed()
    return Denied(_("The materials of this programme are open to the units that take part in it."))


def may_keep_materials(viewer: Viewer, programme: Programme, unit: Unit) -> Answer:
    """The office keeps the catalogue of its programme; a unit sets further items for its own people (R2-25)."""
    if unit.pk == programme.unit_id:
        if viewer.holds(unit, RoleKind.OFFICE):
            return Allowed()
        return Denied(_("Only the campaign office of this programme keeps its catalogue."))
    if viewer.holds(unit, *SETTERS):
        return Allowed()
    return Denied(_("Only those who answer for this unit set study tasks for its people."))


def may_keep_material(viewer: Viewer, material: Material) -> Answer:
    """Change one material: those who may list one there."""
    return may_keep_materials(viewer, material.programme, material.unit)


def may_keep_topics(viewer: Viewer, programme: Programme) -> Answer:
    """The common topics are the office's."""
    return may_keep_materials(viewer, programme, programme.unit)


def may_set_own_topic(viewer: Viewer, unit: Unit) -> Answer:
    """A unit's own topic is set by those who answer for it."""
    if viewer.holds(unit, *SETTERS):
        return Allowed()
    return Denied(_("Only those who answer for this unit set its own topic."))


def may_keep_topic(viewer: Viewer, topic: Topic) -> Answer:
    """Change one topic: the office, or the unit whose own it is."""
    return may_set_own_topic(viewer, topic.unit) if topic.unit else may_keep_topics(viewer, topic.programme)


def may_note_reading(viewer: Viewer, person: Person) -> Answer:
    """Tick a material as read: the person, or the secretary for somebody who told them."""
    if viewer.person.pk == person.pk:
        return Allowed()
    home = home_on(person, tree=Tree.PARTY, on=clock.today())
    if home and viewer.may_see_names(home):
        return Allowed()
    return Denied(_("Only the person, or the secretary of their branch, enters this."))


def may_see_readings(viewer: Viewer, unit: Unit) -> Answer:
    """Who has read what, by name: those who keep that very unit's books."""
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Names are open to the secretary and the keeper of the branch, and to each person."))


def may_see_topics(viewer: Viewer, unit: Unit) -> Answer:
    """How far a unit is with its topics: its members and whoever holds a role over it."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("The topics of this unit are open to its members and to those who have a role over it."))


def heads(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer is secretary or head of that very unit."""
    return any(grant.unit == unit.pk and grant.role in HEADS for grant in viewer.grants)


def may_review_notes(viewer: Viewer, unit: Unit) -> Answer:
    """Look at a week's notes: the secretary or head of that very unit (R1-56)."""
    if heads(viewer, unit):
        return Allowed()
    return Denied(_("The notes are looked at by the secretary or head of this unit."))


def may_read_note(viewer: Viewer, note: Note) -> Answer:
    """The author, and the head who reads their papers; nobody else."""
    if viewer.person.pk == note.person_id or heads(viewer, reviewing_unit(note.person_id, note.record.unit)):
        return Allowed()
    return Denied(_("Only the author and the head who reads their notes see a note."))


def may_see_notes_of(viewer: Viewer, person: Person) -> Answer:
    """That somebody wrote notes, and of which day: the person, who keeps the branch's books, and the head who reads them."""
    if viewer.person.pk == person.pk:
        return Allowed()
    home = home_on(person, tree=Tree.PARTY, on=clock.today())
    if home and (viewer.may_see_names(home) or heads(viewer, reviewing_unit(person.pk, home))):
        return Allowed()
    return Denied(_("Only the person and their branch see this."))


def may_keep_note(viewer: Viewer, note: Note) -> Answer:
    """Take a note back: the author, or the secretary who entered it from paper."""
    return may_note_reading(viewer, note.person)


def may_check_themselves(viewer: Viewer, unit: Unit, group: Body | None) -> Answer:
    """Note a group's check of its own notes: its leader, or the secretary and keeper of the unit (R0-14)."""
    if viewer.may_see_names(unit):
        return Allowed()
    if group and group.unit_id == unit.pk and viewer.person.bodies.filter(body=group, leads=True, to_on=None).exists():
        return Allowed()
    return Denied(_("A check is noted by the leader of the group or the secretary of the unit."))


def may_flag(viewer: Viewer, unit: Unit) -> Answer:
    """Concerns about study and the help for it stay with the secretary of that very unit (R1-65)."""
    if any(grant.unit == unit.pk and grant.role == RoleKind.SECRETARY for grant in viewer.grants):
        return Allowed()
    return Denied(_("Concerns about study stay with the secretary of the branch."))
