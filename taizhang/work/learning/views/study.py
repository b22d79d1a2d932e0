"""Make-ups and self-study."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid5

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.learning import actions, queries
from taizhang.work.learning.actions.study import SELF_STUDY
from taizhang.work.learning.forms import MakeUpsForm, RestateSelfStudyForm, SelfStudyForm, WithdrawForm
from taizhang.work.learning.models import MakeUp, SelfStudy, Session
from taizhang.work.learning.roster import home_of
from taizhang.work.learning.rules import (
    may_make_up,
    may_see_make_up,
    may_see_self_study,
    may_study_for,
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def make_ups(request: Asked, unit: int) -> HttpResponseBase:
    """What the members of a unit have to make up; what was made up together is ticked together."""
    held = get_object_or_404(Unit, pk=unit)
    owed = queries.make_ups_owed(request.viewer, held)
    form = MakeUpsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            everything = [(one.session.pk, one.person.pk) for one in owed] if "all" in request.POST else form.ticked
            made = _note_make_ups(request, form, everything)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = ngettext("%(count)s make-up is booked.", "%(count)s make-ups are booked.", len(made))
            undo = reverse("learning:withdraw_make_up", args=[made[0].record_id]) if len(made) == 1 else ""
            say(request, words % {"count": len(made)}, undo_url=undo)
            return redirect("learning:make_ups", unit)
    ticked = set(form.data.getlist("owed")) if form.is_bound and hasattr(form.data, "getlist") else set()
    return render(request, "learning/make_ups.html", {"unit": held, "owed": owed, "form": form, "ticked": ticked})


def _note_make_ups(request: Asked, form: MakeUpsForm, ticked: Sequence[tuple[int, int]]) -> list[MakeUp]:
    """All these make-ups, or none; each has a key of its own made from that of the form."""
    if not ticked:
        raise Refusal("nothing_ticked", _("Tick at least one session that was made up."))
    given = form.cleaned_data
    made = []
    with transaction.atomic():
        for session, person in ticked:
            made.append(
                actions.make_up(
                    session=get_object_or_404(Session, pk=session),
                    person=get_object_or_404(Person, pk=person),
                    form=given["form"],
                    on=given["on"],
                    minutes=given["minutes"] or 0,
                    by=request.viewer.person,
                    key=uuid5(given["key"], f"{session}-{person}"),
                )
            )
    return made


def _find_make_up(request: Asked, record: int) -> MakeUp:
    rows = MakeUp.objects.select_related("record__unit", "session__record", "session__unit", "person")
    made = get_object_or_404(rows, record=record)
    may_see_make_up(request.viewer, made).demand()
    return made


@signed_in
@require_safe
def make_up(request: Asked, record: int) -> HttpResponseBase:
    """One make-up: what it stands for, and what was booked."""
    made = _find_make_up(request, record)
    context = {
        "made": made,
        "entries": statements(made.record),
        "may_keep": may_make_up(request.viewer, made.session, made.person),
    }
    return render(request, "learning/make_up.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_make_up(request: Asked, record: int) -> HttpResponseBase:
    """A make-up that was noted wrongly: all is reversed, the session is owed again. Undone at once, it did not happen."""
    made = _find_make_up(request, record)
    may_make_up(request.viewer, made.session, made.person).demand()
    # the message after the act sends its key alone
    usual = {"reason": "not_held"}
    form = WithdrawForm(usual | request.POST.dict() if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_make_up(made=made, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The make-up is reversed; the session is owed again."))
            return redirect("learning:make_up", record)
    return render(request, "learning/withdraw_make_up.html", {"made": made, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_self_study(request: Asked) -> HttpResponseBase:
    """Enter what one studied alone; ``?person=`` lets a secretary enter it from paper."""
    person = request.viewer.person
    if asked := number_in(request.GET.get("person", "")):
        person = get_object_or_404(Person, pk=asked)
    may_study_for(request.viewer, person).demand()
    is_own = person.pk == request.viewer.person.pk
    home = request.viewer.home if is_own else home_of(person.pk, tree=Tree.PARTY, on=clock.today())
    form = SelfStudyForm(request.POST or None, programmes=programmes_of(home) if home else [])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            study = actions.record_self_study(
                person=person,
                by=request.viewer.person,
                **given | {"programmes": list(given["programmes"])},
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(
                request,
                _("%(duration)s of self-study are booked.") % {"duration": formats.duration(study.minutes)},
                undo_url=reverse("learning:withdraw_self_study", args=[study.record_id]),
            )
            return redirect("learning:self_study", study.record_id)
    return render(request, "learning/add_self_study.html", {"person": person, "form": form})


def _find_study(request: Asked, record: int) -> SelfStudy:
    study = get_object_or_404(SelfStudy.objects.select_related("record__unit", "person"), record=record)
    may_see_self_study(request.viewer, study).demand()
    return study


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def self_study(request: Asked, record: int) -> HttpResponseBase:
    """One entry of self-study, and the form that states it anew."""
    study = _find_study(request, record)
    seen = statements(study.record, SELF_STUDY).count()
    initial = {"on": study.on, "minutes": study.minutes, "material": study.material, "seen": seen}
    form = RestateSelfStudyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.restate_self_study(study=study, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The difference is booked."))
            return redirect("learning:self_study", record)
    context = {
        "study": study,
        "form": form,
        "entries": statements(study.record),
        "may_restate": may_study_for(request.viewer, study.person),
    }
    return render(request, "learning/self_study.html", context)


@signed_in
@require_POST
def withdraw_self_study(request: Asked, record: int) -> HttpResponseBase:
    """Undo an entry that was just made: it did not take place."""
    study = _find_study(request, record)
    may_study_for(request.viewer, study.person).demand()
    not_held = partial(
        actions.restate_self_study,
        study=study,
        on=study.on,
        minutes=0,
        material=study.material,
        reason="not_held",
        by=request.viewer.person,
    )
    press(request, not_held, done=_("The entry is reversed."))
    return redirect("learning:self_study", record)
