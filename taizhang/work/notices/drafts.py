"""Keeping what a reading found: the one write that both an action and a background task do."""

from collections.abc import Sequence

from taizhang.ground.records.actions import retitle_record
from taizhang.lib import clock
from taizhang.work.notices.drafting import NewItem, items_of, read_annex, read_draft
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.models import DraftItem, Notice, Part
from taizhang.work.notices.reading import Draft, Item, Span


def write_draft(*, notice: Notice, read: Draft) -> None:
    """Keep what the reading found, title and frame included.

    Posts nothing: a proposal is nobody's act; deciding it is.
    """
    span = read.campaign_span or (None, None)
    notice.title = read.title[:200] or notice.title
    notice.kind = read.kind[:24]
    notice.issuer = (read.issuer or "")[:120]
    notice.number = (read.number or "")[:60]
    notice.dated_on, notice.spans_from, notice.spans_to = read.document_date, *span
    notice.script = read.script
    notice.outline = [heading.as_json() for heading in read.outline]
    notice.dropped = [[part.start, part.end, part.reason] for part in read.dropped]
    notice.drafted_at = clock.now()
    notice.save()
    retitle_record(record=notice.record, title=notice.title)
    DraftItem.objects.bulk_create(
        _draft_row(notice, number, item) for number, item in enumerate(items_of(read, notice.text), start=1)
    )


def write_proposals(*, notice: Notice, items: Sequence[NewItem]) -> None:
    """Keep what the assistant proposed behind the items that are there, each marked.

    Posts nothing: a proposal is nobody's act.
    """
    first = notice.items.count() + 1
    rows = [_draft_row(notice, number, item) for number, item in enumerate(items, start=first)]
    for row in rows:
        row.from_assistant = True
    DraftItem.objects.bulk_create(rows)


def read_received(notice: Notice) -> Draft:
    """Read the text of a notice that came in, part by part, without what its files set aside."""
    aside = [Span(*stretch) for stretch in notice.dropped]
    return read_draft(notice.text, aside, list(notice.parts.order_by("number").values_list("start", "end")))


def add_to_draft(*, notice: Notice, part: Part) -> None:
    """Add what an annex that came later demands to a draft nobody adopted yet. Posts nothing, as `write_draft`."""
    phases = [
        Item("phase", {"name": said["name"], "start": said["starts_on"], "end": said["ends_on"]}, "", 0, 0, 1)
        for said in (item.standing for item in notice.items.filter(kind=ItemKind.PHASE).order_by("number"))
    ]
    aside = [Span(*stretch) for stretch in notice.dropped if stretch[0] >= part.start]
    read = read_annex(notice.text, (part.start, part.end), aside, day=notice.dated_on, has_phases=bool(phases))
    notice.dropped = [stretch for stretch in notice.dropped if stretch[0] < part.start]
    notice.dropped += [[span.start, span.end, span.reason] for span in read.dropped]
    notice.outline = [*notice.outline, *(heading.as_json() for heading in read.outline)]
    notice.save(update_fields=["text", "dropped", "outline"])
    first = notice.items.count() + 1
    made = items_of(read, notice.text, phases)
    DraftItem.objects.bulk_create(_draft_row(notice, number, item) for number, item in enumerate(made, start=first))


def _draft_row(notice: Notice, number: int, item: NewItem) -> DraftItem:
    return DraftItem(
        notice=notice,
        number=number,
        kind=item.kind,
        fields=item.fields,
        quote=item.quote,
        start=item.start,
        end=item.end,
        confidence=item.confidence,
        question=item.question,
        why=list(item.why),
        group=item.group[:24],
    )
