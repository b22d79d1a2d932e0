"""Import of units and members: hand in a table, read the errors or confirm, watch it being written."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.jobs.actions import ask_for_job
from taizhang.ground.jobs.models import Job, JobState
from taizhang.ground.jobs.queries import job_at, jobs_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.work.rolls import queries, rules
from taizhang.work.rolls.exporting import members_sheet
from taizhang.work.rolls.forms import ImportForm
from taizhang.work.rolls.tasks import IMPORT, check_import, confirm_import, file_of
from taizhang.work.rolls.views.sheets import sheet


@signed_in
@require_http_methods(["GET", "POST"])
def import_table(request: Asked) -> HttpResponseBase:
    """Hand in a table; it is checked first, and nothing is written before the confirmation."""
    rules.may_import(request.viewer).demand()

    def do(said: dict[str, Any]) -> str:
        job = ask_for_job(
            kind=IMPORT,
            by=request.viewer.person,
            input={
                "what": said["what"],
                "name": said["file"].name[:120],
                "key": str(said["key"]),
                "language": get_language() or "zh-hans",
            },
        )
        kept = file_of(job)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("wb") as target:
            for chunk in said["file"].chunks():
                target.write(chunk)
        check_import.enqueue(job.pk)
        return reverse("rolls:import", args=[job.pk])

    return sheet(
        request,
        ImportForm(request.POST or None, request.FILES or None),
        title=_("Import units or members"),
        action=_("Check the table"),
        said=_("The table is being checked"),
        back=reverse("rolls:imports"),
        lead=_(
            "The table is checked first. Every error is named by row and column, and nothing is written before you "
            "confirm. An exported list has the right columns."
        ),
        upload=True,
        do=do,
    )


@signed_in
@require_safe
def imports(request: Asked) -> HttpResponseBase:
    """The imports that the reader asked for, to be found again."""
    rules.may_import(request.viewer).demand()
    rows = [(job, _shown(job)) for job in jobs_of(request.viewer, IMPORT)[:50]]
    return render(request, "rolls/imports.html", {"rows": rows})


@signed_in
@require_safe
def import_page(request: Asked, number: int) -> HttpResponseBase:
    """One import: under way, wrong with its errors, ready to be confirmed, or done."""
    job = job_at(request.viewer, number, IMPORT)
    if request.htmx and job.state not in (JobState.WAITING, JobState.RUNNING):
        # what was watched has ended: the browser draws the whole page anew
        return HttpResponse(headers={"HX-Refresh": "true"})
    waits = job.state == JobState.DONE and "rows" in job.result
    template = "rolls/import_state.html" if request.htmx else "rolls/import.html"
    return render(request, template, {"job": job, "task": _shown(job), "waits": waits})


@signed_in
@require_POST
def confirm(request: Asked, number: int) -> HttpResponseBase:
    """Let a checked table be written."""
    job = job_at(request.viewer, number, IMPORT)
    confirm_import(job)
    return redirect("rolls:import", number)


def _shown(job: Job) -> dict[str, Any]:
    """A job as the progress fragment wants it."""
    done, steps = job.steps_done, job.steps_all
    left = None
    if job.state == JobState.RUNNING and job.started_at and done:
        gone = (clock.now() - job.started_at).total_seconds()
        left = round(gone * (steps - done) / done)
    return {
        "id": job.pk,
        "label": job.input["name"],
        "done": done,
        "total": steps or 1,
        "seconds_left": left,
        "state": {JobState.REFUSED: "failed"}.get(JobState(job.state), job.state),
        "url": reverse("rolls:import", args=[job.pk]),
        "result_url": reverse("rolls:units") if "written" in job.result else "",
        "reason": job.result.get("reason", _("The table has errors; nothing was written.")),
    }


@signed_in
@require_safe
def members_export(request: Asked, record: int) -> HttpResponseBase:
    """The roll of a unit as xlsx, in the shape that the import takes."""
    unit = queries.unit_at(request.viewer, record)
    rules.may_see_names(request.viewer, unit).demand()
    return members_sheet(unit)
