"""Writing duties: open, settle, reopen, withdraw. Ground posts nothing; who calls this posts the act (question 44)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from taizhang.ground.duties.kinds import SERVES
from taizhang.ground.duties.models import Duty, Handover, Pause, Standing
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.records.models import Record
from taizhang.lib.rows import write_rows


def open_duties(
    *,
    kind: str,
    record: Record,
    homes: Mapping[int, int],
    opened_on: date,
    due_on: date | None = None,
    programme: Programme | None = None,
) -> None:
    """Note that each person of ``homes`` (person → home unit, both numbers) owes ``kind`` about ``record``."""
    _demand_known(kind)
    write_rows(
        Duty,
        ("kind", "record_id", "programme_id", "unit_id", "person_id", "due_on", "opened_on"),
        [
            (kind, record.pk, programme and programme.pk, unit, person, due_on, opened_on)
            for person, unit in homes.items()
        ],
    )


def open_unit_duty(
    *, kind: str, record: Record, unit: Unit, opened_on: date, due_on: date, programme: Programme | None = None
) -> Duty:
    """Note that a unit, as such and through nobody in particular, owes ``kind`` about ``record`` by a day."""
    _demand_known(kind)
    return Duty.objects.create(
        kind=kind, record=record, programme=programme, unit=unit, due_on=due_on, opened_on=opened_on
    )


def settle_duty(*, kind: str, record: Record, person: int, by: Record, on: date) -> bool:
    """Settle what a person owes about ``record`` by another record; False when nothing was owed."""
    owed = Duty.objects.filter(kind=kind, record=record, person_id=person, settled_on__isnull=True)
    return owed.update(settled_on=on, settled_by=by) == 1


def reopen_duty(*, kind: str, record: Record, person: int, by: Record) -> bool:
    """Let a person owe again what ``by`` had settled; False when it had settled nothing."""
    settled = Duty.objects.filter(kind=kind, record=record, person_id=person, settled_by=by)
    return settled.update(settled_on=None, settled_by=None) == 1


def withdraw_duties(*, kind: str, record: Record, persons: Collection[int]) -> int:
    """Take back what was never owed, as the record now says; what was settled meanwhile goes with it."""
    gone, _by_table = Duty.objects.filter(kind=kind, record=record, person_id__in=persons).delete()
    return gone


def begin_duties(*, person: Person, first: date, last: date, on: date) -> int:
    """Let what a person owes about records of these days, and what was to begin later, begin on a day; how many."""
    later = Duty.objects.filter(person=person, settled_on__isnull=True, opened_on__gt=on)
    return later.filter(record__on__gte=first, record__on__lte=last).update(opened_on=on)


def open_unit_duties(
    *,
    kind: str,
    record: Record,
    units: Iterable[Unit],
    opened_on: date,
    due_on: date | None = None,
    programme: Programme | None = None,
) -> None:
    """Note that each of these units owes ``kind`` about ``record``; a unit that owes it already owes it once."""
    _demand_known(kind)
    known = set(Duty.objects.filter(kind=kind, record=record, person=None).values_list("unit", flat=True))
    write_rows(
        Duty,
        ("kind", "record_id", "programme_id", "unit_id", "due_on", "opened_on"),
        [
            (kind, record.pk, programme and programme.pk, unit.pk, due_on, opened_on)
            for unit in units
            if unit.pk not in known
        ],
    )


def settle_unit_duties(
    *,
    kind: str,
    unit: Unit,
    by: Record,
    on: date,
    record: Record | None = None,
    programme: Programme | None = None,
    opened_by: date | None = None,
) -> int:
    """Settle what a unit owes of a kind, about one record or in one programme (none named: all of it); how many.

    With ``opened_by`` what was opened after that day stays owed.
    """
    owed = Duty.objects.filter(kind=kind, unit=unit, person=None, settled_on__isnull=True)
    if record is not None:
        owed = owed.filter(record=record)
    if programme is not None:
        owed = owed.filter(programme=programme)
    if opened_by is not None:
        owed = owed.filter(opened_on__lte=opened_by)
    return owed.update(settled_on=on, settled_by=by)


def reopen_unit_duty(*, kind: str, record: Record, unit: Unit) -> bool:
    """Let a unit owe again what was settled; False when it was not."""
    settled = Duty.objects.filter(kind=kind, record=record, unit=unit, person=None, settled_on__isnull=False)
    return settled.update(settled_on=None, settled_by=None) == 1


def move_unit_duties(*, record: Record, due_on: date) -> int:
    """Give what units still owe about a record another day, and who begins to owe it later the same; how many."""
    Standing.objects.filter(record=record).update(due_on=due_on)
    return Duty.objects.filter(record=record, person=None, settled_on__isnull=True).update(due_on=due_on)


def withdraw_unit_duties(*, kind: str, record: Record) -> int:
    """Take back what units still owe about a record, as it asks no longer; what is settled stays."""
    Standing.objects.filter(kind=kind, record=record).delete()
    gone, _by_table = Duty.objects.filter(kind=kind, record=record, person=None, settled_on__isnull=True).delete()
    return gone


def let_stand(*, kind: str, record: Record, programme: Programme, due_on: date) -> None:
    """Note that every unit of a programme owes ``kind`` about ``record``, so that who begins to take part owes it too."""
    _demand_known(kind)
    row = {"programme": programme, "due_on": due_on}
    Standing.objects.update_or_create(kind=kind, record=record, defaults=row)


def owe_what_stands(
    *, programme: Programme, units: Sequence[Unit], on: date, opened_on: date, but: Collection[int] = ()
) -> list[tuple[Record, list[Unit]]]:
    """Let units that take part from a day on owe what every unit of the programme owes, if its day had not passed then.

    What is about the records ``but`` is left out. Each record with the units that owe it from now on.
    """
    rows = Standing.objects.filter(programme=programme, due_on__gte=on).exclude(record__in=but)
    begun = []
    for row in rows.select_related("record").order_by("due_on", "pk"):
        known = set(Duty.objects.filter(kind=row.kind, record=row.record, person=None).values_list("unit", flat=True))
        if new := [unit for unit in units if unit.pk not in known]:
            open_unit_duties(
                kind=row.kind,
                record=row.record,
                units=new,
                opened_on=opened_on,
                due_on=row.due_on,
                programme=programme,
            )
            begun.append((row.record, new))
    return begun


def pause_reminders(
    *,
    record: Record,
    units: Iterable[Unit],
    from_on: date,
    to_on: date,
    programme: Programme | None = None,
    requirement: Requirement | None = None,
    spares: str = "",
) -> None:
    """Let the reminders of these units and their people rest from one day to another, by ``record`` (R1-14)."""
    write_rows(
        Pause,
        ("record_id", "unit_id", "programme_id", "requirement_id", "spares", "from_on", "to_on"),
        [
            (record.pk, unit.pk, programme and programme.pk, requirement and requirement.pk, spares, from_on, to_on)
            for unit in units
        ],
    )


def resume_reminders(*, records: Iterable[Record]) -> int:
    """Let nothing rest any longer by these records, as they hold no more; how many units are reminded again."""
    gone, _by_table = Pause.objects.filter(record__in=[record.pk for record in records]).delete()
    return gone


def name_owner(*, duties: Sequence[Duty], owner: Person, by: Person, on: date) -> int:
    """Note that an owner sees to open duties from a day on, though who owes them stays (R4-06); how many are new there."""
    newest = dict(Handover.objects.filter(duty__in=duties).order_by("pk").values_list("duty", "owner"))
    new = [
        Handover(duty=duty, owner=owner, handed_on=on, handed_by=by)
        for duty in duties
        if newest.get(duty.pk) != owner.pk
    ]
    Handover.objects.bulk_create(new)
    return len(new)


def _demand_known(kind: str) -> None:
    """Raises ``LookupError`` for a kind that does not say which requirements it works for."""
    if kind not in SERVES:
        raise LookupError(kind)
