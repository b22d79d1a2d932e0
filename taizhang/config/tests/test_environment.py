"""How an instance is reached: what the environment may say, and what holds behind a proxy that ends TLS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from taizhang.config.environment import Reached, reached_in, time_zone_in

BEHIND = {"TAIZHANG_HTTPS": "1", "TAIZHANG_HOSTS": "tz.example.cn, 10.0.0.7"}


def test_alone_on_a_machine_nothing_has_to_be_set() -> None:
    assert reached_in({}) == Reached(False, ["localhost", "127.0.0.1", "[::1]"], [], 0)
    assert time_zone_in({"TAIZHANG_TIME_ZONE": " "}) == "Asia/Shanghai"


def test_behind_a_proxy_names_origins_and_days_are_taken_as_given() -> None:
    given = BEHIND | {
        "TAIZHANG_ORIGINS": "https://TZ.example.cn:8443,https://[2001:db8::7]",
        "TAIZHANG_HSTS_DAYS": "365",
    }
    origins = ["https://tz.example.cn:8443", "https://[2001:db8::7]"]
    assert reached_in(given) == Reached(True, ["tz.example.cn", "10.0.0.7"], origins, 365 * 86_400)
    assert reached_in(BEHIND).hsts == 30 * 86_400
    assert reached_in(BEHIND | {"TAIZHANG_HSTS_DAYS": "0"}).hsts == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAIZHANG_HTTPS", "yes"),
        ("TAIZHANG_HOSTS", ""),
        ("TAIZHANG_HOSTS", "*"),
        ("TAIZHANG_HOSTS", "https://tz.example.cn"),
        ("TAIZHANG_HOSTS", "tz.example.cn:8000"),
        ("TAIZHANG_HOSTS", "台账.cn"),
        ("TAIZHANG_DEBUG", "1"),
        ("TAIZHANG_ORIGINS", "tz.example.cn"),
        ("TAIZHANG_ORIGINS", "http://tz.example.cn"),
        ("TAIZHANG_ORIGINS", "https://*.example.cn"),
        ("TAIZHANG_ORIGINS", "https://tz.example.cn/"),
        ("TAIZHANG_ORIGINS", "https://tz.example.cn:99999"),
        ("TAIZHANG_ORIGINS", "https://[tz"),
        ("TAIZHANG_ORIGINS", "https://me@tz.example.cn"),
        ("TAIZHANG_HSTS_DAYS", "-1"),
        ("TAIZHANG_HSTS_DAYS", "731"),
        ("TAIZHANG_HSTS_DAYS", "９"),
        ("TAIZHANG_HSTS_DAYS", "9" * 5000),
    ],
)
def test_what_cannot_hold_stops_the_start_and_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        reached_in(BEHIND | {name: value})


def test_days_without_https_and_a_place_that_is_no_time_zone_stop_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="TAIZHANG_HSTS_DAYS"):
        reached_in({"TAIZHANG_HSTS_DAYS": "30"})
    for name in ("Mars/North", "../etc", "/etc/localtime"):
        with pytest.raises(ImproperlyConfigured, match="TAIZHANG_TIME_ZONE"):
            time_zone_in({"TAIZHANG_TIME_ZONE": name})


def started(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, as settings are read once."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    given = {**inherited, "TAIZHANG_HOME": str(home), **environment}
    return subprocess.run([sys.executable, *words], env=given, capture_output=True, text=True, check=False)


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    answer = started(tmp_path, "-m", "taizhang", "serve", TAIZHANG_HTTPS="1", TAIZHANG_HOSTS="")
    assert answer.returncode == 1 and not answer.stdout
    assert answer.stderr.count("\n") == 1 and answer.stderr.startswith("taizhang: TAIZHANG_HTTPS needs TAIZHANG_HOSTS")
    database = "mysql://me:secret@host/tz"
    answer = started(tmp_path, "-m", "taizhang", "serve", TAIZHANG_DATABASE_URL=database)
    assert answer.stderr == "taizhang: TAIZHANG_DATABASE_URL must be a postgres:// address\n"


SERVED = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING")
proxy = {"host": "tz.example.cn", "x-forwarded-proto": "https"}
plain = Client().get("/sign-in/", headers={"host": "tz.example.cn"})
assert (plain.status_code, plain["Location"]) == (301, "https://tz.example.cn/sign-in/"), plain
client = Client(enforce_csrf_checks=True)
page = client.get("/sign-in/", headers=proxy)
assert page.status_code == 200 and page["Strict-Transport-Security"] == "max-age=2592000", page.headers
assert client.cookies["csrftoken"]["secure"]
token = client.cookies["csrftoken"].value
def chosen(origin):
    sent = {"theme": "dark", "csrfmiddlewaretoken": token}
    return client.post("/ui/theme/", sent, headers=proxy | ({"origin": origin} if origin else {"referer": "https://tz.example.cn/"}))
assert chosen("https://tz.example.cn:8443").status_code == 302
assert chosen("https://tz.example.cn").status_code == 302
assert client.cookies["theme"]["secure"]
assert chosen(None).status_code == 302
assert chosen("http://tz.example.cn").status_code == 403
assert chosen("https://elsewhere.example.cn").status_code == 403
assert Client().get("/sign-in/", headers=proxy | {"host": "elsewhere.example.cn"}).status_code == 400
print("holds")
"""


def test_behind_a_proxy_cookies_are_secure_forms_pass_and_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    given = {
        **BEHIND,
        "TAIZHANG_ORIGINS": "https://tz.example.cn:8443",
        "DJANGO_SETTINGS_MODULE": "taizhang.config.settings",
    }
    answer = started(tmp_path, "-c", SERVED, **given)
    assert answer.stdout.endswith("holds\n"), answer.stderr
