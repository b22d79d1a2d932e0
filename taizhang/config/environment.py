"""What the environment says of how an instance is reached: under which names, and whether over https behind a proxy.

A value that cannot hold stops the start with one line that names the variable (`ImproperlyConfigured`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_NAME = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?|\[[0-9a-f:.]+\]")
_LONGEST = 730
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Reached:
    """How an instance is reached. ``hsts`` is how many seconds browsers are told to come by https only."""

    https: bool
    hosts: list[str]
    origins: list[str]
    hsts: int


def switch(environment: Mapping[str, str], name: str) -> bool:
    """A yes/no setting; anything but 0 and 1 stops the start."""
    raw = environment.get(name, "0").strip()
    if raw not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {raw!r}")
    return raw == "1"


def reached_in(environment: Mapping[str, str]) -> Reached:
    """Names, origins and https of an instance.

    With ``TAIZHANG_HTTPS`` a proxy that ends TLS stands in front and says so in ``X-Forwarded-Proto``; then the names are
    to be given, as nobody reaches a proxy on the loopback of this machine, and pages with the insides of errors are not shown.
    """
    https = switch(environment, "TAIZHANG_HTTPS")
    given = _listed(environment, "TAIZHANG_HOSTS")
    if https and not given:
        raise ImproperlyConfigured(
            "TAIZHANG_HTTPS needs TAIZHANG_HOSTS: the names that people type, such as tz.example.cn"
        )
    if https and switch(environment, "TAIZHANG_DEBUG"):
        raise ImproperlyConfigured("TAIZHANG_DEBUG shows the insides of errors to anybody; not with TAIZHANG_HTTPS")
    return Reached(
        https=https,
        hosts=[_host(name) for name in given] or list(LOOPBACK),
        origins=[_origin(one, https) for one in _listed(environment, "TAIZHANG_ORIGINS")],
        hsts=_days(environment, https) * _DAY,
    )


def time_zone_in(environment: Mapping[str, str]) -> str:
    """The one time zone of an instance."""
    name = environment.get("TAIZHANG_TIME_ZONE", "").strip() or "Asia/Shanghai"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"TAIZHANG_TIME_ZONE must be a name such as Asia/Shanghai, not {name!r}") from error


def _listed(environment: Mapping[str, str], name: str) -> list[str]:
    return [one.strip() for one in environment.get(name, "").split(",") if one.strip()]


def _host(name: str) -> str:
    if not _NAME.fullmatch(name.lower()):
        raise ImproperlyConfigured(
            f"TAIZHANG_HOSTS must hold names such as tz.example.cn, without scheme, port or *, not {name!r}"
        )
    return name.lower()


def _origin(origin: str, https: bool) -> str:
    schemes = {"https"} if https else {"https", "http"}
    try:
        parts = urlsplit(origin)
        rest = parts.username or parts.path or parts.query or parts.fragment
        is_whole = parts.scheme in schemes and parts.port != 0 and not rest
        is_whole = is_whole and bool(_NAME.fullmatch(_bracketed(parts.hostname)))
    except ValueError:
        is_whole = False
    if not is_whole:
        example = "https://tz.example.cn or https://tz.example.cn:8443"
        raise ImproperlyConfigured(f"TAIZHANG_ORIGINS must hold origins such as {example}, not {origin!r}")
    return origin.lower()


def _bracketed(host: str | None) -> str:
    return f"[{host}]" if host and ":" in host else host or ""


def _days(environment: Mapping[str, str], https: bool) -> int:
    """For how many days browsers come by https only: 30 unless told otherwise, none without https."""
    raw = environment.get("TAIZHANG_HSTS_DAYS", "").strip()
    if raw and not https:
        raise ImproperlyConfigured("TAIZHANG_HSTS_DAYS says nothing without TAIZHANG_HTTPS=1")
    if raw and not (raw.isascii() and raw.isdecimal() and int(raw[:5]) <= _LONGEST):
        raise ImproperlyConfigured(
            f"TAIZHANG_HSTS_DAYS must be a whole number of days from 0 to {_LONGEST}, not {raw!r}"
        )
    return int(raw or 30) if https else 0
