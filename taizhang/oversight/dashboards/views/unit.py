"""My unit: how do we stand, and what is overdue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.oversight.dashboards import addresses, amounts
from taizhang.oversight.dashboards.queries import unit as queries
from taizhang.oversight.dashboards.queries.gaps import BRANCH_KINDS
from taizhang.ui import charts


@signed_in
@require_safe
def unit(request: Asked, unit: int | None = None) -> HttpResponse:
    """The page of a unit for its first person responsible."""
    page = queries.unit_page(
        request.viewer, unit, programme=request.GET.get("programme", ""), phase=request.GET.get("phase", "")
    )
    return render(
        request,
        "dashboards/unit.html",
        {
            "page": page,
            "now": clock.now(),
            "placed": [(one, band(one), place_words(one)) for one in page.placed],
            "rows": children_rows(page),
            "heads": [
                (CATALOGUE[one.metric].words, amounts.condition(one, page.course.per_hour))
                for one in page.course.requirements
            ]
            if page.course
            else [],
        },
    )


def band(placed: queries.Placed) -> SafeString:
    """The spread of comparable units with this unit's own place in it."""
    if placed.band is None:
        return SafeString("")
    held = placed.band
    return charts.band(
        low=held.low,
        quarter=held.quarter,
        median=held.median,
        three_quarters=held.three_quarters,
        high=held.high,
        own=placed.value,
        outside=held.outside,
        title=_("%(what)s: eight in ten comparable units lie from %(low)s%% to %(high)s%%, this unit at %(own)s%%")
        % {
            "what": placed.label,
            "low": held.low * 100 // 1,
            "high": held.high * 100 // 1,
            "own": placed.value * 100 // 1,
        },
    )


def place_words(placed: queries.Placed) -> str:
    """Where the unit lies, in words."""
    return {
        "below": _("below most comparable units"),
        "lower": _("in the lower part"),
        "middle": _("among the middle half"),
        "upper": _("in the upper part"),
        "above": _("above most comparable units"),
        "": _("too few comparable units for a spread"),
    }[placed.place]


def children_rows(page: queries.UnitPage) -> list[dict[str, object]]:
    """The units below in code order, each with a cell for every requirement."""
    if page.course is None:
        return []
    return [
        {
            "unit": child,
            "is_branch": child.kind in BRANCH_KINDS,
            "cells": [
                (
                    page.child_shares.get((child.pk, one.pk)),
                    addresses.of_requirement(one, unit=child.pk).url,
                )
                for one in page.course.requirements
            ],
        }
        for child in page.children
    ]
