"""How the ledger is written: `post` an act, `correct` it by stating it anew. There is no third way.

An entry and its lines commit together with what the act changed. A line is a whole number on a day that has come; the
ledger gives it the phase its unit was in on that day and books it in the phase open now (settled question 7).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.ledger.kinds import COPIES, KINDS, REASONS
from taizhang.ledger.lines import Line, PhasedLine
from taizhang.ledger.models import Entry, Fact
from taizhang.ledger.writing import write_entry, write_facts
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal

__all__ = ["MAX_LINES", "Line", "PhasedLine", "correct", "post", "standing_lines"]

MAX_LINES = 10_000

_Key = tuple[str, str, int, int, int, date, str]
# The stay of a unit in a phase: phase, day it opened, whether it is still open.
_Stay = tuple[int, date, bool]


def post(
    *,
    source: Record,
    act: str,
    lines: Sequence[Line],
    by: Person | None,
    key: uuid.UUID,
    words: str = "",
) -> Entry:
    """Book the first statement of an act and return its entry.

    Raises `Refusal`: ``already_posted`` (state it anew with `correct`), ``unknown_kind``, ``unknown_code``,
    ``future_day``, ``not_enrolled``, ``before_programme``, ``too_many_lines``, ``no_lines``.
    """
    if not lines:
        raise Refusal("no_lines", _("There is nothing to book."))
    with _one_transaction():
        return _append(source, act, 1, _phased(lines), by, key, "", words)


def correct(
    *,
    source: Record,
    act: str,
    lines: Sequence[Line],
    by: Person | None,
    key: uuid.UUID,
    reason: str,
    seen: int | None = None,
    words: str = "",
) -> Entry | None:
    """State an act anew; book only what differs, and return the entry, or None when nothing differs.

    Minus-lines mirror what stands booked (its unit, code, programme, phase), plus-lines carry the new statement; an
    empty ``lines`` reverses the act. ``seen`` is the number of the statement the person was looking at.
    Raises `Refusal` ``changed_meanwhile`` when another statement came in between, and those of `post`.
    """
    if reason not in REASONS or not reason:
        raise Refusal("unknown_reason", _("A correction needs one of the listed reasons."), field="reason")
    with _one_transaction():
        last = Entry.objects.filter(source=source, act=act).aggregate(last=Max("number"))["last"] or 0
        if last == 0:
            raise Refusal("nothing_posted", _("There is nothing booked that could be corrected."))
        if seen is not None and seen != last:
            raise Refusal(
                "changed_meanwhile",
                _("Somebody corrected this in the meantime. Look at it again."),
                last=last,
            )
        changes = _difference(source, act, lines)
        if not changes:
            return None
        return _append(source, act, last + 1, changes, by, key, reason, words)


@contextmanager
def _one_transaction() -> Iterator[None]:
    """The transaction of the act that posts, or one of its own: an act keeps or loses what it posted as a whole anyway."""
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        yield


def standing_lines(source: Record, act: str) -> list[tuple[Line, int]]:
    """What stands booked for an act, net of its corrections: (line, phase) with a non-zero amount."""
    rows = (
        Fact.objects.filter(entry__source=source, entry__act=act)
        .values_list("kind", "code", "programme", "unit", "member", "occurred_on", "copy", "phase")
        .annotate(net=Sum("amount"))
        .exclude(net=0)
        .order_by("kind", "code", "programme", "unit", "member", "occurred_on", "copy", "phase")
    )
    return [
        (Line(kind, unit, day, net, code, programme, member, copy), phase)
        for kind, code, programme, unit, member, day, copy, phase, net in rows
    ]


def _difference(source: Record, act: str, lines: Sequence[Line]) -> list[PhasedLine]:
    standing: dict[_Key, list[tuple[Line, int]]] = defaultdict(list)
    for line, phase in standing_lines(source, act):
        standing[_key(line)].append((line, phase))
    wanted: dict[_Key, Line] = {}
    for line in lines:
        key = _key(line)
        wanted[key] = replace(wanted[key], amount=wanted[key].amount + line.amount) if key in wanted else line
    plus: list[Line] = []
    minus: list[tuple[Line, int]] = []
    for key in sorted(standing.keys() | wanted.keys()):
        new = wanted[key].amount if key in wanted else 0
        if sum(line.amount for line, _phase in standing[key]) == new:
            continue
        minus += [(replace(line, amount=-line.amount), phase) for line, phase in standing[key]]
        if new:
            plus.append(wanted[key])
    booked = _open_phases({(line.programme, line.unit) for line, _phase in minus})
    mirrored = [PhasedLine(line, phase, booked.get((line.programme, line.unit), 0)) for line, phase in minus]
    return mirrored + (_phased(plus) if plus else [])


def _key(line: Line) -> _Key:
    return (line.kind, line.code, line.programme, line.unit, line.member, line.occurred_on, line.copy)


def _append(
    source: Record,
    act: str,
    number: int,
    lines: Sequence[PhasedLine],
    by: Person | None,
    key: uuid.UUID,
    reason: str,
    words: str,
) -> Entry:
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", _("One entry holds at most 10,000 lines; send it in parts."))
    entry = Entry(
        key=key,
        source=source,
        act=act,
        number=number,
        posted_at=clock.now(),
        posted_by=by.pk if by else 0,
        reason=reason,
        words=words,
    )
    if not write_entry(entry):
        code = "already_posted" if number == 1 else "changed_meanwhile"
        raise Refusal(code, _("This was booked in the meantime. Look at it again."))
    write_facts(entry.pk, lines)
    return entry


def _check(line: Line, today: date) -> None:
    kind = KINDS.get(line.kind)
    if kind is None:
        raise Refusal("unknown_kind", _("The chart of facts does not know this kind."), kind=line.kind)
    if line.code not in kind.codes:
        raise Refusal("unknown_code", _("The chart of facts does not know this code."), word=line.code)
    if line.data and not kind.data.issuperset(line.data):
        raise Refusal("unknown_key", _("The chart of facts does not know this key."), data=sorted(line.data))
    if kind.member != bool(line.member):
        raise Refusal("member_mismatch", _("This kind of fact is counted per person, or never."), kind=line.kind)
    if line.copy not in COPIES or type(line.amount) is not int or line.amount == 0:
        raise Refusal("bad_line", _("A line is a whole number other than 0."), amount=line.amount)
    if line.occurred_on > today:
        raise Refusal("future_day", _("This day has not come yet."), field="occurred_on", day=line.occurred_on)


def _phased(lines: Sequence[Line]) -> list[PhasedLine]:
    """Give each line its phase and the phase it is booked in, under a shared lock of the units' open phases."""
    today = clock.today()
    for line in lines:
        _check(line, today)
    pairs = {(line.programme, line.unit) for line in lines if line.programme}
    stays = _stays(pairs)
    booked = _open_among(stays)
    missing = sorted(pairs - booked.keys())
    if missing:
        raise Refusal("not_enrolled", _("A unit does not take part in this programme."), programme_units=missing)
    days = {(line.programme, line.unit, line.occurred_on) for line in lines if line.programme}
    phases = {(programme, unit, day): _phase_on(stays[programme, unit], day) for programme, unit, day in days}
    return [
        PhasedLine(
            line,
            phases.get((line.programme, line.unit, line.occurred_on), 0),
            booked.get((line.programme, line.unit), 0),
        )
        for line in lines
    ]


