"""The theme switch, and the script that stands in for a lost line. (The gallery of components is in ``gallery.py``.)"""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600
_WORKER = (Path(__file__).parent / "static" / "ui" / "worker.js").read_text(encoding="utf-8")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme the reader chose in a cookie and go back to the page; nothing is stored about the person."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, for all addresses of this instance and under its policy (N-08)."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(_WORKER, content_type="text/javascript; charset=utf-8", headers=headers)
