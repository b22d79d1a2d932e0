"""The duties that meetings open: what a unit or a person owes after or before one."""

# A task given by a meeting, owed by a unit or by one person (R3-32).
TASK = "meetings.task"
# The text of an exchange speech, owed by a chosen unit by the day of the meeting (R3-02).
SPEECH = "meetings.speech"
