"""One clock for the whole instance: what today is, and what now is.

The day is the local day of the instance's time zone (settled question 5): at 23:30 UTC it is already tomorrow in
Shanghai. Nothing else in the product asks the operating system for the time, so a story can be told on any day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This instant, aware of its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """The local day of this instant."""
    return timezone.localdate(now())


@contextmanager
def telling(instant: datetime) -> Iterator[None]:
    """Let the clock tell ``instant`` inside the block: for stories, tests and the demo world only."""
    token = _told.set(instant)
    try:
        yield
    finally:
        _told.reset(token)
