"""The sheet on which the office asks the assistant about one notice, told first what is sent to whom."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.jobs.models import Job, JobState
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.work.notices import actions, queries, rules
from taizhang.work.notices.assistant import LONGEST_NOTICE, Assistant, the_assistant

_WHY = {
    "unreachable": gettext_lazy("It could not be reached. Ask who runs it, or try again later."),
    "too_slow": gettext_lazy("It did not answer in time. Try again later."),
    "turned_away": gettext_lazy("It turned the request away. Ask the administrator to look at its key and model."),
    "no_answer": gettext_lazy("Its answer could not be read, and nothing of it was kept."),
    "changed": gettext_lazy("It was changed or turned off before its turn came; nothing was sent."),
    "adopted": gettext_lazy("The draft was adopted meanwhile; its answer was thrown away."),
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assistant(request: Asked, record: int) -> HttpResponseBase:
    """What would be sent to whom, the button that sends it, and what came of it the last time."""
    found = queries.notice_for(request.viewer, record)
    rules.may_decide_items(request.viewer, found).demand()
    theirs = _set_up()
    wrong = ""
    if request.method == "POST":
        try:
            host, model = request.POST.get("host", "")[:200], request.POST.get("model", "")[:200]
            person, key = request.viewer.person, sent_key(request)
            actions.ask_assistant(notice=found, host=host, model=model, by=person, key=key)
        except Refusal as refusal:
            wrong = str(refusal.reason)
        else:
            return redirect("notices:assistant", record)
    last = queries.last_asking(found)
    page = {
        "notice": found,
        "assistant": theirs,
        "characters": len(found.text),
        "is_too_long": len(found.text) > LONGEST_NOTICE,
        "task": _task(last, found.record_id) if last else None,
        "last": last,
        "dropped": _dropped(last) if last else [],
        "is_under_way": queries.is_being_asked(last),
        "wrong": wrong,
    }
    return render(request, "notices/assistant.html", page, status=422 if wrong else 200)


@signed_in
@require_safe
def progress(request: Asked, record: int) -> HttpResponseBase:
    """How far the asking is; once it has ended, the page around it is drawn anew."""
    found = queries.notice_for(request.viewer, record)
    rules.may_decide_items(request.viewer, found).demand()
    _set_up()
    last = queries.last_asking(found)
    if last is None:
        raise Http404
    response = render(request, "ui/partials/progress.html", {"task": _task(last, record)})
    if request.htmx and not queries.is_being_asked(last):
        response.headers["HX-Refresh"] = "true"
    return response


def _set_up() -> Assistant:
    """The assistant; where none is set these pages do not exist."""
    theirs = the_assistant()
    if theirs is None:
        raise Http404
    return theirs


def _dropped(job: Job) -> list[str]:
    """What of the last answer was thrown away, and why."""
    counts: dict[str, int] = job.result.get("dropped", {})
    said: dict[str, Callable[[int], str]] = {
        "no_quote": lambda n: ngettext(
            "%(count)s without its exact sentence", "%(count)s without their exact sentence", n
        ),
        "bad": lambda n: ngettext("%(count)s not filled in rightly", "%(count)s not filled in rightly", n),
        "known": lambda n: ngettext("%(count)s that the draft has already", "%(count)s that the draft has already", n),
    }
    return [words(counts[why]) % {"count": counts[why]} for why, words in said.items() if counts.get(why)]


def _task(job: Job, record: int) -> dict[str, Any]:
    is_cut_off = job.state in (JobState.WAITING, JobState.RUNNING) and not queries.is_being_asked(job)
    count = int(job.result.get("proposed", 0))
    said = ngettext("%(count)s item proposed: look at it", "%(count)s items proposed: look at them", count)
    return {
        "id": job.pk,
        "label": _("Asking the assistant at %(host)s") % {"host": job.input["host"]},
        "state": JobState.FAILED if is_cut_off else job.state,
        "done": 0,
        "total": 1,
        "reason": _WHY.get(job.result.get("why", "")),
        "url": reverse("notices:assistant_progress", args=[record]),
        "result_url": reverse("notices:notice", args=[record]) + "?sure=low&state=open",
        "result_label": said % {"count": count} if count else _("Nothing new was proposed: back to the draft"),
    }
