"""The meetings of a unit: the list, the plan, the page of one."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import open_on, subtree_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats
from taizhang.ui.parts import page_of
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.forms import MeetingForm, PlanForm, meeting_initial
from taizhang.work.meetings.kinds import MeetingKind, MeetingState
from taizhang.work.meetings.models import Meeting
from taizhang.work.meetings.rules import may_keep_meetings, may_name_problems, may_read_minutes


def find(request: Asked, record: int) -> Meeting:
    """The meeting of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Meeting, record=record)
    return queries.find_meeting(request.viewer, record)


@signed_in
@require_safe
def meetings(request: Asked, unit: int) -> HttpResponseBase:
    """The meetings of a unit: to be noted, planned, held; and what came of them."""
    held = get_object_or_404(Unit, pk=unit)
    rows = queries.meetings_of(request.viewer, held)
    today = clock.today()
    planned = list(rows.filter(state=MeetingState.PLANNED).order_by("on"))
    may_keep = may_keep_meetings(request.viewer, held)
    context = {
        "unit": held,
        "to_note": [meeting for meeting in planned if meeting.on <= today],
        "coming": [meeting for meeting in planned if meeting.on > today],
        "page": page_of(request, list(rows.filter(state=MeetingState.HELD)), size=20),
        "to_follow": queries.not_carried_down(held, on=today) if may_keep else [],
        "late": queries.lateness_of(held) if may_keep else [],
        "may_keep": may_keep,
    }
    return render(request, "meetings/meetings.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Asked, unit: int) -> HttpResponseBase:
    """Plan a meeting; one held already goes on to what was said there."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_meetings(request.viewer, held).demand()
    above = queries.can_be_carried_down(held)
    asked = number_in(request.GET.get("follows", ""))
    follows = above.filter(record=asked).first() if asked else None
    initial = {"kind": follows.kind, "follows": follows.pk, "title": follows.title} if follows else {}
    form = PlanForm(
        request.POST or None,
        people=queries.people_for(request.viewer, held),
        programmes=queries.counted_for(held),
        above=above,
        initial=initial | ({"kind": MeetingKind.BRANCH.value} if not follows else {}),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            meeting = actions.plan_meeting(
                unit=held, by=request.viewer.person, **given | {"programmes": list(given["programmes"])}
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if meeting.on < clock.today():
                return redirect("meetings:hold", meeting.record_id)
            say(
                request,
                _("Planned for %(day)s; members see the agenda.") % {"day": formats.day_of_week(meeting.on)},
                undo_url=reverse("meetings:withdraw", args=[meeting.record_id]),
            )
            return redirect("meetings:meeting", meeting.record_id)
    return render(request, "meetings/plan.html", {"unit": held, "form": form, "title": _("Plan a meeting")})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int) -> HttpResponseBase:
    """Move a planned meeting, or mend its agenda."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    people = queries.people_for(request.viewer, held.unit)
    form = MeetingForm(request.POST or None, people=people, initial=meeting_initial(held))
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.change_meeting(meeting=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The meeting is now on %(day)s.") % {"day": formats.day_of_week(moved.on)})
            return redirect("meetings:meeting", record)
    context = {"unit": held.unit, "meeting": held, "form": form, "title": _("Change the meeting")}
    return render(request, "meetings/plan.html", context)


@signed_in
@require_safe
def meeting(request: Asked, record: int) -> HttpResponseBase:
    """One meeting: its agenda before, its decisions, minutes and tasks after, and how the units beneath followed."""
    held = find(request, record)
    viewer = request.viewer
    words = queries.words_of(viewer, held)
    spoken = queries.spoken_at(held) if may_read_minutes(viewer, held) else []
    context = {
        "meeting": held,
        "agenda": held.agenda.all(),
        "attending": held.attending.order_by("pk"),
        "minutes": words.get("minutes", []),
        "conclusion": words.get("conclusion", []),
        "may_read": may_read_minutes(viewer, held),
        "spoken": spoken,
        "spoken_before": queries.spoken_before(held) if may_read_minutes(viewer, held) else [],
        "progress": held.progress.select_related("task__record"),
        "speeches": held.speeches.select_related("unit", "record").order_by("unit__code"),
        "tasks": held.tasks.exclude(state="withdrawn").select_related("record", "unit", "person").order_by("due_on"),
        "following": queries.following(held),
        "programmes": held.programmes.order_by("pk"),
        "is_due": held.on <= clock.today(),
        "may_keep": may_keep_meetings(viewer, held.unit),
        "has_units": subtree_of(held.unit).filter(open_on(clock.today())).exclude(pk=held.unit_id).exists(),
        "states": MeetingState,
        "kinds": MeetingKind,
        "others": queries.could_count_for(held),
        "looks": queries.self_looks_of(viewer, held),
        "may_look": held.state != MeetingState.WITHDRAWN
        and held.kind == MeetingKind.CRITICISM
        and bool(may_name_problems(viewer, held, viewer.person)),
    }
    return render(request, "meetings/meeting.html", context)
