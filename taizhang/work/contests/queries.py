"""What pages of knowledge contests show. Each asks for the viewer first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import ancestors_of
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.records.models import Text
from taizhang.ledger.kinds import REASONS
from taizhang.work.contests.kinds import ANEW
from taizhang.work.contests.models import Contest, PaperResult, Question, Round, Sheet, Team, TeamMember
from taizhang.work.contests.rules import kept_units, may_organise, may_see


def find_contest(viewer: Viewer, record: int) -> Contest:
    """The contest of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    contest = Contest.objects.select_related("record", "unit", "programme").get(record=record)
    may_see(viewer, contest.unit).demand()
    return contest


def contests_for(viewer: Viewer, unit: Unit) -> QuerySet[Contest]:
    """The contests that a unit runs or may join, the newest first."""
    may_see(viewer, unit).demand()
    units = {unit.pk, *(one.pk for one in ancestors_of(unit))}
    return Contest.objects.filter(unit__in=units).select_related("record", "unit").order_by("-from_on", "-pk")


def bank_of(viewer: Viewer, unit: Unit) -> QuerySet[Question]:
    """The standing questions of a unit, for who runs its contests."""
    may_organise(viewer, unit).demand()
    return Question.objects.filter(unit=unit, is_standing=True).order_by("pk")


def paper_of(round: Round) -> list[Question]:
    """The questions of a round in the order they were drawn."""
    held = Question.objects.in_bulk(round.paper)
    return [held[number] for number in round.paper]


def right_in(sheet: Sheet, questions: Sequence[Question]) -> int:
    """How many questions a sheet answers rightly; a multiple choice only with all its letters."""
    return sum(sheet.given.get(str(one.pk), "") == one.right for one in questions)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team's right answers: one value for each round, ``None`` where there is none to show, and their sum."""

    team: Team
    results: list[int | None]
    people: int

    @property
    def all_rounds(self) -> int | None:
        """All shown results together."""
        shown = [result for result in self.results if result is not None]
        return sum(shown) if shown else None


def team_rows(contest: Contest, rounds: Sequence[Round]) -> list[TeamRow]:
    """The teams in the order of their codes. Open rounds show nothing, and one sheet alone is nobody's to read."""
    right: Counter[tuple[int, int]] = Counter()
    sheets: Counter[tuple[int, int]] = Counter()
    for one in rounds:
        questions = [] if one.is_open else paper_of(one)
        for sheet in one.sheets.all() if questions else ():
            sheets[one.pk, sheet.team_id] += 1
            right[one.pk, sheet.team_id] += right_in(sheet, questions)
    typed = {
        (row.round_id, row.team_id): row.right
        for row in PaperResult.objects.filter(round__in=[one.pk for one in rounds if not one.is_open]).order_by("pk")
    }
    teams = contest.teams.select_related("unit").order_by("unit__code")
    people = Counter(TeamMember.objects.filter(team__contest=contest).values_list("team_id", flat=True))

    def result(one: Round, team: Team) -> int | None:
        place = (one.pk, team.pk)
        if sheets[place] < 2:
            return typed.get(place)
        return right[place] + (typed.get(place) or 0)

    return [TeamRow(team, [result(one, team) for one in rounds], people[team.pk]) for team in teams]


def typed_before(viewer: Viewer, round: Round, team: Team) -> list[PaperResult]:
    """What was typed of a team in a round, the newest first: the first holds, the others were corrected."""
    may_organise(viewer, round.contest.unit).demand()
    return list(PaperResult.objects.filter(round=round, team=team).select_related("typed_by").order_by("-pk"))


def corrections_of(contest: Contest) -> list[tuple[str, Text]]:
    """Why the closing of a contest was stated anew, as a reason and the words with it, the newest first."""
    rows = contest.record.texts.filter(purpose__startswith=ANEW).select_related("by").order_by("-pk")
    return [(str(REASONS[one.purpose.removeprefix(ANEW)]), one) for one in rows]


def own_team(viewer: Viewer, contest: Contest) -> Team | None:
    """The team for which the viewer is named."""
    return Team.objects.filter(contest=contest, members__person=viewer.person).select_related("unit").first()


def own_sheets(viewer: Viewer, contest: Contest) -> dict[int, Sheet]:
    """The viewer's own sheets by the number of the round."""
    rows = Sheet.objects.filter(round__contest=contest, person=viewer.person).select_related("round")
    return {row.round.number: row for row in rows}


def joinable(viewer: Viewer, contest: Contest) -> list[Unit]:
    """The units that the viewer may join with, in code order."""
    return list(
        Unit.objects.filter(
            pk__in=kept_units(viewer), tree=contest.unit.tree, path__startswith=contest.unit.path
        ).order_by("code")
    )


@dataclass(frozen=True, slots=True)
class OpenContest:
    """A contest that runs or comes, and whether the viewer can answer a round of it now."""

    contest: Contest
    answers: bool


def open_for(viewer: Viewer) -> list[OpenContest]:
    """Contests not closed of the viewer's home and all units above it, by their first day."""
    home = viewer.home
    if home is None:
        return []
    units = {home.pk, *(one.pk for one in ancestors_of(home))}
    mine = Q(rounds__is_open=True, teams__members__person=viewer.person)
    rows = Contest.objects.filter(unit__in=units, closed_on=None).select_related("record", "unit")
    waiting = set(rows.filter(mine).values_list("pk", flat=True))
    done = set(
        Sheet.objects.filter(person=viewer.person, round__is_open=True).values_list("round__contest_id", flat=True)
    )
    return [OpenContest(row, row.pk in waiting - done) for row in rows.order_by("from_on", "pk")]
