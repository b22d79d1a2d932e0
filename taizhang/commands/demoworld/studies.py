"""What the demo city reads: a catalogue with topics, readings in every branch, notes and a self-check near the shown one."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.materials.kinds import MaterialKind, Priority
from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.curriculum import actions
from taizhang.work.curriculum.roster import sheet_of

# title, kind, weight, whether everybody reads it
CATALOGUE = (
    ("城市供水服务规程", MaterialKind.LAW, Priority.MAIN, True),
    ("群众来信办理办法", MaterialKind.PAPER, Priority.MAIN, True),
    ("三个普通岗位的一天", MaterialKind.FILM, Priority.KEY, False),
    ("值守纪事", MaterialKind.BOOK, Priority.FURTHER, False),
)
COMMON = (("规程与责任", 0), ("听意见，再改", 1), ("身边的先进", 2))
OWN_TOPIC = "夏季保供怎么排班"
NOTES = ("第三章里的应急值守", "来信要件件有回音", "一个班组长的本子")


def list_materials(programme: Programme, root: Unit, office: Person, start: date) -> list[Material]:
    """The office lists four materials, one of them a law with the version in force, and three common topics."""
    texts = []
    for title, kind, priority, is_must in CATALOGUE:
        material = actions.list_material(
            programme=programme,
            unit=root,
            kind=kind,
            title=title,
            priority=priority,
            is_must=is_must,
            due_on=start + timedelta(days=50) if is_must else None,
            by=office,
            key=uuid.uuid4(),
        )
        if kind == MaterialKind.LAW:
            actions.add_law_version(
                material=material, label="2024年修订", from_on=start - timedelta(days=500), by=office, key=uuid.uuid4()
            )
        texts.append(material)
    for name, rests_on in COMMON:
        actions.set_topic(programme=programme, name=name, texts=[texts[rests_on]], by=office, key=uuid.uuid4())
    return texts


def read(texts: Sequence[Material], branch: Branch, chance: Random) -> None:
    """Who was not there when a must item was read in a session has read it at home, most of them."""
    pairs = [(text, person) for text in texts for person in branch.people if chance.random() < 0.5]
    actions.note_read_by_many(pairs=pairs, by=branch.secretary, key=uuid.uuid4())


def set_own_topic(programme: Programme, branch: Branch) -> None:
    """The shown branch says what it studies besides the common topics."""
    actions.set_own_topic(programme=programme, unit=branch.unit, name=OWN_TOPIC, by=branch.secretary, key=uuid.uuid4())


def next_topic(programme: Programme, week: int) -> Topic | None:
    """The listed topic that a branch studies in a week, every other week one; none once they are through."""
    return Topic.objects.filter(programme=programme, unit=None, number=week // 2 + 1).first() if week % 2 else None


def write_notes(branch: Branch, day: date, week: int) -> None:
    """Three people of the shown branch write a note, one of them on paper."""
    writers = branch.people[2:11]
    for place, title in enumerate(NOTES):
        person = writers[(place + week) % len(writers)]
        is_on_paper = place == 2
        actions.write_note(
            person=person,
            title=title,
            text="" if is_on_paper else "读到这里想到上个月的停水通知，贴在厂门口，住户看不到。",
            is_on_paper=is_on_paper,
            on=day,
            by=branch.secretary if is_on_paper else person,
            key=uuid.uuid4(),
        )


def look_at_notes(branch: Branch, day: date, week: int, *, is_last: bool) -> None:
    """The secretary looks at the notes of the week; of the last week some still wait for the visitor."""
    monday = day - timedelta(days=day.weekday())
    people = [person.pk for person in sheet_of(branch.unit)]
    looked = people[: len(people) * 2 // 3] if is_last else people
    comments = {looked[week % len(looked)]: "写得实，可以在组里讲讲。"}
    actions.review_notes(
        unit=branch.unit, week_on=monday, looked=looked, comments=comments, by=branch.secretary, key=uuid.uuid4()
    )


def check(branch: Branch, day: date) -> None:
    """The branch looks through its own notes once."""
    people = [person.pk for person in sheet_of(branch.unit, whole=True)]
    actions.check_themselves(
        unit=branch.unit,
        group=None,
        on=day,
        checked=people,
        passed=people[:-3],
        remarks="三本缺两周，已说好补上。",
        by=branch.secretary,
        key=uuid.uuid4(),
    )
