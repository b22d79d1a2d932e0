"""All writes of supervision: a sample published, drawn, withdrawn; what was found of it, and the branch's answer."""

import uuid
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.oversight.supervision.drawing import digest_of, draw
from taizhang.oversight.supervision.kinds import Help, Of, Quality, SampleState
from taizhang.oversight.supervision.models import Drawn, Finding, Sample
from taizhang.oversight.supervision.queries import NOT_SEALED, PUBLISHING, candidates_for, seed_of
from taizhang.oversight.supervision.rules import may_answer, may_draw

DRAW = "draw"
PUBLISHED = "supervision.sample_published"
SAMPLED = "supervision.paper_sampled"
MOST = 100


def publish_sample(
    *, unit: Unit, of: str, from_on: date, to_on: date, size: int, seed: str = "", by: Person, key: uuid.UUID
) -> Sample:
    """Publish what will be drawn from: the list of what stands booked of a unit, its digest and the seed (R1-44).

    Posts ``supervision.sample_published``, so that the ledger keeps every try under its number, and so that a seal closes
    over it: its head, which nobody can know before, is drawn with, whatever seed the group gives. Raises `Refusal`:
    ``unknown_kind``, ``bad_days``, ``too_many``, ``no_candidates``.
    """
    content = {"unit": unit.pk, "of": of, "from_on": from_on, "to_on": to_on, "size": size, "seed": seed}
    with claimed(key=key, by=by, action="supervision.publish_sample", content=content) as claim:
        if claim.is_repeat:
            return Sample.objects.get(pk=claim.answer["sample"])
        may_draw(viewer_of(by), unit).demand()
        if of not in Of.values:
            raise Refusal("unknown_kind", _("Choose what the sample is drawn of."), field="of")
        if from_on > to_on or to_on > clock.today():
            raise Refusal(
                "bad_days", _("The days run from the earlier to the later, today at the latest."), field="to_on"
            )
        if size > MOST:
            raise Refusal("too_many", _("At most 100 papers are drawn at once."), field="size")
        candidates = candidates_for(unit, Of(of), from_on, to_on)
        if not candidates:
            raise Refusal("no_candidates", _("In these days nothing is booked that could be drawn."), field="of")
        # two groups publish one after the other, so that no number is given twice
        Unit.objects.select_for_update().get(pk=unit.pk)
        last = Sample.objects.filter(unit=unit).aggregate(last=Max("number"))["last"] or 0
        sample = Sample.objects.create(
            record=open_record(type="supervision.sample", unit=unit, title=str(Of(of).label), on=clock.today()),
            unit=unit,
            number=last + 1,
            of=of,
            from_on=from_on,
            to_on=to_on,
            size=size,
            seed=seed.strip()[:120],
            candidates=candidates,
            digest=digest_of(candidates),
            published_on=clock.today(),
        )
        line = Line(PUBLISHED, unit.pk, clock.today(), 1, of)
        post(source=sample.record, act=PUBLISHING, lines=[line], by=by, key=key)
        claim.answer = {"sample": sample.pk}
    return sample


def draw_sample(*, sample: Sample, by: Person, key: uuid.UUID) -> Sample:
    """Draw a published sample. Posts ``supervision.paper_sampled`` for the unit, how many.

    Raises `Refusal`: ``drawn_already``, ``withdrawn``, ``not_sealed`` (for about a minute after it was published).
    """
    with claimed(key=key, by=by, action="supervision.draw_sample", content={"sample": sample.pk}) as claim:
        held = _locked(sample)
        if claim.is_repeat:
            return held
        may_draw(viewer_of(by), held.unit).demand()
        _demand(held, SampleState.PUBLISHED)
        held.drawn_with = seed_of(held)
        if not held.drawn_with:
            raise Refusal("not_sealed", NOT_SEALED)
        numbers = draw(held.drawn_with, held.candidates, held.size)
        Drawn.objects.bulk_create(
            Drawn(sample=held, record_id=number, place=place) for place, number in enumerate(numbers, start=1)
        )
        held.state, held.drawn_on = SampleState.DRAWN, clock.today()
        held.save(update_fields=["state", "drawn_on", "drawn_with"])
        line = Line(SAMPLED, held.unit_id, clock.today(), len(numbers), held.of)
        post(source=held.record, act=DRAW, lines=[line], by=by, key=key)
    return held


