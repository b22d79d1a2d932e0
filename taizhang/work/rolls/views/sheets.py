"""One sheet for one act: show the form, do what it says, or show beside the field why not."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from taizhang.lib.refusals import Refusal
from taizhang.ui import toasts
from taizhang.ui.forms import KeyedForm


def sheet(
    request: HttpRequest,
    form: KeyedForm,
    *,
    title: str,
    action: str,
    said: str,
    back: str,
    do: Callable[[dict[str, Any]], str | None],
    lead: str | Promise = "",
    upload: bool = False,
) -> HttpResponse:
    """Answer a sheet. ``do`` gets the clean data and may return another address than ``back`` to go on to."""
    if request.method == "POST" and form.is_valid():
        try:
            onward = do(form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            toasts.say(request, said)
            return redirect(onward or back)
    page = {"form": form, "title": title, "action": action, "lead": lead, "cancel_url": back, "upload": upload}
    return render(request, "rolls/sheet.html", page)
