"""Why a unit may need help: what lies behind, how long nothing was recorded, whether somebody leads it.

Help lists stand in code order with their reasons; nothing here orders units by a result (settled question 47).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Membership, PersonCategory, Responsibility
from taizhang.ground.programmes.models import Requirement
from taizhang.ledger import reading as ledger
from taizhang.lib import clock
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import Share
from taizhang.oversight.dashboards.queries.finding import Course

BEHIND = 65
QUIET_DAYS = 14
SIGNS = 2
ACTS = ("learning.session_held",)
BRANCH_KINDS = (UnitKind.BRANCH, UnitKind.LEAGUE_BRANCH)


@dataclass(slots=True)
class Help:
    """One unit that may need help, with every reason in words."""

    unit: Unit
    reasons: list[str] = field(default_factory=list)


def behind(
    units: Sequence[Unit], course: Course, shares: Mapping[tuple[int, int], Share]
) -> dict[int, list[Requirement]]:
    """unit → the requirements that fewer than 65 in a hundred of those who owe them meet, when these are half of all."""
    found = {}
    for unit in units:
        held = [(one, shares.get((unit.pk, one.pk))) for one in course.requirements]
        owed = [(one, share) for one, share in held if share and share.due]
        low = [one for one, share in owed if share.percent < BEHIND]
        if low and 2 * len(low) >= len(owed):
            found[unit.pk] = low
    return found


def say_behind(requirements: Iterable[Requirement]) -> str:
    """The reason in words: which requirements lie behind."""
    names = [str(CATALOGUE[one.metric].words) for one in requirements]
    return _("Behind in %(what)s") % {"what": _(", ").join(dict.fromkeys(names))}


def quiet(units: Sequence[Unit], *, days: int, programme: int | None) -> dict[int, tuple[int | None, str]]:
    """unit → (days since the last recorded act, or None; in words) for branches without one for ``days`` (R1-26)."""
    branches = [unit for unit in units if unit.kind in BRANCH_KINDS and unit.closed_on is None]
    last = ledger.last_days([unit.pk for unit in branches], ACTS, programme=programme)
    limit = clock.today() - timedelta(days=days)
    found: dict[int, tuple[int | None, str]] = {}
    for unit in branches:
        on = last.get(unit.pk)
        if on is None:
            found[unit.pk] = (None, _("No act recorded yet"))
        elif on < limit:
            gone = (clock.today() - on).days
            words = ngettext("No act recorded for %(days)s day", "No act recorded for %(days)s days", gone)
            found[unit.pk] = (gone, words % {"days": gone})
    return found


def unled(units: Sequence[Unit], course: Course) -> dict[int, list[str]]:
    """unit → the signs that it is not led, when there are two or more of the three that facts can tell (R1-24).

    No meeting held; nobody named as responsible; leaders without any study in the phase.
    """
    branches = [unit for unit in units if unit.kind in BRANCH_KINDS and unit.closed_on is None]
    ids = [unit.pk for unit in branches]
    programme = course.programme.pk
    held = kept.totals(CATALOGUE["sessions_held"], ids, programme=programme, own=True)
    named = set(
        Responsibility.objects.filter(unit__in=ids, ended_on__isnull=True, person__isnull=False).values_list(
            "unit", flat=True
        )
    )
    leaders = _leaders(ids)
    people = {person for some in leaders.values() for person in some}
    phase = course.phase.pk if course.phase else None
    studied = kept.totals_of_members(CATALOGUE["study_minutes"], people, programme=programme, phase=phase)
    found = {}
    for unit in branches:
        signs = []
        if not held.get(unit.pk):
            signs.append(_("no meeting held"))
        if unit.pk not in named:
            signs.append(_("nobody named as responsible"))
        if leaders.get(unit.pk) and not any(studied.get(person) for person in leaders[unit.pk]):
            signs.append(_("leaders without study"))
        if len(signs) >= SIGNS:
            found[unit.pk] = signs
    return found


def _leaders(units: Sequence[int]) -> dict[int, list[int]]:
    """unit → its people who are leaders."""
    homes = dict(Membership.objects.filter(unit__in=units, to_on__isnull=True).values_list("person", "unit"))
    leading = PersonCategory.objects.filter(category=Category.LEADER, to_on__isnull=True, person__in=list(homes))
    found: dict[int, list[int]] = defaultdict(list)
    for person in leading.values_list("person", flat=True):
        found[homes[person]].append(person)
    return found


def help_list(units: Sequence[Unit], course: Course, shares: Mapping[tuple[int, int], Share]) -> list[Help]:
    """The units that may need help in code order, each with its reasons."""
    low = behind(units, course, shares)
    still = quiet(units, days=QUIET_DAYS, programme=course.programme.pk)
    alone = unled(units, course)
    found = []
    for unit in units:
        reasons = []
        if unit.pk in low:
            reasons.append(say_behind(low[unit.pk]))
        if unit.pk in still:
            reasons.append(still[unit.pk][1])
        if unit.pk in alone:
            reasons.append(_("Leading: %(signs)s") % {"signs": _(", ").join(alone[unit.pk])})
        if reasons:
            found.append(Help(unit, reasons))
    return found
