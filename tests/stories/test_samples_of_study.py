"""A sample of study is published, drawn, drawn again by anyone, found wanting, and answered by the branch."""

import hashlib
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from taizhang.config.background import settle
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.models import Record
from taizhang.ledger.reading import statements
from taizhang.ledger.seals import newest_seal, verify
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount
from taizhang.oversight.dashboards.tests.acts import client_of
from taizhang.oversight.supervision import actions, queries
from taizhang.oversight.supervision.drawing import digest_of, draw
from taizhang.oversight.supervision.models import Finding, Sample
from taizhang.work.learning import actions as learning
from taizhang.work.learning.tests.study import close, plan
from tests.visitor import drawn_fields
from tests.world import World, key


@given(seed=st.text(max_size=20), numbers=st.sets(st.integers(1, 10**9), max_size=30), size=st.integers(0, 12))
def test_the_same_seed_and_list_draw_the_same_in_whatever_order_they_come(
    seed: str, numbers: set[int], size: int
) -> None:
    listed = sorted(numbers)
    found = draw(seed, listed, size)
    assert found == draw(seed, listed[::-1], size)
    assert len(found) == len(set(found)) == (min(size, len(listed)) or len(listed) if size else len(listed))
    assert draw(seed, listed, 0)[: len(found)] == found, "a larger sample begins with the smaller"


def publish(world: World, **other: object) -> Sample:
    given = {"unit": world.branch, "of": "sessions", "from_on": world.began, "to_on": world.today, "size": 2}
    given |= {"seed": "7-31", "by": world.supervisor, "key": key()}
    return actions.publish_sample(**(given | other))  # type: ignore[arg-type]


def sealed(world: World, **other: object) -> Sample:
    """A published sample over which the ledger is sealed, as it is within a minute."""
    sample = publish(world, **other)
    settle()
    return sample


def drawn(world: World) -> Sample:
    return actions.draw_sample(sample=sealed(world), by=world.supervisor, key=key())


def visit(world: World, person: Person, name: str, *args: int, **sent: object) -> str:
    """Open a page of supervision, or send its form with what was drawn; the page it leads to."""
    client = client_of(world, person)
    client.cookies["django_language"] = "en"
    address = reverse(f"supervision:{name}", args=args)
    if not sent:
        return client.get(address).content.decode()
    fields: dict[str, object] = {"key": key()}
    page = client.get(address)
    if page.status_code == 200:
        fields = drawn_fields(page.content.decode())
    answer = client.post(address, fields | sent)
    assert answer.status_code == 302, answer.content.decode()[-900:]
    return client.get(answer.headers["Location"]).content.decode()


@pytest.mark.requirement("R1-25", "R1-44")
def test_a_group_publishes_draws_finds_and_the_branch_answers_on_pages(world: World) -> None:
    for days_ago in (3, 4, 5, 6):
        close(world, plan(world, days_ago=days_ago, topic=f"第{days_ago}天"))
    page = visit(world, world.supervisor, "publish", world.branch.pk, size="2", seed="7-31")
    sample = Sample.objects.get()
    assert "not made yet" in page and sample.digest in page
    settle()
    assert "Draw now" in visit(world, world.supervisor, "sample", sample.record_id)
    listed = visit(world, world.member, "candidates", sample.record_id)
    assert hashlib.sha256(listed.encode()).hexdigest() == sample.digest
    page = visit(world, world.supervisor, "draw", sample.record_id, now="1")
    assert "2 of 4 drawn" in page and "comes out the same" in page
    sample.refresh_from_db()
    seed = sample.drawn_with
    assert seed.startswith("7-31 ") and verify(head=seed.removeprefix("7-31 ")).is_sound and seed in page
    by_hand = sorted(listed.split(), key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).hexdigest())
    assert [str(one.record_id) for one in sample.drawn.all()] == by_hand[:2]
    assert "comes out the same" in visit(world, world.member, "sample", sample.record_id), "anyone draws it again"
    given = {"place": "1", "quality": "perfunctory", "words": "签到齐，记录只有一行。", "help": "tutor"}
    visit(world, world.supervisor, "note", sample.record_id, **given)
    finding = Finding.objects.get()
    panel = visit(world, world.secretary, "unit_panel", world.branch.pk)
    assert "Only for show" in panel and reverse("supervision:finding", args=[finding.record_id]) in panel
    page = visit(world, world.secretary, "finding", finding.record_id, words="下周请辅导员来。")
    assert "下周请辅导员来。" in page
    assert "下周请辅导员来。" in visit(world, world.supervisor, "sample", sample.record_id)
    for stranger in (world.office, world.member):
        seen = visit(world, stranger, "sample", sample.record_id)
        assert "签到齐" not in seen and "stays between the supervision group and the branch" in seen
    assert not statements(finding.record), "what was found is no figure"


