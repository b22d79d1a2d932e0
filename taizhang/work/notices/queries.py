"""Reading notices and drafts; never returns what the viewer may not see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from taizhang.ground.jobs.models import Job, JobState
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.lib import clock
from taizhang.work.notices import rules
from taizhang.work.notices.asking import asked_of
from taizhang.work.notices.kinds import DECIDED_KINDS, ChangeState, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice, Part, StepChange
from taizhang.work.notices.questions import Asked, answer_words, doubt_of

# at this confidence an item may be accepted without being looked at one by one
HIGH = 85
MIDDLE = 65
ASSISTANT_JOB = "notices.assistant"
_CUT_OFF_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Review:
    """A draft as its reviewers see it: all items in order, its questions, and how far the decisions are."""

    notice: Notice
    items: list[DraftItem]
    asked: list[Asked]

    @cached_property
    def parts(self) -> list[Part]:
        """Main text and annexes in their order."""
        return list(self.notice.parts.all())

    @property
    def to_decide(self) -> list[DraftItem]:
        """The items that ask for something."""
        return [item for item in self.items if item.kind in DECIDED_KINDS]

    @property
    def decided(self) -> int:
        """How many of them are decided."""
        return sum(item.state != ItemState.PROPOSED for item in self.to_decide)

    @property
    def open_questions(self) -> list[Asked]:
        """The questions that wait."""
        return [asked for asked in self.asked if asked.is_open]

    @property
    def is_ready(self) -> bool:
        """Whether nothing waits before adoption."""
        return not self.open_questions and self.decided == len(self.to_decide) and bool(self.to_decide)


def notices_for(viewer: Viewer) -> QuerySet[Notice]:
    """Notices the viewer may read, newest first, with how many items wait for a decision."""
    reached = Q(record__unit__in=_reached(viewer))
    is_open = Q(programme__isnull=False) | Q(supplements__isnull=False)
    above = is_open & Q(record__unit__path__in=_paths_above(viewer))
    waiting = Q(items__state=ItemState.PROPOSED, items__kind__in=DECIDED_KINDS)
    return (
        Notice.objects.filter(reached | above)
        .select_related("record", "record__unit", "programme", "programme__record")
        .annotate(asks=Count("items", filter=Q(items__kind__in=DECIDED_KINDS)), waits=Count("items", filter=waiting))
        .defer("text", "outline", "dropped")
        .order_by("-record__on", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that waits for its office: how many items and questions, or nothing but the adoption."""

    notice: Notice
    items: int
    questions: int


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Notices that the viewer, as an office, has still to decide or to adopt, the oldest first."""
    units = [grant.unit for grant in viewer.grants if grant.role == RoleKind.OFFICE]
    rows = Notice.objects.filter(record__unit__in=units, programme__isnull=True, supplements__isnull=True)
    rows = rows.filter(drafted_at__isnull=False)
    found = []
    for notice in rows.select_related("record", "record__unit").order_by("record__on", "pk"):
        review = read_review(notice)
        if review.to_decide:
            waits = len(review.to_decide) - review.decided
            found.append(Waiting(notice, waits, len(review.open_questions)))
    return found


def notice_for(viewer: Viewer, record: int) -> Notice:
    """One notice by its record. Raises `Http404`, or `NotAllowed` with the reason."""
    rows = Notice.objects.select_related("record", "record__unit", "programme__record", "file", "job")
    notice = rows.filter(record=record).first()
    if notice is None:
        raise Http404
    rules.may_read_notice(viewer, notice).demand()
    return notice


def review_of(viewer: Viewer, record: int) -> Review:
    """A notice with its draft."""
    notice = notice_for(viewer, record)
    return read_review(notice)


def read_review(notice: Notice) -> Review:
    """The draft of a notice as it stands, for actions and flows that have asked the rule already."""
    # each item knows its notice by the way it was asked; read beside each row, its outline would be parsed for each
    items = list(notice.items.select_related("decided_by", "requirement"))
    return Review(notice, items, asked_of(notice, items))


def part_for(viewer: Viewer, record: int, number: int) -> Part:
    """One annex of a notice. Raises as `notice_for`."""
    notice = notice_for(viewer, record)
    part = notice.parts.select_related("notice__programme__record", "file", "replaces").filter(number=number).first()
    if part is None or not number:
        raise Http404
    return part


def change_for(viewer: Viewer, record: int, number: int, change: int) -> StepChange:
    """One change that an annex proposes. Raises as `notice_for`."""
    found = part_for(viewer, record, number).changes.select_related("phase__programme", "step").filter(number=change)
    row = found.first()
    if row is None:
        raise Http404
    return row


def changes_of(part: Part) -> list[StepChange]:
    """What an annex proposes, in its order."""
    return list(part.changes.select_related("phase", "step", "decided_by").order_by("number"))


def open_changes(notice: Notice) -> dict[int, int]:
    """How many changes wait for a decision, by the number of their annex; annexes that propose none are left out."""
    rows = StepChange.objects.filter(part__notice=notice).order_by("part__number").values_list("part__number")
    return dict(rows.annotate(waits=Count("pk", filter=Q(state=ChangeState.PROPOSED))))


def step_origins(programme: Programme) -> dict[int, DraftItem]:
    """The item that each step of a programme was adopted from, by the step."""
    items = DraftItem.objects.filter(step__phase__programme=programme).select_related("notice__record")
    return {item.step_id: item for item in items if item.step_id}


def step_changes(programme: Programme) -> dict[int, list[StepChange]]:
    """The changes that people accepted, by the step, the oldest first."""
    rows = StepChange.objects.filter(step__phase__programme=programme, state=ChangeState.ACCEPTED)
    found: dict[int, list[StepChange]] = {}
    for row in rows.select_related("part__notice__record", "decided_by").order_by("decided_at"):
        if row.step_id:
            found.setdefault(row.step_id, []).append(row)
    return found


def item_for(viewer: Viewer, record: int, number: int) -> DraftItem:
    """One item of a draft. Raises as `notice_for`."""
    notice = notice_for(viewer, record)
    item = notice.items.select_related("notice__record__unit", "decided_by").filter(number=number).first()
    if item is None:
        raise Http404
    return item


def item_of_record(viewer: Viewer, record: int) -> DraftItem:
    """The item that a record of the type ``notices.item`` stands for."""
    rows = DraftItem.objects.select_related(
        "notice__record__unit", "notice__programme__record", "decided_by", "requirement", "phase"
    )
    item = rows.filter(record=record).first()
    if item is None:
        raise Http404
    rules.may_read_notice(viewer, item.notice).demand()
    return item


def programmes_for(viewer: Viewer) -> QuerySet[Programme]:
    """Programmes the viewer may read, the newest first."""
    return (
        Programme.objects.filter(Q(unit__in=_reached(viewer)) | Q(unit__path__in=_paths_above(viewer)))
        .select_related("record", "unit", "parent")
        .order_by("-starts_on", "-pk")
    )


def programme_for(viewer: Viewer, record: int) -> Programme:
    """One programme by its record. Raises `Http404`, or `NotAllowed` with the reason."""
    rows = Programme.objects.select_related("record", "unit", "parent__record", "notice")
    programme = rows.filter(record=record).first()
    if programme is None:
        raise Http404
    rules.may_read_programme(viewer, programme).demand()
    return programme


@dataclass(frozen=True, slots=True)
class Demand:
    """One standing requirement of a programme with the item it comes from (None: it came without a notice)."""

    requirement: Requirement
    item: DraftItem | None
    earlier: list[Requirement]


def demands_of(programme: Programme) -> list[Demand]:
    """The requirements that stand, each with its item and the versions it superseded, in their order."""
    rows = list(programme.requirements.select_related("phase").order_by("number", "version"))
    tied = DraftItem.objects.filter(requirement__programme=programme)
    items = {
        item.requirement.number: item
        for item in tied.select_related("decided_by", "notice__record", "requirement")
        if item.requirement
    }
    earlier: dict[int, list[Requirement]] = {}
    for row in rows:
        if row.superseded_by_id:
            earlier.setdefault(row.number, []).append(row)
    return [Demand(row, items.get(row.number), earlier.get(row.number, [])) for row in rows if not row.superseded_by_id]


def decisions_of(programme: Programme) -> list[DraftItem]:
    """Every item of the notice a programme was adopted from that somebody decided, in the order of the text."""
    rows = DraftItem.objects.filter(notice__programme=programme, kind__in=DECIDED_KINDS)
    return list(
        rows.exclude(state=ItemState.PROPOSED)
        .select_related("decided_by", "notice__record", "requirement", "phase", "record")
        .order_by("number")
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One answered question: about which item (0: the whole draft), in its words, with who answered what and when."""

    about: int
    question: str
    answer: str
    by: Person
    at: datetime


