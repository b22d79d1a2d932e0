"""A person's words are erased when they leave and ask for it; the number that stood for them stays (settled question 4).

Every context erases the words it holds about the person; the ledger holds none, so sums and seals stay as they are.
"""

import uuid

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.ground.calendar import actions as calendar
from taizhang.ground.messages import actions as messages
from taizhang.ground.people import actions as people
from taizhang.ground.people import queries
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied, Refusal
from taizhang.ui import toasts
from taizhang.ui.acts import sent_key
from taizhang.work.contact_points import actions as contact_points
from taizhang.work.curriculum import actions as curriculum
from taizhang.work.learning import actions as learning
from taizhang.work.meetings import actions as meetings
from taizhang.work.membership import actions as membership
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls import queries as roll_queries
from taizhang.work.rolls import rules
from taizhang.work.travel import actions as travel


def may_erase_person(viewer: Viewer, person: Person) -> Answer:
    """Those who keep the roster of every unit the person belongs to; nobody erases themself out of the books."""
    homes = queries.homes_of(person)
    if viewer.person.pk == person.pk:
        return Denied(_("Ask your secretary: nobody erases themself."))
    if not homes:
        return Denied(_("This person belongs to no unit any more."))
    for home in homes:
        if not (answer := rules.may_keep_roster(viewer, home.unit)):
            return answer
    return Allowed()


def erase_person(*, person: Person, by: Person, key: uuid.UUID) -> None:
    """Take a person off all rolls and erase name, roster number, account and every word of theirs or about them.

    Posts ``rolls.member_left`` through rolls, and nothing for the words: what is erased leaves no trace of its content.
    Raises `Refusal` ``erased_already`` and those of `rolls.release_member`.
    """
    with claimed(key=key, by=by, action="flows.erase_person", content={"person": person.pk}) as claim:
        if claim.is_repeat:
            return
        held = Person.objects.select_for_update().get(pk=person.pk)
        if held.erased_on is not None:
            raise Refusal("erased_already", _("This person was erased already."))
        may_erase_person(viewer_of(by), held).demand()
        today = clock.today()
        for home in queries.homes_of(held):
            part = claim.part(f"left {home.unit_id}")
            rolls.release_member(person=held, unit=home.unit, on=today, by=by, key=part)
        learning.erase_words(person=held)
        meetings.erase_words(person=held)
        travel.erase_words(person=held)
        contact_points.erase_words(person=held)
        curriculum.erase_words(person=held)
        membership.erase_words(person=held)
        messages.erase_words(person=held)
        calendar.close_feed(person=held)
        calendar.forget_away(person=held)
        people.erase_person(person=held, on=today)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Asked, number: int) -> HttpResponseBase:
    """One confirmation that states the consequence, then the act."""
    person = roll_queries.person_at(request.viewer, number)
    answer = may_erase_person(request.viewer, person)
    answer.demand()
    if request.method == "POST":
        erase_person(person=person, by=request.viewer.person, key=sent_key(request))
        toasts.say(request, _("Name and words are erased; what was counted stays counted."))
        return redirect(reverse("rolls:units"))
    return render(
        request,
        "ui/confirm.html",
        {
            "title": _("Erase %(name)s") % {"name": person.name},
            "consequence": _(
                "The name, the roster number, the account and every word by or about this person are deleted for good. "
                "The figures and their seals stay as they are: a number stands where the person stood."
            ),
            "facts": [(_("Leaves"), home.unit.name) for home in queries.homes_of(person)],
            "action": _("Erase for good"),
            "action_url": request.path,
            "cancel_url": reverse("rolls:person", args=[number]),
        },
    )


@signed_in
def button(request: Asked, number: int) -> HttpResponseBase:
    """The button that a person's page takes in, for those who may press it."""
    person = roll_queries.person_at(request.viewer, number)
    may = bool(may_erase_person(request.viewer, person))
    return render(request, "flows/erase_button.html", {"may": may, "number": number})
