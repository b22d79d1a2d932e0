"""Short ways for the tests of curriculum to do what people do, through actions, and to read what was booked."""

from collections import Counter

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.people.models import Person
from taizhang.ledger import reading
from taizhang.ledger.reading import Scope
from taizhang.work.curriculum import actions
from tests.world import World, key


def listed(world: World, title: str = "章程", **other: object) -> Material:
    """A document in the catalogue of the programme, listed by the office."""
    given: dict[str, object] = {
        "programme": world.programme,
        "unit": world.programme.unit,
        "kind": "paper",
        "title": title,
        "by": world.office,
        "key": key(),
    }
    return actions.list_material(**(given | other))  # type: ignore[arg-type]


def must(world: World, title: str = "章程", **other: object) -> Material:
    """A must item of the programme."""
    return listed(world, title, is_must=True, **other)


def topic(world: World, name: str = "作风建设", *texts: Material) -> Topic:
    """A common topic."""
    return actions.set_topic(programme=world.programme, name=name, texts=texts, by=world.office, key=key())


def own_topic(world: World, name: str = "岗位上的规程", *texts: Material, **other: object) -> Topic:
    """The own topic of the first branch."""
    given: dict[str, object] = {
        "programme": world.programme,
        "unit": world.branch,
        "name": name,
        "texts": texts,
        "by": world.secretary,
        "key": key(),
    }
    return actions.set_own_topic(**(given | other))  # type: ignore[arg-type]


def read(world: World, material: Material, person: Person, **other: object) -> None:
    """A person ticks a material as read."""
    given: dict[str, object] = {"material": material, "person": person, "by": person, "key": key()}
    actions.note_read(**(given | other))  # type: ignore[arg-type]


def sums(*kinds: str) -> Counter[tuple[str, str, int, int]]:
    """(kind, code, unit, member) → what stands booked in all of some kinds of curriculum."""
    found: Counter[tuple[str, str, int, int]] = Counter()
    for fact in reading.facts(Scope(tuple(f"curriculum.{kind}" for kind in kinds))):
        found[fact.kind.removeprefix("curriculum."), fact.code, fact.unit, fact.member] += fact.amount
    return Counter({place: amount for place, amount in found.items() if amount})


def entries(*kinds: str) -> int:
    """How many entries of some kinds the ledger holds."""
    return len(reading.vouchers(Scope(tuple(f"curriculum.{kind}" for kind in kinds))))
