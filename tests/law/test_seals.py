"""Seals: nothing sealed can be altered unseen, and a rewritten chain is found by the head on paper (settled question 30).

This is the only place where words that lift a guard may stand (settled question 51).
"""

import pytest
from click.testing import CliRunner
from django.db import connection

from taizhang.cli import main
from taizhang.config.background import settle
from taizhang.ledger.guards import GUARDED, install_guards
from taizhang.ledger.models import Entry, Fact, Position, Seal, SealLink
from taizhang.ledger.seals import head_of, newest_seal, seal, verify
from taizhang.lib.refusals import Refusal
from tests.law.acts import book, present, session
from tests.world import World


def lift_guards() -> None:
    """As somebody with a database shell and the owner's password would."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")
            else:
                cursor.execute(f"DROP TRIGGER {table}_no_change ON {table}")


def may_lift() -> bool:
    """The running role on PostgreSQL owns nothing and cannot; the tamper tests need the owner there."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'ledger_fact'")
        return bool(cursor.fetchone()[0])


def three_sessions(world: World) -> list[Entry]:
    entries = [
        Entry.objects.get(
            pk=book(
                session(world.branch, world.today, f"第{number}次"),
                present(world.branch_people, world.branch, world.today, world.programme),
            )
        )
        for number in (1, 2, 3)
    ]
    settle()
    return entries


def test_an_untouched_ledger_is_sound_over_several_seals(world: World) -> None:
    settle()
    three_sessions(world)
    verdict = verify()
    assert verdict.is_sound
    assert verdict.seals == 2
    assert verdict.entries == Position.objects.count()
    assert seal() is None


@pytest.mark.requirement("N-03")
def test_an_altered_row_is_named_as_the_first_bad_entry(world: World) -> None:
    entries = three_sessions(world)
    if not may_lift():
        pytest.skip("the running role cannot lift a guard; the SQLite run proves this")
    lift_guards()
    Fact.objects.filter(entry__in=entries[1:]).update(amount=240)
    verdict = verify()
    assert not verdict.is_sound
    assert verdict.bad_position == Position.objects.get(entry=entries[1]).position
    assert "第2次" in verdict.bad_entry
    answer = CliRunner().invoke(main, ["ledger", "verify"])
    assert answer.exit_code == 1
    assert "第2次" in answer.output


@pytest.mark.requirement("N-03")
def test_a_rewritten_chain_passes_without_a_head_and_fails_with_the_one_on_paper(world: World) -> None:
    entries = three_sessions(world)
    if not may_lift():
        pytest.skip("the running role cannot lift a guard; the SQLite run proves this")
    paper = newest_seal()
    assert paper is not None
    head = head_of(paper)
    assert verify(head=head).is_sound
    lift_guards()
    Fact.objects.filter(entry=entries[2]).update(amount=240)
    SealLink.objects.all().delete()
    Seal.objects.all().delete()
    seal()
    assert verify().is_sound
    assert "paper" in verify(head=head).why
    install_guards()


def test_a_removed_entry_is_missed(world: World) -> None:
    entries = three_sessions(world)
    if not may_lift():
        pytest.skip("the running role cannot lift a guard; the SQLite run proves this")
    lift_guards()
    position = Position.objects.get(entry=entries[0]).position
    Position.objects.filter(entry=entries[0]).delete()
    verdict = verify()
    assert (verdict.bad_position, verdict.why) == (position, "an entry is missing")


def test_a_head_that_is_none_is_refused(world: World) -> None:
    for head in ("1", "x:" + "0" * 64, "1:" + "z" * 64):
        with pytest.raises(Refusal) as refused:
            verify(head=head)
        assert refused.value.code == "bad_head"


def test_the_command_proves_a_sound_ledger_and_prints_its_head(world: World) -> None:
    three_sessions(world)
    answer = CliRunner().invoke(main, ["ledger", "verify"])
    assert answer.exit_code == 0
    newest = newest_seal()
    assert newest is not None
    assert head_of(newest) in answer.output
