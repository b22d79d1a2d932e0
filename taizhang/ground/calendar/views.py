"""Pages of the calendar: the fragments that warn of clashes, the feed, and the page that keeps its address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.calendar import actions, feeds, queries
from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Feed, Occasion
from taizhang.ground.calendar.rules import may_keep_calendar, may_read_calendar
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, public, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.ui.toasts import say


def address_of(record: Record, noun: str = "") -> str:
    """The page of a record, or the one that changes it; nothing where its owner offers none."""
    app, _dot, own = record.type.partition(".")
    try:
        return reverse(f"{app}:{noun or own}", args=[record.pk])
    except NoReverseMatch:
        return ""


@signed_in
@require_safe
def near(request: Asked, record: int) -> HttpResponse:
    """For the page of a session or of business: what lies too near it, and days that are free (R0-29).

    With ``bare`` in the address only the list, for a page that shows several under a heading of its own.
    """
    occasion = get_object_or_404(Occasion.objects.select_related("unit", "record"), record=record)
    may_read_calendar(request.viewer, occasion.unit).demand()
    return render(
        request,
        "calendar/near.html",
        {"rows": rows_of(request, queries.nearness_of(occasion)), "bare": "bare" in request.GET},
    )


@signed_in
@require_safe
def busy(request: Asked, unit: int) -> HttpResponse:
    """For the page that plans a session: the business of the unit in the next weeks."""
    held = get_object_or_404(Unit, pk=unit)
    may_read_calendar(request.viewer, held).demand()
    coming = queries.occasions_of(held, kind=OccasionKind.BUSINESS, from_on=clock.today())[:6]
    return render(request, "calendar/busy.html", {"coming": coming, "hours": queries.hours_of(held)})


def rows_of(request: Asked, found: list[queries.Near]) -> list[dict[str, Any]]:
    """Sessions that clash, with links to their pages and, for who keeps the unit, to the sheet that moves them."""
    rows = []
    for one in found:
        change = address_of(one.session.record, "change") if may_keep_calendar(request.viewer, one.session.unit) else ""
        rows.append(
            {
                "session": one.session,
                "url": address_of(one.session.record),
                "clashes": [(clash, address_of(clash.business.record)) for clash in one.clashes],
                "free": [(day, f"{change}?on={day.isoformat()}" if change else "") for day in one.free],
            }
        )
    return rows


@public
@require_safe
@cache_control(private=True, max_age=900)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address. Open to anybody who holds it, as a calendar program cannot sign in: the token
    is 256 bits long, is kept as a digest only, and can be renewed or switched off at any time."""
    held = Feed.objects.select_related("unit").filter(digest=actions.digest_of(token)).first()
    if held is None:
        raise Http404
    response = HttpResponse(feeds.written(held), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="taizhang.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_feed(request: Asked) -> HttpResponseBase:
    """The address of one's own calendar: make it, renew it, switch it off."""
    return _keep(request, person=request.viewer.person, unit=None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def unit_feed(request: Asked, unit: int) -> HttpResponseBase:
    """The address of a unit's calendar."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_calendar(request.viewer, held).demand()
    return _keep(request, person=None, unit=held)


def _keep(request: Asked, *, person: Person | None, unit: Unit | None) -> HttpResponseBase:
    token = ""
    if request.method == "POST":
        if "off" in request.POST:
            actions.close_feed(person=person, unit=unit)
            say(request, _("The address is switched off; it opens nothing any more."))
            return redirect(request.path)
        token = actions.open_feed(person=person, unit=unit)
    context = {
        "unit": unit,
        "is_on": Feed.objects.filter(person=person, unit=unit).exists(),
        "address": request.build_absolute_uri(reverse("calendar:feed", args=[token])) if token else "",
    }
    response = render(request, "calendar/keep.html", context)
    response["Cache-Control"] = "no-store"
    return response
