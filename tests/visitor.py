"""A person at a browser without scripts, for tests of pages: opens an address, fills the form that was drawn, sends it."""

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.models import Person
from tests.world import World, key


class Browser:
    """One person who reads in English; nobody, when not signed in. Addresses are named within ``space``."""

    space = ""

    def __init__(self, world: World, person: Person | None = None) -> None:
        self.client = Client(raise_request_exception=True)
        if person:
            self.client.force_login(world.user(person))
        self.client.cookies["django_language"] = "en"

    def opens(self, name: str, /, *args: int, status: int = 200, query: str = "") -> str:
        """What a page says."""
        response = self.client.get(self._address(name, args) + query)
        assert response.status_code == status, response.content.decode()[-600:]
        return unescape(response.content.decode())

    def sent(self, name: str, /, *args: int, query: object = "", **given: object) -> HttpResponse:
        """The answer to the form of a page, sent as it was drawn but for what is given; an empty list takes a field out."""
        address = f"{self._address(name, args)}{query}"
        page = self.client.get(address)
        drawn = drawn_fields(page.content.decode()) if page.status_code == 200 else {}
        return self.client.post(address, drawn | given)  # type: ignore[return-value]

    def pressed(self, name: str, /, *args: int, **given: object) -> HttpResponse:
        """The answer to a button, with a key of its own unless one is given."""
        return self.client.post(self._address(name, args), {"key": key()} | given)  # type: ignore[return-value]

    def reads(self, response: HttpResponse) -> str:
        """The page that an answer is or leads to."""
        if response.status_code == 302:
            response = self.client.get(response.headers["Location"])  # type: ignore[assignment]
        return unescape(response.content.decode())

    def _address(self, name: str, args: tuple[int, ...]) -> str:
        return reverse(f"{self.space}{name}", args=args)


class Visitor(Browser):
    """One who looks at the answer itself."""

    def sends(self, name: str, /, *args: int, query: object = "", **given: object) -> HttpResponse:
        """See `sent`."""
        return self.sent(name, *args, query=query, **given)

    def follows(self, response: HttpResponse) -> str:
        """The page that an act which was taken leads to."""
        assert response.status_code == 302, response.content.decode()[-900:]
        return self.reads(response)


class Reader(Browser):
    """One who reads on."""

    def sends(self, name: str, /, *args: int, query: object = "", **given: object) -> str:
        """The page that sending a form leads to."""
        return self.reads(self.sent(name, *args, query=query, **given))

    def posts(self, name: str, /, *args: int, **given: object) -> str:
        """The page that a button leads to."""
        return self.reads(self.pressed(name, *args, **given))


def sheet(**fields: object) -> dict[str, object]:
    """What a form sends: a key of its own and these fields."""
    return {"key": str(key()), **fields}


def drawn_fields(page: str) -> dict[str, object]:
    """What a browser would send of the forms in the middle of a page (or of one form), were nothing touched."""
    fields: dict[str, object] = {}
    body = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = (re.search(r'type="(\w+)"', tag) or [None, ""])[1]
        if name and (kind not in {"radio", "checkbox"} or " checked" in tag):
            fields[name[1]] = unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', body, re.DOTALL):
        fields[name] = unescape(inside)
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(r'<option value="([^"]*)"', inside)
        fields[name] = chosen[1] if chosen else ""
    return fields
