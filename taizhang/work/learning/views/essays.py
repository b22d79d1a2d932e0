"""Reflection essays: handing in, and the page where author and reviewer meet."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.forms import EssayForm, ReviewForm
from taizhang.work.learning.kinds import Verdict
from taizhang.work.learning.models import Essay
from taizhang.work.learning.roster import home_of
from taizhang.work.learning.rules import may_read_essay, may_review_essay, may_study_for


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: Asked) -> HttpResponseBase:
    """Hand in an essay; ``?person=`` lets a secretary note one that came on paper."""
    person = request.viewer.person
    if (asked := request.GET.get("person", "")).isdigit():
        person = get_object_or_404(Person, pk=int(asked))
    may_study_for(request.viewer, person).demand()
    home = home_of(person.pk, tree=Tree.PARTY, on=clock.today())
    form = EssayForm(request.POST or None, programmes=programmes_of(home) if home else [])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            essay = actions.hand_in_essay(
                person=person, by=request.viewer.person, **given | {"programmes": list(given["programmes"])}
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Handed in; %(unit)s reviews it.") % {"unit": essay.unit.name})
            return redirect("learning:essay", essay.record_id)
    return render(request, "learning/hand_in_essay.html", {"person": person, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def essay(request: Asked, record: int) -> HttpResponseBase:
    """One essay with what its reviewer said; for the reviewer, the form of the verdict."""
    rows = Essay.objects.select_related("record", "unit", "person", "reviewed_by")
    held = get_object_or_404(rows, record=record)
    may_read_essay(request.viewer, held).demand()
    may_review = may_review_essay(request.viewer, held)
    form = ReviewForm(request.POST or None, was_accepted=held.verdict == Verdict.ACCEPTED)
    if request.method == "POST":
        may_review.demand()
        if form.is_valid():
            try:
                held = actions.review_essay(essay=held, by=request.viewer.person, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                words = _("Review booked.") if held.verdict == Verdict.ACCEPTED else _("Sent back with your comment.")
                say(request, words)
                return redirect("learning:essay", record)
    texts = list(held.record.texts.order_by("pk"))
    context = {
        "essay": held,
        "form": form,
        "may_review": may_review,
        "text": next((text.body for text in texts if text.purpose == "essay"), ""),
        "comments": [text for text in texts if text.purpose == "review"],
        "verdicts": Verdict,
    }
    return render(request, "learning/essay.html", context)
