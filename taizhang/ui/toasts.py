"""What the page says after an act: what was posted, its voucher, and a button that takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Queue a toast for the next page. ``undo_url`` takes a POST without a body."""
    messages.success(request, text, extra_tags=f"{_UNDO}{undo_url}" if undo_url else "")


def refuse(request: HttpRequest, text: str) -> None:
    """Queue the reason why an act was not done, in words a person can read."""
    messages.warning(request, text)


def undo_url(extra_tags: str) -> str:
    """The address behind 撤回, or nothing."""
    return extra_tags.removeprefix(_UNDO) if extra_tags.startswith(_UNDO) else ""