def _phase_on(stays: Sequence[_Stay], day: date) -> int:
    """The phase a unit was in on a day; on a day of closing, the one that opened then."""
    for phase, opened_on, _is_open in reversed(stays):
        if opened_on <= day:
            return phase
    raise Refusal(
        "before_programme",
        _("This day lies before the unit began this programme."),
        field="occurred_on",
        day=day,
    )


def _open_phases(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The open phase of each (programme, unit), locked as by `_stays`."""
    return _open_among(_stays(pairs))


def _open_among(stays: Mapping[tuple[int, int], Sequence[_Stay]]) -> dict[tuple[int, int], int]:
    return {pair: phase for pair, held in stays.items() for phase, _opened_on, is_open in held if is_open}


def _stays(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[_Stay]]:
    """The phases each (programme, unit) has been in, oldest first, share-locked in id order so that no gate passes
    meanwhile.

    Who waited for a closing sees no phase open and asks again for the one that opened (settled question 9).
    """
    wanted = {pair for pair in pairs if pair[0]}
    if not wanted:
        return {}
    lock = " FOR SHARE" if connection.vendor == "postgresql" else ""
    programmes = sorted({programme for programme, _unit in wanted})
    units = sorted({unit for _programme, unit in wanted})
    found: dict[tuple[int, int], list[_Stay]] = {}
    for _attempt in range(3):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT programme_id, unit_id, phase_id, opened_on, closed_on IS NULL FROM programmes_unitphase "
                f"WHERE programme_id IN ({','.join(['%s'] * len(programmes))}) "
                f"AND unit_id IN ({','.join(['%s'] * len(units))}) ORDER BY id{lock}",
                [*programmes, *units],
            )
            rows = cursor.fetchall()
        found = {pair: [] for pair in wanted}
        for programme, unit, phase, opened_on, is_open in rows:
            if (programme, unit) in wanted:
                found[programme, unit].append((phase, opened_on, bool(is_open)))
        if all(any(is_open for _phase, _opened_on, is_open in held) for held in found.values()):
            break
    return {pair: sorted(held, key=lambda stay: stay[1]) for pair, held in found.items()}
