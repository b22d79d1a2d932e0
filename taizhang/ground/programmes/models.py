"""Tables of programmes. Requirements are superseded, never edited (settled question 28)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.records.models import Record


class Programme(models.Model):
    """One row is one campaign: staged with phases, or ongoing without phases or end (R3-36)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    tree = models.CharField(max_length=16, choices=Tree.choices, default=Tree.PARTY)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=40)
    theme = models.CharField(max_length=200, blank=True)
    is_ongoing = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    minutes_per_hour = models.PositiveSmallIntegerField(default=60)
    notice = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.short_title


class Goal(models.Model):
    """One row is one goal or guiding principle that a programme is written against (R1-99, R1-29, R3-04)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    is_principle = models.BooleanField(default=False)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "is_principle", "number"], name="goals_are_numbered")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """How addresses and sheets name it as a thing that records serve."""
        return f"goal-{self.pk}"


class Phase(models.Model):
    """One row is one phase of a programme in order; the last is routine work, always open (settled question 6).

    A programme whose first phase opens by mobilisation has a preparation numbered 0: units stand in it until then (R2-26).
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_routine = models.BooleanField(default=False)
    is_consolidation = models.BooleanField(default=False)
    is_preparation = models.BooleanField(default=False)
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="phases_are_numbered")]
        ordering = ["programme", "number"]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One row is one step of a phase: a heading with dates that never books (settled question 8).

    A step that the programme no longer has keeps its row with the day it was given up.
    """

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    given_up_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "number"], name="steps_are_numbered")]
        ordering = ["phase", "number"]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """One row is one later reference date of a phase, with its reason; the first dates stay (R1-32)."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="extensions")
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.phase} → {self.ends_on}"


class StepExtension(models.Model):
    """One row is one later reference date of a step, with its reason; the first dates stay (R1-32)."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="extensions")
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.step} → {self.ends_on}"


class Condition(models.Model):
    """One row is one condition that a unit meets before it leaves a phase, as its notice or template words it."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    quote = models.TextField(blank=True)
    template = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "number"], name="conditions_are_numbered")]
        ordering = ["phase", "number"]

    def __str__(self) -> str:
        return self.text


class Operator(models.TextChoices):
    """How a value is held against a threshold; 以上 and 不少于 include the number."""

    AT_LEAST = ">=", "≥"
    AT_MOST = "<=", "≤"
    EXACTLY = "==", "="


class Requirement(models.Model):
    """One row is one version of one requirement: a metric held against a fraction of two whole numbers.

    ``audience`` and ``exempt`` are lists of categories (empty audience: everyone); ``hard`` requirements bind a gate,
    the others only advise. A superseded row names the version in its place, a withdrawn one itself; nothing else of a
    row ever changes.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requirements")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="requirements")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    metric = models.CharField(max_length=60)
    code = models.CharField(max_length=24, blank=True)
    operator = models.CharField(max_length=2, choices=Operator.choices)
    numerator = models.BigIntegerField()
    denominator = models.PositiveIntegerField(default=1)
    audience = models.JSONField(default=list)
    exempt = models.JSONField(default=list)
    is_hard = models.BooleanField(default=True)
    title = models.CharField(max_length=120)
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    template = models.CharField(max_length=24, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number", "version"], name="requirements_are_versioned"),
            models.CheckConstraint(condition=Q(denominator__gt=0), name="threshold_is_a_fraction"),
        ]
        ordering = ["programme", "number", "version"]

    def __str__(self) -> str:
        return self.title


class KeyPoints(models.Model):
    """One row is what one unit works by in one year, built of named lists (R1-144)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="key_points_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class ListUse(models.TextChoices):
    """What a named list is for: naming things to do, guiding planners, fields of work, or strands through all phases."""

    CONTENT = "content", _("Things to do")
    QUALITIES = "qualities", _("Qualities to strengthen")
    GUIDANCE = "guidance", _("Guidance for planners")
    AREAS = "areas", _("Fields of work")
    STRANDS = "strands", _("Strands through all phases")


