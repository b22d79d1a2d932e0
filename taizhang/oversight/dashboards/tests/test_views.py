"""Every page opens for whom it is made, with figures and without."""

import pytest
from django.test import Client

from tests.world import World


def client_of(world: World, person: object) -> Client:
    client = Client()
    client.force_login(world.user(person))  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("member", "/my/"),
        ("activist", "/my/"),
        ("secretary", "/branch/"),
        ("keeper", "/branch/"),
        ("principal", "/unit/"),
        ("office", "/cockpit/"),
        ("supervisor", "/watched/"),
        ("leader", "/big-picture/"),
        ("archivist", "/ledger/"),
        ("auditor", "/ledger/"),
    ],
)
def test_each_role_opens_its_page(world: World, who: str, address: str) -> None:
    response = client_of(world, getattr(world, who)).get(address)
    assert response.status_code == 200
