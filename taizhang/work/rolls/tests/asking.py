"""Pages and sheets as a reader meets them: open one, fill it in, send it."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from taizhang.ground.people.models import Person
from tests.world import World

KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')


def reader(world: World, person: Person, language: str = "zh-hans") -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(world.user(person), backend="taizhang.ground.people.signing_in.PasswordBackend")
    client.cookies["django_language"] = language
    return client


def page(client: Client, name: str, /, *args: int, **query: str) -> str:
    """A page that must open."""
    answer = client.get(reverse(f"rolls:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def fill(client: Client, name: str, /, *args: int, **said: Any) -> str:
    """Open a sheet, send it as drawn with what is said, and return the page it leads to; the sheet must be taken."""
    address = reverse(f"rolls:{name}", args=args)
    drawn = KEY.search(page(client, name, *args))
    assert drawn, "the sheet has no key"
    answer = client.post(address, {"key": drawn[1], **said}, follow=True)
    assert answer.redirect_chain, wrongs(answer.content.decode())
    assert answer.status_code == 200
    return answer.content.decode()


def refused(client: Client, name: str, /, *args: int, **said: Any) -> str:
    """Send a sheet that must come back, and return what it says is wrong."""
    address = reverse(f"rolls:{name}", args=args)
    drawn = KEY.search(page(client, name, *args))
    assert drawn
    answer = client.post(address, {"key": drawn[1], **said})
    assert answer.status_code == 200
    return wrongs(answer.content.decode())


def wrongs(html: str) -> str:
    """The sentences of the summary above a sheet."""
    found = re.search(r'class="wrong-summary".*?</ul>', html, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


def plain(html: str) -> str:
    """The words of the middle of a page, without marks."""
    middle = html[html.index('<div class="head">') : html.index('<footer class="foot">')]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", middle))
