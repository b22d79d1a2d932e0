"""Seals chain the entries of the ledger by SHA-256 in the order of their positions (settled question 30).

The chained digest at a position covers its entry, its lines and every entry before, so the first altered entry is the
first whose link does not come out. Who owns the database could rewrite entries and chain alike; therefore the newest seal
is printed as the head ``number:digest`` on reports, and `verify` compares with the paper.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Entry, Fact, Position, Seal, SealLink
from taizhang.ledger.positions import last_position
from taizhang.ledger.writing import COLUMNS
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found. ``bad_position`` is the first position that does not come out, 0 when all do."""

    entries: int
    seals: int
    bad_position: int = 0
    bad_entry: str = ""
    why: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing sealed was altered."""
        return self.bad_position == 0 and not self.why


def seal(*, least: int = 1) -> Seal | None:
    """Seal all positions after the last seal, if there are at least ``least``; posting never waits for it.

    What is sealed never changes, so it is read and chained before the short transaction that writes.
    """
    newest = Seal.objects.order_by("-number").first()
    first = newest.last_position + 1 if newest else 1
    last = last_position()
    if last - first + 1 < least:
        return None
    digest = newest.digest if newest else ""
    links = []
    for position, link in _chain(first, last, digest):
        links.append(SealLink(position=position, digest=link))
        digest = link
    try:
        with transaction.atomic():
            made = Seal.objects.create(
                number=newest.number + 1 if newest else 1,
                first_position=first,
                last_position=last,
                digest=digest,
                made_at=clock.now(),
            )
            SealLink.objects.bulk_create(links, batch_size=1_000)
    except IntegrityError:
        return None
    return made


def newest_seal() -> Seal | None:
    """The seal whose head is printed on what leaves the house."""
    return Seal.objects.order_by("-number").first()


def head_of(made: Seal) -> str:
    """The head as it is printed: seal number and digest."""
    return f"{made.number}:{made.digest}"


def verify(*, head: str = "") -> Verdict:
    """Prove that nothing sealed was altered, or name the first entry that was.

    ``head`` is what a printed report shows; it finds a chain that was rewritten as a whole.
    Raises `Refusal` ``bad_head`` when it is not a number, a colon and 64 hexadecimal digits.
    """
    wanted = _parse_head(head) if head else None
    entries, digest, expected_next = 0, "", 1
    seals = list(Seal.objects.order_by("number"))
    for made in seals:
        if made.first_position != expected_next:
            return Verdict(entries, len(seals), expected_next, why="a seal is missing")
        stored = dict(
            SealLink.objects.filter(position__gte=made.first_position, position__lte=made.last_position).values_list(
                "position", "digest"
            )
        )
        reached = made.first_position - 1
        for position, link in _chain(made.first_position, made.last_position, digest):
            if position != reached + 1:
                break
            reached, entries = position, entries + 1
            if stored.get(position) != link:
                return Verdict(entries, len(seals), position, _name(position), "its content differs from its seal")
            digest = link
        if reached != made.last_position:
            return Verdict(entries, len(seals), reached + 1, why="an entry is missing")
        if digest != made.digest:
            return Verdict(entries, len(seals), made.last_position, why="the seal differs from its links")
        if wanted and wanted[0] == made.number and wanted[1] != made.digest:
            return Verdict(
                entries,
                len(seals),
                made.first_position,
                why="the chain was rewritten: the paper shows another head",
            )
        expected_next = made.last_position + 1
    if wanted and wanted[0] > len(seals):
        return Verdict(entries, len(seals), expected_next, why="the paper shows a seal that is gone")
    return Verdict(entries, len(seals))


def seal_over(position: int) -> Seal | None:
    """The seal that covers a position, or None while it waits for one."""
    return Seal.objects.filter(first_position__lte=position, last_position__gte=position).first()


def check_newest() -> Verdict:
    """Prove the newest seal alone: its links come out again from the digest of the seal before (bounded work)."""
    newest = newest_seal()
    if newest is None:
        return Verdict(0, 0)
    before = Seal.objects.filter(number=newest.number - 1).first()
    digest = before.digest if before else ""
    stored = dict(
        SealLink.objects.filter(position__range=(newest.first_position, newest.last_position)).values_list(
            "position", "digest"
        )
    )
    reached = newest.first_position - 1
    for position, link in _chain(newest.first_position, newest.last_position, digest):
        if position != reached + 1:
            break
        if stored.get(position) != link:
            return Verdict(
                position - newest.first_position, 1, position, _name(position), "its content differs from its seal"
            )
        reached, digest = position, link
    if reached != newest.last_position:
        return Verdict(reached - newest.first_position + 1, 1, reached + 1, why="an entry is missing")
    if digest != newest.digest:
        return Verdict(0, 1, newest.last_position, why="the seal differs from its links")
    return Verdict(newest.last_position - newest.first_position + 1, 1)


def _parse_head(head: str) -> tuple[int, str]:
    number, _colon, digest = head.strip().partition(":")
    if number_in(number) is None or len(digest) != 64 or any(c not in "0123456789abcdef" for c in digest):
        raise Refusal("bad_head", _("A head is a seal number, a colon and 64 hexadecimal digits."))
    return int(number), digest


def _chain(first: int, last: int, digest: str) -> Iterator[tuple[int, str]]:
    """(position, link) from ``first`` to ``last``, starting from the link before."""
    for start in range(first, last + 1, _BATCH):
        stop = min(start + _BATCH - 1, last)
        places = Position.objects.filter(position__gte=start, position__lte=stop).order_by("position")
        entries = {entry.pk: entry for entry in Entry.objects.filter(place__position__range=(start, stop))}
        lines: dict[int, list[list[Any]]] = {}
        rows = Fact.objects.filter(entry_id__in=entries).order_by("entry_id", "id").values_list(*COLUMNS)
        for row in rows:
            lines.setdefault(row[0], []).append([str(row[8]) if i == 8 else v for i, v in enumerate(row)][1:])
        for place in places:
            entry = entries.get(place.entry_id)
            if entry is None:
                return
            digest = hashlib.sha256(
                (digest + _canonical(place.position, entry, lines.get(entry.pk, []))).encode()
            ).hexdigest()
            yield place.position, digest


def _canonical(position: int, entry: Entry, lines: list[list[Any]]) -> str:
    """One text for one entry, the same on every database: whole numbers, UTC, sorted keys."""
    return json.dumps(
        {
            "position": position,
            "key": str(entry.key),
            "source": entry.source_id,
            "act": entry.act,
            "number": entry.number,
            "posted_at": entry.posted_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "posted_by": entry.posted_by,
            "reason": entry.reason,
            "words": entry.words,
            "lines": lines,
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _name(position: int) -> str:
    place = Position.objects.select_related("entry__source").get(position=position)
    return f"{place.entry.source.title} ({place.entry})"
