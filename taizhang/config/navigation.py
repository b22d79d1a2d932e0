"""The ways through the house, as data: what each role finds in the navigation, and where it lands.

This floor stands above all contexts, so it may name their addresses. An entry whose address does not resolve is left
out: navigation shows only what works.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import ABOVE_ROLES, BRANCH_ROLES, Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One way: its label, the name of its address, the roles that use it, and whether every member does.

    An address that needs a unit gets the one on which the role is held.
    """

    label: str | Promise
    name: str
    roles: tuple[RoleKind, ...] = ()
    for_members: bool = False

    def address_for(self, viewer: Viewer) -> str | None:
        """Where this way leads ``viewer``, or None when it is not theirs or not built."""
        if self.for_members and viewer.homes:
            return _reverse(self.name)
        for grant in viewer.grants:
            if grant.role in self.roles and (address := _reverse(self.name) or _reverse(self.name, grant.unit)):
                return address
        return None


@dataclass(frozen=True, slots=True)
class Way:
    """One entry as a page shows it."""

    label: str
    url: str
    current: bool
    # Beyond what one line holds; the bar keeps it behind "More".
    is_spare: bool = False


# What the entries of the bar may fill at 1200 pixels, in halves of a Han sign (7 pixels): the rest of the line belongs to
# mark, campaign and reader, which are cut when it is short. An entry's edges take as much as three Latin letters; "More"
# needs its own place once anything stands behind it.
ROOM = 120
EDGES = 3
MORE = 10

READERS = (RoleKind.ARCHIVIST, RoleKind.AUDITOR)

# Landing pages, the heaviest duty first: who holds several roles lands where most waits for them.
LANDINGS = (
    Entry(pgettext_lazy("navigation", "Cockpit"), "dashboards:cockpit", (RoleKind.OFFICE,)),
    Entry(pgettext_lazy("navigation", "My branch"), "dashboards:branch", BRANCH_ROLES),
    Entry(pgettext_lazy("navigation", "My unit"), "dashboards:unit", (RoleKind.PRINCIPAL,)),
    Entry(pgettext_lazy("navigation", "My units"), "dashboards:watched", (RoleKind.SUPERVISOR,)),
    Entry(pgettext_lazy("navigation", "Big picture"), "dashboards:big_picture", (RoleKind.LEADER,)),
    Entry(pgettext_lazy("navigation", "Ledger"), "dashboards:ledger", READERS),
    Entry(pgettext_lazy("navigation", "My campaign"), "dashboards:my_campaign", for_members=True),
)
OTHERS = (
    Entry(pgettext_lazy("navigation", "Notices"), "notices:notices", (RoleKind.OFFICE,)),
    Entry(pgettext_lazy("navigation", "Documents"), "documents:documents", (*BRANCH_ROLES, *ABOVE_ROLES, *READERS)),
    Entry(
        pgettext_lazy("navigation", "Programmes"), "notices:programmes", (*BRANCH_ROLES, *ABOVE_ROLES), for_members=True
    ),
    Entry(
        pgettext_lazy("navigation", "Study"), "learning:sessions", (*BRANCH_ROLES, RoleKind.PRINCIPAL, RoleKind.OFFICE)
    ),
    Entry(
        pgettext_lazy("navigation", "Meetings"),
        "meetings:meetings",
        (*BRANCH_ROLES, RoleKind.PRINCIPAL, RoleKind.OFFICE),
    ),
    Entry(pgettext_lazy("navigation", "Units"), "rolls:units", (*BRANCH_ROLES, RoleKind.PRINCIPAL, RoleKind.OFFICE)),
    Entry(pgettext_lazy("navigation", "Ledger"), "dashboards:ledger", (*BRANCH_ROLES, *ABOVE_ROLES)),
    Entry(pgettext_lazy("navigation", "Burden"), "ground_messages:burdens", (RoleKind.OFFICE,)),
    Entry(
        pgettext_lazy("navigation", "Objections"),
        "ground_messages:waiting",
        (*BRANCH_ROLES, RoleKind.OFFICE),
        for_members=True,
    ),
)
ACCOUNT = (
    Entry(pgettext_lazy("navigation", "Calendar address"), "calendar:my_feed"),
    Entry(pgettext_lazy("navigation", "What was said, and our answers"), "ground_messages:answers"),
    Entry(pgettext_lazy("navigation", "Change password"), "people:password"),
)


def ways(viewer: Viewer, path: str) -> list[Way]:
    """The navigation of ``viewer``; the entry whose address is the longest beginning of ``path`` is current.

    What one line has no room for is spare, from the end; the current entry never is.
    """
    return _one_line(_shown(((entry, entry.address_for(viewer)) for entry in (*LANDINGS, *OTHERS)), path))


def way_up(shown: list[Way], path: str) -> Way | None:
    """Where a page stands that says nothing else: under the current entry, or under the start page."""
    above = [way for way in shown if way.current] + shown[:1]
    return next((way for way in above if way.url != path), None)


def account_ways(path: str) -> list[Way]:
    """What everybody finds in the menu beside the navigation."""
    return _shown(((entry, _reverse(entry.name)) for entry in ACCOUNT), path)


def landing_of(viewer: Viewer) -> str | None:
    """The page that answers the first question of this person, or None when no page is theirs."""
    return next((address for entry in LANDINGS if (address := entry.address_for(viewer))), None)


def _shown(found: Iterator[tuple[Entry, str | None]], path: str) -> list[Way]:
    addresses = {address: entry for entry, address in found if address}
    here = max((address for address in addresses if path.startswith(address)), key=len, default="")
    return [Way(str(entry.label), address, address == here) for address, entry in addresses.items()]


def _one_line(found: list[Way]) -> list[Way]:
    if sum(map(width_of, found)) <= ROOM:
        return found
    left = ROOM - MORE - sum(width_of(way) for way in found if way.current)
    shown = []
    is_full = False
    for way in found:
        if not way.current:
            left -= width_of(way)
            is_full = is_full or left < 0
        shown.append(replace(way, is_spare=is_full and not way.current))
    return shown


def width_of(way: Way) -> int:
    """What an entry fills of the line, in halves of a Han sign."""
    return EDGES + sum(2 if east_asian_width(sign) in "FW" else 1 for sign in way.label)


def _reverse(name: str, *args: int) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
