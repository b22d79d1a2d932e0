"""Tables of materials and topics. Several contexts point to them and none owns them; `work/curriculum` keeps them."""

from django.db import models
from django.db.models import F, Q

from taizhang.ground.materials.kinds import MaterialKind, Priority
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record


class Material(models.Model):
    """One row is one thing to study in a programme, listed by ``unit``: the programme's own unit, whose catalogue holds
    for all, or a unit that takes part and sets it for its own people.

    ``is_must`` says that everyone finishes it (R1-50), ``for_all_staff`` that staff who are no members do too (R2-25).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MaterialKind.choices)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=120, blank=True)
    doc_number = models.CharField(max_length=80, blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.KEY)
    is_must = models.BooleanField(default=False)
    for_all_staff = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "unit"], name="materials_of_a_programme")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_common(self) -> bool:
        """Whether it stands in the catalogue of the programme, not among what one unit set for itself."""
        return self.unit_id == self.programme.unit_id

    @property
    def code(self) -> str:
        """The short word its readings carry in the ledger: a must item of all, one set by a unit, or any other."""
        if not self.is_must:
            return "other"
        return "must" if self.is_common else "task"


class MaterialVersion(models.Model):
    """One row is one version of a law or regulation with the days it is in force; the last has no end (R1-46)."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    label = models.CharField(max_length=80)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["material"], condition=Q(to_on__isnull=True), name="one_version_in_force_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name="a_version_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Topic(models.Model):
    """One row is one topic of study in a programme: common to all, or the own topic of one unit (R1-48, R1-49).

    It rests on ``texts``, which are read before its seminar (R1-159). A withdrawn topic keeps its number.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    texts = models.ManyToManyField(Material, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], condition=Q(unit__isnull=True), name="common_topics_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["programme", "unit", "number"],
                condition=Q(unit__isnull=False),
                name="own_topics_are_numbered_in_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The short word it carries in the ledger."""
        return "own" if self.unit_id else "common"


class Reading(models.Model):
    """One row is one reading of one material by one person, noted by ``record``: the material itself, ticked by the person
    or the secretary, or a session that used it. One row a person and material, so no reading counts twice (question 15).
    """

    material = models.ForeignKey(Material, models.PROTECT, related_name="readings")
    version = models.ForeignKey(MaterialVersion, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "person"], name="read_once_by_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.material_id}"


class TopicDone(models.Model):
    """One row is one topic that one unit has finished, by the seminar of ``record`` (R1-159)."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="done")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "unit"], name="a_topic_is_done_once_in_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.topic_id}"