def withdraw_sample(*, sample: Sample, by: Person, key: uuid.UUID) -> Sample:
    """Withdraw a sample that was published or drawn by mistake; it stays visible with its number and seed.

    What was drawn is booked back, that it was published stays. Raises `Refusal`: ``withdrawn``, ``has_findings``.
    """
    with claimed(key=key, by=by, action="supervision.withdraw_sample", content={"sample": sample.pk}) as claim:
        held = _locked(sample)
        if claim.is_repeat:
            return held
        may_draw(viewer_of(by), held.unit).demand()
        if held.state == SampleState.WITHDRAWN:
            raise Refusal("withdrawn", _("This sample was withdrawn."))
        if held.findings.filter(withdrawn_on__isnull=True).exists():
            raise Refusal("has_findings", _("Something was found already; take that back first."))
        was_drawn = held.state == SampleState.DRAWN
        held.state = SampleState.WITHDRAWN
        held.save(update_fields=["state"])
        if was_drawn:
            correct(source=held.record, act=DRAW, lines=[], by=by, key=key, reason="noted_wrongly")
    return held


def note_finding(
    *,
    sample: Sample,
    quality: str,
    words: str,
    help: str,
    drawn: Drawn | None = None,
    by: Person,
    key: uuid.UUID,
) -> Finding:
    """Note what was found of the quality of a drawn paper, or of the whole sample, and which help it points to (R1-25).

    Posts nothing: it stays between the group and the branch and is no figure (settled question 33). Raises `Refusal`:
    ``not_drawn``, ``withdrawn``, ``unknown_word``, ``no_words``, ``not_in_sample``.
    """
    content = {"sample": sample.pk, "quality": quality, "words": words, "help": help, "drawn": drawn and drawn.pk}
    with claimed(key=key, by=by, action="supervision.note_finding", content=content) as claim:
        if claim.is_repeat:
            return Finding.objects.get(pk=claim.answer["finding"])
        held = _locked(sample)
        may_draw(viewer_of(by), held.unit).demand()
        _demand(held, SampleState.DRAWN)
        if quality not in Quality.values or help not in Help.values:
            raise Refusal("unknown_word", _("Choose one of the listed words."), field="quality")
        if not words.strip():
            raise Refusal("no_words", _("Say in a sentence what you saw."), field="words")
        if drawn and drawn.sample_id != held.pk:
            raise Refusal("not_in_sample", _("This paper was not drawn in this sample."), field="drawn")
        record = open_record(
            type="supervision.finding", unit=held.unit, title=held.record.title, on=clock.today(), sight=Sight.NAMED
        )
        finding = Finding.objects.create(
            record=record, sample=held, drawn=drawn, quality=quality, help=help, by=by, on=clock.today()
        )
        write_text(record=record, purpose="finding", body=words.strip()[:500], by=by)
        claim.answer = {"finding": finding.pk}
    return finding


def answer_finding(*, finding: Finding, words: str, by: Person, key: uuid.UUID) -> Finding:
    """The branch says what it makes of a finding; it may say so again. Posts nothing, as the finding itself.

    Raises `Refusal`: ``withdrawn``, ``no_words``.
    """
    with claimed(
        key=key, by=by, action="supervision.answer_finding", content={"finding": finding.pk, "words": words}
    ) as claim:
        held = _locked_finding(finding)
        if claim.is_repeat:
            return held
        may_answer(viewer_of(by), held.sample.unit).demand()
        _demand_standing(held)
        if not words.strip():
            raise Refusal("no_words", _("Say in a sentence what the branch does about it."), field="words")
        write_text(record=held.record, purpose="answer", body=words.strip()[:500], by=by)
        held.answered_on = clock.today()
        held.save(update_fields=["answered_on"])
    return held


def withdraw_finding(*, finding: Finding, by: Person, key: uuid.UUID) -> Finding:
    """Take back a finding that was wrong; its words go. Posts nothing, as the finding itself. Raises `Refusal` ``withdrawn``."""
    with claimed(key=key, by=by, action="supervision.withdraw_finding", content={"finding": finding.pk}) as claim:
        held = _locked_finding(finding)
        if claim.is_repeat:
            return held
        may_draw(viewer_of(by), held.sample.unit).demand()
        _demand_standing(held)
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        held.record.texts.all().delete()
    return held


def _demand(sample: Sample, state: SampleState) -> None:
    if sample.state == SampleState.WITHDRAWN:
        raise Refusal("withdrawn", _("This sample was withdrawn."))
    if sample.state == state:
        return
    if state == SampleState.PUBLISHED:
        raise Refusal("drawn_already", _("This sample is drawn already."))
    raise Refusal("not_drawn", _("This sample is not drawn yet."))


def _demand_standing(finding: Finding) -> None:
    if finding.withdrawn_on:
        raise Refusal("withdrawn", _("This finding was taken back."))


def _locked(sample: Sample) -> Sample:
    return Sample.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=sample.pk)


def _locked_finding(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("record", "sample__unit")
    return rows.get(pk=finding.pk)
