"""Kept copies of figures. All of it can be dropped and derived again with the same numbers; nothing here is a source.

Keys have no NULL: 0 and '' stand for none (settled question 29).
"""

from django.db import models


class UnitTotal(models.Model):
    """One row is the sum of one kind and code for one unit: its own lines, and those of its whole subtree."""

    unit = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=24)
    programme = models.BigIntegerField()
    phase = models.BigIntegerField()
    is_late = models.BooleanField()
    copy = models.CharField(max_length=12)
    own = models.BigIntegerField(default=0)
    subtree = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "code", "programme", "phase", "is_late", "copy"],
                name="one_total_of_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.subtree}"


class MemberTotal(models.Model):
    """One row is the sum of one kind and code for one member, wherever it was booked (settled question 19)."""

    member = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=24)
    programme = models.BigIntegerField()
    phase = models.BigIntegerField()
    is_late = models.BooleanField()
    amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "code", "programme", "phase", "is_late"],
                name="one_total_of_a_member",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.kind} {self.amount}"


class Home(models.Model):
    """One row is one member's home unit in the order of the ledger, folded from who joined and left."""

    member = models.BigIntegerField()
    unit = models.BigIntegerField(db_index=True)
    code = models.CharField(max_length=24)
    amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "unit", "code"], name="one_home_row")]

    def __str__(self) -> str:
        return f"{self.member} @ {self.unit}"


class Standing(models.Model):
    """One row is how many meet one requirement and how many owe it, for one unit's own people and for its subtree."""

    unit = models.BigIntegerField()
    requirement = models.BigIntegerField()
    own_met = models.BigIntegerField(default=0)
    own_due = models.BigIntegerField(default=0)
    met = models.BigIntegerField(default=0)
    due = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "requirement"], name="one_standing")]

    def __str__(self) -> str:
        return f"{self.unit} {self.requirement}: {self.met}/{self.due}"
