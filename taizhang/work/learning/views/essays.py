"""Reflection essays: handing in, and the page where author and reviewer meet."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.learning import actions, queries
from taizhang.work.learning.forms import EssayForm, EssayLengthForm, ReviewForm
from taizhang.work.learning.kinds import Verdict
from taizhang.work.learning.models import Essay, OralAnswer
from taizhang.work.learning.roster import home_of
from taizhang.work.learning.rules import (
    may_keep_sessions,
    may_read_essay,
    may_review_essay,
    may_see_own,
    may_set_essays,
    may_study_for,
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: Asked) -> HttpResponseBase:
    """Hand in an essay; ``?person=`` lets a secretary note one that came on paper."""
    person = request.viewer.person
    if asked := number_in(request.GET.get("person", "")):
        person = get_object_or_404(Person, pk=asked)
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
    lengths = queries.lengths_asked(held)
    initial = {"about_unit": held.about_unit, "about_post": held.about_post, "own_thinking": held.own_thinking}
    form = ReviewForm(
        request.POST or None,
        was_accepted=held.verdict == Verdict.ACCEPTED,
        asks_length=held.is_on_paper and bool(lengths),
        initial=initial,
    )
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
        "lengths": lengths,
    }
    return render(request, "learning/essay.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def essay_rules(request: Asked, record: int) -> HttpResponseBase:
    """What a programme asks of essays: a length only where it is set, as in a historical one (R1-40, D5)."""
    programme = get_object_or_404(Programme.objects.select_related("record", "unit"), record=record)
    may_set_essays(request.viewer, programme).demand()
    form = EssayLengthForm(request.POST or None, initial=queries.essays_asked(programme))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_essay_length(programme=programme, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("What is asked of essays is set."))
            return redirect("notices:programme", record)
    page = {
        "form": form,
        "title": _("What is asked of essays"),
        "lead": _("A new programme asks for no length: a yes and a comment of the reviewer are enough."),
        "action": _("Set what is asked"),
        "cancel_url": reverse("notices:programme", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def oral_answers(request: Asked, unit: int) -> HttpResponseBase:
    """Members who write no essays, and whether they answered by word of mouth (R1-42)."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_sessions(request.viewer, held).demand()
    if request.method == "POST":
        person, programme = (number_in(one) for one in request.POST.get("about", "").partition("-")[::2])
        if not (person and programme):
            raise Refusal("nothing_ticked", _("Say whose answer it was."))
        actions.note_oral_answer(
            person=get_object_or_404(Person, pk=person),
            programme=get_object_or_404(Programme, pk=programme),
            is_held=request.POST.get("held") == "yes",
            by=request.viewer.person,
            key=sent_key(request),
        )
        say(request, _("The answer is noted."))
        return redirect("learning:oral_answers", unit)
    context = {"unit": held, "rows": queries.who_answer_orally(request.viewer, held)}
    return render(request, "learning/oral_answers.html", context)


@signed_in
@require_safe
def oral_answer(request: Asked, record: int) -> HttpResponseBase:
    """One answer by word of mouth: the person and their branch see it."""
    rows = OralAnswer.objects.select_related("record__unit", "person", "programme")
    held = get_object_or_404(rows, record=record)
    may_see_own(request.viewer, held.person_id, held.record.unit).demand()
    return render(request, "learning/oral_answer.html", {"answer": held})
