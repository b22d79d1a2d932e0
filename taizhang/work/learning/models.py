"""Tables of learning. The rows are the records behind the acts; every figure is counted from the ledger, never here."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.work.learning.kinds import (
    LEAVE_CODES,
    LeaveState,
    LessonCategory,
    LessonState,
    MakeUpForm,
    Mark,
    SessionForm,
    SessionState,
    Verdict,
)


class Session(models.Model):
    """One row is one session of group study of one unit, planned, closed by its roll-call, or withdrawn.

    It runs from ``starts_at`` to ``ends_at``, local times on the day ``on``; one that ends past midnight belongs to
    the day it began (settled question 5). It counts once for each of its ``programmes``, or for none. ``topic_of`` is the
    listed topic it belongs to, ``materials`` what it uses: who is there has read them.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")
    form = models.CharField(max_length=16, choices=SessionForm.choices)
    topic = models.CharField(max_length=200)
    topic_of = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    materials = models.ManyToManyField(Material, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    state = models.CharField(max_length=12, choices=SessionState.choices, default=SessionState.PLANNED)
    # Its roll-call was booked and taken back: a planned session again, whose marks wait to be booked anew.
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(starts_at=F("ends_at")), name="a_session_lasts_some_minutes"),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="sessions_of_a_unit")]

    def __str__(self) -> str:
        return self.topic

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes; an end before the start lies on the next day."""
        start = datetime.combine(self.on, self.starts_at)
        end = datetime.combine(self.on, self.ends_at)
        return int((end - start).total_seconds() // 60) % (24 * 60)


class RollMark(models.Model):
    """One row is the mark of one person in the roll-call of one session as last stated; ``unit`` is the home that day.

    Earlier statements stand in the ledger.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="marks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=12, choices=Mark.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="marked_once_in_a_session")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.mark}"


class Expert(models.Model):
    """One row is one expert from outside whom the office of a unit invites: name, institution, field (R1-76).

    When they ask for it the name goes and the row stays, as talks point to it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    institution = models.CharField(max_length=120)
    field = models.CharField(max_length=120, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.name} ({self.institution})"


class Account(models.Model):
    """One row is what is told of a booked session beside its roll-call (R1-68); the words are texts of its record.

    What else is asked follows from the form: the lecturer of a lecture, purpose and cost (in fen) of a field visit, the
    host of an observation, the exemplar of a report of deeds.
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="account")
    lecturer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=200, blank=True)
    cost = models.PositiveIntegerField(default=0)
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    exemplar = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.session}"


class Presented(models.Model):
    """One row is one reflection that one person presented at an exchange, and its topic (R0-17)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="presented")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="presented_once_in_a_session")]

    def __str__(self) -> str:
        return self.topic


class Leave(models.Model):
    """One row is one person asking, before a session, not to come: one code, no reason; the reason is not our business.

    It posts nothing: the roll-call does, with the same code. Who comes after all returns from it (销假).
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="leaves")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, choices=[(code.value, code.label) for code in LEAVE_CODES])
    state = models.CharField(max_length=8, choices=LeaveState.choices, default=LeaveState.ASKED)
    asked_on = models.DateField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="leave_asked_once_for_a_session")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class OutOfHours(models.Model):
    """One row is one session outside working hours, and the clash of work and study that brings it there (R1-64).

    The clash is a busy time of the unit (``business``) or a sentence, a text of the session's record. Only ``asked_by``, who
    plans it, sees who said no. ``is_from_paper`` tells that it was held before it was entered: who came agreed by coming.
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="out_of_hours")
    business = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_from_paper = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.session_id}"


class Agreement(models.Model):
    """One row is the answer of one person to one session outside working hours; no reason, no day, no instant.

    A no is deleted with the roll-call: nothing rests on it, as it opens neither absence nor make-up.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="agreements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_yes = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="answered_once_for_a_session")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.is_yes}"


class MakeUp(models.Model):
    """One row is one missed session that one person made up on a later day, in minutes; withdrawn when it was not so."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="make_ups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form = models.CharField(max_length=12, choices=MakeUpForm.choices)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(is_withdrawn=False), name="a_session_is_made_up_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class HomeLesson(models.Model):
    """One row is one lesson brought to one member: asked for, planned, held, or withdrawn (R1-61).

    ``category`` is what the member chose to say, nothing about health. ``material`` is what is studied in words, that of
    ``text`` where it is one of the catalogue. Where an open session is made up by it, ``made`` is that make-up, which holds
    the minutes.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    category = models.CharField(max_length=8, choices=LessonCategory.choices, default=LessonCategory.UNSAID)
    state = models.CharField(max_length=12, choices=LessonState.choices, default=LessonState.ASKED)
    deliverer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(null=True, blank=True)
    material = models.CharField(max_length=200, blank=True)
    text = models.ForeignKey(Material, models.PROTECT, null=True, blank=True, related_name="+")
    made = models.OneToOneField(MakeUp, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="home_lessons_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class CodeSwitch(models.Model):
    """One row is one unit that may show codes at its sessions; without a row it shows none."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.unit_id}"


class SaidPresent(models.Model):
    """One row is one person who says by the code on the wall to be at one session, until its roll-call is booked.

    No time, place or device: the organiser sees who, and nobody ever sees when.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="said_present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.session_id}"


class AcceptedMakeUp(models.Model):
    """One row is one form of making up that one programme accepts; without any row it accepts all of them."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    form = models.CharField(max_length=12, choices=MakeUpForm.choices)
    # Whether it must last at least as long as the session that was missed.
    is_whole = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "form"], name="a_form_is_accepted_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.form}"


class SelfStudy(models.Model):
    """One row is what one person studied alone on one day: minutes and material; they add up into hours (R0-10)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    material = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["person", "on"], name="self_study_of_a_person")]

    def __str__(self) -> str:
        return self.material


class Essay(models.Model):
    """One row is one reflection essay of one person, as text or on paper, and what its reviewer said.

    Text and comment are texts of the record, read by the author and the reviewer only. ``characters`` are counted without
    spaces and punctuation, 0 on paper; the three ticks are the reviewer's (R1-42).
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")
    title = models.CharField(max_length=120)
    is_on_paper = models.BooleanField()
    characters = models.PositiveIntegerField(default=0)
    about_unit = models.BooleanField(default=False)
    about_post = models.BooleanField(default=False)
    own_thinking = models.BooleanField(default=False)
    handed_in_on = models.DateField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices, default=Verdict.WAITING)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "handed_in_on"], name="essays_of_a_person"),
            models.Index(fields=["unit", "verdict"], name="essays_to_review"),
        ]

    def __str__(self) -> str:
        return self.title


class EssayLength(models.Model):
    """One row is the length that an essay of full length has in one programme; most programmes set none (R1-40, D5)."""

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="+")
    characters = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.programme_id} {self.characters}"


class OralAnswer(models.Model):
    """One row is what one member who writes no essays answered instead, in one programme: held, or not held (R1-42)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    is_held = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "programme"], name="answers_once_in_a_programme")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.is_held}"
