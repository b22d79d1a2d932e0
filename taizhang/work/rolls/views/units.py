"""Units: the list, one unit's page, and the sheets that open, rename, move, merge, split and close."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.kinds import TREE_KINDS, Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import MembershipKind, RoleKind
from taizhang.ground.people.queries import members_of
from taizhang.lib import clock
from taizhang.lib.refusals import Answer
from taizhang.ui import parts
from taizhang.work.rolls import actions, checks, exporting, queries, rules
from taizhang.work.rolls.forms import DatedForm, MergeForm, MoveForm, OpenUnitForm, RenameForm, SplitForm
from taizhang.work.rolls.views.sheets import sheet

STATES = ("open", "closed", "all")


def page_of(record: int) -> str:
    """The address of a unit's page."""
    return reverse("rolls:unit", args=[record])


@signed_in
@require_safe
def units(request: Asked) -> HttpResponseBase:
    """All units the reader may see, in code order; filters stand in the address."""
    tree = request.GET.get("tree", "")
    kind = request.GET.get("kind", "")
    state = request.GET.get("state", "open")
    words = request.GET.get("q", "").strip()
    rows = queries.units_shown(request.viewer, tree=tree, kind=kind, state=state, words=words)
    if request.GET.get("export") == "xlsx":
        return exporting.units_sheet(rows)
    kinds = TREE_KINDS[Tree(tree)] if tree in Tree.values else tuple(UnitKind)
    page = parts.page_of(request, rows, size=100)
    counts = queries.own_counts(list(page.object_list), on=clock.today())
    state_words = {"open": _("Open"), "closed": _("Closed"), "all": _("All")}
    return render(
        request,
        "rolls/units.html",
        {
            "page": page,
            "rows": [(unit, counts.get(unit.pk, 0)) for unit in page.object_list],
            "words": words,
            "trees": parts.choices(
                request, "tree", [("", _("All trees"), None), *((one.value, str(one.label), None) for one in Tree)]
            ),
            "kinds": parts.choices(
                request, "kind", [("", _("All kinds"), None), *((one.value, str(one.label), None) for one in kinds)]
            ),
            "states": parts.choices(
                request, "state", [(value, state_words[value], None) for value in STATES], default="open"
            ),
            "kept": {key: value for key, value in request.GET.items() if key in ("tree", "kind", "state")},
            "may_begin": rules.may_shape_units(request.viewer, None),
            "may_import": rules.may_import(request.viewer),
        },
    )


