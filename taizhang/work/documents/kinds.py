"""Kinds and states of official documents: the fifteen kinds in force since 2012, what a document asks for some days."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class DocumentKind(TextChoices):
    """The fifteen kinds of official document; the words are the names of the kinds themselves."""

    NOTICE = "notice", pgettext_lazy("kind of document", "Notice")
    CIRCULAR = "circular", pgettext_lazy("kind of document", "Circular")
    LETTER = "letter", pgettext_lazy("kind of document", "Letter")
    OPINIONS = "opinions", pgettext_lazy("kind of document", "Opinions")
    DECISION = "decision", pgettext_lazy("kind of document", "Decision")
    REPORT = "report", pgettext_lazy("kind of document", "Report")
    REQUEST = "request", pgettext_lazy("kind of document", "Request for instructions")
    REPLY = "reply", pgettext_lazy("kind of document", "Reply")
    MINUTES = "minutes", pgettext_lazy("kind of document", "Minutes")
    RESOLUTION = "resolution", pgettext_lazy("kind of document", "Resolution")
    ORDER = "order", pgettext_lazy("kind of document", "Order")
    COMMUNIQUE = "communique", pgettext_lazy("kind of document", "Communiqué")
    ANNOUNCEMENT = "announcement", pgettext_lazy("kind of document", "Announcement")
    PROCLAMATION = "proclamation", pgettext_lazy("kind of document", "Public announcement")
    BILL = "bill", pgettext_lazy("kind of document", "Bill")


class DocumentState(TextChoices):
    """Where a document stands. A number once given stays given, also when the document is revoked."""

    DRAFT = "draft", pgettext_lazy("document", "Draft")
    ISSUED = "issued", pgettext_lazy("document", "Issued")
    REVOKED = "revoked", pgettext_lazy("document", "Revoked")


class TaskKind(TextChoices):
    """What a document does to the tasks of a unit, by a day or for a range of days (R1-14)."""

    ADD = "add", pgettext_lazy("what a document does", "Adds a task")
    RELAX = "relax", pgettext_lazy("what a document does", "Eases a task")
    PAUSE = "pause", pgettext_lazy("what a document does", "Pauses reminders")
