"""My campaign: what I owe, how far I am, what stands booked about me and what became of my objection."""

import pytest

from taizhang.ground.messages.actions import raise_objection
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.reading import entries_about
from taizhang.oversight.dashboards.queries import member as queries
from taizhang.oversight.dashboards.tests.acts import client_of, hold, restate
from tests.world import World


def test_the_heading_says_what_is_still_owed(world: World) -> None:
    hold(world, world.branch, {world.member: 1680})
    page = queries.my_campaign(viewer_of(world.member))
    assert [one.owed for one in page.lacking] == ["12 学时", "1 篇心得体会"]
    shown = client_of(world, world.member).get("/my/").content.decode()
    assert "还差 12 学时、1 篇心得体会" in shown
    assert shown.count('class="ring ') == 3


def test_nothing_more_is_owed_once_all_is_met(world: World) -> None:
    hold(world, world.branch, {world.cannot_write: 2400})
    page = client_of(world, world.cannot_write).get("/my/").content.decode()
    assert "没有要办的了" in page


def test_who_comes_voluntarily_owes_nothing_and_sees_what_counts(world: World) -> None:
    hold(world, world.branch, {world.retired: 60})
    page = queries.my_campaign(viewer_of(world.retired))
    assert page.is_voluntary
    assert not page.lacking
    assert "自愿参加，到了就记" in client_of(world, world.retired).get("/my/").content.decode()


def test_a_person_without_a_home_is_told_the_next_step(world: World) -> None:
    assert client_of(world, world.activist).get("/my/").status_code == 200


@pytest.mark.parametrize("who", ["office", "foreign_member", "activist"])
def test_the_page_opens_without_a_programme_too(world: World, who: str) -> None:
    assert client_of(world, getattr(world, who)).get("/my/").status_code == 200


def test_my_records_show_the_correction_with_its_reason_and_open_the_voucher(world: World) -> None:
    record = hold(world, world.branch, {world.member: 180}, title="专题二")
    restate(world, record, {world.member: 120}, reason="wrong_amount")
    page = queries.my_campaign(viewer_of(world.member))
    newest, first = page.records[0], page.records[1]
    assert newest.said == ("−1 学时",)
    assert str(newest.reason) == "时长或数量记错"
    assert first.said == ("3 学时",)
    client = client_of(world, world.member)
    assert f"/entries/{newest.entry}/" in client.get("/my/").content.decode()
    voucher = client.get(f"/entries/{newest.entry}/").content.decode()
    assert "首次入账" in voucher
    assert "时长或数量记错" in voucher


def test_an_objection_stands_beside_the_line_it_concerns(world: World) -> None:
    record = hold(world, world.branch, {world.member: 60})
    key = entries_about(world.member.pk)[0].key
    raise_objection(words="我那天在场两小时。", by=world.member, unit=world.branch, record=record, entry=key)
    page = client_of(world, world.member).get("/my/").content.decode()
    assert "我那天在场两小时。" in page
    assert "待答复" in page
