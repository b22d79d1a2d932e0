"""Tables of documents. An issued document is never edited: another one replaces it, or it is revoked."""

from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.records.models import Record
from taizhang.work.documents.kinds import DocumentKind, DocumentState, TaskKind


class Series(models.Model):
    """One row is one series of numbers in which a unit issues: its code, the issuing body and the words of its red head.

    ``code`` is the issuer's code before the year (临教组办〔2026〕6号), ``mark`` what stands red on top of a page.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    issuer = models.CharField(max_length=80)
    mark = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_series_of_a_code")]
        ordering = ["unit", "code"]

    def __str__(self) -> str:
        return f"{self.code}（{self.mark}）"


class Document(models.Model):
    """One row is one official document of a unit, drafted, issued under a number, or revoked.

    ``year`` and ``serial`` are given at issue, in each series from 1 without gaps. ``addressee`` and ``copies_to`` are
    words on the page; who gets it is a row of `Dispatch`. ``valid_from`` and ``valid_to`` bound what it adds or eases.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16, choices=DocumentKind.choices, default=DocumentKind.NOTICE)
    state = models.CharField(max_length=8, choices=DocumentState.choices, default=DocumentState.DRAFT)
    title = models.CharField(max_length=200)
    addressee = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    copies_to = models.CharField(max_length=200, blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="a_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT, serial__isnull=True)
                | (~Q(state=DocumentState.DRAFT) & Q(serial__isnull=False, dated_on__isnull=False)),
                name="issued_means_numbered",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="documents_of_a_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """临教组办〔2026〕6号, or nothing before it is issued."""
        return f"{self.series.code}〔{self.year}〕{self.serial}号" if self.serial else ""


class Basis(models.Model):
    """One row is one document that another one stands on: a record of this instance, or a citation in words (R4-03)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="bases")
    place = models.PositiveSmallIntegerField()
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    citation = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "place"], name="bases_are_in_order")]
        ordering = ["document", "place"]

    def __str__(self) -> str:
        return self.citation


class Task(models.Model):
    """One row is one thing that a document adds, eases or pauses for the units that get it (R1-14).

    An added task is owed by each unit and has a record; ``requirement`` names whose reminder is eased or paused.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=TaskKind.choices)
    what = models.CharField(max_length=200)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    record = models.OneToOneField(Record, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="tasks_are_numbered")]
        ordering = ["document", "number"]

    def __str__(self) -> str:
        return self.what


class Dispatch(models.Model):
    """One row is one paper sent to one unit: a document, or a change of a programme; with the receipt when there is one.

    Days, no instants: who confirmed and on which day is enough (R1-36). ``round`` numbers the sendings of one paper.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    sent_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "unit"], name="sent_once_to_a_unit")]
        indexes = [models.Index(fields=["unit", "received_on"], name="papers_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.record} → {self.unit}"
