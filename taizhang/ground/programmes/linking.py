"""One press lets a record count for a programme more, or for one less: what the pages of such records share."""

from collections.abc import Callable, Iterable
from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from taizhang.ground.programmes.models import Programme
from taizhang.ui.acts import press


def press_link(request: HttpRequest, linked: Iterable[Programme], act: Callable[..., object]) -> None:
    """Press ``act`` with the ``linked`` ``programmes``, one more or less as ``add`` or ``drop`` of the form names it (R2-15).

    404 for a programme that is none; for the rest see `press`.
    """
    is_added = "add" in request.POST
    asked = request.POST.get("add") or request.POST.get("drop") or ""
    programme = get_object_or_404(Programme, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    others = [one for one in linked if one != programme]
    wanted = [*others, programme] if is_added else others
    said = _("It counts for %(programme)s now.") if is_added else _("It counts for %(programme)s no more.")
    press(request, partial(act, programmes=wanted), done=said % {"programme": programme.short_title})
