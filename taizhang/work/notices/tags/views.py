"""The fragment that a record's page takes in, and the page of what serves one thing."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Activity, Goal, KeyPoints, ListItem, Programme
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Answer, Refusal
from taizhang.ui import parts, toasts
from taizhang.ui.acts import sent_key
from taizhang.work.notices import rules as notice_rules
from taizhang.work.notices.tags import actions, queries, rules


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: Asked, record: int) -> HttpResponseBase:
    """What a record serves, as a fragment, with the sheet to say so for those who keep its unit's books."""
    held = queries.record_for(record)
    if held is None:
        raise Http404
    rules.may_see_tags(request.viewer, held).demand()
    if request.method == "POST":
        rules.may_tag(request.viewer, held).demand()
        off = request.POST.get("off", "")
        act = actions.untag_record if off else actions.tag_record
        try:
            act(
                record=held,
                target=off or request.POST.get("target", ""),
                by=request.viewer.person,
                key=sent_key(request),
            )
        except Refusal as refusal:
            toasts.refuse(request, str(refusal.reason))
        else:
            said = _("Taken off and booked") if off else _("What this serves is noted and booked")
            toasts.say(request, said)
        if not request.htmx:
            return redirect(queries.page_of(held) or reverse("notices:tags", args=[record]))
    served = queries.served_by(held)
    may = rules.may_tag(request.viewer, held)
    groups: dict[str, list[queries.Served]] = {}
    if may:
        chosen = {one.code for one in served}
        for one in queries.offered_to(held):
            if one.code not in chosen:
                groups.setdefault(one.group, []).append(one)
    page = {
        "record": held,
        "served": served,
        "groups": groups,
        "may_tag": may,
        "oob": request.method == "POST",
    }
    return render(request, "notices/tags.html", page)


@signed_in
@require_safe
def tagged(request: Asked, target: str) -> HttpResponseBase:
    """The records that serve one list item, goal or activity, as far as the viewer may open them."""
    found = queries.target_of(target)
    if found is None:
        raise Http404
    if isinstance(found, Record):
        return redirect("flows:directive", found.pk)
    _may_read(request.viewer, found).demand()
    rows, more = queries.records_for(request.viewer, found)
    home = queries.home_of(found)
    page = {
        "target": found,
        "named": queries.list_of(found),
        "page": parts.page_of(request, rows),
        "count": len(rows),
        "more": more,
        "home": home,
        "home_url": reverse(home.type.replace(".", ":"), args=[home.pk]),
    }
    return render(request, "notices/tagged.html", page)


def _may_read(viewer: Viewer, target: ListItem | Goal | Activity) -> Answer:
    if isinstance(target, ListItem):
        home: Programme | KeyPoints | None = target.named_list.programme or target.named_list.agenda
    else:
        home = target.programme
    if isinstance(home, KeyPoints):
        return notice_rules.may_read_key_points(viewer, home)
    if home is None:
        raise Http404
    return notice_rules.may_read_programme(viewer, home)
