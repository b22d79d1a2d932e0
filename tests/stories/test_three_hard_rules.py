"""No session missed without make-up, no member left out, no must item unread: the page of the branch shows all three."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.work.curriculum.tests.stage import must, read
from taizhang.work.learning.actions import make_up
from taizhang.work.learning.tests.study import close, plan
from tests.world import World, key


def rules_of(world: World, person: str = "secretary") -> tuple[str, list[str]]:
    """The page of the branch, and the three figures in their order."""
    client = Client()
    client.force_login(world.user(getattr(world, person)))
    client.cookies["django_language"] = "en"
    page = client.get(reverse("dashboards:branch", args=[world.branch.pk])).content.decode()
    section = page.split("Three hard rules")[1].split("</section>")[0]
    return page, [re.sub(r"<[^>]+>", "", value) for value in re.findall(r'<span class="value">(.*?)</span>', section)]


@pytest.mark.requirement("R1-51")
def test_each_hard_rule_names_who_stands_against_it_until_nobody_does(world: World) -> None:
    text = must(world)
    session = close(world, plan(world), {world.member: "absent"})
    page, figures = rules_of(world)
    assert figures == ["1", "1", "6"]
    assert "?show=missing" in page
    due = [person for person in world.branch_people if person not in (world.activist, world.retired)]
    for person in due:
        read(world, text, person)
    make_up(session=session, person=world.member, form="make_up", on=world.today, by=world.secretary, key=key())
    page, figures = rules_of(world)
    assert figures == ["0", "0", "0"]


def test_who_may_not_see_names_sees_how_many(world: World) -> None:
    close(world, plan(world), {world.member: "absent"})
    page, figures = rules_of(world, "principal")
    assert figures[0] == "1"
    assert world.member.name not in page
