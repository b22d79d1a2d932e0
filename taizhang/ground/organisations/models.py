"""Tables of organisations. Written by `actions` only; the acts that post stand in `work/rolls`."""

from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.kinds import BodyKind, ChangeKind, Tree, UnitKind


class Unit(models.Model):
    """One row is one unit in one tree, from the day it opened to the day it closed.

    ``path`` is five digits a level (settled question 23). Digits sort the same under every collation, so a subtree is
    the range from ``path`` to ``path_end``, and a new unit writes one row.
    """

    tree = models.CharField(max_length=16, choices=Tree.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=100)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=UnitKind.choices)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tree", "path"], name="one_unit_at_a_path"),
            models.UniqueConstraint(fields=["tree", "code"], name="one_unit_of_a_code"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="unit_closes_after_it_opened",
            ),
        ]
        indexes = [models.Index(fields=["parent", "code"], name="children_in_code_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> int:
        """1 for a root, 2 for its children, and so on."""
        return len(self.path) // 5

    @property
    def path_end(self) -> str:
        """The first path after this unit's subtree."""
        return self.path[:-5] + f"{int(self.path[-5:]) + 1:05d}"

    @property
    def ancestor_paths(self) -> list[str]:
        """Paths from the root down to this unit itself."""
        return [self.path[:end] for end in range(5, len(self.path) + 1, 5)]


class UnitChange(models.Model):
    """One row is one change of a unit on one day, with the unit it came from or went to, if any."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    other = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    old_name = models.CharField(max_length=120, blank=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.on}"


class Body(models.Model):
    """One row is one working body or party group at a unit, with its start, extension and dissolution (R4-04)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="desks")
    kind = models.CharField(max_length=24, choices=BodyKind.choices)
    name = models.CharField(max_length=120)
    started_on = models.DateField()
    extended_to = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class BodyUnit(models.Model):
    """One row is one unit assigned to a supervision group for a time (R0-01)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="watched_by")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "unit"], condition=Q(to_on__isnull=True), name="assigned_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} → {self.unit}"


class Post(models.Model):
    """One row is one post that a unit should fill, and the day the present term ends."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    on_committee = models.BooleanField(default=False)
    term_ends_on = models.DateField(null=True, blank=True)
    abolished_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"
