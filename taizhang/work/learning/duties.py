"""The duty that learning opens and settles; a penalty it is never."""

# Owed by a person about a missed session; open ones equal what the ledger holds as missed (settled question 44).
MAKE_UP = "learning.make_up"
