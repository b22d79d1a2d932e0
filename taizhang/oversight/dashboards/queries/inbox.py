"""What waits for the office: objections to answer and what was said about burden."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ground.messages.queries import burdens_by_page, objections_waiting
from taizhang.ground.people.permissions import Viewer

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what kind it is, in words, where it is done, since when. ``shape`` is that of its status."""

    tag: str
    words: str
    url: str
    since: date | None = None
    shape: str = "due"


def waiting_for_office(viewer: Viewer) -> list[Waiting]:
    """Everything that waits for this reader as the office, objections first, the oldest first."""
    found = [
        Waiting(
            _("objection"),
            _("%(unit)s: to a figure") % {"unit": one.objection.unit.name}
            if one.objection.entry is None
            else _("%(unit)s: to an entry") % {"unit": one.objection.unit.name},
            reverse("ground_messages:answer_objection", args=[one.objection.pk]),
            one.objection.said_on,
        )
        for one in objections_waiting(viewer)[:SHOWN]
    ]
    for page in burdens_by_page(viewer):
        if page.waiting:
            words = ngettext("said %(count)s time from %(page)s", "said %(count)s times from %(page)s", page.waiting)
            found.append(
                Waiting(
                    _("burden"),
                    words % {"count": page.waiting, "page": page.page},
                    reverse("ground_messages:burdens"),
                    shape="idle",
                )
            )
    return found
