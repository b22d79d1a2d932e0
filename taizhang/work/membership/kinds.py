"""The short words of keeping in touch and of taking in. Where somebody is, is not asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Method(TextChoices):
    """How a member was sought (R1-62); the last is the member's own report (R1-63)."""

    VISIT = "visit", _("Home visit")
    LETTER = "letter", pgettext_lazy("contact", "Letter")
    PHONE = "phone", _("Telephone")
    SELF = "self", _("Reported in")


SOUGHT = (Method.PHONE, Method.VISIT, Method.LETTER)


class ReportState(TextChoices):
    """Where a report from outside stands; when it is closed or met its words are erased (R1-63)."""

    NEW = "new", pgettext_lazy("report from outside", "Waiting for the office")
    PASSED = "passed", pgettext_lazy("report from outside", "With the branch")
    MET = "met", _("Contact made")
    CLOSED = "closed", pgettext_lazy("report from outside", "Closed")


class RoutineKind(TextChoices):
    """The work that goes on after a campaign (R1-148)."""

    LEADERS = "leaders", _("Education of the leading group")
    MEMBERS = "members", _("Regular education of members")
    PUBLIC = "public", _("Contact with the public")
    FLOATING = "floating", _("Care for floating members")


class Cycle(TextChoices):
    """How often it comes round."""

    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")


class StepKind(TextChoices):
    """The steps of a new member in their order; none is skipped (R4-26)."""

    APPLICATION = "application", _("Application")
    ACTIVIST = "activist", pgettext_lazy("step", "Activist")
    TARGET = "target", _("Development target")
    PROBATIONARY = "probationary", pgettext_lazy("step", "Probationary member")
    FULL = "full", pgettext_lazy("step", "Full member")


STEPS = tuple(StepKind)
