"""All writes of leaders' travel: asked, consented to in writing, approved, back, made up, closed (R1-104 to R1-107)."""

import uuid
from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from taizhang.ground.calendar.actions import give_leave_days
from taizhang.ground.duties.actions import begin_duties, open_duties, settle_duty
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.queries import owed_by
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import categories_on, home_on
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.ground.records import actions as records
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.travel.kinds import RESTRICTED, TripKind, TripReason, TripState
from taizhang.work.travel.models import Restriction, Trip
from taizhang.work.travel.rules import may_approve, may_ask, may_consent, may_note_return, may_restrict

CONSENTED = "travel.consent_given"
APPROVED = "travel.trip_approved"
REFUSED = "travel.trip_refused"
CLOSED = "travel.trip_closed"
# Owed by a leader who is back, until all that was missed is made up (R1-107).
RETURN = "travel.return"


def restricted_kinds(programme: Programme) -> tuple[str, ...]:
    """The kinds of travel that a programme restricts today; three unless its office said otherwise (R1-104)."""
    row = Restriction.objects.filter(programme=programme, to_on__isnull=True).first()
    return tuple(row.kinds) if row else tuple(kind.value for kind in RESTRICTED)


def restrict_travel(*, programme: Programme, kinds: Collection[str], by: Person, key: uuid.UUID) -> Restriction:
    """Say which kinds of travel a programme restricts from today; what was asked before stays as it is.

    Posts nothing: it is a rule of the programme, and no figure follows from it. Raises `Refusal` ``unknown_kind``.
    """
    content = {"programme": programme.pk, "kinds": sorted(map(str, kinds))}
    with claimed(key=key, by=by, action="travel.restrict_travel", content=content) as claim:
        if claim.is_repeat:
            return Restriction.objects.get(pk=claim.answer["restriction"])
        may_restrict(viewer_of(by), programme).demand()
        if set(map(str, kinds)) - set(TripKind.values):
            raise Refusal("unknown_kind", _("Choose from the listed kinds of travel."), field="kinds")
        today = clock.today()
        Restriction.objects.filter(programme=programme, to_on__isnull=True).update(to_on=today)
        row = Restriction.objects.create(programme=programme, kinds=sorted(map(str, kinds)), from_on=today)
        claim.answer = {"restriction": row.pk}
    return row


def ask_to_travel(
    *,
    programme: Programme,
    person: Person,
    kind: str,
    reason: str,
    from_on: date,
    to_on: date,
    words: str = "",
    by: Person,
    key: uuid.UUID,
) -> Trip:
    """Ask for an exception; it waits for the office first. Posts nothing: what is asked is not a fact yet.

    Raises `Refusal`: ``unknown_kind``, ``not_listed`` (only listed reasons), ``no_leader``, ``not_taking_part``,
    ``ends_before``, ``not_restricted`` (nobody has to ask), ``outside_window``, ``gone_already``.
    """
    content = {
        "programme": programme.pk,
        "person": person.pk,
        "kind": str(kind),
        "reason": str(reason),
        "from_on": from_on,
        "to_on": to_on,
        "words": words,
    }
    with claimed(key=key, by=by, action="travel.ask_to_travel", content=content) as claim:
        if claim.is_repeat:
            return Trip.objects.get(pk=claim.answer["trip"])
        home = home_on(person, tree=Tree.PARTY, on=clock.today())
        may_ask(viewer_of(by), home).demand()
        _check_request(programme, person, kind, reason, from_on, to_on)
        unit = home
        if unit is None or (programme.pk, unit.pk) not in taking_part([programme], [unit.pk], on=clock.today()):
            raise Refusal("not_taking_part", _("This unit does not take part in the programme."), field="programme")
        trip = Trip.objects.create(
            record=open_record(
                type="travel.trip", unit=unit, title=str(TripKind(kind).label), on=from_on, sight=Sight.NAMED
            ),
            programme=programme,
            person=person,
            unit=unit,
            kind=kind,
            reason=reason,
            from_on=from_on,
            to_on=to_on,
            asked_on=clock.today(),
        )
        _keep_words(trip, "request", words, by)
        claim.answer = {"trip": trip.pk}
    return trip


