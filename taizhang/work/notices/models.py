"""Tables of notices. A decision on an item is kept beside what was proposed; neither overwrites the other."""

from typing import Any

from django.db import models

from taizhang.ground.jobs.models import Job
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme, Requirement, Step
from taizhang.ground.records.models import File, Record
from taizhang.work.notices.kinds import ChangeState, ItemKind, ItemState


class Notice(models.Model):
    """One row is one official text as it came in, what it says about itself, and the programme adopted from it.

    One that changes a programme which runs already names it in ``supplements``.

    ``text`` is what was read from the paste or the file; every offset of an item counts its characters. ``outline`` and
    ``dropped`` are as the reading gives them. ``drafted_at`` is empty while a long text is still being read.
    ``template`` is the template the office chose to hold it against (``none``: no template; empty: the one that fits).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    spans_from = models.DateField(null=True, blank=True)
    spans_to = models.DateField(null=True, blank=True)
    script = models.CharField(max_length=4, default="hans")
    text = models.TextField()
    text_digest = models.CharField(max_length=64, db_index=True)
    encoding = models.CharField(max_length=24, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    outline = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    programme = models.OneToOneField(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    supplements = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    template = models.CharField(max_length=24, blank=True)

    def __str__(self) -> str:
        return self.title


class Part(models.Model):
    """One row is one text of a notice as it came in: number 0 the main text, from 1 its annexes.

    ``start`` and ``end`` are its place in the notice's text; ``places`` says where in the file each stretch stands, as
    [character of this part, kind, name]. A changed annex names the one it replaces; nothing is taken out of the text.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, default="text")
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    places = models.JSONField(default=list)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="parts_are_numbered")]
        ordering = ["notice", "number"]

    def __str__(self) -> str:
        return self.name


class DraftItem(models.Model):
    """One row is one thing a notice asks for, with its exact sentence, and what a person decided about it.

    ``fields`` is what was proposed, ``decided_fields`` what stands after editing (empty: as proposed). ``confidence`` is
    in per cent. ``question`` is the code of a doubt of the reading, empty for none. Items with the same ``group`` come
    from one sentence and may be decided together. ``template`` names the template that an item without a sentence was
    taken from, ``asked_by`` the question that offered it; ``from_assistant`` marks what the assistant proposed. After
    adoption ``requirement`` or ``phase`` names what the item became; ``record`` is there when somebody owes it by a date.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=ItemKind.choices)
    fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    confidence = models.PositiveSmallIntegerField(default=100)
    question = models.CharField(max_length=40, blank=True)
    why = models.JSONField(default=list)
    group = models.CharField(max_length=24, blank=True)
    template = models.CharField(max_length=24, blank=True)
    asked_by = models.CharField(max_length=40, blank=True)
    from_assistant = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.PROPOSED)
    decided_fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="+")
    record = models.OneToOneField(Record, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="draft_items_are_numbered")]
        ordering = ["notice", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.quote[:20]}"

    @property
    def is_kept(self) -> bool:
        """Whether a person accepted it, as proposed or edited."""
        return self.state in (ItemState.ACCEPTED, ItemState.EDITED)

    @property
    def standing(self) -> dict[str, Any]:
        """The fields that stand: edited, or as proposed."""
        return self.decided_fields or self.fields


class Answer(models.Model):
    """One row is one question of a draft that a person answered; ``about`` is the item's number, 0 the whole draft."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="answers")
    about = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "about", "question"], name="a_question_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class StepChange(models.Model):
    """One row is one difference between a changed annex and the steps of an adopted programme, proposed to people.

    ``step`` is empty for a step that the annex adds, and names what was added once that is accepted. ``earlier`` holds
    name and days before, ``wanted`` those of the annex (empty: the annex has no such step any more), both as
    {name, starts_on, ends_on} with days as ISO text. ``quote`` stands at ``start``..``end`` of the notice's text.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    earlier: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    wanted: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=ChangeState.choices, default=ChangeState.PROPOSED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="step_changes_are_numbered")]
        ordering = ["part", "number"]

    def __str__(self) -> str:
        return f"{self.earlier.get('name', '')} → {self.wanted.get('name', '')}"
