"""Sending a document to units, with what it costs them before it goes."""

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.documents import actions, queries, rules
from taizhang.work.documents.forms import SendForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Asked, record: int) -> HttpResponseBase:
    """Choose whom a document is sent to: by tree, kind, batch or who takes part."""
    held = queries.document_for(request.viewer, record)
    rules.may_send(request.viewer, held).demand()
    audiences = queries.audiences_of(held)
    form = SendForm(request.POST or None, audiences=audiences)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = next(one for one in audiences if one.value == said["to"])
        try:
            sent = actions.send_document(
                document=held, units=chosen.units, due_on=said["due_on"], by=request.viewer.person, key=said["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = ngettext(
                "Sent to %(count)s unit and booked; it stands on its landing page now",
                "Sent to %(count)s units and booked; it stands on their landing pages now",
                sent,
            )
            say(request, words % {"count": sent})
            return redirect("documents:document", record)
    page = {
        "form": form,
        "document": held,
        "title": _("Send %(number)s") % {"number": held.number},
        "cancel_url": reverse("documents:document", args=[record]),
    }
    return render(request, "documents/send.html", page, status=422 if form.errors else 200)