def give_consent(*, trip: Trip, consented: bool, signed_on: date, words: str = "", by: Person, key: uuid.UUID) -> Trip:
    """Record the office's written opinion with the day it bears; a no ends the request (R1-106).

    Posts ``travel.consent_given`` or ``travel.trip_refused``. A consent dated after departure is taken and flagged. Raises
    `Refusal`: ``wrong_state``, ``future_day``.
    """
    content = {"trip": trip.pk, "consented": consented, "signed_on": signed_on, "words": words}
    with claimed(key=key, by=by, action="travel.give_consent", content=content) as claim:
        held = _locked(trip)
        if claim.is_repeat:
            return held
        may_consent(viewer_of(by), held).demand()
        _demand_state(held, TripState.ASKED)
        if signed_on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="signed_on", day=signed_on)
        held.state = TripState.CONSENTED if consented else TripState.REFUSED
        held.consent_on = signed_on if consented else None
        held.save(update_fields=["state", "consent_on"])
        digest = _keep_words(held, "opinion", words, by)
        _post(held, CONSENTED if consented else REFUSED, "office", signed_on, by, key, digest)
    return held


def decide_travel(*, trip: Trip, approved: bool, words: str = "", by: Person, key: uuid.UUID) -> Trip:
    """Approve or refuse by the head above; impossible before the office has consented in writing (R1-106).

    From then on a session that the leader does not come to on these days is leave, and nobody asks for it again (R1-107).

    Posts ``travel.trip_approved`` or ``travel.trip_refused``. Raises `Refusal`: ``no_consent``, ``wrong_state``.
    """
    content = {"trip": trip.pk, "approved": approved, "words": words}
    with claimed(key=key, by=by, action="travel.decide_travel", content=content) as claim:
        held = _locked(trip)
        if claim.is_repeat:
            return held
        may_approve(viewer_of(by), held).demand()
        if held.state == TripState.ASKED:
            raise Refusal("no_consent", _("The campaign office has not consented in writing yet."))
        _demand_state(held, TripState.CONSENTED)
        today = clock.today()
        held.state = TripState.APPROVED if approved else TripState.REFUSED
        held.approved_on, held.approved_by = (today, by) if approved else (None, None)
        held.save(update_fields=["state", "approved_on", "approved_by"])
        if approved:
            give_leave_days(record=held.record, person=held.person, from_on=held.from_on, to_on=held.to_on)
        digest = _keep_words(held, "decision", words, by)
        _post(held, APPROVED if approved else REFUSED, held.kind if approved else "head", today, by, key, digest)
    return held


def note_return(*, trip: Trip, on: date, by: Person, key: uuid.UUID) -> Trip:
    """Note that the leader is back; what was missed meanwhile is owed as make-ups until the request closes (R1-107).

    The make-ups begin on that day. Who is back early has no leave for the days after.

    Posts nothing: the roll-calls have booked what was missed. Raises `Refusal`: ``wrong_state``, ``future_day``,
    ``before_departure``.
    """
    content = {"trip": trip.pk, "on": on}
    with claimed(key=key, by=by, action="travel.note_return", content=content) as claim:
        held = _locked(trip)
        if claim.is_repeat:
            return held
        may_note_return(viewer_of(by), held).demand()
        _demand_state(held, TripState.APPROVED)
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
        if on < held.from_on:
            raise Refusal("before_departure", _("This day lies before the departure."), field="on", day=on)
        held.state, held.returned_on = TripState.RETURNED, on
        held.save(update_fields=["state", "returned_on"])
        if on < held.to_on:
            give_leave_days(record=held.record, person=held.person, from_on=held.from_on, to_on=on)
        begin_duties(person=held.person, first=held.from_on, last=held.to_on, on=on)
        open_duties(
            kind=RETURN,
            record=held.record,
            homes={held.person_id: held.unit_id},
            opened_on=clock.today(),
            programme=held.programme,
        )
    return held


