"""The optional assistant against a real server on this machine: off by default, asked on purpose, believed in nothing."""

import json
import socket
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from taizhang.config.settings import assistant_in
from taizhang.ground.jobs.actions import begin_job
from taizhang.ground.jobs.models import Job, JobState
from taizhang.ledger.reading import Scope, total
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed
from taizhang.work.notices import actions, assistant, tasks
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.tests.drafted import decide, receive, refused, settle
from taizhang.work.notices.tests.endpoint import Server, endpoint
from tests.world import World, key

TEXT = """关于开展读书活动的通知
各支部：
一、每名党员每月交流一次读书所得。
二、书架上总有新书可借，旧书随时更换。
三、读书角早日布置妥当为好。
县委学教办
2026年8月3日
"""
BOOKS = "书架上总有新书可借，旧书随时更换"
HALL = "读书角早日布置妥当为好"


def demand_of(quote: str, **changes: object) -> dict[str, object]:
    given = {"kind": "requirement", "quote": quote, "what": "自定书目", "op": ">=", "value": 5, "unit": "种"}
    return given | changes


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Server]:
    with endpoint() as made:
        settings.ASSISTANT = made.setting
        yield made


@pytest.fixture
def office(world: World) -> Client:
    client = Client()
    client.force_login(world.user(world.office))
    return client


def asked(world: World, server: Server, notice: Notice) -> Job:
    """The office asks, and the background does it."""
    job = actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    tasks.send_to_assistant.call(job.pk)
    job.refresh_from_db()
    return job


# --- off unless set ---


@pytest.mark.parametrize(
    "given",
    [
        {"URL": "https://host/v1"},
        {"MODEL": "county-1"},
        {"KEY": "secret"},
        {"MODEL": "county-1", "KEY": "secret"},
        {"URL": "host/v1", "MODEL": "county-1"},
        {"URL": "file:///etc/passwd", "MODEL": "county-1"},
        {"URL": "https://me:secret@host/v1", "MODEL": "county-1"},
        {"URL": "https://host/v1?key=secret", "MODEL": "county-1"},
        {"URL": "https://host:secret/v1", "MODEL": "county-1"},
        {"URL": "https://host/v1 secret", "MODEL": "county-1"},
        {"URL": "https://机关/v1", "MODEL": "county-1"},
        {"URL": "https://host/v1", "MODEL": "county-1", "KEY": "secret\n密"},
    ],
)
def test_half_an_assistant_stops_the_start_and_does_not_tell_the_key(given: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="TAIZHANG_ASSISTANT_URL") as stop:
        assistant_in({f"TAIZHANG_ASSISTANT_{name}": value for name, value in given.items()})
    assert "secret" not in str(stop.value)


def test_nothing_set_is_no_assistant_and_all_set_is_one() -> None:
    assert assistant_in({}) is None
    assert assistant_in({"TAIZHANG_ASSISTANT_URL": "", "TAIZHANG_ASSISTANT_MODEL": " "}) is None
    given = {"TAIZHANG_ASSISTANT_URL": "http://127.0.0.1:8080/v1/", "TAIZHANG_ASSISTANT_MODEL": "county-1"}
    assert assistant_in(given) == {"url": "http://127.0.0.1:8080/v1", "model": "county-1", "key": ""}


def test_without_the_setting_a_notice_is_read_and_decided_and_nothing_is_sent(
    world: World, office: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.ASSISTANT is None
    reached: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kw: reached.append(args))
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: reached.append(address))
    notice = receive(world)
    settle(world, notice)
    page = office.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    address = reverse("notices:assistant", args=[notice.record_id])
    assert address not in page
    assert office.get(address).status_code == 404
    assert office.post(address, {"key": uuid.uuid4(), "host": "", "model": ""}).status_code == 404
    with refused("assistant_off"):
        actions.ask_assistant(notice=notice, host="", model="", by=world.office, key=key())
    assert not Job.objects.filter(kind="notices.assistant").exists()
    assert reached == []


def test_an_assistant_that_is_set_is_not_asked_by_itself(world: World, office: Client, server: Server) -> None:
    notice = receive(world, TEXT)
    office.get(reverse("notices:notice", args=[notice.record_id]))
    office.get(reverse("notices:assistant", args=[notice.record_id]))
    assert server.heard == []


# --- asked on purpose ---


