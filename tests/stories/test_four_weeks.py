"""Four weeks of one branch in a real browser: 30 members, two away, one frail, one who cannot write, one leader.

Every click, tick, choice and typed field of the secretary is counted and printed; opening the product once a week is not.
At the end the pages of all persons, the matrix and the ledger say the same.
"""

import sys
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from taizhang.config.background import settle
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import minutes, missed, owed
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.browser import OpenPage, Served, sign_in
from tests.world import World, key

pytestmark = pytest.mark.browser
WEEKS = 4
NAMES = (
    *("阮清和", "盛若木", "季春山", "燕北望", "申思齐", "耿长风", "葛天青", "荀小雨"),
    *("莫如初", "蓝田玉", "邹行健", "邱云舒", "郁南枝", "鄢秋实", "酆明远", "钟离川"),
    *("闵知白", "阙山月", "隗向阳", "靳松涛", "顾怀远", "骆以宁", "龚夏至"),
)


@dataclass
class Hand:
    """The secretary's hand at one page: it does what a person does, and counts it."""

    page: Page
    done: int = 0

    def open(self, address: str) -> None:
        """Open a page and look at it whole: its panels arrive one by one, and push what stands below them."""
        self.page.goto(address, wait_until="networkidle")

    def click(self, what: Locator, times: int = 1) -> None:
        for _time in range(times):
            what.click()
            self.done += 1

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).first

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first


@dataclass
class Cast:
    """The branch: the world's seven members and 23 more, two of them away, one frail."""

    world: World
    away: list[Person]
    frail: Person

    @property
    def members(self) -> list[Person]:
        own = [person for person in self.world.branch_people if person != self.world.activist]
        return own + self.more

    more: list[Person]


@pytest.fixture
def cast(site: str, committed_world: World) -> Cast:
    """Built through actions in the database of the served site."""
    world = committed_world
    new = [
        NewMember(f"11{number:02d}", name, categories=(Category.WORKER,)) for number, name in enumerate(NAMES, start=1)
    ]
    more = rolls.admit_members(unit=world.branch, members=new, on=world.founded, by=None, key=key())
    return Cast(world, more[:2], more[2], more)


def test_four_weeks_of_a_branch_of_thirty(
    site: str, cast: Cast, told: Served, open_page: OpenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    world = cast.world
    assert len(cast.members) == 30
    first = world.today - timedelta(days=26)
    page, phone = open_page(), open_page((390, 844))
    sign_in(page, site, world.user(world.secretary))
    hand = Hand(page)
    branch = site + reverse("dashboards:branch", args=[world.branch.pk])
    for week in range(WEEKS):
        day = first + timedelta(weeks=week)
        told.instant = at(day - timedelta(days=1), 9)
        hand.open(branch)
        if week == 0:
            plan_four_weeks(hand, day.isoformat())
            hand.open(branch)
        ask_for_leave(site, phone, cast, week)
        hand.open(branch)
        waiting = page.get_by_role("button", name="准假")
        for left in reversed(range(len(cast.away))):
            hand.click(waiting.first)
            expect(waiting).to_have_count(left)
        told.instant = at(day, 18)
        hand.open(branch)
        hold_session(hand, cast)
        hand.open(branch)
        hand.click(page.locator("a[href*='/notes/?week=']").first)
        hand.click(page.locator("button[name=all]"))
        expect(page.get_by_role("status").first).to_be_visible()
        if week == WEEKS - 1:
            make_up_together(hand, branch)
    told.instant = None
    settle()
    with capsys.disabled():
        sys.stdout.write(
            f"\nThe secretary: {hand.done} interactions in {WEEKS} weeks, {hand.done / WEEKS:.1f} a week\n"
        )
    assert Session.objects.filter(unit=world.branch, state="closed").count() == WEEKS
    everything_agrees(cast)


def at(day: object, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))  # type: ignore[arg-type]


def plan_four_weeks(hand: Hand, day: str) -> None:
    """Once for all four weeks."""
    hand.click(hand.link("安排集中学习"))
    hand.page.locator("input[name=topic]").fill("岗位与规程")
    hand.page.locator("input[name=on]").fill(day)
    hand.page.locator("input[name=starts_at]").fill("19:00")
    hand.page.locator("input[name=ends_at]").fill("21:00")
    hand.page.locator("select[name=weeks]").select_option(str(WEEKS))
    hand.done += 5
    hand.click(hand.page.locator("form.form button.primary"))
    expect(hand.page.get_by_role("status").first).to_be_visible()


def ask_for_leave(site: str, phone: Page, cast: Cast, week: int) -> None:
    """The two who are away ask on their phones, as on duty; the secretary only says yes."""
    session = Session.objects.order_by("on")[week]
    for person in cast.away:
        sign_in(phone, site, cast.world.user(person))
        phone.goto(site + reverse("learning:ask_leave", args=[session.record_id]))
        phone.locator("input[value=duty]").check()
        phone.locator("form.form button.primary").click()
        expect(phone.locator("form.form")).to_have_count(0)


def hold_session(hand: Hand, cast: Cast) -> None:
    """Everyone is present but the two on duty, who stand there already, and the frail one, who has leave."""
    hand.click(hand.page.get_by_role("link", name="点名", exact=True).first)
    hand.click(hand.page.locator(".person", has_text=cast.frail.name).first)
    hand.click(hand.button("点名入账"))
    expect(hand.page.get_by_role("status").first).to_contain_text("人到")


def make_up_together(hand: Hand, branch: str) -> None:
    """In the last week all that was missed is made up on one evening: home lessons for the frail, a session for the two."""
    hand.open(branch)
    hand.click(hand.link("记补课"))
    expect(hand.page.locator("input[name=owed]")).to_have_count(3 * WEEKS)
    hand.click(hand.page.locator("button[name=all]"))
    expect(hand.page.get_by_role("status").first).to_be_visible()


def everything_agrees(cast: Cast) -> None:
    """Each person's own page, the secretary's matrix and the ledger hold the same hours; nobody owes a session."""
    world = cast.world
    matrix = hours_in_matrix(world)
    for person in cast.members:
        held = minutes(person)
        assert matrix[person.name] == held, person.name
        assert (missed(person), owed(person)) == (0, 0), person.name
        assert f"{held / 60:g}" in page_of(world, person), person.name
    for person in (*cast.away, cast.frail, world.cannot_write, world.leading_cadre):
        assert minutes(person) == WEEKS * 120
    units = [world.branch.pk]
    assert totals(CATALOGUE["study_minutes"], units)[world.branch.pk] == sum(map(minutes, cast.members))


def hours_in_matrix(world: World) -> dict[str, int]:
    """Name → minutes, as the branch page exports its matrix."""
    client = Client()
    client.force_login(world.user(world.secretary))
    answer = client.get(reverse("dashboards:branch", args=[world.branch.pk]), {"export": "xlsx"})
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(answer))).worksheets[0].iter_rows(values_only=True))
    names = {*NAMES, *(person.name for person in world.branch_people)}
    found: dict[str, int] = {}
    for row in rows:
        cells = [cell for cell in row if cell is not None]
        name = next((cell for cell in cells if cell in names), None)
        if name is not None:
            hours = str(cells[cells.index(name) + 1]).split()[0]
            found[str(name)] = round(float(hours) * 60)
    return found


def page_of(world: World, person: Person) -> str:
    client = Client()
    client.force_login(world.user(person))
    return client.get(reverse("dashboards:my_campaign")).content.decode()
