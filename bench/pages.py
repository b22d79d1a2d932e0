"""Server time of the cockpit at the root and of the matrix of a branch, on the demo city."""

import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.figures import Figure, milliseconds, quantile
from taizhang.commands.demoworld.story import Story
from taizhang.config.background import settle
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Role, User

VISITS = 60


def measure(database: str) -> Iterator[Figure]:
    """The demo city is told first; its time is a figure of its own."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    start = time.perf_counter()
    for _done, _whole in Story().tell():
        pass
    settle()
    told = time.perf_counter() - start
    connection.close()
    yield Figure("telling the demo city", database, f"{told:.0f} s", aim="≤ 60 s", note=f"{Unit.objects.count()} units")
    yield from visits(database, "demo city")


def visits(database: str, size: str) -> Iterator[Figure]:
    """Sixty visits of each page by who lands there, as a browser asks for it, without the network."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    root = Unit.objects.filter(parent__isnull=True).order_by("pk")[0]
    office = Role.objects.filter(unit=root, role=RoleKind.OFFICE, to_on__isnull=True)[0]
    secretary = Role.objects.filter(role=RoleKind.SECRETARY, to_on__isnull=True, unit__kind="branch").order_by("pk")[3]
    pages = [
        ("cockpit at the root", office, reverse("dashboards:cockpit")),
        ("matrix of a branch", secretary, reverse("dashboards:branch", args=[secretary.unit_id])),
    ]
    for name, role, address in pages:
        client = Client(SERVER_NAME="127.0.0.1")
        user, _made = User.objects.get_or_create(person=role.person, defaults={"username": f"bench{role.person_id}"})
        client.force_login(user)
        took = [visit(client, address) for _time in range(VISITS + 5)][5:]
        with CaptureQueriesContext(connection) as captured:
            visit(client, address)
        slowest = max(captured.captured_queries, key=lambda query: float(query["time"]))
        yield Figure(
            f"{name}, {size}, p95",
            database,
            milliseconds(quantile(took, 0.95)),
            f"bare SELECT {milliseconds(bare_select())}",
            aim="≤ 50 ms",
            note=f"p50 {milliseconds(quantile(took, 0.5))}, {len(captured)} statements, "
            f"in the database {sum(float(q['time']) for q in captured.captured_queries) * 1000:.0f} ms "
            f"(slowest {float(slowest['time']) * 1000:.0f} ms, of {slowest['sql'].partition(' FROM ')[2][:30]})",
        )


def visit(client: Client, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    seconds = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return seconds


def bare_select() -> float:
    """The median of a statement that reads one row by its key."""
    took = []
    for _time in range(VISITS):
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM organisations_unit WHERE id = 1")
            cursor.fetchall()
        took.append(time.perf_counter() - start)
    return quantile(took, 0.5)
