"""A required text read in hours of one's own choice: the reading and its minutes by one act, nothing typed twice (R0-11).

It counts in full, whenever it was read, by the day the text was due from the beginning.
"""

import uuid
from datetime import date

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.ground.materials.models import Material
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied, Refusal
from taizhang.ui import toasts
from taizhang.ui.forms import KeyedForm
from taizhang.ui.widgets import DayInput
from taizhang.work.curriculum import actions as curriculum
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import SelfStudy


def may_read_alone(material: Material, person: Person) -> Answer:
    """Everybody for whom the text is listed, for themselves."""
    listed_for = material.unit
    if person.memberships.filter(unit__path__startswith=listed_for.path, tree=listed_for.tree).exists():
        return Allowed()
    return Denied(_("This material is listed for other people."))


def read_alone(*, material: Material, minutes: int, on: date | None = None, by: Person, key: uuid.UUID) -> SelfStudy:
    """Note that one has read a listed text alone, and how long it took; evening and home count as any hour.

    Posts ``curriculum.material_read`` and ``learning.study_minutes``. Raises `Refusal` ``read_already`` and those of
    `curriculum.note_read` and `learning.record_self_study`.
    """
    content = {"material": material.pk, "minutes": minutes, "on": on}
    with claimed(key=key, by=by, action="flows.read_alone", content=content) as claim:
        if claim.is_repeat:
            return SelfStudy.objects.get(pk=claim.answer["study"])
        may_read_alone(material, by).demand()
        if material.readings.filter(person=by).exists():
            raise Refusal("read_already", _("This text is noted as read already."))
        curriculum.note_read(material=material, person=by, on=on, by=by, key=claim.part("reading"))
        study = learning.record_self_study(
            person=by,
            on=on or clock.today(),
            minutes=minutes,
            material=material.title,
            programmes=[material.programme],
            by=by,
            key=claim.part("minutes"),
        )
        claim.answer = {"study": study.pk}
    return study


class ReadAloneForm(KeyedForm):
    """How long it took, and when."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=24 * 60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput(), initial=clock.today)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Asked, record: int) -> HttpResponseBase:
    """Read, and how long: one sheet on the phone."""
    material = get_object_or_404(Material.objects.select_related("unit", "programme", "record"), record=record)
    may_read_alone(material, request.viewer.person).demand()
    form = ReadAloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            study = read_alone(material=material, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            toasts.say(request, _("“%(title)s” is noted as read, with its time.") % {"title": material.title})
            return redirect("learning:self_study", study.record_id)
    return render(
        request,
        "ui/form.html",
        {
            "form": form,
            "title": _("Read: %(title)s") % {"title": material.title},
            "lead": _("In hours you choose, in the evening or at home; it counts in full."),
            "action": _("I have read it"),
            "cancel_url": reverse("curriculum:material", args=[record]),
        },
    )
