"""What pages of plans show. Each asks for the viewer first; who answers for an action is named near the unit only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.ground.calendar.models import Occasion
from taizhang.ground.calendar.queries import busy_times, clashes_on, days_in, free_days, is_free
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.queries import owed_in_units
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.models import Enrolment, Programme
from taizhang.ground.programmes.queries import listed_things, programmes_of, reference_end
from taizhang.ground.records.models import Text
from taizhang.lib import clock
from taizhang.work.plans.actions.deciding import purpose
from taizhang.work.plans.checks import Finding, Frame
from taizhang.work.plans.frames import begins_on, findings_of, frame_of
from taizhang.work.plans.kinds import OPEN, REVISION, Mode, PlanKind, PlanState
from taizhang.work.plans.models import BusinessEvent, Item, Plan, TaskLink, Version
from taizhang.work.plans.rules import KEEPERS, may_decide_plan, may_see_plan, may_see_plans
from taizhang.work.plans.saying import check_words, standing_words


@dataclass(frozen=True, slots=True)
class Check:
    """One check as a page shows it."""

    words: str
    standing: str
    is_met: bool
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One plan that a unit has or should have: nothing begun yet, or the version that matters now."""

    unit: Unit
    programme: Programme
    kind: PlanKind
    plan: Plan | None = None
    holding: Version | None = None
    open: Version | None = None
    revisions: Sequence[Duty] = ()

    @property
    def shown(self) -> Version | None:
        """The version a reader is led to: the one being written, else the one that holds."""
        return self.open or self.holding

    @property
    def is_waiting(self) -> bool:
        """Whether the unit itself has something to do."""
        return self.holding is None or bool(self.revisions) or self.is_sent_back

    @property
    def is_sent_back(self) -> bool:
        """Whether the unit above sent it back."""
        return self.open is not None and self.open.state == PlanState.SENT_BACK


@dataclass(frozen=True, slots=True)
class Comment:
    """What was said of a version when it was decided."""

    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the page of one version needs."""

    plan: Plan
    version: Version
    versions: Sequence[Version]
    frame: Frame
    items: Sequence[Item]
    checks: Sequence[Check]
    is_complete: bool
    minutes: int
    group_minutes: int
    comments: Sequence[Comment] = ()
    revisions: Sequence[Duty] = ()
    crowded: Sequence["Crowded"] = ()
    alone: Sequence[Item] = ()
    links: Sequence[TaskLink] = ()
    owners: dict[int, str] = field(default_factory=dict)

    @property
    def lacking(self) -> str:
        """What binds and is missing, in words."""
        return _(", ").join(check.words for check in self.checks if check.is_hard and not check.is_met)


def find_plan(viewer: Viewer, record: int) -> Plan:
    """The plan of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    plan = Plan.objects.select_related("unit", "programme", "record").get(record=record)
    may_see_plan(viewer, plan).demand()
    return plan


def version_of(plan: Plan, number: int = 0) -> Version:
    """A version by number; without one the one being written, else the one that holds, else the newest."""
    rows = plan.versions.select_related("phase", "plan__unit", "plan__programme", "plan__record")
    if number:
        return rows.get(number=number)
    found = {version.state: version for version in rows}
    for state in (*OPEN, PlanState.APPROVED):
        if state in found:
            return found[state]
    return rows.latest("number")


