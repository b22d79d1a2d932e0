"""No table and no log says who signed in when (settled question 46)."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.models import Person, User
from taizhang.ground.people.signing_in import MOST_REFUSALS
from tests.world import World

# Tables that hold a person and an instant: the acts and words of people, never their coming and going.
PERSON_AND_INSTANT = {
    "ledger.Claim": "the key of an act, so that it is done once",
    "ledger.Entry": "who booked an act",
    "records.Text": "who wrote about a record",
    "records.File": "who brought a file to a record",
    "notices.Notice": "who took a notice in",
    "notices.DraftItem": "who decided an item of a draft",
    "notices.Answer": "who answered a question of a draft",
    "notices.Part": "who took an annex in",
    "notices.StepChange": "who decided the change of a step",
    "jobs.Job": "who started a long task and how far it is",
}
PASSWORD = "seven-quiet-herons"


def holds_a_person(field: models.Field[object, object]) -> bool:
    if field.is_relation:
        return field.related_model in {Person, User}
    return field.name in {"person", "posted_by", "user_id", "member", "username"}


def test_tables_with_a_person_and_an_instant_are_these_and_no_others() -> None:
    both = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, models.DateTimeField) for field in model._meta.local_fields)
        and any(holds_a_person(field) for field in model._meta.local_fields)
    }
    assert both == set(PERSON_AND_INSTANT)


def test_an_account_is_a_name_a_password_and_a_person() -> None:
    assert [field.name for field in User._meta.local_fields] == ["id", "password", "username", "person", "is_active"]


def test_nothing_listens_at_the_door() -> None:
    assert not any(signal.receivers for signal in (user_logged_in, user_logged_out, user_login_failed))


@pytest.fixture
def account(world: World) -> User:
    user = world.user(world.member)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def every_row() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_coming_in_writes_a_live_session_and_going_out_leaves_no_trace(account: User) -> None:
    before, client = every_row(), Client()
    client.post(reverse("people:sign_in"), {"username": account.username, "password": PASSWORD})
    during = every_row()
    assert {table for table in during if during[table] != before[table]} == {"django_session"}
    client.post(reverse("people:sign_out"))
    assert every_row() == before


def test_a_refusal_does_not_say_whose_name_was_typed(account: User) -> None:
    before, client = every_row(), Client()
    for _attempt in range(MOST_REFUSALS):
        client.post(reverse("people:sign_in"), {"username": account.username, "password": "something else"})
    after = every_row()
    assert {table for table in after if after[table] != before[table]} == {"people_signinrefusal"}
    assert not [row for row in after["people_signinrefusal"] if account.username in row or account.person.name in row]


def test_no_log_says_who_came_in(account: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.post(reverse("people:sign_in"), {"username": account.username, "password": PASSWORD})
    client.get(reverse("people:password"))
    client.post(reverse("people:sign_out"))
    said = [record for record in caplog.records if not record.name.startswith(("django.db", "django.template"))]
    assert not said
