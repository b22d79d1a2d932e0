"""Signing in: a password checked with argon2, and a lock-out after failures that names nobody.

Refusals are kept under the digest of the name that was typed and only as long as the lock-out lasts; who signed in when
is never kept (settled question 46).
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from taizhang.ground.people.models import SignInRefusal, User
from taizhang.lib import clock

MOST_REFUSALS = 5
LOCKED_FOR = timedelta(minutes=15)


def is_locked(username: str) -> bool:
    """Whether a name was refused so often lately that it must wait."""
    since = clock.now() - LOCKED_FOR
    return SignInRefusal.objects.filter(name_digest=_digest(username), at__gt=since).count() >= MOST_REFUSALS


def _digest(username: str) -> str:
    return hashlib.sha256(username.strip().lower().encode()).hexdigest()


class PasswordBackend(BaseBackend):
    """Finds a user by name and password; a locked name is refused whatever the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or not password or is_locked(username):
            return None
        user = User.objects.filter(username=username.strip(), is_active=True).first()
        if user is None:
            # The same work is done for a name that does not exist, so that the time tells nothing.
            make_password(password)
        elif user.check_password(password):
            SignInRefusal.objects.filter(name_digest=_digest(username)).delete()
            return user
        SignInRefusal.objects.filter(at__lte=clock.now() - LOCKED_FOR).delete()
        SignInRefusal.objects.create(name_digest=_digest(username), at=clock.now())
        return None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("person").filter(pk=user_id, is_active=True).first()
