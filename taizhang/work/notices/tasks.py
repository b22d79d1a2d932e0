"""Long work of notices in the background."""

from django.db import transaction
from django_tasks import task

from taizhang.ground.jobs.actions import begin_job, end_job
from taizhang.ground.jobs.models import Job, JobState
from taizhang.lib import clock
from taizhang.work.notices import drafts
from taizhang.work.notices.assistant import AssistantFailed, ask, the_assistant
from taizhang.work.notices.models import Notice
from taizhang.work.notices.proposals import read_answer


@task()
def draft_notice(notice: int) -> None:
    """Read a long notice and keep its draft; its job shows where this stands. A second run finds the work done."""
    row = Notice.objects.select_related("record", "job").get(pk=notice)
    if row.drafted_at or row.job is None:
        return
    jobs = Job.objects.filter(pk=row.job.pk)
    jobs.update(state=JobState.RUNNING, started_at=clock.now(), steps_all=2)
    read = drafts.read_received(row)
    jobs.update(steps_done=1)
    with transaction.atomic():
        drafts.write_draft(notice=row, read=read)
        jobs.update(state=JobState.DONE, ended_at=clock.now(), steps_done=2, result={"items": row.items.count()})


@task()
def send_to_assistant(number: int) -> None:
    """Send the notice of one job to the assistant and keep what it proposes; the job says what came of it.

    It is sent at most once: a job that is under way or ended is left alone, and so is one whose assistant was changed
    or turned off since a person agreed to it. Nothing of an answer is kept unless all of it could be read.
    """
    job = Job.objects.get(pk=number)
    assistant = the_assistant()
    notice = Notice.objects.get(record=job.input["notice"])
    if not Job.objects.filter(pk=number, state=JobState.WAITING).update(state=JobState.RUNNING):
        return
    begin_job(job=job)
    try:
        if assistant is None or (assistant.host, assistant.model) != (job.input["host"], job.input["model"]):
            raise AssistantFailed("changed")
        words = ask(assistant, notice.text)
        with transaction.atomic():
            held = Notice.objects.select_for_update().get(pk=notice.pk)
            if held.programme_id:
                raise AssistantFailed("adopted")
            found = read_answer(words, held)
            drafts.write_proposals(notice=held, items=found.items)
    except AssistantFailed as failure:
        end_job(job=job, result={"why": failure.code}, state=JobState.FAILED)
    except Exception:
        end_job(job=job, result={}, state=JobState.FAILED)
        raise
    else:
        end_job(job=job, result={"proposed": len(found.items), "dropped": dict(found.dropped)})
