"""How an action or a rule says no: always with a code and a reason that a person can read."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """An action was refused and changed nothing.

    ``code`` is stable for programs, ``reason`` is a sentence in the reader's language, ``field`` names the input that
    is wrong (or is empty), ``details`` holds what a test or an interface may want to know.
    """

    def __init__(self, code: str, reason: str | Promise, *, field: str = "", **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.field = field
        self.details = details

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refusal):
    """The one who asks may not do this; views answer it with 403 and the reason."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A rule says yes."""

    def __bool__(self) -> bool:
        return True

    def demand(self) -> None:
        """Nothing to refuse."""


@dataclass(frozen=True, slots=True)
class Denied:
    """A rule says no, with the reason shown on the button and in the 403."""

    reason: str | Promise
    code: str = "not_allowed"
    details: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return False

    def demand(self) -> None:
        """Raise the refusal that this denial stands for."""
        raise NotAllowed(self.code, self.reason, **self.details)


Answer = Allowed | Denied
