"""One loop gives every committed entry the next whole number; everything else reads "position above my mark".

The loop locks its mark, takes what waits in the tray in order of arrival, and commits numbers and mark together, so two
loops, late commits and wrong clocks are settled once, alike on both databases (settled question 25).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from taizhang.ledger.models import Mark, Position, Tray
from taizhang.lib import clock

POSITIONS = "positions"


def give_positions(*, most: int = 1_000) -> int:
    """Give positions to at most ``most`` waiting entries and return how many got one."""
    if not Tray.objects.exists():
        return 0
    with transaction.atomic():
        Mark.objects.get_or_create(name=POSITIONS)
        mark = Mark.objects.select_for_update().get(name=POSITIONS)
        waiting = list(Tray.objects.order_by("entry_id").values_list("entry_id", flat=True)[:most])
        if not waiting:
            return 0
        before = Position.objects.aggregate(last=Max("given_at"))["last"]
        given_at = max(filter(None, [before, clock.now()]))
        Position.objects.bulk_create(
            Position(position=mark.position + step, entry_id=entry, given_at=given_at)
            for step, entry in enumerate(waiting, start=1)
        )
        Tray.objects.filter(entry_id__in=waiting).delete()
        mark.position += len(waiting)
        mark.save(update_fields=["position"])
    return len(waiting)


def last_position() -> int:
    """The newest position given, 0 before the first."""
    mark = Mark.objects.filter(name=POSITIONS).first()
    return mark.position if mark else 0


def position_at(instant: datetime) -> int:
    """The last position given before an instant: "as of" is a position (settled question 26)."""
    row = Position.objects.filter(given_at__lte=instant).order_by("-given_at", "-position").first()
    return row.position if row else 0


def given_at(position: int) -> datetime | None:
    """When a position was given, or None for 0."""
    row = Position.objects.filter(position=position).first()
    return row.given_at if row else None


def mark_of(name: str) -> int:
    """How far a named reader has come."""
    row = Mark.objects.filter(name=name).first()
    return row.position if row else 0


def hold_mark(name: str) -> int:
    """How far a named reader has come, its mark kept from all others until the caller's transaction ends."""
    Mark.objects.get_or_create(name=name)
    return Mark.objects.select_for_update().get(name=name).position


def move_mark(name: str, *, seen: int, to: int) -> bool:
    """Move a reader's mark by compare-and-set inside the caller's transaction; False when another was faster."""
    Mark.objects.get_or_create(name=name)
    return Mark.objects.filter(name=name, position=seen).update(position=to) == 1