def shown(viewer: Viewer, version: Version) -> Shown:
    """A version with its items, its checks as they come out now, and what was said of it."""
    plan = version.plan
    items = list(
        version.items.select_related("list_item", "owner").prefetch_related("programmes", "group_methods", "checks")
    )
    findings = findings_of(version)
    frame = frame_of(version)
    counted = [
        one
        for one in items
        if one.audience == "all" and one.to_on and not (frame.ends_on and one.to_on > frame.ends_on)
    ]
    texts = Text.objects.filter(record=plan.record, purpose=purpose(version)).select_related("by").order_by("at")
    sees_names = viewer.may_see_names(plan.unit)
    return Shown(
        plan=plan,
        version=version,
        versions=list(plan.versions.order_by("-number")),
        frame=frame,
        items=items,
        checks=checks_of(findings, plan.programme.minutes_per_hour),
        is_complete=all(finding.is_met for finding in findings if finding.is_hard),
        minutes=sum(one.minutes for one in counted),
        group_minutes=sum(one.minutes for one in counted if one.mode == "group"),
        comments=[Comment(text.body, text.by.name if text.by else "", text.at.date()) for text in texts],
        revisions=list(owed_in_units([plan.unit_id], kind=REVISION, programme=plan.programme_id)),
        alone=[one for one in items if one.mode == Mode.SELF] if version.state == PlanState.APPROVED else [],
        links=list(plan.links.filter(is_withdrawn=False)),
        crowded=crowded(plan.unit, items) if version.state in (*OPEN, PlanState.APPROVED) else [],
        owners={
            one.number: one.owner.name
            for one in items
            if one.owner and (sees_names or one.owner_id == viewer.person.pk)
        },
    )


def checks_of(findings: Sequence[Finding], per_hour: int) -> list[Check]:
    """Findings as a page shows them, in their order."""
    return [Check(check_words(one), standing_words(one, per_hour), one.is_met, one.is_hard) for one in findings]


def plans_of(viewer: Viewer, unit: Unit) -> list[Own]:
    """What a unit has and should have in each programme it takes part in: a study plan, a themed one where a list asks."""
    may_see_plans(viewer, unit).demand()
    programmes = programmes_of(unit)
    return owns(unit, programmes)


def owns(unit: Unit, programmes: Sequence[Programme]) -> list[Own]:
    """The plans of a unit, begun or not, by programme."""
    listed = set(listed_things(programmes).values_list("named_list__programme", flat=True))
    plans = {(one.programme_id, one.kind): one for one in Plan.objects.filter(unit=unit, programme__in=programmes)}
    versions = _standing_versions(plan.pk for plan in plans.values())
    revisions: dict[int, list[Duty]] = defaultdict(list)
    for duty in owed_in_units([unit.pk], kind=REVISION):
        revisions[duty.programme_id or 0].append(duty)
    found = []
    for programme in programmes:
        for kind in PlanKind:
            plan = plans.get((programme.pk, kind.value))
            if plan is None and kind == PlanKind.THEMED and programme.pk not in listed:
                continue
            holding, writing = versions.get(plan.pk, (None, None)) if plan else (None, None)
            owed = revisions[programme.pk] if kind == PlanKind.STUDY else []
            found.append(Own(unit, programme, kind, plan, holding, writing, owed))
    return found


def _standing_versions(plans: Iterable[int]) -> dict[int, tuple[Version | None, Version | None]]:
    """Plan → (the version that holds, the version being written)."""
    found: dict[int, tuple[Version | None, Version | None]] = {}
    rows = Version.objects.filter(plan__in=list(plans), state__in=(*OPEN, PlanState.APPROVED))
    for version in rows:
        holding, writing = found.get(version.plan_id, (None, None))
        found[version.plan_id] = (version, writing) if version.state == PlanState.APPROVED else (holding, version)
    return found


def waiting_for(viewer: Viewer) -> list[Version]:
    """Plans that are handed in and that this viewer may decide, by unit in code order."""
    units = {grant.unit for grant in viewer.grants if grant.role in KEEPERS}
    if not units:
        return []
    directed = Enrolment.objects.filter(superior__in=units, to_on__isnull=True).values("unit")
    rows = (
        Version.objects.filter(state=PlanState.HANDED_IN)
        .filter(
            Q(plan__unit__in=_reached(viewer, RoleKind.OFFICE))
            | Q(plan__unit__parent__in=units)
            | Q(plan__unit__in=directed)
        )
        .select_related("plan__unit", "plan__programme", "plan__record", "phase")
        .order_by("plan__unit__code", "plan__kind")
    )
    return [version for version in rows if may_decide_plan(viewer, version)]


