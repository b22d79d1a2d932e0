"""Imports in the background: a dry run, then, when its person confirms, the writing; both end in the job's row."""

import time
import uuid
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from taizhang.ground.jobs.actions import begin_job, end_job, tell_progress
from taizhang.ground.jobs.models import Job, JobState
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls.importing import Plan, check_table, run_plan

IMPORT = "rolls.import"
# how often progress is written, in seconds: often enough to watch, seldom enough not to slow the writing
_EVERY = 0.5


def file_of(job: Job) -> Path:
    """Where the table that was handed in waits; nobody can fetch it by an address."""
    return Path(settings.FILES_ROOT) / "imports" / str(job.pk)


@task()
def check_import(number: int) -> None:
    """The dry run of one import: errors by row and field, or how many rows wait for the confirmation."""
    job = Job.objects.select_related("by").get(pk=number)
    with override(job.input["language"]):
        begin_job(job=job)
        plan = check_table(file_of(job), what=job.input["what"], by=job.by)
        end_job(job=job, result=_found(plan), state=JobState.REFUSED if plan.error_count else JobState.DONE)
    if plan.error_count:
        file_of(job).unlink(missing_ok=True)


def _found(plan: Plan) -> dict[str, object]:
    return {
        "checked": True,
        "rows": plan.size,
        "error_count": plan.error_count,
        "errors": [[error.row, error.column, error.says] for error in plan.errors],
    }


@task()
def write_import(number: int) -> None:
    """Write one import that was checked and confirmed. Run again after a stop it goes on where it stood."""
    job = Job.objects.select_related("by").get(pk=number)
    last = time.monotonic()

    def told(done: int, steps: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            tell_progress(job=job, done=done, steps=steps)

    with override(job.input["language"]):
        plan = check_table(file_of(job), what=job.input["what"], by=job.by)
        begin_job(job=job, steps=plan.size)
        try:
            written = run_plan(plan, by=job.by, key=uuid.UUID(job.input["key"]), told=told)
        except Refusal as refusal:
            result = _found(plan) | {"reason": str(refusal.reason)}
            end_job(job=job, result=result, state=JobState.FAILED)
        else:
            tell_progress(job=job, done=written, steps=written)
            end_job(job=job, result={"written": written})
    file_of(job).unlink(missing_ok=True)


def confirm_import(job: Job) -> None:
    """Hand a checked table to the background. Confirming twice writes once; a table with errors is refused."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.DONE, result__checked=True, result__error_count=0)
    if not waiting.update(state=JobState.WAITING):
        raise Refusal("not_waiting", _("This table does not wait for a confirmation."))
    write_import.enqueue(job.pk)
