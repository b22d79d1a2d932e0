"""Giving sentences of a notice to units as tasks, and what the units report of them (R3-07).

A task is a duty of a unit about the record of its sentence; nothing is copied, so the page of the directive, the page of
the unit and the sentence speak of the same thing.
"""
