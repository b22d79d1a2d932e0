"""A branch of the story: who is in it, and how it works."""

from dataclasses import dataclass, field

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.work.learning.models import Session


@dataclass(slots=True)
class Branch:
    """One branch of the story: its unit, its people in roster order, and how it works."""

    unit: Unit
    people: list[Person]
    pace: float
    diligence: dict[int, float] = field(default_factory=dict)
    voluntary: set[int] = field(default_factory=set)
    missed: list[tuple[Session, Person]] = field(default_factory=list)

    @property
    def secretary(self) -> Person:
        """Who keeps the branch's books."""
        return self.people[0]
