"""What a draft item can be, what people can decide about it, and what a demand can measure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    """What one item of a draft is; figures are only reported by a notice and ask for nothing."""

    PHASE = "phase", _("Phase")
    STEP = "step", _("Step")
    REQUIREMENT = "requirement", _("Requirement")
    DEADLINE = "deadline", _("Deadline")
    RESPONSIBILITY = "responsibility", _("Responsibility")
    CONDITION = "condition", _("Gate condition")
    NAMED_LIST = "named_list", _("Named list")
    FIGURE = "figure", _("Reported figure")


# Figures need no decision: nobody owes anything because of them.
DECIDED_KINDS = (
    ItemKind.PHASE,
    ItemKind.STEP,
    ItemKind.REQUIREMENT,
    ItemKind.DEADLINE,
    ItemKind.RESPONSIBILITY,
    ItemKind.CONDITION,
    ItemKind.NAMED_LIST,
)


class ItemState(TextChoices):
    """Where the decision on one item stands."""

    PROPOSED = "proposed", pgettext_lazy("draft item", "Open")
    ACCEPTED = "accepted", pgettext_lazy("draft item", "Accepted")
    EDITED = "edited", pgettext_lazy("draft item", "Edited")
    STRUCK = "struck", pgettext_lazy("draft item", "Struck")


class ChangeState(TextChoices):
    """Where the decision on one change of a step stands."""

    PROPOSED = "proposed", pgettext_lazy("change of a step", "Open")
    ACCEPTED = "accepted", pgettext_lazy("change of a step", "Changed")
    LEFT = "left", pgettext_lazy("change of a step", "Left as it was")


class Measure(TextChoices):
    """What a demanded quantity counts, in the words of the drafts' exchange form."""

    STUDY_HOURS = "study_hours", _("Study hours")
    GROUP_STUDY_SHARE = "group_study_share", _("Group study share")
    ESSAYS = "essays", _("Reflection essays")
    ESSAY_CHARS = "essay_chars", _("Characters of an essay")
    NOTES = "notes", _("Study notes")
    SESSIONS = "sessions", _("Study sessions")
    LECTURES = "lectures", _("Party lectures")
    MEETINGS = "meetings", _("Meetings")
    COVERAGE_SHARE = "coverage_share", _("Coverage")
    SATISFACTION_SHARE = "satisfaction_share", _("Satisfaction")
    REPORTS = "reports", _("Reports")
    VISITS = "visits", _("Visits")
    COMPLETION_SHARE = "completion_share", _("Completion")
    COUNT = "count", _("How many")
    AMOUNT = "amount", _("Money")
    OTHER = "other", _("Something else")


SHARES = (Measure.GROUP_STUDY_SHARE, Measure.COVERAGE_SHARE, Measure.SATISFACTION_SHARE, Measure.COMPLETION_SHARE)


class Bound(TextChoices):
    """How a demanded quantity binds; 以上 and 不少于 include the number."""

    AT_LEAST = ">=", "≥"
    AT_MOST = "<=", "≤"
    EXACTLY = "==", "="
    WITHIN = "within", _("within")
