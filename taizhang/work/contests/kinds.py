"""The short words of knowledge contests."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Options of a question are named by these letters; a true-or-false question has the first two.
LETTERS = "ABCDEF"
MOST_QUESTIONS = 100
# The purpose of the words kept with a closing stated anew; the code of the reason follows.
ANEW = "anew-"
MOST_MEMBERS = 30


class QuestionKind(TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUTH = "truth", _("True or false")
