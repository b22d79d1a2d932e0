"""The journal: entries in the one order of the ledger, the seals over them, and whether the newest comes out."""

from dataclasses import dataclass, field

from taizhang.ground.people.permissions import Viewer
from taizhang.ledger import positions, reading, seals
from taizhang.ledger.kinds import KINDS
from taizhang.ledger.reading import Posted
from taizhang.oversight.dashboards import rules

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as it is printed."""

    number: int
    first: int
    last: int
    head: str


@dataclass(slots=True)
class Journal:
    """One page of the journal, from a position downward."""

    entries: list[Posted] = field(default_factory=list)
    last: int = 0
    sealed_to: int = 0
    newest: Sealed | None = None
    checked: seals.Verdict | None = None
    older: int = 0


def journal(viewer: Viewer, *, before: int | None = None, check: bool = False) -> Journal:
    """The entries about units the reader's roles reach, the newest first."""
    rules.may_open_ledger(viewer).demand()
    entries = reading.journal(viewer.reach(), before=before, most=ON_A_PAGE + 1)
    page = Journal(entries[:ON_A_PAGE], positions.last_position())
    page.older = entries[ON_A_PAGE - 1].position if len(entries) > ON_A_PAGE else 0
    newest = seals.newest_seal()
    if newest is not None:
        page.newest = Sealed(newest.number, newest.first_position, newest.last_position, seals.head_of(newest))
        page.sealed_to = newest.last_position
        page.checked = seals.check_newest() if check else None
    return page


def say_kinds(posted: Posted) -> str:
    """What an entry holds, in words: Session held 1, Study time 22."""
    return " ".join(f"{KINDS[kind].words}×{lines}" for kind, lines in sorted(posted.kinds.items()))
