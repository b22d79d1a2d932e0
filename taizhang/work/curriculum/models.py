"""Tables of curriculum: notes, who looked at them, checks, and what a person keeps for themself. Materials and topics stand in
ground."""

from django.db import models

from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.work.curriculum.kinds import Concern


class Note(models.Model):
    """One row is one study note of one person: a text of its record, or the word that it is on paper (R1-41)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")
    title = models.CharField(max_length=120)
    is_on_paper = models.BooleanField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "on"], name="notes_of_a_person")]

    def __str__(self) -> str:
        return self.title


class NoteRound(models.Model):
    """One row is the round in which one unit's head looks at the notes of one week; ``week_on`` is its Monday (R1-56)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    week_on = models.DateField()
    due = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "week_on"], name="one_round_a_week")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.week_on}"


class NoteLook(models.Model):
    """One row is one person whose notes were looked at in one round, with the comment that they read, if there is one."""

    round = models.ForeignKey(NoteRound, models.PROTECT, related_name="looks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    comment = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="looked_at_once_in_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id}"


class SelfCheck(models.Model):
    """One row is one round of a group checking its own notes and reflections: how many were checked, how many in order.

    Who was in order and who was not is not kept (R0-14).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    checked = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class GapNote(models.Model):
    """One row is what one person noted for themself beside an exemplar; nobody else reads it, and erased it is gone (R4-34)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    words = models.TextField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "material"], name="one_gap_note_beside_an_exemplar")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.material_id}"


class QualityFlag(models.Model):
    """One row is one concern about how one member studies, with the help that was agreed; it stays in the branch (R1-65)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    concern = models.CharField(max_length=12, choices=Concern.choices)
    help = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.concern}"
