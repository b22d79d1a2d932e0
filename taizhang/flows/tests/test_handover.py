"""Open matters pass to routine work under a named owner and stay open until they are settled (R4-06)."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.handover.actions import pass_to_owner
from taizhang.flows.handover.queries import in_the_hands_of, open_matters
from taizhang.flows.owed.gathering import owed_in
from taizhang.ground.duties.models import Duty, Handover
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning.actions import make_up
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import close, plan
from tests.world import World, key


def missed(world: World) -> tuple[Session, list[Duty]]:
    """A session that two missed: two open make-ups."""
    session = close(world, plan(world, days_ago=3, topic="规程"), {world.member: "leave", world.keeper: "duty"})
    return session, list(Duty.objects.filter(record=session.record).order_by("pk"))


def test_what_is_handed_over_stays_open_under_its_owner_and_ends_where_it_is_settled(world: World) -> None:
    session, duties = missed(world)
    one = key()
    given: dict[str, Any] = {"unit": world.branch, "duties": duties, "owner": world.keeper, "by": world.secretary}
    assert pass_to_owner(**given, key=one) == 2
    assert pass_to_owner(**given, key=one) == 2
    assert pass_to_owner(**given, key=key()) == 0
    assert Handover.objects.count() == 2
    assert len(in_the_hands_of(world.keeper)) == 2
    lines = owed_in(viewer_of(world.secretary), world.branch)
    assert any(world.keeper.name in line.whom for line in lines if session.topic in line.words)
    make_up(session=session, person=world.member, form="make_up", on=world.today, by=world.secretary, key=key())
    assert [matter.duty.person for matter in in_the_hands_of(world.keeper)] == [world.keeper]


def test_a_matter_handed_on_lies_with_the_newest_owner_only(world: World) -> None:
    _session, duties = missed(world)
    for owner in (world.keeper, world.secretary):
        pass_to_owner(unit=world.branch, duties=duties[:1], owner=owner, by=world.secretary, key=key())
    assert not in_the_hands_of(world.keeper)
    assert [matter.duty for matter in in_the_hands_of(world.secretary)] == duties[:1]
    assert {bool(matter.handover) for matter in open_matters(world.branch) if matter.duty in duties} == {True, False}


def test_strangers_and_wrong_lists_are_refused(world: World) -> None:
    _session, duties = missed(world)
    given: dict[str, Any] = {"unit": world.branch, "duties": duties, "owner": world.keeper}
    for stranger in (world.member, world.office, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            pass_to_owner(**given, by=stranger, key=key())
    for other, code in (
        ({"duties": []}, "nothing_chosen"),
        ({"owner": world.sibling_member}, "no_owner_here"),
        ({"unit": world.sibling, "owner": world.sibling_member, "by": world.sibling_secretary}, "not_open"),
    ):
        with pytest.raises(Refusal) as refused:
            pass_to_owner(**({"by": world.secretary} | given | other), key=key())
        assert refused.value.code == code
    assert not Handover.objects.exists()


@pytest.mark.requirement("R4-06")
def test_the_secretary_hands_over_and_the_owner_finds_it(world: World) -> None:
    session, duties = missed(world)

    def signed_in(person: Person) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(world.user(person))
        return client

    secretary, owner = signed_in(world.secretary), signed_in(world.keeper)
    owed = unescape(secretary.get(reverse("flows:owed", args=[world.branch.pk])).content.decode())
    there = reverse("flows:hand_over", args=[world.branch.pk])
    assert there in owed
    page = unescape(secretary.get(there).content.decode())
    assert session.topic in page and world.member.name in page
    refused = secretary.post(there, {"key": str(key()), "duties": [duties[0].pk]})
    assert refused.status_code == 200 and "This field is required" in refused.content.decode()
    sent = {"key": str(key()), "duties": [duty.pk for duty in duties], "owner": world.keeper.pk}
    after = unescape(secretary.post(there, sent, follow=True).content.decode())
    assert f"2 matters are with {world.keeper.name} now" in after and f"with {world.keeper.name} since" in after
    assert session.topic in unescape(owner.get(reverse("flows:my_matters")).content.decode())
    panel = reverse("flows:handed_panel", args=[world.branch.pk])
    assert session.topic in unescape(secretary.get(panel).content.decode())
    assert session.topic not in unescape(signed_in(world.office).get(panel).content.decode())
