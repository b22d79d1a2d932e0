"""Panels that other pages take in by their address."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from taizhang.ground.materials.queries import materials_of, topics_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.queries import programmes_of
from taizhang.work.curriculum import note_queries, queries, rules


def my_context(request: Asked) -> dict[str, object]:
    """What the panel of the member's page shows."""
    return {
        "mine": queries.mine(request.viewer),
        "notes": note_queries.my_notes(request.viewer),
        "led": note_queries.groups_led(request.viewer),
    }


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponse:
    """For the member's page: must items not read yet, each ticked with one tap."""
    return render(request, "curriculum/my_panel.html", my_context(request))


@signed_in
@require_safe
def branch_panel(request: Asked, unit: int) -> HttpResponse:
    """For the secretary's page: reading, topics and notes of the unit."""
    held = get_object_or_404(Unit, pk=unit)
    page = queries.unit_readings(request.viewer, held)
    courses = [
        (programme, rows)
        for programme in programmes_of(held)
        if (rows := queries.topics_of_unit(request.viewer, held, programme))
    ]
    weeks = note_queries.weeks_with_study(held)
    still_open = [one for one in weeks if not one.is_full]
    context = {
        "unit": held,
        "page": page,
        "week": next(iter(still_open or weeks), None),
        "open_weeks": len(still_open),
        "heads": rules.heads(request.viewer, held),
        "may_flag": rules.may_flag(request.viewer, held),
        "courses": [
            (
                programme,
                len(rows),
                sum(row.done is not None for row in rows),
                any(row.topic.unit_id == held.pk for row in rows),
            )
            for programme, rows in courses
        ],
    }
    return render(request, "curriculum/branch_panel.html", context)


@signed_in
@require_safe
def notes_panel(request: Asked, person: int) -> HttpResponse:
    """For the page of one person's chain of study: their notes, and whether these were looked at (R1-52)."""
    held = get_object_or_404(Person, pk=person)
    context = {
        "person": held,
        "is_own": held.pk == request.viewer.person.pk,
        "notes": note_queries.notes_of(request.viewer, held),
        "may_enter": bool(rules.may_note_reading(request.viewer, held)),
    }
    return render(request, "curriculum/notes_panel.html", context)


@signed_in
@require_safe
def programme_panel(request: Asked, record: int) -> HttpResponse:
    """For the page of a programme: how many materials and topics are listed, and the way to them."""
    programme = queries.programme_for(request.viewer, record)
    materials = materials_of([programme])
    context = {
        "programme": programme,
        "materials": len(materials),
        "must": sum(one.is_must for one in materials),
        "topics": len(topics_of([programme])),
        "may_keep": rules.may_keep_materials(request.viewer, programme, programme.unit),
    }
    return render(request, "curriculum/programme_panel.html", context)
