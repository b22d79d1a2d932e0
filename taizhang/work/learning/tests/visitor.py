"""A person at a browser without a script, for tests of pages."""

import re

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from taizhang.ground.people.models import Person
from tests.world import World


class Visitor:
    """One person at a browser: opens an address, fills the form that was drawn, sends it."""

    def __init__(self, world: World, person: Person) -> None:
        self.client = Client(raise_request_exception=True)
        self.client.force_login(world.user(person))
        self.client.cookies["django_language"] = "en"

    def opens(self, name: str, *args: int, status: int = 200) -> str:
        response = self.client.get(reverse(f"learning:{name}", args=args))
        assert response.status_code == status, response.content.decode()[-600:]
        return response.content.decode()

    def sends(self, name: str, *args: int, **given: object) -> HttpResponse:
        """Send the form of a page with what it was drawn with, but for what is given; an empty list takes a field out."""
        page = self.client.get(reverse(f"learning:{name}", args=args))
        drawn = drawn_fields(page.content.decode()) if page.status_code == 200 else {}
        return self.client.post(reverse(f"learning:{name}", args=args), drawn | given)  # type: ignore[return-value]

    def follows(self, response: HttpResponse) -> str:
        assert response.status_code == 302, response.content.decode()[-900:]
        return self.client.get(response.headers["Location"]).content.decode()


def drawn_fields(page: str) -> dict[str, object]:
    """What a browser would send of the form in the page, were nothing touched."""
    fields: dict[str, object] = {}
    body = page[page.index("<main") : page.index("</main>")]
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = (re.search(r'type="(\w+)"', tag) or [None, ""])[1]
        if name and (kind not in {"radio", "checkbox"} or " checked" in tag):
            fields[name[1]] = value[1] if value else ""
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(r'<option value="([^"]*)"', inside)
        fields[name] = chosen[1] if chosen else ""
    return fields
