"""Open matters of a unit pass on to its routine work under a named owner, when a phase or a programme ends (R4-06)."""
