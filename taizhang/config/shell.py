"""What every page shows around its content: campaign, navigation, who reads, how far the ledger stands.

Each value is read when a page shows it, so that a fragment costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from taizhang.config.navigation import LANDINGS, account_ways, way_up, ways
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.line import line_of
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Batch, Enrolment, Programme
from taizhang.ledger.positions import last_position
from taizhang.ledger.seals import newest_seal


@dataclass(frozen=True, slots=True)
class Campaign:
    """The campaign a page stands in, as its head shows it."""

    name: str
    batch: str


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor of `ui/base.html`; for a visitor who is not signed in it knows nothing but that."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"line": line_of("")}
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    nav = _later(lambda: ways(viewer, request.path))
    return {
        "line": line_of(str(viewer.person.pk)),
        "campaign": _later(lambda: _campaign_of(viewer)),
        "nav": nav,
        "way_up": _later(lambda: way_up(nav, request.path)),
        "spare": _later(lambda: [way for way in nav if way.is_spare]),
        "account_links": _later(lambda: account_ways(request.path)),
        "who": _later(lambda: _who(viewer)),
        "own_name": viewer.person.name,
        "ledger_state": _later(_ledger_state),
        "burden_url": reverse("ground_messages:say_burden"),
        "sign_out_url": reverse("people:sign_out"),
    }


def _later(read: Callable[[], object]) -> Any:
    return SimpleLazyObject(read)


def _campaign_of(viewer: Viewer) -> Campaign | None:
    """The newest campaign in which a unit takes part that is this person's home or that a role of theirs reaches."""
    homes = Q(pk__in=[home.pk for home in viewer.homes.values()])
    taking_part = Enrolment.objects.filter(to_on__isnull=True, unit__in=Unit.objects.filter(homes | viewer.reach()))
    # One programme after another, as the newest is nearly always the one: who reaches 100,000 units would wait 130 ms for
    # all of them at once.
    newest_first = Programme.objects.order_by("-starts_on", "-pk")
    programme = next((one for one in newest_first if taking_part.filter(programme=one).exists()), None)
    if programme is None:
        return None
    own = {home.pk for home in viewer.homes.values()} | {grant.unit for grant in viewer.grants}
    batch = Batch.objects.filter(
        pk__in=Enrolment.objects.filter(programme=programme, unit__in=own, to_on__isnull=True).values("batch")
    ).first()
    return Campaign(programme.short_title, _("Batch %(number)s") % {"number": batch.number} if batch else "")


def _who(viewer: Viewer) -> str:
    """Unit and role before the name, as on a sheet of paper; a plain member is their name."""
    by_role = {grant.role: grant for grant in viewer.grants}
    grant = next((by_role[role] for entry in LANDINGS for role in entry.roles if role in by_role), None)
    if grant is None:
        return viewer.person.name
    return _("%(unit)s · %(role)s %(name)s") % {
        "unit": Unit.objects.get(pk=grant.unit).name,
        "role": RoleKind(grant.role).label,
        "name": viewer.person.name,
    }


def _ledger_state() -> str:
    booked = _("%(entries)s entries booked") % {"entries": number_format(last_position(), use_l10n=True)}
    seal = newest_seal()
    return (
        booked
        if seal is None
        else _("%(booked)s, sealed up to seal %(seal)s")
        % {
            "booked": booked,
            "seal": seal.number,
        }
    )
