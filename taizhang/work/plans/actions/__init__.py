"""All writes of plans. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.plans.actions.business import change_event, note_event, say_working_time, withdraw_event
from taizhang.work.plans.actions.deciding import approve_plan, hand_in_plan, send_back_plan
from taizhang.work.plans.actions.drafting import (
    NewItem,
    begin_plan,
    begin_version,
    put_item,
    remove_item,
    write_frame,
)
from taizhang.work.plans.actions.following import check_self_study, restate_check, tie_task, untie_task

__all__ = [
    "NewItem",
    "approve_plan",
    "begin_plan",
    "begin_version",
    "change_event",
    "check_self_study",
    "hand_in_plan",
    "note_event",
    "put_item",
    "remove_item",
    "restate_check",
    "say_working_time",
    "send_back_plan",
    "tie_task",
    "untie_task",
    "withdraw_event",
    "write_frame",
]
