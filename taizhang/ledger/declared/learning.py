"""The kinds of fact of learning."""

from taizhang.ground.records.models import Sight
from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

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
ABSENCES = ("absent", "leave", "duty")

KINDS = (
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
)
