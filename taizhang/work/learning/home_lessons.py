"""Reading lessons at home: those of a unit for who keeps its books, one's own for the member (R1-61)."""

from collections.abc import Sequence

from django.db.models import QuerySet

from taizhang.ground.duties.queries import owed_by
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import LessonState, MakeUpForm
from taizhang.work.learning.models import AcceptedMakeUp, HomeLesson, Session
from taizhang.work.learning.rules import may_keep_sessions, may_see_own


def find_lesson(viewer: Viewer, record: int) -> HomeLesson:
    """The lesson of a record, for the member and the branch; else `NotAllowed` or ``DoesNotExist``."""
    lesson = HomeLesson.objects.select_related(
        "record", "unit", "person", "deliverer", "made__session", "text__record"
    ).get(record=record)
    may_see_own(viewer, lesson.person_id, lesson.unit).demand()
    return lesson


def lessons_in(viewer: Viewer, unit: Unit) -> QuerySet[HomeLesson]:
    """The lessons at home of a unit's members that were not withdrawn: wishes and plans first by day, then the last held."""
    may_keep_sessions(viewer, unit).demand()
    rows = HomeLesson.objects.filter(unit=unit).exclude(state=LessonState.WITHDRAWN)
    return rows.select_related("record", "person", "deliverer").order_by("-on", "-pk")


def own_lesson(viewer: Viewer) -> HomeLesson | None:
    """The lesson that the viewer asked for or that is planned for them."""
    rows = HomeLesson.objects.filter(person=viewer.person, state__in=(LessonState.ASKED, LessonState.PLANNED))
    return rows.select_related("record", "deliverer").order_by("on", "pk").first()


def open_sessions(lesson: HomeLesson) -> Sequence[Session]:
    """What the member has to make up and a lesson at home may make up here, the oldest first."""
    records = list(owed_by(lesson.person_id, kind=MAKE_UP).values_list("record", flat=True))
    sessions = Session.objects.filter(record__in=records).order_by("on", "pk").prefetch_related("programmes")
    return [session for session in sessions if _is_accepted(session)]


def _is_accepted(session: Session) -> bool:
    """Whether every programme of a session that has a rule takes a lesson at home for its make-up."""
    rules: dict[int, set[str]] = {}
    for programme, form in AcceptedMakeUp.objects.filter(programme__in=session.programmes.all()).values_list(
        "programme", "form"
    ):
        rules.setdefault(programme, set()).add(form)
    return all(MakeUpForm.HOME_LESSON.value in forms for forms in rules.values())
