"""My branch: who lacks what."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import ABOVE_ROLES, Viewer
from taizhang.ledger import positions
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import export
from taizhang.oversight.dashboards.addresses import whole
from taizhang.oversight.dashboards.queries import branch as queries
from taizhang.oversight.dashboards.views.figure import position_of
from taizhang.ui import parts


@signed_in
@require_safe
def branch(request: Asked, unit: int | None = None) -> HttpResponse:
    """Members × requirements; for readers to whom names are closed, how many meet each."""
    if "at" in request.GET:
        position = position_of(request.GET.get("at", "")) or None
        return redirect(f"{request.path}{parts.query_with(request.GET, at=None, position=position)}")
    position = whole(request.GET, "position") or None
    shown = request.GET.get("show", "all")
    page = queries.branch(
        request.viewer,
        unit,
        programme=request.GET.get("programme", ""),
        phase=request.GET.get("phase", ""),
        shown=shown,
        position=position,
    )
    if request.GET.get("export") == "xlsx":
        return _export(page)
    options: list[tuple[str, str, int | None]] = [
        ("all", _("All"), page.people),
        ("lacking", _("Still owing"), page.lacking),
    ]
    if page.missing:
        options.append(("missing", _("Not reached yet"), page.missing))
    return render(
        request,
        "dashboards/branch.html",
        {
            "page": page,
            "at": positions.given_at(position) if position else clock.now(),
            "asked": {"position": position},
            "now_url": parts.query_with(request.GET, position=None) or request.path,
            "is_live": True,
            "choices": parts.choices(request, "show", options, default="all"),
            "phases": _phase_choices(request, page),
            "ways": _ways(request.viewer, page),
        },
    )


# Who opens a book of a branch: whoever holds a role over it, who keeps its books, its secretary alone, or who decides
# and watches above it besides those who keep its books.
ANYBODY, NAMES, HEAD, DECIDERS = range(4)
# The books that other parts of the house keep for a branch: words, address, who opens it.
BOOKS: tuple[tuple[Promise, str, int], ...] = (
    (pgettext_lazy("book", "Study"), "learning:sessions", ANYBODY),
    (pgettext_lazy("book", "Who has read what"), "curriculum:unit_readings", NAMES),
    (pgettext_lazy("book", "Study notes"), "curriculum:note_sheet", HEAD),
    (pgettext_lazy("book", "Check of one's own notes"), "curriculum:add_check", NAMES),
    (pgettext_lazy("book", "Help with study"), "curriculum:concerns", HEAD),
    (pgettext_lazy("book", "Plans"), "plans:unit", ANYBODY),
    (pgettext_lazy("book", "Meetings"), "meetings:meetings", ANYBODY),
    (pgettext_lazy("book", "Tasks from above"), "flows:unit_directives", ANYBODY),
    (pgettext_lazy("book", "Papers received"), "documents:inbox", ANYBODY),
    (pgettext_lazy("book", "Knowledge contests"), "contests:contests", ANYBODY),
    (pgettext_lazy("book", "Contact with members"), "membership:contacts", NAMES),
    (pgettext_lazy("book", "New members"), "membership:candidates", NAMES),
    (pgettext_lazy("book", "Routine work"), "membership:routines", ANYBODY),
    (pgettext_lazy("book", "Leaders' travel"), "travel:trips", DECIDERS),
)


def _ways(viewer: Viewer, page: queries.Branch) -> list[tuple[Promise, str]]:
    """The books of this branch that its reader may open and whose page exists."""
    is_head = any(grant.unit == page.unit.pk and grant.role == RoleKind.SECRETARY for grant in viewer.grants)
    decides = page.sees_names or viewer.holds(page.unit, *ABOVE_ROLES)
    opened = {ANYBODY} | ({NAMES} if page.sees_names else set()) | ({HEAD} if is_head else set())
    opened |= {DECIDERS} if decides else set()
    found = []
    for words, name, who in BOOKS:
        if who in opened:
            with suppress(NoReverseMatch):
                found.append((words, reverse(name, args=[page.unit.pk])))
    if page.course:
        with suppress(NoReverseMatch):
            record = page.course.programme.record_id
            found.append(
                (pgettext_lazy("book", "Topics"), reverse("curriculum:unit_topics", args=[page.unit.pk, record]))
            )
    return found


def _phase_choices(request: Asked, page: queries.Branch) -> list[parts.Choice]:
    if page.course is None:
        return []
    at_hand = page.course.phase
    return [
        parts.Choice(
            one.name, parts.query_with(request.GET, phase=one.pk), at_hand is not None and one.pk == at_hand.pk
        )
        for one in page.course.phases
        if not one.is_routine and not one.is_preparation
    ]


def _export(page: queries.Branch) -> HttpResponse:
    """The matrix exactly as shown, with the sum row."""
    course = page.course
    scope = " · ".join(
        [
            page.unit.name,
            *([course.programme.title] if course else []),
            *([course.phase.name] if course and course.phase else []),
        ]
    )
    if not page.sees_names:
        rows: list[list[Value]] = [[one.label, one.condition, one.met, one.due] for one in page.columns]
        return export.answer(
            title=_("%(unit)s: requirements") % {"unit": page.unit.name},
            scope=scope,
            heads=[_("Requirement"), _("Asked"), _("Met"), _("Owed")],
            rows=rows,
        )
    heads = [
        _("Group"),
        _("Roster number"),
        _("Member"),
        *(f"{one.label} {one.condition}" for one in page.columns),
        _("Next step"),
    ]
    listed: list[list[Value]] = [
        [group.name, row.person.code, row.person.name, *(_cell(cell) for cell in row.cells), row.next]
        for group in page.groups
        for row in group.rows
    ]
    total: list[Value] = ["", "", _("Met / owed"), *(f"{one.met} / {one.due}" for one in page.columns), ""]
    return export.answer(
        title=_("%(unit)s: members and requirements") % {"unit": page.unit.name},
        scope=scope,
        heads=heads,
        rows=listed,
        total=total,
        widths=[12, 14, 12],
    )


def _cell(cell: queries.Cell) -> str:
    mark = {"met": " ✓", "lacks": " ◐"}.get(cell.look, "")
    return f"{cell.shown}{mark}"
