"""The door: who comes in, who is kept out and told why, and that nothing remembers it."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.accounts import make_link
from taizhang.ground.people.actions import NewMember, open_account, write_people
from taizhang.ground.people.models import SignInLink, SignInRefusal, User
from taizhang.ground.people.signing_in import LOCKED_FOR, MOST_REFUSALS
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed

pytestmark = pytest.mark.django_db
PASSWORD = "seven-quiet-herons"
WRONG = {"username": "gu.qinghe", "password": "something else entirely"}
RIGHT = {"username": "gu.qinghe", "password": PASSWORD}


@pytest.fixture
def user() -> User:
    people = write_people(people=[NewMember("D-1", "顾青禾")], on=clock.today())
    return open_account(person=people["D-1"], username="gu.qinghe", password=PASSWORD)


def try_door(client: Client, **given: str) -> str:
    return client.post(reverse("people:sign_in"), given, headers={"accept-language": "en"}).content.decode()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_and_leads_to_the_front_page(client: Client, user: User) -> None:
    response = client.post(reverse("people:sign_in"), RIGHT)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_read_the_same(client: Client, user: User) -> None:
    wrong = try_door(client, **WRONG)
    unknown = try_door(client, username="nobody", password="whatever it may be")
    assert "Name or password is wrong" in wrong
    assert "Name or password is wrong" in unknown
    assert not is_in(client)


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def counted_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        worked.append("argon2")
        return encode(self, password, salt)

    def counted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        worked.append("argon2")
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
    try_door(client, **WRONG)
    for_a_known_name = worked.copy()
    worked.clear()
    try_door(client, username="nobody", password="whatever it may be")
    assert for_a_known_name == worked == ["argon2"]


def test_passwords_are_kept_by_argon2(user: User) -> None:
    assert user.password.startswith("argon2$argon2id$")


def test_after_five_failures_the_name_waits_and_says_how_long(client: Client, user: User) -> None:
    for _attempt in range(MOST_REFUSALS - 1):
        assert "Too many" not in try_door(client, **WRONG)
    assert "Too many wrong attempts for this name. Try again in 15 minutes." in try_door(client, **WRONG)
    assert "Too many wrong attempts" in try_door(client, **RIGHT)
    assert not is_in(client)


def test_a_name_that_does_not_exist_is_locked_alike(client: Client, user: User) -> None:
    for _attempt in range(MOST_REFUSALS):
        said = try_door(client, username="nobody", password="whatever it may be")
    assert "Too many wrong attempts" in said


def test_the_lock_out_passes_and_leaves_no_trace(client: Client, user: User) -> None:
    for _attempt in range(MOST_REFUSALS):
        try_door(client, **WRONG)
    later = clock.now() + LOCKED_FOR + timedelta(seconds=1)
    with clock.telling(later):
        try_door(client, **RIGHT)
    assert is_in(client)
    assert not SignInRefusal.objects.exists()


def test_capitals_and_spaces_do_not_walk_around_the_lock_out(client: Client, user: User) -> None:
    for _attempt in range(MOST_REFUSALS):
        try_door(client, username=" GU.qinghe ", password="something else entirely")
    assert "Too many wrong attempts" in try_door(client, **RIGHT)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/password/", "/password/"),
        ("/?page=2", "/?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_only_a_page_of_this_instance_is_gone_back_to(client: Client, user: User, wanted: str, leads_to: str) -> None:
    response = client.post(reverse("people:sign_in"), {**RIGHT, "next": wanted})
    assert response["Location"] == leads_to
    assert client.get(reverse("people:sign_in"), {"next": wanted})["Location"] == leads_to


@pytest.mark.parametrize("wanted", ["abc", "-1", "²"])
def test_who_is_in_already_goes_on_though_the_way_back_is_nonsense(client: Client, user: User, wanted: str) -> None:
    client.force_login(user)
    assert client.get("/sign-in/", {"next": wanted}).status_code == 302


def test_what_one_person_may_see_is_kept_by_nobody_between(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/password/").headers["Cache-Control"].startswith(("private", "max-age=0"))
    assert client.get(reverse("people:to_send")).headers["Cache-Control"] == "private, no-cache"


def test_a_signed_out_page_leads_to_the_door_and_back(client: Client) -> None:
    response = client.get("/password/?a=1")
    assert response["Location"] == "/sign-in/?next=/password/%3Fa%3D1"


def test_a_signed_out_fragment_takes_the_whole_page_to_the_door(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/somewhere/?b=2"}
    response = client.get("/password/", headers=headers)
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/sign-in/?next=/somewhere/%3Fb%3D2"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Client) -> None:
    there = client.post("/password/", headers={"referer": "http://testserver/somewhere/?b=2"})
    assert there["Location"] == "/sign-in/?next=/somewhere/%3Fb%3D2"
    elsewhere = client.post("/password/", headers={"referer": "http://elsewhere.example/x"})
    assert elsewhere["Location"] == "/sign-in/?next=/"


def test_signing_out_takes_a_post(client: Client, user: User) -> None:
    client.post(reverse("people:sign_in"), RIGHT)
    assert client.get(reverse("people:sign_out")).status_code == 405
    assert is_in(client)
    client.post(reverse("people:sign_out"))
    assert not is_in(client)


def test_sessions_that_ran_out_are_deleted_when_somebody_comes_in(client: Client, user: User) -> None:
    client.post(reverse("people:sign_in"), RIGHT)
    Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=clock.now().tzinfo))
    Client().post(reverse("people:sign_in"), RIGHT)
    assert Session.objects.count() == 1


def test_no_table_but_the_live_session_changes_when_somebody_comes_in(client: Client, user: User) -> None:
    def contents() -> dict[str, list[tuple[object, ...]]]:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            found = {}
            for table in tables:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(cursor.fetchall(), key=repr)
        return found

    before = contents()
    client.post(reverse("people:sign_in"), RIGHT)
    after = contents()
    assert {table for table in after if after[table] != before[table]} == {"django_session"}


def test_a_new_password_needs_the_present_one_and_ends_other_sessions(client: Client, user: User) -> None:
    elsewhere = Client()
    for device in (client, elsewhere):
        device.force_login(user)
    page = client.post("/password/", {"present": "not it", "new": "eight-loud-herons", "again": "eight-loud-herons"})
    assert page.status_code == 200
    changed = {"present": PASSWORD, "new": "eight-loud-herons", "again": "eight-loud-herons"}
    assert client.post("/password/", changed).status_code == 302
    assert client.get("/password/").status_code == 200
    assert elsewhere.get("/password/").status_code == 302
    user.refresh_from_db()
    assert user.check_password("eight-loud-herons")


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), ("gu.qinghe1", "gu.qinghe1"), ("eight-loud-herons", "nine-loud-herons")]
)
def test_a_weak_or_mistyped_new_password_is_refused(client: Client, user: User, new: str, again: str) -> None:
    client.force_login(user)
    page = client.post("/password/", {"present": PASSWORD, "new": new, "again": again})
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_guessing_the_present_password_locks_as_the_door_does(client: Client, user: User) -> None:
    client.force_login(user)
    guess = {"present": "not it", "new": "eight-loud-herons", "again": "eight-loud-herons"}
    for _attempt in range(MOST_REFUSALS):
        client.post("/password/", guess)
    client.post("/password/", {**guess, "present": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_link_of_the_demo_opens_once(client: Client, user: User, settings: LazySettings) -> None:
    settings.DEMO = True
    address = make_link(user)
    assert client.get(address)["Location"] == "/"
    assert is_in(client)
    again = Client().get(address, headers={"accept-language": "en"})
    assert again.status_code == 409
    assert "This link was already used" in again.content.decode()


def test_a_fresh_link_ends_the_one_before(user: User, settings: LazySettings) -> None:
    settings.DEMO = True
    first, second = make_link(user), make_link(user)
    assert Client().get(first).status_code == 409
    assert Client().get(second).status_code == 302


def test_the_token_itself_is_stored_nowhere(user: User, settings: LazySettings) -> None:
    settings.DEMO = True
    token = make_link(user).split("/")[-2]
    assert token not in SignInLink.objects.get().token_digest


def test_outside_a_demo_there_are_no_links(client: Client, user: User, settings: LazySettings) -> None:
    settings.DEMO = True
    address = make_link(user)
    settings.DEMO = False
    with pytest.raises(NotAllowed):
        make_link(user)
    assert client.get(address).status_code == 403
    assert not is_in(client)


def test_a_form_from_elsewhere_is_refused_with_a_sentence(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("people:sign_in"), RIGHT, headers={"accept-language": "en"})
    assert response.status_code == 403
    assert "This page stood open too long" in response.content.decode()
