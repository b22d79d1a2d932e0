"""Signing in: a password checked with argon2, and a lock-out after failures that names nobody.

Refusals are kept under the digest of the name that was typed and only as long as the lock-out lasts. Who signed in when
is never kept: a session is deleted as soon as it has run out (settled question 46).
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from taizhang.ground.people.models import SignInRefusal, User
from taizhang.lib import clock

MOST_REFUSALS = 5
LOCKED_FOR = timedelta(minutes=15)


def minutes_to_wait(username: str) -> int:
    """Whole minutes until a name that was refused too often may try again; 0 when it may now."""
    times = SignInRefusal.objects.filter(name_digest=_digest(username)).order_by("-at").values_list("at", flat=True)
    latest = list(times[:MOST_REFUSALS])
    if len(latest) < MOST_REFUSALS:
        return 0
    left = latest[-1] + LOCKED_FOR - clock.now()
    return max(0, -(-int(left.total_seconds()) // 60))


def _digest(username: str) -> str:
    return hashlib.sha256(username.strip().lower().encode()).hexdigest()


def enter(request: HttpRequest, user: User) -> None:
    """Begin a session for ``user``; sessions and refusals that ran out are deleted, as they would tell who came when."""
    SessionStore.clear_expired()
    SignInRefusal.objects.filter(at__lte=clock.now() - LOCKED_FOR).delete()
    login(request, user)


class PasswordBackend(BaseBackend):
    """Finds a user by name and password; a locked name is refused whatever the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or not password or minutes_to_wait(username):
            return None
        user = User.objects.filter(username=username.strip(), is_active=True).first()
        if user is None:
            # The same work is done for a name that does not exist, so that the time tells nothing.
            make_password(password)
        elif user.check_password(password):
            SignInRefusal.objects.filter(name_digest=_digest(username)).delete()
            return user
        SignInRefusal.objects.create(name_digest=_digest(username), at=clock.now())
        return None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("person").filter(pk=user_id, is_active=True).first()
