"""All writes of meetings. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.meetings.actions.cycles import set_cycle
from taizhang.work.meetings.actions.erasing import erase_words
from taizhang.work.meetings.actions.holding import Statement, hold_meeting, restate_meeting, withdraw_meeting
from taizhang.work.meetings.actions.linking import link_meeting
from taizhang.work.meetings.actions.looking import name_problems
from taizhang.work.meetings.actions.planning import change_meeting, plan_meeting
from taizhang.work.meetings.actions.speeches import ask_for_speech, hand_in_speech
from taizhang.work.meetings.actions.tasks import assign_task, finish_task, withdraw_task

__all__ = [
    "Statement",
    "ask_for_speech",
    "assign_task",
    "change_meeting",
    "erase_words",
    "finish_task",
    "hand_in_speech",
    "hold_meeting",
    "link_meeting",
    "name_problems",
    "plan_meeting",
    "restate_meeting",
    "set_cycle",
    "withdraw_meeting",
    "withdraw_task",
]
