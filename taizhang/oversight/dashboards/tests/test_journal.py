"""The journal: the one order of the ledger as far as roles reach, its seals, and the check of the newest."""

from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.reading import entries_about
from taizhang.ledger.seals import check_newest, newest_seal, seal_over
from taizhang.oversight.dashboards.queries import journal
from taizhang.oversight.dashboards.tests.acts import client_of, hold, seal, settle
from tests.world import World


def test_entries_stand_by_position_as_far_as_the_roles_reach(world: World) -> None:
    hold(world, world.branch, {world.member: 60}, title="本支部的会")
    hold(world, world.sibling, {world.sibling_member: 60}, title="别的支部的会")
    settle()
    near = journal.journal(viewer_of(world.secretary))
    titles = [one.source.title for one in near.entries]
    assert "本支部的会" in titles
    assert "别的支部的会" not in titles
    everything = journal.journal(viewer_of(world.archivist))
    places = [one.position for one in everything.entries]
    assert places == sorted(places, reverse=True)
    assert {"本支部的会", "别的支部的会"} <= {one.source.title for one in everything.entries}


def test_the_journal_goes_on_below_a_position(world: World) -> None:
    settle()
    page = journal.journal(viewer_of(world.archivist), before=5)
    assert [one.position for one in page.entries] == sorted((one.position for one in page.entries), reverse=True)
    assert all(one.position < 5 for one in page.entries)


def test_the_newest_seal_is_checked_on_the_page_and_its_head_is_printed(world: World) -> None:
    client = client_of(world, world.auditor)
    assert "还没有封存" in client.get("/ledger/").content.decode()
    seal()
    hold(world, world.branch, {world.member: 60})
    seal()
    newest = newest_seal()
    assert newest is not None
    verdict = check_newest()
    assert verdict.is_sound
    assert verdict.entries == newest.last_position - newest.first_position + 1
    page = client.get("/ledger/?check=newest").content.decode()
    assert "最新一批校验无误" in page
    assert newest.digest in page


def test_a_voucher_names_the_seal_that_covers_it(world: World) -> None:
    hold(world, world.branch, {world.member: 60})
    number = entries_about(world.member.pk)[0].pk
    client = client_of(world, world.secretary)
    assert "待编号" in client.get(f"/entries/{number}/").content.decode()
    seal()
    page = client.get(f"/entries/{number}/").content.decode()
    made = newest_seal()
    assert made is not None
    assert f"封存于第 {made.number} 批" in page
    assert seal_over(10**9) is None


def test_the_journal_exports_what_is_shown(world: World) -> None:
    settle()
    response = client_of(world, world.archivist).get("/ledger/?export=xlsx")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