def test_what_is_drawn_is_booked_and_stands_once_and_withdrawn_it_stands_no_more(world: World) -> None:
    close(world, plan(world))
    sample, again = sealed(world, size=0), key()
    for _time in range(3):
        actions.draw_sample(sample=sample, by=world.supervisor, key=again)
    (entry,) = statements(sample.record, "draw")
    assert [(one.kind, one.code, one.unit, one.amount) for one in entry.facts.all()] == [
        ("supervision.paper_sampled", "sessions", world.branch.pk, 1)
    ]
    with pytest.raises(Refusal) as refused:
        actions.draw_sample(sample=sample, by=world.supervisor, key=key())
    assert refused.value.code == "drawn_already"
    actions.withdraw_sample(sample=sample, by=world.supervisor, key=key())
    assert sum(one.amount for entry in statements(sample.record, "draw") for one in entry.facts.all()) == 0
    (published,) = statements(sample.record, "published")
    assert [(one.kind, one.code, one.amount) for one in published.facts.all()] == [
        ("supervision.sample_published", "sessions", 1)
    ], "that it was published is not undone"


def test_nobody_knows_before_publication_what_a_seed_draws_and_every_try_is_seen(world: World) -> None:
    for days_ago in range(2, 12):
        close(world, plan(world, days_ago=days_ago, topic=f"第{days_ago}天"))
    settle()
    first, one = publish(world), key()
    for _time in range(2):
        again = publish(world, key=one)
    assert Sample.objects.count() == 2 and (first.number, again.number) == (1, 2)
    # whatever stands sealed as it is published is not what it is drawn with
    with pytest.raises(Refusal) as early:
        actions.draw_sample(sample=first, by=world.supervisor, key=key())
    assert early.value.code == "not_sealed"
    known = newest_seal()
    assert known
    settle()
    for sample in (first, again):
        actions.draw_sample(sample=sample, by=world.supervisor, key=key())
        sample.refresh_from_db()
        number = int(sample.drawn_with.removeprefix("7-31 ").partition(":")[0])
        assert number > known.number and queries.comes_out_again(sample)
    # what did not please is withdrawn and stays in sight, under its number and on the page of the next
    actions.withdraw_sample(sample=first, by=world.supervisor, key=key())
    page = visit(world, world.member, "sample", again.record_id)
    assert "Published of these papers before" in page and "No. 1" in page and "Withdrawn" in page
    assert recount(CATALOGUE["samples_published"], world.branch) == 2
    assert "No. 1" in visit(world, world.member, "samples", world.branch.pk)


def test_only_what_stands_booked_and_marked_can_be_drawn(world: World) -> None:
    plan(world)
    with pytest.raises(Refusal) as refused:
        publish(world)
    assert refused.value.code == "no_candidates"
    essays = [
        learning.hand_in_essay(
            person=person, title="心得", text="几点。", programmes=[world.programme], by=person, key=key()
        )
        for person in (world.member, world.floating)
    ]
    learning.review_essay(essay=essays[0], accepted=True, comment="好", by=world.secretary, key=key())
    sample = sealed(world, of="essays")
    assert sample.candidates == [essays[0].record_id] and sample.digest == digest_of([essays[0].record_id])
    actions.draw_sample(sample=sample, by=world.supervisor, key=key())
    (paper,) = queries.papers_of(sample)
    assert (paper.record, paper.title) == (Record.objects.get(pk=essays[0].record_id), "")


def test_a_stranger_draws_notes_and_answers_nothing(world: World) -> None:
    close(world, plan(world))
    sample = drawn(world)
    given: dict[str, Any] = {"quality": "thin", "words": "少。", "help": "talk"}
    for stranger in (world.secretary, world.office, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed) as refused:
            publish(world, by=stranger)
        assert str(refused.value.reason)
        with pytest.raises(NotAllowed):
            actions.note_finding(sample=sample, by=stranger, key=key(), **given)
    finding = actions.note_finding(sample=sample, by=world.supervisor, key=key(), **given)
    for stranger in (world.supervisor, world.member, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            actions.answer_finding(finding=finding, words="好", by=stranger, key=key())
    for reader in (world.office, world.member, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            queries.find_finding(viewer_of(reader), finding.record_id)
    actions.withdraw_finding(finding=finding, by=world.supervisor, key=key())
    assert not finding.record.texts.exists()
    with pytest.raises(Refusal) as gone:
        actions.answer_finding(finding=finding, words="好", by=world.secretary, key=key())
    assert gone.value.code == "withdrawn"
