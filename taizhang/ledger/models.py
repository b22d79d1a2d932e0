"""Tables of the ledger, private to it. Nothing here is ever updated or deleted, save the tray and a claim's answer."""

from django.db import models

from taizhang.ground.records.models import Record


class Claim(models.Model):
    """One row is one key that a device made for one act: the same key again gives the same answer (question 12)."""

    key = models.UUIDField(primary_key=True)
    person = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class Entry(models.Model):
    """One row is one statement of one act: the first, or a correction that states it anew.

    ``source`` and ``act`` name the act, ``number`` the statement within it (1, 2, …). ``posted_by`` is a person's
    number, 0 for the system. ``words`` is the salted digest of the text that goes with it, never the text.
    """

    key = models.UUIDField(unique=True)
    source = models.ForeignKey(Record, models.PROTECT, related_name="+")
    act = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    posted_at = models.DateTimeField()
    posted_by = models.BigIntegerField()
    reason = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "act", "number"], name="statements_are_numbered")]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.act}/{self.number}"


class Fact(models.Model):
    """One row is one line of one entry: a whole number of one kind, for one unit and at most one member, on one day.

    0 and '' stand for none, so that every column may be part of a key. ``phase`` is where it belongs, ``booked_phase``
    where it was booked; where they differ the line is late and counts in no requirement (question 7).
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=24)
    programme = models.BigIntegerField()
    phase = models.BigIntegerField()
    booked_phase = models.BigIntegerField()
    unit = models.BigIntegerField()
    member = models.BigIntegerField()
    occurred_on = models.DateField()
    amount = models.BigIntegerField()
    copy = models.CharField(max_length=12)
    data = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "kind"], name="facts_of_a_unit"),
            models.Index(fields=["member", "kind"], name="facts_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Tray(models.Model):
    """One row is one committed entry that waits for its position (question 25)."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.entry_id)


class Position(models.Model):
    """One row is the place of one entry in the one order of the ledger: 1, 2, 3 … without a gap."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="place")
    given_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.position)


class Mark(models.Model):
    """One row is how far one reader of the ledger has come: the positions loop, derive, the seals."""

    name = models.CharField(max_length=24, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"


class SealLink(models.Model):
    """One row is the chained digest up to one position: it covers the entry, its lines and every entry before."""

    position = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"


class Seal(models.Model):
    """One row is one sealed range of positions; ``digest`` is its last link and is printed as the head on reports."""

    number = models.BigIntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}: {self.first_position}–{self.last_position}"
