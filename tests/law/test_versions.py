"""A figure as of a moment is judged by the requirement as it stood then (settled questions 26 and 28)."""

import re
from fractions import Fraction

import pytest
from django.urls import reverse

from taizhang.flows.change_requirement import change_requirement
from taizhang.flows.supplement.adopting import adopt_changes
from taizhang.flows.tests.test_supplement import accepted
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.ledger.positions import last_position
from taizhang.metrics.versions import all_asked_at, standing_at, versions_of
from taizhang.oversight.dashboards.addresses import of_requirement
from taizhang.oversight.dashboards.tests.acts import client_of, hold, settle
from tests.world import World, key

# what differs each time a page is drawn, whatever it shows
_DRAWN_ANEW = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|name="key" value="[^"]*"|nonce="[^"]*"')


def page(world: World, who: Person, address: str) -> str:
    answer = client_of(world, who).get(address)
    assert answer.status_code == 200
    found = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert found
    return _DRAWN_ANEW.sub("", found.group())


def change(world: World, hours: int) -> Requirement:
    made = change_requirement(
        requirement=world.requirements["study_minutes"],
        title=f"学时不少于{hours}小时",
        operator=Operator.AT_LEAST,
        amount=Fraction(hours),
        reason="按补充通知调整",
        by=world.office,
        key=key(),
    )
    settle()
    return made


@pytest.mark.requirement("R1-28")
def test_change_a_requirement_and_the_old_page_is_unchanged_to_the_digit(world: World) -> None:
    hold(world, world.branch, {world.member: 2400, world.floating: 1200})
    settle()
    then, old = last_position(), world.requirements["study_minutes"]
    standing = of_requirement(old, unit=world.branch.pk).but(position=then).url
    above = of_requirement(old, unit=world.general_branch.pk).but(position=then).url
    matrix = f"{reverse('dashboards:branch', args=[world.branch.pk])}?position={then}"
    share = of_requirement(world.requirements["group_share"], unit=world.branch.pk).but(position=then).url
    readers = [
        (world.secretary, standing),
        (world.principal, above),
        (world.secretary, matrix),
        (world.secretary, share),
    ]
    before = [page(world, who, address) for who, address in readers]
    new = change(world, 20)
    assert [page(world, who, address) for who, address in readers] == before
    by_new = client_of(world, world.secretary).get(of_requirement(new, unit=world.branch.pk).but(position=then).url)
    assert (by_new.context["page"].met, by_new.context["page"].requirement) == (1, old)
    # and now it is judged by what is asked now
    now = client_of(world, world.secretary).get(of_requirement(new, unit=world.branch.pk).url)
    assert (now.context["page"].met, now.context["page"].requirement) == (2, new)
    back = client_of(world, world.secretary).get(of_requirement(old, unit=world.branch.pk).url)
    assert (back.context["page"].met, back.context["page"].requirement) == (2, new)
    assert "≥ 40" in now.content.decode() and "按补充通知调整" in now.content.decode()
    assert world.office.name in now.content.decode()


def test_what_was_new_or_withdrawn_later_stands_as_it_did_then(world: World) -> None:
    settle()
    before = last_position()
    adopt_changes(change_set=accepted(world), by=world.office, key=key())
    settle()
    after = last_position()
    then = {one.metric: one.numerator for one in all_asked_at(world.programme, before)}
    now = {(one.metric, tuple(one.audience)): one.numerator for one in all_asked_at(world.programme, after)}
    assert then["study_minutes"] == 2400 and then["sessions_missed"] == 0
    assert now["study_minutes", ()] == 2880 and now["essays_reviewed", ("leader",)] == 3
    assert ("sessions_missed", ()) not in now
    leaders = Requirement.objects.get(programme=world.programme, number=5)
    assert standing_at(leaders, before) is None and standing_at(leaders, after) == leaders
    refused = client_of(world, world.secretary).get(
        of_requirement(leaders, unit=world.branch.pk).but(position=before).url
    )
    assert refused.status_code == 409


def test_versions_of_versions_each_know_their_entry(world: World) -> None:
    settle()
    marks = [last_position()]
    for hours in (48, 36, 50):
        change(world, hours)
        marks.append(last_position())
    newest = world.requirements["study_minutes"]
    asked = [standing_at(newest, mark) for mark in marks]
    assert [one.numerator // 60 for one in asked if one] == [40, 48, 36, 50]
    assert [one.since is not None for one in versions_of(newest)] == [False, True, True, True]
