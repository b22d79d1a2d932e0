"""The short words of learning: forms of a session, marks of a roll-call, states. No reason, no health, no penalty."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionForm(TextChoices):
    """How people study together (R1-69); the words for the codes of `ledger.declared.learning.SESSION_FORMS`."""

    MEETING = "meeting", _("Study meeting")
    CLASS = "class", _("Class")
    LECTURE = "lecture", _("Party lecture")
    DISCUSSION = "discussion", _("Topic discussion")
    EXCHANGE = "exchange", _("Exchange of reflections")
    ONLINE = "online", _("Online study")
    BROADCAST = "broadcast", _("Broadcast study")
    FIELD_VISIT = "field_visit", _("Field visit")
    OBSERVATION = "observation", _("Observation at another unit")
    FILM = "film", _("Film viewing")
    POLICY = "policy", _("Policy education")
    SITUATION = "situation", _("Situation education")
    CAUTION = "caution", _("Cautionary education")
    DEED_REPORT = "deed_report", _("Report of exemplary deeds")
    OATH = "oath", _("Oath renewal")
    HOME_LESSON = "home_lesson", _("Home lesson")
    MAKE_UP = "make_up", _("Make-up")


# A home lesson and a make-up are recorded against the session that was missed, not planned as a session of all.
PLANNED_FORMS = tuple(form for form in SessionForm if form not in (SessionForm.HOME_LESSON, SessionForm.MAKE_UP))

# A topic is done when one of these was held on it: its seminar (R1-159).
SEMINARS = (SessionForm.DISCUSSION, SessionForm.EXCHANGE)


class Mark(TextChoices):
    """What the organiser notes for one person. ``leave`` and ``duty`` are codes without a reason (B13)."""

    PRESENT = "present", pgettext_lazy("roll-call", "Present")
    ABSENT = "absent", pgettext_lazy("roll-call", "Absent")
    LEAVE = "leave", pgettext_lazy("roll-call", "On leave")
    DUTY = "duty", pgettext_lazy("roll-call", "On duty")
    NOT_JOINED = "not_joined", pgettext_lazy("roll-call", "Did not join")


MISSED = (Mark.ABSENT, Mark.LEAVE, Mark.DUTY)


class SessionState(TextChoices):
    """Where a session stands; withdrawn is also what a closed one becomes that did not take place after all."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    CLOSED = "closed", pgettext_lazy("session", "Roll-call booked")
    WITHDRAWN = "withdrawn", pgettext_lazy("session", "Withdrawn")


class LeaveState(TextChoices):
    """Where a leave request stands."""

    ASKED = "asked", pgettext_lazy("leave", "Asked")
    GRANTED = "granted", pgettext_lazy("leave", "Granted")
    REFUSED = "refused", pgettext_lazy("leave", "Not granted")
    RETURNED = "returned", pgettext_lazy("leave", "Came after all")


LEAVE_CODES = (Mark.LEAVE, Mark.DUTY)


class MakeUpForm(TextChoices):
    """How a missed session was made up. The first two count as group study, as the session would have (R1-34)."""

    MAKE_UP = "make_up", _("Make-up session")
    HOME_LESSON = "home_lesson", _("Home lesson")
    SELF_STUDY = "self_study", _("Self-study")


class LessonState(TextChoices):
    """Where a lesson at home stands."""

    ASKED = "asked", pgettext_lazy("home lesson", "Asked for")
    PLANNED = "planned", pgettext_lazy("home lesson", "Planned")
    HELD = "held", pgettext_lazy("home lesson", "Held")
    WITHDRAWN = "withdrawn", pgettext_lazy("home lesson", "Withdrawn")


class LessonCategory(TextChoices):
    """As whom a member wishes the lesson at home, by their own choice; nothing about health (R1-61)."""

    UNSAID = "unsaid", pgettext_lazy("home lesson", "Not said")
    SENIOR = "senior", pgettext_lazy("home lesson", "Of high age")
    RETIRED = "retired", pgettext_lazy("home lesson", "Retired")
    POST = "post", pgettext_lazy("home lesson", "At a post that cannot be left")


class Verdict(TextChoices):
    """What a reviewer says of an essay: a yes or a no, and words."""

    WAITING = "waiting", pgettext_lazy("essay", "Waiting for review")
    ACCEPTED = "accepted", pgettext_lazy("essay", "Reviewed")
    SENT_BACK = "sent_back", pgettext_lazy("essay", "Sent back")
