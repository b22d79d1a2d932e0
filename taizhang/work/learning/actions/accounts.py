"""What is told of a booked session beside its roll-call: what was discussed, who lectured or presented, what a visit was for.

A session with attendance alone is listed as empty (R1-68); its account makes it a full one.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import COUNTED, Category
from taizhang.ground.people.models import BodyMember, Membership, Person, PersonCategory
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import standing_on
from taizhang.ground.records.actions import write_text
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import correct, post, standing_lines
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.planning import locked
from taizhang.work.learning.kinds import Mark, SessionForm, SessionState
from taizhang.work.learning.lines import LECTURED, PRESENTED, Told, account_lines
from taizhang.work.learning.models import Account, Expert, Presented, Session
from taizhang.work.learning.roster import places_of, sheet_for
from taizhang.work.learning.rules import may_keep_experts, may_keep_sessions

ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of a session. ``cost`` is in fen, ``presented`` maps each presenter to the topic of the reflection."""

    discussion: str
    lecturer: Person | None = None
    expert: Expert | None = None
    purpose: str = ""
    cost: int = 0
    host: Unit | None = None
    takeaways: str = ""
    exemplar: str = ""
    presented: Mapping[int, str] = field(default_factory=dict)

    def as_content(self) -> dict[str, object]:
        """For the key of the act."""
        return {
            "discussion": self.discussion,
            "lecturer": self.lecturer and self.lecturer.pk,
            "expert": self.expert and self.expert.pk,
            "purpose": self.purpose,
            "cost": self.cost,
            "host": self.host and self.host.pk,
            "takeaways": self.takeaways,
            "exemplar": self.exemplar,
            "presented": {str(person): topic for person, topic in sorted(self.presented.items())},
        }


