"""What one decision in the review of a notice costs: bytes of its answer, time of the server's processor, statements."""

import re
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.figures import Figure, milliseconds, quantile
from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.actions import open_account
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.lib import clock
from taizhang.work.notices import actions as notices
from taizhang.work.notices.drafts import read_received, write_draft
from taizhang.work.notices.kinds import DECIDED_KINDS
from taizhang.work.notices.models import Notice
from taizhang.work.notices.tests.long_notice import long_notice
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import key

DECISIONS = 20
# How often the long notice says its tasks: 72 items, and about 400.
LENGTHS = (1, 7)
_SEEN = re.compile(r'name="seen" value="([^"]*)"')


def measure(database: str) -> Iterator[Figure]:
    """Twenty items accepted one after another, as the page sends them, in a notice of each length."""
    unit, office = an_office()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(open_account(person=office, username="office", password=None))
    for times in LENGTHS:
        text = long_notice(clock.today(), times)
        notice = notices.receive_notice(unit=unit, by=office, key=key(), text=text, again=True)
        if notice.drafted_at is None:
            write_draft(notice=notice, read=read_received(notice))
        yield decisions(database, client, notice)


def an_office() -> tuple[Unit, Person]:
    """A committee, and somebody of its office."""
    founded = clock.today() - timedelta(days=365)
    kind, tree = UnitKind.COMMITTEE, Tree.PARTY
    unit = rolls.open_unit(tree=tree, parent=None, code="1", name="临江市委", kind=kind, on=founded, by=None, key=key())
    (person,) = rolls.admit_members(unit=unit, members=[NewMember("1", "程远山")], on=founded, by=None, key=key())
    rolls.give_role(person=person, unit=unit, role=RoleKind.OFFICE, on=founded, by=None, key=key())
    return unit, person


def decisions(database: str, client: Client, notice: Notice) -> Figure:
    """Accept what waits and raises no question."""
    page = client.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    waiting = notice.items.filter(kind__in=DECIDED_KINDS, question="").values_list("number", flat=True)
    took: list[float] = []
    sizes: list[int] = []
    statements = 0
    seen = _SEEN.search(page)
    for number in list(waiting)[:DECISIONS]:
        address = reverse("notices:decide", args=[notice.record_id, number])
        said = {"decision": "accepted", "key": str(uuid.uuid4()), "seen": seen[1] if seen else ""}
        with CaptureQueriesContext(connection) as captured:
            start = time.process_time()
            answer = client.post(address, said, headers={"hx-request": "true"})
            took.append(time.process_time() - start)
        statements = len(captured)
        sizes.append(len(answer.content))
        seen = _SEEN.search(answer.content.decode())
    return Figure(
        f"one decision among {notice.items.count()} items",
        database,
        milliseconds(quantile(took, 0.5)),
        f"{quantile(sizes, 0.5) / 1000:.1f} kB of {len(page.encode()) / 1000:.0f} kB",
        note=f"p95 {milliseconds(quantile(took, 0.95))}, {statements} statements",
    )
