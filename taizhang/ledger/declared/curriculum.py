"""The kinds of fact of materials, topics and notes."""

from taizhang.ground.records.models import Sight
from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

# A must item of the whole programme, one that a unit set for its own people, any other material.
READING_CODES = ("must", "task", "other")
TOPIC_CODES = ("common", "own")

KINDS = (
    Kind(
        "curriculum.material_listed",
        Words("学习篇目列入", "學習篇目列入", "Material listed"),
        Measure.PIECES,
        codes=READING_CODES,
    ),
    Kind(
        "curriculum.material_read",
        Words("研读篇目", "研讀篇目", "Material read"),
        Measure.PIECES,
        member=True,
        codes=READING_CODES,
        sight=Sight.NAMED,
    ),
    Kind(
        "curriculum.topic_set",
        Words("专题确定", "專題確定", "Topic set"),
        Measure.PIECES,
        codes=TOPIC_CODES,
    ),
    Kind(
        "curriculum.topic_done",
        Words("专题完成", "專題完成", "Topic done"),
        Measure.PIECES,
        codes=TOPIC_CODES,
    ),
    Kind(
        "curriculum.note_written",
        Words("学习笔记", "學習筆記", "Study note written"),
        Measure.PIECES,
        member=True,
        sight=Sight.NAMED,
    ),
    Kind(
        "curriculum.notes_reviewed",
        Words("查看笔记", "查看筆記", "Notes of a week looked at"),
        Measure.PERSONS,
        codes=("due", "done"),
    ),
    Kind(
        "curriculum.notes_looked_at",
        Words("笔记被查看", "筆記被查看", "A member's notes of a week looked at"),
        Measure.PIECES,
        member=True,
        sight=Sight.NAMED,
    ),
    Kind(
        "curriculum.notes_checked",
        Words("笔记自查", "筆記自查", "Notes checked by the group"),
        Measure.PERSONS,
        codes=("checked", "passed"),
    ),
)
