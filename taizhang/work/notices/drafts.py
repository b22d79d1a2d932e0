"""Keeping what a reading found: the one write that both an action and a background task do."""

from collections.abc import Sequence

from taizhang.ground.records.actions import retitle_record
from taizhang.lib import clock
from taizhang.work.notices.drafting import NewItem, items_of
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.reading import Draft


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
