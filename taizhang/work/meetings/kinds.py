"""The short words of meetings: what they are for, who is counted at them, where things stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(TextChoices):
    """What a meeting is for; the words for the codes of `ledger.declared.meetings.MEETING_KINDS`."""

    MOBILISATION = "mobilisation", _("Mobilisation meeting")
    DEPLOYMENT = "deployment", _("Deployment meeting")
    PROGRESS = "progress", _("Progress-report meeting")
    EXCHANGE = "exchange", _("Exchange meeting")
    BRANCH = "branch", _("Branch meeting")
    CRITICISM = "criticism", _("Criticism and self-criticism")
    CONSOLIDATION = "consolidation", _("Consolidation meeting")


# What a superior's meeting passes on, so that the units beneath hold one of their own.
CARRIED_DOWN = (MeetingKind.MOBILISATION, MeetingKind.DEPLOYMENT)


class Attendance(TextChoices):
    """Who is counted at a meeting (R2-01); the words for the codes of `ledger.declared.meetings.ATTENDANCE`."""

    LEADERS = "leaders", pgettext_lazy("attendance", "Leaders")
    HEADS = "heads", pgettext_lazy("attendance", "Heads of units")
    CADRES = "cadres", pgettext_lazy("attendance", "Cadres")
    MEMBERS = "members", pgettext_lazy("attendance", "Members")
    OTHERS = "others", pgettext_lazy("attendance", "Staff and public")


class Vote(TextChoices):
    """The totals of a vote, never who voted how (R3-35); the words for the codes of `ledger.declared.meetings.VOTES`."""

    DUE = "due", pgettext_lazy("vote", "Entitled")
    PRESENT = "present", pgettext_lazy("vote", "Present")
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", pgettext_lazy("vote", "Against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "Abstained")


class MeetingState(TextChoices):
    """Where a meeting stands; withdrawn is also what a held one becomes that did not take place after all."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    HELD = "held", pgettext_lazy("meeting", "Held")
    WITHDRAWN = "withdrawn", pgettext_lazy("meeting", "Withdrawn")


class SpeechState(TextChoices):
    """Where an exchange speech stands."""

    ASKED = "asked", pgettext_lazy("speech", "Asked for")
    HANDED_IN = "handed_in", pgettext_lazy("speech", "Handed in")
    GIVEN = "given", pgettext_lazy("speech", "Given")


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("task", "Withdrawn")
