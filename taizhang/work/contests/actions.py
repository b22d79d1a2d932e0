"""All writes of knowledge contests: the bank, the contest, its rounds, teams, answers, results and closing (R1-74)."""

import hashlib
import secrets
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ledger.claims import claimed
from taizhang.ledger.kinds import REASONS_TO_RESTATE
from taizhang.ledger.posting import Line, correct, post
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.contests.kinds import ANEW, MOST_MEMBERS, MOST_QUESTIONS
from taizhang.work.contests.models import Contest, PaperResult, Question, Round, Sheet, Team, TeamMember
from taizhang.work.contests.rules import may_join, may_organise
from taizhang.work.contests.tables import NewQuestion

HELD = "contests.contest_held"
HELD_ACT = "contest_held"
PERSON = "contests.person_took_part"
TEAM = "contests.team_took_part"


def add_questions(*, unit: Unit, questions: Sequence[NewQuestion], by: Person, key: uuid.UUID) -> int:
    """Put checked questions into a unit's bank, all or none; returns how many are new or changed.

    A question of the same words replaces the standing one; rounds already drawn stay as they were asked. Posts nothing: a
    bank is a stock to ask from, and no figure follows from it. Raises `Refusal` ``no_questions``.
    """
    content = {"unit": unit.pk, "questions": [[q.kind, q.text, q.options, q.right, q.source] for q in questions]}
    with claimed(key=key, by=by, action="contests.add_questions", content=content) as claim:
        if claim.is_repeat:
            return int(claim.answer["written"])
        may_organise(viewer_of(by), unit).demand()
        if not questions:
            raise Refusal("no_questions", _("The table has heads and no rows."))
        standing = {row.text: row for row in Question.objects.filter(unit=unit, is_standing=True)}
        new = [one for one in questions if one.text not in standing or _differs(standing[one.text], one)]
        gone = [standing[one.text].pk for one in new if one.text in standing]
        Question.objects.filter(pk__in=gone).update(is_standing=False)
        Question.objects.bulk_create(
            Question(unit=unit, kind=q.kind, text=q.text, options=list(q.options), right=q.right, source=q.source)
            for q in new
        )
        claim.answer = {"written": len(new)}
    return len(new)


def plan_contest(
    *,
    unit: Unit,
    title: str,
    from_on: date,
    to_on: date,
    questions_asked: int,
    minutes_hint: int | None = None,
    programme: Programme | None = None,
    by: Person,
    key: uuid.UUID,
) -> Contest:
    """Announce a contest; units beneath may join. Posts nothing: a plan is no fact yet.

    Raises `Refusal`: ``no_title``, ``ends_before``, ``too_few``, ``too_many``, ``not_taking_part``.
    """
    content = {
        "unit": unit.pk,
        "title": title,
        "days": [from_on, to_on],
        "asked": questions_asked,
        "minutes": minutes_hint,
        "programme": programme.pk if programme else 0,
    }
    with claimed(key=key, by=by, action="contests.plan_contest", content=content) as claim:
        if claim.is_repeat:
            return Contest.objects.get(pk=claim.answer["contest"])
        may_organise(viewer_of(by), unit).demand()
        if not title.strip():
            raise Refusal("no_title", _("Give the contest a title."), field="title")
        if to_on < from_on:
            raise Refusal("ends_before", _("The last day lies before the first."), field="to_on")
        if not 1 <= questions_asked <= MOST_QUESTIONS:
            words = {"most": MOST_QUESTIONS}
            raise Refusal("too_many", _("A paper has 1 to %(most)s questions.") % words, field="questions_asked")
        if (
            programme is not None
            and (programme.pk, unit.pk) not in taking_part([programme], [unit.pk], on=clock.today())
            and programme.unit_id != unit.pk
        ):
            raise Refusal("not_taking_part", _("This unit does not take part in the programme."), field="programme")
        contest = Contest.objects.create(
            record=open_record(type="contests.contest", unit=unit, title=title.strip(), on=from_on),
            unit=unit,
            programme=programme,
            from_on=from_on,
            to_on=to_on,
            questions_asked=questions_asked,
            minutes_hint=minutes_hint,
        )
        claim.answer = {"contest": contest.pk}
    return contest


