"""What a programme asks of essays: a length only where it sets one, and an oral answer for who writes none."""

import pytest

from taizhang.lib.chinese.counting import count_characters
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.essays import ORAL_ANSWER, REVIEW
from taizhang.work.learning.models import OralAnswer
from taizhang.work.learning.tests.study import booked
from taizhang.work.learning.tests.test_essays import hand_in, review
from tests.world import World, key


def ask(world: World, characters: int = 3000, papers: int = 2, **other: object) -> None:
    given: dict[str, object] = {"programme": world.programme, "by": world.office, "key": key()}
    actions.set_essay_length(characters=characters, papers=papers, **(given | other))  # type: ignore[arg-type]


def test_characters_are_counted_without_spaces_and_punctuation() -> None:
    assert count_characters("学 习，“第1章”。\n\tOK！——…") == 7
    assert count_characters("，。！ \n") == 0


@pytest.mark.parametrize(("length", "code"), [(2999, ""), (3000, "full_length")])
def test_2999_characters_are_short_and_3000_are_of_full_length(world: World, length: int, code: str) -> None:
    ask(world)
    essay = hand_in(world, text="学，" * length + " \n。")
    assert essay.characters == length
    assert booked(review(world, essay).record, REVIEW) == {("essay_reviewed", code, world.member.pk): 1}


def test_of_an_essay_on_paper_the_reviewer_says_how_long_it_is(world: World) -> None:
    ask(world)
    short, full = (hand_in(world, is_on_paper=True, text="") for _one in range(2))
    assert booked(review(world, short).record, REVIEW) == {("essay_reviewed", "", world.member.pk): 1}
    assert booked(review(world, full, is_full_length=True).record, REVIEW) == {
        ("essay_reviewed", "full_length", world.member.pk): 1
    }


def test_a_new_programme_asks_for_no_length_and_the_requirement_follows_what_is_set(world: World) -> None:
    essay = hand_in(world, text="学" * 9000)
    assert booked(review(world, essay, is_full_length=True).record, REVIEW) == {
        ("essay_reviewed", "", world.member.pk): 1
    }
    assert "essays_full_length" not in world.requirements
    ask(world)
    asked = world.requirements["essays_full_length"]
    assert (asked.numerator, asked.audience, asked.exempt) == (2, ["leader"], ["cannot_write"])
    ask(world, 0, 0)
    assert world.requirements["essays_full_length"].numerator == 0


def test_only_the_office_asks_and_a_count_needs_a_length(world: World) -> None:
    for stranger in (world.secretary, world.principal, world.member):
        with pytest.raises(NotAllowed) as refused:
            ask(world, by=stranger)
        assert str(refused.value.reason)
    for characters, papers, code in ((-1, 0, "bad_length"), (0, 2, "no_length")):
        with pytest.raises(Refusal) as wrong:
            ask(world, characters, papers)
        assert wrong.value.code == code


def test_the_reviewer_ticks_what_the_essay_speaks_of(world: World) -> None:
    essay = review(world, hand_in(world), about_unit=True, own_thinking=True)
    assert (essay.about_unit, essay.about_post, essay.own_thinking) == (True, False, True)


def test_who_does_not_write_answers_by_word_of_mouth(world: World) -> None:
    def answer(**other: object) -> OralAnswer:
        given: dict[str, object] = {
            "person": world.cannot_write,
            "programme": world.programme,
            "is_held": True,
            "by": world.secretary,
            "key": key(),
        }
        return actions.note_oral_answer(**(given | other))  # type: ignore[arg-type]

    assert not booked(answer(is_held=False).record, ORAL_ANSWER)
    held = answer()
    assert booked(held.record, ORAL_ANSWER) == {("oral_answer_held", "", world.cannot_write.pk): 1}
    answer()
    assert booked(held.record, ORAL_ANSWER) == {("oral_answer_held", "", world.cannot_write.pk): 1}
    assert not booked(answer(is_held=False).record, ORAL_ANSWER)
    with pytest.raises(Refusal) as refused:
        answer(person=world.member)
    assert refused.value.code == "writes_themself"
    with pytest.raises(NotAllowed):
        answer(by=world.sibling_secretary)
