"""Documents built through actions, for the tests of documents and of what stands above them."""

from itertools import count

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.work.documents import actions
from taizhang.work.documents.actions import NewDocument
from taizhang.work.documents.models import Document, Series
from tests.world import World, key

_codes = count(1)
TEXT = "为做好近期工作，现将有关事项通知如下。\n一、按时报送。各支部于月底前报送名单。\n（一）名单\n1.姓名。"


def series_of(unit: Unit, office: Person) -> Series:
    """The series of a unit, opened at first use."""
    found = Series.objects.filter(unit=unit).first()
    if found:
        return found
    code = f"教组办{next(_codes)}"
    return actions.open_series(
        unit=unit, code=code, issuer="领导小组办公室", mark="领导小组办公室文件", by=office, key=key()
    )


def new_document(unit: Unit, office: Person, **said: object) -> NewDocument:
    """What a sheet says, with a title of its own."""
    given = {"series": series_of(unit, office), "title": f"关于第{next(_codes)}项工作的通知", "text": TEXT}
    return NewDocument(**{**given, **said})  # type: ignore[arg-type]


def draft(world: World, **said: object) -> Document:
    """A draft of the committee's office."""
    new = new_document(world.committee, world.office, **said)
    return actions.draft_document(new=new, by=world.office, key=key())


def issued(unit: Unit, office: Person, *, tasks: tuple[str, ...] = (), **said: object) -> Document:
    """An issued document of a unit, with tasks that it adds."""
    held = actions.draft_document(new=new_document(unit, office, **said), by=office, key=key())
    for what in tasks:
        actions.add_task(document=held, kind="add", what=what, by=office, key=key())
    return actions.issue_document(document=held, on=held.record.on, by=office, key=key())


def sent(world: World, *units: Unit, tasks: tuple[str, ...] = (), **said: object) -> Document:
    """A document of the committee sent to units, both branches when none is named."""
    held = issued(world.committee, world.office, tasks=tasks, **said)
    to = units or (world.branch, world.sibling)
    actions.send_document(document=held, units=to, by=world.office, key=key())
    return held
