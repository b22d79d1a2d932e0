"""Which version of a requirement stood at a position: "as of" judges by what was asked then (settled questions 26 and 28).

The act ``requirement-N-vV`` on the record of a programme says since when a version stands, ``requirement-N-off`` since when
it is asked no longer; a first version without such an act stands since the programme was adopted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ledger.reading import Statement as Since
from taizhang.ledger.reading import first_statements


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a requirement with the entry that put it in its place, None for what was adopted with the programme."""

    requirement: Requirement
    since: Since | None


def versions_of(requirement: Requirement) -> list[Version]:
    """All versions of a requirement, the first first."""
    programme, number = requirement.programme, requirement.number
    acts = first_statements(programme.record_id, f"requirement-{number}-")
    rows = Requirement.objects.filter(programme=programme, number=number).select_related("phase", "programme")
    return [Version(row, acts.get(f"requirement-{number}-v{row.version}")) for row in rows.order_by("version")]


def withdrawn_by(requirement: Requirement) -> Since | None:
    """The entry by which a requirement is asked no longer, or None."""
    acts = first_statements(requirement.programme.record_id, f"requirement-{requirement.number}-off")
    return acts.get(f"requirement-{requirement.number}-off")


def standing_at(requirement: Requirement, position: int | None) -> Requirement | None:
    """The version of a requirement that stood at a position; None when it was not asked then.

    Without a position it is the version that stands now; what was withdrawn is itself.
    """
    if position is None:
        newest = versions_of(requirement)[-1].requirement if requirement.superseded_by_id else requirement
        return requirement if newest.superseded_by_id else newest
    off = withdrawn_by(requirement)
    if off is not None and 0 < off.position <= position:
        return None
    standing = None
    for version in versions_of(requirement):
        since = version.since
        if (since is None and version.requirement.version == 1) or (since and 0 < since.position <= position):
            standing = version.requirement
    return standing


def asked_at(requirements: Iterable[Requirement], position: int | None) -> list[Requirement]:
    """Each of some requirements as it stood at a position, those not asked then left out."""
    return [found for one in requirements if (found := standing_at(one, position)) is not None]


def all_asked_at(programme: Programme, position: int) -> list[Requirement]:
    """Everything a programme asked at a position, in order, also what is withdrawn since."""
    firsts = Requirement.objects.filter(programme=programme, version=1).select_related("programme", "phase")
    return asked_at(firsts.order_by("number"), position)
