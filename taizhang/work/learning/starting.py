"""Whether the hour of a session has come."""

from datetime import datetime

from django.utils import timezone

from taizhang.lib import clock
from taizhang.work.learning.models import Session


def has_begun(session: Session) -> bool:
    """Whether a session's hour has come."""
    return clock.now() >= timezone.make_aware(datetime.combine(session.on, session.starts_at))
