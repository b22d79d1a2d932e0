"""Every metric, on one page. A metric is declared once; pages, requirements, gates and reports name it and nothing else.

The chart knows only sums (settled question 15): a formula is a sum of lines by kind and code, a ratio of a sum to another
or to a quota, never a last value or a set. `Quota` is the threshold that the programme itself sets for another metric: the
share of group study is counted against the hours asked for, so that extra self-study never makes anyone fail (R1-34).
"""

from dataclasses import dataclass
from enum import StrEnum

from taizhang.ground.people.kinds import COUNTED
from taizhang.ledger.kinds import KINDS, Measure
from taizhang.lib.words import Words


class Grain(StrEnum):
    """Whose value a metric is: each member's own, or a unit's volume."""

    MEMBER = "member"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of the amounts of all lines of these kinds and codes (no codes: all)."""

    kinds: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """The threshold of the requirement that the same programme and phase sets on another metric."""

    metric: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum over another, or over a quota."""

    numerator: Sum
    denominator: Sum | Quota


@dataclass(frozen=True, slots=True)
class Metric:
    """One declared figure: its words, its formula, the smallest unit it is counted in, and whose value it is.

    ``asks_at_most`` says that less is better, so a requirement on it is an upper bound.
    """

    name: str
    words: Words
    formula: Sum | Ratio
    measure: Measure
    grain: Grain
    basis: tuple[str, ...] = ()
    asks_at_most: bool = False

    @property
    def is_share(self) -> bool:
        """Whether its value is a ratio and is shown in percent."""
        return isinstance(self.formula, Ratio)

    @property
    def main(self) -> Sum:
        """The sum whose lines open when the figure is opened."""
        return self.formula.numerator if isinstance(self.formula, Ratio) else self.formula


_COUNTED = tuple(kind.value for kind in COUNTED)
_STUDY = ("learning.study_minutes",)
_HELD = ("learning.session_held",)
_READ = ("curriculum.material_read",)
_MET = ("meetings.meeting_held",)

