"""The short words of materials and topics: what a material is, and how much weight it has (R1-45)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MaterialKind(TextChoices):
    """What a material is. Laws carry the version in force (R1-46), films are watched together (R1-47)."""

    PAPER = "paper", pgettext_lazy("material", "Document")
    BOOK = "book", pgettext_lazy("material", "Book")
    LAW = "law", _("Law or regulation")
    FILM = "film", _("Film")
    MEDIA = "media", _("Other media")
    SPEECH = "speech", _("Speech")
    MEETING = "meeting", _("Meeting document")
    EXEMPLAR_PAST = "exemplar_past", _("Exemplar of the past")
    EXEMPLAR_NEAR = "exemplar_near", _("Exemplar of today")
    OTHER = "other", pgettext_lazy("material", "Other")


# What is shown to people together, and counted by showings (R1-47).
SHOWN_KINDS = (MaterialKind.FILM, MaterialKind.MEDIA)
EXEMPLARS = (MaterialKind.EXEMPLAR_PAST, MaterialKind.EXEMPLAR_NEAR)


class Priority(TextChoices):
    """How much weight a material has in a programme; a must item is one that everyone finishes (R1-45, R1-50)."""

    MAIN = "main", _("Main text")
    KEY = "key", _("Key reading")
    FURTHER = "further", _("Further reading")
    OPTIONAL = "optional", _("Optional reading")
