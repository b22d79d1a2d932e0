"""Directives of the story: a sentence of the notice given to the branches around the one that visitors see, most of them done."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.flows.directives.chain import ASKING
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.notices.handing import actions as handing
from taizhang.work.notices.models import DraftItem


def hand_down(programme: Programme, office: Person, branches: Sequence[Branch], on: date) -> None:
    """Two sentences that no metric counts become tasks: one is nearly done, the other has only begun."""
    rows = DraftItem.objects.filter(notice__programme=programme, kind__in=ASKING, requirement=None, record=None)
    kept = [item for item in rows.select_related("notice").order_by("number") if item.is_kept][:2]
    for place, item in enumerate(kept):
        units = [branch.unit for branch in branches[: len(branches) - place]]
        due = on + timedelta(days=14 + 30 * place)
        record = handing.give_item(item=item, units=units, due_on=due, by=office, key=uuid.uuid4())
        for number, branch in enumerate(branches):
            is_done = number % 3 == 0 if place else number % 6 != 5
            if branch.unit in units and is_done:
                handing.report_task(record=record, unit=branch.unit, by=branch.secretary, key=uuid.uuid4())
