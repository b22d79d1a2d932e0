"""People on a roll: admit, transfer, release, change category, give and withdraw roles; one person's roll."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.lib.numbers import number_in
from taizhang.work.rolls import actions, queries, rules
from taizhang.work.rolls.forms import AdmitForm, CategoryForm, DatedForm, PersonForm, RoleForm, TransferForm
from taizhang.work.rolls.views.sheets import sheet
from taizhang.work.rolls.views.units import page_of


@signed_in
@require_http_methods(["GET", "POST"])
def admit_member(request: Asked, record: int) -> HttpResponseBase:
    """Take a person onto a unit's roll."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_keep_roster(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        new = actions.NewMember(
            said["code"],
            said["name"],
            MembershipKind(said["kind"]),
            tuple(Category(category) for category in said["categories"]),
        )
        actions.admit_member(unit=unit, member=new, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        AdmitForm(request.POST or None),
        title=_("Take a person onto the roll of %(unit)s") % {"unit": unit.name},
        action=_("Take onto the roll"),
        said=_("The person stands on the roll"),
        back=page_of(record),
        lead=_("A roster number that is known already is the same person, who then belongs here too."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def transfer_member(request: Asked, record: int) -> HttpResponseBase:
    """Pass a person to another unit."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_keep_roster(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.transfer_member(
            person=said["person"],
            unit=said["unit"],
            on=said["on"],
            kind=MembershipKind(said["kind"]) if said["kind"] else None,
            by=request.viewer.person,
            key=said["key"],
        )

    return sheet(
        request,
        TransferForm(request.POST or None, viewer=request.viewer, unit=unit, initial=_chosen(request)),
        title=_("Transfer a person from %(unit)s") % {"unit": unit.name},
        action=_("Transfer the person"),
        said=_("The person is transferred; older lines stay with the old unit"),
        back=page_of(record),
        do=do,
    )


def _chosen(request: Asked) -> dict[str, Any]:
    """The person named in the address, so that the sheet opens filled."""
    number = number_in(request.GET.get("person", ""))
    return {"person": number} if number else {}


@signed_in
@require_http_methods(["GET", "POST"])
def release_member(request: Asked, record: int) -> HttpResponseBase:
    """Take a person off the roll for good."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_keep_roster(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.release_member(
            person=said["person"], unit=unit, on=said["on"], by=request.viewer.person, key=said["key"]
        )

    return sheet(
        request,
        PersonForm(request.POST or None, viewer=request.viewer, unit=unit, initial=_chosen(request)),
        title=_("Release a person from %(unit)s") % {"unit": unit.name},
        action=_("Take off the roll"),
        said=_("The person is off the roll; their record stays"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def change_category(request: Asked, record: int) -> HttpResponseBase:
    """Change what a person is."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_keep_roster(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.change_category(
            person=said["person"],
            on=said["on"],
            gained=[Category(category) for category in said["gained"]],
            lost=[Category(category) for category in said["lost"]],
            by=request.viewer.person,
            key=said["key"],
        )

    return sheet(
        request,
        CategoryForm(request.POST or None, viewer=request.viewer, unit=unit, initial=_chosen(request)),
        title=_("Change a person's category in %(unit)s") % {"unit": unit.name},
        action=_("Change the category"),
        said=_("The category is changed"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def give_role(request: Asked, record: int) -> HttpResponseBase:
    """Give a role at a unit; a secretary or principal names the ledger keeper (R1-53)."""
    unit = queries.unit_at(request.viewer, record)
    allowed = [role for role in RoleKind if rules.may_give_role(request.viewer, unit, role)]
    rules.may_give_role(request.viewer, unit, RoleKind.KEEPER).demand()

    def do(said: dict[str, Any]) -> None:
        actions.give_role(
            person=said["person"],
            unit=unit,
            role=RoleKind(said["role"]),
            subtree=said["subtree"],
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )

    initial = {"role": request.GET["role"]} if request.GET.get("role") in RoleKind.values else {}
    return sheet(
        request,
        RoleForm(request.POST or None, viewer=request.viewer, unit=unit, roles=allowed, initial=initial),
        title=_("Give a role at %(unit)s") % {"unit": unit.name},
        action=_("Give the role"),
        said=_("The role is given"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw_role(request: Asked, number: int) -> HttpResponseBase:
    """End a role."""
    role = queries.role_at(request.viewer, number)
    kind = RoleKind(role.role)
    rules.may_give_role(request.viewer, role.unit, kind).demand()

    def do(said: dict[str, Any]) -> None:
        actions.withdraw_role(role=role, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Withdraw a role: %(role)s of %(unit)s") % {"role": kind.label, "unit": role.unit.name},
        action=_("Withdraw the role"),
        said=_("The role is withdrawn"),
        back=page_of(queries.record_number(role.unit)),
        lead=role.person.name,
        do=do,
    )


@signed_in
@require_safe
def person(request: Asked, number: int) -> HttpResponseBase:
    """One person's roll, for themself and their secretary and ledger keeper."""
    found = queries.person_at(request.viewer, number)
    shown = queries.person_page(request.viewer, found)
    current = [row for row in shown.memberships if row.to_on is None]
    keeping = [row for row in current if rules.may_keep_roster(request.viewer, row.unit)]
    return render(
        request,
        "rolls/person.html",
        {
            "shown": shown,
            "person": found,
            "current": current,
            "keeping": [(row, queries.record_number(row.unit)) for row in keeping],
        },
    )
