"""Pages of a supplementary notice: which campaign it changes, the comparison, each decision, the adoption."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.flows.supplement import adopting, words
from taizhang.flows.supplement.comparing import programmes_cited
from taizhang.flows.supplement.forms import AdoptForm, CompareForm, EditForm
from taizhang.ground.duties.queries import owed_by_units
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.lib.refusals import Denied, NotAllowed, Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.changes import actions as changes
from taizhang.work.changes import queries
from taizhang.work.changes.kinds import REVISION, Decision, SetState, Subject, Verdict
from taizhang.work.changes.models import Change, ChangeSet
from taizhang.work.changes.rules import may_decide_changes
from taizhang.work.documents.models import Dispatch
from taizhang.work.notices import queries as notices
from taizhang.work.notices import rules as notice_rules
from taizhang.work.notices.models import Notice

_SAID = {
    Decision.ACCEPTED: gettext_lazy("Change %(number)s is accepted"),
    Decision.STRUCK: gettext_lazy("Change %(number)s is struck"),
    Decision.OPEN: gettext_lazy("The decision on change %(number)s is taken back"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One change as a page shows it."""

    change: Change
    thing: str
    before: str
    after: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.change.decision == Decision.OPEN and self.change.verdict != Verdict.UNCHANGED


def rows_of(changes_of: list[Change], programme: Programme) -> list[Row]:
    """Changes as a page shows them."""
    return [Row(one, words.thing(one), words.before(one, programme), words.after(one, programme)) for one in changes_of]


