"""One session for several programmes: entered once, counted in each, and once in all together (R2-15, settled question 14)."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line, correct, standing_lines
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.closing import restate_session
from taizhang.work.learning.actions.planning import check_day, locked
from taizhang.work.learning.actions.study import MADE_UP, person_places
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.lines import MINUTES, study_lines
from taizhang.work.learning.models import MakeUp, Session
from taizhang.work.learning.rules import may_keep_sessions

LINKED = "programme_linked"


def link_session(*, session: Session, programmes: Sequence[Programme], by: Person, key: uuid.UUID) -> Session:
    """Say which programmes a session counts for. A booked one is stated anew for them with the marks it has: in full in
    each, all but the first as copies; its account and its make-ups follow.

    Raises `Refusal`: ``withdrawn``, ``not_enrolled``, ``before_programme``, and those of `restate_session`.
    """
    content = {"session": session.pk, "programmes": sorted(programme.pk for programme in programmes)}
    with claimed(key=key, by=by, action="learning.link_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        if held.state == SessionState.WITHDRAWN:
            raise Refusal("withdrawn", _("This session was withdrawn."))
        linked, wanted = set(held.programmes.all()), set(programmes)
        if wanted - {*linked, *programmes_of(held.unit)}:
            raise Refusal("not_enrolled", _("This unit takes no part in one of these programmes."))
        if wanted == linked:
            return held
        check_day(held.unit, sorted(wanted - linked, key=lambda one: one.pk), held.on)
        if held.state == SessionState.PLANNED:
            held.programmes.set(programmes)
            return held
        marks = dict(held.marks.values_list("person_id", "mark"))
        held = restate_session(
            session=held, marks=marks, programmes=programmes, reason=LINKED, by=by, key=claim.part("roll_call")
        )
        for made in MakeUp.objects.filter(session=held, is_withdrawn=False).select_related("record").order_by("pk"):
            _relink_make_up(made, held, by=by, claim=claim)
    return held


def _relink_make_up(made: MakeUp, session: Session, *, by: Person, claim: Claimed) -> None:
    """Let the minutes of a make-up count for the programmes of its session; what it takes away follows the roll-call."""
    standing = [line for line, _phase in standing_lines(made.record, MADE_UP)]
    code = next((line.code for line in standing if line.kind == MINUTES), "")
    if not code:
        return
    programmes = list(session.programmes.all())
    _home, places = person_places(made.person_id, programmes, on=made.on, may_be_outside=True)
    lines: list[Line] = [line for line in standing if line.kind != MINUTES]
    lines += study_lines(made.person_id, places, on=made.on, minutes=made.minutes, code=code)
    part = claim.part(f"make_up {made.pk}")
    correct(source=made.record, act=MADE_UP, lines=lines, by=by, key=part, reason=LINKED)
