"""Exchange speeches of chosen units (R3-02). Asking and handing in posts nothing: a speech counts once it was given."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import open_unit_duty, settle_unit_duties
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.actions.planning import demand_planned, locked
from taizhang.work.meetings.duties import SPEECH
from taizhang.work.meetings.kinds import SpeechState
from taizhang.work.meetings.models import Meeting, Speech
from taizhang.work.meetings.rules import may_keep_meetings, may_write_speech


def ask_for_speech(*, meeting: Meeting, units: Sequence[Unit], by: Person, key: uuid.UUID) -> list[Speech]:
    """Choose units that speak at a planned meeting; each owes the text by its day. Asked twice, a unit owes one.

    Posts nothing, as nothing was said yet. Raises `Refusal`: ``held_already``, ``withdrawn``, ``no_unit``, ``not_beneath``.
    """
    content = {"meeting": meeting.pk, "units": [unit.pk for unit in units]}
    with claimed(key=key, by=by, action="meetings.ask_for_speech", content=content) as claim:
        held = locked(meeting)
        if not claim.is_repeat:
            may_keep_meetings(viewer_of(by), held.unit).demand()
            demand_planned(held)
            if not units:
                raise Refusal("no_unit", _("Choose at least one unit."), field="units")
            known = set(held.speeches.values_list("unit", flat=True))
            for unit in units:
                if unit.tree != held.unit.tree or not unit.path.startswith(held.unit.path):
                    raise Refusal("not_beneath", _("Only units beneath speak at this meeting."), field="units")
                if unit.pk not in known:
                    _ask(held, unit)
    return list(held.speeches.filter(unit__in=units))


def hand_in_speech(*, speech: Speech, text: str, by: Person, key: uuid.UUID) -> Speech:
    """Keep the text of a speech; a later one stands beside the earlier. Posts nothing: it counts once it was given.

    Raises `Refusal`: ``no_text``.
    """
    content = {"speech": speech.pk, "text": text}
    with claimed(key=key, by=by, action="meetings.hand_in_speech", content=content) as claim:
        held = Speech.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=speech.pk)
        if claim.is_repeat:
            return held
        may_write_speech(viewer_of(by), held).demand()
        if not text.strip():
            raise Refusal("no_text", _("The text is empty."), field="text")
        write_text(record=held.record, purpose="speech", body=text.strip(), by=by)
        settle_unit_duties(kind=SPEECH, record=held.record, unit=held.unit, by=held.record, on=clock.today())
        if held.state == SpeechState.ASKED:
            held.state = SpeechState.HANDED_IN
            held.save(update_fields=["state"])
    return held


def _ask(meeting: Meeting, unit: Unit) -> None:
    record = open_record(type="meetings.speech", unit=unit, title=meeting.title, on=meeting.on)
    Speech.objects.create(record=record, meeting=meeting, unit=unit)
    open_unit_duty(
        kind=SPEECH,
        record=record,
        unit=unit,
        opened_on=clock.today(),
        due_on=max(meeting.on, clock.today()),
        programme=meeting.programmes.first(),
    )
