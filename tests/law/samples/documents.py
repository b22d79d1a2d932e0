"""Samples of the addresses of documents."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.work.documents import actions
from taizhang.work.documents.models import Document, Task
from taizhang.work.documents.tests.writing import issued, new_document
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, office_of
from tests.world import World, key


def draft(world: World, unit: Unit) -> Document:
    """A draft of a unit with one annex, one thing to do."""
    office = office_of(world, unit)
    held = actions.draft_document(new=new_document(unit, office), by=office, key=key())
    actions.add_annex(document=held, name="附表.txt", content=b"1", by=office, key=key())
    actions.add_task(document=held, kind="add", what="报送名单", by=office, key=key())
    return held


def sent(world: World, unit: Unit) -> Task:
    """An issued document of the root that was sent to the unit, with its task."""
    root = unit
    while root.parent is not None:
        root = root.parent
    office = world.office if root == world.committee else office_of(world, world.foreign_branch)
    held = issued(root if root == world.committee else world.foreign_branch, office, tasks=("报送名单",))
    if unit != held.unit:
        actions.send_document(document=held, units=[unit], by=office, key=key())
    return held.tasks.get()


def a_draft(world: World, unit: Unit) -> Sample:
    return Sample((draft(world, unit).record_id,))


def a_document(world: World, unit: Unit) -> Sample:
    """Issued by the unit itself, sent to nobody."""
    return Sample((issued(unit, office_of(world, unit)).record_id,))


def an_annex(world: World, unit: Unit) -> Sample:
    held = draft(world, unit)
    return Sample((held.record_id, held.record.files.get().pk))


def a_task(world: World, unit: Unit) -> Sample:
    return Sample((draft(world, unit).tasks.get().record_id,))


def a_paper(world: World, unit: Unit) -> Sample:
    """A paper that the unit received."""
    return Sample((unit.pk, sent(world, unit).document.record_id))


def a_task_of(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk, sent(world, unit).record_id))


SAMPLES: dict[str, Maker | Sample] = {
    "documents:documents": ALONE,
    "documents:new_series": ALONE,
    "documents:new": ALONE,
    "documents:document": a_document,
    "documents:sheet": a_document,
    "documents:annex": an_annex,
    "documents:remove_annex": an_annex,
    "documents:change": a_draft,
    "documents:add_task": a_draft,
    "documents:issue": a_draft,
    "documents:revoke": a_document,
    "documents:send": a_document,
    "documents:task": a_task,
    "documents:remove_task": a_task,
    "documents:inbox": by_unit,
    "documents:panel": by_unit,
    "documents:confirm": a_paper,
    "documents:done": a_task_of,
}
