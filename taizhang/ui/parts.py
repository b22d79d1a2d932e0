"""Small values that views hand to the fragments in ``ui/partials/``: choices of a filter, sorts, pages, figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

T = TypeVar("T")


@dataclass(frozen=True)
class Choice:
    """One choice of a filter, as a link: the filter lives in the URL."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Figure:
    """A figure in a stat row: what it counts, the value as shown, where it opens, a few words after it."""

    label: str
    value: str
    url: str = ""
    note: str = ""


def query_with(query: QueryDict, **changes: str | int | None) -> str:
    """The query string with some keys set (or, with ``None``, dropped) and the page forgotten."""
    changed = query.copy()
    changed.pop("page", None)
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"


def choices(
    request: HttpRequest, key: str, options: Iterable[tuple[str, str, int | None]], *, default: str = ""
) -> list[Choice]:
    """A filter over ``?key=``: each option is (value, label, count or None); ``default`` needs no key in the URL."""
    chosen = request.GET.get(key, default)
    return [
        Choice(
            label=label,
            url=query_with(request.GET, **{key: None if value == default else value}),
            current=value == chosen,
            count=count,
        )
        for value, label, count in options
    ]


def sort_by(request: HttpRequest, allowed: Sequence[str]) -> str:
    """The column of ``?sort=`` (with a leading minus when descending) if it is allowed, else the first allowed one."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else allowed[0]


def page_of(request: HttpRequest, rows: Sequence[T] | QuerySet[Any, T], *, size: int = 50) -> Page[T]:
    """The page that ``?page=`` asks for; an odd number gives the first or the last page, never an error."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
