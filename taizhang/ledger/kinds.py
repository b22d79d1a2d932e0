"""The chart of facts: every kind of line the ledger knows, on one page.

A kind is never renamed, only retired. ``codes`` is the closed list of short words a line of this kind may carry; ``('',)``
means it carries none. ``sight`` says how far lines may be seen: open, named, or sealed (settled question 31). ``data`` lists
the keys that may explain a line; no formula reads them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.records.models import Sight
from taizhang.lib.words import Words


class Measure(StrEnum):
    """The smallest unit in which a kind counts, always whole numbers (settled question 1)."""

    PERSONS = "persons"
    UNITS = "units"
    TIMES = "times"
    MINUTES = "minutes"
    PIECES = "pieces"
    FEN = "fen"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact. ``member`` says whether a line names a person's number or never does."""

    name: str
    words: Words
    measure: Measure
    member: bool = False
    codes: tuple[str, ...] = ("",)
    sight: Sight = Sight.OPEN
    data: frozenset[str] = field(default_factory=frozenset)


# Forms of a session; the words stand in work/learning.
SESSION_FORMS = (
    "meeting",
    "class",
    "lecture",
    "discussion",
    "exchange",
    "online",
    "broadcast",
    "field_visit",
    "observation",
    "film",
    "policy",
    "situation",
    "caution",
    "deed_report",
    "oath",
    "home_lesson",
    "make_up",
)
# Parts of a programme's frame that an office changes after adoption; the words stand in work/notices.
FRAME_PARTS = ("list", "aims", "task", "consolidation", "completion", "activity", "key_points")
ABSENCES = ("absent", "leave", "duty")
# Kinds of official document; the words stand in work/documents.
DOCUMENT_KINDS = (
    *("notice", "circular", "letter", "opinions", "decision", "report", "request", "reply", "minutes"),
    *("resolution", "order", "communique", "announcement", "proclamation", "bill"),
)
PLAN_KINDS = ("study", "themed")
# A must item of the whole programme, one that a unit set for its own people, any other material.
READING_CODES = ("must", "task", "other")
TOPIC_CODES = ("common", "own")
# What a meeting is for, who is counted at it, and the totals of a vote; the words stand in work/meetings.
MEETING_KINDS = ("mobilisation", "deployment", "progress", "exchange", "branch", "criticism", "consolidation")
ATTENDANCE = ("leaders", "heads", "cadres", "members", "others")
# Kinds of leaders' travel; the words stand in work/travel.
TRIP_KINDS = ("abroad", "border", "study_tour", "work")
# Ways of seeking a member, routine work, the steps of a new member; the words stand in work/membership.
CONTACT_WAYS = ("visit", "letter", "phone")
ROUTINES = ("leaders", "members", "public", "floating")
MEMBER_STEPS = ("application", "activist", "target", "probationary", "full")
VOTES = ("due", "present", "for", "against", "abstained")

