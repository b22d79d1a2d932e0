"""Four plus one: common topics, the own one of each unit, texts before the seminar, done by it."""

import pytest

from taizhang.ground.materials.models import TopicDone
from taizhang.ground.materials.queries import unread_texts
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum import actions
from taizhang.work.curriculum.tests.stage import listed, own_topic, read, sums, topic
from taizhang.work.learning import actions as learning
from taizhang.work.learning.tests.study import close, marks_of, plan
from tests.world import World, key


def test_common_topics_are_numbered_and_own_ones_belong_to_their_unit(world: World) -> None:
    first, second = topic(world), topic(world, "为谁服务")
    own = own_topic(world)
    assert [first.number, second.number, own.number] == [1, 2, 1]
    assert sums("topic_set") == {
        ("topic_set", "common", world.committee.pk, 0): 2,
        ("topic_set", "own", world.branch.pk, 0): 1,
    }


def test_a_unit_sets_exactly_one_own_topic_unless_the_programme_asks_for_more(world: World) -> None:
    own, once = own_topic(world), key()
    with pytest.raises(Refusal) as refused:
        own_topic(world, "第二个")
    assert refused.value.code == "set_already"
    actions.withdraw_topic(topic=own, by=world.secretary, key=once)
    actions.withdraw_topic(topic=own, by=world.secretary, key=once)
    again = own_topic(world, "第二个")
    assert again.number == 2
    assert sums("topic_set") == {("topic_set", "own", world.branch.pk, 0): 1}


def test_strangers_set_no_topic(world: World) -> None:
    for stranger in (world.sibling_secretary, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed) as refused:
            own_topic(world, by=stranger)
        assert str(refused.value.reason)
    with pytest.raises(NotAllowed):
        actions.set_topic(programme=world.programme, name="甲", by=world.secretary, key=key())
    common = topic(world)
    with pytest.raises(NotAllowed):
        actions.change_topic(topic=common, name="乙", texts=[], by=world.secretary, key=key())


def test_a_topic_is_done_by_its_seminar_and_by_no_other_session(world: World) -> None:
    common = topic(world)
    close(world, plan(world, form="class", topic_of=common))
    assert not sums("topic_done")
    seminar = close(world, plan(world, topic_of=common, days_ago=4))
    second = close(world, plan(world, topic_of=common, days_ago=3))
    assert sums("topic_done") == {("topic_done", "common", world.branch.pk, 0): 1}
    assert TopicDone.objects.get().record == seminar.record
    learning.withdraw_session(session=seminar, by=world.secretary, key=key())
    assert TopicDone.objects.get().record == second.record
    assert sums("topic_done") == {("topic_done", "common", world.branch.pk, 0): 1}
    learning.withdraw_session(session=second, by=world.secretary, key=key())
    assert not sums("topic_done") and not TopicDone.objects.exists()


def test_a_seminar_stated_anew_stays_done_once_on_its_new_day(world: World) -> None:
    seminar = close(world, plan(world, topic_of=topic(world)))
    marks = marks_of(world, seminar, {world.member: "leave"})
    learning.restate_session(
        session=seminar, marks=marks, reason="wrong_date", on=world.days_ago(8), by=world.secretary, key=key()
    )
    assert TopicDone.objects.get().on == world.days_ago(8)
    learning.restate_session(
        session=seminar, marks=marks_of(world, seminar), reason="wrong_person", by=world.secretary, key=key()
    )
    assert sums("topic_done") == {("topic_done", "common", world.branch.pk, 0): 1}


def test_sessions_on_an_own_topic_open_when_the_common_ones_are_done_or_with_a_reason(world: World) -> None:
    common, own = topic(world), own_topic(world)
    with pytest.raises(Refusal) as refused:
        plan(world, topic_of=own)
    assert (refused.value.code, refused.value.field) == ("common_first", "override")
    assert "作风建设" in str(refused.value.reason)
    early = plan(world, topic_of=own, override="防汛之前要先学规程")
    assert early.record.texts.get(purpose="override").body == "防汛之前要先学规程"
    close(world, plan(world, topic_of=common))
    assert plan(world, topic_of=own).topic_of == own


def test_a_session_takes_only_what_is_listed_for_its_unit_and_the_name_of_its_topic(world: World) -> None:
    assert plan(world, topic="", topic_of=topic(world)).topic == "作风建设"
    elsewhere = own_topic(world, unit=world.sibling, by=world.sibling_secretary)
    task = listed(world, "通知", unit=world.sibling, by=world.sibling_secretary)
    for given in ({"topic_of": elsewhere}, {"materials": [task]}):
        with pytest.raises(Refusal) as refused:
            plan(world, **given)
        assert refused.value.code == "not_listed_here"


def test_texts_are_counted_unread_until_all_have_read_them(world: World) -> None:
    text = listed(world)
    common = topic(world, "作风建设", text)
    people = [world.member.pk, world.keeper.pk]
    assert unread_texts(common, people) == {text.pk: 2}
    read(world, text, world.member)
    assert unread_texts(common, people) == {text.pk: 1}
    read(world, text, world.keeper)
    assert unread_texts(common, people) == {}


def test_what_a_unit_has_finished_is_not_taken_back(world: World) -> None:
    common = topic(world)
    close(world, plan(world, topic_of=common))
    with pytest.raises(Refusal) as refused:
        actions.withdraw_topic(topic=common, by=world.office, key=key())
    assert refused.value.code == "done_already"
    changed = actions.change_topic(topic=common, name="作风与规程", texts=[listed(world)], by=world.office, key=key())
    assert (changed.name, changed.record.title, changed.texts.count()) == ("作风与规程", "作风与规程", 1)