def _reached(viewer: Viewer, *roles: RoleKind) -> QuerySet[Unit]:
    return Unit.objects.filter(viewer.reach(*roles))


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in the overview of a programme."""

    unit: Unit
    own: Own


STATES = ("none", "handed_in", "approved", "revision")


def taking_part(viewer: Viewer, programme: Programme) -> QuerySet[Unit]:
    """The units of a programme that the viewer's roles reach, in code order."""
    rows = Enrolment.objects.filter(standing_on(clock.today()), programme=programme)
    return _reached(viewer).filter(pk__in=rows.values("unit")).order_by("code")


def filtered(units: QuerySet[Unit], programme: Programme, kind: PlanKind, state: str) -> QuerySet[Unit]:
    """Those of ``units`` whose plan stands so; "none" are those that have no approved plan yet."""
    plans = Plan.objects.filter(programme=programme, kind=kind)
    held = plans.filter(versions__state=PlanState.APPROVED).values("unit")
    if state == "none":
        return units.exclude(pk__in=held)
    if state == "approved":
        return units.filter(pk__in=held)
    if state == "handed_in":
        return units.filter(pk__in=plans.filter(versions__state=PlanState.HANDED_IN).values("unit"))
    if state == "revision":
        owed = Duty.objects.filter(programme=programme, kind=REVISION, person__isnull=True, settled_on__isnull=True)
        return units.filter(pk__in=owed.values("unit"))
    return units


def rows_of(units: Sequence[Unit], programme: Programme, kind: PlanKind) -> list[Row]:
    """How the plan of each unit stands."""
    plans = {one.unit_id: one for one in Plan.objects.filter(programme=programme, kind=kind, unit__in=units)}
    versions = _standing_versions([plan.pk for plan in plans.values()])
    owed: dict[int, list[Duty]] = defaultdict(list)
    for duty in owed_in_units([unit.pk for unit in units], kind=REVISION, programme=programme.pk):
        owed[duty.unit_id].append(duty)
    rows = []
    for unit in units:
        plan = plans.get(unit.pk)
        holding, writing = versions.get(plan.pk, (None, None)) if plan else (None, None)
        revisions = owed[unit.pk] if kind == PlanKind.STUDY else []
        rows.append(Row(unit, Own(unit, programme, kind, plan, holding, writing, revisions)))
    return rows


@dataclass(frozen=True, slots=True)
class Crowded:
    """An item of a plan that has no day away from the unit's business."""

    item: Item
    business: Sequence[Occasion]
    free: Sequence[date]


def business_of(viewer: Viewer, unit: Unit) -> QuerySet[BusinessEvent]:
    """The busy times of a unit from today on, in the order of days."""
    may_see_plans(viewer, unit).demand()
    rows = BusinessEvent.objects.filter(unit=unit, is_withdrawn=False, ends_on__gte=clock.today())
    return rows.select_related("record").order_by("starts_on", "pk")


def occasion_of(event: BusinessEvent) -> Occasion | None:
    """The row of a busy time in the calendar."""
    return Occasion.objects.filter(record=event.record).select_related("unit", "record").first()


def items_near(unit: Unit) -> list[Crowded]:
    """Items of the unit's plans, being written or approved, that have no free day left (R0-29)."""
    versions = Version.objects.filter(plan__unit=unit, state__in=(*OPEN, PlanState.APPROVED))
    rows = Item.objects.filter(version__in=versions, to_on__gte=clock.today(), mode=Mode.GROUP, list_item=None)
    return crowded(unit, rows.select_related("version__plan__record", "version__phase").order_by("from_on", "pk"))


def crowded(unit: Unit, items: Iterable[Item]) -> list[Crowded]:
    """Those of some items whose every day lies too near business: a week with one free day is no clash."""
    busy, found = busy_times(unit), []
    for item in items:
        if not item.from_on or not item.to_on or item.mode != Mode.GROUP:
            continue
        business = [clash.business for clash in clashes_on(busy, item.from_on, item.to_on)]
        if business and not any(is_free(day, business, busy.hours) for day in days_in(item.from_on, item.to_on)):
            phase = item.version.phase
            free = free_days(busy, item.from_on, first=begins_on(unit, phase), last=reference_end(phase))
            found.append(Crowded(item, business, free))
    return found
