"""One settings file for every instance; the environment differs, the code does not.

Environment (a wrong value stops the start with one clear line):

- ``TAIZHANG_HOME``: folder of all data of an instance (database, files, secret), default ``./taizhang-home``.
- ``TAIZHANG_DATABASE_URL``: ``postgres://…`` for PostgreSQL under the running role; default is SQLite in the home.
- ``TAIZHANG_OWNER_DATABASE_URL``: the owning role on PostgreSQL, used by ``taizhang migrate`` only.
- ``TAIZHANG_SECRET_KEY``: signing key; default is made once and kept in the home, readable by its owner only.
- ``TAIZHANG_HOSTS``: comma-separated names the instance answers to, default loopback.
- ``TAIZHANG_HTTPS``: ``1`` when people come over https, through a proxy that ends TLS and sets ``X-Forwarded-Proto``.
- ``TAIZHANG_ORIGINS``: comma-separated ``https://name[:port]`` that forms may come from besides the name in ``Host``.
- ``TAIZHANG_HSTS_DAYS``: how long browsers come back over https only, default 30 with ``TAIZHANG_HTTPS``; ``0`` for not at all.
- ``TAIZHANG_TIME_ZONE``: the one time zone of the instance, default ``Asia/Shanghai``.
- ``TAIZHANG_DEBUG``, ``TAIZHANG_DEMO``: ``1`` or ``0``.
- ``TAIZHANG_ASSISTANT_URL``, ``TAIZHANG_ASSISTANT_MODEL``, ``TAIZHANG_ASSISTANT_KEY``: the assistant that may propose items
  of a notice; none by default, and then no notice is ever sent anywhere.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from taizhang.config.environment import reached_in, switch, time_zone_in


def _secret_key(home: Path) -> str:
    """The signing key: given by the environment, or made once and kept in the home."""
    if given := os.environ.get("TAIZHANG_SECRET_KEY"):
        if len(given) < 50 or len(set(given)) < 5:
            raise ImproperlyConfigured("TAIZHANG_SECRET_KEY must have at least 50 characters, made by chance")
        return given
    kept = home / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def assistant_in(environment: Mapping[str, str]) -> dict[str, str] | None:
    """Address, model and key of the assistant; None when nothing is set, half of it stops the start."""
    url, model, key = (environment.get(f"TAIZHANG_ASSISTANT_{name}", "").strip() for name in ("URL", "MODEL", "KEY"))
    if not (url or model or key):
        return None
    if not (url and model):
        raise ImproperlyConfigured(
            "TAIZHANG_ASSISTANT_URL and TAIZHANG_ASSISTANT_MODEL must both be set, or no assistant"
        )
    parts = urlsplit(url)
    try:
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and url.isascii()
    except ValueError:
        is_address = False
    if not is_address or " " in url or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            "TAIZHANG_ASSISTANT_URL must be an address such as https://host/v1, without a key in it"
        )
    if key and not (key.isascii() and key.isprintable()):
        raise ImproperlyConfigured(
            "TAIZHANG_ASSISTANT_KEY holds characters that no key has (TAIZHANG_ASSISTANT_URL is set)"
        )
    return {"url": url.rstrip("/"), "model": model, "key": key}


PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("TAIZHANG_HOME", "taizhang-home")).resolve()
try:
    HOME.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"TAIZHANG_HOME must be a folder that can be written to: {error}") from error

DEBUG = switch(os.environ, "TAIZHANG_DEBUG")
DEMO = switch(os.environ, "TAIZHANG_DEMO")
REACHED = reached_in(os.environ)
HTTPS = REACHED.https
TAIZHANG_DEMO = DEMO
SECRET_KEY = _secret_key(HOME)
ASSISTANT = assistant_in(os.environ)
ALLOWED_HOSTS = REACHED.hosts
CSRF_TRUSTED_ORIGINS = REACHED.origins

GROUND_APPS = [
    "taizhang.ground.organisations",
    "taizhang.ground.people",
    "taizhang.ground.records",
    "taizhang.ground.programmes",
    "taizhang.ground.materials",
    "taizhang.ground.duties",
    "taizhang.ground.calendar",
    "taizhang.ground.messages",
    "taizhang.ground.jobs",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "taizhang.ui",
    *GROUND_APPS,
    "taizhang.ledger",
    "taizhang.metrics",
    "taizhang.work.rolls",
    "taizhang.work.learning",
    "taizhang.work.curriculum",
    "taizhang.work.meetings",
    "taizhang.work.travel",
    "taizhang.work.contact_points",
    "taizhang.work.contests",
    "taizhang.work.membership",
    "taizhang.work.notices",
    "taizhang.work.documents",
    "taizhang.work.plans",
    "taizhang.work.changes",
    "taizhang.oversight.dashboards",
    "taizhang.oversight.supervision",
    "taizhang.flows",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "taizhang.ground.people.access.ViewerMiddleware",
    "taizhang.ground.people.line.LineMiddleware",
    "taizhang.ground.people.access.RefusalMiddleware",
]
ROOT_URLCONF = "taizhang.config.urls"
WSGI_APPLICATION = "taizhang.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taizhang.config.shell.shell",
            ],
        },
    }
]


def _databases() -> dict[str, Any]:
    """SQLite in the home, or PostgreSQL by address; both with the options measured in architecture.md."""
    url = os.environ.get("TAIZHANG_DATABASE_URL", "")
    if not url:
        return {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": HOME / "taizhang.sqlite3",
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    # recursive_triggers: else INSERT OR REPLACE walks past the delete trigger of the ledger
                    "init_command": (
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                        "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY"
                    ),
                },
                "CONN_MAX_AGE": None,
            }
        }
    try:
        database = dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True))
    except ValueError as error:
        # the address holds a password; what is wrong with it is not repeated
        raise ImproperlyConfigured("TAIZHANG_DATABASE_URL must be a postgres:// address") from error
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("TAIZHANG_DATABASE_URL must be a postgres:// address")
    return {"default": database}


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["taizhang.ground.people.signing_in.PasswordBackend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "taizhang.ground.people.access.csrf_refused"

LANGUAGE_CODE = "zh-hans"
# Each language is offered under its own name, whatever the page speaks.
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
# This folder is no app; its words are found by name.
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = time_zone_in(os.environ)
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
FILES_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# The server itself speaks no TLS: over https means through a proxy, whose word it takes. Without one the word could be anybody's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = REACHED.hsts
# An instance answers for its own name, not for those beside it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
