"""Writing a plan: begin it pre-filled, change what it says, begin its next version.

Nothing here is posted: a draft is no fact, it counts once it is handed in and approved (`deciding`).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.ground.materials.queries import materials_of, topics_done, topics_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.models import Goal, ListItem, Phase, Programme
from taizhang.ground.programmes.queries import listed_things, open_stay
from taizhang.ground.records.actions import open_record
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.plans.checks import Frame
from taizhang.work.plans.frames import frame_in
from taizhang.work.plans.kinds import GROUPS, OPEN, WRITABLE, Audience, Method, Mode, PlanKind
from taizhang.work.plans.models import GroupMethod, Item, Plan, Version
from taizhang.work.plans.proposing import Proposed, asked, propose_study, propose_themed
from taizhang.work.plans.rules import may_keep_plan

MINUTES_AT_MOST = 30_000


@dataclass(frozen=True, slots=True)
class NewItem:
    """What an item is to say. One day is enough; ``methods`` are the ways of groups that do it otherwise (R1-66)."""

    from_on: date | None = None
    to_on: date | None = None
    content: str = ""
    minutes: int = 0
    method: str = Method.MEETING.value
    mode: str = Mode.GROUP.value
    audience: str = Audience.ALL.value
    serves: int = 0
    list_item: ListItem | None = None
    owner: Person | None = None
    programmes: Sequence[Programme] = ()
    methods: Mapping[str, str] = field(default_factory=dict)


def begin_plan(
    *, unit: Unit, programme: Programme, kind: str, list_name: str = "", by: Person, key: uuid.UUID
) -> Version:
    """Begin the plan of a unit with its first version, pre-filled from the programme (R1-31, R2-12).

    Posts nothing. Raises `Refusal`: ``unknown_kind``, ``not_enrolled``, ``begun_already``, ``no_list``.
    """
    content = {"unit": unit.pk, "programme": programme.pk, "kind": str(kind), "list_name": list_name}
    with claimed(key=key, by=by, action="plans.begin_plan", content=content) as claim:
        if claim.is_repeat:
            return Version.objects.get(pk=claim.answer["version"])
        may_keep_plan(viewer_of(by), unit).demand()
        if kind not in PlanKind:
            raise Refusal("unknown_kind", _("Choose one of the listed kinds of plan."), field="kind")
        stay = open_stay(unit, programme)
        if stay is None:
            words = {"programme": programme.short_title}
            raise Refusal("not_enrolled", _("This unit does not take part in %(programme)s.") % words)
        if Plan.objects.filter(unit=unit, programme=programme, kind=kind).exists():
            raise Refusal("begun_already", _("This plan was begun already."))
        title = f"{programme.short_title} · {PlanKind(kind).label}"
        plan = Plan.objects.create(
            record=open_record(type="plans.plan", unit=unit, title=title, on=clock.today()),
            unit=unit,
            programme=programme,
            kind=kind,
        )
        version = _first_version(plan, stay.phase, list_name, by)
        claim.answer = {"version": version.pk}
    return version


def begin_version(*, plan: Plan, by: Person, key: uuid.UUID) -> Version:
    """Begin the next version of an approved plan, filled from it; the approved one holds until this one is approved.

    Posts nothing. Raises `Refusal`: ``under_way``, ``not_enrolled``.
    """
    with claimed(key=key, by=by, action="plans.begin_version", content={"plan": plan.pk}) as claim:
        if claim.is_repeat:
            return Version.objects.get(pk=claim.answer["version"])
        held = Plan.objects.select_for_update(of=("self",)).select_related("unit", "programme").get(pk=plan.pk)
        may_keep_plan(viewer_of(by), held.unit).demand()
        if held.versions.filter(state__in=OPEN).exists():
            raise Refusal("under_way", _("A version of this plan is being written already."))
        stay = open_stay(held.unit, held.programme)
        if stay is None:
            words = {"programme": held.programme.short_title}
            raise Refusal("not_enrolled", _("This unit does not take part in %(programme)s.") % words)
        last = held.versions.order_by("-number").first()
        if last is None or last.phase_id != stay.phase_id:
            # a plan of a closed phase has nothing to say about the next one but its list
            version = _first_version(held, stay.phase, last.list_name if last else "", by)
        else:
            version = _copy(last, by)
        claim.answer = {"version": version.pk}
    return version


def write_frame(
    *, version: Version, task: str, asks: str, notes: int | None, essays: int | None, by: Person, key: uuid.UUID
) -> Version:
    """Say what the plan is for, what it asks of each member, how many notes and essays; None leaves a blank.

    Posts nothing. Raises `Refusal`: ``not_open``, ``bad_number``.
    """
    content = {"version": version.pk, "task": task, "asks": asks, "notes": notes, "essays": essays}
    with claimed(key=key, by=by, action="plans.write_frame", content=content) as claim:
        held = locked(version)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.plan.unit).demand()
        demand_writable(held)
        for name, number in (("notes", notes), ("essays", essays)):
            if number is not None and not 0 <= number <= 999:
                raise Refusal("bad_number", _("Give a whole number between 0 and 999."), field=name)
        held.task, held.asks = task.strip()[:400], asks.strip()[:400]
        held.notes, held.essays = notes, essays
        held.save(update_fields=["task", "asks", "notes", "essays"])
    return held


def put_item(*, version: Version, new: NewItem, number: int = 0, by: Person, key: uuid.UUID) -> Item:
    """Add an item to a draft, or let the one of a number say something else.

    Posts nothing. Raises `Refusal`: ``not_open``, ``no_item``, ``ends_before_start``, ``bad_minutes``, ``unknown_word``,
    ``not_a_member``, ``other_list``.
    """
    content = {"version": version.pk, "number": number, "new": _said(new)}
    with claimed(key=key, by=by, action="plans.put_item", content=content) as claim:
        if claim.is_repeat:
            return Item.objects.get(pk=claim.answer["item"])
        held = locked(version)
        may_keep_plan(viewer_of(by), held.plan.unit).demand()
        demand_writable(held)
        _check_item(held, new)
        item = held.items.filter(number=number).first() if number else Item(version=held)
        if item is None:
            raise Refusal("no_item", _("This item is gone. Load the plan again."))
        item.number = item.number or (held.items.aggregate(last=Max("number"))["last"] or 0) + 1
        _fill(item, new)
        claim.answer = {"item": item.pk}
    return item


def remove_item(*, version: Version, number: int, by: Person, key: uuid.UUID) -> Version:
    """Take an item out of a draft; the others keep their numbers.

    Posts nothing. Raises `Refusal`: ``not_open``, ``no_item``.
    """
    content = {"version": version.pk, "number": number}
    with claimed(key=key, by=by, action="plans.remove_item", content=content) as claim:
        held = locked(version)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.plan.unit).demand()
        demand_writable(held)
        gone, _by_table = held.items.filter(number=number).delete()
        if not gone:
            raise Refusal("no_item", _("This item is gone. Load the plan again."))
    return held


def locked(version: Version) -> Version:
    """The version as it stands now, held until the act commits."""
    rows = Version.objects.select_for_update(of=("self",))
    return rows.select_related("phase", "plan__unit", "plan__programme", "plan__record").get(pk=version.pk)


def demand_writable(version: Version) -> None:
    """Refuse to change what is handed in, approved or replaced."""
    if version.state not in WRITABLE:
        raise Refusal("not_open", _("Only a draft can be changed. Begin a new version."))


def _first_version(plan: Plan, phase: Phase, list_name: str, by: Person) -> Version:
    programme = plan.programme
    is_themed = plan.kind == PlanKind.THEMED
    if is_themed:
        list_name = _list_of(programme, list_name)
    frame = frame_in(plan.unit, programme, phase, list_name if is_themed else "")
    version = Version.objects.create(
        plan=plan,
        number=(plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        phase=phase,
        task=task_words(programme, phase),
        asks=_("; ").join(demand.title for demand in frame.demands)[:400],
        notes=_number(frame, "notes_reviewed"),
        essays=_number(frame, "essays_reviewed"),
        list_name=list_name if is_themed else "",
        begun_by=by,
        begun_on=clock.today(),
    )
    if is_themed:
        proposed = propose_themed(frame)
    else:
        topics, to_read = _topics(plan.unit, programme, phase), _to_read(plan.unit, programme)
        proposed = propose_study(frame, topics, clock.today(), to_read=to_read)
    Item.objects.bulk_create(_item(version, number, one) for number, one in enumerate(proposed, start=1))
    return version


def _copy(last: Version, by: Person) -> Version:
    version = Version.objects.create(
        plan=last.plan,
        number=last.number + 1,
        phase=last.phase,
        task=last.task,
        asks=last.asks,
        notes=last.notes,
        essays=last.essays,
        list_name=last.list_name,
        begun_by=by,
        begun_on=clock.today(),
    )
    for old in last.items.prefetch_related("programmes", "group_methods"):
        _fill(Item(version=version, number=old.number), said_by(old))
    return version


def said_by(item: Item) -> NewItem:
    """What an item says, as it would be said again."""
    return NewItem(
        from_on=item.from_on,
        to_on=item.to_on,
        content=item.content,
        minutes=item.minutes,
        method=item.method,
        mode=item.mode,
        audience=item.audience,
        serves=item.serves,
        list_item=item.list_item,
        owner=item.owner,
        programmes=list(item.programmes.all()),
        methods={way.audience: way.method for way in item.group_methods.all()},
    )


def _list_of(programme: Programme, list_name: str) -> str:
    names = list(dict.fromkeys(listed_things([programme]).values_list("named_list__name", flat=True)))
    if not names or (list_name and list_name not in names):
        raise Refusal("no_list", _("This programme has no such list of themes yet."), field="list_name")
    return list_name or names[0]


def task_words(programme: Programme, phase: Phase) -> str:
    """What a plan is for, as the programme says it: its goals, else its theme, else its title, and the phase."""
    goals = (
        Goal.objects.filter(programme=programme, is_principle=False).order_by("number").values_list("text", flat=True)
    )
    said = _("; ").join(goals) or programme.theme or programme.title
    return f"{phase.name}{_(': ')}{said}"[:400]


def _topics(unit: Unit, programme: Programme, phase: Phase) -> list[str]:
    """What is to be studied: the topics that the unit has not finished, else the items of lists, else the steps."""
    topics = topics_of([programme], unit)
    if topics:
        done = topics_done(unit, topics)
        return [topic.name for topic in topics if topic.pk not in done]
    listed = list(listed_things([programme]).values_list("text", flat=True))
    return listed or list(phase.steps.order_by("number").values_list("name", flat=True))


def _to_read(unit: Unit, programme: Programme) -> str:
    """What everybody must read alone, by its titles."""
    return _(", ").join(one.title for one in materials_of([programme], unit) if one.is_must)[:200]


def _number(frame: Frame, metric: str) -> int | None:
    number = asked(frame, metric)
    return ceil(Fraction(number)) if number else None


def _item(version: Version, number: int, one: Proposed) -> Item:
    return Item(
        version=version,
        number=number,
        from_on=one.from_on,
        to_on=one.to_on,
        content=one.content,
        minutes=one.minutes,
        method=one.method,
        mode=one.mode,
        list_item_id=one.list_item or None,
    )


def _said(new: NewItem) -> dict[str, object]:
    return {
        "from_on": new.from_on,
        "to_on": new.to_on,
        "content": new.content,
        "minutes": new.minutes,
        "method": str(new.method),
        "mode": str(new.mode),
        "audience": str(new.audience),
        "serves": new.serves,
        "list_item": new.list_item.pk if new.list_item else 0,
        "owner": new.owner.pk if new.owner else 0,
        "programmes": [programme.pk for programme in new.programmes],
        "methods": {str(audience): str(method) for audience, method in new.methods.items()},
    }


def _check_item(version: Version, new: NewItem) -> None:
    plan = version.plan
    if new.to_on and new.from_on and new.to_on < new.from_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="to_on")
    if not 0 <= new.minutes <= MINUTES_AT_MOST:
        raise Refusal("bad_minutes", _("Give a whole number of minutes."), field="minutes")
    if new.method not in Method or new.mode not in Mode or new.audience not in Audience:
        raise Refusal("unknown_word", _("Choose one of the listed words."), field="method")
    if any(audience not in GROUPS or method not in Method for audience, method in new.methods.items()):
        raise Refusal("unknown_word", _("Choose one of the listed words."), field="method")
    listed = new.list_item and new.list_item.named_list
    if listed and (listed.programme_id, listed.name) != (plan.programme_id, version.list_name):
        raise Refusal("other_list", _("This item stands on another list."), field="list_item")
    if new.owner and not members_of(plan.unit, on=clock.today()).filter(person=new.owner).exists():
        raise Refusal("not_a_member", _("Who answers for an action is a member of the unit."), field="owner")
    for programme in new.programmes:
        if open_stay(plan.unit, programme) is None:
            words = {"programme": programme.short_title}
            raise Refusal(
                "not_enrolled", _("This unit does not take part in %(programme)s.") % words, field="programmes"
            )


def _fill(item: Item, new: NewItem) -> None:
    """Let an item say what is new; a day alone stands for its beginning and its end."""
    item.from_on, item.to_on = new.from_on or new.to_on, new.to_on or new.from_on
    item.content, item.minutes = new.content.strip()[:200], new.minutes
    item.method, item.mode, item.audience, item.serves = new.method, new.mode, new.audience, new.serves
    item.list_item, item.owner = new.list_item, new.owner
    item.save()
    item.programmes.set([one for one in new.programmes if one.pk != item.version.plan.programme_id])
    item.group_methods.all().delete()
    GroupMethod.objects.bulk_create(
        GroupMethod(item=item, audience=audience, method=method) for audience, method in new.methods.items()
    )