@signed_in
@require_safe
def unit(request: Asked, record: int) -> HttpResponseBase:
    """One unit: what it is, its people, bodies, posts and matters, where it takes part, what happened to it."""
    viewer = request.viewer
    found = queries.unit_at(viewer, record)
    shown = queries.unit_page(viewer, found, record)
    return render(
        request,
        "rolls/unit.html",
        {
            "shown": shown,
            "unit": found,
            "by_kind": [(MembershipKind(kind).label, count) for kind, count in sorted(shown.by_kind.items())],
            "findings": checks.check_organisation(viewer, found, is_alone=True),
            "is_open": found.closed_on is None,
            "may_shape": rules.may_shape_units(viewer, found),
            "may_roster": rules.may_keep_roster(viewer, found),
            "may_order": rules.may_order_unit(viewer, found),
            "may_name_keeper": rules.may_give_role(viewer, found, RoleKind.KEEPER),
            "names_shown": rules.may_see_names(viewer, found),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def begin_tree(request: Asked) -> HttpResponseBase:
    """Open the root of a new tree; whoever opens it holds its office until others are named (R4-39)."""
    rules.may_shape_units(request.viewer, None).demand()
    return _open(request, None, reverse("rolls:units"))


@signed_in
@require_http_methods(["GET", "POST"])
def open_unit(request: Asked, record: int) -> HttpResponseBase:
    """Open a unit under another."""
    parent = _fetched(request, record, rules.may_shape_units)
    return _open(request, parent, page_of(record))


def _open(request: Asked, parent: Unit | None, back: str) -> HttpResponse:
    def do(said: dict[str, Any]) -> str:
        made = actions.open_unit(
            tree=Tree(parent.tree if parent else said["tree"]),
            parent=parent,
            code=said["code"],
            name=said["name"],
            kind=UnitKind(said["kind"]),
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )
        return page_of(queries.record_number(made))

    title = _("Open a unit under %(unit)s") % {"unit": parent.name} if parent else _("Begin a new tree")
    form = OpenUnitForm(request.POST or None, parent=parent)
    return sheet(request, form, title=title, action=_("Open the unit"), said=_("The unit is open"), back=back, do=do)


def _fetched(request: Asked, record: int, rule: Callable[..., Answer]) -> Unit:
    """The unit of a record, when a rule lets the reader change it."""
    found = queries.unit_at(request.viewer, record)
    rule(request.viewer, found).demand()
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def rename_unit(request: Asked, record: int) -> HttpResponseBase:
    """Give a unit another name."""
    found = _fetched(request, record, rules.may_shape_units)

    def do(said: dict[str, Any]) -> None:
        actions.rename_unit(unit=found, name=said["name"], on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        RenameForm(request.POST or None),
        title=_("Rename %(unit)s") % {"unit": found.name},
        action=_("Rename the unit"),
        said=_("The unit is renamed; the old name stays in its history"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def move_unit(request: Asked, record: int) -> HttpResponseBase:
    """Put a unit under another."""
    found = _fetched(request, record, rules.may_shape_units)

    def do(said: dict[str, Any]) -> None:
        actions.move_unit(unit=found, parent=said["parent"], on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        MoveForm(request.POST or None, tree=found.tree),
        title=_("Move %(unit)s") % {"unit": found.name},
        action=_("Move the unit"),
        said=_("The unit is moved, with all beneath it"),
        back=page_of(record),
        lead=_("Everything beneath it and everything it has recorded goes along."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def merge_units(request: Asked, record: int) -> HttpResponseBase:
    """Let other units become part of this one."""
    found = _fetched(request, record, rules.may_shape_units)

    def do(said: dict[str, Any]) -> None:
        actions.merge_units(units=said["units"], into=found, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        MergeForm(request.POST or None, tree=found.tree),
        title=_("Merge other units into %(unit)s") % {"unit": found.name},
        action=_("Merge the units"),
        said=_("The units are merged; their records stay with them"),
        back=page_of(record),
        lead=_("The others close where they stand and keep their records. Their people and units pass to this one."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def split_unit(request: Asked, record: int) -> HttpResponseBase:
    """Close a unit and open two parts in its place."""
    found = _fetched(request, record, rules.may_shape_units)

    def do(said: dict[str, Any]) -> str:
        second = said["second_people"]
        people = found_people(found, said["on"])
        made = actions.split_unit(
            unit=found,
            into=[
                actions.NewUnit(said["first_code"], said["first_name"]),
                actions.NewUnit(said["second_code"], said["second_name"]),
            ],
            placing={number: int(number in second) for number in people},
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )
        return page_of(queries.record_number(made[0]))

    return sheet(
        request,
        SplitForm(request.POST or None, unit=found),
        title=_("Split %(unit)s") % {"unit": found.name},
        action=_("Split the unit"),
        said=_("The unit is split; its records stay with it"),
        back=page_of(record),
        lead=_("The unit closes where it stands and keeps its records. Its people pass to the two parts."),
        do=do,
    )


def found_people(unit: Unit, on: date) -> list[int]:
    """The numbers of all who belong to a unit on a day."""
    return [row.person_id for row in members_of(unit, on=on)]


@signed_in
@require_http_methods(["GET", "POST"])
def close_unit(request: Asked, record: int) -> HttpResponseBase:
    """Close a unit that has nobody left."""
    found = _fetched(request, record, rules.may_shape_units)

    def do(said: dict[str, Any]) -> None:
        actions.close_unit(unit=found, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Close %(unit)s") % {"unit": found.name},
        action=_("Close the unit"),
        said=_("The unit is closed; its records stay"),
        back=page_of(record),
        lead=_("A closed unit keeps its page and its records. Its roles, bodies and enrolments end."),
        do=do,
    )


@signed_in
@require_safe
def census(request: Asked, record: int) -> HttpResponseBase:
    """Units by kind and members by category on a day; a warning when the parts do not add up (R1-142, R1-143)."""
    found = queries.unit_at(request.viewer, record)
    on = _day(request) or clock.today()
    counted = checks.census(request.viewer, found, on=on)
    return render(
        request,
        "rolls/census.html",
        {
            "unit": found,
            "record": record,
            "census": counted,
            "misplaced": checks.misplaced(request.viewer, found, on=on) if counted.members else [],
        },
    )


def _day(request: Asked) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


@signed_in
@require_safe
def check(request: Asked, record: int) -> HttpResponseBase:
    """What the organisation lacks, each line opening the record (R3-30)."""
    found = queries.unit_at(request.viewer, record)
    findings = checks.check_organisation(request.viewer, found)
    chosen = request.GET.get("what", "")
    labels = {
        "no_committee": _("No committee"),
        "vacant_post": _("Vacant posts"),
        "term_ended": _("Terms ended"),
        "no_group": _("No party group"),
    }
    options = [("", _("All"), len(findings))]
    options += [(code, labels[code], sum(one.code == code for one in findings)) for code in checks.FINDINGS]
    return render(
        request,
        "rolls/check.html",
        {
            "unit": found,
            "record": record,
            "total": len(findings),
            "page": parts.page_of(request, [one for one in findings if chosen in ("", one.code)], size=100),
            "choices": parts.choices(request, "what", options),
        },
    )


@signed_in
@require_safe
def unit_of(request: Asked, number: int) -> HttpResponseBase:
    """Lead from a unit's own number, as other pages know it, to its page."""
    record = queries.record_of_number(number)
    queries.unit_at(request.viewer, record)
    return redirect("rolls:unit", record)
