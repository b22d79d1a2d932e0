"""Bodies, posts and matters of a unit."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import actions, queries, rules
from taizhang.work.rolls.forms import (
    AssignForm,
    BodyForm,
    DatedForm,
    ExtendForm,
    MatterForm,
    PersonForm,
    PostForm,
    SeatForm,
    SeatsForm,
    TermForm,
)
from taizhang.work.rolls.views.sheets import sheet
from taizhang.work.rolls.views.units import page_of


def body_address(number: int) -> str:
    """The address of a body's page."""
    return reverse("rolls:body", args=[number])


@signed_in
@require_safe
def body(request: Asked, number: int) -> HttpResponseBase:
    """A body with its people, desks, assigned units, start, extension and end (R2-27, R4-04)."""
    found = queries.body_at(request.viewer, number)
    return render(
        request,
        "rolls/body.html",
        {
            "shown": queries.body_page(request.viewer, found),
            "body": found,
            "kind": BodyKind(found.kind),
            "stands": found.dissolved_on is None,
            "may_change": rules.may_change_body(request.viewer, found),
            "watches": found.kind == BodyKind.SUPERVISION_GROUP,
            "has_desks": found.kind == BodyKind.OFFICE,
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def start_body(request: Asked, record: int) -> HttpResponseBase:
    """Set up a body, a desk or a party group at a unit."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_order_unit(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> str:
        made = actions.start_body(
            unit=unit,
            kind=BodyKind(said["kind"]),
            name=said["name"],
            parent=said.get("parent"),
            on=said["on"],
            by=request.viewer.person,
            key=said["key"],
        )
        return body_address(made.pk)

    initial = {name: request.GET[name] for name in ("kind", "parent") if request.GET.get(name)}
    return sheet(
        request,
        BodyForm(request.POST or None, unit=unit, initial=initial),
        title=_("Set up a body at %(unit)s") % {"unit": unit.name},
        action=_("Set up the body"),
        said=_("The body is set up"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def extend_body(request: Asked, number: int) -> HttpResponseBase:
    """Let a body stand longer (R4-04)."""
    found = queries.body_at(request.viewer, number)
    rules.may_change_body(request.viewer, found).demand()

    def do(said: dict[str, Any]) -> None:
        actions.extend_body(body=found, to=said["to"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        ExtendForm(request.POST or None),
        title=_("Extend %(body)s") % {"body": found.name},
        action=_("Extend the body"),
        said=_("The body stands longer"),
        back=body_address(number),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def dissolve_body(request: Asked, number: int) -> HttpResponseBase:
    """End a body (R4-04)."""
    found = queries.body_at(request.viewer, number)
    rules.may_change_body(request.viewer, found).demand()

    def do(said: dict[str, Any]) -> None:
        actions.dissolve_body(body=found, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Dissolve %(body)s") % {"body": found.name},
        action=_("Dissolve the body"),
        said=_("The body is dissolved"),
        back=body_address(number),
        lead=_("Its desks, its people and the units it watches end with it. The page stays."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def join_body(request: Asked, number: int) -> HttpResponseBase:
    """Put people into a body: by name near the branch, by roster number from above (R0-13)."""
    found = queries.body_at(request.viewer, number)
    rules.may_change_body(request.viewer, found).demand()
    by_name = request.viewer.may_see_names(found.unit) and found.kind in (
        BodyKind.PARTY_GROUP,
        BodyKind.BRANCH_COMMITTEE,
    )

    def do(said: dict[str, Any]) -> None:
        by, key = request.viewer.person, said["key"]
        if by_name:
            chosen, leader = list(said["people"]), said["leader"]
            if leader is not None and leader not in chosen:
                raise Refusal("leader_outside", _("Who leads it must be one of its people."), field="leader")
            actions.seat_people(body=found, people_in=chosen, leader=leader, on=said["on"], by=by, key=key)
        else:
            actions.join_body(body=found, person=said["person"], leads=said["leads"], on=said["on"], by=by, key=key)

    form = (
        SeatsForm(request.POST or None, unit=found.unit, departments=queries.departments_of(found.unit))
        if by_name
        else SeatForm(request.POST or None)
    )
    return sheet(
        request,
        form,
        title=_("Put people into %(body)s") % {"body": found.name},
        action=_("Put into the body"),
        said=_("The people are in it"),
        back=body_address(number),
        lead=_("People of the whole branch, whatever their department. Leaders sit in it as ordinary members.")
        if found.kind == BodyKind.PARTY_GROUP
        else "",
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def leave_body(request: Asked, number: int) -> HttpResponseBase:
    """Take a person out of a body."""
    seat = queries.seat_at(request.viewer, number)
    rules.may_change_body(request.viewer, seat.body).demand()

    def do(said: dict[str, Any]) -> None:
        actions.leave_body(member=seat, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Take a person out of %(body)s") % {"body": seat.body.name},
        action=_("Take out"),
        said=_("The person is out of it"),
        back=body_address(seat.body_id),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def assign_unit(request: Asked, number: int) -> HttpResponseBase:
    """Let a supervision group watch a unit (R0-01)."""
    found = queries.body_at(request.viewer, number)
    rules.may_change_body(request.viewer, found).demand()

    def do(said: dict[str, Any]) -> None:
        actions.assign_unit(body=found, unit=said["unit"], on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        AssignForm(request.POST or None, tree=found.unit.tree),
        title=_("Assign a unit to %(body)s") % {"body": found.name},
        action=_("Assign the unit"),
        said=_("The group watches the unit"),
        back=body_address(number),
        lead=_("The group sees the unit and all beneath it."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def end_assignment(request: Asked, number: int) -> HttpResponseBase:
    """A supervision group no longer watches a unit."""
    row = queries.assignment_at(request.viewer, number)
    rules.may_change_body(request.viewer, row.body).demand()

    def do(said: dict[str, Any]) -> None:
        actions.end_assignment(assignment=row, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("%(body)s no longer watches %(unit)s") % {"body": row.body.name, "unit": row.unit.name},
        action=_("End the assignment"),
        said=_("The assignment has ended"),
        back=body_address(row.body_id),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def open_post(request: Asked, record: int) -> HttpResponseBase:
    """Write a post that the unit should fill."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_order_unit(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.open_post(
            unit=unit,
            title=said["title"],
            on_committee=said["on_committee"],
            term_ends_on=said["term_ends_on"],
            by=request.viewer.person,
            key=said["key"],
        )

    return sheet(
        request,
        PostForm(request.POST or None),
        title=_("A new post in %(unit)s") % {"unit": unit.name},
        action=_("Write the post"),
        said=_("The post is written"),
        back=page_of(record),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def fill_post(request: Asked, number: int) -> HttpResponseBase:
    """Let a person hold a post."""
    post = queries.post_at(request.viewer, number)
    rules.may_order_unit(request.viewer, post.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.fill_post(post=post, person=said["person"], on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        PersonForm(request.POST or None, viewer=request.viewer, unit=post.unit),
        title=_("Fill the post %(title)s") % {"title": post.title},
        action=_("Fill the post"),
        said=_("The post is filled"),
        back=page_of(queries.record_number(post.unit)),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def vacate_post(request: Asked, number: int) -> HttpResponseBase:
    """Nobody holds a post any longer."""
    post = queries.post_at(request.viewer, number)
    rules.may_order_unit(request.viewer, post.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.vacate_post(post=post, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Vacate the post %(title)s") % {"title": post.title},
        action=_("Vacate the post"),
        said=_("The post is vacant"),
        back=page_of(queries.record_number(post.unit)),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def set_term(request: Asked, number: int) -> HttpResponseBase:
    """Set when the present term of a post ends."""
    post = queries.post_at(request.viewer, number)
    rules.may_order_unit(request.viewer, post.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.set_term(post=post, ends_on=said["ends_on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        TermForm(request.POST or None, initial={"ends_on": post.term_ends_on}),
        title=_("Term of the post %(title)s") % {"title": post.title},
        action=_("Set the term"),
        said=_("The term is set"),
        back=page_of(queries.record_number(post.unit)),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def abolish_post(request: Asked, number: int) -> HttpResponseBase:
    """A post is no longer to be filled."""
    post = queries.post_at(request.viewer, number)
    rules.may_order_unit(request.viewer, post.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.abolish_post(post=post, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("Abolish the post %(title)s") % {"title": post.title},
        action=_("Abolish the post"),
        said=_("The post is abolished"),
        back=page_of(queries.record_number(post.unit)),
        do=do,
    )


@signed_in
@require_safe
def matters(request: Asked, record: int) -> HttpResponseBase:
    """Who answers for what in a unit; matters without a person, people without a matter (R1-101)."""
    unit = queries.unit_at(request.viewer, record)
    return render(
        request,
        "rolls/matters.html",
        {
            "unit": unit,
            "record": record,
            "shown": queries.matter_page(request.viewer, unit),
            "may_order": rules.may_order_unit(request.viewer, unit),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def open_matter(request: Asked, record: int) -> HttpResponseBase:
    """Write a matter of a unit."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_order_unit(request.viewer, unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.open_matter(
            unit=unit, matter=said["matter"], person=said["person"], by=request.viewer.person, key=said["key"]
        )

    return sheet(
        request,
        MatterForm(request.POST or None, viewer=request.viewer, unit=unit),
        title=_("A new matter of %(unit)s") % {"unit": unit.name},
        action=_("Write the matter"),
        said=_("The matter is written"),
        back=reverse("rolls:matters", args=[record]),
        lead=_("Exactly one person answers for a matter."),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def answer_for_matter(request: Asked, number: int) -> HttpResponseBase:
    """Let another person answer for a matter."""
    matter = queries.matter_at(request.viewer, number)
    rules.may_order_unit(request.viewer, matter.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.answer_for_matter(
            responsibility=matter, person=said["person"], on=said["on"], by=request.viewer.person, key=said["key"]
        )

    return sheet(
        request,
        PersonForm(request.POST or None, viewer=request.viewer, unit=matter.unit),
        title=_("Who answers for %(matter)s") % {"matter": matter.matter},
        action=_("Let this person answer"),
        said=_("One person answers for it now"),
        back=reverse("rolls:matters", args=[queries.record_number(matter.unit)]),
        do=do,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def end_matter(request: Asked, number: int) -> HttpResponseBase:
    """A matter ends."""
    matter = queries.matter_at(request.viewer, number)
    rules.may_order_unit(request.viewer, matter.unit).demand()

    def do(said: dict[str, Any]) -> None:
        actions.end_matter(responsibility=matter, on=said["on"], by=request.viewer.person, key=said["key"])

    return sheet(
        request,
        DatedForm(request.POST or None),
        title=_("End the matter %(matter)s") % {"matter": matter.matter},
        action=_("End the matter"),
        said=_("The matter has ended"),
        back=reverse("rolls:matters", args=[queries.record_number(matter.unit)]),
        do=do,
    )
