"""One act over HTTP, self-study entered by a member, against a bare view that writes one row on the same server."""

import http.client
import multiprocessing
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from multiprocessing.pool import ThreadPool
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.figures import Figure, milliseconds, quantile, rate
from bench.stage import Stage, build_stage
from taizhang.ground.people.actions import open_account
from taizhang.ledger.models import Entry
from taizhang.lib import clock
from tests.world import key

CLIENTS = 8
SECONDS = 6.0
ROUNDS = 2


def measure(database: str) -> Iterator[Figure]:
    """Both by turns for twelve seconds each, with eight connections."""
    stage = build_stage(branches=1, people=CLIENTS)
    cookies = [sign_in(stage, at) for at in range(CLIENTS)]
    before = Entry.objects.count()
    acts: list[float] = []
    bares: dict[str, list[float]] = {"/bare/": [], "/bare/signed-in/": []}
    with served(database) as port:
        for cookie in cookies:
            send(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/bare/", cookie, {"words": "warm"})
        for _turn in range(ROUNDS):
            for address, took in bares.items():
                took += hammer(port, cookies, partial(bare, address))
            acts += hammer(port, cookies, self_study(stage))
    booked = Entry.objects.count() - before
    if booked != len(acts):
        raise RuntimeError(f"{len(acts)} acts were answered and {booked} are booked")
    seconds = SECONDS * ROUNDS
    for address, took in bares.items():
        yield Figure(
            "one act over HTTP" if address == "/bare/" else "the same, the bare view signed in too",
            database,
            rate(len(acts), seconds, "acts"),
            f"bare view {rate(len(took), seconds, 'rows')}",
            len(acts) / len(took),
            "≥ 0.50",
            f"p50 {milliseconds(quantile(acts, 0.5))}, p99 {milliseconds(quantile(acts, 0.99))}, {CLIENTS} connections",
        )


def sign_in(stage: Stage, at: int) -> str:
    """The cookie of a signed-in member, with the token of their forms."""
    client = Client()
    user = open_account(person=stage.branches[0].people[at], username=f"member{at}", password=None)
    client.force_login(user)
    token = secrets.token_hex(16)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={token}"


def bare(address: str, number: int) -> tuple[str, dict[str, object]]:
    return address, {"words": f"row {number}"}


def self_study(stage: Stage) -> object:
    on = clock.today() - timedelta(days=1)

    def fields(number: int) -> tuple[str, dict[str, object]]:
        said = {"on": on, "minutes": 30, "material": f"读本 {number}", "programmes": stage.programme.pk, "key": key()}
        return "/learning/self-study/new/", said

    return fields


def hammer(port: int, cookies: list[str], fields: object) -> list[float]:
    """How long each answer took, over as many connections as there are cookies."""
    until = time.monotonic() + SECONDS

    def work(cookie: str) -> list[float]:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        took: list[float] = []
        while time.monotonic() < until:
            address, said = fields(len(took))  # type: ignore[operator]
            start = time.perf_counter()
            send(line, address, cookie, said)
            took.append(time.perf_counter() - start)
        line.close()
        return took

    with ThreadPool(len(cookies)) as pool:
        return [one for some in pool.map(work, cookies) for one in some]


def send(line: http.client.HTTPConnection, address: str, cookie: str, said: dict[str, object]) -> None:
    """Send one form and read its answer; anything but done or a redirect is an error."""
    token = cookie.rpartition("csrftoken=")[2]
    heads = {"Cookie": cookie, "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", address, urlencode(said), heads)
    answer = line.getresponse()
    body = answer.read()
    if answer.status not in (200, 302) or ("/bare/" not in address and answer.status != 302):
        raise RuntimeError(f"{address} answered {answer.status}: {body[:400]!r}")


@contextmanager
def served(database: str) -> Iterator[int]:
    """The product's server as `taizhang serve` starts it, without its background, with the bare view beside."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    connection.close()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(multiprocessing.cpu_count()), "--blocking-threads", "1" if database == "sqlite" else "4"),
        *("--log-level", "warning", "--no-ws", "taizhang.config.wsgi:application"),
    ]
    server = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()
