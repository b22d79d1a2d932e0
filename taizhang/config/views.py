"""The front page, which only knows where each person's work lies."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.config.navigation import landing_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import NotAllowed


@signed_in
@require_safe
def home(request: Asked) -> HttpResponse:
    """Send each person to the page that answers their first question; who has no unit and no role is told so."""
    landing = landing_of(request.viewer)
    if landing is None:
        raise NotAllowed("nowhere", _("You belong to no unit and hold no role yet. The campaign office enters you."))
    return redirect(landing)
