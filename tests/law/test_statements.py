"""What an act and a page cost does not grow with the people of a branch: as many statements for 28 as for 8."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.ground.people.kinds import Category
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import close, marks_of, plan
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import World, key

# What closing a roll-call of any size may cost, its transaction and claim included; measured, not wished.
CLOSING = 20


def grow(world: World) -> None:
    """Twenty more members, who owe like the others."""
    new = [NewMember(f"12{number:02d}", f"增员{number}", categories=(Category.WORKER,)) for number in range(20)]
    rolls.admit_members(unit=world.branch, members=new, on=world.founded, by=None, key=key())


def counted(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def parts_of(client: Client, address: str) -> list[str]:
    """The page and every fragment that it loads."""
    page = client.get(address)
    assert page.status_code == 200
    return [address, *(one.replace("&amp;", "&") for one in re.findall(r'hx-get="([^"]+)"', page.content.decode()))]


def one_more(world: World, session: Session) -> Callable[[], object]:
    marks = marks_of(world, session, {world.member: "absent"})
    return lambda: learning.close_session(session=session, marks=marks, by=world.secretary, key=key())


def test_closing_a_session_costs_as_many_statements_for_28_as_for_8(world: World) -> None:
    few = counted(one_more(world, plan(world, days_ago=6)))
    grow(world)
    many = counted(one_more(world, plan(world, days_ago=5)))
    assert many == few <= CLOSING


@pytest.mark.parametrize(
    ("who", "address"), [("secretary", "/branch/{unit}/"), ("member", "/my/"), ("principal", "/unit/")]
)
def test_a_page_and_its_parts_cost_as_many_statements_for_28_as_for_8(world: World, who: str, address: str) -> None:
    close(world, plan(world, days_ago=6), {world.member: "absent", world.retired: "absent"})
    client = Client()
    client.force_login(world.user(getattr(world, who)))
    parts = parts_of(client, address.format(unit=world.branch.pk))

    def costs() -> dict[str, int]:
        return {part: counted(lambda part=part: client.get(part)) for part in parts}  # type: ignore[misc]

    costs()
    few = costs()
    grow(world)
    assert costs() == few
