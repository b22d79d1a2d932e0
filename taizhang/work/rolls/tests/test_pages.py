"""Pages of rolls through the test client: what each role sees and may do, and the requirements lived through them."""

from django.test import Client
from django.urls import reverse

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.work.rolls.queries import record_number
from tests.world import World


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person), backend="taizhang.ground.people.signing_in.PasswordBackend")
    return client


def page(client: Client, name: str, *args: int, **query: str) -> str:
    answer = client.get(reverse(f"rolls:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:2_000]
    return answer.content.decode()


def address(unit: Unit) -> int:
    return record_number(unit)


def test_every_page_opens_for_the_office(world: World) -> None:
    client = signed_in(world, world.office)
    record = address(world.branch)
    page(client, "units")
    for name in (
        "unit",
        "open_unit",
        "rename_unit",
        "move_unit",
        "merge_units",
        "split_unit",
        "close_unit",
        "census",
        "check",
        "admit_member",
        "transfer_member",
        "release_member",
        "change_category",
        "give_role",
        "start_body",
        "open_post",
        "matters",
        "open_matter",
    ):
        page(client, name, record)
    page(client, "batches", world.programme.pk)
    page(client, "add_batch", world.programme.pk)
    page(client, "enrol_units", world.programme.pk)
    page(client, "body", world.supervision_group.pk)
    page(client, "import_table")
    page(client, "imports")
