"""Objections: raised against a figure or a line, answered with a date by those who post, shown beside it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.ground.messages import queries
from taizhang.ground.messages.actions import answer_objection, raise_objection
from taizhang.ground.messages.models import Objection
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.rolls import actions as rolls
from tests.world import World, key

FIGURE = "/password/?unit=1"
ENTRY = uuid.UUID("a9f0c0de-0000-4000-8000-000000000001")


@pytest.fixture
def record(world: World) -> Record:
    return open_record(type="learning.session", unit=world.branch, title="第七次集中学习", on=world.today)


def object_to_entry(world: World, record: Record, *, by: Person, words: str = "I was there.") -> Objection:
    return raise_objection(words=words, by=by, unit=world.branch, entry=ENTRY, record=record)


def signed_in_as(world: World, person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.user(person))
    return client


def about_entry(record: Record) -> dict[str, str]:
    return {"entry": str(ENTRY), "record": str(record.pk)}


def test_the_person_objects_and_the_secretary_answers_with_a_date(world: World, record: Record) -> None:
    member, secretary = signed_in_as(world, world.member), signed_in_as(world, world.secretary)
    address = f"{reverse('ground_messages:raise_objection')}?entry={ENTRY}&record={record.pk}"
    assert "第七次集中学习" in member.get(address).content.decode()
    member.post(address, {"words": "I was there."})
    objection = Objection.objects.get()
    assert "I was there." in secretary.get(reverse("ground_messages:waiting")).content.decode()
    secretary.post(
        reverse("ground_messages:answer_objection", args=[objection.pk]), {"answer": "You were. Stated anew."}
    )
    objection.refresh_from_db()
    assert (objection.answered_on, objection.answered_by) == (world.today, world.secretary)
    beside = member.get(reverse("ground_messages:objections"), about_entry(record)).content.decode()
    assert "I was there." in beside
    assert "You were. Stated anew." in beside


def test_an_objection_to_a_figure_stands_beside_it_for_all_who_read_it(world: World) -> None:
    raise_objection(words="It should be 40.", by=world.member, unit=world.branch, figure=FIGURE)
    for person in (world.retired, world.secretary, world.office, world.supervisor):
        fragment = signed_in_as(world, person).get(
            reverse("ground_messages:objections"), {"figure": FIGURE, "unit": str(world.branch.pk)}
        )
        assert "It should be 40." in fragment.content.decode()


def test_the_name_stands_only_near_the_person(world: World) -> None:
    raise_objection(words="It should be 40.", by=world.member, unit=world.branch, figure=FIGURE)
    for person in (world.member, world.secretary, world.keeper):
        (shown,) = queries.objections_to_figure(viewer_of(person), FIGURE, world.branch)
        assert shown.name == world.member.name
    for person in (world.retired, world.office, world.supervisor, world.leader):
        (shown,) = queries.objections_to_figure(viewer_of(person), FIGURE, world.branch)
        assert shown.name == ""


def test_words_about_ones_own_line_are_for_oneself_and_those_who_answer(world: World, record: Record) -> None:
    object_to_entry(world, record, by=world.member)

    def words_for(person: Person) -> list[str]:
        found = queries.objections_to_entries(viewer_of(person), [ENTRY])
        return [shown.words for shown in found.get(ENTRY, [])]

    for person in (world.member, world.secretary, world.office):
        assert words_for(person) == ["I was there."]
    for person in (world.supervisor, world.leader, world.auditor):
        assert words_for(person) == [""]
    for person in (world.retired, world.sibling_secretary, world.foreign_secretary):
        assert words_for(person) == []


@pytest.mark.parametrize("person", ["sibling_member", "sibling_secretary", "foreign_member", "foreign_secretary"])
def test_a_foreign_figure_is_not_ones_to_object_to(world: World, person: str) -> None:
    with pytest.raises(NotAllowed):
        raise_objection(words="Wrong.", by=getattr(world, person), unit=world.branch, figure=FIGURE)
    response = signed_in_as(world, getattr(world, person)).get(
        reverse("ground_messages:objections"), {"figure": FIGURE, "unit": str(world.branch.pk)}
    )
    assert response.status_code == 403


def test_who_moved_away_still_objects_and_the_new_secretary_reads_nothing(world: World, record: Record) -> None:
    rolls.transfer_member(person=world.member, unit=world.sibling, on=world.today, by=world.office, key=key())
    object_to_entry(world, record, by=world.member)
    assert ENTRY in queries.objections_to_entries(viewer_of(world.member), [ENTRY])
    assert ENTRY in queries.objections_to_entries(viewer_of(world.secretary), [ENTRY])
    assert ENTRY not in queries.objections_to_entries(viewer_of(world.sibling_secretary), [ENTRY])


def test_the_same_sent_twice_is_one_and_other_words_wait(world: World, record: Record) -> None:
    first = object_to_entry(world, record, by=world.member)
    assert object_to_entry(world, record, by=world.member) == first
    with pytest.raises(Refusal) as refused:
        object_to_entry(world, record, by=world.member, words="And another thing.")
    assert refused.value.code == "already_raised"
    answer_objection(objection=first, answer="Stated anew.", by=world.secretary)
    assert object_to_entry(world, record, by=world.member, words="And another thing.") != first


def test_nobody_answers_their_own(world: World, record: Record) -> None:
    objection = object_to_entry(world, record, by=world.secretary)
    with pytest.raises(NotAllowed) as refused:
        answer_objection(objection=objection, answer="I am right.", by=world.secretary)
    assert refused.value.code == "own_objection"
    answer_objection(objection=objection, answer="You are.", by=world.office)


@pytest.mark.parametrize("person", ["member", "principal", "supervisor", "leader", "auditor", "sibling_secretary"])
def test_only_those_who_post_and_the_office_answer(world: World, record: Record, person: str) -> None:
    objection = object_to_entry(world, record, by=world.retired)
    with pytest.raises(NotAllowed):
        answer_objection(objection=objection, answer="No.", by=getattr(world, person))


def test_the_slower_of_two_answers_is_told(world: World, record: Record) -> None:
    objection = object_to_entry(world, record, by=world.member)
    answer_objection(objection=objection, answer="Yes.", by=world.secretary)
    with pytest.raises(Refusal) as refused:
        answer_objection(objection=objection, answer="No.", by=world.keeper)
    assert refused.value.code == "already_answered"
    objection.refresh_from_db()
    assert objection.answer == "Yes."


def test_an_address_that_names_nothing_is_not_found(world: World) -> None:
    member = signed_in_as(world, world.member)
    address = reverse("ground_messages:raise_objection")
    queries_of_nothing: list[dict[str, str]] = [
        {},
        {"figure": "https://elsewhere.example/", "unit": str(world.branch.pk)},
        {"entry": "x"},
    ]
    for query in queries_of_nothing:
        assert member.get(address, query).status_code == 404


def test_an_objection_is_answered_where_it_was_raised(world: World) -> None:
    member = signed_in_as(world, world.member)
    address = f"{reverse('ground_messages:raise_objection')}?figure=/password/&unit={world.branch.pk}"
    assert member.post(address, {"words": "Wrong."})["Location"] == "/password/"
