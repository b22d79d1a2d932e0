"""Each unit's own plan in a programme, and what it is held against before it is approved."""