def join_contest(*, contest: Contest, unit: Unit, people: Collection[Person], by: Person, key: uuid.UUID) -> Team:
    """Join with a unit and name its team from the roll, or name it anew; who has answered stays in the team.

    Posts nothing: taking part is booked when the contest is closed. Raises `Refusal`: ``closed``, ``too_few`` (a team has
    at least two, so that its result is nobody's own), ``too_many``, ``not_on_roll``.
    """
    content = {"contest": contest.pk, "unit": unit.pk, "people": sorted(person.pk for person in people)}
    with claimed(key=key, by=by, action="contests.join_contest", content=content) as claim:
        if claim.is_repeat:
            return Team.objects.get(pk=claim.answer["team"])
        held = _locked(contest)
        may_join(viewer_of(by), held, unit).demand()
        _demand_open(held)
        wanted = {person.pk for person in people}
        if wanted - {row.person_id for row in members_of(unit, on=clock.today())}:
            raise Refusal("not_on_roll", _("Only people on the roll of the unit can be named."), field="people")
        team, _is_new = Team.objects.get_or_create(contest=held, unit=unit)
        wanted |= set(team.sheets.values_list("person_id", flat=True))
        if len(wanted) < 2:
            raise Refusal("too_few", _("A team has at least two members."), field="people")
        if len(wanted) > MOST_MEMBERS:
            words = {"most": MOST_MEMBERS}
            raise Refusal("too_many", _("A team has at most %(most)s members.") % words, field="people")
        team.members.exclude(person__in=wanted).delete()
        known = set(team.members.values_list("person_id", flat=True))
        TeamMember.objects.bulk_create(TeamMember(team=team, person_id=one) for one in sorted(wanted - known))
        claim.answer = {"team": team.pk}
    return team


def open_round(*, contest: Contest, by: Person, key: uuid.UUID) -> Round:
    """Open the next round and draw its paper; questions already asked in the contest come last.

    Posts nothing: a round is a part of the contest, which is booked when it is closed. Raises `Refusal`: ``closed``,
    ``round_open``, ``wrong_day``, ``bank_too_small``.
    """
    with claimed(key=key, by=by, action="contests.open_round", content={"contest": contest.pk}) as claim:
        if claim.is_repeat:
            return Round.objects.get(pk=claim.answer["round"])
        held = _locked(contest)
        may_organise(viewer_of(by), held.unit).demand()
        _demand_open(held)
        rounds = list(held.rounds.order_by("number"))
        if any(one.is_open for one in rounds):
            raise Refusal("round_open", _("End the open round first."))
        if not held.from_on <= clock.today() <= held.to_on:
            raise Refusal("wrong_day", _("Rounds are opened on the days of the contest."))
        bank = list(Question.objects.filter(unit=held.unit, is_standing=True).values_list("pk", flat=True))
        if len(bank) < held.questions_asked:
            words = {"there": len(bank), "asked": held.questions_asked}
            reason = _("The bank holds %(there)s questions; a paper has %(asked)s. Import more first.")
            raise Refusal("bank_too_small", reason % words)
        seed = secrets.token_hex(16)
        paper = draw(bank, seed=seed, size=held.questions_asked, asked={pk for one in rounds for pk in one.paper})
        made = Round.objects.create(contest=held, number=len(rounds) + 1, seed=seed, paper=paper)
        claim.answer = {"round": made.pk}
    return made


def draw(bank: Iterable[int], *, seed: str, size: int, asked: Collection[int] = ()) -> list[int]:
    """The numbers of the questions of a paper: by SHA-256 of seed and number, those not asked before first."""

    def place(number: int) -> tuple[bool, str]:
        return number in asked, hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()

    return sorted(bank, key=place)[:size]


def answer_round(*, round: Round, given: Mapping[int, str], by: Person, key: uuid.UUID) -> Sheet:
    """Keep what a team's member answered in the open round, once; unanswered questions may stay empty.

    Posts nothing: answers are confidential, kept for the person and for counting the team's result. Raises `Refusal`:
    ``not_in_team``, ``round_ended``, ``answered_already``, ``unknown_answer``.
    """
    # the answers themselves stay out of the claim, whose digest could be guessed back from so few letters
    with claimed(key=key, by=by, action="contests.answer_round", content={"round": round.pk}) as claim:
        if claim.is_repeat:
            return Sheet.objects.get(pk=claim.answer["sheet"])
        _locked(round.contest)
        held = Round.objects.get(pk=round.pk)
        named = TeamMember.objects.filter(team__contest=held.contest_id, person=by).select_related("team").first()
        if named is None:
            raise Refusal("not_in_team", _("Your branch has not named you for its team."))
        if Sheet.objects.filter(round=held, person=by).exists():
            raise Refusal("answered_already", _("You have answered this round already; it counts once."))
        if not held.is_open:
            raise Refusal("round_ended", _("This round has ended."))
        questions = {one.pk: one for one in Question.objects.filter(pk__in=held.paper)}
        for number, letters in given.items():
            if number not in questions or set(letters) - {letter for letter, _words in questions[number].choices}:
                raise Refusal("unknown_answer", _("Choose from the options of the question."))
        kept = {str(number): "".join(sorted(letters)) for number, letters in given.items() if letters}
        sheet = Sheet.objects.create(round=held, team=named.team, person=by, given=kept)
        claim.answer = {"sheet": sheet.pk}
    return sheet


