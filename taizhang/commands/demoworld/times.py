"""When study meets work: hours, a peak, an evening for those who agree, who is away, lessons at home, a film."""

import uuid
from datetime import date, time, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.calendar.models import Occasion
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.curriculum import actions as curriculum
from taizhang.work.learning import actions as learning
from taizhang.work.learning.kinds import LessonCategory, Mark, SessionForm
from taizhang.work.learning.models import Session
from taizhang.work.learning.roster import sheet_for
from taizhang.work.plans import actions as plans


def meet_work(programme: Programme, office: Person, branch: Branch, day: date) -> None:
    """All of it in the branch that visitors see, on the day they arrive."""
    _study(programme, office, branch, day)
    _show(programme, branch, day)
    _bring_home(branch, day)
    _ask(programme, branch, day)


def _study(programme: Programme, office: Person, branch: Branch, day: date) -> None:
    """A topic with its text, which two who are away on duty have not read."""
    secretary = branch.secretary
    text = curriculum.list_material(
        programme=programme,
        unit=branch.unit,
        kind="book",
        title="《泵站值守规程汇编》",
        is_must=True,
        due_on=day + timedelta(days=12),
        by=secretary,
        key=uuid.uuid4(),
    )
    topic = curriculum.set_topic(
        programme=programme, name="规程与责任：岗位上的第一道防线", by=office, key=uuid.uuid4()
    )
    learning.plan_session(
        unit=branch.unit,
        programmes=[programme],
        form=SessionForm.MEETING,
        topic="",
        topic_of=topic,
        materials=[text],
        on=day,
        starts_at=time(9),
        ends_at=time(10, 30),
        place="会议室",
        by=secretary,
        key=uuid.uuid4(),
    )
    for place, person in enumerate(branch.people[2:4]):
        learning.note_away(
            person=person,
            from_on=day - timedelta(days=3),
            to_on=day + timedelta(days=6 + place),
            by=person,
            key=uuid.uuid4(),
        )


def _show(programme: Programme, branch: Branch, day: date) -> None:
    """A film is shown to most of the branch."""
    secretary, on = branch.secretary, day - timedelta(days=4)
    film = curriculum.list_material(
        programme=programme,
        unit=branch.unit,
        kind="film",
        title="电教片《江岸灯火》",
        by=secretary,
        key=uuid.uuid4(),
    )
    session = learning.plan_session(
        unit=branch.unit,
        programmes=[programme],
        form=SessionForm.FILM,
        topic="",
        materials=[film],
        on=on,
        starts_at=time(16),
        ends_at=time(17, 30),
        place="职工活动室",
        by=secretary,
        key=uuid.uuid4(),
    )
    _close(session, branch, secretary)


def _close(session: Session, branch: Branch, secretary: Person) -> None:
    sheet = sheet_for(unit=branch.unit, programmes=list(session.programmes.all()), on=session.on)
    marks = {one.person: (Mark.PRESENT if one.owes else Mark.NOT_JOINED).value for one in sheet.attendees}
    learning.close_session(session=session, marks=marks, by=secretary, key=uuid.uuid4())


def _bring_home(branch: Branch, day: date) -> None:
    """One lesson at home was held, one is asked for."""
    secretary, (first, second) = branch.secretary, branch.people[-2:]
    held = learning.plan_home_lesson(
        person=first,
        deliverer=secretary,
        on=day - timedelta(days=1),
        material="党章总纲",
        by=secretary,
        key=uuid.uuid4(),
    )
    learning.hold_home_lesson(lesson=held, on=day - timedelta(days=1), minutes=60, by=secretary, key=uuid.uuid4())
    learning.ask_home_lesson(person=second, category=LessonCategory.SENIOR.value, by=second, key=uuid.uuid4())


def _ask(programme: Programme, branch: Branch, day: date) -> None:
    """The branch has said its hours and a peak; one session goes to the evening, for those who agree."""
    secretary = branch.secretary
    plans.say_working_time(
        unit=branch.unit,
        days=range(5),
        opens_at=time(8, 30),
        closes_at=time(18),
        days_apart=1,
        by=secretary,
        key=uuid.uuid4(),
    )
    peak = plans.note_event(
        unit=branch.unit,
        kind="peak",
        title="汛期泵站昼夜值守",
        starts_on=day - timedelta(days=2),
        ends_on=day + timedelta(days=5),
        by=secretary,
        key=uuid.uuid4(),
    )
    evening = learning.plan_session(
        unit=branch.unit,
        programmes=[programme],
        form=SessionForm.EXCHANGE,
        topic="值守间隙谈体会",
        on=day + timedelta(days=5),
        starts_at=time(19),
        ends_at=time(20, 30),
        place="泵站值班室",
        business=Occasion.objects.select_related("record").get(record=peak.record),
        by=secretary,
        key=uuid.uuid4(),
    )
    for place, person in enumerate(branch.people[2:14]):
        learning.answer_invitation(session=evening, is_yes=place % 4 != 3, by=person, key=uuid.uuid4())
