"""The six weeks, told day by day through the same actions that people use, with the clock telling each day.

Each step yields how much of the whole is done, so that a command can show a bar. Who tells it holds it in one transaction:
a demo that is stopped half-way has left nothing and is told again from its beginning.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from taizhang.commands.demoworld import belonging, cast, directives, meetings, papers, plans, studies, times
from taizhang.commands.demoworld.branches import Branch
from taizhang.commands.demoworld.names import names
from taizhang.commands.demoworld.plan import Place, city, walk
from taizhang.config.background import settle
from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme
from taizhang.lib import clock
from taizhang.work.contests.models import Contest
from taizhang.work.learning import actions as learning
from taizhang.work.learning.kinds import MISSED, MakeUpForm, Mark, SessionForm
from taizhang.work.learning.models import Session
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember

WEEKS = 6
TOPICS = (
    "为谁服务：从一件群众来信说起",
    "规程与责任：岗位上的第一道防线",
    "听意见：把话听全再改",
    "立行立改：本周能改的三件事",
    "夏季保供与应急值守",
    "身边的先进：三个普通岗位",
    "制度为什么会空转",
    "窗口服务：一次办成",
    "学习笔记交流",
    "转段前的回头看",
)


class Story:
    """Tells the demo world. ``tell()`` yields (done, all) as it goes."""

    def __init__(self, *, members: int = 10_000, seed: int = 5) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.today = clock.today()
        self.start = self.today - timedelta(days=7 * WEEKS)
        self.founded = self.start - timedelta(days=400)
        self.plan = city(members=members, seed=seed)
        self.units: dict[str, Unit] = {}
        self.branches: list[Branch] = []
        self.office: Person
        self.programme: Programme
        self.must: list[Material]
        self.shown: Branch
        self.contest: Contest

    def tell(self) -> Iterator[tuple[int, int]]:
        """Tell everything; each step is (done, all) in sessions and people."""
        places = walk(self.plan)
        people = sum(place.members for place in places)
        days = [self.start + timedelta(days=n) for n in range(7 * WEEKS + 1)]
        whole = people + len(days) * 400
        done = 0
        with clock.telling(_at(self.founded, 9)):
            for step in self.found(places):
                done += step
                yield done, whole
        with clock.telling(_at(self.start, 9)):
            self.begin()
        for day in days:
            with clock.telling(_at(day, 18)):
                self.live(day)
            settle()
            done += 400
            yield min(done, whole), whole

    def found(self, places: Sequence[Place]) -> Iterator[int]:
        """Open all units, admit all people, give the roles; yields people admitted."""
        parents: dict[str, Unit | None] = {self.plan.code: None}
        pool = iter(names(sum(place.members for place in places) + 200, seed=11))
        for place in places:
            unit = rolls.open_unit(
                tree=Tree.PARTY,
                parent=parents[place.code],
                code=place.code,
                name=place.name,
                kind=place.kind,
                on=self.founded,
                by=None,
                key=uuid.uuid4(),
            )
            self.units[place.code] = unit
            parents.update({child.code: unit for child in place.children})
            if place.kind == UnitKind.BRANCH:
                self.branches.append(self.admit(place, unit, pool))
            yield place.members
        self.office = cast.appoint(self.units, self.branches, pool, self.founded)
        yield 0

    def admit(self, place: Place, unit: Unit, pool: Iterator[str]) -> Branch:
        """Take a branch's people onto its roll: mostly on their posts, some retired, a few away or unable to write."""
        new = []
        for number in range(1, place.members + 1):
            draw = self.chance.random()
            census = Category.RETIRED if "离退休" in place.name or draw < 0.07 else self.chance.choice(cast.WORKING)
            categories = [census]
            if number <= 2:
                categories = [Category.CADRE, Category.LEADER]
            elif draw > 0.985:
                categories.append(Category.FLOATING)
            elif draw > 0.975:
                categories.append(Category.CANNOT_WRITE)
            kind = MembershipKind.PROBATIONARY if 0.5 < draw < 0.52 else MembershipKind.FULL
            new.append(NewMember(f"{place.code}{number:03d}", next(pool), kind, tuple(categories)))
        people = rolls.admit_members(unit=unit, members=new, on=self.founded, by=None, key=uuid.uuid4())
        branch = Branch(unit, people, place.pace)
        branch.voluntary = {
            p.pk for p, member in zip(people, new, strict=True) if Category.RETIRED in member.categories
        }
        branch.diligence = {p.pk: min(0.995, self.chance.gauss(0.9 * min(1, place.pace), 0.08)) for p in people}
        rolls.give_role(
            person=people[0], unit=unit, role=RoleKind.SECRETARY, on=self.founded, by=None, key=uuid.uuid4()
        )
        if cast.SHOWN_BODY in place.name:
            cast.group(unit, people, self.founded)
        return branch

    def begin(self) -> None:
        """The notice comes down, the draft is adopted, the units are enrolled."""
        self.programme = cast.adopt(self.units[self.plan.code], self.office, self.start)
        cast.enrol(self.programme, self.units, self.office, self.start)

    def live(self, day: date) -> None:
        """One day: sessions where there are some, late sheets, corrections, self-study, and at the end the first gates."""
        week, weekday = divmod((day - self.start).days, 7)
        if (week, weekday) == (0, 1):
            meetings.mobilise(self.programme, self.units[self.plan.code], self.office, self.branches, day)
        if (week, weekday) == (0, 2):
            texts = studies.list_materials(self.programme, self.units[self.plan.code], self.office, self.start)
            self.must = texts[:2]
            self.shown = next(branch for branch in self.near() if branch.unit.name.endswith(cast.SHOWN_BRANCH))
            studies.set_own_topic(self.programme, self.shown)
        if (week, weekday) == (0, 3):
            plans.write_plans(self.programme, self.office, self.near(), TOPICS, cast.SHOWN_BRANCH)
        if (week, weekday) == (1, 0):
            directives.hand_down(self.programme, self.office, self.near(), day)
        if (week, weekday) == (3, 4):
            studies.read(self.must, self.shown, self.chance)
        if (week, weekday) == (WEEKS - 2, 3):
            meetings.meet(self.programme, self.branches, day)
        self.besides(day, week, weekday)
        for index, branch in enumerate(self.branches):
            days = ((index % 3) + 1, (index % 3) + 3) if week % 2 else ((index % 3) + 1,)
            if weekday in days and self.chance.random() < branch.pace:
                self.hold(branch, day, week)
        if weekday == 5:
            self.write(day, week)
        if weekday == 6:
            self.make_up(day)
        if day == self.today:
            self.today_is(day)
        elif day == self.today - timedelta(days=2):
            self.pass_gates(day)

    def besides(self, day: date, week: int, weekday: int) -> None:
        """What goes on beside the sessions: notes, letters from the office, travel, new members, a contest."""
        root, near = self.units[self.plan.code], self.near()
        if (week, weekday) == (2, 2):
            belonging.take_in(self.shown, day)
        if week >= 3 and weekday == 4:
            studies.write_notes(self.shown, day, week)
        if week and weekday == 6:
            studies.look_at_notes(self.shown, day, week, is_last=week == WEEKS - 1)
        if (week, weekday) == (WEEKS - 1, 3):
            papers.send(self.programme, root, self.office, near, day)
            papers.travel_out(self.programme, self.shown, self.office, cast.part("principal"), day)
            self.contest = belonging.compete(self.programme, root, self.office, near, day, self.chance)
            studies.check(self.shown, day)
        if day == self.today:
            belonging.keep_in_touch(self.shown, root, self.office, day)
            belonging.go_on(self.shown, day)
            belonging.open_second_round(self.contest, self.office)

    def hold(self, branch: Branch, day: date, week: int) -> None:
        """Hold one session and close it with its roll-call, sometimes corrected later."""
        hours = 5 if branch.pace > 0.9 else 4
        form = self.chance.choice((SessionForm.MEETING, SessionForm.CLASS, SessionForm.DISCUSSION, SessionForm.LECTURE))
        listed = studies.next_topic(self.programme, week) if cast.SHOWN_BODY in branch.unit.name else None
        if listed:
            form = SessionForm.DISCUSSION
        topic = listed.name if listed else self.chance.choice(TOPICS)
        texts = self.must[week - 1 : week] if week else []
        session = self.plan_session(branch, day, form, topic, 13, 13 + hours, listed, texts)
        marks = {p.pk: self.mark(branch, p) for p in branch.people}
        learning.close_session(session=session, marks=marks, by=branch.secretary, key=uuid.uuid4())
        branch.missed += [(session, person) for person in branch.people if marks[person.pk] in MISSED]
        if self.chance.random() < 0.012:
            wrong = self.chance.choice([p for p in branch.people if marks.get(p.pk) == Mark.PRESENT])
            learning.restate_session(
                session=session,
                marks={**marks, wrong.pk: Mark.ABSENT},
                reason="wrong_person",
                words="同名点错，本人当天不在。",
                by=branch.secretary,
                key=uuid.uuid4(),
            )

    def write(self, day: date, week: int) -> None:
        """On Fridays some hand in an essay, most of them on paper, and the secretary has read it by the evening."""
        for index, branch in enumerate(self.branches):
            shown = cast.SHOWN_BODY in branch.unit.name
            if not shown and (index + week) % 40:
                continue
            for place, person in enumerate(branch.people):
                writes = place > 1 and (place + week) % (6 if shown else 2) == 0
                if writes and self.chance.random() < branch.diligence[person.pk]:
                    self.hand_in(branch, person, week)

    def make_up(self, day: date) -> None:
        """On Saturdays the branch that visitors see makes up most of what was missed."""
        for branch in self.branches:
            if not branch.unit.name.endswith(cast.SHOWN_BRANCH):
                continue
            later = [(session, person) for session, person in branch.missed if self.chance.random() < 0.35]
            for session, person in branch.missed:
                if (session, person) not in later:
                    learning.make_up(
                        session=session,
                        person=person,
                        form=MakeUpForm.MAKE_UP,
                        on=day,
                        by=branch.secretary,
                        key=uuid.uuid4(),
                    )
            branch.missed = later

    def hand_in(self, branch: Branch, person: Person, week: int) -> None:
        """One essay on paper, reviewed with a word by the secretary (who leaves some of the last for the visitor)."""
        essay = learning.hand_in_essay(
            person=person,
            title=self.chance.choice(TOPICS),
            is_on_paper=True,
            programmes=[self.programme],
            by=branch.secretary,
            key=uuid.uuid4(),
        )
        if week < WEEKS - 1 or self.chance.random() < 0.8:
            learning.review_essay(
                essay=essay,
                accepted=True,
                comment=self.chance.choice(("联系了岗位实际。", "第二段写得实，可以在组里讲讲。", "问题找得准。")),
                by=branch.secretary,
                key=uuid.uuid4(),
            )

    def plan_session(
        self,
        branch: Branch,
        day: date,
        form: SessionForm,
        topic: str,
        begins: int,
        ends: int,
        listed: Topic | None = None,
        texts: Sequence[Material] = (),
    ) -> Session:
        """Plan one session of a branch, on a listed topic or one of its own words, with what is read in it."""
        return learning.plan_session(
            unit=branch.unit,
            programmes=[self.programme],
            form=form,
            topic=topic,
            on=day,
            starts_at=time(begins),
            ends_at=time(ends),
            place="会议室",
            topic_of=listed,
            materials=texts,
            by=branch.secretary,
            key=uuid.uuid4(),
        )

    def mark(self, branch: Branch, person: Person) -> Mark:
        """How a person stands on a sheet, by chance and diligence."""
        draw = self.chance.random()
        if draw < branch.diligence[person.pk]:
            return Mark.PRESENT
        if person.pk in branch.voluntary:
            return Mark.NOT_JOINED
        return self.chance.choice((Mark.LEAVE, Mark.DUTY, Mark.ABSENT))

    def pass_gates(self, day: date) -> None:
        """The few branches that are ahead enter the second phase."""
        first = Phase.objects.get(programme=self.programme, number=1)
        for branch in [b for b in self.branches if b.pace > 1.15][:6]:
            rolls.close_unit_phase(
                programme=self.programme, unit=branch.unit, phase=first, on=day, by=self.office, key=uuid.uuid4()
            )

    def today_is(self, day: date) -> None:
        """What waits on the day the visitor arrives: sessions of this week, meetings to come, something to review."""
        meetings.look_ahead(self.programme, self.units[self.plan.code], self.office, self.branches, day)
        for branch in self.near():
            self.plan_session(branch, day, SessionForm.MEETING, TOPICS[4], 15, 18)
            self.plan_session(branch, day + timedelta(days=3), SessionForm.DISCUSSION, TOPICS[5], 14, 17)
            if branch.unit.name.endswith(cast.SHOWN_BRANCH):
                plans.look_after(self.programme, branch, day)
                times.meet_work(self.programme, self.office, branch, day)

    def near(self) -> list[Branch]:
        """The branches of the body that visitors see."""
        return [branch for branch in self.branches if cast.SHOWN_BODY in branch.unit.name]


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
