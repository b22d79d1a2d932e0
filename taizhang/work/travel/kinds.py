"""The short words of leaders' travel. Where somebody goes is not asked; the kind and the listed reason are enough."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TripKind(TextChoices):
    """Kinds of travel. The first three are refused by default while a campaign runs (R1-104)."""

    ABROAD = "abroad", _("Abroad")
    BORDER = "border", _("Across the border to Hong Kong, Macao, Taiwan")
    STUDY_TOUR = "study_tour", _("Visit or study tour")
    WORK = "work", _("Work trip")


RESTRICTED = (TripKind.ABROAD, TripKind.BORDER, TripKind.STUDY_TOUR)


class TripReason(TextChoices):
    """The only reasons for an exception (R1-105)."""

    MEETING = "meeting", _("Important meeting")
    CONTRACT = "contract", _("Contract that cannot wait")


class TripState(TextChoices):
    """Where a request stands. Refused by the office or by the approver it ends (R1-106)."""

    ASKED = "asked", pgettext_lazy("travel", "Waiting for the office")
    CONSENTED = "consented", pgettext_lazy("travel", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("travel", "Approved")
    REFUSED = "refused", pgettext_lazy("travel", "Refused")
    RETURNED = "returned", pgettext_lazy("travel", "Back, to be made up")
    CLOSED = "closed", pgettext_lazy("travel", "Closed")
