"""Reading long tasks: everybody sees the ones they asked for."""

from django.db.models import QuerySet
from django.http import Http404

from taizhang.ground.jobs.models import Job
from taizhang.ground.people.permissions import Viewer


def jobs_of(viewer: Viewer, kind: str) -> QuerySet[Job]:
    """The viewer's own tasks of a kind, newest first."""
    return Job.objects.filter(by=viewer.person, kind=kind).order_by("-asked_at", "-pk")


def job_at(viewer: Viewer, number: int, kind: str) -> Job:
    """One task of the viewer's own; anybody else's is not found."""
    job = jobs_of(viewer, kind).filter(pk=number).first()
    if job is None:
        raise Http404
    return job
