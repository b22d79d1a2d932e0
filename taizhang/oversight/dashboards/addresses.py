"""The address of a figure: which metric, whose, in which programme, phase and year, up to which position.

Every number on every page is a link made here, and the page it leads to reads the same parts back, so that the figure,
its parts, its vouchers and its export are filtered alike (N-02).
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme, Requirement
from taizhang.lib.refusals import Refusal
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.metrics.versions import standing_at


@dataclass(frozen=True, slots=True)
class Address:
    """One figure. Ids, 0 for none; ``own`` leaves out the units below, ``vouchers`` asks for the lines of all of them."""

    metric: str
    unit: int = 0
    programme: int = 0
    phase: int = 0
    code: str = ""
    requirement: int = 0
    member: int = 0
    own: bool = False
    vouchers: bool = False
    position: int = 0
    year: int = 0

    @property
    def url(self) -> str:
        """The page that opens this figure."""
        query: dict[str, Any] = {
            "unit": self.unit,
            "programme": self.programme,
            "phase": self.phase,
            "code": self.code,
            "requirement": self.requirement,
            "member": self.member,
            "own": int(self.own),
            "vouchers": int(self.vouchers),
            "position": self.position,
            "year": self.year,
        }
        kept = {key: value for key, value in query.items() if value}
        return f"{reverse('dashboards:figure', args=[self.metric])}?{urlencode(kept)}"

    def but(self, **changes: Any) -> "Address":
        """The same figure with some parts changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Asked:
    """An address read back, with what its ids stand for."""

    address: Address
    metric: Metric
    unit: Unit | None
    programme: Programme | None
    phase: Phase | None
    requirement: Requirement | None
    member: Person | None

    @property
    def position(self) -> int | None:
        """Up to which position, None for all that is committed."""
        return self.address.position or None

    @property
    def whole(self) -> Unit:
        """The unit whose figure it is; a figure of a person has none."""
        if self.unit is None:
            raise Http404
        return self.unit

    @property
    def per_hour(self) -> int:
        """Minutes of one study hour."""
        return self.programme.minutes_per_hour if self.programme else 60


def of_requirement(requirement: Requirement, *, unit: int = 0, member: int = 0, own: bool = False) -> Address:
    """The address of one requirement: of a unit's standing, or of one member's value."""
    return Address(
        requirement.metric,
        unit=unit,
        programme=requirement.programme_id,
        phase=requirement.phase_id or 0,
        code=requirement.code,
        requirement=requirement.pk,
        member=member,
        own=own,
    )


def read(metric: str, query: QueryDict) -> Asked:
    """Read the address of a figure back. A word or id that names nothing is a page that is not there."""
    if metric not in CATALOGUE:
        raise Http404
    address = Address(
        metric,
        unit=whole(query, "unit"),
        programme=whole(query, "programme"),
        phase=whole(query, "phase"),
        code=query.get("code", "")[:24],
        requirement=whole(query, "requirement"),
        member=whole(query, "member"),
        own=query.get("own") == "1",
        vouchers=query.get("vouchers") == "1",
        position=whole(query, "position"),
        year=_year(query),
    )
    requirement = None
    if address.requirement:
        requirement = get_object_or_404(
            Requirement.objects.select_related("phase", "programme"), pk=address.requirement, metric=metric
        )
        # what was asked then judges a figure as of then (settled question 28)
        requirement = standing_at(requirement, address.position or None)
        if requirement is None:
            raise Refusal("not_asked", _("This was not asked at that moment."))
        # the requirement says which programme, phase and code; a guessed address cannot mix two
        address = address.but(
            programme=requirement.programme_id, phase=requirement.phase_id or 0, code=requirement.code
        )
    if address.member:
        # a person's lines follow the person, wherever they were booked
        address = address.but(unit=0, own=False, vouchers=False)
    if not address.member and not address.unit:
        raise Http404
    return Asked(
        address=address,
        metric=CATALOGUE[metric],
        unit=get_object_or_404(Unit, pk=address.unit) if address.unit else None,
        programme=get_object_or_404(Programme, pk=address.programme) if address.programme else None,
        phase=get_object_or_404(Phase, pk=address.phase, programme=address.programme) if address.phase else None,
        requirement=requirement,
        member=get_object_or_404(Person, pk=address.member) if address.member else None,
    )


def _year(query: QueryDict) -> int:
    year = whole(query, "year")
    if year and not MINYEAR < year < MAXYEAR:
        raise Http404
    return year


def whole(query: QueryDict, key: str) -> int:
    """A whole number of an address, 0 when it is not there; anything else is a page that is not there."""
    raw = query.get(key, "")
    if not raw:
        return 0
    if not raw.isascii() or not raw.isdigit() or len(raw) > 18:
        raise Http404
    return int(raw)
