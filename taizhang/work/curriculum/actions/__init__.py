"""All writes of curriculum. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.curriculum.actions.materials import (
    add_law_version,
    change_material,
    list_material,
    withdraw_material,
)
from taizhang.work.curriculum.actions.notes import (
    check_themselves,
    review_notes,
    withdraw_check,
    withdraw_note,
    write_note,
)
from taizhang.work.curriculum.actions.private import erase_words, flag_concern, keep_gap_note, settle_concern
from taizhang.work.curriculum.actions.readings import note_read, note_read_by_many, take_back_read
from taizhang.work.curriculum.actions.topics import change_topic, set_own_topic, set_topic, withdraw_topic

__all__ = [
    "add_law_version",
    "change_material",
    "change_topic",
    "check_themselves",
    "erase_words",
    "flag_concern",
    "keep_gap_note",
    "list_material",
    "note_read",
    "note_read_by_many",
    "review_notes",
    "set_own_topic",
    "set_topic",
    "settle_concern",
    "take_back_read",
    "withdraw_check",
    "withdraw_material",
    "withdraw_note",
    "withdraw_topic",
    "write_note",
]
