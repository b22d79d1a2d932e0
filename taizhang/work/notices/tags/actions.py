"""Saying that a record serves a list item, a goal, an activity or a directive, and taking it back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes import frame
from taizhang.ground.records.models import Record
from taizhang.ledger import posting, reading
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.notices.tags import queries, rules


def tag_record(*, record: Record, target: str, by: Person, key: UUID) -> None:
    """Point a record to a target (``item-12``, ``goal-3``, ``activity-5``, ``directive-7``), so that it is counted there.

    Posts ``notices.record_tagged`` for the unit of the record. Raises `Refusal` ``unknown_target`` for what is none of
    the things the record's unit works by.
    """
    _tag(record, target, by, key, on=True)


def untag_record(*, record: Record, target: str, by: Person, key: UUID) -> None:
    """Take a record off a target. Books what `tag_record` posted back. Raises `Refusal` ``unknown_target``."""
    _tag(record, target, by, key, on=False)


def _tag(record: Record, target: str, by: Person, key: UUID, *, on: bool) -> None:
    action = "notices.tag_record" if on else "notices.untag_record"
    with claimed(key=key, by=by, action=action, content={"record": record.pk, "target": target}) as claim:
        if claim.is_repeat:
            return
        rules.may_tag(viewer_of(by), record).demand()
        found = queries.target_of(target)
        if found is None or (on and target not in {code for code, _words in queries.choices_for(record)}):
            raise Refusal("unknown_target", _("This is nothing that the unit of this record works by."), field="target")
        changed = queries.points(record, found) != on
        if not changed:
            return
        if on:
            frame.point_to(record=record, target=found)
        else:
            frame.take_off(record=record, target=found)
        act = f"{target.replace('activity', 'act').replace('directive', 'dir')}-{record.pk}"[:24]
        source = queries.home_of(found)
        code = target.partition("-")[0]
        lines = [Line("notices.record_tagged", record.unit_id, clock.today(), 1, code=code)] if on else []
        if reading.statements(source, act).exists():
            posting.correct(source=source, act=act, lines=lines, by=by, key=key, reason="decided_anew")
        elif lines:
            posting.post(source=source, act=act, lines=lines, by=by, key=key)
