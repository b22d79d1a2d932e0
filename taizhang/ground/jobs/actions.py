"""Long tasks as a person sees them: asked for, under way, ended; the row can be left and found again."""

from typing import Any

from taizhang.ground.jobs.models import Job, JobState
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.lib import clock


def ask_for_job(*, kind: str, by: Person, input: dict[str, Any], unit: Unit | None = None) -> Job:
    """Write down a long task that somebody asks for; whoever calls this hands it to the background."""
    return Job.objects.create(kind=kind, by=by, unit=unit, input=input, asked_at=clock.now())


def begin_job(*, job: Job, steps: int = 0) -> None:
    """The task is under way; ``steps`` is how many it takes, 0 while that is not known."""
    job.state, job.started_at, job.ended_at = JobState.RUNNING, clock.now(), None
    job.steps_done, job.steps_all = 0, steps
    job.save(update_fields=["state", "started_at", "ended_at", "steps_done", "steps_all"])


def tell_progress(*, job: Job, done: int, steps: int) -> None:
    """Say how far the task is."""
    job.steps_done, job.steps_all = done, steps
    job.save(update_fields=["steps_done", "steps_all"])


def end_job(*, job: Job, result: dict[str, Any], state: JobState = JobState.DONE) -> None:
    """The task has ended, with what came of it."""
    job.state, job.ended_at, job.result = state, clock.now(), result
    job.save(update_fields=["state", "ended_at", "result"])
