"""Reflection essays: handed in, read by two people only, reviewed by somebody else."""

import pytest

from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.essays import REVIEW
from taizhang.work.learning.kinds import Verdict
from taizhang.work.learning.models import Essay
from taizhang.work.learning.tests.study import booked, entries
from tests.world import World, key


def hand_in(world: World, **other: object) -> Essay:
    given: dict[str, object] = {
        "person": world.member,
        "title": "在车间学到的",
        "text": "第一段。",
        "programmes": [world.programme],
        "by": world.member,
        "key": key(),
    }
    return actions.hand_in_essay(**(given | other))  # type: ignore[arg-type]


def review(world: World, essay: Essay, **other: object) -> Essay:
    given: dict[str, object] = {
        "essay": essay,
        "accepted": True,
        "comment": "写得实在。",
        "by": world.secretary,
        "key": key(),
    }
    return actions.review_essay(**(given | other))  # type: ignore[arg-type]


def test_an_essay_waits_for_its_reviewer_and_books_nothing_yet(world: World) -> None:
    essay = hand_in(world)
    assert (essay.verdict, essay.unit, essay.record.unit) == (Verdict.WAITING, world.branch, world.branch)
    assert essay.record.texts.get(purpose="essay").body == "第一段。"
    on_paper = hand_in(world, is_on_paper=True, text="")
    assert not on_paper.record.texts.exists()
    assert entries() == 0


def test_a_reviewed_essay_books_one_piece_for_its_author(world: World) -> None:
    essay = review(world, hand_in(world))
    assert booked(essay.record, REVIEW) == {("essay_reviewed", "", world.member.pk): 1}
    assert (essay.verdict, essay.reviewed_by, essay.reviewed_on) == (Verdict.ACCEPTED, world.secretary, world.today)
    assert essay.record.texts.get(purpose="review").body == "写得实在。"


def test_an_essay_sent_back_books_nothing_and_a_yes_later_counts(world: World) -> None:
    essay = review(world, hand_in(world), accepted=False, comment="请结合岗位再写一段。")
    assert (essay.verdict, entries()) == (Verdict.SENT_BACK, 0)
    assert booked(review(world, essay).record, REVIEW) == {("essay_reviewed", "", world.member.pk): 1}


def test_a_yes_is_taken_back_with_a_reason(world: World) -> None:
    essay = review(world, hand_in(world))
    with pytest.raises(Refusal) as unreasoned:
        review(world, essay, accepted=False)
    assert unreasoned.value.code == "unknown_reason"
    review(world, essay, accepted=False, reason="wrong_person")
    assert not booked(essay.record, REVIEW)


def test_nobody_reviews_their_own_and_strangers_review_none(world: World) -> None:
    essay = hand_in(world)
    for stranger in (world.member, world.sibling_secretary, world.principal, world.leading_cadre, world.keeper):
        with pytest.raises(NotAllowed):
            review(world, essay, by=stranger)
    with pytest.raises(NotAllowed):
        hand_in(world, by=world.leading_cadre)


def test_leaders_and_secretaries_essays_go_one_level_up(world: World) -> None:
    for author in (world.leading_cadre, world.secretary):
        essay = hand_in(world, person=author, by=author)
        assert essay.unit == world.general_branch
        with pytest.raises(NotAllowed):
            review(world, essay)
        assert review(world, essay, by=world.principal).verdict == Verdict.ACCEPTED


def test_sent_again_an_essay_and_its_review_count_once(world: World) -> None:
    again, once_more = key(), key()
    (pk,) = {hand_in(world, key=again).pk for _time in range(3)}
    essay = Essay.objects.get(pk=pk)
    for _time in range(3):
        review(world, essay, key=once_more)
    assert entries() == 1
    with pytest.raises(Refusal) as refused:
        review(world, essay)
    assert refused.value.code == "nothing_differs"


@pytest.mark.parametrize(("given", "code"), [({"title": " "}, "no_title"), ({"text": " "}, "no_text")])
def test_an_essay_needs_a_title_and_its_text_or_paper(world: World, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        hand_in(world, **given)
    assert refused.value.code == code


def test_a_review_says_a_word(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        review(world, hand_in(world), comment=" ")
    assert refused.value.code == "no_comment"
