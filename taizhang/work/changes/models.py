"""Tables of changes. What was proposed stays beside what was decided; an adopted set is the log of the campaign (R1-28)."""

from typing import Any

from django.db import models
from django.db.models import Q

from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme, Requirement
from taizhang.ground.records.models import Record
from taizhang.work.changes.kinds import Decision, SetState, Subject, Verdict


class ChangeSet(models.Model):
    """One row is what one supplementary notice (``source``) changes in one running programme, until it is adopted or dropped.

    ``plans_due_on`` is the day by which the units concerned revise their plans, if they are asked to (R1-37).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    source = models.ForeignKey(Record, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=SetState.choices, default=SetState.PROPOSED)
    proposed_on = models.DateField()
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    plans_due_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~Q(state=SetState.DROPPED), name="a_notice_is_compared_once_at_a_time"
            )
        ]
        ordering = ["programme", "pk"]

    def __str__(self) -> str:
        return f"{self.record}"


class Change(models.Model):
    """One row is one thing that a notice changes, adds, withdraws or leaves as it is, with its exact sentence.

    ``fields`` is what was proposed, ``decided_fields`` what stands after an edit (empty: as proposed), ``before`` what
    stood until then. ``requirement`` is what it is about, ``made`` the version or row it became; ``owed`` the record of
    the deadline it moves. ``item`` is the number of the draft item it comes from, 0 for none.
    """

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    item = models.PositiveSmallIntegerField(default=0)
    quote = models.TextField()
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    decided_fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    made = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    owed = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change_set", "number"], name="changes_are_numbered")]
        ordering = ["change_set", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.quote[:20]}"

    @property
    def standing(self) -> dict[str, Any]:
        """The fields that stand: edited, or as proposed."""
        return self.decided_fields or self.fields
