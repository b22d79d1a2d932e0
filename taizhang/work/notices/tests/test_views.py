"""Pages of notices and programmes, as the office walks them and as others are kept out."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import Notice
from taizhang.work.notices.reading.tests.files import DEMAND, docx, scanned_pdf
from taizhang.work.notices.reading.tests.files import page as saved_page
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import decide, demand, receive, settle
from tests.visitor import sheet
from tests.world import World, key


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


@pytest.fixture
def office(world: World) -> Client:
    return signed_in(world, world.office)


def test_an_empty_list_names_the_next_step(office: Client) -> None:
    page = office.get(reverse("notices:notices"))
    assert reverse("notices:receive") in page.content.decode()


@pytest.mark.requirement("N-01")
def test_a_pasted_notice_leads_to_its_review_with_every_sentence_marked(world: World, office: Client) -> None:
    sent = sheet(unit=world.committee.pk, text=notice_text(world.today - timedelta(days=42)))
    answer = office.post(reverse("notices:receive"), sent)
    notice = Notice.objects.get()
    assert answer.headers["Location"] == reverse("notices:notice", args=[notice.record_id])
    page = office.get(answer.headers["Location"]).content.decode()
    for item in notice.items.all():
        assert f'id="i{item.number}"' in page
        assert f"<sup>\u2060{item.number}</sup>" in page or f"<sup>&#8288;{item.number}</sup>" in page
    assert notice.title in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "没有文字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "不是"),
        ("长".encode() * 2_000_000, "太长"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    world: World, office: Client, content: bytes, says: str
) -> None:
    upload = SimpleUploadedFile("来文.txt", content)
    page = office.post(reverse("notices:receive"), sheet(unit=world.committee.pk, text="", file=upload))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh-hans", "这个 pdf 是扫描的页面图像"),
        ("zh-hant", "這個 pdf 是掃描的頁面影像"),
        ("en", "This pdf holds pictures of pages"),
    ],
)
def test_a_scanned_pdf_is_refused_in_three_scripts(world: World, office: Client, language: str, says: str) -> None:
    office.cookies["django_language"] = language
    upload = SimpleUploadedFile("来文.pdf", scanned_pdf())
    page = office.post(reverse("notices:receive"), sheet(unit=world.committee.pk, text="", file=upload))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert Notice.objects.count() == 0


def test_a_word_file_leads_to_its_review_with_every_sentence_marked(world: World, office: Client) -> None:
    content = docx()  # made once: it holds the second at which it was made
    upload = SimpleUploadedFile("通知.docx", content)
    answer = office.post(reverse("notices:receive"), sheet(unit=world.committee.pk, text="", file=upload))
    notice = Notice.objects.get()
    assert answer.headers["Location"] == reverse("notices:notice", args=[notice.record_id])
    page = office.get(answer.headers["Location"]).content.decode()
    assert DEMAND in re.sub(r"<[^>]+>|&#8288;|\u2060|\d(?=</sup>)", "", page)
    kept = office.get(reverse("notices:file", args=[notice.record_id]))
    assert b"".join(kept) == content


def test_what_a_file_sets_aside_is_shown_grey_with_its_reason(world: World, office: Client) -> None:
    upload = SimpleUploadedFile("通知.html", saved_page())
    answer = office.post(reverse("notices:receive"), sheet(unit=world.committee.pk, text="", file=upload))
    words = office.get(answer.headers["Location"]).content.decode()
    assert 'data-label="网页菜单" title="搁置：网页菜单"><span class="sr">搁置：网页菜单</span>首页 新闻中心' in words
    assert 'data-label="链接"' in words


def test_what_was_pasted_stays_in_the_sheet_when_it_is_refused(world: World, office: Client) -> None:
    first = receive(world)
    sent = sheet(unit=world.committee.pk, text=first.text)
    page = office.post(reverse("notices:receive"), sent)
    assert page.status_code == 422
    assert "学习时间不少于40学时" in page.content.decode()
    assert reverse("notices:notice", args=[first.record_id]) in page.content.decode()
    again = office.post(reverse("notices:receive"), {**sent, "again": "on"})
    assert again.status_code == 302
    assert Notice.objects.count() == 2


def test_deciding_by_htmx_gives_the_list_anew_with_the_next_item_chosen(world: World, office: Client) -> None:
    notice = receive(world)
    first, second = notice.items.filter(kind__in=(ItemKind.PHASE, ItemKind.STEP)).order_by("number")[:2]
    address = reverse("notices:decide", args=[notice.record_id, first.number])
    answer = office.post(address, sheet(decision="accepted"), headers={"hx-request": "true"})
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="work"' in words and 'hx-swap-oob="true"' in words
    chosen = words[words.index(f'id="i{second.number}" data-item') :]
    assert 'aria-current="true"' in chosen[: chosen.index(">")]
    assert len(re.findall(r'data-item[^>]*aria-current="true"', words)) == 1
    assert notice.items.get(pk=first.pk).state == ItemState.ACCEPTED


def test_without_scripts_the_same_act_leads_back_to_the_page(world: World, office: Client) -> None:
    notice = receive(world)
    first, second = notice.items.filter(kind__in=(ItemKind.PHASE, ItemKind.STEP)).order_by("number")[:2]
    answer = office.post(reverse("notices:decide", args=[notice.record_id, first.number]), sheet(decision="struck"))
    address = reverse("notices:notice", args=[notice.record_id])
    assert answer.headers["Location"] == f"{address}?item={second.number}#i{second.number}"


def test_the_toast_takes_a_decision_back(world: World, office: Client) -> None:
    notice = receive(world)
    address = reverse("notices:decide", args=[notice.record_id, 1])
    office.post(address, sheet(decision="struck"))
    office.post(f"{address}?undo=1", sheet())
    assert notice.items.get(number=1).state == ItemState.PROPOSED


def test_an_act_without_its_key_or_with_an_unknown_decision_is_refused(world: World, office: Client) -> None:
    notice = receive(world)
    address = reverse("notices:decide", args=[notice.record_id, 1])
    for sent in ({"decision": "accepted"}, sheet(decision="perhaps"), {"key": "x", "decision": "struck"}):
        assert office.post(address, sent).status_code == 409
    assert notice.items.get(number=1).state == ItemState.PROPOSED


def test_a_known_figure_cannot_be_accepted_and_the_page_says_why(world: World, office: Client) -> None:
    notice = receive(world)
    weekly = notice.items.get(kind=ItemKind.DEADLINE, fields__recurs="weekly Fri")
    address = reverse("notices:decide", args=[notice.record_id, weekly.number])
    answer = office.post(address, sheet(decision="accepted"), headers={"hx-request": "true"})
    assert "参学人数" in answer.content.decode()
    assert notice.items.get(pk=weekly.pk).state == ItemState.PROPOSED


def test_the_edit_sheet_keeps_the_sentence_and_points_at_what_is_wrong(world: World, office: Client) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    address = reverse("notices:edit_item", args=[notice.record_id, item.number])
    assert item.quote in office.get(address).content.decode()
    sent = sheet(what="学时", measure="study_hours", op=">=", amount="不少", unit="学时", phase="1")
    assert office.post(address, sent).status_code == 422
    assert office.post(address, {**sent, "amount": "三十六"}).status_code == 302
    assert notice.items.get(pk=item.pk).standing["amount"] == "36"


def test_filters_stand_in_the_address(world: World, office: Client) -> None:
    notice = receive(world)
    address = reverse("notices:notice", args=[notice.record_id])
    page = office.get(f"{address}?kind=deadlines").content.decode()
    hours = demand(notice, "study_hours")
    assert f'id="i{hours.number}"' not in page
    decide(world, hours, ItemState.ACCEPTED)
    assert f'id="i{hours.number}"' not in office.get(f"{address}?state=open").content.decode()
    assert office.get(f"{address}?kind=nothing&sure=no&item=abc&page=-1").status_code == 200


def test_a_saved_page_shows_no_markup_and_greys_what_was_set_aside(world: World, office: Client) -> None:
    page = (
        "<html><body><div>首页 &gt; 通知</div><h1>关于学习的通知</h1><p>各党支部：</p>"
        "<p>每名党员学习不少于<b>40</b>学时，集中学习占三分之二以上。</p></body></html>"
    )
    notice = receive(world, page)
    words = office.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    assert "&lt;b&gt;" not in words and "<b>40</b>" not in words
    assert "boilerplate" in words
    assert "每名党员学习不少于40学时" in words


@pytest.mark.requirement("N-01")
def test_the_office_adopts_and_each_requirement_leads_back_to_its_sentence(world: World, office: Client) -> None:
    notice = receive(world)
    settle(world, notice)
    adoption = reverse("flows:adopt_draft", args=[notice.record_id])
    assert "促进各项工作" in office.get(adoption).content.decode()
    sent = sheet(
        title="集中学习教育活动方案",
        short_title="“连心”活动",
        theme="学在平时、改在当下、群众满意",
        starts_on=str(world.today),
        ends_on="",
        minutes_per_hour="60",
        goals="提高党员素质\n加强基层组织",
        principles="坚持正面教育为主",
    )
    answer = office.post(adoption, sent)
    programme = Programme.objects.get(notice=notice.record)
    assert answer.headers["Location"] == reverse("notices:programme", args=[programme.record_id])
    page = office.get(answer.headers["Location"]).content.decode()
    hours = demand(notice, "study_hours")
    assert f"?item={hours.number}#i{hours.number}" in page
    assert world.office.name in page
    for words in ("学在平时、改在当下、群众满意", "提高党员素质", "坚持正面教育为主"):
        assert words in page


@pytest.mark.requirement("R2-03")
def test_theme_goals_and_principles_stay_with_the_programme_and_stand_on_its_page(world: World, office: Client) -> None:
    notice = receive(world)
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    assert programme.theme == "学在平时、改在当下、群众满意"
    goals = list(programme.goals.filter(is_principle=False).order_by("number").values_list("text", flat=True))
    assert goals == ["提高党员素质", "加强基层组织", "服务人民群众", "促进各项工作"]
    page = office.get(reverse("notices:programme", args=[programme.record_id])).content.decode()
    assert programme.theme in page
    assert all(goal in page for goal in goals)
    assert "坚持时间服从质量" in page


@pytest.mark.requirement("R2-02")
def test_a_programme_hangs_under_the_one_of_the_superior(world: World, office: Client) -> None:
    notice = receive(world)
    settle(world, notice)
    sent = sheet(
        title="方案",
        short_title="县里的方案",
        starts_on=str(world.today),
        minutes_per_hour="60",
        parent=world.programme.pk,
    )
    office.post(reverse("flows:adopt_draft", args=[notice.record_id]), sent)
    programme = Programme.objects.get(notice=notice.record)
    assert programme.parent == world.programme
    above = office.get(reverse("notices:programme", args=[world.programme.record_id])).content.decode()
    assert reverse("notices:programme", args=[programme.record_id]) in above


@pytest.mark.requirement("R1-32")
def test_an_extension_keeps_the_first_dates_beside_its_reason(world: World, office: Client) -> None:
    phase = world.first_phase
    address = reverse("notices:extend_phase", args=[world.programme.record_id, phase.number])
    first = phase.ends_on
    assert first is not None
    later = first + timedelta(days=10)
    assert office.post(address, sheet(ends_on=str(first), reason="太短")).status_code == 422
    assert office.post(address, sheet(ends_on=str(later), reason="")).status_code == 422
    assert office.post(address, sheet(ends_on=str(later), reason="防汛任务重")).status_code == 302
    phase.refresh_from_db()
    assert phase.ends_on == first
    assert phase.extensions.get().ends_on == later
    page = office.get(reverse("notices:programme", args=[world.programme.record_id])).content.decode()
    assert "防汛任务重" in page


def test_a_button_says_why_the_draft_is_not_adopted_yet(world: World, office: Client) -> None:
    notice = receive(world)
    address = reverse("flows:adopt_draft_button", args=[notice.record_id])
    assert 'aria-disabled="true"' in office.get(address).content.decode()
    settle(world, notice)
    assert "btn primary" in office.get(address).content.decode()


def test_a_draft_is_closed_to_who_does_not_answer_for_the_unit_and_a_programme_is_open_beneath(world: World) -> None:
    notice = receive(world)
    address = reverse("notices:notice", args=[notice.record_id])
    for person in (world.secretary, world.member, world.principal, world.foreign_secretary):
        assert signed_in(world, person).get(address).status_code == 403
    for person in (world.leader, world.auditor):
        assert signed_in(world, person).get(address).status_code == 200
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    assert signed_in(world, world.member).get(address).status_code == 200
    assert signed_in(world, world.foreign_secretary).get(address).status_code == 403
    assert signed_in(world, world.foreign_secretary).get(reverse("notices:notices")).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_page_stands_in_every_language(world: World, office: Client, language: str) -> None:
    notice = receive(world)
    office.cookies.load({"django_language": language})
    addresses = [
        reverse("notices:notices"),
        reverse("notices:receive"),
        reverse("notices:notice", args=[notice.record_id]),
        reverse("notices:edit_item", args=[notice.record_id, 1]),
        reverse("notices:add_item", args=[notice.record_id]),
        reverse("flows:adopt_draft", args=[notice.record_id]),
        reverse("notices:programmes"),
        reverse("notices:programme", args=[world.programme.record_id]),
        reverse("flows:change_requirement", args=[world.programme.record_id, 1]),
    ]
    for address in addresses:
        assert office.get(address).status_code == 200, address
