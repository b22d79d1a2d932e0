"""The code on the wall: bound to one session, drawn anew every half minute, worth nothing afterwards (settled: no places).

A code says for which session and step of time it was drawn, sealed with the key of the instance. Whoever shows a valid one
gets a pass, good for themself and this session for five minutes, so that a slow phone or a sign-in loses nobody.
"""

import hmac
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from taizhang.lib import clock
from taizhang.lib.refusals import Refusal

STEP = 30
# The way from the wall over a camera to the server.
GRACE = 10
PASS = timedelta(minutes=5)
_SALT = "taizhang.learning.codes"


def code_now(session: int) -> str:
    """The code of a session at this moment."""
    return _code(session, int(clock.now().timestamp()) // STEP)


def check_code(session: int, code: str) -> None:
    """Refuse a code of another session, of another step, or made up: ``wrong_code``, ``expired_code``."""
    step, _dash, _seal = code.partition("-")
    if not (step.isascii() and step.isdigit() and len(step) < 12) or not hmac.compare_digest(
        code.encode(), _code(session, int(step)).encode()
    ):
        raise Refusal("wrong_code", _("This code belongs to another session. Scan the one on the wall."))
    age = clock.now().timestamp() - int(step) * STEP
    if not 0 <= age < STEP + GRACE:
        raise Refusal("expired_code", _("This code has expired. Scan the one on the wall now."))


def pass_for(session: int, person: int) -> str:
    """What the page of a valid code sends: good for one person, one session, five minutes."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{session}.{person}")


def check_pass(session: int, person: int, given: str) -> None:
    """Refuse a pass of another session or person, or an old one: ``wrong_code``, ``expired_code``."""
    try:
        said = signing.TimestampSigner(salt=_SALT).unsign(given, max_age=PASS)
    except signing.SignatureExpired as expired:
        raise Refusal("expired_code", _("This code has expired. Scan the one on the wall now.")) from expired
    except signing.BadSignature as bad:
        raise Refusal("wrong_code", _("This code belongs to another session. Scan the one on the wall.")) from bad
    if said != f"{session}.{person}":
        raise Refusal("wrong_code", _("This code belongs to another session. Scan the one on the wall."))


def _code(session: int, step: int) -> str:
    seal = salted_hmac(_SALT, f"{session}:{step}", algorithm="sha256").hexdigest()
    return f"{step}-{seal[:24]}"
