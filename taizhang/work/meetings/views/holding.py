"""What was said at a meeting: noted, stated anew, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import COUNTED, Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.ground.programmes.models import Phase
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.actions.holding import MEETING, Statement
from taizhang.work.meetings.forms import (
    DecisionFormSet,
    HeldForm,
    ProgressFormSet,
    ReasonForm,
    decisions_initial,
    progress_initial,
)
from taizhang.work.meetings.kinds import MeetingKind, MeetingState, TaskState
from taizhang.work.meetings.models import Meeting
from taizhang.work.meetings.rules import may_keep_meetings
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Asked, record: int) -> HttpResponseBase:
    """Note a meeting as held: who came, decisions and votes, minutes."""
    return hold_by(request, record, actions.hold_meeting)


def hold_by(request: Asked, record: int, act: Callable[..., Meeting]) -> HttpResponseBase:
    """The same sheet with the act that books it: a flow lets a mobilisation open a phase in the same transaction."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    return _page(request, held, restated=False, act=act)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Asked, record: int) -> HttpResponseBase:
    """State a held meeting anew, with the reason."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    return _page(request, held, restated=True)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Withdraw a planned meeting at once; one that is booked with the reason, as its lines are reversed."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    form = ReasonForm(request.POST or None, initial={"reason": "not_held"})
    if request.method == "POST" and (held.state == MeetingState.PLANNED or form.is_valid()):
        given = form.cleaned_data if form.is_valid() else {"key": form["key"].initial}
        try:
            actions.withdraw_meeting(meeting=held, by=request.viewer.person, **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The meeting is withdrawn."))
            return redirect("meetings:meetings", held.unit_id)
    return render(request, "meetings/withdraw.html", {"meeting": held, "form": form, "states": MeetingState})


def _page(
    request: Asked, held: Meeting, *, restated: bool, act: Callable[..., Meeting] = actions.hold_meeting
) -> HttpResponseBase:
    tasks = list(queries.tasks_of(request.viewer, held.unit).filter(state=TaskState.OPEN, meeting__on__lt=held.on))
    form = HeldForm(
        request.POST or None,
        phases=Phase.objects.filter(programme__in=held.programmes.all(), is_routine=False, is_preparation=False),
        restated=restated,
        initial=_initial(held, restated),
    )
    decisions = DecisionFormSet(request.POST or None, initial=decisions_initial(held), prefix="item")
    progress = ProgressFormSet(request.POST or None, initial=progress_initial(held, tasks), prefix="task")
    people = _speakers(request, held)
    if request.method == "POST" and form.is_valid() and decisions.is_valid() and progress.is_valid():
        said = Statement(
            on=form.cleaned_data["on"],
            attending=form.attending,
            decisions={one.cleaned_data["number"]: one.cleaned_data["decision"] for one in decisions},
            counts={one.cleaned_data["number"]: one.count for one in decisions if one.count},
            spoke=_order(request, people),
            speeches=[unit for unit in held.speeches.values_list("unit", flat=True) if f"spoke_{unit}" in request.POST],
            progress={one.cleaned_data["task"]: one.cleaned_data["said"] for one in progress},
            minutes=form.cleaned_data["minutes"],
            conclusion=form.cleaned_data["conclusion"],
            concludes=form.cleaned_data["concludes"],
        )
        try:
            _book(request, held, said, form, restated=restated, act=act)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The meeting is noted and booked."))
            return redirect("meetings:meeting", held.record_id)
    context = {
        "meeting": held,
        "form": form,
        "decisions": list(zip(held.agenda.all(), decisions, strict=False)),
        "decision_set": decisions,
        "progress": list(zip(tasks, progress, strict=False)),
        "progress_set": progress,
        "people": people,
        "order": _places(request, held, people),
        "speeches": held.speeches.select_related("unit").order_by("unit__code"),
        "is_criticism": held.kind == MeetingKind.CRITICISM,
        "is_restated": restated,
    }
    return render(request, "meetings/hold.html", context)


def _book(
    request: Asked, held: Meeting, said: Statement, form: HeldForm, *, restated: bool, act: Callable[..., Meeting]
) -> None:
    person, given = request.viewer.person, form.cleaned_data
    if not restated:
        act(meeting=held, said=said, by=person, key=given["key"])
        return
    actions.restate_meeting(
        meeting=held,
        said=said,
        reason=given["reason"],
        words=given["words"],
        seen=given["seen"],
        by=person,
        key=given["key"],
    )


def _initial(held: Meeting, restated: bool) -> dict[str, Any]:
    """What is known already: of a branch meeting that everybody on the roll came, of a held one what stands."""
    found: dict[str, Any] = {"on": held.on}
    if restated:
        found |= dict(held.attending.values_list("category", "people"))
        found |= {"concludes": held.concludes_id, "seen": len(statements(held.record, MEETING))}
        for purpose in ("minutes", "conclusion"):
            found[purpose] = newest_words(held.record, purpose)
        return found
    members = members_of(held.unit, on=held.on).filter(kind__in=COUNTED).count()
    return found | ({"members": members} if members else {})


def _speakers(request: Asked, held: Meeting) -> list[Person]:
    """Who may have spoken at a criticism session: the members, leaders first, as they speak first (R1-167).

    Who is noted already stays on the list, also when the roll has changed since.
    """
    if held.kind != MeetingKind.CRITICISM:
        return []
    people = list(queries.members_for(request.viewer, held.unit, on=held.on))
    people += [row.person for row in queries.spoken_at(held) if row.person not in people]
    leads = categories_on([person.pk for person in people], on=held.on)
    return sorted(people, key=lambda person: Category.LEADER not in leads.get(person.pk, ()))


def _order(request: Asked, people: list[Person]) -> list[int]:
    """The speakers in their order: the place chosen for each, those without a place did not speak."""
    places = {person.pk: request.POST.get(f"place_{person.pk}", "") for person in people}
    spoke = [(int(place), person) for person, place in places.items() if place.isdecimal() and len(place) < 4]
    return [person for _place, person in sorted(spoke)]


def _places(request: Asked, held: Meeting, people: list[Person]) -> list[tuple[Person, str]]:
    """Each person with the place that the form shows: as sent, as noted, else all in the order of the list."""
    if request.method == "POST":
        return [(person, request.POST.get(f"place_{person.pk}", "")) for person in people]
    noted = {row.person_id: row.place for row in queries.spoken_at(held)}
    if noted:
        return [(person, str(noted.get(person.pk, ""))) for person in people]
    return [(person, str(place)) for place, person in enumerate(people, start=1)]
