"""The short words of curriculum. A concern about study points to help and to nothing else."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

# Owed by a unit: that its head looks at the notes of a week (R1-56).
NOTE_REVIEW = "curriculum.note_review"


class Concern(TextChoices):
    """What a reviewer noticed about somebody's study (R1-65)."""

    UNWILLING = "unwilling", pgettext_lazy("study", "Unwilling")
    SHALLOW = "shallow", pgettext_lazy("study", "Shallow")
    NONE = "none", pgettext_lazy("study", "No study")
    SHAM = "sham", pgettext_lazy("study", "For show")
