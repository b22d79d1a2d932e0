"""An act in the review brings what it changes and no more: the page mended by its answers is the page opened anew."""

import html
import random
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.tests.drafted import decide, receive
from taizhang.work.notices.tests.long_notice import long_notice
from tests.world import World

_PIECE = re.compile(r'<(?P<tag>li|section|small|div|form|span|input|mark)\b[^>]*?\bid="(?P<id>[^"]+)"[^>]*>', re.DOTALL)
# keys and tokens are new on every page
_NEW = re.compile(r' hx-swap-oob="[a-z]+"| data-next="[^"]*"| aria-current="true"|value="[0-9a-f-]{36}"|value="\w{64}"')
# what is compared: rows, the questions with their head and press, counts, the template, the filter, the stretches of text
_COMPARED = re.compile(r"i\d+|q[\w-]{4}|questions-(head|left)|count-\w+|sure|fit|filter-state|seen|s\d+|review-\w+")


def pieces(markup: str) -> dict[str, str]:
    """Every piece of a page that has a name and may be brought anew, by its name."""
    found: dict[str, str] = {}
    for piece in _PIECE.finditer(markup):
        if not _COMPARED.fullmatch(piece["id"]):
            continue
        end = piece.end() if piece["tag"] == "input" else closing(markup, piece["tag"], piece.end())
        found[piece["id"]] = " ".join(_NEW.sub("", markup[piece.start() : end]).split())
    return found


def closing(markup: str, tag: str, start: int) -> int:
    """Where an element that begins before ``start`` ends."""
    depth = 1
    for edge in re.compile(rf"<(/?){tag}\b[^>]*>").finditer(markup, start):
        depth += -1 if edge[1] else 1
        if depth == 0:
            return edge.end()
    raise AssertionError(f"{tag} is not closed: {markup[start - 80 : start]}")


@dataclass
class Open:
    """A review that stands open in a browser, as its pieces: what htmx does with an answer is done to them."""

    client: Client
    notice: Notice
    query: str = ""
    pieces: dict[str, str] = field(default_factory=dict)
    seen: str = ""
    answer: str = ""
    whole: int = 0

    def load(self) -> None:
        page = self.client.get(reverse("notices:notice", args=[self.notice.record_id]) + self.query).content.decode()
        self.pieces = pieces(page)
        self.seen = self._seen_in(page)

    def act(self, name: str, *args: object, **said: object) -> Any:
        address = reverse(f"notices:{name}", args=[self.notice.record_id, *args]) + self.query
        sent = {"key": str(uuid.uuid4()), "seen": self.seen, **said}
        response = self.client.post(address, sent, headers={"hx-request": "true"})
        assert response.status_code == 200
        self.answer = response.content.decode()
        self.seen = self._seen_in(self.answer)
        brought = pieces(self.answer)
        if response.headers.get("HX-Reswap") != "none":
            self.whole += 1
            around = {
                name: piece
                for name, piece in self.pieces.items()
                if re.fullmatch(r"s\d+|review-\w+|filter-state", name)
            }
            self.pieces = around | brought
            return response
        for gone in re.findall(r'<div id="([\w-]+)" hx-swap-oob="delete">', self.answer):
            self.pieces.pop(gone, None)
            brought.pop(gone, None)
            if gone.startswith("group-"):
                self.pieces.pop(gone.replace("group", "count"), None)
        assert not set(brought) - set(self.pieces), "a piece has no place on the page"
        self.pieces |= brought
        return response

    def is_the_page_opened_anew(self) -> None:
        anew = Open(self.client, self.notice, self.query)
        anew.load()
        for name in sorted(self.pieces.keys() | anew.pieces.keys()):
            mine, fresh = self.pieces.get(name), anew.pieces.get(name)
            if re.fullmatch(r"s\d+", name):
                mine, fresh = (piece and piece.replace(" lit", "") for piece in (mine, fresh))
            assert mine == fresh, name

    @staticmethod
    def _seen_in(markup: str) -> str:
        found = re.search(r'name="seen" value="([^"]*)"', markup)
        assert found
        return html.unescape(found[1])


