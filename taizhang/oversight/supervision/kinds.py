"""The short words of supervision: what samples are drawn of, what is found, which help is meant."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Of(TextChoices):
    """What a sample is drawn of; the words for the codes of `ledger.declared.supervision.OF`."""

    SESSIONS = "sessions", pgettext_lazy("sample", "Study sessions held")
    NOTES = "notes", pgettext_lazy("sample", "Study notes")
    ESSAYS = "essays", pgettext_lazy("sample", "Reflection essays already reviewed")


# The fact that puts a record among the candidates: what stands booked can be drawn, a plan or an unmarked essay cannot.
BOOKED = {
    Of.SESSIONS: "learning.session_held",
    Of.NOTES: "curriculum.note_written",
    Of.ESSAYS: "learning.essay_reviewed",
}


class Quality(TextChoices):
    """What a reviewer found of the quality of study (R1-25): of the papers, never of a person."""

    EARNEST = "earnest", pgettext_lazy("quality", "In earnest")
    TIED = "tied", pgettext_lazy("quality", "Tied to the work")
    SLACK = "slack", pgettext_lazy("quality", "Little will to study")
    PERFUNCTORY = "perfunctory", pgettext_lazy("quality", "Only for show")
    CARELESS = "careless", pgettext_lazy("quality", "Half-hearted")
    THIN = "thin", pgettext_lazy("quality", "Thin in content")


GOOD = (Quality.EARNEST, Quality.TIED)


class Help(TextChoices):
    """Which help a finding points to."""

    NONE = "none", pgettext_lazy("help", "None is needed")
    TALK = "talk", pgettext_lazy("help", "A talk with the branch")
    TUTOR = "tutor", pgettext_lazy("help", "A tutor for the next session")
    TOGETHER = "together", pgettext_lazy("help", "Study together with another branch")
    MATERIAL = "material", pgettext_lazy("help", "Better material")
    LESSON = "lesson", pgettext_lazy("help", "A lesson given by the group")


class SampleState(TextChoices):
    """Where a sample stands."""

    PUBLISHED = "published", _("Published, not drawn yet")
    DRAWN = "drawn", _("Drawn")
    WITHDRAWN = "withdrawn", pgettext_lazy("sample", "Withdrawn")
