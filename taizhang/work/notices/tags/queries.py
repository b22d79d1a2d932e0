"""Reading what records serve, and which records serve a thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.frame import Target
from taizhang.ground.programmes.models import Activity, Goal, KeyPoints, ListItem, ListUse, NamedList, Programme, Tag
from taizhang.ground.programmes.queries import programmes_of, standing_lists
from taizhang.ground.records.models import Record, Sight
from taizhang.work.notices.models import Notice

# What may direct units from above, by record type: a notice, a sentence of it, an official document (R3-07).
DIRECTIVES = ("notices.notice", "notices.item", "flows.changed_deadline", "documents.document")


@dataclass(frozen=True, slots=True)
class Served:
    """One thing that a record serves: its code, the list it stands in, its words."""

    code: str
    group: str
    words: str


def target_of(code: str) -> Target | None:
    """The thing that a code names, or None."""
    kind, _dash, number = code.partition("-")
    if not number.isdecimal() or len(number) > 9:
        return None
    if kind == "item":
        rows = ListItem.objects.select_related("named_list__programme__record", "named_list__agenda__record")
        return rows.filter(pk=int(number)).first()
    if kind == "goal":
        return Goal.objects.select_related("programme__record").filter(pk=int(number)).first()
    if kind == "activity":
        return Activity.objects.select_related("record", "programme__record").filter(pk=int(number)).first()
    if kind == "directive":
        return Record.objects.select_related("unit").filter(pk=int(number), type__in=DIRECTIVES).first()
    return None


def code_of(target: Target) -> str:
    """How addresses and sheets name a target."""
    return f"directive-{target.pk}" if isinstance(target, Record) else target.code


def home_of(target: Target) -> Record:
    """The record of the programme or key points that a target stands in; a directive is its own."""
    if isinstance(target, Record):
        return target
    if isinstance(target, ListItem):
        home = target.named_list.programme or target.named_list.agenda
        if home is None:
            raise LookupError("a list stands in a programme or in key points")
        return home.record
    return target.programme.record


def record_for(number: int) -> Record | None:
    """A record by its number."""
    return Record.objects.select_related("unit").filter(pk=number).first()


def served_by(record: Record) -> list[Served]:
    """What a record serves, in the order in which it was said."""
    rows = Tag.objects.filter(record=record).select_related(
        "item__named_list", "goal__programme", "activity", "directive"
    )
    found = []
    for tag in rows.order_by("pk"):
        target = tag.item or tag.goal or tag.activity or tag.directive
        if target is not None:
            found.append(_served(target))
    return found


def choices_for(record: Record) -> list[tuple[str, str]]:
    """(code, words) of everything that the unit of a record works by: lists, goals and activities that stand now."""
    return [(one.code, one.words) for one in offered_to(record)]


def offered_to(record: Record) -> list[Served]:
    """The same by the list each stands in, for a sheet."""
    found: list[Served] = []
    above = record.unit.ancestor_paths
    programmes = {programme.pk: programme for programme in programmes_of(record.unit)}
    programmes |= {own.pk: own for own in Programme.objects.filter(unit=record.unit)}
    homes: list[Programme | KeyPoints] = list(programmes.values())
    years = KeyPoints.objects.filter(unit__tree=record.unit.tree, unit__path__in=above, year=record.on.year)
    homes += list(years.order_by("unit__path"))
    for home in homes:
        for named in standing_lists(home):
            if named.use != ListUse.GUIDANCE:
                found += [_served(item) for item in named.items.all()]
    goals = Goal.objects.filter(programme__in=programmes, is_principle=False).select_related("programme")
    found += [_served(goal) for goal in goals.order_by("programme", "number")]
    activities = Activity.objects.filter(programme__in=programmes, unit__path__in=above, unit__tree=record.unit.tree)
    found += [_served(activity) for activity in activities if activity.record_id != record.pk]
    return found + [_served(directive) for directive in directives_of(record.unit) if directive.pk != record.pk]


def directives_of(unit: Unit) -> list[Record]:
    """What directs a unit from above, the newest first: notices of its programmes, those it took in itself, papers sent
    to it, and sentences whose task it was given (R3-07)."""
    adopted = Programme.objects.filter(pk__in=[one.pk for one in programmes_of(unit)], notice__isnull=False)
    supplements = Notice.objects.filter(supplements__in=[one.pk for one in programmes_of(unit)])
    owed = Duty.objects.filter(unit=unit, person=None, record__type__in=DIRECTIVES)
    rows = Record.objects.filter(
        Q(pk__in=adopted.values("notice"))
        | Q(pk__in=supplements.values("record"))
        | Q(pk__in=owed.values("record"))
        | Q(type="notices.notice", unit=unit)
    )
    return list(rows.filter(sight=Sight.OPEN).order_by("-on", "-pk"))


def points(record: Record, target: Target) -> bool:
    """Whether a record points to a target already."""
    return Tag.objects.filter(_to(target), record=record).exists()


def counts_of(items: Sequence[int], goals: Sequence[int] = ()) -> dict[str, int]:
    """Code → how many records point to it."""
    rows = Tag.objects.filter(Q(item__in=items) | Q(goal__in=goals)).values_list("item", "goal").annotate(n=Count("pk"))
    return {f"item-{item}" if item else f"goal-{goal}": number for item, goal, number in rows}


def records_for(viewer: Viewer, target: Target) -> tuple[list[tuple[Record, str]], int]:
    """(record, its address) of what points to a target and the viewer may open, newest first; and how many more there are."""
    rows = Record.objects.filter(pk__in=Tag.objects.filter(_to(target)).values("record"), sight=Sight.OPEN)
    homes = [home.pk for home in viewer.homes.values()]
    units = Unit.objects.filter(viewer.reach() | Q(pk__in=homes)).values("pk")
    seen = list(rows.filter(unit__in=units).select_related("unit").order_by("-on", "-pk")[:500])
    return [(record, page_of(record)) for record in seen], max(0, rows.count() - len(seen))


def _to(target: Target) -> Q:
    if isinstance(target, ListItem):
        return Q(item=target)
    if isinstance(target, Record):
        return Q(directive=target)
    return Q(goal=target) if isinstance(target, Goal) else Q(activity=target)


def _served(target: Target) -> Served:
    return Served(code_of(target), _group_of(target), _words_of(target))


def _group_of(target: Target) -> str:
    if isinstance(target, Record):
        return str(_("Directives from above"))
    if isinstance(target, ListItem):
        return target.named_list.name
    return target.programme.short_title if isinstance(target, Goal) else target.occasion


def _words_of(target: Target) -> str:
    if isinstance(target, Activity | Record):
        return target.title
    return f"{target.heading}：{target.text}" if isinstance(target, ListItem) and target.heading else target.text


def page_of(record: Record) -> str:
    """The address of a record, or nothing when no page shows it."""
    try:
        return reverse(record.type.replace(".", ":"), args=[record.pk])
    except NoReverseMatch:
        return ""


def list_of(target: Target) -> NamedList | None:
    """The list that an item stands in; None for goals and activities."""
    return target.named_list if isinstance(target, ListItem) else None
