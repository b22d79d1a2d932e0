"""Tables of plans. A plan is a promise, no fact: only its handing in, sending back and approval are booked."""

from django.db import models
from django.db.models import F, Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import ListItem, Phase, Programme
from taizhang.ground.records.models import Record
from taizhang.work.plans.kinds import OPEN, Audience, CheckResult, EventKind, Method, Mode, PlanKind, PlanState


class Plan(models.Model):
    """One row is one plan of one unit in one programme, of one kind; what it says stands in its versions (R1-31)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=PlanKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "unit", "kind"], name="one_plan_of_a_kind_in_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


class Version(models.Model):
    """One row is one version of a plan, written for the phase that was open for the unit when it was begun.

    ``notes`` and ``essays`` are how many each member writes; None is a blank. ``evidence`` is what the checks found when
    it was approved, frozen there (settled question 28).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    task = models.CharField(max_length=400, blank=True)
    asks = models.CharField(max_length=400, blank=True)
    notes = models.PositiveSmallIntegerField(null=True, blank=True)
    essays = models.PositiveSmallIntegerField(null=True, blank=True)
    list_name = models.CharField(max_length=40, blank=True)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_on = models.DateField()
    handed_in_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="versions_are_numbered"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="one_version_is_written_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=PlanState.APPROVED), name="one_version_holds_at_a_time"
            ),
        ]
        ordering = ["plan", "number"]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class Item(models.Model):
    """One row is one thing that a version plans: when, what, how long for each member, how, for whom.

    A day has one date, a week or a span two. ``serves`` is the number of the requirement it is the place of, 0 for none.
    In a plan for themed practice it is one action for one item of a named list, with the person who answers for it.
    It counts for the plan's programme and for each of ``programmes`` beside (R2-15).
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    content = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    method = models.CharField(max_length=16, choices=Method.choices, default=Method.MEETING)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.GROUP)
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.ALL)
    serves = models.PositiveSmallIntegerField(default=0)
    list_item = models.ForeignKey(ListItem, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="items_are_numbered"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="an_item_ends_after_it_begins"
            ),
        ]
        ordering = ["version", "number"]

    def __str__(self) -> str:
        return self.content


class GroupMethod(models.Model):
    """One row is how one group of members does an item otherwise than the rest: a home lesson, online (R1-66)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="group_methods")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    method = models.CharField(max_length=16, choices=Method.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "audience"], name="one_way_of_a_group_in_an_item")]
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.audience} {self.method}"


class BusinessEvent(models.Model):
    """One row is one busy time of a unit's own business, which study keeps away from: a closing, an inspection (R0-29)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="business_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["unit", "starts_on"], name="business_of_a_unit")]

    def __str__(self) -> str:
        return self.title


class SelfStudyCheck(models.Model):
    """One row is one look at the self-study that an approved item plans, on one day, for the unit as a whole (R1-67).

    It names nobody: who lacks hours stands in the figures, and is helped, not listed.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="checks")
    on = models.DateField()
    result = models.CharField(max_length=12, choices=CheckResult.choices)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "on"], name="self_study_checked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.on}"


class TaskLink(models.Model):
    """One row is one tie of a campaign task to a task of the unit's business: the joining point, and the days on which both
    are deployed, pushed and assessed together (R3-05)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="links")
    number = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=120)
    business = models.CharField(max_length=120)
    joining_point = models.CharField(max_length=200)
    deployed_on = models.DateField()
    pushed_on = models.DateField()
    assessed_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="links_of_a_plan_are_numbered"),
            models.CheckConstraint(
                condition=Q(pushed_on__gte=F("deployed_on"), assessed_on__gte=F("pushed_on")),
                name="deployed_then_pushed_then_assessed",
            ),
        ]
        ordering = ["plan", "number"]

    def __str__(self) -> str:
        return self.business
