"""Any figure opened, as far as the reader may go."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Requirement
from taizhang.ground.records.models import Text
from taizhang.ledger import positions
from taizhang.ledger.kinds import KINDS
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import formula_text
from taizhang.oversight.dashboards import addresses, amounts, export
from taizhang.oversight.dashboards.queries import figure as queries
from taizhang.oversight.dashboards.queries import finding


@signed_in
@require_safe
def figure(request: Asked, metric: str) -> HttpResponse:
    """Open a figure: ``?unit= &programme= &phase= &code= &requirement= &member= &position=``; ``?at=`` names a moment."""
    asked = addresses.read(metric, request.GET)
    if "at" in request.GET:
        return redirect(asked.address.but(position=position_of(request.GET.get("at", ""))).url)
    if asked.requirement is not None and asked.member is None:
        return _standing(request, asked, asked.requirement)
    page = queries.figure(request.viewer, asked)
    if request.GET.get("export") == "xlsx":
        return _export(asked, page)
    return render(
        request, "dashboards/figure.html", {"page": page, **_around(asked, is_kept=page.is_kept), **_said(asked, page)}
    )


def _standing(request: Asked, asked: addresses.Asked, requirement: Requirement) -> HttpResponse:
    page = queries.standing(request.viewer, asked, requirement)
    if request.GET.get("export") == "xlsx":
        return _export_standing(asked, page)
    context = {"page": page, "versions": _versions(asked, page), **_around(asked, is_kept=page.is_kept)}
    return render(request, "dashboards/standing.html", context)


def _versions(asked: addresses.Asked, page: queries.Standing) -> list[dict[str, object]]:
    """What was asked before and since, who put it so and when, and why: the sentence, or the reason that was given."""
    if len(page.versions) < 2:
        return []
    wanted = [one.since for one in page.versions if one.since]
    people = Person.objects.in_bulk([since.posted_by for since in wanted])
    reasons = Text.objects.filter(digest__in=[since.words for since in wanted if since.words])
    said = dict(reasons.values_list("digest", "body"))
    return [
        {
            "requirement": one.requirement,
            "condition": amounts.condition(one.requirement, asked.per_hour),
            "since": one.since,
            "by": people.get(one.since.posted_by) if one.since else None,
            "why": said.get(one.since.words, "") if one.since else "",
            "quote": "" if one.requirement.quote == page.requirement.quote else one.requirement.quote,
            "is_shown": one.requirement.pk == page.requirement.pk,
        }
        for one in page.versions
    ]


def position_of(raw: str) -> int:
    """The last position given before a moment a person names; none for a moment that is not one or has not come."""
    moment = parse_datetime(raw) if raw else None
    if moment is None:
        return 0
    aware = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    return 0 if aware >= clock.now() else positions.position_at(aware)


def _around(asked: addresses.Asked, *, is_kept: bool) -> dict[str, object]:
    """What stands around every figure: the moment it is true for, the way up, its address for an objection."""
    as_of = kept.as_of()
    at: datetime | None = clock.now()
    if asked.position is not None:
        at = positions.given_at(asked.position)
    elif is_kept:
        at = as_of.at
    above = queries.path_above(asked)
    return {
        "asked": asked,
        "about": _about(asked),
        "at": at,
        "as_of": as_of,
        "now_url": asked.address.but(position=0).url,
        "above_url": above.url if above else "",
        "above_name": queries.name_above(asked),
        "title": title_of(asked),
        "scope": scope_of(asked),
        "is_live": asked.position is None and not is_kept,
    }


def _about(asked: addresses.Asked) -> str:
    """What an objection to this figure names: its address and the unit that answers, without a moment."""
    home = finding.home_of(asked.member.pk) if asked.member else asked.unit
    if home is None:
        return ""
    return urlencode({"figure": asked.address.but(position=0).url, "unit": home.pk})


def title_of(asked: addresses.Asked) -> str:
    """Whose figure it is and of what."""
    whose = asked.member.name if asked.member else asked.unit.name if asked.unit else ""
    return f"{whose} {asked.metric.words}"


def scope_of(asked: addresses.Asked) -> str:
    """The programme and phase a figure is counted in."""
    named = [asked.programme.title if asked.programme else _("All programmes")]
    if asked.phase:
        named.append(asked.phase.name)
    if asked.address.year:
        named.append(_("year %(year)s") % {"year": asked.address.year})
    return " · ".join(named)


def _said(asked: addresses.Asked, page: queries.Figure) -> dict[str, object]:
    """The formula in words, and each amount of the page as shown."""
    per_hour = asked.per_hour
    top, bottom, quota = formula_text(asked.metric)
    codes = [asked.address.code] if asked.address.code else top.codes
    return {
        "measure": amounts.with_measure(asked.metric, page.total, per_hour),
        "kinds": [KINDS[kind].words for kind in top.kinds],
        "codes": _(", ").join(amounts.code_words(code) or code for code in codes),
        "divisor": [KINDS[kind].words for kind in bottom.kinds] if bottom else [],
        "quota": CATALOGUE[quota].words if quota else "",
        "years": [(one, amounts.of_value(asked.metric, one.value, per_hour)) for one in queries.years_of(page)],
        "all_years_url": asked.address.but(year=0).url,
        "book_url": asked.address.but(vouchers=True).url,
        "judged_value": amounts.value(page.judged.requirement, page.judged.value, per_hour) if page.judged else "",
        "judged_condition": amounts.condition(page.judged.requirement, per_hour) if page.judged else "",
        "users": [
            (one, addresses.of_requirement(one, unit=asked.address.unit, member=asked.address.member).url)
            for one in page.users
        ],
    }


def _export(asked: addresses.Asked, page: queries.Figure) -> HttpResponse:
    """The same rows as the page: units, or the account; amounts in the smallest unit, so that they add up exactly."""
    measure = str(KINDS[asked.metric.main.kinds[0]].measure)
    title, scope = title_of(asked), f"{scope_of(asked)} · {_measure_words(measure)}"
    at = positions.given_at(asked.position) if asked.position else (kept.as_of().at if page.is_kept else None)
    if page.parts:
        rows: list[list[Value]] = [
            [part.unit.code, part.unit.name + (f" ({_('own lines')})" if part.is_own else ""), _withheld(part.amount)]
            for part in page.parts
        ]
        return export.answer(
            title=title,
            scope=scope,
            heads=[_("Code"), _("Unit"), _("Amount")],
            rows=rows,
            total=["", _("Sum"), page.total],
            at=at,
            widths=[12, 28],
        )
    book = page.book.rows if page.book else ()
    listed: list[list[Value]] = [
        [
            row.on,
            None if row.is_closed else row.entry,
            "" if row.is_closed else row.source.title,
            row.booked or None,
            row.reversed or None,
            row.balance,
            row.posted_by,
            row.posted_at,
            str(row.reason or ""),
        ]
        for row in book
    ]
    return export.answer(
        title=title,
        scope=scope,
        heads=[
            pgettext("account", "Day"),
            _("Voucher"),
            pgettext("account", "What"),
            pgettext("account", "Booked"),
            pgettext("account", "Reversed"),
            _("Running total"),
            _("Booked by"),
            _("Booked at"),
            _("Reason"),
        ],
        rows=listed,
        total=[
            "",
            "",
            _("Sum"),
            page.book.booked if page.book else None,
            page.book.reversed if page.book else None,
            page.total,
        ],
        at=at,
        widths=[12, 10, 40],
    )


def _withheld(amount: int | None) -> Value:
    return _("withheld") if amount is None else amount


def _measure_words(measure: str) -> str:
    words = {
        "minutes": _("in minutes"),
        "persons": _("in people"),
        "units": _("in units"),
        "times": _("in times"),
        "pieces": _("in pieces"),
    }
    return words[measure]


def _export_standing(asked: addresses.Asked, page: queries.Standing) -> HttpResponse:
    """Units with met and owed, or members with their value."""
    scope = scope_of(asked)
    title = f"{title_of(asked)} {amounts.condition(page.requirement, asked.per_hour)}"
    if page.people:
        rows: list[list[Value]] = [
            [one.person.code, one.person.name, one.shown, _("met") if one.judged.is_met else _("owed")]
            for one in page.people
        ]
        return export.answer(
            title=title,
            scope=scope,
            heads=[_("Roster number"), _("Member"), _("Value"), _("Standing")],
            rows=rows,
            total=["", _("Met / owed"), f"{page.met} / {page.due}"],
        )
    listed: list[list[Value]] = [[part.unit.code, part.unit.name, part.met, part.due] for part in page.parts]
    return export.answer(
        title=title,
        scope=scope,
        heads=[_("Code"), _("Unit"), _("Met"), _("Owed")],
        rows=listed,
        total=["", _("Sum"), page.met, page.due],
        at=positions.given_at(asked.position) if asked.position else (kept.as_of().at if page.is_kept else None),
    )
