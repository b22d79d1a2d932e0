"""Documents as people meet them: the office writes, issues and sends; the secretary confirms with one click."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from taizhang.ground.people.models import Person
from taizhang.work.documents import actions
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.models import Dispatch, Document, Series
from taizhang.work.documents.tests.writing import draft, issued, sent, series_of
from tests.visitor import sheet
from tests.world import World, key


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


@pytest.fixture
def office(world: World) -> Client:
    return signed_in(world, world.office)


@pytest.fixture
def secretary(world: World) -> Client:
    return signed_in(world, world.secretary)


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_first_page_leads_to_a_series_and_then_to_a_document(world: World, office: Client) -> None:
    assert reverse("documents:new_series") in words(office.get(reverse("documents:documents")))
    assert office.get(reverse("documents:new")).headers["Location"] == reverse("documents:new_series")
    said = sheet(unit=world.committee.pk, code="临教组办", issuer="领导小组办公室", mark="领导小组办公室文件")
    assert office.post(reverse("documents:new_series"), said).status_code == 302
    assert Series.objects.get().code == "临教组办"
    again = office.post(reverse("documents:new_series"), {**said, **sheet()})
    assert again.status_code == 422
    assert "已有这个代字" in words(again)


@pytest.mark.requirement("R4-03", "R4-38")
def test_the_office_writes_issues_and_prints_in_official_layout(world: World, office: Client) -> None:
    series = series_of(world.committee, world.office)
    first = issued(world.committee, world.office)
    said = sheet(
        series=series.pk,
        kind="notice",
        title="关于春节期间工作的通知",
        addressee="各党支部",
        text="现将有关事项通知如下。\n一、值班。各支部安排值班。\n（一）带班\n1.名单。",
        cites=[first.record_id],
        citations="《意见》（中发〔2026〕1号）",
        copies_to="督导组",
        annexes=[SimpleUploadedFile("值班表.xlsx", b"1"), SimpleUploadedFile("电话.txt", b"2")],
    )
    answer = office.post(reverse("documents:new"), said)
    held = Document.objects.get(title="关于春节期间工作的通知")
    address = reverse("documents:document", args=[held.record_id])
    assert answer.headers["Location"] == address
    page = words(office.get(address))
    assert f"《{first.title}》（{first.number}）" in page and "《意见》（中发〔2026〕1号）" in page
    assert reverse("documents:document", args=[first.record_id]) in page
    assert "值班表.xlsx" in page
    answer = office.post(reverse("documents:issue", args=[held.record_id]), sheet(on=str(world.today)))
    assert answer.headers["Location"] == reverse("documents:send", args=[held.record_id])
    paper = words(office.get(reverse("documents:sheet", args=[held.record_id]))).partition("<main")[2]
    day = f"{world.today.year}年{world.today.month}月{world.today.day}日"
    places = [
        paper.index(part)
        for part in (
            series.mark,
            f"{series.code}〔{world.today.year}〕2号",
            "<h1>关于春节期间工作的通知</h1>",
            "各党支部：",
            "一、值班。",
            "1.值班表",
            f"<p>{series.issuer}</p>",
            f"<p>{day}</p>",
            "抄送：",
            f"{day}印发",
        )
    ]
    assert places == sorted(places)
    assert '<span class="heading">一、值班。</span>各支部' in paper


def test_a_refused_sheet_keeps_what_was_written_and_names_the_field(world: World, office: Client) -> None:
    series = series_of(world.committee, world.office)
    said = sheet(series=series.pk, kind="notice", title="", text="写了很多。")
    page = office.post(reverse("documents:new"), said)
    assert page.status_code == 422
    assert "写了很多。" in words(page)
    days = {"valid_from": str(world.today), "valid_to": str(world.days_ago(2))}
    page = office.post(reverse("documents:new"), {**said, **days, "title": "有题目"})
    assert page.status_code == 422 and "valid_to" in page.context["form"].errors
    page = office.post(
        reverse("documents:new"), {**said, "title": "有题目", "annexes": [SimpleUploadedFile("空.txt", b"")]}
    )
    assert page.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.requirement("R1-36")
def test_from_sending_to_the_last_receipt(world: World, office: Client, secretary: Client) -> None:
    held = issued(world.committee, world.office, programme=world.programme)
    send = reverse("documents:send", args=[held.record_id])
    assert "参加学习教育活动的单位（2）" in words(office.get(send))
    answer = office.post(send, sheet(to="enrolled", due_on=str(world.today + timedelta(days=2))))
    assert answer.status_code == 302
    page = words(office.get(answer.headers["Location"]))
    assert "2 个单位尚未签收" in page
    assert page.index(world.branch.name) < page.index(world.sibling.name)
    panel = words(secretary.get(reverse("documents:panel", args=[world.branch.pk])))
    confirm = reverse("documents:confirm", args=[world.branch.pk, held.record_id])
    assert confirm in panel and held.title in panel and held.number in panel
    after = secretary.post(confirm, sheet(), headers={"hx-request": "true"})
    assert confirm not in words(after) and 'id="toasts"' in words(after)
    page = words(office.get(reverse("documents:document", args=[held.record_id])))
    assert "1 个单位尚未签收" in page and world.secretary.name in page
    other = signed_in(world, world.sibling_secretary)
    other.post(reverse("documents:confirm", args=[world.sibling.pk, held.record_id]), sheet())
    assert "2 个单位全部签收" in words(office.get(reverse("documents:document", args=[held.record_id])))


def test_every_audience_is_named_with_how_many_units_it_holds(world: World, office: Client) -> None:
    held = issued(world.committee, world.office)
    page = words(office.get(reverse("documents:send", args=[held.record_id])))
    for label in ("直属下级单位（1）", "所有党支部（2）", "所有党总支（1）", "全部下属单位（3）"):
        assert label in page
    assert office.post(reverse("documents:send", args=[held.record_id]), sheet(to="nobody")).status_code == 422
    office.post(reverse("documents:send", args=[held.record_id]), sheet(to="kind-branch"))
    assert set(Dispatch.objects.values_list("unit", flat=True)) == {world.branch.pk, world.sibling.pk}
    again = office.post(reverse("documents:send", args=[held.record_id]), sheet(to="kind-branch"))
    assert again.status_code == 422 and "都已收到" in words(again)


@pytest.mark.requirement("R1-14")
def test_a_holiday_notice_adds_a_task_eases_another_and_units_see_it_in_its_days(
    world: World, office: Client, secretary: Client
) -> None:
    days = {"valid_from": world.today, "valid_to": world.today + timedelta(days=6)}
    held = draft(world, programme=world.programme, **days)
    add = reverse("documents:add_task", args=[held.record_id])
    hours = world.requirements["study_minutes"]
    assert hours.title in words(office.get(add))
    office.post(add, sheet(kind="add", what="报送值班表", due_on=str(world.today + timedelta(days=2))))
    office.post(add, sheet(kind="relax", what="节日期间学习时间可顺延", requirement=hours.pk))
    office.post(add, sheet(kind="pause", what="", requirement=hours.pk))
    assert office.post(add, sheet(kind="add", what="")).status_code == 422
    assert [task.what for task in held.tasks.all()] == ["报送值班表", "节日期间学习时间可顺延", hours.title]
    actions.issue_document(document=held, on=world.today, by=world.office, key=key())
    actions.send_document(document=held, units=[world.branch], by=world.office, key=key())
    address = reverse("documents:panel", args=[world.branch.pk])
    panel = words(secretary.get(address))
    assert "报送值班表" in panel and "节日期间学习时间可顺延" in panel and "不提醒" in panel
    task = held.tasks.get(number=1)
    done = reverse("documents:done", args=[world.branch.pk, task.record_id])
    after = words(secretary.post(done, sheet(), headers={"hx-request": "true"}))
    assert done + "?undo=" in after
    assert "没有这项任务" in words(secretary.post(done, sheet(), headers={"hx-request": "true"}))
    secretary.post(done + "?undo=1", sheet())
    assert "报送值班表" in words(secretary.get(address))
    assert secretary.post(done + "?undo=1").status_code == 409
    page = words(office.get(reverse("documents:document", args=[held.record_id])))
    assert f"尚未完成： {world.branch.name}" in re.sub(r"\s+", " ", page)


def test_what_is_over_is_not_shown_as_in_force(world: World, secretary: Client) -> None:
    days = {"valid_from": world.days_ago(9), "valid_to": world.days_ago(3)}
    held = draft(world, **days)
    actions.add_task(document=held, kind="relax", what="可顺延", by=world.office, key=key())
    actions.issue_document(document=held, on=world.days_ago(9), by=world.office, key=key())
    actions.send_document(document=held, units=[world.branch], by=world.office, key=key())
    assert "可顺延" not in words(secretary.get(reverse("documents:panel", args=[world.branch.pk])))


def test_a_document_is_read_where_it_was_sent_and_nowhere_else(world: World) -> None:
    held = sent(world, world.branch)
    address = reverse("documents:document", args=[held.record_id])
    for person in (world.secretary, world.member, world.leader, world.auditor, world.principal):
        assert signed_in(world, person).get(address).status_code == 200
    for person in (world.sibling_secretary, world.sibling_member, world.foreign_secretary):
        page = signed_in(world, person).get(address)
        assert page.status_code == 403
        assert "没有下发给您所在的单位" in words(page)
    assert "10102" not in words(signed_in(world, world.secretary).get(address))
    hidden = reverse("documents:document", args=[draft(world).record_id])
    assert signed_in(world, world.leader).get(hidden).status_code == 403


def test_the_register_is_exported_as_shown_and_the_receipts_of_a_document_too(world: World, office: Client) -> None:
    held = sent(world)
    rows = list(read_xlsx(office.get(reverse("documents:documents") + "?export=xlsx").content))
    assert any(row[:2] == (held.number, held.title) for row in rows)
    rows = list(read_xlsx(office.get(reverse("documents:document", args=[held.record_id]) + "?export=xlsx").content))
    codes = [row[0] for row in rows if row[0] in {"10101", "10102"}]
    assert codes == ["10101", "10102"]


def read_xlsx(content: bytes) -> Iterator[tuple[object, ...]]:
    return load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)


def test_a_revoked_document_says_why_to_who_got_it(world: World, office: Client, secretary: Client) -> None:
    held = sent(world)
    answer = office.post(reverse("documents:revoke", args=[held.record_id]), sheet(words="日期有误，另行发文"))
    assert answer.status_code == 302
    assert Document.objects.get(pk=held.pk).state == DocumentState.REVOKED
    assert "日期有误，另行发文" in words(secretary.get(reverse("documents:document", args=[held.record_id])))
    assert held.number in words(secretary.get(reverse("documents:inbox", args=[world.branch.pk])))


def test_who_only_receives_lands_in_the_inbox_of_the_unit(world: World, secretary: Client) -> None:
    inbox = reverse("documents:inbox", args=[world.branch.pk])
    assert "还没有收到文件" in words(secretary.get(reverse("documents:documents")))
    assert "还没有收到文件" in words(secretary.get(inbox))
    sent(world)
    assert "1 件文件待签收" in words(secretary.get(inbox))


def test_annexes_come_back_as_they_were_sent(world: World, office: Client) -> None:
    held = draft(world)
    file = actions.add_annex(document=held, name="名单.txt", content="一二三".encode(), by=world.office, key=key())
    answer = office.get(reverse("documents:annex", args=[held.record_id, file.pk]))
    assert b"".join(answer) == "一二三".encode()
    office.post(reverse("documents:remove_annex", args=[held.record_id, file.pk]), sheet())
    assert office.get(reverse("documents:annex", args=[held.record_id, file.pk])).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_page_stands_in_every_language(world: World, office: Client, language: str) -> None:
    office.cookies.load({"django_language": language})
    new, held = draft(world), sent(world, tasks=("报送名单",))
    for address in (
        reverse("documents:documents"),
        reverse("documents:new_series"),
        reverse("documents:new"),
        reverse("documents:document", args=[new.record_id]),
        reverse("documents:document", args=[held.record_id]),
        reverse("documents:change", args=[new.record_id]),
        reverse("documents:add_task", args=[new.record_id]),
        reverse("documents:issue", args=[new.record_id]),
        reverse("documents:send", args=[held.record_id]),
        reverse("documents:revoke", args=[held.record_id]),
        reverse("documents:sheet", args=[held.record_id]),
        reverse("documents:inbox", args=[world.branch.pk]),
        reverse("documents:panel", args=[world.branch.pk]),
    ):
        assert office.get(address).status_code == 200, address