_OF_A_MEMBER = partial(Kind, measure=Measure.TIMES, member=True, sight=Sight.NAMED)
_ALL = (
    Kind(
        "rolls.member_joined",
        Words("党员转入", "黨員轉入", "Member joined"),
        Measure.PERSONS,
        member=True,
        codes=tuple(MembershipKind.values),
        sight=Sight.NAMED,
        data=frozenset({"from"}),
    ),
    Kind(
        "rolls.member_left",
        Words("党员转出", "黨員轉出", "Member left"),
        Measure.PERSONS,
        member=True,
        codes=tuple(MembershipKind.values),
        sight=Sight.NAMED,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.category_changed",
        Words("党员类别变动", "黨員類別變動", "Category changed"),
        Measure.PERSONS,
        member=True,
        codes=tuple(Category.values),
        sight=Sight.NAMED,
    ),
    Kind(
        "rolls.unit_opened",
        Words("单位设立", "單位設立", "Unit opened"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind(
        "rolls.unit_closed",
        Words("单位撤销", "單位撤銷", "Unit closed"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind(
        "rolls.unit_moved",
        Words("单位划转", "單位劃轉", "Unit moved"),
        Measure.TIMES,
        data=frozenset({"from", "to"}),
    ),
    Kind("rolls.unit_renamed", Words("单位更名", "單位更名", "Unit renamed"), Measure.TIMES),
    Kind(
        "rolls.unit_merged",
        Words("单位合并", "單位合併", "Unit merged"),
        Measure.TIMES,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.unit_split",
        Words("单位拆分", "單位拆分", "Unit split"),
        Measure.TIMES,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.unit_enrolled",
        Words("单位参加活动", "單位參加活動", "Unit enrolled"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind("rolls.phase_opened", Words("阶段开始", "階段開始", "Phase opened"), Measure.TIMES),
    Kind("rolls.phase_closed", Words("阶段关闭", "階段關閉", "Phase closed"), Measure.TIMES),
    Kind("notices.notice_received", Words("收到来文", "收到來文", "Notice received"), Measure.PIECES),
    Kind(
        "notices.programme_adopted",
        Words("活动方案通过", "活動方案通過", "Programme adopted"),
        Measure.PIECES,
    ),
    Kind(
        "notices.requirement_changed",
        Words("要求调整", "要求調整", "Requirement changed"),
        Measure.PIECES,
    ),
    Kind("notices.annex_received", Words("收到附件", "收到附件", "Annex received"), Measure.PIECES),
    Kind("notices.step_changed", Words("步骤调整", "步驟調整", "Step changed"), Measure.PIECES),
    Kind(
        "notices.frame_changed",
        Words("活动框架调整", "活動框架調整", "Frame of a programme changed"),
        Measure.TIMES,
        codes=FRAME_PARTS,
    ),
    Kind(
        "notices.record_tagged",
        Words("记录标注用途", "記錄標註用途", "Record pointed to what it serves"),
        Measure.TIMES,
        codes=("item", "goal", "activity"),
    ),
    Kind(
        "changes.set_adopted",
        Words("要求调整入账", "要求調整入賬", "Set of changes adopted"),
        Measure.PIECES,
    ),
    Kind(
        "notices.item_decided",
        Words("草案条目取舍", "草案條目取捨", "Draft item decided"),
        Measure.PIECES,
        codes=("accepted", "edited", "struck"),
    ),
    Kind(
        "documents.document_issued",
        Words("印发文件", "印發文件", "Document issued"),
        Measure.PIECES,
        codes=DOCUMENT_KINDS,
    ),
    Kind("documents.document_dispatched", Words("文件下发", "文件下發", "Document sent"), Measure.PIECES),
    Kind("documents.document_received", Words("文件签收", "文件簽收", "Document received"), Measure.PIECES),
    Kind("documents.task_done", Words("文件任务完成", "文件任務完成", "Task of a document done"), Measure.TIMES),
    Kind(
        "learning.session_held",
        Words("开展学习", "開展學習", "Session held"),
        Measure.TIMES,
        codes=SESSION_FORMS,
    ),
    Kind(
        "learning.session_attended",
        Words("参加学习", "參加學習", "Session attended"),
        Measure.TIMES,
        member=True,
        codes=SESSION_FORMS,
        sight=Sight.NAMED,
    ),
    Kind(
        "learning.study_minutes",
        Words("学习时长", "學習時長", "Study time"),
        Measure.MINUTES,
        member=True,
        codes=("group", "self"),
        sight=Sight.NAMED,
    ),
    Kind(
        "learning.session_recorded",
        Words("学习有记录", "學習有記錄", "Session with a record of what was discussed"),
        Measure.TIMES,
        codes=SESSION_FORMS,
    ),
    Kind(
        "learning.lecture_given",
        Words("讲党课", "講黨課", "Party lecture given"),
        Measure.TIMES,
        member=True,
        codes=("leader", "tutor", "other"),
    ),
    Kind(
        "learning.expert_talk_held", Words("专家辅导报告", "專家輔導報告", "Talk by an outside expert"), Measure.TIMES
    ),
    Kind(
        "learning.reflection_presented",
        Words("心得交流发言", "心得交流發言", "Reflection presented"),
        Measure.TIMES,
        member=True,
        sight=Sight.NAMED,
    ),
    Kind("learning.visit_paid", Words("现场学习花费", "現場學習花費", "Cost of a field visit"), Measure.FEN),
    Kind(
        "learning.session_missed",
        Words("缺课", "缺課", "Session missed"),
        Measure.TIMES,
        member=True,
        codes=ABSENCES,
        sight=Sight.NAMED,
    ),
    Kind(
        "learning.essay_reviewed",
        Words("心得体会已批阅", "心得體會已批閱", "Reflection essay reviewed"),
        Measure.PIECES,
        member=True,
        codes=("", "full_length"),
        sight=Sight.NAMED,
    ),
    Kind(
        "learning.oral_answer_held",
        Words("口头作答", "口頭作答", "Oral answer held"),
        Measure.PIECES,
        member=True,
        sight=Sight.NAMED,
    ),
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
        "curriculum.notes_checked",
        Words("笔记自查", "筆記自查", "Notes checked by the group"),
        Measure.PERSONS,
        codes=("checked", "passed"),
    ),
    Kind("plans.plan_handed_in", Words("计划报送", "計劃報送", "Plan handed in"), Measure.PIECES, codes=PLAN_KINDS),
    Kind("plans.plan_sent_back", Words("计划退回", "計劃退回", "Plan sent back"), Measure.PIECES, codes=PLAN_KINDS),
    Kind("plans.plan_approved", Words("计划批准", "計劃批准", "Plan approved"), Measure.PIECES, codes=PLAN_KINDS),
    Kind(
        "plans.self_study_checked",
        Words("自学检查", "自學檢查", "Self-study checked"),
        Measure.TIMES,
        codes=("in_order", "partly", "lacking"),
    ),
    Kind(
        "plans.unit_planned",
        Words("单位首次有计划", "單位首次有計劃", "Unit has a plan"),
        Measure.UNITS,
        codes=PLAN_KINDS,
    ),
    Kind("meetings.meeting_held", Words("召开会议", "召開會議", "Meeting held"), Measure.TIMES, codes=MEETING_KINDS),
    Kind(
        "meetings.people_attended",
        Words("到会人数", "到會人數", "People at a meeting"),
        Measure.PERSONS,
        codes=ATTENDANCE,
    ),
    Kind("meetings.votes_counted", Words("表决计票", "表決計票", "Votes counted"), Measure.PERSONS, codes=VOTES),
    Kind("meetings.speech_given", Words("交流发言", "交流發言", "Exchange speech given"), Measure.TIMES),
    Kind(
        "meetings.leader_criticised",
        Words("带头开展批评和自我批评", "帶頭開展批評和自我批評", "Led in criticism and self-criticism"),
        Measure.TIMES,
        member=True,
        sight=Sight.NAMED,
    ),
    Kind("meetings.task_assigned", Words("会议交办事项", "會議交辦事項", "Task given by a meeting"), Measure.PIECES),
    Kind("meetings.task_done", Words("会议事项办结", "會議事項辦結", "Task of a meeting done"), Measure.PIECES),
    Kind(
        "travel.consent_given",
        Words("外出书面征得同意", "外出書面徵得同意", "Written consent to travel"),
        Measure.TIMES,
        member=True,
        codes=("office",),
        sight=Sight.NAMED,
    ),
    Kind(
        "travel.trip_approved",
        Words("领导干部外出批准", "領導幹部外出批准", "Leader's travel approved"),
        Measure.TIMES,
        member=True,
        codes=TRIP_KINDS,
        sight=Sight.NAMED,
    ),
    Kind(
        "travel.trip_refused",
        Words("领导干部外出未准", "領導幹部外出未准", "Leader's travel refused"),
        Measure.TIMES,
        member=True,
        codes=("office", "head"),
        sight=Sight.NAMED,
    ),
    _OF_A_MEMBER("travel.trip_closed", Words("外出返回补课办结", "外出返回補課辦結", "Travel closed after make-up")),
    _OF_A_MEMBER(
        "membership.contact_attempted", Words("联系党员", "聯繫黨員", "Contact attempted"), codes=CONTACT_WAYS
    ),
    _OF_A_MEMBER("membership.contact_made", Words("联系上", "聯繫上", "Contact made"), codes=(*CONTACT_WAYS, "self")),
    _OF_A_MEMBER("membership.step_passed", Words("发展步骤", "發展步驟", "Step passed"), codes=MEMBER_STEPS),
    Kind("membership.routine_done", Words("经常性工作", "經常性工作", "Routine done"), Measure.TIMES, codes=ROUTINES),
    Kind("contests.contest_held", Words("举办知识竞赛", "舉辦知識競賽", "Knowledge contest held"), Measure.TIMES),
    _OF_A_MEMBER("contests.person_took_part", Words("参加知识竞赛", "參加知識競賽", "Took part in a contest")),
    Kind("contests.team_took_part", Words("参赛队伍", "參賽隊伍", "Team in a contest"), Measure.TIMES),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

# Why an entry was posted, as a code; words stand in ground/texts (settled question 4).
REASONS: dict[str, Words] = {
    "": Words("首次入账", "首次入賬", "First statement"),
    "wrong_person": Words("人员记错", "人員記錯", "Wrong person"),
    "wrong_amount": Words("时长或数量记错", "時長或數量記錯", "Wrong amount"),
    "wrong_date": Words("日期记错", "日期記錯", "Wrong date"),
    "not_held": Words("没有开展", "沒有開展", "It did not take place"),
    "objection": Words("异议成立", "異議成立", "An objection was upheld"),
    "programme_linked": Words("关联活动有变", "關聯活動有變", "Its programmes have changed"),
    "roll_changed": Words("名册变动", "名冊變動", "The roll has changed"),
    "revoked": Words("文件作废", "文件作廢", "The document was revoked"),
    "noted_wrongly": Words("登记有误", "登記有誤", "Noted by mistake"),
    "taken_back": Words("撤回重填", "撤回重填", "Taken back, to be entered again"),
    "decided_anew": Words("改变取舍", "改變取捨", "Decided otherwise"),
}
COPIES = ("", "programme", "opening")
