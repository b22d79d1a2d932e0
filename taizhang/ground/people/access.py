"""The door of every view: `public`, `signed_in`, and what a refusal looks like to a browser.

Every view carries one of the two marks (a law test walks all addresses); what the reader may do behind the door is asked
of rules, which raise `NotAllowed` with the reason. `RefusalMiddleware` turns refusals that no view caught into pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails
from psycopg.errors import NumericValueOutOfRange

from taizhang.ground.people.models import User
from taizhang.ground.people.permissions import Viewer, reading_once, viewer_of
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.ui.toasts import refuse

P = ParamSpec("P")
SIGNED_OUT = "signed_out"


class Asked(HttpRequest):
    """A request behind the door: who asks, and whether a fragment is wanted."""

    viewer: Viewer
    htmx: HtmxDetails


def to_sign_in(request: Asked) -> HttpResponse:
    """Send a visitor to the sign-in page and, after it, back to the page they were on.

    A fragment that htmx fetched, or a form that was sent, is no page to come back to: that is the page around it.
    """
    if request.htmx:
        response = redirect_to_login(request.htmx.current_url_abs_path or "/")
        return HttpResponseClientRedirect(response.url)
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    left = urlsplit(request.headers.get("Referer", ""))
    return redirect_to_login(left._replace(scheme="", netloc="").geturl() if left.netloc == request.get_host() else "/")


SignedInView = Callable[Concatenate[Asked, P], HttpResponseBase]


def signed_in(view: SignedInView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only signed-in people pass; others are sent to the sign-in page and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(cast(Asked, request))
        response = view(cast(Asked, request), *args, **kwargs)
        # What one person may see is asked for anew, also by the next person at the same machine.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    guarded.door = "signed_in"  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], guarded)


def public(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that anybody may open, with the reason in its docstring."""
    view.door = "public"  # type: ignore[attr-defined]
    return view


class ViewerMiddleware:
    """Puts ``request.viewer`` there, read at first use; sits after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        def read() -> Viewer:
            user = request.user
            if not isinstance(user, User):
                raise NotAllowed(SIGNED_OUT, _("Sign in first."))
            return viewer_of(user.person)

        request.viewer = SimpleLazyObject(read)  # type: ignore[attr-defined]
        with reading_once():
            return self.get_response(request)


class RefusalMiddleware:
    """Answers a refusal that no view caught: 403 with its reason for `NotAllowed`, 409 for any other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, given: object, named: object) -> None:
        """No page has an address with a NUL in it, which PostgreSQL takes in no text."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render the refusal; any other exception is left to Django.

        An act sent by htmx is answered by the page itself, loaded anew with the reason as a toast.
        """
        if isinstance(exception, OverflowError) or isinstance(exception.__cause__, NumericValueOutOfRange):
            # a number in an address or a form that no database can hold is the number of nothing
            return page_not_found(request, exception)
        if not isinstance(exception, Refusal):
            return None
        asked = cast(Asked, request)
        if exception.code == SIGNED_OUT:
            return to_sign_in(asked)
        status = 403 if isinstance(exception, NotAllowed) else 409
        if asked.htmx and request.method == "POST":
            refuse(request, str(exception.reason))
            return HttpResponse(status=status, headers={"HX-Refresh": "true"})
        return render(request, f"{status}.html", {"reason": exception.reason}, status=status)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form gets that was not sent from a page of this instance, or from one that stood open too long."""
    said = _("This page stood open too long, or was opened before you signed in. Nothing was changed. Load it again.")
    return render(request, "403.html", {"reason": said}, status=403)
