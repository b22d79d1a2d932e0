"""How the ledger may be written: laws 1 to 15 of the settled questions that posting keeps."""

import random
import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.programmes import actions as programmes
from taizhang.ground.programmes.models import UnitPhase
from taizhang.ledger.claims import claimed
from taizhang.ledger.guards import GUARDED
from taizhang.ledger.models import Entry, Fact, Position, Seal, SealLink
from taizhang.ledger.positions import give_positions
from taizhang.ledger.posting import Line, correct, post, standing_lines
from taizhang.ledger.reading import Scope, total
from taizhang.ledger.seals import seal
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import actions as rolls
from tests.law.acts import book, held, missed, present, restate, session
from tests.world import World, key

MINUTES = Scope(kinds=("learning.study_minutes",))


def test_one_act_is_one_entry_with_one_line_for_each_person(world: World) -> None:
    before = Entry.objects.count()
    record = session(world.branch, world.today)
    book(record, present(world.branch_people, world.branch, world.today, world.programme))
    assert Entry.objects.count() == before + 1
    facts = Fact.objects.filter(entry__source=record)
    assert facts.count() == 8
    assert set(facts.values_list("phase", "booked_phase")) == {(world.first_phase.pk, world.first_phase.pk)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "learning.nothing"}, "unknown_kind"),
        ({"code": "alone"}, "unknown_code"),
        ({"data": {"note": "x"}}, "unknown_key"),
        ({"member": 0}, "member_mismatch"),
        ({"amount": 0}, "bad_line"),
        ({"amount": 1.5}, "bad_line"),
        ({"amount": True}, "bad_line"),
        ({"copy": "again"}, "bad_line"),
    ],
)
def test_an_undeclared_line_is_refused(world: World, change: dict[str, object], code: str) -> None:
    line = replace(present([world.member], world.branch, world.today, world.programme)[0], **change)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        book(session(world.branch, world.today), [line])
    assert refused.value.code == code


def test_tomorrow_is_refused_and_late_in_the_evening_of_utc_is_already_the_local_day(world: World) -> None:
    tomorrow = world.today + timedelta(days=1)
    with pytest.raises(Refusal) as refused:
        book(session(world.branch, world.today), present([world.member], world.branch, tomorrow, world.programme))
    assert refused.value.code == "future_day"
    with override_settings(TIME_ZONE="Asia/Shanghai"), clock.telling(datetime(2026, 3, 31, 23, 30, tzinfo=UTC)):
        assert clock.today().isoformat() == "2026-04-01"


def test_a_day_before_the_unit_took_part_and_a_stranger_unit_are_refused(world: World) -> None:
    early = world.began - timedelta(days=1)
    with pytest.raises(Refusal) as refused:
        book(session(world.branch, early), present([world.member], world.branch, early, world.programme))
    assert refused.value.code == "before_programme"
    with pytest.raises(Refusal) as refused:
        book(
            session(world.foreign_branch, world.today),
            present([world.foreign_member], world.foreign_branch, world.today, world.programme),
        )
    assert refused.value.code == "not_enrolled"


def test_one_absent_person_among_many_is_two_lines(world: World) -> None:
    record = session(world.branch, world.today)
    people = world.branch_people[:6]
    book(record, present(people, world.branch, world.today, world.programme))
    assert restate(
        record,
        present(people[:5], world.branch, world.today, world.programme)
        + missed(people[5:], world.branch, world.today, world.programme),
    )
    second = Fact.objects.filter(entry__source=record, entry__number=2).order_by("amount")
    assert list(second.values_list("kind", "member", "amount")) == [
        ("learning.study_minutes", people[5].pk, -180),
        ("learning.session_missed", people[5].pk, 1),
    ]
    assert Fact.objects.filter(entry__source=record, entry__number=1).count() == 6


def test_stating_the_same_again_posts_nothing(world: World) -> None:
    record = session(world.branch, world.today)
    lines = present(world.branch_people[:4], world.branch, world.today, world.programme)
    book(record, lines)
    assert not restate(record, list(reversed(lines)))
    assert Entry.objects.filter(source=record).count() == 1


def test_two_windows_correct_one_act_and_one_is_told(world: World) -> None:
    record = session(world.branch, world.today)
    book(record, present(world.branch_people[:3], world.branch, world.today, world.programme))
    assert restate(record, present(world.branch_people[:2], world.branch, world.today, world.programme), seen=1)
    with pytest.raises(Refusal) as refused:
        restate(record, [], seen=1)
    assert refused.value.code == "changed_meanwhile"
    with pytest.raises(Refusal) as refused:
        book(record, present(world.branch_people[:1], world.branch, world.today, world.programme))
    assert refused.value.code == "already_posted"


