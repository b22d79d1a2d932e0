"""Reading changes; never returns what the viewer may not see."""

from django.db.models import QuerySet
from django.http import Http404

from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.work.changes import rules
from taizhang.work.changes.kinds import SetState
from taizhang.work.changes.models import Change, ChangeSet


def change_set_for(viewer: Viewer, record: int) -> ChangeSet:
    """One set of changes by its record. Raises `Http404`, or `NotAllowed` with the reason."""
    rows = ChangeSet.objects.select_related("record", "programme__unit", "programme__record", "source", "adopted_by")
    found = rows.filter(record=record).first()
    if found is None:
        raise Http404
    rules.may_read_changes(viewer, found).demand()
    return found


def change_for(viewer: Viewer, record: int, number: int) -> Change:
    """One change of a set. Raises as `change_set_for`."""
    change_set = change_set_for(viewer, record)
    change = changes_of(change_set).filter(number=number).first()
    if change is None:
        raise Http404
    change.change_set = change_set
    return change


def changes_of(change_set: ChangeSet) -> QuerySet[Change]:
    """The changes of a set in their order."""
    return change_set.changes.select_related("requirement__phase", "made__phase", "phase", "owed", "decided_by")


def adopted_in(programme: Programme) -> list[ChangeSet]:
    """The log of a programme: what was adopted since it began, the newest first."""
    rows = ChangeSet.objects.filter(programme=programme, state=SetState.ADOPTED)
    return list(rows.select_related("record", "source", "adopted_by", "programme").order_by("-adopted_on", "-pk"))


def standing_for(source: Record) -> ChangeSet | None:
    """The set that was proposed or adopted from a notice."""
    rows = ChangeSet.objects.filter(source=source).exclude(state=SetState.DROPPED)
    return rows.select_related("record", "programme__unit", "programme__record").first()
