"""Long work of notices in the background."""

from django.db import transaction
from django_tasks import task

from taizhang.ground.jobs.models import Job, JobState
from taizhang.lib import clock
from taizhang.work.notices import drafts
from taizhang.work.notices.drafting import read_draft
from taizhang.work.notices.models import Notice
from taizhang.work.notices.reading import Span


@task()
def draft_notice(notice: int) -> None:
    """Read a long notice and keep its draft; its job shows where this stands. A second run finds the work done."""
    row = Notice.objects.select_related("record", "job").get(pk=notice)
    if row.drafted_at or row.job is None:
        return
    jobs = Job.objects.filter(pk=row.job.pk)
    jobs.update(state=JobState.RUNNING, started_at=clock.now(), steps_all=2)
    read = read_draft(row.text, [Span(*stretch) for stretch in row.dropped])
    jobs.update(steps_done=1)
    with transaction.atomic():
        drafts.write_draft(notice=row, read=read)
        jobs.update(state=JobState.DONE, ended_at=clock.now(), steps_done=2, result={"items": row.items.count()})
