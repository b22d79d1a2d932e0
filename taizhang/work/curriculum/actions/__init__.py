"""All writes of curriculum. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.curriculum.actions.materials import (
    add_law_version,
    change_material,
    list_material,
    withdraw_material,
)
from taizhang.work.curriculum.actions.readings import note_read, note_read_by_many, take_back_read
from taizhang.work.curriculum.actions.topics import change_topic, set_own_topic, set_topic, withdraw_topic

__all__ = [
    "add_law_version",
    "change_material",
    "change_topic",
    "list_material",
    "note_read",
    "note_read_by_many",
    "set_own_topic",
    "set_topic",
    "take_back_read",
    "withdraw_material",
    "withdraw_topic",
]
