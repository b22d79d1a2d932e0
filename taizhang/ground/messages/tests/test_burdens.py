"""This adds to my burden: said from any page, kept without the person, answered in the open."""

import random
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.ground.messages import queries
from taizhang.ground.messages.actions import answer_burden, kind_of_page, say_burden
from taizhang.ground.messages.models import BurdenNote
from taizhang.ground.messages.views import MOST_AN_HOUR
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import NotAllowed, Refusal
from tests.world import World

ENGLISH = {"accept-language": "en"}


def say_it(person: Person, *, page: str = "/password/", words: str = "", times: int = 1) -> None:
    for _time in range(times):
        say_burden(page=page, words=words, by=person)


def signed_in_as(world: World, person: Person) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(world.user(person))
    return client


def test_page_and_unit_are_kept_and_not_the_person(world: World) -> None:
    note = say_burden(page="/password/?tab=2", words=" twice a week ", by=world.member)
    assert (note.page, note.unit, note.words) == ("/password/", world.branch, "twice a week")
    assert not [field.name for field in BurdenNote._meta.get_fields() if field.related_model is Person]


def test_an_address_that_names_a_person_or_record_is_kept_without_it() -> None:
    assert kind_of_page("/objections/17/answer/") == "/objections/…/answer/"
    assert kind_of_page("/no/such/page/") == "/"
    assert kind_of_page("https://elsewhere.example/") == "/"


def test_it_is_said_in_the_form_and_heard(world: World) -> None:
    client = signed_in_as(world, world.member)
    page = client.get(reverse("ground_messages:say_burden"), {"page": "/password/"})
    assert 'value="/password/"' in page.content.decode()
    done = client.post(reverse("ground_messages:say_burden"), {"page": "/password/", "words": "too many pages"})
    assert done["Location"] == reverse("ground_messages:answers")
    assert BurdenNote.objects.get().words == "too many pages"


def test_it_is_said_in_the_foot_of_the_page_without_leaving_it(world: World) -> None:
    client = signed_in_as(world, world.member)
    said = client.post(reverse("ground_messages:say_burden"), {"page": "/password/"}, headers={"HX-Request": "true"})
    assert "The office has heard it." in said.content.decode()
    assert "<html" not in said.content.decode()


def test_one_device_is_slowed_gently_and_others_are_not(world: World) -> None:
    client = signed_in_as(world, world.member)
    for _time in range(MOST_AN_HOUR):
        client.post(reverse("ground_messages:say_burden"), {"page": "/"})
    refused = client.post(reverse("ground_messages:say_burden"), {"page": "/"})
    assert "several times within the hour" in refused.content.decode()
    assert BurdenNote.objects.count() == MOST_AN_HOUR
    signed_in_as(world, world.member).post(reverse("ground_messages:say_burden"), {"page": "/"})
    assert BurdenNote.objects.count() == MOST_AN_HOUR + 1


def test_the_office_reads_counts_by_page_and_words_without_names(world: World) -> None:
    say_it(world.member, page="/password/", words="asked twice", times=2)
    say_it(world.sibling_member, page="/", words="asked thrice")
    page = signed_in_as(world, world.office).get(reverse("ground_messages:burdens")).content.decode()
    assert "said 2, waiting 2" in page
    assert "asked thrice" in page
    assert world.member.name not in page


@pytest.mark.parametrize("role", ["member", "secretary", "principal", "supervisor", "leader", "auditor"])
def test_nobody_else_reads_the_words(world: World, role: str) -> None:
    say_it(world.member, words="asked twice")
    client = signed_in_as(world, getattr(world, role))
    assert client.get(reverse("ground_messages:burdens")).status_code == 403
    assert "asked twice" not in client.get(reverse("ground_messages:answers")).content.decode()


def test_an_office_elsewhere_hears_only_its_own_units(world: World) -> None:
    say_it(world.foreign_member, words="from the county")
    assert queries.burdens_by_page(viewer_of(world.office)) == []
    with pytest.raises(Refusal) as refused:
        answer_burden(page="/password/", answer="We drop it.", by=world.office)
    assert refused.value.code == "nothing_waits"


def test_the_answer_is_open_to_everybody_with_the_count(world: World) -> None:
    say_it(world.member, words="asked twice", times=3)
    office = signed_in_as(world, world.office)
    office.post(f"{reverse('ground_messages:answer_burden')}?page=/password/", {"answer": "We drop one of the two."})
    page = signed_in_as(world, world.foreign_member).get(reverse("ground_messages:answers")).content.decode()
    assert "We drop one of the two." in page
    assert "/password/, said 3 times" in page


def test_an_answer_is_given_once(world: World) -> None:
    say_it(world.member)
    answer_burden(page="/password/", answer="We drop it.", by=world.office)
    with pytest.raises(Refusal) as refused:
        answer_burden(page="/password/", answer="We keep it.", by=world.office)
    assert refused.value.code == "nothing_waits"
    assert BurdenNote.objects.get().answer == "We drop it."


def test_only_the_office_answers(world: World) -> None:
    say_it(world.member)
    with pytest.raises(NotAllowed):
        answer_burden(page="/password/", answer="No.", by=world.secretary)


def test_below_five_no_unit_is_named(world: World) -> None:
    viewer = viewer_of(world.office)
    say_it(world.member, times=4)
    assert queries.burdens_by_unit(viewer) == ([], 4)
    say_it(world.sibling_member)
    assert queries.burdens_by_unit(viewer) == ([(world.general_branch, 5)], 0)


def test_a_rest_below_five_withholds_one_more(world: World) -> None:
    say_it(world.member, times=6)
    say_it(world.office, times=3)
    assert queries.burdens_by_unit(viewer_of(world.office)) == ([], 9)


@pytest.mark.parametrize("seed", range(5))
def test_no_two_shown_figures_differ_by_one_to_four(world: World, seed: int) -> None:
    drawn = random.Random(seed)
    for person in (world.member, world.sibling_member, world.office, world.principal):
        say_it(person, times=drawn.randrange(9))
    shown, rest = queries.burdens_by_unit(viewer_of(world.office))
    parts = [said for _unit, said in shown]
    total = sum(parts) + rest
    for size in range(len(parts) + 1):
        for some in combinations(parts, size):
            assert total - sum(some) == 0 or total - sum(some) >= 5 or total < 5
