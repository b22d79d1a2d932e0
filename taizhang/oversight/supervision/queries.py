"""What pages of supervision show: the samples of a unit, one sample with its list and its draw, what was found."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.records.models import Record, Sight
from taizhang.ledger.reading import Scope, first_statements, vouchers
from taizhang.ledger.seals import head_of, seal_over
from taizhang.oversight.supervision.drawing import draw
from taizhang.oversight.supervision.kinds import BOOKED, Of, SampleState
from taizhang.oversight.supervision.models import Drawn, Finding, Sample
from taizhang.oversight.supervision.rules import may_read_findings, may_see_samples

PUBLISHING = "published"
NOT_SEALED = _("The seal over the publication is made within a minute; then it is drawn.")


def candidates_for(unit: Unit, of: Of, from_on: date, to_on: date) -> list[int]:
    """The numbers of the records that stand booked with a unit and those beneath it in some days, ascending."""
    scope = Scope((BOOKED[of],), unit=unit, from_on=from_on, to_on=to_on, copies=("programme",))
    standing: Counter[int] = Counter()
    for one in vouchers(scope):
        standing[one.source.pk] += one.plus + one.minus
    return sorted(number for number, amount in standing.items() if amount > 0)


def seed_of(sample: Sample) -> str:
    """What a sample is drawn with: the group's own words, if any, and the head of the seal that closes over its publication.

    Empty while no seal does, which is about a minute. So whoever tries seeds beforehand tries them for nothing.
    """
    published = first_statements(sample.record_id, PUBLISHING).get(PUBLISHING)
    made = seal_over(published.position) if published and published.position else None
    return f"{sample.seed} {head_of(made)}".strip() if made else ""


def tried_before(sample: Sample) -> list[Sample]:
    """Other samples of the same kind of papers of the unit whose days meet, withdrawn ones too, by their numbers."""
    rows = Sample.objects.filter(unit=sample.unit_id, of=sample.of, number__lt=sample.number)
    return list(rows.filter(from_on__lte=sample.to_on, to_on__gte=sample.from_on).order_by("number"))


@dataclass(frozen=True, slots=True)
class Paper:
    """One drawn paper: its page opens as far as its owner lets the reader in; a personal one shows no title."""

    drawn: Drawn
    record: Record
    title: str


@dataclass(frozen=True, slots=True)
class Said:
    """One finding with its sentence and the branch's last answer."""

    finding: Finding
    words: str
    answer: str


def find_sample(viewer: Viewer, record: int) -> Sample:
    """The sample of a record, if the viewer may see it."""
    sample = Sample.objects.select_related("record", "unit").filter(record=record).first()
    if sample is None:
        raise Http404
    may_see_samples(viewer, sample.unit).demand()
    return sample


def find_finding(viewer: Viewer, record: int) -> Finding:
    """What was found, if the viewer may read it."""
    rows = Finding.objects.select_related("record", "sample__unit", "sample__record", "drawn__record", "by")
    finding = rows.filter(record=record).first()
    if finding is None:
        raise Http404
    may_read_findings(viewer, finding.sample.unit).demand()
    return finding


def samples_of(viewer: Viewer, unit: Unit) -> list[Sample]:
    """The samples of one unit, the newest first."""
    may_see_samples(viewer, unit).demand()
    return list(Sample.objects.filter(unit=unit).select_related("record").order_by("-published_on", "-pk"))


def units_watched(viewer: Viewer) -> list[Unit]:
    """The units assigned to the viewer's group, in code order."""
    return list(Unit.objects.filter(viewer.reach(RoleKind.SUPERVISOR), closed_on__isnull=True).order_by("code")[:300])


def papers_of(sample: Sample) -> list[Paper]:
    """What was drawn, in the order of the draw."""
    rows = sample.drawn.select_related("record__unit")
    return [Paper(one, one.record, one.record.title if one.record.sight == Sight.OPEN else "") for one in rows]


def comes_out_again(sample: Sample) -> bool:
    """Whether drawing again from the published seed and list gives what stands."""
    again = draw(sample.drawn_with, sample.candidates, sample.size)
    return again == list(sample.drawn.values_list("record_id", flat=True))


def findings_of(viewer: Viewer, sample: Sample) -> list[Said]:
    """What was found of a sample; nothing for readers with whom it does not stay."""
    if not may_read_findings(viewer, sample.unit):
        return []
    rows = sample.findings.filter(withdrawn_on__isnull=True).select_related("record", "drawn", "by")
    return [said_of(one) for one in rows.order_by("pk")]


def said_of(finding: Finding) -> Said:
    """A finding with its words."""
    words = {text.purpose: text.body for text in finding.record.texts.order_by("pk")}
    return Said(finding, words.get("finding", ""), words.get("answer", ""))


def open_for(viewer: Viewer, unit: Unit) -> tuple[list[Sample], list[Said]]:
    """For the page of a branch: samples that wait to be drawn or were drawn last, findings that wait for its answer."""
    may_see_samples(viewer, unit).demand()
    rows = Sample.objects.filter(unit=unit).exclude(state=SampleState.WITHDRAWN).select_related("record")
    samples = list(rows.order_by("-published_on", "-pk")[:3])
    if not may_read_findings(viewer, unit):
        return samples, []
    waiting = Finding.objects.filter(sample__unit=unit, withdrawn_on__isnull=True, answered_on__isnull=True)
    return samples, [said_of(one) for one in waiting.select_related("record", "by").order_by("pk")]
