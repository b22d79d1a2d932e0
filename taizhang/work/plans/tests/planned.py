"""Short ways for the tests of plans to do what a secretary and a superior do, through actions."""

from dataclasses import replace
from datetime import date, timedelta

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.frame import NewItem as NewListItem
from taizhang.ground.programmes.frame import NewList, write_list
from taizhang.ground.programmes.models import ListItem, Programme, UnitPhase
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.work.plans import actions
from taizhang.work.plans.actions import NewItem
from taizhang.work.plans.actions.drafting import said_by
from taizhang.work.plans.kinds import PlanKind
from taizhang.work.plans.models import Version
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, make_programme


def programme_for(world: World, unit: Unit) -> Programme:
    """A programme the unit takes part in; one of its own where it takes part in none."""
    found = programmes_of(unit)
    return found[0] if found else own_programme(world, unit)


def own_programme(world: World, unit: Unit) -> Programme:
    """A programme of the unit's own, in which it has no plan yet."""
    programme = make_programme(unit, world.began)
    rolls.enrol_units(programme=programme, units=[unit], on=world.began, by=None, key=key())
    return programme


def begun(
    world: World,
    unit: Unit | None = None,
    by: Person | None = None,
    kind: str = PlanKind.STUDY,
    programme: Programme | None = None,
) -> Version:
    """A plan just begun, as the programme fills it."""
    unit = unit or world.branch
    programme = programme or programme_for(world, unit)
    return actions.begin_plan(unit=unit, programme=programme, kind=kind, by=by or world.secretary, key=key())


def complete(
    world: World, unit: Unit | None = None, by: Person | None = None, programme: Programme | None = None
) -> Version:
    """A study plan in which nothing is missing, handed in."""
    version = finished(begun(world, unit, by, programme=programme), by or world.secretary)
    return actions.hand_in_plan(version=version, by=by or world.secretary, key=key())


def finished(version: Version, by: Person) -> Version:
    """Fill what a new plan leaves open: the contents and the number of notes."""
    for item in version.items.filter(content=""):
        said = replace(said_by(item), content=f"专题{item.number}")
        actions.put_item(version=version, new=said, number=item.number, by=by, key=key())
    return actions.write_frame(
        version=version, task=version.task, asks=version.asks, notes=4, essays=version.essays, by=by, key=key()
    )


def approved(world: World) -> Version:
    """An approved study plan of the first branch."""
    return actions.approve_plan(version=complete(world), by=world.principal, key=key())


def item(day: date, content: str = "专题", minutes: int = 120, **other: object) -> NewItem:
    """An item on one day."""
    return NewItem(from_on=day, content=content, minutes=minutes, **other)  # type: ignore[arg-type]


def themes(programme: Programme) -> list[ListItem]:
    """A named list of three themes, as the programme has it."""
    texts = ("为民服务", "为企服务", "为基层服务")
    new = NewList("三服务", tuple(map(NewListItem, texts)), stated=3)
    return list(write_list(home=programme, new=new, on=clock.today()).items.all())


def phase_end(world: World) -> date:
    """The reference end of the first phase."""
    stay = UnitPhase.objects.select_related("phase").get(unit=world.branch, programme=world.programme)
    return stay.phase.ends_on or world.today + timedelta(days=30)
