"""The short words of what is owed: of which kind it is, and when."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """Which part of the work a line belongs to, in the order of the filter."""

    STUDY = "study", pgettext_lazy("owed", "Study")
    READING = "reading", pgettext_lazy("owed", "Reading and notes")
    MEETING = "meeting", pgettext_lazy("owed", "Meetings")
    DIRECTIVE = "directive", pgettext_lazy("owed", "Tasks from above")
    PAPER = "paper", pgettext_lazy("owed", "Documents")
    PLAN = "plan", pgettext_lazy("owed", "Plans")
    TRAVEL = "travel", pgettext_lazy("owed", "Travel")
    MEMBER = "member", pgettext_lazy("owed", "Members")
    ROUTINE = "routine", pgettext_lazy("owed", "Routine work")
    OTHER = "other", pgettext_lazy("owed", "Other")


class When(TextChoices):
    """How near a line is, in the order of the page."""

    OVERDUE = "overdue", _("Overdue")
    WEEK = "week", pgettext_lazy("owed", "Within seven days")
    LATER = "later", pgettext_lazy("owed", "Later")
    ANY = "any", pgettext_lazy("owed", "No day set")
