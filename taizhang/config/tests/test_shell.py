"""The shell around every page: navigation that shows only what works, who reads, the campaign, the way home."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.translation import override

from taizhang.config import urls
from taizhang.config.navigation import LANDINGS, MORE, OTHERS, ROOM, landing_of, way_up, ways, width_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.actions import NewMember, write_people
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.work.rolls.actions import give_role
from tests.world import World, key

ClientOf = Callable[[Person], Client]


@signed_in
def of_a_unit(request: Asked, unit: int) -> HttpResponse:
    return HttpResponse(str(unit))


@signed_in
def of_nobody(request: Asked) -> HttpResponse:
    return HttpResponse()


dashboards = [
    path("cockpit/", of_nobody, name="cockpit"),
    path("branch/<int:unit>/", of_a_unit, name="branch"),
    path("mine/", of_nobody, name="my_campaign"),
]
urlpatterns = [
    *[pattern for pattern in urls.urlpatterns if "dashboards" not in str(pattern)],
    path("", include((dashboards, "dashboards"))),
]


@pytest.fixture
def client_of(world: World) -> ClientOf:
    def of(person: Person) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(world.user(person))
        return client

    return of


@pytest.mark.urls(__name__)
def test_everybody_lands_where_their_work_is(world: World) -> None:
    assert landing_of(viewer_of(world.office)) == "/cockpit/"
    assert landing_of(viewer_of(world.secretary)) == f"/branch/{world.branch.pk}/"
    assert landing_of(viewer_of(world.keeper)) == f"/branch/{world.branch.pk}/"
    assert landing_of(viewer_of(world.member)) == "/mine/"


@pytest.mark.urls(__name__)
def test_what_is_not_built_is_left_out(world: World) -> None:
    assert [way.url for way in ways(viewer_of(world.secretary), "/")][:2] == [f"/branch/{world.branch.pk}/", "/mine/"]
    assert landing_of(viewer_of(world.leader)) == "/mine/"


@pytest.mark.urls(__name__)
def test_the_way_one_is_on_is_marked_by_the_longest_match(world: World) -> None:
    here = ways(viewer_of(world.office), "/burden/said/answer/")
    assert [way.url for way in here if way.current] == ["/burden/said/"]


def test_nobody_is_led_to_a_page_that_refuses_them(world: World, client_of: ClientOf) -> None:
    for person in (*world.branch_people, world.office, world.principal, world.supervisor, world.leader, world.auditor):
        client = client_of(person)
        for way in ways(viewer_of(person), "/"):
            assert client.get(way.url).status_code == 200, (person, way)


def test_a_person_without_unit_and_role_is_told_so(world: World, client_of: ClientOf) -> None:
    people = write_people(people=[NewMember("S-1", "过路人")], on=world.today)
    page = client_of(people["S-1"]).get("/")
    assert page.status_code == 403
    assert "You belong to no unit and hold no role yet." in page.content.decode()


def test_the_head_names_campaign_unit_role_and_reader(world: World, client_of: ClientOf) -> None:
    page = client_of(world.secretary).get("/password/").content.decode()
    assert world.programme.short_title in page
    assert "Batch 1" in page
    assert f"{world.branch.name} · Branch secretary {world.secretary.name}" in page
    office = client_of(world.office).get("/password/").content.decode()
    assert world.programme.short_title in office


def test_a_reader_outside_the_campaign_sees_none(world: World, client_of: ClientOf) -> None:
    page = client_of(world.foreign_secretary).get("/password/").content.decode()
    assert world.programme.short_title not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "负担反映和答复"), ("zh-hant", "負擔反映和答覆"), ("en", "What was said, and our answers")],
)
def test_the_navigation_speaks_the_readers_script(world: World, client_of: ClientOf, language: str, said: str) -> None:
    client = client_of(world.member)
    assert said in client.get("/password/", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_bar_is_one_line_and_the_rest_stands_behind_more(world: World, language: str) -> None:
    """Whoever holds every role has more ways than a line of 1200 pixels holds; a single role never does."""
    for unit, role in (
        (world.branch, RoleKind.SECRETARY),
        (world.general_branch, RoleKind.PRINCIPAL),
        (world.general_branch, RoleKind.SUPERVISOR),
        (world.committee, RoleKind.LEADER),
        (world.committee, RoleKind.ARCHIVIST),
    ):
        give_role(person=world.office, unit=unit, role=role, on=world.today, by=None, key=key())
    with override(language):
        found = ways(viewer_of(world.office), "/objections/")
        shown, spare = ([way for way in found if way.is_spare is one] for one in (False, True))
        assert [way.url for way in shown if way.current] == ["/objections/"]
        assert (sum(map(width_of, shown)) + MORE if spare else sum(map(width_of, shown))) <= ROOM
        assert spare or language != "en"
        for person in (world.secretary, world.principal, world.supervisor, world.leader, world.member):
            assert not any(way.is_spare for way in ways(viewer_of(person), "/"))


def test_a_page_that_says_nothing_else_stands_under_the_entry_it_belongs_to(world: World) -> None:
    shown = ways(viewer_of(world.office), "/burden/said/answer/")
    assert (above := way_up(shown, "/burden/said/answer/")) and above.url == "/burden/said/"
    assert (above := way_up(shown, "/burden/said/")) and above.url == "/cockpit/"
    start = ways(viewer_of(world.office), "/cockpit/")
    assert way_up(start, "/cockpit/") is None


def test_every_way_names_roles_or_members() -> None:
    assert all(entry.roles or entry.for_members for entry in (*LANDINGS, *OTHERS))


@pytest.mark.parametrize(
    ("person", "page"),
    [
        ("member", "my_campaign"),
        ("secretary", "branch"),
        ("keeper", "branch"),
        ("principal", "unit"),
        ("office", "cockpit"),
        ("supervisor", "watched"),
        ("leader", "big_picture"),
        ("archivist", "ledger"),
        ("auditor", "ledger"),
    ],
)
def test_the_front_page_leads_each_role_to_its_first_question(
    world: World, client_of: ClientOf, person: str, page: str
) -> None:
    client = client_of(getattr(world, person))
    response = client.get("/", follow=True)
    assert response.status_code == 200
    assert response.resolver_match.view_name == f"dashboards:{page}"
