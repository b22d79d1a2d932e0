"""What stands in the calendar of a unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OccasionKind(TextChoices):
    """Work of a campaign, or business of the unit; the two are kept apart from each other (R0-29)."""

    SESSION = "session", _("Session")
    BUSINESS = "business", _("Business")
