"""What a view does with an act that was sent: a press that asks for nothing but its key, or a form on a page of its own."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.ui.forms import KeyedForm
from taizhang.ui.toasts import refuse, say

T = TypeVar("T")


def sent_key(request: HttpRequest) -> uuid.UUID:
    """The key that a button was drawn with, by ``{% key %}``. A view never makes one: a press sent twice would be two acts.

    Raises `Refusal` ``no_key``.
    """
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise Refusal("no_key", _("This sheet is not complete. Open the page again.")) from error


def press(request: HttpRequest, act: Callable[..., object], *, done: str, undo_url: str = "") -> None:
    """Call ``act`` with the key that was sent, and say on the next page that it is ``done``, or why not.

    `NotAllowed` goes on to the 403. Raises `Refusal` ``no_key``.
    """
    key = sent_key(request)
    try:
        act(key=key)
    except NotAllowed:
        raise
    except Refusal as refusal:
        refuse(request, str(refusal.reason))
    else:
        say(request, done, undo_url=undo_url)


def form_page(
    request: HttpRequest,
    form: KeyedForm,
    act: Callable[..., T],
    *,
    done: str,
    there: str | Callable[[T], str],
    cancel_url: str = "",
    template: str = "ui/form.html",
    **shown: Any,
) -> HttpResponseBase:
    """A form on a page of its own: ``act`` is called with what it says, and a refusal stands at its field.

    What is ``done`` is said on the page that follows: the address ``there``, or the one it gives for what was made.
    ``shown`` are the words of ``ui/form.html``, or of the ``template`` that extends it; without ``cancel_url`` the way back is
    ``there``.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, done)
            return redirect(there(made) if callable(there) else there)
    page = {"form": form, "cancel_url": cancel_url or there, **shown}
    return render(request, template, page, status=422 if form.errors else 200)
