"""A key is claimed before anything else, so that an act sent again changes nothing (settled question 12)."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ledger.models import Claim
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal


@dataclass(slots=True)
class Claimed:
    """What `claimed` hands to an action. ``is_repeat`` tells that ``answer`` was given before; else set ``answer``."""

    key: uuid.UUID
    is_repeat: bool
    answer: dict[str, Any]

    def part(self, name: str) -> uuid.UUID:
        """A key for one part of this act, the same whenever the act is sent again."""
        return uuid.uuid5(self.key, name)


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of ``content`` (dates and ids as text, keys sorted)."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@contextmanager
def claimed(*, key: uuid.UUID, by: Person | None, action: str, content: dict[str, Any]) -> Iterator[Claimed]:
    """Open the one transaction of an action, with its key claimed first.

    The same key, person and content gives the same answer, whatever has happened since. The same key with other
    content or from another person raises ``Refusal('key_used')`` and shows nothing. A refusal inside the block frees
    the key again, as it changed nothing.
    """
    person = by.pk if by else 0
    digest = digest_of([action, content])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_claim (key, person, digest, answer, at) VALUES (%s, %s, %s, NULL, %s) "
                "ON CONFLICT (key) DO NOTHING",
                [_uuid_value(key), person, digest, clock.now()],
            )
            is_new = cursor.rowcount == 1
        if not is_new:
            held = Claim.objects.get(key=key)
            if (held.person, held.digest) != (person, digest):
                raise Refusal("key_used", _("This sheet was already sent with other content."))
            yield Claimed(key, is_repeat=True, answer=held.answer or {})
            return
        claim = Claimed(key, is_repeat=False, answer={})
        yield claim
        if claim.answer:
            Claim.objects.filter(key=key).update(answer=claim.answer)


def _uuid_value(key: uuid.UUID) -> Any:
    """SQLite keeps a UUID as 32 hexadecimal characters, PostgreSQL as itself."""
    return key if connection.features.has_native_uuid_field else key.hex