def test_the_sheet_says_what_goes_where_and_one_press_sends_it(world: World, office: Client, server: Server) -> None:
    notice = receive(world, TEXT)
    server.proposes(demand_of(BOOKS))
    address = reverse("notices:assistant", args=[notice.record_id])
    assert address in office.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    page = office.get(address).content.decode()
    assert server.host in page and "county-1" in page and str(len(TEXT)) in page
    assert "secret-of-ours" not in page
    sent = {"key": str(uuid.uuid4()), "host": server.host, "model": "county-1"}
    assert office.post(address, sent).status_code == 302
    assert office.post(address, sent).status_code == 302
    job = Job.objects.get(kind="notices.assistant")
    assert job.input == {"notice": notice.record_id, "host": server.host, "model": "county-1", "characters": len(TEXT)}
    waiting = office.get(address).content.decode()
    assert reverse("notices:assistant_progress", args=[notice.record_id]) in waiting
    tasks.send_to_assistant.call(job.pk)
    done = office.get(reverse("notices:assistant_progress", args=[notice.record_id]), headers={"hx-request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    assert "1 " in office.get(address).content.decode()
    review = office.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    assert "助手提出" in review


def test_only_the_notice_goes_out_with_the_key_in_the_head(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    server.proposes()
    asked(world, server, notice)
    ((path, headers, sent),) = server.heard
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-of-ours"
    assert sent["model"] == "county-1"
    assert [message["content"] for message in sent["messages"]] == [assistant.TASK, notice.text]
    assert world.office.name not in json.dumps(sent, ensure_ascii=False)


def test_a_proposal_becomes_a_marked_open_item_that_is_decided_like_any_other(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    before = list(notice.items.values_list("number", flat=True))
    posting = Scope(("notices.notice_received", "notices.item_decided"), unit=world.committee)
    posted = total(posting)
    server.proposes(demand_of(BOOKS))
    job = asked(world, server, notice)
    assert (job.state, job.result) == (JobState.DONE, {"proposed": 1, "dropped": {}})
    assert total(posting) == posted
    item = notice.items.get(from_assistant=True)
    assert item.number == len(before) + 1
    assert (item.kind, item.state) == (ItemKind.REQUIREMENT, ItemState.PROPOSED)
    assert notice.text[item.start : item.end] == item.quote == BOOKS
    assert (item.fields["amount"], item.fields["unit"]) == ("5", "种")
    actions.decide_many(notice=notice, by=world.office, key=key())
    item.refresh_from_db()
    assert item.state == ItemState.PROPOSED
    assert decide(world, item, ItemState.ACCEPTED).decided_by == world.office


def test_every_kind_is_taken_in_its_kept_shape(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    server.proposes(
        {"kind": "phase", "quote": "读书活动", "name": "读书", "start": "2026-08-03", "end": None},
        {"kind": "deadline", "quote": HALL, "what": "布置读书角", "due": "2026-10-01"},
        {"kind": "deadline", "quote": "每名党员每月交流", "what": "交流", "due": "monthly day 5"},
        {
            "kind": "responsibility",
            "quote": BOOKS,
            "task": "自定书目",
            "lead": ["各支部", "学教办"],
            "support": ["工会"],
        },
    )
    assert asked(world, server, notice).result == {"proposed": 4, "dropped": {}}
    made = {item.kind + item.quote[:2]: item.fields for item in notice.items.filter(from_assistant=True)}
    assert made["phase读书"] == {"name": "读书", "starts_on": "2026-08-03", "ends_on": ""}
    assert made["deadline读书"]["due_on"] == "2026-10-01"
    assert made["deadline每名"]["recurs"] == "monthly day 5"
    assert made["responsibility书架"]["lead"] == ["各支部", "学教办"]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (demand_of("书架上总有新书可借,旧书随时更换"), "no_quote"),
        (demand_of("每人读十本书"), "no_quote"),
        (demand_of(""), "no_quote"),
        (demand_of("  "), "no_quote"),
        ({"kind": "requirement", "what": "书目", "op": ">=", "value": 5, "unit": "种"}, "no_quote"),
        ({**demand_of(BOOKS), "quote": ["书目"]}, "no_quote"),
        (demand_of(BOOKS, kind="figure"), "bad"),
        (demand_of(BOOKS, kind=["requirement"]), "bad"),
        (demand_of(BOOKS, value=True), "bad"),
        (demand_of(BOOKS, value="很多"), "bad"),
        (demand_of(BOOKS, value=-5), "bad"),
        (demand_of(BOOKS, value=float("nan")), "bad"),
        (demand_of(BOOKS, op="!="), "bad"),
        (demand_of(BOOKS, unit="种" * 40, what="书" * 4), "kept"),
        ({"kind": "deadline", "quote": HALL, "what": "布置", "due": "国庆节前"}, "bad"),
        ({"kind": "deadline", "quote": HALL, "what": "布置", "due": "2026-13-40"}, "bad"),
        ({"kind": "responsibility", "quote": BOOKS, "task": "自定", "lead": [], "support": []}, "bad"),
        ({"kind": "responsibility", "quote": BOOKS, "task": "自定", "lead": "各支部", "support": []}, "bad"),
        ({"kind": "phase", "quote": "读书", "name": "读书", "start": "2026-09-01", "end": "2026-08-01"}, "bad"),
        ("requirement", "bad"),
        (None, "bad"),
    ],
)
def test_what_has_no_exact_sentence_or_is_not_right_is_thrown_away(
    world: World, server: Server, item: object, why: str
) -> None:
    notice = receive(world, TEXT)
    server.proposes(item, demand_of(HALL, value=7))
    job = asked(world, server, notice)
    kept = notice.items.filter(from_assistant=True)
    if why == "kept":
        assert kept.count() == 2
    else:
        assert job.result == {"proposed": 1, "dropped": {why: 1}}
        assert [row.quote for row in kept] == [HALL]


def test_what_the_draft_has_already_is_not_proposed_again(world: World, server: Server) -> None:
    notice = receive(world, "关于学习的通知\n各支部：\n每名党员学习不少于40学时。\n")
    held = notice.items.get(kind=ItemKind.REQUIREMENT)
    same = demand_of("每名党员学习不少于40学时", what="学时", value=40, unit="学时")
    server.proposes(same, demand_of("学习不少于40学时", value=4, unit="次"))
    job = asked(world, server, notice)
    assert job.result == {"proposed": 1, "dropped": {"known": 1}}
    assert asked(world, server, notice).result == {"proposed": 0, "dropped": {"known": 2}}
    assert DraftItem.objects.filter(notice=notice, kind=ItemKind.REQUIREMENT).count() == 2
    held.refresh_from_db()
    assert held.state == ItemState.PROPOSED and not held.from_assistant


def test_of_two_numbers_in_one_sentence_the_one_that_was_named_stands(world: World, server: Server) -> None:
    text = "关于自学的通知\n各支部：\n党员自学满40学时、其中三分之二在支部里，都算好的。\n"
    notice = receive(world, text)
    quote = "党员自学满40学时、其中三分之二在支部里"
    notice.items.all().delete()
    hours = demand_of(quote, value=40, unit="学时", measure="study_hours")
    server.proposes(hours, demand_of(quote, value=66.67, unit="%", measure="group_study_share"))
    asked(world, server, notice)
    kept = notice.items.filter(from_assistant=True).order_by("number")
    assert [item.fields["amount"] for item in kept] == ["40", "2/3"]


# --- what goes wrong is said and leaves nothing ---


@pytest.mark.parametrize(
    "words",
    [
        "",
        "好的，以下是各项：",
        "[]",
        "{}",
        '{"items": {}}',
        '{"items": [',
        "```json\n{}\n```",
        '{"items": "all"}',
        "[" * 5000,
    ],
)
def test_an_answer_that_cannot_be_read_leaves_nothing(world: World, server: Server, words: str) -> None:
    notice = receive(world, TEXT)
    server.says(words)
    job = asked(world, server, notice)
    assert (job.state, job.result) == (JobState.FAILED, {"why": "no_answer"})
    assert not notice.items.filter(from_assistant=True).exists()


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"{}", b'{"choices": []}', b'{"choices": [{"message": null}]}', b"null"]
)
def test_an_envelope_that_is_none_is_no_answer(world: World, server: Server, body: bytes) -> None:
    notice = receive(world, TEXT)
    server.body = body
    assert asked(world, server, notice).result == {"why": "no_answer"}


def test_a_fenced_answer_is_read(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    server.says("```json\n" + json.dumps({"items": [demand_of(BOOKS)]}) + "\n```")
    assert asked(world, server, notice).result["proposed"] == 1


@pytest.mark.parametrize(("status", "headers"), [(401, {}), (500, {}), (302, {"Location": "/elsewhere"})])
def test_a_refusal_or_redirect_is_not_followed(
    world: World, office: Client, server: Server, status: int, headers: dict[str, str]
) -> None:
    notice = receive(world, TEXT)
    server.status, server.headers = status, headers
    server.proposes(demand_of(BOOKS))
    assert asked(world, server, notice).result == {"why": "turned_away"}
    assert len(server.heard) == 1
    page = office.get(reverse("notices:assistant", args=[notice.record_id])).content.decode()
    assert "拒绝了请求" in page


@pytest.mark.parametrize("drips", [False, True])
def test_a_slow_answer_is_given_up(world: World, server: Server, monkeypatch: pytest.MonkeyPatch, drips: bool) -> None:
    ours = assistant.the_assistant()
    assert ours is not None
    server.proposes(demand_of(BOOKS))
    server.drips, server.waits = drips, 0.0 if drips else 30.0
    began = time.monotonic()
    with pytest.raises(assistant.AssistantFailed, match="too_slow"):
        assistant.ask(ours, TEXT, patience=0.4)
    assert time.monotonic() - began < 5, "the answer takes longer"


def test_an_endless_answer_is_cut_off(server: Server) -> None:
    ours = assistant.the_assistant()
    assert ours is not None
    server.body = b" " * (assistant.LONGEST_ANSWER + 1)
    with pytest.raises(assistant.AssistantFailed, match="no_answer"):
        assistant.ask(ours, TEXT)


def test_nobody_there_is_said(world: World, office: Client, server: Server) -> None:
    notice = receive(world, TEXT)
    server.http.shutdown()
    server.http.server_close()
    assert asked(world, server, notice).result == {"why": "unreachable"}
    page = office.get(reverse("notices:assistant", args=[notice.record_id])).content.decode()
    assert "无法连接" in page


# --- who, when and how often ---


def test_only_the_office_asks(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    for person in (world.principal, world.secretary, world.leader, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=person, key=key())
    assert not Job.objects.filter(kind="notices.assistant").exists()


def test_the_same_key_asks_once_and_a_second_asking_waits_for_the_first(world: World, server: Server) -> None:
    notice = receive(world, TEXT)
    server.proposes(demand_of(BOOKS))
    same = key()
    first = actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=same)
    again = actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=same)
    assert first == again
    with refused("asked_already"):
        actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    tasks.send_to_assistant.call(first.pk)
    tasks.send_to_assistant.call(first.pk)
    assert len(server.heard) == 1


def test_an_asking_that_was_cut_off_does_not_block_the_next(world: World, office: Client, server: Server) -> None:
    notice = receive(world, TEXT)
    job = actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    begin_job(job=job)
    with refused("asked_already"):
        actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    Job.objects.filter(pk=job.pk).update(started_at=clock.now() - timedelta(minutes=11))
    page = office.get(reverse("notices:assistant", args=[notice.record_id])).content.decode()
    assert 'class="btn primary"' in page and "assistant/progress" not in page
    server.proposes(demand_of(BOOKS))
    assert asked(world, server, notice).result["proposed"] == 1


def test_nothing_goes_to_another_host_or_model_than_the_person_was_told(
    world: World, server: Server, settings: LazySettings
) -> None:
    notice = receive(world, TEXT)
    with refused("assistant_changed"):
        actions.ask_assistant(notice=notice, host="elsewhere", model="county-1", by=world.office, key=key())
    job = actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    settings.ASSISTANT = {"url": f"http://{server.host}/v1", "model": "county-2", "key": ""}
    tasks.send_to_assistant.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.FAILED, {"why": "changed"})
    assert server.heard == []


def test_a_notice_that_is_too_long_is_not_sent(world: World, office: Client, server: Server) -> None:
    notice = receive(world, TEXT + "各支部要认真落实。\n" * 3_100)
    with refused("too_long"):
        actions.ask_assistant(notice=notice, host=server.host, model="county-1", by=world.office, key=key())
    page = office.get(reverse("notices:assistant", args=[notice.record_id])).content.decode()
    assert "太长" in page and 'class="btn primary"' not in page
    assert server.heard == []
