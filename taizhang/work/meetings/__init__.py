"""Meetings: who met, what for, what was decided, who owes what of it."""