def enter_paper_result(*, round: Round, team: Team, right: int | None, by: Person, key: uuid.UUID) -> PaperResult:
    """Type how many questions a team answered rightly on paper in a round; typed again it stands as typed last.

    What was typed before is kept with who typed it and when; no number takes a result back. Results stay inside the
    contest; where the contest is booked and another team took part by it, that is corrected in the ledger
    (``team_took_part``, ``person_took_part``). Raises `Refusal`: ``other_contest``, ``too_many``, ``nothing_differs``.
    """
    content = {"round": round.pk, "team": team.pk, "right": right}
    with claimed(key=key, by=by, action="contests.enter_paper_result", content=content) as claim:
        if claim.is_repeat:
            return PaperResult.objects.get(pk=claim.answer["result"])
        held = _locked(round.contest)
        may_organise(viewer_of(by), held.unit).demand()
        if team.contest_id != held.pk:
            raise Refusal("other_contest", _("This team belongs to another contest."))
        most = held.questions_asked * team.members.count()
        if right is not None and not 0 <= right <= most:
            reason = _("On paper this team can have 0 to %(most)s right answers.") % {"most": most}
            raise Refusal("too_many", reason, field="right")
        last = PaperResult.objects.filter(round=round, team=team).order_by("-pk").first()
        if right == (last and last.right):
            raise Refusal("nothing_differs", _("This is what stands typed already."), field="right")
        result = PaperResult.objects.create(round=round, team=team, right=right, typed_by=by, typed_on=clock.today())
        if held.closed_on:
            correct(source=held.record, act=HELD_ACT, lines=_lines(held), by=by, key=key, reason="wrong_amount")
        claim.answer = {"result": result.pk}
    return result


def end_round(*, contest: Contest, by: Person, key: uuid.UUID) -> Round:
    """End the open round; from now on its results are shown. Posts nothing: the contest is booked when it is closed.

    Raises `Refusal` ``no_round``.
    """
    with claimed(key=key, by=by, action="contests.end_round", content={"contest": contest.pk}) as claim:
        if claim.is_repeat:
            return Round.objects.get(pk=claim.answer["round"])
        held = _locked(contest)
        may_organise(viewer_of(by), held.unit).demand()
        ended = held.rounds.filter(is_open=True).first()
        if ended is None:
            raise Refusal("no_round", _("No round is open."))
        ended.is_open = False
        ended.save(update_fields=["is_open"])
        claim.answer = {"round": ended.pk}
    return ended


def close_contest(*, contest: Contest, winners: Collection[Team], by: Person, key: uuid.UUID) -> Contest:
    """Close a contest and name its winners. Posts that it was held, which teams and which people took part.

    A person took part by answering, or as a named member of a team with a result on paper. No result is posted. Closed
    again after it was taken back, it books only what differs. Raises `Refusal`: ``closed``, ``round_open``, ``no_round``,
    ``no_team``, ``other_contest``.
    """
    content = {"contest": contest.pk, "winners": sorted(team.pk for team in winners)}
    with claimed(key=key, by=by, action="contests.close_contest", content=content) as claim:
        held = _locked(contest)
        if claim.is_repeat:
            return held
        may_organise(viewer_of(by), held.unit).demand()
        _demand_open(held)
        rounds = list(held.rounds.all())
        if not rounds:
            raise Refusal("no_round", _("No round was held yet."))
        if any(one.is_open for one in rounds):
            raise Refusal("round_open", _("End the open round first."))
        today = clock.today()
        held.closed_on, held.held_on = today, held.held_on or min(today, held.to_on)
        held.save(update_fields=["closed_on", "held_on"])
        lines = _lines(held)
        _name_winners(held, winners)
        if statements(held.record, HELD_ACT).exists():
            correct(source=held.record, act=HELD_ACT, lines=lines, by=by, key=key, reason="taken_back")
        else:
            post(source=held.record, act=HELD_ACT, lines=lines, by=by, key=key)
    return held