@signed_in
@require_safe
def button(request: Asked, record: int) -> HttpResponseBase:
    """What a notice's page takes in: the way to the comparison, or the offer to compare when it names a campaign."""
    notice = notices.notice_for(request.viewer, record)
    page: dict[str, Any] = {
        "notice": notice,
        "change_set": _visible(request.viewer, queries.standing_for(notice.record)),
        "cited": [],
        "may": False,
    }
    programmes = changeable(request.viewer, notice)
    if page["change_set"] is None and programmes and notice.drafted_at and not notice.programme_id:
        page |= {"may": True, "cited": programmes_cited(notice, programmes)}
    return render(request, "flows/compare_button.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: Asked, record: int) -> HttpResponseBase:
    """Say which running campaign a notice changes, and see the comparison."""
    notice = notices.notice_for(request.viewer, record)
    notice_rules.may_receive_notice(request.viewer, notice.record.unit).demand()
    standing = queries.standing_for(notice.record)
    if standing is not None and request.method != "POST":
        return redirect("flows:change_set", standing.record_id)
    programmes = changeable(request.viewer, notice)
    cited = programmes_cited(notice, programmes)
    first = cited[0].pk if cited else programmes[0].pk if programmes else None
    form = CompareForm(request.POST or None, programmes=programmes, initial={"programme": first})
    if request.method == "POST" and form.is_valid():
        try:
            made = adopting.compare_notice(notice=notice, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Compared. Decide each change, then adopt them together."))
            return redirect("flows:change_set", made.record_id)
    page = {
        "form": form,
        "title": _("A notice that changes a running campaign"),
        "lead": _("The notice is held against what the campaign asks. You decide each change before anything holds."),
        "action": _("Compare"),
        "cancel_url": reverse("notices:notice", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def change_set(request: Asked, record: int) -> HttpResponseBase:
    """The comparison: what changes, what is new, what goes, each with its sentence; once adopted, who has it."""
    found = queries.change_set_for(request.viewer, record)
    return _page(request, found, AdoptForm(initial={"plans_due_on": found.plans_due_on}))


@signed_in
@require_POST
def decide(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Accept or strike one change, or open it again."""
    change = queries.change_for(request.viewer, record, number)
    wanted = Decision.OPEN.value if "undo" in request.GET else request.POST.get("decision", "")
    if wanted not in _SAID:
        raise Refusal("unknown_decision", _("Choose what to do with the change."))
    changes.decide_change(change=change, decision=Decision(wanted), by=request.viewer.person, key=sent_key(request))
    back = reverse("flows:decide_change", args=[record, number]) + "?undo=1"
    said = _SAID[Decision(wanted)] % {"number": number}
    say(request, said, undo_url="" if wanted == Decision.OPEN else back)
    return redirect(reverse("flows:change_set", args=[record]) + f"#c{number}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Accept a change with other words, another amount or another day."""
    change = queries.change_for(request.viewer, record, number)
    may_decide_changes(request.viewer, change.change_set).demand()
    if change.verdict in (Verdict.UNCHANGED, Verdict.WITHDRAWN):
        raise Http404
    form = EditForm(request.POST or None, change=change)
    if request.method == "POST" and form.is_valid():
        try:
            changes.decide_change(
                change=change,
                decision=Decision.EDITED,
                fields=form.as_fields(),
                by=request.viewer.person,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Change %(number)s is accepted as edited") % {"number": number})
            return redirect(reverse("flows:change_set", args=[record]) + f"#c{number}")
    page = {
        "form": form,
        "title": _("Edit change %(number)s") % {"number": number},
        "lead": change.quote,
        "action": _("Accept as edited"),
        "cancel_url": reverse("flows:change_set", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_POST
def accept_all(request: Asked, record: int) -> HttpResponseBase:
    """Accept whatever is still open."""
    found = queries.change_set_for(request.viewer, record)
    count = changes.accept_open_changes(change_set=found, by=request.viewer.person, key=sent_key(request))
    say(request, ngettext("%(count)s change is accepted", "%(count)s changes are accepted", count) % {"count": count})
    return redirect("flows:change_set", record)


@signed_in
@require_POST
def adopt(request: Asked, record: int) -> HttpResponseBase:
    """Adopt what was decided and send it to the units concerned."""
    found = queries.change_set_for(request.viewer, record)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        adopting.adopt_changes(change_set=found, by=request.viewer.person, **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, form, status=422)
    say(request, _("The changes hold from now on; the units concerned see them on their landing pages"))
    return redirect("flows:change_set", record)


@signed_in
@require_POST
def drop(request: Asked, record: int) -> HttpResponseBase:
    """The notice changes no running campaign after all."""
    found = queries.change_set_for(request.viewer, record)
    adopting.drop_comparison(change_set=found, by=request.viewer.person, key=sent_key(request))
    say(request, _("The comparison is dropped; the notice has its own draft again"))
    return redirect("notices:notice", found.source_id)


@signed_in
@require_safe
def deadline(request: Asked, record: int) -> HttpResponseBase:
    """The change that set a deadline, for whoever comes from a duty."""
    change = Change.objects.select_related("change_set").filter(owed=record, subject=Subject.DEADLINE).first()
    if change is None:
        raise Http404
    found = queries.change_set_for(request.viewer, change.change_set.record_id)
    return redirect(reverse("flows:change_set", args=[found.record_id]) + f"#c{change.number}")


def changeable(viewer: Viewer, notice: Notice) -> list[Programme]:
    """The running programmes that a notice could change: those of units whose office the viewer is."""
    rows = notices.programmes_for(viewer).exclude(notice=notice.record)
    return [
        one
        for one in rows
        if notice_rules.may_change_programme(viewer, one) and (one.ends_on is None or one.ends_on >= clock.today())
    ]


def _visible(viewer: Viewer, found: ChangeSet | None) -> ChangeSet | None:
    """The set, when the viewer may read it."""
    if found is None:
        return None
    try:
        return queries.change_set_for(viewer, found.record_id)
    except NotAllowed:
        return None


def _page(request: Asked, found: ChangeSet, form: AdoptForm, *, status: int = 200) -> HttpResponseBase:
    rows = rows_of(list(queries.changes_of(found)), found.programme)
    may, may_adopt = may_decide_changes(request.viewer, found), adopting.may_adopt_changes(request.viewer, found)
    sent = Dispatch.objects.filter(record=found.record_id).select_related("unit", "received_by")
    page = {
        "change_set": found,
        "groups": [
            (verdict.label, verdict.value, [row for row in rows if row.change.verdict == verdict])
            for verdict in (Verdict.CHANGED, Verdict.ADDED, Verdict.WITHDRAWN)
        ],
        "unchanged": [row for row in rows if row.change.verdict == Verdict.UNCHANGED],
        "waiting": sum(row.is_open for row in rows),
        "count": sum(row.change.verdict != Verdict.UNCHANGED for row in rows),
        "form": form,
        "may_decide": bool(may),
        "why_not": may_adopt.reason if isinstance(may_adopt, Denied) else "",
        "is_adopted": found.state == SetState.ADOPTED,
        "source_url": _source_url(request.viewer, found),
    }
    if found.state == SetState.ADOPTED and request.viewer.holds(found.programme.unit):
        page |= {
            "receipts": list(sent.order_by("unit__tree", "unit__code")),
            "owing_plans": owed_by_units(kind=REVISION, record=found.record_id),
        }
    return render(request, "flows/change_set.html", page, status=status)


def _source_url(viewer: Viewer, found: ChangeSet) -> str:
    try:
        notices.notice_for(viewer, found.source_id)
    except NotAllowed:
        return ""
    return reverse("notices:notice", args=[found.source_id])