def answers_of(
    notice: Notice, items: Sequence[DraftItem] | None = None, asked: Sequence[Asked] | None = None
) -> list[Said]:
    """Every answered question of a draft, those of the whole first; what was taken from a template stands as its item.

    Who has read the items and what is ``asked`` hands them over.
    """
    every = list(notice.items.all()) if items is None else items
    questions = asked_of(notice, every) if asked is None else asked
    known = {(one.question.about, one.question.code): one.question for one in questions}
    known |= {(item.number, doubt.code): doubt for item in every if (doubt := doubt_of(item))}
    return [
        Said(row.about, str(question.words), answer_words(question, row.answer), row.by, row.at)
        for row in notice.answers.select_related("by").order_by("about", "pk")
        if (question := known.get((row.about, row.question)))
    ]


def sentences_of(programme: Programme) -> list[DraftItem]:
    """What was accepted and no metric counts: it stays with the programme as its sentence."""
    kept = DraftItem.objects.filter(
        notice__programme=programme, state__in=(ItemState.ACCEPTED, ItemState.EDITED), requirement=None, phase=None
    )
    elsewhere = (ItemKind.STEP, ItemKind.CONDITION, ItemKind.NAMED_LIST)
    return list(kept.exclude(kind__in=elsewhere).select_related("decided_by", "notice__record").order_by("number"))


