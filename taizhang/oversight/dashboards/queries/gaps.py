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
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Requirement
from taizhang.ledger import reading as ledger
from taizhang.lib import clock
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import Share
from taizhang.oversight.dashboards import rules
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, find_unit

QUIET_DAYS = 14
READ_AT_A_TIME = 500
READ_CHUNKS = 10
LISTED = 100
SIGNS = 2
ACTS = ("learning.session_held",)
BRANCH_KINDS = (UnitKind.BRANCH, UnitKind.LEAGUE_BRANCH)


@dataclass(slots=True)
class Help:
    """One unit that may need help, with every reason in words."""

    unit: Unit
    reasons: list[str] = field(default_factory=list)


def behind(
    units: Sequence[Unit], course: Course, shares: Mapping[tuple[int, int], Share], whole: int
) -> dict[int, list[Requirement]]:
    """unit → the requirements in which its share lies more than a quarter below that of the unit ``whole``.

    Only units for which these are half or more of what they owe: one weak figure is no reason to be sent help.
    """
    found = {}
    none = Share(0, 0)
    for unit in units:
        held = [(one, shares.get((unit.pk, one.pk))) for one in course.requirements]
        owed = [(one, share) for one, share in held if share and share.due]
        low = [one for one, share in owed if _is_far_below(share, shares.get((whole, one.pk), none))]
        if low and 2 * len(low) >= len(owed):
            found[unit.pk] = low
    return found


def _is_far_below(share: Share, whole: Share) -> bool:
    """Whether a share is less than three quarters of another; cross-multiplied, as all shares are."""
    return share.met * 4 * whole.due < whole.met * 3 * share.due


def say_behind(requirements: Iterable[Requirement]) -> str:
    """The reason in words: which requirements lie behind."""
    names = [str(CATALOGUE[one.metric].words) for one in requirements]
    return _("More than a quarter below the whole: %(what)s") % {"what": _(", ").join(dict.fromkeys(names))}


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


@dataclass(slots=True)
class Gaps:
    """Branches below a unit with a gap, in code order from ``after`` on; ``more`` is the code to go on from."""

    unit: Unit
    course: Course | None
    days: int
    found: list[Help] = field(default_factory=list)
    more: str = ""


def gaps_below(
    viewer: Viewer, pk: int, *, kind: str = "", days: int = QUIET_DAYS, after: str = "", programme: str = ""
) -> Gaps:
    """Branches without a recorded act for ``days`` (``quiet``), or with two signs of not being led (``leading``).

    Reads at most 5,000 branches at a time, so that the page stays quick however large the unit is.
    """
    unit = find_unit(viewer, pk, rules.may_open_cockpit)
    page = Gaps(unit, course_of_unit(unit, programme), days)
    if page.course is None:
        return page
    below = Unit.objects.filter(
        tree=unit.tree,
        path__gte=unit.path,
        path__lt=unit.path_end,
        kind__in=BRANCH_KINDS,
        closed_on__isnull=True,
    ).order_by("code")
    for _chunk in range(READ_CHUNKS):
        branches = list(below.filter(code__gt=after)[:READ_AT_A_TIME])
        if not branches:
            return page
        still = quiet(branches, days=days, programme=page.course.programme.pk) if kind != "leading" else {}
        alone = unled(branches, page.course) if kind != "quiet" else {}
        for branch in branches:
            reasons = [still[branch.pk][1]] if branch.pk in still else []
            if branch.pk in alone:
                reasons.append(_say_unled(alone[branch.pk]))
            if reasons:
                page.found.append(Help(branch, reasons))
        after = branches[-1].code
        if len(branches) < READ_AT_A_TIME:
            return page
        if len(page.found) >= LISTED:
            break
    page.more = after
    return page


def _say_unled(signs: Sequence[str]) -> str:
    return _("Leading: %(signs)s") % {"signs": _(", ").join(signs)}


def help_list(units: Sequence[Unit], course: Course, shares: Mapping[tuple[int, int], Share], whole: int) -> list[Help]:
    """The units that may need help in the order given (code order), each with its reasons."""
    low = behind(units, course, shares, whole)
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
            reasons.append(_say_unled(alone[unit.pk]))
        if reasons:
            found.append(Help(unit, reasons))
    return found