def test_a_correction_needs_a_listed_reason_and_something_booked(world: World) -> None:
    record = session(world.branch, world.today)
    for reason, code in (("", "unknown_reason"), ("because", "unknown_reason"), ("not_held", "nothing_posted")):
        with pytest.raises(Refusal) as refused:
            correct(source=record, act="roll", lines=[], by=None, key=key(), reason=reason)
        assert refused.value.code == code


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_net_of_an_act_is_its_last_statement_whatever_happens_in_between(world: World, data: st.DataObject) -> None:
    with transaction.atomic():
        record = session(world.branch, world.today)
        days = [world.began + timedelta(days=1), world.days_ago(3), world.today]
        statements = st.lists(
            st.tuples(
                st.sampled_from(world.branch_people[:5]),
                st.sampled_from(days),
                st.sampled_from([60, 120, 180]),
            ),
            max_size=5,
            unique_by=lambda row: (row[0].pk, row[1]),
        )
        posted = False
        for _turn in range(data.draw(st.integers(2, 5))):
            rows = data.draw(statements)
            lines = [
                line
                for person, day, minutes in rows
                for line in present([person], world.branch, day, world.programme, minutes)
            ]
            if not posted:
                if not lines:
                    continue
                book(record, lines)
                posted = True
            else:
                changed = restate(record, lines)
                assert not restate(record, lines)
                assert changed or Entry.objects.filter(source=record).exists()
            want = Counter({(p.pk, day): minutes for p, day, minutes in rows})
            have = Counter()  # type: ignore[var-annotated]
            for line, _phase in standing_lines(record, "roll"):
                have[line.member, line.occurred_on] += line.amount
            assert have == want
            if data.draw(st.booleans()) and UnitPhase.objects.filter(
                unit=world.branch, closed_on__isnull=True, phase__is_routine=False
            ):
                stay = UnitPhase.objects.get(unit=world.branch, closed_on__isnull=True)
                rolls.close_unit_phase(
                    programme=world.programme,
                    unit=world.branch,
                    phase=stay.phase,
                    on=world.today,
                    by=world.office,
                    key=key(),
                )
        transaction.set_rollback(True)


def test_a_joint_roll_call_of_two_units_in_two_phases_and_its_late_correction(world: World) -> None:
    day = world.days_ago(5)
    record = session(world.branch, day)
    both = present([world.member], world.branch, day, world.programme) + present(
        [world.sibling_member], world.sibling, day, world.programme
    )
    book(record, both)
    rolls.close_unit_phase(
        programme=world.programme,
        unit=world.branch,
        phase=world.first_phase,
        on=world.days_ago(2),
        by=world.office,
        key=key(),
    )
    closed = total(replace(MINUTES, phase=world.first_phase.pk, unit=world.branch, late=False))
    assert restate(record, [])
    late = Fact.objects.filter(entry__source=record).exclude(phase=F("booked_phase"))
    assert list(late.values_list("member", "phase", "booked_phase", "amount")) == [
        (world.member.pk, world.first_phase.pk, world.second_phase.pk, -180)
    ]
    assert total(replace(MINUTES, phase=world.first_phase.pk, unit=world.branch, late=False)) == closed == 180
    assert total(replace(MINUTES, unit=world.sibling)) == 0
    assert total(replace(MINUTES, unit=world.branch)) == 0


def test_a_unit_has_exactly_one_open_phase_until_routine_work_which_stays_open(world: World) -> None:
    for phase in (world.first_phase, world.second_phase):
        rolls.close_unit_phase(
            programme=world.programme, unit=world.branch, phase=phase, on=world.today, by=world.office, key=key()
        )
        open_now = UnitPhase.objects.filter(unit=world.branch, programme=world.programme, closed_on__isnull=True)
        assert open_now.count() == 1
    with pytest.raises(Refusal) as refused:
        rolls.close_unit_phase(
            programme=world.programme,
            unit=world.branch,
            phase=world.routine,
            on=world.today,
            by=world.office,
            key=key(),
        )
    assert refused.value.code == "routine_stays_open"


def test_an_extension_moves_no_number(world: World) -> None:
    record = session(world.branch, world.today)
    book(record, present(world.branch_people, world.branch, world.today, world.programme))
    before = standing_lines(record, "roll")
    programmes.extend_phase(
        phase=world.first_phase, ends_on=world.today + timedelta(days=40), reason="工作冲突", on=world.today
    )
    assert standing_lines(record, "roll") == before


