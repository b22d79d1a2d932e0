"""The short words of plans: kinds, states, how people study, and for whom an item is meant."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.ground.people.kinds import Category


class PlanKind(TextChoices):
    """What is planned: the study of a phase (R1-31), or themed practice, item by item of a named list (R1-163)."""

    STUDY = "study", _("Study plan")
    THEMED = "themed", _("Plan for the themed practice")


class PlanState(TextChoices):
    """Where a version stands. What was sent back is written on; what a newer version replaced stays to be read."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    HANDED_IN = "handed_in", pgettext_lazy("plan", "Handed in")
    SENT_BACK = "sent_back", pgettext_lazy("plan", "Sent back")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")
    SUPERSEDED = "superseded", pgettext_lazy("plan", "Replaced")


WRITABLE = (PlanState.DRAFT, PlanState.SENT_BACK)
OPEN = (PlanState.DRAFT, PlanState.HANDED_IN, PlanState.SENT_BACK)


class Mode(TextChoices):
    """Together or alone; the codes of ``learning.study_minutes``."""

    GROUP = "group", _("Group study")
    SELF = "self", _("Self-study")


class Method(TextChoices):
    """How an item is done; the codes of `ledger.declared.learning.SESSION_FORMS`, with reading for self-study."""

    MEETING = "meeting", _("Study meeting")
    CLASS = "class", _("Class")
    LECTURE = "lecture", _("Party lecture")
    DISCUSSION = "discussion", _("Topic discussion")
    EXCHANGE = "exchange", _("Exchange of reflections")
    MOBILISATION = "mobilisation", _("Mobilisation meeting")
    FIELD_VISIT = "field_visit", _("Field visit")
    ONLINE = "online", _("Online study")
    BROADCAST = "broadcast", _("Broadcast study")
    HOME_LESSON = "home_lesson", _("Home lesson")
    MAKE_UP = "make_up", _("Make-up")
    READING = "reading", _("Reading")


class Audience(TextChoices):
    """For whom an item, or one way of doing it, is meant (R1-66)."""

    ALL = "all", pgettext_lazy("audience", "Everybody")
    OLDER = "older", pgettext_lazy("audience", "Older and retired")
    FLOATING = "floating", pgettext_lazy("audience", "Floating")
    ON_POST = "on_post", pgettext_lazy("audience", "On post or on shift")
    LEADERS = "leaders", pgettext_lazy("audience", "Leaders")
    CANNOT_WRITE = "cannot_write", pgettext_lazy("audience", "Cannot write")


GROUPS = tuple(audience for audience in Audience if audience != Audience.ALL)
# Which categories a group of members is, for requirements that name an audience of their own.
CATEGORIES: dict[str, frozenset[str]] = {
    Audience.OLDER: frozenset({Category.VETERAN.value, Category.RETIRED.value}),
    Audience.FLOATING: frozenset({Category.FLOATING.value}),
    Audience.LEADERS: frozenset({Category.LEADER.value}),
    Audience.CANNOT_WRITE: frozenset({Category.CANNOT_WRITE.value}),
}

# Opened by who changes what is asked, settled by approving a newer version (R1-37).
REVISION = "plan_revision"


class EventKind(TextChoices):
    """What keeps a unit busy (R0-29)."""

    DEADLINE = "deadline", pgettext_lazy("business", "Deadline")
    PEAK = "peak", pgettext_lazy("business", "Peak of work")
    MEETING = "meeting", pgettext_lazy("business", "Meeting")
    INSPECTION = "inspection", pgettext_lazy("business", "Inspection or acceptance")
    OTHER = "other", pgettext_lazy("business", "Other")


class CheckResult(TextChoices):
    """What a look at planned self-study found; the codes of ``plans.self_study_checked``."""

    IN_ORDER = "in_order", pgettext_lazy("self-study", "In order")
    PARTLY = "partly", pgettext_lazy("self-study", "Partly done")
    LACKING = "lacking", pgettext_lazy("self-study", "Lacking")