def restate_closing(
    *, contest: Contest, winners: Collection[Team], on: date, reason: str, words: str = "", by: Person, key: uuid.UUID
) -> Contest:
    """State the closing of a contest anew: its day and its winners; the ledger books what differs.

    Who won is no fact, so naming other winners books nothing; the reason and ``words`` are kept with the contest. Raises
    `Refusal`: ``not_closed``, ``wrong_day``, ``other_contest``, ``nothing_differs``, ``unknown_reason``.
    """
    content = {
        "contest": contest.pk,
        "winners": sorted(team.pk for team in winners),
        "on": on,
        "reason": reason,
        "words": words,
    }
    with claimed(key=key, by=by, action="contests.restate_closing", content=content) as claim:
        held = _locked(contest)
        if claim.is_repeat:
            return held
        may_organise(viewer_of(by), held.unit).demand()
        _demand_closed(held)
        if reason not in REASONS_TO_RESTATE:
            raise Refusal("unknown_reason", _("A correction needs one of the listed reasons."), field="reason")
        if not held.from_on <= on <= min(held.to_on, clock.today()):
            raise Refusal("wrong_day", _("It was held on one of its days that has come."), field="on", day=on)
        held.held_on = on
        held.save(update_fields=["held_on"])
        has_others = _name_winners(held, winners)
        text = write_text(record=held.record, purpose=f"{ANEW}{reason}", body=words.strip()[:300], by=by)
        entry = correct(
            source=held.record, act=HELD_ACT, lines=_lines(held), by=by, key=key, reason=reason, words=text.digest
        )
        if entry is None and not has_others:
            raise Refusal("nothing_differs", _("This is what stands booked already."))
    return held


def take_back_closing(*, contest: Contest, by: Person, key: uuid.UUID) -> Contest:
    """Take a closing back: nothing of it stands booked, the contest is open again, its rounds and results wait.

    The ledger keeps both statements. Raises `Refusal` ``not_closed``.
    """
    with claimed(key=key, by=by, action="contests.take_back_closing", content={"contest": contest.pk}) as claim:
        held = _locked(contest)
        if claim.is_repeat:
            return held
        may_organise(viewer_of(by), held.unit).demand()
        _demand_closed(held)
        held.closed_on = None
        held.save(update_fields=["closed_on"])
        _name_winners(held, ())
        correct(source=held.record, act=HELD_ACT, lines=[], by=by, key=key, reason="taken_back")
    return held


def _name_winners(contest: Contest, winners: Collection[Team]) -> bool:
    """Let these teams have won and no others; whether that is new."""
    if any(team.contest_id != contest.pk for team in winners):
        raise Refusal("other_contest", _("This team belongs to another contest."), field="winners")
    named, now = set(contest.teams.filter(is_winner=True).values_list("pk", flat=True)), {team.pk for team in winners}
    contest.teams.exclude(pk__in=now).update(is_winner=False)
    contest.teams.filter(pk__in=now).update(is_winner=True)
    return named != now


def _lines(contest: Contest) -> list[Line]:
    """What the closing of a contest says: that it was held, which teams and which people took part."""
    part = {team: people for team in contest.teams.order_by("unit__code") if (people := _took_part(team))}
    if not part:
        raise Refusal("no_team", _("No team has answered yet."))
    on = contest.held_on or clock.today()
    units = {contest.unit_id, *(team.unit_id for team in part)}
    booked = taking_part([contest.programme], units, on=on) if contest.programme else set()

    def line(kind: str, unit: int, member: int = 0) -> Line:
        programme = contest.programme_id if (contest.programme_id, unit) in booked else 0
        return Line(kind, unit, on, 1, programme=programme or 0, member=member)

    lines = [line(HELD, contest.unit_id)]
    for team, people in part.items():
        lines.append(line(TEAM, team.unit_id))
        lines += [line(PERSON, team.unit_id, person) for person in sorted(people)]
    return lines


def _took_part(team: Team) -> set[int]:
    people = set(team.sheets.values_list("person_id", flat=True))
    newest: dict[int, int | None] = dict(team.paper_results.order_by("pk").values_list("round", "right"))
    if any(right is not None for right in newest.values()):
        people |= set(team.members.values_list("person_id", flat=True))
    return people


def _differs(row: Question, new: NewQuestion) -> bool:
    old = (row.kind, tuple(row.options), row.right, row.source)
    return old != (new.kind, tuple(new.options), new.right, new.source)


def _locked(contest: Contest) -> Contest:
    rows = Contest.objects.select_for_update(of=("self",)).select_related("record", "unit", "programme")
    return rows.get(pk=contest.pk)


def _demand_open(contest: Contest) -> None:
    if contest.closed_on:
        raise Refusal("closed", _("This contest is closed."))


def _demand_closed(contest: Contest) -> None:
    if not contest.closed_on:
        raise Refusal("not_closed", _("This contest is not closed yet."))