_ALL = (
    Metric(
        "study_minutes",
        Words("学时", "學時", "Study hours"),
        Sum(_STUDY),
        Measure.MINUTES,
        Grain.MEMBER,
        basis=("R1-33", "R0-10"),
    ),
    Metric(
        "group_minutes",
        Words("集中学习学时", "集中學習學時", "Group study hours"),
        Sum(_STUDY, ("group",)),
        Measure.MINUTES,
        Grain.MEMBER,
        basis=("R1-34",),
    ),
    Metric(
        "self_minutes",
        Words("自学学时", "自學學時", "Self-study hours"),
        Sum(_STUDY, ("self",)),
        Measure.MINUTES,
        Grain.MEMBER,
        basis=("R0-09",),
    ),
    Metric(
        "group_share",
        Words("集中学习占比", "集中學習佔比", "Group study share"),
        Ratio(Sum(_STUDY, ("group",)), Quota("study_minutes")),
        Measure.MINUTES,
        Grain.MEMBER,
        basis=("R1-34",),
    ),
    Metric(
        "sessions_missed",
        Words("待补课", "待補課", "To make up"),
        Sum(("learning.session_missed",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-51",),
        asks_at_most=True,
    ),
    Metric(
        "sessions_attended",
        Words("参加学习次数", "參加學習次數", "Sessions attended"),
        Sum(("learning.session_attended",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R0-15",),
    ),
    Metric(
        "essays_reviewed",
        Words("心得体会", "心得體會", "Reflection essays"),
        Sum(("learning.essay_reviewed",)),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-40", "R1-42"),
    ),
    Metric(
        "essays_full_length",
        Words("达到篇幅的心得体会", "達到篇幅的心得體會", "Essays of full length"),
        Sum(("learning.essay_reviewed",), ("full_length",)),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-40",),
    ),
    Metric(
        "oral_answers",
        Words("口头作答次数", "口頭作答次數", "Oral answers"),
        Sum(("learning.oral_answer_held",)),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-42",),
    ),
    Metric(
        "effect_assessed",
        Words("学习效果评定", "學習效果評定", "Effect of study assessed"),
        Sum(("learning.essay_reviewed", "learning.oral_answer_held")),
        Measure.PIECES,
        Grain.MEMBER,
        basis=("R1-30",),
    ),
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
    Metric(
        "sessions_held",
        Words("开展学习次数", "開展學習次數", "Sessions held"),
        Sum(_HELD),
        Measure.TIMES,
        Grain.UNIT,
    ),
    Metric(
        "mobilisations_held",
        Words("动员大会", "動員大會", "Mobilisation meetings"),
        Sum(_MET, ("mobilisation",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R0-03",),
    ),
    Metric(
        "sessions_recorded",
        Words("有记录的学习次数", "有記錄的學習次數", "Sessions with a record"),
        Sum(("learning.session_recorded",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-68",),
    ),
    Metric(
        "recorded_share",
        Words("学习有记录占比", "學習有記錄佔比", "Share of sessions with a record"),
        Ratio(Sum(("learning.session_recorded",)), Sum(_HELD)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-68",),
    ),
    Metric(
        "lectures_given",
        Words("讲党课次数", "講黨課次數", "Party lectures given"),
        Sum(("learning.lecture_given",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-75", "R1-103"),
    ),
    Metric(
        "leaders_lectures",
        Words("领导干部讲党课", "領導幹部講黨課", "Lectures by leaders"),
        Sum(("learning.lecture_given",), ("leader",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-75",),
    ),
    Metric(
        "expert_talks",
        Words("专家辅导报告次数", "專家輔導報告次數", "Talks by outside experts"),
        Sum(("learning.expert_talk_held",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-76",),
    ),
    Metric(
        "reflections_presented",
        Words("心得交流发言次数", "心得交流發言次數", "Reflections presented"),
        Sum(("learning.reflection_presented",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R0-17",),
    ),
    Metric(
        "visit_costs",
        Words("现场学习费用", "現場學習費用", "Cost of field visits"),
        Sum(("learning.visit_paid",)),
        Measure.FEN,
        Grain.UNIT,
        basis=("R1-72",),
    ),
    Metric(
        "lectures_held",
        Words("党课", "黨課", "Party lectures"),
        Sum(_HELD, ("lecture",)),
        Measure.TIMES,
        Grain.UNIT,
    ),
    Metric(
        "members",
        Words("党员数", "黨員數", "Members"),
        Sum(("rolls.member_joined", "rolls.member_left"), _COUNTED),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-142",),
    ),
    Metric(
        "activists",
        Words("入党积极分子", "入黨積極分子", "Activists"),
        Sum(("rolls.member_joined", "rolls.member_left"), ("activist",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-143",),
    ),
    Metric(
        "members_by_category",
        Words("各类党员数", "各類黨員數", "Members by category"),
        Sum(("rolls.category_changed",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-143",),
    ),
    Metric(
        "units",
        Words("单位数", "單位數", "Units"),
        Sum(("rolls.unit_opened", "rolls.unit_closed")),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-142",),
    ),
    Metric(
        "unit_changes",
        Words("单位变动次数", "單位變動次數", "Changes of units"),
        Sum(("rolls.unit_moved", "rolls.unit_renamed", "rolls.unit_merged", "rolls.unit_split")),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-157",),
    ),
    Metric(
        "units_enrolled",
        Words("参加单位数", "參加單位數", "Units taking part"),
        Sum(("rolls.unit_enrolled",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R0-02",),
    ),
    Metric(
        "phases_opened",
        Words("进入阶段次数", "進入階段次數", "Phases opened"),
        Sum(("rolls.phase_opened",)),
        Measure.TIMES,
        Grain.UNIT,
    ),
    Metric(
        "phases_closed",
        Words("完成阶段次数", "完成階段次數", "Phases closed"),
        Sum(("rolls.phase_closed",)),
        Measure.TIMES,
        Grain.UNIT,
    ),
    Metric(
        "notices_received",
        Words("来文数", "來文數", "Notices received"),
        Sum(("notices.notice_received",)),
        Measure.PIECES,
        Grain.UNIT,
    ),
    Metric(
        "frame_changes",
        Words("活动框架调整次数", "活動框架調整次數", "Changes of the frame"),
        Sum(("notices.frame_changed",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-11", "R2-04", "R4-01"),
    ),
    Metric(
        "records_tagged",
        Words("已标注用途的记录", "已標註用途的記錄", "Records pointed to what they serve"),
        Sum(("notices.record_tagged",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-11", "R3-04"),
    ),
    Metric(
        "annexes_received",
        Words("来文附件数", "來文附件數", "Annexes received"),
        Sum(("notices.annex_received",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-35",),
    ),
    Metric(
        "steps_changed",
        Words("步骤调整次数", "步驟調整次數", "Steps changed"),
        Sum(("notices.step_changed",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-35",),
    ),
    Metric(
        "items_decided",
        Words("草案取舍条数", "草案取捨條數", "Draft items decided"),
        Sum(("notices.item_decided",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("N-01",),
    ),
    Metric(
        "requirements_changed",
        Words("要求调整次数", "要求調整次數", "Requirements changed"),
        Sum(("notices.requirement_changed",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-28",),
    ),
    Metric(
        "change_sets_adopted",
        Words("补充通知采纳数", "補充通知採納數", "Sets of changes adopted"),
        Sum(("changes.set_adopted",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-28",),
    ),
    Metric(
        "programmes_adopted",
        Words("活动方案数", "活動方案數", "Programmes adopted"),
        Sum(("notices.programme_adopted",)),
        Measure.PIECES,
        Grain.UNIT,
    ),
    Metric(
        "documents_issued",
        Words("印发文件数", "印發文件數", "Documents issued"),
        Sum(("documents.document_issued",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R4-38",),
    ),
    Metric(
        "documents_dispatched",
        Words("下发文件件次", "下發文件件次", "Documents sent to units"),
        Sum(("documents.document_dispatched",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-36",),
    ),
    Metric(
        "documents_received",
        Words("签收文件件次", "簽收文件件次", "Documents received by units"),
        Sum(("documents.document_received",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-36",),
    ),
    Metric(
        "document_tasks_done",
        Words("完成文件任务次数", "完成文件任務次數", "Tasks of documents done"),
        Sum(("documents.task_done",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-14", "R3-07"),
    ),
    Metric(
        "plans_handed_in",
        Words("报送计划数", "報送計劃數", "Plans handed in"),
        Sum(("plans.plan_handed_in",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "plans_sent_back",
        Words("退回计划数", "退回計劃數", "Plans sent back"),
        Sum(("plans.plan_sent_back",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "plans_approved",
        Words("批准计划数", "批准計劃數", "Plans approved"),
        Sum(("plans.plan_approved",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31", "R1-38"),
    ),
    Metric(
        "self_study_checks",
        Words("自学检查次数", "自學檢查次數", "Checks of self-study"),
        Sum(("plans.self_study_checked",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-67",),
    ),
    Metric(
        "self_study_in_order",
        Words("自学落实占比", "自學落實佔比", "Share of checks with self-study in order"),
        Ratio(Sum(("plans.self_study_checked",), ("in_order",)), Sum(("plans.self_study_checked",))),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-67",),
    ),
    Metric(
        "units_with_study_plan",
        Words("有学习计划的单位", "有學習計劃的單位", "Units with a study plan"),
        Sum(("plans.unit_planned",), ("study",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "units_with_themed_plan",
        Words("有主题实践方案的单位", "有主題實踐方案的單位", "Units with a themed plan"),
        Sum(("plans.unit_planned",), ("themed",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-163",),
    ),
    Metric(
        "study_plan_coverage",
        Words("学习计划覆盖面", "學習計劃覆蓋面", "Share of units with a study plan"),
        Ratio(Sum(("plans.unit_planned",), ("study",)), Sum(("rolls.unit_enrolled",))),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "meetings_held",
        Words("召开会议次数", "召開會議次數", "Meetings held"),
        Sum(_MET),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-146", "R3-01"),
    ),
    Metric(
        "criticism_sessions_held",
        Words("批评和自我批评会", "批評和自我批評會", "Criticism sessions held"),
        Sum(_MET, ("criticism",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-167",),
    ),
    Metric(
        "consolidation_meetings_held",
        Words("巩固工作会", "鞏固工作會", "Consolidation meetings held"),
        Sum(_MET, ("consolidation",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R4-13",),
    ),
    Metric(
        "people_at_meetings",
        Words("会议到会人次", "會議到會人次", "Attendance at meetings"),
        Sum(("meetings.people_attended",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R2-01",),
    ),
    Metric(
        "votes_counted",
        Words("表决票数", "表決票數", "Votes counted"),
        Sum(("meetings.votes_counted",), ("for", "against", "abstained")),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R3-35",),
    ),
    Metric(
        "speeches_given",
        Words("交流发言次数", "交流發言次數", "Exchange speeches"),
        Sum(("meetings.speech_given",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R3-02",),
    ),
    Metric(
        "led_in_criticism",
        Words("领导干部带头批评和自我批评", "領導幹部帶頭批評和自我批評", "Leaders who led in criticism"),
        Sum(("meetings.leader_criticised",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-102", "R1-167"),
    ),
    Metric(
        "meeting_tasks_assigned",
        Words("会议交办事项数", "會議交辦事項數", "Tasks given by meetings"),
        Sum(("meetings.task_assigned",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-146", "R3-32"),
    ),
    Metric(
        "meeting_tasks_done",
        Words("会议办结事项数", "會議辦結事項數", "Tasks of meetings done"),
        Sum(("meetings.task_done",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R3-32",),
    ),
    Metric(
        "travel_consents",
        Words("外出书面征得同意次数", "外出書面徵得同意次數", "Written consents to travel"),
        Sum(("travel.consent_given",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-106",),
    ),
    Metric(
        "trips_approved",
        Words("领导干部外出批准次数", "領導幹部外出批准次數", "Leaders' trips approved"),
        Sum(("travel.trip_approved",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-105",),
    ),
    Metric(
        "trips_refused",
        Words("领导干部外出未准次数", "領導幹部外出未准次數", "Leaders' trips refused"),
        Sum(("travel.trip_refused",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-104",),
    ),
    Metric(
        "trips_closed",
        Words("外出返回补课办结次数", "外出返回補課辦結次數", "Trips closed after make-up"),
        Sum(("travel.trip_closed",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-107",),
    ),
    Metric(
        "contact_attempts",
        Words("联系流动、失联党员次数", "聯繫流動、失聯黨員次數", "Contact attempts"),
        Sum(("membership.contact_attempted",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-62",),
    ),
    Metric(
        "contacts_made",
        Words("与流动、失联党员取得联系次数", "與流動、失聯黨員取得聯繫次數", "Contacts made"),
        Sum(("membership.contact_made",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-63",),
    ),
    Metric(
        "routines_done",
        Words("经常性工作完成次数", "經常性工作完成次數", "Routine work done"),
        Sum(("membership.routine_done",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-148",),
    ),
    Metric(
        "member_steps",
        Words("发展党员步骤完成数", "發展黨員步驟完成數", "Steps of new members passed"),
        Sum(("membership.step_passed",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R4-26",),
    ),
    Metric(
        "contests_held",
        Words("知识竞赛举办次数", "知識競賽舉辦次數", "Knowledge contests held"),
        Sum(("contests.contest_held",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-74",),
    ),
    Metric(
        "contest_teams",
        Words("知识竞赛参赛队次", "知識競賽參賽隊次", "Teams in knowledge contests"),
        Sum(("contests.team_took_part",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-74",),
    ),
    Metric(
        "contest_participations",
        Words("知识竞赛参赛人次", "知識競賽參賽人次", "Participations in knowledge contests"),
        Sum(("contests.person_took_part",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-74",),
    ),
)
CATALOGUE: dict[str, Metric] = {metric.name: metric for metric in _ALL}


def kinds_read() -> set[str]:
    """All kinds that some metric reads."""
    read: set[str] = set()
    for metric in _ALL:
        read.update(metric.main.kinds)
        if isinstance(metric.formula, Ratio) and isinstance(metric.formula.denominator, Sum):
            read.update(metric.formula.denominator.kinds)
    return read & KINDS.keys()
