"""Documents that the office sends down, half of them confirmed; two leaders who ask to travel."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.documents import actions as documents
from taizhang.work.documents.actions import NewDocument
from taizhang.work.documents.models import Document
from taizhang.work.travel import actions as travel
from taizhang.work.travel.kinds import TripKind, TripReason

TEXT = """为把学习和业务安排到一起，现将近期有关事项通知如下。
一、排好时间。各支部把集中学习排在班次之间，避开抢修和结算的日子。
二、补上缺课。倒班和外出的同志由支部约定补课日期，登记在台账里，不另报表。
（一）能一次补两课的，尽量一次补。
（二）补课不在高温时段安排户外活动。
三、少要材料。台账已有的数字，各级不再要求报送。"""
CLOSING = """入冬前后抢修增多，现就学习安排作如下调整。
一、抢修当班的同志，当周集中学习可以顺延，由支部在台账中改期。
二、顺延不减学时，参考日期前补齐。"""


def send(programme: Programme, root: Unit, office: Person, branches: Sequence[Branch], day: date) -> None:
    """Two documents of the campaign office to the branches that visitors see; every other one has confirmed the first."""
    series = documents.open_series(
        unit=root,
        code="连心办",
        issuer="“连心”活动领导小组办公室",
        mark="“连心”活动领导小组办公室文件",
        by=office,
        key=uuid.uuid4(),
    )
    arranging = NewDocument(
        series=series,
        title="关于统筹做好近期学习和业务工作的通知",
        text=TEXT,
        addressee="各有关党组织",
        programme=programme,
    )
    easing = NewDocument(
        series=series,
        title="关于抢修期间学习安排的通知",
        text=CLOSING,
        addressee="各有关党组织",
        programme=programme,
        valid_from=day,
        valid_to=day + timedelta(days=30),
    )
    first = documents.draft_document(new=arranging, by=office, key=uuid.uuid4())
    documents.add_task(
        document=first,
        kind="add",
        what="排出到参考日期的学习时间",
        due_on=day + timedelta(days=9),
        by=office,
        key=uuid.uuid4(),
    )
    second = documents.draft_document(new=easing, by=office, key=uuid.uuid4())
    documents.add_task(document=second, kind="relax", what="抢修当班的集中学习可以顺延", by=office, key=uuid.uuid4())
    for place, document in enumerate((first, second)):
        _send(document, branches, day, office, confirmed=place == 0)


def _send(document: Document, branches: Sequence[Branch], day: date, office: Person, *, confirmed: bool) -> None:
    issued = documents.issue_document(document=document, on=day, by=office, key=uuid.uuid4())
    units = [branch.unit for branch in branches]
    documents.send_document(document=issued, units=units, due_on=day + timedelta(days=6), by=office, key=uuid.uuid4())
    for branch in branches[:: 2 if confirmed else 4]:
        documents.confirm_receipt(record=issued.record, unit=branch.unit, by=branch.secretary, key=uuid.uuid4())


def travel_out(programme: Programme, branch: Branch, office: Person, head: Person, day: date) -> None:
    """Two leaders of the shown branch ask: one has the consent and the approval, the other still waits for the office."""
    for place, (person, kind) in enumerate(
        ((branch.people[1], TripKind.STUDY_TOUR), (branch.people[0], TripKind.ABROAD))
    ):
        trip = travel.ask_to_travel(
            programme=programme,
            person=person,
            kind=kind,
            reason=TripReason.MEETING if place == 0 else TripReason.CONTRACT,
            from_on=day + timedelta(days=8 + place),
            to_on=day + timedelta(days=10 + place),
            words="水处理工艺交流会" if place == 0 else "膜组件供货合同签约",
            by=person,
            key=uuid.uuid4(),
        )
        if place == 0:
            travel.give_consent(trip=trip, consented=True, signed_on=day, words="同意。", by=office, key=uuid.uuid4())
            travel.decide_travel(trip=trip, approved=True, words="回来补上所缺的一课。", by=head, key=uuid.uuid4())