def notice_of_programme(viewer: Viewer, programme: Programme) -> Notice | None:
    """The notice a programme was adopted from, when there is one and the viewer may read it."""
    notice = Notice.objects.select_related("record__unit").filter(programme=programme).first()
    return notice if notice and rules.may_read_notice(viewer, notice) else None


def last_asking(notice: Notice) -> Job | None:
    """The newest time this notice was sent to the assistant, by whomever, or None."""
    jobs = Job.objects.filter(kind=ASSISTANT_JOB, input__notice=notice.record_id)
    return jobs.select_related("by").order_by("-asked_at", "-pk").first()


def is_being_asked(asking: Job | None) -> bool:
    """Whether an asking is under way; one that began ten minutes ago and has not ended was cut off."""
    if asking is None or asking.state not in (JobState.WAITING, JobState.RUNNING):
        return False
    return asking.started_at is None or clock.now() - asking.started_at < _CUT_OFF_AFTER


def same_text(viewer: Viewer, digest: str) -> Notice | None:
    """The notice with exactly this text that the viewer received before, or None."""
    return Notice.objects.filter(text_digest=digest, record__unit__in=_reached(viewer)).order_by("pk").first()


def _reached(viewer: Viewer) -> QuerySet[Unit, int]:
    return Unit.objects.filter(viewer.reach()).values_list("pk", flat=True)


def _paths_above(viewer: Viewer) -> set[str]:
    """Paths of all units that the viewer's homes and roles stand under."""
    paths = {path for home in viewer.homes.values() for path in home.ancestor_paths}
    for grant in viewer.grants:
        paths.update(grant.path[:end] for end in range(5, len(grant.path) + 1, 5))
    return paths
