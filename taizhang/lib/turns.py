"""Taking turns at the one lock of SQLite: work in the background leaves room for people (settled question 49)."""

import time

from django.db import connection

LEAST, MOST = 0.02, 0.2


def give_way(spent: float) -> None:
    """Leave the lock free for as long as the last write held it (``spent`` seconds, within limits).

    Who waits for the lock looks only now and then and would hardly ever find it free between writes that follow each other
    at once. PostgreSQL has no such lock.
    """
    if connection.vendor == "sqlite":
        time.sleep(min(MOST, max(LEAST, spent)))
