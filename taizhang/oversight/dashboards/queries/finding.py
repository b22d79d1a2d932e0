"""Finding what a page is about, and asking the rule in the same call: nobody fetches what they may not see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Membership
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Phase, Programme, Requirement, UnitPhase
from taizhang.lib import clock
from taizhang.lib.refusals import Answer
from taizhang.metrics.catalogue import CATALOGUE


@dataclass(frozen=True, slots=True)
class Course:
    """One programme as a page shows it: its phases, the phase at hand (None: it has none), what that phase requires."""

    programme: Programme
    phases: tuple[Phase, ...]
    phase: Phase | None
    requirements: tuple[Requirement, ...]

    @property
    def per_hour(self) -> int:
        """Minutes of one study hour."""
        return self.programme.minutes_per_hour


def find_unit(viewer: Viewer, pk: int | None, rule: Callable[[Viewer, Unit], Answer], *roles: RoleKind) -> Unit:
    """The unit a page is about: the one asked for, or the first on which one of ``roles`` (none named: any) is held."""
    if pk is not None:
        unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    else:
        held = [grant.unit for grant in viewer.grants if not roles or grant.role in roles]
        if held:
            unit = Unit.objects.select_related("parent").get(pk=held[0])
        elif viewer.home is not None:
            unit = viewer.home
        else:
            raise Http404
    rule(viewer, unit).demand()
    return unit


def programmes_of(unit: Unit) -> list[Programme]:
    """The programmes a unit takes part in, or that were set above it: the newest start first."""
    if own := list(
        Programme.objects.filter(
            pk__in=UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).values("programme")
        ).order_by("is_ongoing", "-starts_on", "-pk")
    ):
        return own
    return list(
        Programme.objects.filter(tree=unit.tree, unit__tree=unit.tree, unit__path__in=unit.ancestor_paths).order_by(
            "is_ongoing", "-starts_on", "-pk"
        )
    )


def course_of(
    programmes: Sequence[Programme], asked: str = "", phase: str = "", *, open_phase: int = 0
) -> Course | None:
    """The programme and phase a page shows: those asked for, else the newest programme and its phase at hand.

    At hand is the phase the unit is in, or the one whose reference dates hold today; when that one requires nothing
    (routine work), the last before it that does.
    """
    if not programmes:
        return None
    programme = next((one for one in programmes if str(one.pk) == asked), programmes[0])
    phases = tuple(Phase.objects.filter(programme=programme).prefetch_related("steps").order_by("number"))
    standing = [
        one
        for one in Requirement.objects.filter(programme=programme, superseded_by__isnull=True)
        .select_related("phase")
        .order_by("number")
        if one.metric in CATALOGUE
    ]
    chosen = next((one for one in phases if str(one.pk) == phase), None) or _at_hand(phases, standing, open_phase)
    wanted = {None, chosen.pk if chosen else None}
    return Course(programme, phases, chosen, tuple(one for one in standing if one.phase_id in wanted))


def _at_hand(phases: Sequence[Phase], standing: Sequence[Requirement], open_phase: int) -> Phase | None:
    if not phases:
        return None
    today = clock.today()
    begun = [one for one in phases if one.pk == open_phase] if open_phase else []
    if not begun:
        begun = [one for one in phases if one.starts_on and one.starts_on <= today][-1:] or [phases[0]]
    here = begun[0]
    asking = {one.phase_id for one in standing}
    if here.pk in asking or None in asking:
        return here
    earlier = [one for one in phases if one.number < here.number and one.pk in asking]
    return earlier[-1] if earlier else here


def open_phase_of(unit: Unit, programme: Programme) -> int:
    """The phase a unit is in, 0 when it takes no part."""
    stay = UnitPhase.objects.filter(unit=unit, programme=programme, closed_on__isnull=True).first()
    return stay.phase_id if stay else 0


def course_of_unit(unit: Unit, asked: str = "", phase: str = "") -> Course | None:
    """The programme and phase that the page of a unit shows."""
    programmes = programmes_of(unit)
    if not programmes:
        return None
    programme = next((one for one in programmes if str(one.pk) == asked), programmes[0])
    return course_of([programme], "", phase, open_phase=open_phase_of(unit, programme))


def home_of(member: int, tree: str = "party") -> Unit | None:
    """The unit a person belongs to today."""
    held = Membership.objects.filter(person=member, tree=tree, to_on__isnull=True).select_related("unit").first()
    return held.unit if held else None


def children_of(unit: Unit) -> list[Unit]:
    """The units right below, in code order, those that were closed included."""
    return list(Unit.objects.filter(parent=unit).order_by("code"))


def is_wide(unit: Unit, most: int) -> bool:
    """Whether a subtree holds more units than may be recounted while somebody waits."""
    below = Unit.objects.filter(tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end)
    return len(below.values_list("pk", flat=True)[: most + 1]) > most


def subtree_of(unit: Unit) -> list[Unit]:
    """A unit and all units below it, in the order of the tree."""
    return list(Unit.objects.filter(tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end).order_by("path"))
