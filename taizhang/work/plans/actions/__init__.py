"""All writes of plans. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.plans.actions.deciding import approve_plan, hand_in_plan, send_back_plan
from taizhang.work.plans.actions.drafting import (
    NewItem,
    begin_plan,
    begin_version,
    put_item,
    remove_item,
    write_frame,
)

__all__ = [
    "NewItem",
    "approve_plan",
    "begin_plan",
    "begin_version",
    "hand_in_plan",
    "put_item",
    "remove_item",
    "send_back_plan",
    "write_frame",
]