def test_the_same_act_for_two_programmes_is_counted_once_across_them(world: World) -> None:
    record = session(world.branch, world.today)
    lines = present([world.member], world.branch, world.today, world.programme)
    book(record, [*lines, replace(lines[0], copy="programme")])
    everything = total(replace(MINUTES, unit=world.branch))
    once = total(replace(MINUTES, unit=world.branch, copies=("programme",)))
    assert (everything, once) == (360, 180)


ROADS = [
    lambda: Fact.objects.update(amount=1),
    lambda: Fact.objects.all().delete(),
    lambda: Entry.objects.update(reason="x"),
    lambda: Entry.objects.first().save(),  # type: ignore[union-attr]
    lambda: Fact.objects.first().delete(),  # type: ignore[union-attr]
    lambda: Fact.objects.bulk_update(list(Fact.objects.all()[:2]), ["amount"]),
    lambda: Fact.objects.bulk_create(
        list(Fact.objects.all()[:1]), update_conflicts=True, unique_fields=["id"], update_fields=["amount"]
    ),
    lambda: Position.objects.update(position=F("position") + 1),
    lambda: SealLink.objects.update(digest=""),
    lambda: Seal.objects.all().delete(),
]


@pytest.mark.parametrize("road", ROADS)
def test_what_is_booked_cannot_be_changed_through_django(world: World, road) -> None:  # type: ignore[no-untyped-def]
    give_positions()
    seal()
    with pytest.raises(DatabaseError), transaction.atomic():
        road()


@pytest.mark.parametrize("table", GUARDED)
def test_what_is_booked_cannot_be_changed_through_the_database(world: World, table: str) -> None:
    give_positions()
    seal()
    words = [f"UPDATE {table} SET {_column(table)} = {_column(table)}", f"DELETE FROM {table}"]
    if connection.vendor == "postgresql":
        words.append(f"TRUNCATE {table} CASCADE")
    else:
        words.append(f"REPLACE INTO {table} SELECT * FROM {table}")
    for statement in words:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def _column(table: str) -> str:
    return {"ledger_entry": "act", "ledger_fact": "amount", "ledger_position": "given_at"}.get(table, "digest")


def test_a_key_answers_the_same_again_and_refuses_other_content(world: World) -> None:
    one = uuid.uuid4()

    def act(minutes: int, by=world.secretary) -> dict[str, int]:  # type: ignore[no-untyped-def]
        with claimed(key=one, by=by, action="test.act", content={"minutes": minutes}) as claim:
            if not claim.is_repeat:
                claim.answer = {"minutes": minutes}
            return claim.answer

    assert act(60) == {"minutes": 60}
    assert act(60) == {"minutes": 60}
    for minutes, by in ((61, world.secretary), (60, world.member)):
        with pytest.raises(Refusal) as refused:
            act(minutes, by)
        assert refused.value.code == "key_used"


def test_a_refused_act_frees_its_key(world: World) -> None:
    one = uuid.uuid4()
    for _time in range(2):
        with pytest.raises(Refusal) as refused, claimed(key=one, by=None, action="test.act", content={}):
            raise Refusal("no", "no")
        assert refused.value.code == "no"


def test_more_lines_than_an_entry_holds_are_refused(world: World) -> None:
    lines = [held(world.branch, world.today, world.programme)] * 10_001
    with pytest.raises(Refusal) as refused:
        book(session(world.branch, world.today), lines)
    assert refused.value.code == "too_many_lines"


def test_a_line_of_a_hundred_histories_is_never_lost(world: World) -> None:
    """Random statements over many acts: the sum of the ledger is the sum of the last statements."""
    chance = random.Random(7)
    want = 0
    for _act in range(20):
        record = session(world.branch, world.today)
        people = chance.sample(world.branch_people, 4)
        book(record, present(people, world.branch, world.today, world.programme))
        last = people
        for _turn in range(chance.randrange(4)):
            last = chance.sample(world.branch_people, chance.randrange(5))
            restate(record, present(last, world.branch, world.today, world.programme))
        want += 180 * len(last)
    assert total(replace(MINUTES, unit=world.committee)) == want


def test_an_entry_needs_lines(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        post(source=session(world.branch, world.today), act="roll", lines=[], by=None, key=key())
    assert refused.value.code == "no_lines"
    assert Line("a", 1, world.today, 1).programme == 0
