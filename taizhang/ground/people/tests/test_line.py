"""The line: a queued act passes under the sign-in of its person only, and asking for the line tells nothing of others."""

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.line import WAITED_FOR
from tests.world import World

pytestmark = pytest.mark.django_db


def client_of(world: World | None) -> Client:
    client = Client()
    if world:
        client.force_login(world.user(world.secretary))
    return client


def send(client: Client, person: object) -> tuple[int, dict[str, str]]:
    answer = client.post(reverse("people:sign_out"), headers={WAITED_FOR: str(person)})
    return answer.status_code, answer.json()


def test_an_act_goes_through_under_its_own_name_and_tells_where_it_went(world: World) -> None:
    assert send(client_of(world), world.secretary.pk) == (200, {"to": reverse("people:sign_in")})


def test_an_act_of_somebody_else_waits(world: World) -> None:
    client = client_of(world)
    assert send(client, world.member.pk) == (409, {"waits": "other"})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("person", ["", "1", "nobody"])
def test_without_a_sign_in_nothing_goes_under_any_name(world: World, person: str) -> None:
    status, told = send(client_of(None), person or world.secretary.pk)
    assert (status, told) == (409, {"waits": "signed_out"})


def test_who_asks_for_the_line_learns_of_themself_and_gets_a_token(world: World) -> None:
    told = client_of(world).get(reverse("people:line")).json()
    assert told["person"] == str(world.secretary.pk)
    assert told["token"]
    assert client_of(None).get(reverse("people:line")).json() == {"person": ""}


def test_the_worker_covers_every_address_under_the_policy(client: Client) -> None:
    answer = client.get(reverse("ui:worker"))
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_every_page_says_who_reads_it(world: World) -> None:
    mine = client_of(world).get(reverse("people:to_send")).content.decode()
    assert f'<meta name="line" content="{world.secretary.pk}"' in mine
    assert '<meta name="line" content=""' in Client().get(reverse("people:lost")).content.decode()
