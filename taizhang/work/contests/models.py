"""Tables of knowledge contests. What a person answered is kept for that person and the counting, nothing else."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.work.contests.kinds import LETTERS, QuestionKind


class Question(models.Model):
    """One row is one question of a unit's bank. A changed question is a new row, so that past rounds stay as asked."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=QuestionKind.choices)
    text = models.CharField(max_length=500)
    options = models.JSONField(default=list)
    right = models.CharField(max_length=6)
    source = models.CharField(max_length=200, blank=True)
    is_standing = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "text"], condition=Q(is_standing=True), name="a_question_stands_once_in_a_bank"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Letter and words of each option."""
        options = [_("True"), _("False")] if self.kind == QuestionKind.TRUTH else self.options
        return list(zip(LETTERS, options, strict=False))

    @property
    def right_words(self) -> str:
        """The right answer in words."""
        return "、".join(words for letter, words in self.choices if letter in self.right)


class Contest(models.Model):
    """One row is one contest of a unit over some days; it is held once its organiser has closed it.

    ``held_on`` is the day on which it is booked; it stays when the closing is taken back, so that closing again moves nothing.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    questions_asked = models.PositiveSmallIntegerField()
    minutes_hint = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_contest_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["unit", "closed_on"], name="contests_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.from_on}"


class Round(models.Model):
    """One row is one round of a contest: the paper drawn for it by its seed, open for answers until it is ended."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32)
    paper = models.JSONField(default=list)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="one_round_of_a_number"),
            models.UniqueConstraint(fields=["contest"], condition=Q(is_open=True), name="one_open_round_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.number}"


class Team(models.Model):
    """One row is one unit that joined a contest; the organiser's closing says whether it won."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="teams")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_winner = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "unit"], name="a_unit_joins_a_contest_once")]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.unit_id}"


class TeamMember(models.Model):
    """One row is one person whom the keeper of a unit named for its team."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="named_once_in_a_team")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.person_id}"


class Sheet(models.Model):
    """One row is what one person answered in one round, question number → letters; shown to that person alone."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    team = models.ForeignKey(Team, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="answered_once_in_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id}"


class PaperResult(models.Model):
    """One row is how many questions a team answered rightly on paper in one round, as its organiser typed it on a day.

    The newest row of a team and round holds, the others say what was typed before and by whom; without ``right`` it has
    none.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="paper_results")
    team = models.ForeignKey(Team, models.PROTECT, related_name="paper_results")
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    typed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round", "team"], name="results_of_a_team")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.team_id}"
