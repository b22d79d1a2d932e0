"""Pages of notices: the list, taking one in, and the review of its draft."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.records.actions import file_content
from taizhang.lib import clock
from taizhang.lib.refusals import Denied, Refusal
from taizhang.ui import parts, toasts
from taizhang.ui.acts import sent_key
from taizhang.work.notices import actions, changed, queries, rules, shown
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.assistant import the_assistant
from taizhang.work.notices.document import lay_out
from taizhang.work.notices.fields import FORMS
from taizhang.work.notices.forms import AddItemForm, IntakeForm
from taizhang.work.notices.handing.queries import given_to
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.programme_templates import TEMPLATES
from taizhang.work.notices.programme_templates.fit import difference, fits_of
from taizhang.work.notices.programme_templates.gaps import LEAVE_OPEN
from taizhang.work.notices.questions import Question as QuestionOf

_SAID = {
    ItemState.ACCEPTED: gettext_lazy("Item %(number)s is accepted and booked"),
    ItemState.STRUCK: gettext_lazy("Item %(number)s is struck and booked"),
    ItemState.PROPOSED: gettext_lazy("The decision on item %(number)s is taken back"),
}


@signed_in
@require_safe
def notices(request: Asked) -> HttpResponseBase:
    """All notices the viewer may read, with what still waits in each."""
    options = [("", _("All"), None), ("waiting", _("To be decided"), None), ("adopted", _("Adopted"), None)]
    every = queries.notices_for(request.viewer)
    chosen = request.GET.get("state", "")
    waits = Q(programme__isnull=True, supplements__isnull=True)
    rows = list({"waiting": every.filter(waits), "adopted": every.exclude(waits)}.get(chosen, every))
    page = {
        "page": parts.page_of(request, rows),
        "choices": parts.choices(request, "state", options),
        "is_filtered": bool(chosen),
        "may_receive": request.viewer.holds_anywhere(RoleKind.OFFICE),
        "waiting": every.filter(waits).count(),
    }
    return render(request, "notices/notices.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: Asked) -> HttpResponseBase:
    """Take a notice in, pasted or as a file; what was pasted stays in the sheet when it is refused."""
    if not request.viewer.holds_anywhere(RoleKind.OFFICE):
        Denied(_("Only a campaign office takes notices in."), code="not_office").demand()
    earlier = None
    form = IntakeForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        upload = said["file"]
        try:
            notice = actions.receive_notice(
                unit=said["unit"],
                text=said["text"],
                content=upload.read() if upload else None,
                filename=upload.name if upload else "",
                annexes=[Given(one.name, one.read()) for one in said["annexes"]],
                again=said["again"],
                by=request.viewer.person,
                key=said["key"],
            )
        except Refusal as refusal:
            field = "annexes" if refusal.field == "annexes" else "file" if upload else "text"
            form.add_error(field, str(refusal.reason))
            if record := refusal.details.get("record"):
                earlier = queries.notice_for(request.viewer, record)
                form.data = {**request.POST.dict(), "again": "on"}
        else:
            toasts.say(request, _("The notice is received and booked"))
            return redirect("notices:notice", notice.record_id)
    page = {"form": form, "earlier": earlier}
    return render(request, "notices/receive.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def notice(request: Asked, record: int) -> HttpResponseBase:
    """The review: the text on the left, what was drafted from it on the right."""
    review = queries.review_of(request.viewer, record)
    if review.notice.drafted_at is None:
        return render(request, "notices/reading.html", {"notice": review.notice, "task": _task(review.notice)})
    asked = request.GET.get("item", "")
    current = int(asked) if asked.isdecimal() and len(asked) < 6 else shown.next_open(review)
    page = _page(request, review, current)
    return render(request, "notices/notice.html", page | _rows(request, review, page))


@signed_in
@require_safe
def progress(request: Asked, record: int) -> HttpResponseBase:
    """How far the reading of a long notice is; when it is done the page around it is drawn anew."""
    found = queries.notice_for(request.viewer, record)
    response = render(request, "ui/partials/progress.html", {"task": _task(found)})
    if found.drafted_at:
        response.headers["HX-Refresh"] = "true"
    return response


@signed_in
@require_safe
def file(request: Asked, record: int) -> HttpResponseBase:
    """The file as it came in, always as a download."""
    found = queries.notice_for(request.viewer, record)
    if found.file is None:
        raise Http404
    content = io.BytesIO(file_content(found.file))
    return FileResponse(content, as_attachment=True, filename=found.file.name, content_type="application/octet-stream")


@signed_in
@require_safe
def waiting_panel(request: Asked) -> HttpResponseBase:
    """For the office's landing page: notices of which items or questions wait, the oldest first."""
    rows = queries.waiting_for(request.viewer)
    return render(request, "notices/waiting_panel.html", {"rows": rows[:5], "more": max(0, len(rows) - 5)})


