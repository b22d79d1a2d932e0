"""Who has read what: one tick of the person, or of the secretary for those who read on paper."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from taizhang.ground.materials.actions import note_readings
from taizhang.ground.materials.models import Material, Reading
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.curriculum.lines import place_of, reading_line, state
from taizhang.work.curriculum.rules import may_note_reading

MOST_TICKS = 2_000


def note_read(*, material: Material, person: Person, on: date | None = None, by: Person, key: uuid.UUID) -> Reading:
    """Note that a person has read a material, today if no day is named; who has read it keeps that reading.

    Posts ``curriculum.material_read`` once for a person and a material, however often it is ticked. Raises `Refusal`:
    ``withdrawn``, ``future_day``, ``no_home``, ``not_for_them``.
    """
    content = {"material": material.pk, "person": person.pk, "on": on}
    with claimed(key=key, by=by, action="curriculum.note_read", content=content) as claim:
        if not claim.is_repeat:
            may_note_reading(viewer_of(by), person).demand()
            _note(material, person, on or clock.today(), by=by, key=key)
    return Reading.objects.select_related("version", "record").get(material=material, person=person)


def note_read_by_many(
    *, pairs: Sequence[tuple[Material, Person]], on: date | None = None, by: Person, key: uuid.UUID
) -> int:
    """Note what several people have read, told by them or on paper; returns how many readings are new.

    Raises `Refusal` ``nothing_ticked``, ``too_many`` and those of `note_read`.
    """
    content = {"pairs": [[material.pk, person.pk] for material, person in pairs], "on": on}
    with claimed(key=key, by=by, action="curriculum.note_read_by_many", content=content) as claim:
        if claim.is_repeat:
            return int(claim.answer["new"])
        if not pairs:
            raise Refusal("nothing_ticked", _("Tick at least one that was read."))
        if len(pairs) > MOST_TICKS:
            raise Refusal("too_many", _("Tick at most 2,000 at once."))
        viewer = viewer_of(by)
        for person in {person.pk: person for _material, person in pairs}.values():
            may_note_reading(viewer, person).demand()
        new = sum(
            _note(material, person, on or clock.today(), by=by, key=claim.part(f"{material.pk} {person.pk}"))
            for material, person in pairs
        )
        claim.answer = {"new": new}
    return new


def take_back_read(*, material: Material, person: Person, by: Person, key: uuid.UUID) -> None:
    """Take a tick back; what a session noted goes only with its roll-call. The ledger books the difference.

    Raises `Refusal`: ``not_read``, ``read_in_session``.
    """
    content = {"material": material.pk, "person": person.pk}
    with claimed(key=key, by=by, action="curriculum.take_back_read", content=content) as claim:
        if claim.is_repeat:
            return
        may_note_reading(viewer_of(by), person).demand()
        reading = Reading.objects.select_for_update().filter(material=material, person=person).first()
        if reading is None:
            raise Refusal("not_read", _("This material is not noted as read."))
        if reading.record_id != material.record_id:
            raise Refusal("read_in_session", _("It was read in a session; its roll-call is stated anew instead."))
        reading.delete()
        state(material.record, _act(person), [], by=by, key=key, reason="noted_wrongly")


def _note(material: Material, person: Person, on: date, *, by: Person, key: uuid.UUID) -> bool:
    """Whether the reading is new; then it is booked."""
    if material.withdrawn_on:
        raise Refusal("withdrawn", _("This material was taken off the list."))
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
    if Reading.objects.filter(material=material, person=person).exists():
        return False
    place = place_of(person, material.programme, on)
    if place is None:
        raise Refusal("no_home", _("On that day this person belonged to no unit."), field="on", day=on)
    if not person.memberships.filter(unit__path__startswith=material.unit.path, tree=material.unit.tree).exists():
        raise Refusal("not_for_them", _("This material is listed for other people."))
    note_readings(record=material.record, on=on, pairs=[(person.pk, material)])
    state(
        material.record,
        _act(person),
        [reading_line(person, material, place, on)],
        by=by,
        key=key,
        reason="decided_anew",
    )
    return True


def _act(person: Person) -> str:
    return f"read-{person.pk}"
