"""All writes of learning. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.learning.actions.accounts import Telling, add_expert, tell_session, withdraw_expert
from taizhang.work.learning.actions.agreeing import answer_invitation
from taizhang.work.learning.actions.away import end_away, note_away, send_list
from taizhang.work.learning.actions.closing import close_session, restate_session, take_back_roll_call, withdraw_session
from taizhang.work.learning.actions.erasing import erase_words
from taizhang.work.learning.actions.essays import hand_in_essay, note_oral_answer, review_essay, set_essay_length
from taizhang.work.learning.actions.home_lessons import (
    ask_home_lesson,
    hold_home_lesson,
    plan_home_lesson,
    withdraw_home_lesson,
)
from taizhang.work.learning.actions.leave import ask_leave, decide_leave, take_back_leave
from taizhang.work.learning.actions.linking import link_session
from taizhang.work.learning.actions.planning import change_session, plan_session
from taizhang.work.learning.actions.showing import say_present, switch_codes
from taizhang.work.learning.actions.study import (
    make_up,
    record_self_study,
    restate_self_study,
    set_accepted_make_ups,
    withdraw_make_up,
)

__all__ = [
    "Telling",
    "add_expert",
    "answer_invitation",
    "ask_home_lesson",
    "ask_leave",
    "change_session",
    "close_session",
    "decide_leave",
    "end_away",
    "erase_words",
    "hand_in_essay",
    "hold_home_lesson",
    "link_session",
    "make_up",
    "note_away",
    "note_oral_answer",
    "plan_home_lesson",
    "plan_session",
    "record_self_study",
    "restate_self_study",
    "restate_session",
    "review_essay",
    "say_present",
    "send_list",
    "set_accepted_make_ups",
    "set_essay_length",
    "switch_codes",
    "take_back_leave",
    "take_back_roll_call",
    "tell_session",
    "withdraw_expert",
    "withdraw_home_lesson",
    "withdraw_make_up",
    "withdraw_session",
]
