"""Figures of a programme that spans years, cut off by year: the years add up and equal a recount (R2-06)."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.programmes.models import Programme
from taizhang.ledger.posting import Line, post
from taizhang.ledger.reading import facts
from taizhang.metrics import yearly
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.judging import Value
from taizhang.metrics.recount import scope_of
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.tests.acts import client_of, settle
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, make_programme

SPAN = 390
# (days ago, which branch, how many, a ballot asked or answered); the world is founded 400 days ago
Acts = st.lists(
    st.tuples(st.integers(0, SPAN), st.booleans(), st.integers(-40, 90).filter(bool)), min_size=1, max_size=12
)


def two_years(world: World) -> Programme:
    """A programme of four months that began in the last quarter of the year before this one."""
    began = max(world.days_ago(SPAN), date(world.today.year - 1, 10, 1))
    programme = make_programme(world.committee, began)
    units = [world.branch, world.sibling]
    rolls.enrol_units(programme=programme, units=units, on=began, by=None, key=key())
    return programme


def book(world: World, programme: Programme, acts: list[tuple[int, bool, int]]) -> None:
    """Minutes of study in both branches on the days said, none before the programme began."""
    for ago, is_sibling, minutes in acts:
        unit, person = (world.sibling, world.sibling_member) if is_sibling else (world.branch, world.member)
        line = Line(
            "learning.study_minutes",
            unit.pk,
            max(world.days_ago(ago), programme.starts_on),
            minutes,
            code="group",
            programme=programme.pk,
            member=person.pk,
        )
        post(source=programme.record, act=key().hex[:20], lines=[line], by=world.office, key=key())


@settings(max_examples=25, deadline=None)
@given(acts=Acts)
def test_the_years_of_a_sum_add_up_to_the_whole_and_each_equals_a_recount(
    world: World, acts: list[tuple[int, bool, int]]
) -> None:
    with transaction.atomic():
        programme = two_years(world)
        book(world, programme, acts)
        metric = CATALOGUE["study_minutes"]
        for unit in (world.committee, world.branch, world.sibling):
            scope = scope_of(metric, unit=unit, programme=programme.pk)
            lines = list(facts(scope))
            years = yearly.years_of(metric, scope)
            recounted: dict[int, int] = {}
            for line in lines:
                recounted[line.occurred_on.year] = recounted.get(line.occurred_on.year, 0) + line.amount
            assert {year: value.numerator for year, value in years.items()} == recounted
            assert yearly.whole_of(metric, years).numerator == sum(line.amount for line in lines)
            assert yearly.table_of(unit, programme).get("study_minutes", {}) == years
        transaction.set_rollback(True)


def test_a_ratio_of_all_years_is_counted_from_the_parts_never_from_the_ratios() -> None:
    ratio = next(metric for metric in CATALOGUE.values() if yearly.is_ratio(metric))
    assert yearly.whole_of(ratio, {2025: Value(1, 10), 2026: Value(9, 10)}) == Value(10, 20)
    assert yearly.whole_of(ratio, {2025: Value(1, 1), 2026: Value(0, 1)}) == Value(1, 2)
    assert yearly.whole_of(CATALOGUE["study_minutes"], {2025: Value(3), 2026: Value(4)}) == Value(7)
    assert yearly.days_of(2026) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.requirement("R2-06")
def test_an_office_reads_the_years_of_a_programme_and_opens_each_down_to_its_vouchers(world: World) -> None:
    programme = two_years(world)
    book(world, programme, [(SPAN, False, 120), (SPAN - 1, True, 60), (0, False, 180)])
    settle()
    first, last = programme.starts_on.year, world.today.year
    assert first < last
    office = client_of(world, world.office)
    page = office.get(reverse("dashboards:years", args=[programme.record_id])).content.decode()
    address = Address("study_minutes", unit=world.committee.pk, programme=programme.pk)
    for year in (first, last):
        assert address.but(year=year).url.replace("&", "&amp;") in page
    assert office.get(reverse("dashboards:years", args=[programme.record_id]) + "?export=xlsx").status_code == 200
    whole = office.get(address.url).content.decode()
    assert 'id="years"' in whole and address.but(year=first).url.replace("&", "&amp;") in whole
    then = office.get(address.but(year=first).url)
    assert then.context["page"].total == 180 and not then.context["page"].is_kept
    assert sum(part.amount for part in then.context["page"].parts) == 180
    assert [one.value.numerator for one, _shown in then.context["years"]] == [180, 180]
    branch = office.get(address.but(unit=world.branch.pk, year=last).url)
    assert branch.context["page"].total == 180 and branch.context["page"].book.vouchers == 1
    assert str(first) in office.get(address.but(year=first).url).content.decode()
    assert office.get(f"{address.url}&year=99999").status_code == 404
    stranger = client_of(world, world.member)
    assert stranger.get(reverse("dashboards:years", args=[programme.record_id])).status_code == 403


def test_a_programme_of_one_year_offers_none(world: World) -> None:
    if world.programme.starts_on.year != world.today.year:
        pytest.skip("the cast's programme begins thirty days ago, which is another year in January")
    address = Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk)
    assert 'id="years"' not in client_of(world, world.secretary).get(address.url).content.decode()
