"""The metrics of curriculum."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Ratio, Sum

_READ = ("curriculum.material_read",)

METRICS = (
    Metric(
        "must_read",
        Words("必读篇目已读", "必讀篇目已讀", "Must items read"),
        Sum(_READ, ("must",)),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-50", "R1-51"),
    ),
    Metric(
        "materials_read",
        Words("研读篇目数", "研讀篇目數", "Materials read"),
        Sum(_READ),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R0-04",),
    ),
    Metric(
        "materials_listed",
        Words("列入篇目数", "列入篇目數", "Materials listed"),
        Sum(("curriculum.material_listed",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R0-04",),
    ),
    Metric(
        "own_topics",
        Words("自选专题", "自選專題", "Own topics"),
        Sum(("curriculum.topic_set",), ("own",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-49",),
    ),
    Metric(
        "topics_done",
        Words("完成专题数", "完成專題數", "Topics done"),
        Sum(("curriculum.topic_done",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-48", "R1-159"),
    ),
    Metric(
        "notes_written",
        Words("学习笔记篇数", "學習筆記篇數", "Study notes"),
        Sum(("curriculum.note_written",)),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-41",),
    ),
    Metric(
        "note_review_share",
        Words("笔记查看率", "筆記查看率", "Notes looked at"),
        Ratio(Sum(("curriculum.notes_reviewed",), ("done",)), Sum(("curriculum.notes_reviewed",), ("due",))),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-56",),
    ),
    Metric(
        "notes_checked",
        Words("笔记自查人次", "筆記自查人次", "Notes checked by groups"),
        Sum(("curriculum.notes_checked",), ("checked",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R0-14",),
    ),
)
