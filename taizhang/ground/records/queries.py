"""Texts of a record as they stand. Who may read them is asked by the context the record belongs to."""

from taizhang.ground.records.models import Record, Text


def newest_text(record: Record, purpose: str) -> Text | None:
    """What was last written of a record for one purpose, with who wrote it."""
    return record.texts.filter(purpose=purpose).select_related("by").order_by("-pk").first()


def newest_words(record: Record, purpose: str) -> str:
    """The words last written of a record for one purpose; empty where there are none."""
    text = newest_text(record, purpose)
    return text.body if text else ""
