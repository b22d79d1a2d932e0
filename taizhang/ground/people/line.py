"""The line between a device and the server: what a queued act needs to be sent, and under whose name (N-08).

An act written without a line waits on the device (`ui/static/ui/queue.js`). It is sent with ``X-Waited-For``, the number
of the person who made it; `LineMiddleware` lets it pass only under that very sign-in, and answers where the act went
instead of going there, so that the message about it waits for the next page.
"""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, public, signed_in

WAITED_FOR = "X-Waited-For"


def line_of(person: str) -> dict[str, str]:
    """What every page tells the script about the line: who reads it (nobody: empty), and the addresses of this file."""
    lost = reverse("people:lost")
    worker = reverse("ui:worker") + "?" + urlencode({"lost": lost, "out": reverse("people:sign_out")})
    return {
        "person": person,
        "asks": reverse("people:line"),
        "lost": lost,
        "waiting": reverse("people:to_send"),
        "worker": worker,
    }


def _reader(request: HttpRequest) -> str:
    """The number of the person signed in, or nothing."""
    return str(cast(Asked, request).viewer.person.pk) if request.user.is_authenticated else ""


class LineMiddleware:
    """Passes a queued act only under the sign-in of the person who made it (settled question 13)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        waited_for = request.headers.get(WAITED_FOR)
        if waited_for is None:
            return self.get_response(request)
        reader = _reader(request)
        if reader != waited_for:
            return JsonResponse({"waits": "other" if reader else "signed_out"}, status=409)
        response = self.get_response(request)
        if response.status_code in (302, 303):
            return JsonResponse({"to": response.headers["Location"]})
        return response


@public
@never_cache
@require_safe
def line(request: HttpRequest) -> JsonResponse:
    """Whether there is a line, who is signed in, and a fresh token; anybody may ask, and learns only about themself."""
    answer: dict[str, Any] = {"person": _reader(request)}
    if answer["person"]:
        answer["token"] = get_token(request)
    return JsonResponse(answer)


@public
@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """What a device shows without a line of a page it does not keep; the same for anybody."""
    return render(request, "people/lost.html")


@signed_in
@require_safe
def to_send(request: Asked) -> HttpResponse:
    """What waits on this device to be sent; the list itself is known to the device alone."""
    return render(request, "people/to_send.html")
