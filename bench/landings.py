"""The landing page of each role, and the page of a unit at the top and at the bottom, among 600 units and 15,000 people."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.figures import Figure, milliseconds, quantile
from bench.pages import visit
from bench.province import Size, fill
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Membership, Role, User
from taizhang.lib import clock
from taizhang.work.rolls import actions as rolls
from tests.world import key

CITY = Size(5, 4, 5, 5, small=20, large=50, large_branches=170)
VISITS = 12


def measure(database: str) -> Iterator[Figure]:
    """Fill the tables, give each role to somebody, then visit as each of them."""
    for name, seconds in fill(CITY):
        print(f"    {name}: {seconds:.0f} s", flush=True)
    root = Unit.objects.get(parent__isnull=True)
    leaf = Unit.objects.filter(kind="branch").order_by("path")[0]
    secretary = Role.objects.filter(role=RoleKind.SECRETARY, to_on__isnull=True).order_by("pk")[0]
    plain = Membership.objects.filter(unit=leaf, to_on__isnull=True).exclude(person__in=Role.objects.values("person"))
    people = iter(plain.select_related("person").order_by("person"))
    for kind in (RoleKind.PRINCIPAL, RoleKind.SUPERVISOR, RoleKind.LEADER, RoleKind.ARCHIVIST):
        rolls.give_role(person=next(people).person, unit=root, role=kind, on=clock.today(), by=None, key=key())
    size = f"{Unit.objects.count()} units, {Membership.objects.count():,} people"
    for role in (RoleKind.OFFICE, RoleKind.PRINCIPAL, RoleKind.SUPERVISOR, RoleKind.LEADER, RoleKind.ARCHIVIST):
        held = Role.objects.filter(role=role, to_on__isnull=True).order_by("pk")[0]
        yield figure(database, held.person_id, f"landing of {role.value}", reverse("home"), size)
        if role == RoleKind.OFFICE:
            yield figure(database, held.person_id, "page of the root", f"/units/of/{root.pk}/", size)
            yield figure(database, held.person_id, "page of a branch", f"/units/of/{leaf.pk}/", size)
    yield figure(database, secretary.person_id, "landing of secretary", reverse("home"), size)
    yield figure(database, next(people).person_id, "landing of member", reverse("home"), size)


def figure(database: str, person: int, name: str, address: str, size: str) -> Figure:
    """One page as one person opens it, where its address leads in the end."""
    client = Client(SERVER_NAME="127.0.0.1")
    user, _made = User.objects.get_or_create(person_id=person, defaults={"username": f"bench{person}"})
    client.force_login(user)
    found = client.get(address, follow=True)
    there = found.redirect_chain[-1][0] if found.redirect_chain else address
    took = [visit(client, there) for _time in range(VISITS + 2)][2:]
    with CaptureQueriesContext(connection) as captured:
        visit(client, there)
        count, spent = len(captured), sum(float(query["time"]) for query in captured.captured_queries)
    return Figure(
        name,
        database,
        milliseconds(quantile(took, 0.5)),
        size,
        aim="≤ 100 ms",
        note=f"{there} p95 {milliseconds(quantile(took, 0.95))}, {count} statements, {spent * 1000:.0f} ms in the database",
    )
