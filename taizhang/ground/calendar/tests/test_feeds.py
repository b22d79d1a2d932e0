"""The feed of a person and of a unit, as another program reads it; the address is secret, and can be renewed and ended."""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Component

from taizhang.ground.calendar.actions import digest_of, open_feed
from taizhang.ground.calendar.models import Feed
from taizhang.ground.calendar.tests.test_calendar import busy, move_session
from taizhang.ground.duties.actions import open_unit_duty
from taizhang.ground.people.models import Person
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Sight
from taizhang.work.learning.tests.study import close, plan
from tests.world import World


def read(client: Client, address: str) -> list[Component]:
    """The events at an address, through a parser of the standard."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    for line in response.content.split(b"\r\n"):
        assert len(line) <= 75
    events = list(calendar.walk("VEVENT"))
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert set(event) <= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "TRANSP"}
    assert len({str(event["UID"]) for event in events}) == len(events)
    return events


def address_of(client: Client, page: str) -> str:
    """Make an address on its page, as a person does."""
    made = client.post(page, {"on": "1"})
    return urlsplit(str(made.context["address"])).path


@pytest.fixture
def visitor(world: World) -> Client:
    client = Client()
    client.force_login(world.user(world.member))
    return client


def titles(events: list[Component]) -> list[str]:
    return [str(event["SUMMARY"]) for event in events]


def test_a_member_reads_sessions_and_make_ups_and_no_name(world: World, visitor: Client) -> None:
    missed = plan(world, days_ago=3, topic="已缺的一课")
    close(world, missed, {world.member: "absent"})
    coming = plan(world, days_ago=-4, topic="下一次，讨论；\n第二行", place="二楼, 东")
    busy(world, 30)
    events = read(Client(), address_of(visitor, reverse("calendar:my_feed")))
    assert sorted(titles(events)) == sorted([missed.topic, coming.topic, f"补课：{missed.topic}"])
    event = next(one for one in events if str(one["SUMMARY"]) == coming.topic)
    begins = timezone.localtime(event.decoded("DTSTART"))
    assert (begins.date(), begins.time()) == (coming.on, coming.starts_at)
    assert f"DTSTART:{event.decoded('DTSTART'):%Y%m%dT%H%M%S}Z" in event.to_ical().decode()
    assert str(event["LOCATION"]) == "二楼, 东"
    text = str(events)
    for person in Person.objects.all():
        assert person.name not in text


def test_a_moved_session_keeps_its_identity(world: World, visitor: Client) -> None:
    session = plan(world, days_ago=-4)
    address = address_of(visitor, reverse("calendar:my_feed"))
    (before,) = read(Client(), address)
    move_session(world, session, 9)
    (after,) = read(Client(), address)
    assert str(before["UID"]) == str(after["UID"])
    assert after.decoded("DTSTART") - before.decoded("DTSTART") == timedelta(days=5)


def test_a_session_past_midnight_ends_on_the_next_day(world: World, visitor: Client) -> None:
    plan(world, days_ago=-4, starts_at=time(23), ends_at=time(0, 30))
    (event,) = read(Client(), address_of(visitor, reverse("calendar:my_feed")))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=90)


def test_a_unit_reads_its_busy_times_as_whole_days_and_its_duties(world: World) -> None:
    busy(world, 10, until=12)
    for title, sight in (("报送台账", Sight.OPEN), ("帮扶一名职工", Sight.NAMED)):
        record = open_record(type="documents.task", unit=world.committee, title=title, on=world.today, sight=sight)
        due = world.today + timedelta(days=7)
        open_unit_duty(kind="documents.task", record=record, unit=world.branch, opened_on=world.today, due_on=due)
    client = Client()
    client.force_login(world.user(world.secretary))
    events = read(Client(), address_of(client, reverse("calendar:unit_feed", args=[world.branch.pk])))
    assert sorted(titles(events)) == sorted(["年度决算", "报送台账", "有事项到期"])
    business = next(one for one in events if str(one["SUMMARY"]) == "年度决算")
    assert isinstance(business.decoded("DTSTART"), date)
    assert business.decoded("DTEND") == world.today + timedelta(days=13)


def test_the_address_is_renewed_and_switched_off_and_kept_as_a_digest_only(world: World, visitor: Client) -> None:
    page = reverse("calendar:my_feed")
    first = address_of(visitor, page)
    second = address_of(visitor, page)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    token = second.removesuffix(".ics").rpartition("/")[2]
    assert Feed.objects.get().digest == digest_of(token) != token
    assert token not in visitor.get(page).content.decode()
    visitor.post(page, {"off": "1"})
    assert Client().get(second).status_code == 404
    assert not Feed.objects.exists()


def test_only_who_keeps_a_unit_makes_its_address(world: World, visitor: Client) -> None:
    assert visitor.post(reverse("calendar:unit_feed", args=[world.branch.pk]), {"on": "1"}).status_code == 403
    assert not Feed.objects.exists()


def test_reading_a_feed_sets_no_cookie_and_signs_nobody_in(world: World) -> None:
    client = Client()
    response = client.get(reverse("calendar:feed", args=[open_feed(person=world.member)]))
    assert not response.cookies
    assert not client.cookies
    assert client.get(reverse("calendar:feed", args=["x" * 43])).status_code == 404
