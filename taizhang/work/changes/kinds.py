"""What a change is about, what it does, and where the decision on it stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Verdict(TextChoices):
    """What a supplementary notice does to one thing of a running programme."""

    CHANGED = "changed", pgettext_lazy("a requirement", "Changed")
    ADDED = "added", pgettext_lazy("a requirement", "Added")
    WITHDRAWN = "withdrawn", pgettext_lazy("a requirement", "Withdrawn")
    UNCHANGED = "unchanged", pgettext_lazy("a requirement", "Unchanged")


class Subject(TextChoices):
    """What is changed. A sentence is what no metric counts: it stays with the programme in its words."""

    REQUIREMENT = "requirement", pgettext_lazy("what changes", "Requirement")
    PHASE = "phase", pgettext_lazy("what changes", "Reference date of a phase")
    DEADLINE = "deadline", pgettext_lazy("what changes", "Deadline")
    SENTENCE = "sentence", pgettext_lazy("what changes", "Sentence")


class Decision(TextChoices):
    """Where the decision on one proposed change stands."""

    OPEN = "open", pgettext_lazy("proposed change", "Open")
    ACCEPTED = "accepted", pgettext_lazy("proposed change", "Accepted")
    EDITED = "edited", pgettext_lazy("proposed change", "Edited")
    STRUCK = "struck", pgettext_lazy("proposed change", "Struck")


class SetState(TextChoices):
    """Where a set of changes stands."""

    PROPOSED = "proposed", pgettext_lazy("set of changes", "Being decided")
    ADOPTED = "adopted", pgettext_lazy("set of changes", "Adopted")
    DROPPED = "dropped", pgettext_lazy("set of changes", "Dropped")


KEPT = (Decision.ACCEPTED, Decision.EDITED)
# Owed by a unit about a set of changes that asks for a new version of its plan (R1-37); `work/plans` settles it when a
# version that is newer than the change is approved.
REVISION = "plan_revision"
