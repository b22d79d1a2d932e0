"""The kinds of fact of meetings."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

# What a meeting is for, who is counted at it, and the totals of a vote; the words stand in work/meetings.
MEETING_KINDS = ("mobilisation", "deployment", "progress", "exchange", "branch", "criticism", "consolidation")
ATTENDANCE = ("leaders", "heads", "cadres", "members", "others")
VOTES = ("due", "present", "for", "against", "abstained")

KINDS = (
    Kind("meetings.meeting_held", Words("召开会议", "召開會議", "Meeting held"), Measure.TIMES, codes=MEETING_KINDS),
    Kind(
        "meetings.people_attended",
        Words("到会人数", "到會人數", "People at a meeting"),
        Measure.PERSONS,
        codes=ATTENDANCE,
    ),
    Kind("meetings.votes_counted", Words("表决计票", "表決計票", "Votes counted"), Measure.PERSONS, codes=VOTES),
    Kind("meetings.speech_given", Words("交流发言", "交流發言", "Exchange speech given"), Measure.TIMES),
    Kind("meetings.task_assigned", Words("会议交办事项", "會議交辦事項", "Task given by a meeting"), Measure.PIECES),
    Kind("meetings.task_done", Words("会议事项办结", "會議事項辦結", "Task of a meeting done"), Measure.PIECES),
)