def tell_session(
    *, session: Session, said: Telling, reason: str = "wrong_person", by: Person, key: uuid.UUID
) -> Account:
    """Keep the account of a booked session, or state it anew; earlier words stay beside the new ones.

    Posts ``learning.session_recorded``, and by its form ``learning.lecture_given`` for the lecturer (at their home; as
    leader, tutor or other), ``learning.expert_talk_held``, ``learning.reflection_presented`` for each presenter,
    ``learning.visit_paid``. Stated anew only the difference is booked, for ``reason``. Raises `Refusal`: ``not_booked``,
    ``no_discussion``, ``no_lecturer``, ``no_purpose``, ``no_host``, ``no_exemplar``, ``was_not_there``.
    """
    content = {"session": session.pk, "reason": reason, **said.as_content()}
    with claimed(key=key, by=by, action="learning.tell_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return Account.objects.get(pk=claim.answer["account"])
        may_keep_sessions(viewer_of(by), held.unit).demand()
        _check(held, said)
        account, is_new = Account.objects.update_or_create(
            session=held,
            defaults={
                "lecturer": said.lecturer if held.form == SessionForm.LECTURE else None,
                "expert": said.expert,
                "purpose": said.purpose.strip()[:200],
                "cost": said.cost if held.form == SessionForm.FIELD_VISIT else 0,
                "host": said.host,
                "exemplar": said.exemplar.strip()[:120],
            },
        )
        held.presented.all().delete()
        Presented.objects.bulk_create(
            Presented(session=held, person_id=person, topic=topic.strip()[:120])
            for person, topic in said.presented.items()
        )
        for purpose, body in (("discussion", said.discussion), ("takeaways", said.takeaways)):
            if body.strip() and body.strip() != newest_words(held.record, purpose):
                write_text(record=held.record, purpose=purpose, body=body.strip(), by=by)
        lines = account_lines(held, told_of(account))
        if is_new:
            post(source=held.record, act=ACCOUNT, lines=lines, by=by, key=key)
        else:
            correct(source=held.record, act=ACCOUNT, lines=lines, by=by, key=key, reason=reason)
        claim.answer = {"account": account.pk}
    return account


def follow_roll_call(session: Session, *, booked: bool, by: Person, key: uuid.UUID, reason: str) -> None:
    """Let the account follow its roll-call: moved to another day, or reversed with it when it did not take place."""
    account = Account.objects.filter(session=session).first()
    if account is None or not (booked or standing_lines(session.record, ACCOUNT)):
        return
    lines = account_lines(session, told_of(account)) if booked else []
    correct(source=session.record, act=ACCOUNT, lines=lines, by=by, key=key, reason=reason)


def told_of(account: Account) -> Told:
    """What an account comes to in lines, from the rows as they stand."""
    session = account.session
    programmes = list(session.programmes.all())
    host = sheet_for(unit=session.unit, programmes=programmes, on=session.on).host
    persons = [(PRESENTED, "", row.person_id) for row in session.presented.order_by("person__code")]
    if account.lecturer_id:
        persons.append((LECTURED, lecturing_as(account.lecturer_id, session), account.lecturer_id))
    people = [person for _kind, _code, person in persons]
    homes = dict(
        Membership.objects.filter(
            standing_on(session.on), person_id__in=people, tree=session.unit.tree, kind__in=COUNTED
        ).values_list("person_id", "unit_id")
    )
    places = places_of(people, homes, programmes=programmes, tree=session.unit.tree, on=session.on)
    return Told(
        host=host,
        persons=persons,
        places={person: places.get(person, ((0, homes.get(person, session.unit_id)),)) for person in people},
        has_expert=account.expert_id is not None,
        cost=account.cost,
    )


def lecturing_as(person: int, session: Session) -> str:
    """Whether somebody lectures as a leader, as one of a team of tutors, or otherwise (R1-75, R1-77)."""
    on = session.on
    if PersonCategory.objects.filter(standing_on(on), person_id=person, category=Category.LEADER).exists():
        return "leader"
    teams = BodyMember.objects.filter(standing_on(on), person_id=person, body__kind=BodyKind.TUTOR_TEAM)
    return "tutor" if teams.exists() else "other"


def add_expert(*, unit: Unit, name: str, institution: str, field: str = "", by: Person, key: uuid.UUID) -> Expert:
    """Enter an expert from outside (R1-76). Posts nothing: the talks are what counts.

    Raises `Refusal`: ``no_name``, ``known_already``.
    """
    content = {"unit": unit.pk, "name": name, "institution": institution, "field": field}
    with claimed(key=key, by=by, action="learning.add_expert", content=content) as claim:
        if claim.is_repeat:
            return Expert.objects.get(pk=claim.answer["expert"])
        may_keep_experts(viewer_of(by), unit).demand()
        name, institution = name.strip()[:60], institution.strip()[:120]
        if not name or not institution:
            raise Refusal("no_name", _("Give name and institution."), field="institution" if name else "name")
        if Expert.objects.filter(unit=unit, name=name, institution=institution, is_withdrawn=False).exists():
            raise Refusal("known_already", _("This expert is on the list already."), field="name")
        expert = Expert.objects.create(unit=unit, name=name, institution=institution, field=field.strip()[:120])
        claim.answer = {"expert": expert.pk}
    return expert


def withdraw_expert(*, expert: Expert, by: Person, key: uuid.UUID) -> Expert:
    """Take an expert off the list and erase the name; the talks stay. Posts nothing: no talk is undone by it."""
    with claimed(key=key, by=by, action="learning.withdraw_expert", content={"expert": expert.pk}) as claim:
        held = Expert.objects.select_for_update(of=("self",)).select_related("unit").get(pk=expert.pk)
        if claim.is_repeat:
            return held
        may_keep_experts(viewer_of(by), held.unit).demand()
        held.is_withdrawn, held.name, held.field = True, "×", ""
        held.save(update_fields=["is_withdrawn", "name", "field"])
    return held


def _check(session: Session, said: Telling) -> None:
    if session.state != SessionState.CLOSED:
        raise Refusal("not_booked", _("The roll-call of this session is not booked yet."))
    if not said.discussion.strip():
        raise Refusal("no_discussion", _("Say in a few sentences what was discussed."), field="discussion")
    if session.form == SessionForm.LECTURE and not (said.lecturer or said.expert):
        raise Refusal("no_lecturer", _("Say who gave the lecture."), field="lecturer")
    if session.form == SessionForm.FIELD_VISIT and not said.purpose.strip():
        raise Refusal("no_purpose", _("Say what the visit was for."), field="purpose")
    if session.form == SessionForm.OBSERVATION and said.host is None:
        raise Refusal("no_host", _("Say which unit was visited."), field="host")
    if session.form == SessionForm.DEED_REPORT and not said.exemplar.strip():
        raise Refusal("no_exemplar", _("Say whose deeds were reported."), field="exemplar")
    there = set(session.marks.filter(mark=Mark.PRESENT).values_list("person_id", flat=True))
    if set(said.presented) - there:
        raise Refusal("was_not_there", _("Who presents was there."), field="presented")