@signed_in
@require_safe
def item(request: Asked, record: int) -> HttpResponseBase:
    """The record of one item: its sentence, who decided it and how, what became of it, and by when it is owed."""
    found = queries.item_of_record(request.viewer, record)
    page = {
        "decision": shown.decision_of(found, queries.answers_of(found.notice)),
        "item": found,
        "notice": found.notice,
        "duties": given_to(found.record).select_related("unit").order_by("unit__code") if found.record else [],
        "today": clock.today(),
    }
    return render(request, "notices/item_page.html", page)


def place_of(found: DraftItem) -> str:
    """The address of an item with its sentence lit."""
    return f"{reverse('notices:notice', args=[found.notice.record_id])}?item={found.number}#i{found.number}"


@signed_in
@require_POST
def decide(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Accept or strike an item, or take the decision back."""
    found = queries.item_for(request.viewer, record, number)
    wanted = ItemState.PROPOSED.value if "undo" in request.GET else request.POST.get("decision", "")
    if wanted not in _SAID:
        raise Refusal("unknown_decision", _("Choose what to do with the item."))
    decision = ItemState(wanted)

    def act() -> None:
        actions.decide_item(item=found, decision=decision, by=request.viewer.person, key=sent_key(request))
        again = reverse("notices:decide", args=[record, number]) + "?undo=1"
        said = _SAID[decision] % {"number": number}
        toasts.say(request, said, undo_url=again if decision != ItemState.PROPOSED else "")

    stays = decision == ItemState.PROPOSED
    return _after(request, record, act, number if stays else None, acted=number)


@signed_in
@require_POST
def decide_together(request: Asked, record: int, group: str) -> HttpResponseBase:
    """Accept or strike all items of one sentence by one act, or take that back."""
    found = queries.notice_for(request.viewer, record)
    wanted = ItemState.PROPOSED.value if "undo" in request.GET else request.POST.get("decision", "")
    if wanted not in _SAID:
        raise Refusal("unknown_decision", _("Choose what to do with the item."))
    decision = ItemState(wanted)

    def act() -> None:
        count = actions.decide_together(
            notice=found, group=group, decision=decision, by=request.viewer.person, key=sent_key(request)
        )
        said = ngettext(
            "%(count)s item of one sentence is decided", "%(count)s items of one sentence are decided", count
        )
        again = reverse("notices:decide_together", args=[record, group]) + "?undo=1"
        toasts.say(request, said % {"count": count}, undo_url=again if decision != ItemState.PROPOSED else "")

    numbers = list(found.items.filter(group=group).order_by("number").values_list("number", flat=True))
    last = max(numbers, default=0)
    return _after(request, record, act, last if decision == ItemState.PROPOSED else None, acted=last, also=numbers)


@signed_in
@require_POST
def decide_many(request: Asked, record: int) -> HttpResponseBase:
    """Accept everything of high confidence that raises no question."""
    found = queries.notice_for(request.viewer, record)

    def act() -> None:
        count = actions.decide_many(notice=found, by=request.viewer.person, key=sent_key(request))
        said = ngettext("%(count)s item is accepted and booked", "%(count)s items are accepted and booked", count)
        toasts.say(request, said % {"count": count})

    return _after(request, record, act, of_many=True)


@signed_in
@require_POST
def answer(request: Asked, record: int) -> HttpResponseBase:
    """Answer one question of a draft, or open it again."""
    found = queries.notice_for(request.viewer, record)
    said = request.POST.get("about", "0")
    about = int(said) if said.isdecimal() and len(said) < 6 else 0
    question = request.POST.get("question", "")[:40]

    def act() -> None:
        answer = request.POST.get("answer", "")[:40]
        actions.answer_question(
            notice=found, question=question, answer=answer, about=about, by=request.viewer.person, key=sent_key(request)
        )

    # answered in the list of questions the next of them follows; beside its item, the item is to be decided now
    listed = (about, question) if "listed" in request.POST else None
    return _after(request, record, act, acted=about, listed=listed, may_stay=listed is None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Change the fields of an item; its sentence stays as it is."""
    found = queries.item_for(request.viewer, record, number)
    rules.may_decide_items(request.viewer, found.notice).demand()
    if found.kind not in FORMS:
        raise Http404
    form = FORMS[found.kind](request.POST if request.method == "POST" else None, initial=found.standing)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_item(
                item=found,
                decision=ItemState.EDITED,
                fields=form.as_fields(),
                by=request.viewer.person,
                key=sent_key(request),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.reason))
        else:
            toasts.say(request, _("Item %(number)s is accepted as edited and booked") % {"number": number})
            return redirect(_next(request, record, number))
    page = {
        "form": form,
        "item": found,
        "quote": found.quote,
        "title": _("Edit item %(number)s") % {"number": number},
        "action": _("Accept as edited"),
        "cancel_url": place_of(found),
    }
    return render(request, "notices/edit_item.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: Asked, record: int) -> HttpResponseBase:
    """Add what the reading missed, with its sentence."""
    found = queries.notice_for(request.viewer, record)
    rules.may_decide_items(request.viewer, found).demand()
    wanted = (request.POST or request.GET).get("kind", "")
    kind = ItemKind(wanted) if wanted in {one.value for one in DECIDED_KINDS} else ItemKind.REQUIREMENT
    data = request.POST if request.method == "POST" else None
    sheet = AddItemForm(data, initial={"kind": kind, "quote": request.GET.get("quote", "")})
    form = FORMS[kind](data, initial={"phase": 0, "op": ">="})
    if data is not None and sheet.is_valid() and form.is_valid():
        try:
            made = actions.add_item(
                notice=found,
                kind=kind,
                quote=sheet.cleaned_data["quote"],
                fields=form.as_fields(),
                by=request.viewer.person,
                key=sheet.cleaned_data["key"],
            )
        except Refusal as refusal:
            target = sheet if refusal.field in sheet.fields else form
            target.add_error(refusal.field if refusal.field in target.fields else None, str(refusal.reason))
        else:
            toasts.say(request, _("Item %(number)s is added and booked") % {"number": made.number})
            return redirect(place_of(made))
    page = {
        "notice": found,
        "kind": kind.value,
        "sheet": sheet,
        "form": form,
        "kinds": parts.choices(
            request, "kind", [(one.value, str(one.label), None) for one in DECIDED_KINDS], default=ItemKind.REQUIREMENT
        ),
        "cancel_url": reverse("notices:notice", args=[record]),
    }
    wrong = bool(data is not None and (sheet.errors or form.errors))
    return render(request, "notices/add_item.html", page, status=422 if wrong else 200)


@signed_in
@require_POST
def leave_open(request: Asked, record: int) -> HttpResponseBase:
    """Leave open every question that may be left open."""
    found = queries.notice_for(request.viewer, record)

    def act() -> None:
        count = actions.leave_open(notice=found, by=request.viewer.person, key=sent_key(request))
        said = ngettext("%(count)s question is left open", "%(count)s questions are left open", count)
        toasts.say(request, said % {"count": count})

    return _after(request, record, act, of_many=True)


@signed_in
@require_POST
def choose_template(request: Asked, record: int) -> HttpResponseBase:
    """Hold a notice against another template, or none."""
    found = queries.notice_for(request.viewer, record)

    def act() -> None:
        chosen = request.POST.get("template", "")[:24]
        actions.choose_template(notice=found, template=chosen, by=request.viewer.person, key=sent_key(request))
        toasts.say(request, _("The notice is held against what you chose; the questions follow it"))

    return _after(request, record, act, of_many=True)


@signed_in
@require_safe
def programme_templates(request: Asked) -> HttpResponseBase:
    """The templates that ship, each with its phases, steps, conditions, rules, lists and reports in order."""
    return render(request, "notices/templates.html", {"templates": TEMPLATES.values()})


def _next(request: Asked, record: int, number: int) -> str:
    """The review with the next open item chosen, or the same one when all is decided."""
    review = queries.review_of(request.viewer, record)
    chosen = shown.next_open(review, number) or number
    return f"{reverse('notices:notice', args=[record])}?item={chosen}#i{chosen}"


def _after(
    request: Asked,
    record: int,
    act: Callable[[], None],
    stay: int | None = None,
    *,
    acted: int = 0,
    also: Sequence[int] = (),
    listed: tuple[int, str] | None = None,
    may_stay: bool = False,
    of_many: bool = False,
) -> HttpResponseBase:
    """Do an act and show the review as it then stands: to htmx what changed on the page, else the page at the next item.

    An act ``of_many`` items brings the whole list.
    """
    try:
        act()
    except Refusal as refusal:
        if not request.htmx:
            raise
        toasts.refuse(request, str(refusal.reason))
        stay = acted or stay
    review = queries.review_of(request.viewer, record)
    if may_stay and any(item.number == acted and item.state == ItemState.PROPOSED for item in review.to_decide):
        stay = acted
    question = shown.next_question(review, listed) if listed else None
    current = 0 if question else stay or shown.next_open(review, acted) or acted
    if not request.htmx:
        query = f"?item={current}#i{current}" if current else ""
        return redirect(reverse("notices:notice", args=[record]) + query)
    page = _page(request, review, current, question)
    about = changed.question_name(*listed) if listed else ""
    told = "" if of_many else request.POST.get("seen", "")
    change = changed.changed(told, page["seen"], review, always={acted, *also}, asked=about)
    numbers = {acted, *also} if change is None else change.lit
    pieces = {piece.id: piece for number in numbers for piece in page["document"].pieces_of(number)}
    page |= {"oob": True, "pieces": list(pieces.values()), "change": change}
    if change is None:
        return render(request, "notices/work.html", page | _rows(request, review, page))
    page["rows"] = shown.rows_of(review, page["document"], page["answers"], current=0, only=change.items)
    response = render(request, "notices/changed.html", page)
    # nothing takes the place of the list: each piece finds its own, and the button above asks anew once acts have ceased
    response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = "draft-changed"
    return response


def _page(request: Asked, review: queries.Review, current: int, question: QuestionOf | None = None) -> dict[str, Any]:
    """What a review shows but the rows of its items."""
    document = lay_out(review.notice, review.items)
    may = rules.may_decide_items(request.viewer, review.notice)
    answers = queries.answers_of(review.notice, review.items, review.asked)
    to_decide, decided = len(review.to_decide), review.decided
    fits = fits_of(review.notice, review.items)
    fit = shown.fit_of(review, fits)
    against = difference(fit.template, review.items) if fit else None
    seen = changed.seen_of(review, request, may, (fit, against), answers)
    lit = f"q{changed.question_name(question.about, question.code)}" if question else f"i{current}"
    return {
        "review": review,
        "notice": review.notice,
        "annexes": [part for part in review.parts if part.number],
        "open_changes": queries.open_changes(review.notice),
        "may_annex": rules.may_take_annex(request.viewer, review.notice),
        "document": document,
        "answers": answers,
        "current": current,
        "lit": set(document.places.get(current, ())),
        "seen": seen,
        "next": lit,
        "fits": fits,
        "fit": fit,
        "difference": against,
        "may_leave": sum(LEAVE_OPEN in asked.question.choices for asked in review.open_questions),
        "filters": shown.filters_of(review.items, request),
        "ways": shown.ways_of(review.items, request),
        "may_decide": may,
        "has_assistant": the_assistant() is not None,
        "why_not": may.reason if isinstance(may, Denied) else "",
        "to_decide": to_decide,
        "decided": decided,
        "waiting": to_decide - decided,
        "unreadable": review.notice.text.count("\ufffd"),
        "open_questions": len(review.open_questions),
        "questions": [
            (changed.question_name(asked.question.about, asked.question.code), asked, asked.question == question)
            for asked in review.asked
        ],
        "sure": len(shown.sure_of(review)),
        "query": request.GET.urlencode(),
    }


def _rows(request: Asked, review: queries.Review, page: dict[str, Any]) -> dict[str, Any]:
    """The rows of all its items, by group."""
    rows = shown.rows_of(review, page["document"], page["answers"], current=page["current"])
    return {"groups": shown.groups_of(rows, request)}


def _task(found: Notice) -> dict[str, Any]:
    """The job of a long notice as the progress fragment shows it."""
    job = found.job
    return {
        "id": job.pk if job else 0,
        "label": _("Reading %(title)s") % {"title": found.title},
        "state": job.state if job else "done",
        "done": job.steps_done if job else 1,
        "total": (job.steps_all if job else 1) or 1,
        "url": reverse("notices:progress", args=[found.record_id]),
        "result_url": reverse("notices:notice", args=[found.record_id]),
    }