def close_trip(*, trip: Trip, by: Person, key: uuid.UUID) -> Trip:
    """Close a request once everything missed on the trip is made up; posts ``travel.trip_closed``.

    Raises `Refusal`: ``wrong_state``, ``not_made_up`` (with how many are open).
    """
    with claimed(key=key, by=by, action="travel.close_trip", content={"trip": trip.pk}) as claim:
        held = _locked(trip)
        if claim.is_repeat:
            return held
        may_note_return(viewer_of(by), held).demand()
        _demand_state(held, TripState.RETURNED)
        if waiting := len(still_owed(held)):
            words = {"count": waiting}
            raise Refusal("not_made_up", _("%(count)s missed on the trip are still to be made up.") % words)
        today = clock.today()
        held.state = TripState.CLOSED
        held.save(update_fields=["state"])
        settle_duty(kind=RETURN, record=held.record, person=held.person_id, by=held.record, on=today)
        _post(held, CLOSED, "", today, by, key, "")
    return held


def erase_words(*, person: Person) -> None:
    """Delete what was written about a person's travel; the rows and sums stay.

    Posts nothing: no figure depends on a word (settled question 4).
    """
    own = list(Trip.objects.filter(person=person).values_list("record", flat=True))
    records.erase_words(records=own, titles=False)


def still_owed(trip: Trip) -> list[Duty]:
    """What the leader still owes about things that took place on the trip, except the return itself."""
    until = trip.returned_on or trip.to_on
    rows = owed_by(trip.person_id).filter(record__on__gte=trip.from_on, record__on__lte=until)
    return list(rows.exclude(kind=RETURN))


def _check_request(programme: Programme, person: Person, kind: str, reason: str, from_on: date, to_on: date) -> None:
    if kind not in TripKind.values:
        raise Refusal("unknown_kind", _("Choose from the listed kinds of travel."), field="kind")
    if reason not in TripReason.values:
        raise Refusal("not_listed", _("Only the listed reasons allow an exception."), field="reason")
    if Category.LEADER not in categories_on([person.pk], on=clock.today()).get(person.pk, ()):
        raise Refusal("no_leader", _("Only leaders have to ask; others travel by the rules of their work."))
    if to_on < from_on:
        raise Refusal("ends_before", _("The return lies before the departure."), field="to_on")
    if to_on < clock.today():
        raise Refusal("gone_already", _("This trip is over; travel is asked for before departure."), field="to_on")
    if kind not in restricted_kinds(programme):
        raise Refusal("not_restricted", _("This kind of travel is not restricted; nobody has to ask."), field="kind")
    if to_on < programme.starts_on or (programme.ends_on and from_on > programme.ends_on):
        words = {
            "start": date_format(programme.starts_on),
            "end": date_format(programme.ends_on) if programme.ends_on else "",
        }
        reason_words = _("The programme runs from %(start)s to %(end)s; outside it nobody has to ask.") % words
        raise Refusal("outside_window", reason_words, field="from_on")


def _locked(trip: Trip) -> Trip:
    rows = Trip.objects.select_for_update(of=("self",)).select_related("record", "unit", "programme__unit", "person")
    return rows.get(pk=trip.pk)


def _demand_state(trip: Trip, state: TripState) -> None:
    if trip.state != state:
        words = {"state": TripState(trip.state).label}
        raise Refusal("wrong_state", _("This request stands at: %(state)s.") % words)


def _keep_words(trip: Trip, purpose: str, words: str, by: Person) -> str:
    """Keep a person's words with the request and return their digest; nothing for no words."""
    if not words.strip():
        return ""
    return write_text(record=trip.record, purpose=purpose, body=words.strip()[:1000], by=by).digest


def _post(trip: Trip, kind: str, code: str, on: date, by: Person, key: uuid.UUID, digest: str) -> None:
    places = taking_part([trip.programme], [trip.unit_id], on=on)
    programme = trip.programme_id if places else 0
    line = Line(kind, trip.unit_id, on, 1, code, programme, trip.person_id)
    post(source=trip.record, act=kind.partition(".")[2], lines=[line], by=by, key=key, words=digest)
