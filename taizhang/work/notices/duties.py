"""The duties that notices open; owed by a unit, through nobody in particular."""

# Owed about a sentence of a notice that was given to units as a task; settled when the unit reports it done (R3-07).
DEADLINE = "notices.deadline"
