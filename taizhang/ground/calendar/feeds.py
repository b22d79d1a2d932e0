"""A calendar as other programs read it, after RFC 5545: title, time, place, and nothing else; no name of anybody."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Away, Feed, Occasion
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import reminded_on
from taizhang.ground.materials.queries import materials_of, topics_of
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.people.models import Membership
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ground.records.models import Sight
from taizhang.lib import clock

BACK = timedelta(days=60)
DOMAIN = "taizhang"
MAKE_UP = "learning.make_up"


def written(feed: Feed) -> bytes:
    """The whole calendar of a feed: its sessions and, where they have a day, its duties."""
    calendar = Calendar()
    calendar.add("prodid", "-//Taizhang//Calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name_of(feed))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    stamp = clock.now()
    for occasion in occasions(feed):
        calendar.add_component(_of_occasion(occasion, stamp))
    for event in studying_away(feed, stamp):
        calendar.add_component(event)
    owed = list(duties(feed))
    days = reminded_on(owed)
    for duty in owed:
        calendar.add_component(_of_duty(duty, days[duty.pk], stamp))
    return calendar.to_ical()  # type: ignore[no-any-return]


def name_of(feed: Feed) -> str:
    """What a calendar is called in the list of a device."""
    return feed.unit.name if feed.unit else _("My campaign")


def occasions(feed: Feed) -> QuerySet[Occasion]:
    """For a person the sessions of the units they belong to, for a unit all that stands in its calendar."""
    since = clock.today() - BACK
    if feed.unit_id:
        return Occasion.objects.filter(unit=feed.unit_id, ends_on__gte=since).order_by("starts_on", "pk")
    homes = Membership.objects.filter(standing_on(clock.today()), person=feed.person_id).values("unit")
    rows = Occasion.objects.filter(unit__in=homes, kind=OccasionKind.SESSION, ends_on__gte=since)
    return rows.order_by("starts_on", "pk")


def duties(feed: Feed) -> Iterable[Duty]:
    """What is owed by a day: by the person, or by the unit as such."""
    whose = Q(unit=feed.unit_id, person__isnull=True) if feed.unit_id else Q(person=feed.person_id)
    rows = Duty.objects.filter(whose, settled_on__isnull=True, due_on__isnull=False)
    return rows.select_related("record").order_by("due_on", "pk")


def studying_away(feed: Feed, stamp: datetime) -> Iterable[Event]:
    """For who is away on duty, or soon will be: the topics and must items to keep up with, over those days (R0-12)."""
    rows = Away.objects.filter(person=feed.person_id, to_on__gte=clock.today()) if feed.person_id else ()
    for away in rows:
        home = Membership.objects.filter(
            standing_on(clock.today()), person=feed.person_id, tree=Tree.PARTY, kind__in=COUNTED
        ).first()
        programmes = programmes_of(home.unit) if home else []
        if home is None or not programmes:
            continue
        lines = [f"{topic.number} {topic.name}" for topic in topics_of(programmes, home.unit)]
        lines += [one.title for one in materials_of(programmes, home.unit) if one.is_must]
        event = Event()
        event.add("uid", f"away-{away.pk}@{DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("summary", _("Topics and materials while away"))
        event.add("description", "\n".join(lines))
        event.add("dtstart", away.from_on)
        event.add("dtend", away.to_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        yield event


def duty_title(duty: Duty) -> str:
    """What is owed, by the title of what it is about; where that is not open to all, only that something is due."""
    if duty.record.sight != Sight.OPEN:
        return _("Something is due")
    return _("Make up: %(what)s") % {"what": duty.record.title} if duty.kind == MAKE_UP else duty.record.title


def _of_occasion(occasion: Occasion, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"occasion-{occasion.record_id}@{DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("summary", occasion.title)
    if occasion.place:
        event.add("location", occasion.place)
    if occasion.starts_at and occasion.ends_at:
        ends_on = occasion.starts_on + timedelta(days=occasion.ends_at <= occasion.starts_at)
        event.add("dtstart", _instant(occasion.starts_on, occasion.starts_at))
        event.add("dtend", _instant(ends_on, occasion.ends_at))
    else:
        event.add("dtstart", occasion.starts_on)
        # the end of whole days is the day after the last
        event.add("dtend", occasion.ends_on + timedelta(days=1))
    return event


def _of_duty(duty: Duty, on: date, stamp: datetime) -> Event:
    """What is owed, on its day; where reminders rest on that day, on the first after it, and the day is told (R1-14)."""
    event = Event()
    event.add("uid", f"duty-{duty.pk}@{DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("summary", duty_title(duty))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    if duty.due_on and on != duty.due_on:
        words = _("Due on %(day)s; no reminders until %(last)s")
        last = on - timedelta(days=1)
        event.add("description", words % {"day": date_format(duty.due_on), "last": date_format(last)})
    event.add("transp", "TRANSPARENT")
    return event


def _instant(on: date, at: time) -> datetime:
    """In UTC, so that no rules of time zones have to be written with it."""
    return timezone.make_aware(datetime.combine(on, at)).astimezone(UTC)
