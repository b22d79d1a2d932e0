"""Every kind of duty, and the requirements it works for: by metric, as a requirement names one.

A duty works for a metric when what settles it is counted there. So a paper that pauses one requirement lets its duties rest
and no others of the same context (R1-14). A kind stands here before it is opened; `tests/law/test_duties.py` holds the
list to the catalogue of metrics.
"""

SERVES: dict[str, tuple[str, ...]] = {
    # made up, a session is missed no more, and its minutes are study in a group or alone
    "learning.make_up": ("sessions_missed", "study_minutes", "group_minutes", "self_minutes", "group_share"),
    "curriculum.note_review": ("note_review_share", "effect_assessed"),
    "notices.deadline": ("directive_tasks_done",),
    "documents.receipt": ("documents_received",),
    "documents.task": ("document_tasks_done",),
    "meetings.task": ("meeting_tasks_done",),
    "meetings.speech": ("speeches_given",),
    "travel.return": ("trips_closed",),
    "contact_points.problem": ("contact_point_problems_settled",),
    # a plan revised is handed in and approved, and then the unit has one
    "plan_revision": (
        "plans_handed_in",
        "plans_approved",
        "plans_sent_back",
        "units_with_study_plan",
        "units_with_themed_plan",
        "study_plan_coverage",
    ),
    # owed without a row: what is to be read by a day, and the meeting that a cycle asks for
    "curriculum.reading": ("must_read", "materials_read"),
    "meetings.meeting": (
        "meetings_held",
        "mobilisations_held",
        "criticism_sessions_held",
        "consolidation_meetings_held",
    ),
}