def opened(world: World, notice: Notice, query: str = "") -> Open:
    client = Client()
    client.force_login(world.user(world.office))
    page = Open(client, notice, query)
    page.load()
    return page


def act_at_random(page: Open, chance: random.Random) -> None:
    """Decide an item, take a decision back, decide a sentence, or answer a question, as the page offers it."""
    item = chance.choice(list(page.notice.items.filter(kind__in=DECIDED_KINDS)))
    decision = chance.choice(["accepted", "struck", "proposed"])
    questions = [
        (int(found[1]), html.unescape(found[0]))
        for found in re.findall(
            r'name="question" value="([^"]*)"><input type="hidden" name="about" value="(\d+)"', page.answer
        )
    ]
    if questions and chance.random() < 0.3:
        about, question = chance.choice(questions)
        given = chance.choice(["leave_open", "take", "percent", "number", "as_read", ""])
        page.act(
            "answer", question=question, about=about, answer=given, **({"listed": "1"} if chance.random() < 0.5 else {})
        )
    elif item.group and chance.random() < 0.5:
        page.act("decide_together", item.group, decision=decision)
    else:
        page.act("decide", item.number, decision=decision)


@pytest.mark.parametrize("query", ["", "?state=open", "?kind=requirements&state=open", "?sure=high"])
def test_the_page_mended_by_its_answers_is_the_page_opened_anew(world: World, query: str) -> None:
    notice = receive(world)
    rate = notice.items.filter(fields__measure="satisfaction_share")[0]
    DraftItem.objects.filter(pk=rate.pk).update(question="percent_sign_lost")
    page = opened(world, notice, query)
    chance = random.Random(query)
    for _time in range(25):
        act_at_random(page, chance)
        page.is_the_page_opened_anew()


def test_one_decision_brings_one_row_however_long_the_notice(world: World) -> None:
    notice = receive(world, long_notice(world.today))
    page = opened(world, notice)
    first, second = notice.items.filter(kind__in=DECIDED_KINDS, question="").order_by("number")[:2]
    response = page.act("decide", first.number, decision="accepted")
    assert response.headers["HX-Reswap"] == "none"
    assert re.findall(r'<li class="item[^"]*" id="(i\d+)"', page.answer) == [f"i{first.number}"]
    assert f'data-next="i{second.number}"' in page.answer
    assert len(response.content) < 12_000


def test_an_answer_brings_what_somebody_else_decided_meanwhile(world: World) -> None:
    notice = receive(world, long_notice(world.today))
    page = opened(world, notice)
    mine, theirs = notice.items.filter(kind=ItemKind.DEADLINE, question="").order_by("number")[:2]
    decide(world, theirs, ItemState.STRUCK)
    page.act("decide", mine.number, decision="accepted")
    assert re.findall(r'<li class="item[^"]*" id="(i\d+)"', page.answer) == [f"i{mine.number}", f"i{theirs.number}"]
    page.is_the_page_opened_anew()


def test_a_refused_act_brings_its_row_with_a_new_key_and_the_reason(world: World) -> None:
    notice = receive(world, long_notice(world.today))
    item = notice.items.filter(kind__in=DECIDED_KINDS).order_by("number")[0]
    DraftItem.objects.filter(pk=item.pk).update(question="percent_sign_lost")
    page = opened(world, notice)
    page.act("decide", item.number, decision="accepted")
    assert re.findall(r'<li class="item[^"]*" id="(i\d+)"', page.answer) == [f"i{item.number}"]
    assert 'class="toast due"' in page.answer
    assert notice.items.get(pk=item.pk).state == ItemState.PROPOSED


@pytest.mark.parametrize("seen", ["", "....", "a.b.c.d", "x" * 50, "是.否.一.二"])
def test_a_page_that_does_not_say_what_it_shows_gets_the_whole_list(world: World, seen: str) -> None:
    notice = receive(world)
    page = opened(world, notice)
    page.seen = seen
    page.act("decide", 1, decision="struck")
    assert page.whole == 1 and 'id="work"' in page.answer
    page.is_the_page_opened_anew()
