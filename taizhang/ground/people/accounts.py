"""Ways into an account: one's own password, and one-time links into the demo world.

Nothing here is posted: who came in when is nobody's business (settled questions 33, 46).
"""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import SignInLink, User
from taizhang.lib.refusals import NotAllowed, Refusal


def change_password(*, by: User, password: str) -> None:
    """Replace one's own password; sessions elsewhere end by it. The form has asked for the present one."""
    by.set_password(password)
    by.save(update_fields=["password"])


def make_link(user: User) -> str:
    """A fresh one-time address path for ``user``; earlier unused ones stop working. Refused outside a demo."""
    _demand_demo()
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        SignInLink.objects.filter(user=user).delete()
        SignInLink.objects.create(user=user, token_digest=_digest(token))
    return reverse("people:link", args=[token])


def use_link(token: str) -> User:
    """The user behind a one-time token, which is used up by asking.

    Raises `Refusal` ``link_used`` for a token that is not known (any more), `NotAllowed` outside a demo.
    """
    _demand_demo()
    with transaction.atomic():
        link = SignInLink.objects.select_for_update().select_related("user").filter(token_digest=_digest(token)).first()
        if link is None or not link.user.is_active:
            raise Refusal("link_used", _("This link was already used. Start the demo again: it prints fresh ones."))
        link.delete()
    return link.user


def _demand_demo() -> None:
    if not settings.DEMO:
        raise NotAllowed("only_in_a_demo", _("Sign-in links exist in the demo only."))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
