"""When study meets work: working hours, a peak of work, an evening session about which the members are asked."""

import uuid
from datetime import date, time, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.calendar.models import Occasion
from taizhang.ground.programmes.models import Programme
from taizhang.work.learning import actions as learning
from taizhang.work.learning.kinds import SessionForm
from taizhang.work.plans import actions as plans


def meet_work(programme: Programme, branch: Branch, day: date) -> None:
    """The shown branch has said its hours and a peak; one session goes to the evening, for those who agree."""
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
        ends_on=day + timedelta(days=9),
        by=secretary,
        key=uuid.uuid4(),
    )
    evening = learning.plan_session(
        unit=branch.unit,
        programmes=[programme],
        form=SessionForm.EXCHANGE,
        topic="值守间隙谈体会",
        on=day + timedelta(days=7),
        starts_at=time(19),
        ends_at=time(20, 30),
        place="泵站值班室",
        business=Occasion.objects.select_related("record").get(record=peak.record),
        by=secretary,
        key=uuid.uuid4(),
    )
    for place, person in enumerate(branch.people[2:14]):
        learning.answer_invitation(session=evening, is_yes=place % 4 != 3, by=person, key=uuid.uuid4())