class ListFor(models.TextChoices):
    """Whom a list speaks to (R3-09)."""

    EVERYBODY = "everybody", _("Everybody")
    ORGANISATIONS = "organisations", _("Organisations")
    MEMBERS = "members", _("Members")


class NamedList(models.Model):
    """One row is one version of one set under a number-name such as 二三五, of a programme or of a year's key points.

    ``stated`` is how many items its name or its notice says it has (0: not said); fewer may be known. A new version
    names the one it supersedes; ``template`` says which template it was taken from.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="named_lists")
    agenda = models.ForeignKey(KeyPoints, models.PROTECT, null=True, blank=True, related_name="named_lists")
    name = models.CharField(max_length=40)
    use = models.CharField(max_length=12, choices=ListUse.choices, default=ListUse.CONTENT)
    speaks_to = models.CharField(max_length=16, choices=ListFor.choices, default=ListFor.EVERYBODY)
    stated = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveSmallIntegerField(default=1)
    on = models.DateField()
    quote = models.TextField(blank=True)
    template = models.CharField(max_length=24, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False, agenda__isnull=True)
                | Q(programme__isnull=True, agenda__isnull=False),
                name="a_list_has_one_home",
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ListItem(models.Model):
    """One row is one item of one version of a named list; ``heading`` gathers items (两深入 of 二三五)."""

    named_list = models.ForeignKey(NamedList, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    heading = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["named_list", "number"], name="list_items_are_numbered")]
        ordering = ["named_list", "number"]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """How addresses and sheets name it as a thing that records serve."""
        return f"item-{self.pk}"


class AreaTask(models.Model):
    """One row is one task in a field of work, with the bodies that lead and help as its notice names them (R2-04)."""

    area = models.ForeignKey(ListItem, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    lead = models.JSONField(default=list)
    support = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="area_tasks_are_numbered")]
        ordering = ["area", "number"]

    def __str__(self) -> str:
        return self.text


class Completion(models.Model):
    """One row is one assessment whether the main part of a programme is done; consolidation waits for it (R4-02)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="completions")
    on = models.DateField()
    is_done = models.BooleanField()
    result = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.programme} {self.on}"


class Activity(models.Model):
    """One row is one themed activity for an occasion inside a phase, held once (R4-35)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="activities")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    occasion = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """How addresses and sheets name it as a thing that records serve."""
        return f"activity-{self.pk}"


class Tag(models.Model):
    """One row is one record serving one thing: a list item, a goal, an activity, or a directive it carries out (R3-07).

    A directive is the record of a notice, of one of its sentences, or of an official document.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    item = models.ForeignKey(ListItem, models.PROTECT, null=True, blank=True, related_name="tags")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="tags")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="tags")
    directive = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "item"], name="an_item_once_on_a_record"),
            models.UniqueConstraint(fields=["record", "goal"], name="a_goal_once_on_a_record"),
            models.UniqueConstraint(fields=["record", "activity"], name="an_activity_once_on_a_record"),
            models.UniqueConstraint(fields=["record", "directive"], name="a_directive_once_on_a_record"),
            models.CheckConstraint(
                condition=Q(item__isnull=False, goal__isnull=True, activity__isnull=True, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=False, activity__isnull=True, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=True, activity__isnull=False, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=True, activity__isnull=True, directive__isnull=False),
                name="a_tag_points_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} → {self.item or self.goal or self.activity or self.directive}"


class Batch(models.Model):
    """One row is one wave of a programme with its dates and the kinds of unit it covers (R0-02, R1-172)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    unit_kinds = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="batches_are_numbered")]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"


class Enrolment(models.Model):
    """One row is one unit taking part in a programme: its batch, superior body and supervision group (R0-01)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+")
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    supervision_group = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    adaptation = models.CharField(max_length=400, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit"], condition=Q(to_on__isnull=True), name="enrolled_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} in {self.programme}"


class UnitPhase(models.Model):
    """One row is one unit's stay in one phase, opened and closed by an act; exactly one is open per programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="stays")
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(closed_on__isnull=True),
                name="exactly_one_open_phase",
            ),
            models.UniqueConstraint(fields=["programme", "unit", "phase"], name="a_phase_once_in_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} in {self.phase}"
