"""The road of the house, walked in a real browser from a notice to the archive's proof: one roll-call moves the city.

Everything a person does here is done by hand in a page; only the background, which runs beside a served instance, is told
to take its turns.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.urls import reverse
from playwright.sync_api import Page, expect

from taizhang.cli import main
from taizhang.config.background import settle
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.actions import open_account
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import Person, User
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.work.learning.models import Session
from taizhang.work.notices.models import Notice
from taizhang.work.notices.samples import notice_text
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.browser import OpenPage, sign_in
from tests.world import key, open_unit

pytestmark = pytest.mark.browser


@dataclass
class Town:
    """A committee with two branches, before any campaign."""

    committee: Unit
    branch: Unit
    other: Unit
    office: User
    secretary: User
    member: User
    people: list[Person]


@pytest.fixture
def town(site: str) -> Town:
    """Built through actions in the database of the served site."""
    day = clock.today() - timedelta(days=100)
    committee = open_unit(None, "1", "临江市委", UnitKind.COMMITTEE, day)
    branch = open_unit(committee, "101", "第一党支部", UnitKind.BRANCH, day)
    other = open_unit(committee, "102", "第二党支部", UnitKind.BRANCH, day)

    def admit(unit: Unit, *named: tuple[str, str]) -> list[Person]:
        members = [NewMember(code, name, categories=(Category.CADRE,)) for code, name in named]
        return rolls.admit_members(unit=unit, members=members, on=day, by=None, key=key())

    (office,) = admit(committee, ("1001", "闻人秋"))
    people = admit(branch, ("1021", "许知行"), ("1022", "岳小满"), ("1023", "纪晚晴"), ("1024", "冉青禾"))
    (away,) = admit(other, ("1031", "尚书月"))
    for person, unit, role in (
        (office, committee, RoleKind.OFFICE),
        (people[0], branch, RoleKind.SECRETARY),
        (away, other, RoleKind.SECRETARY),
    ):
        rolls.give_role(person=person, unit=unit, role=role, on=day, by=None, key=key())

    def account(person: Person) -> User:
        return open_account(person=person, username=f"u{person.code}", password=None)

    return Town(committee, branch, other, account(office), account(people[0]), account(people[2]), people)


@pytest.mark.requirement("N-01", "N-02", "N-03", "R1-27", "R1-33")
def test_the_road_from_a_notice_to_a_closed_phase(site: str, town: Town, open_page: OpenPage) -> None:
    office, secretary, member = open_page(), open_page(), open_page((390, 844))
    for page, user in ((office, town.office), (secretary, town.secretary), (member, town.member)):
        sign_in(page, site, user)
    began = clock.today() - timedelta(days=7)

    programme = a_notice_becomes_a_programme(site, office, began)
    units_take_part(site, office, programme, began)
    settle()

    session = a_session_is_planned_and_its_roll_call_taken(site, secretary, town)
    settle()
    the_member_sees_what_is_owed(site, member)
    the_cockpit_has_moved_and_opens_down_to_the_lines(site, office, secretary, town)

    the_roll_call_is_stated_anew(site, secretary, member, session, town)
    settle()

    closed = a_phase_is_closed(site, office, programme, town)
    a_later_correction_is_late_and_moves_no_closed_figure(site, secretary, office, session, town, closed)
    settle()
    answer = CliRunner().invoke(main, ["ledger", "verify"])
    assert answer.exit_code == 0, answer.output


def a_notice_becomes_a_programme(site: str, page: Page, began: date) -> Programme:
    """Paste, light up a sentence, decide by keys and by hand, answer, adopt."""
    page.goto(site + reverse("notices:receive"))
    page.get_by_label("来文原文").fill(notice_text(began))
    page.get_by_role("button", name="读文起草").click()
    # from here on everything is done by the scripts of the review
    page.wait_for_url(re.compile(r"/notices/\d+/$"))
    hours = page.locator("li.item", has_text="40 学时").first
    hours.hover()
    expect(page.locator(".lit", has_text="40学时")).to_be_visible()
    sure = page.get_by_role("button", name=re.compile("采纳把握高的"))
    with page.expect_response(lambda answer: answer.url.endswith("/accept/")):
        sure.click()
    expect(sure).to_have_count(0)
    expect(page.locator(".htmx-request")).to_have_count(0)
    notice = Notice.objects.get()
    # what is left: accept where that is offered, strike what the ledger holds already
    accept, strike = "button[data-key=a]", "button[data-key=x]"
    open_ones = f"li.item:has({accept}), li.item:has({strike})"
    for number in page.locator(open_ones).evaluate_all("items => items.map(item => item.id)"):
        item = page.locator(f"#{number}")
        item.locator(".text").click()
        item.locator(accept if item.locator(accept).count() else strike).click()
        expect(item.locator("button[value=proposed]")).to_have_count(1)
        expect(page.locator(".htmx-request")).to_have_count(0)
    for _turn in range(20):
        choices = page.locator("#questions button:not([aria-pressed=true])")
        if not choices.count():
            break
        before = choices.count()
        choices.first.click()
        expect(choices).not_to_have_count(before)
    page.goto(site + reverse("flows:adopt_draft", args=[notice.record_id]))
    page.get_by_role("button", name="通过活动方案").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("还没有单位参加")
    expect(page.locator("#requirement-1")).to_contain_text("不少于40学时")
    return Programme.objects.get()


def units_take_part(site: str, page: Page, programme: Programme, began: date) -> None:
    """The office enrols the whole city in one form."""
    page.goto(site + reverse("rolls:enrol_units", args=[programme.pk]))
    page.get_by_label("单位编码").fill("1")
    page.get_by_label("连同批次范围内的全部下级单位").check()
    page.locator("input[name=on]").fill(began.isoformat())
    page.locator("form.form button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3")


def a_session_is_planned_and_its_roll_call_taken(site: str, page: Page, town: Town) -> Session:
    """Three clicks: the roll-call, the one exception, book."""
    page.goto(site + reverse("learning:plan", args=[town.branch.pk]))
    page.get_by_label("专题").fill("专题一：为谁服务")
    page.locator("input[name=on]").fill(clock.today().isoformat())
    page.locator("input[name=starts_at]").fill("09:00")
    page.locator("input[name=ends_at]").fill("12:00")
    page.locator("form.form button.primary").click()
    expect(page.get_by_role("status").first).to_be_visible()
    session = Session.objects.get()
    page.goto(site + reverse("learning:roll_call", args=[session.record_id]))
    page.get_by_role("button", name="点名入账").click()
    expect(page.get_by_role("status").first).to_contain_text("4 人到")
    return session


def the_member_sees_what_is_owed(site: str, page: Page) -> None:
    page.goto(site + reverse("dashboards:my_campaign"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("37")
    expect(page.locator("body")).to_contain_text("专题一：为谁服务")


def the_cockpit_has_moved_and_opens_down_to_the_lines(site: str, office: Page, secretary: Page, town: Town) -> None:
    office.goto(site + reverse("dashboards:cockpit"))
    expect(office.locator("body")).to_contain_text("截至")
    address = reverse("dashboards:figure", args=["study_minutes"])
    office.goto(f"{site}{address}?unit={town.committee.pk}")
    expect(office.get_by_role("heading", level=1)).to_contain_text("12")
    office.goto(f"{site}{address}?unit={town.branch.pk}")
    expect(office.locator("body")).to_contain_text("专题一：为谁服务")
    expect(office.locator("body")).not_to_contain_text("纪晚晴")
    secretary.goto(f"{site}{address}?unit={town.branch.pk}")
    with secretary.expect_download() as downloading:
        secretary.get_by_role("link", name=re.compile("xlsx")).first.click()
    book = openpyxl.load_workbook(BytesIO(Path(downloading.value.path()).read_bytes()))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
    assert any("专题一" in cell for cell in cells)


def mark_absent(page: Page, person: Person) -> None:
    """A tap goes on to the next mark: present, leave, duty, absent."""
    cell = page.locator(".person", has_text=person.name)
    for _tap in range(3):
        cell.click()
    expect(cell.locator("label.on")).to_have_text("未到")


def the_roll_call_is_stated_anew(site: str, page: Page, member: Page, session: Session, town: Town) -> None:
    """One person was not there after all: two lines differ, and both statements stay visible."""
    page.goto(site + reverse("learning:restate", args=[session.record_id]))
    mark_absent(page, town.people[2])
    page.get_by_label("更正原因").select_option("wrong_person")
    page.get_by_role("button", name=re.compile("更正入账")).click()
    expect(page.get_by_role("status").first).to_be_visible()
    member.goto(site + reverse("dashboards:my_campaign"))
    expect(member.get_by_role("heading", level=1)).to_contain_text("40")
    page.goto(site + reverse("learning:session", args=[session.record_id]))
    expect(page.locator("main")).to_contain_text("4 人到")
    expect(page.locator("main")).to_contain_text("改为 3 人到")
    page.goto(f"{site}{reverse('dashboards:figure', args=['study_minutes'])}?unit={town.branch.pk}")
    expect(page.locator("main")).to_contain_text("冲正")


def a_phase_is_closed(site: str, page: Page, programme: Programme, town: Town) -> str:
    """The office closes the first phase of the branch; returns the closed figure as the page shows it."""
    enrolment = programme.enrolments.get(unit=town.branch)
    page.goto(site + reverse("rolls:close_phase", args=[enrolment.pk]))
    page.locator("main form button.primary").click()
    expect(page.get_by_role("status").first).to_be_visible()
    settle()
    return closed_figure(site, page, programme, town)


def closed_figure(site: str, page: Page, programme: Programme, town: Town) -> str:
    first = programme.phases.get(number=1)
    address = reverse("dashboards:figure", args=["study_minutes"])
    page.goto(f"{site}{address}?unit={town.branch.pk}&programme={programme.pk}&phase={first.pk}")
    return page.get_by_role("heading", level=1).inner_text()


def a_later_correction_is_late_and_moves_no_closed_figure(
    site: str, page: Page, office: Page, session: Session, town: Town, closed: str
) -> None:
    page.goto(site + reverse("learning:restate", args=[session.record_id]))
    mark_absent(page, town.people[3])
    page.get_by_label("更正原因").select_option("wrong_person")
    page.get_by_role("button", name=re.compile("更正入账")).click()
    expect(page.get_by_role("status").first).to_be_visible()
    settle()
    programme = Programme.objects.get()
    assert closed_figure(site, office, programme, town) == closed
    expect(office.locator("body")).to_contain_text("更正上期")
