"""What stays where it was written: a note for oneself beside an exemplar, a concern that points to help. Nothing here is posted:
it is confidential (settled question 33)."""

import uuid

from django.utils.translation import gettext as _

from taizhang.ground.materials.kinds import EXEMPLARS
from taizhang.ground.materials.models import Material
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records import actions as records
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.curriculum.kinds import Concern
from taizhang.work.curriculum.models import GapNote, Note, NoteLook, QualityFlag
from taizhang.work.curriculum.rules import may_flag, may_read_catalogue

ERASED = "×"


def keep_gap_note(*, material: Material, words: str, by: Person, key: uuid.UUID) -> GapNote | None:
    """Keep for oneself what one lacks beside an exemplar; no words erase the note for good (R4-34).

    Posts nothing: it is nobody else's. Raises `Refusal` ``not_an_exemplar``.
    """
    content = {"material": material.pk, "words": words}
    with claimed(key=key, by=by, action="curriculum.keep_gap_note", content=content) as claim:
        held = GapNote.objects.filter(material=material, person=by)
        if claim.is_repeat:
            return held.first()
        may_read_catalogue(viewer_of(by), material.programme).demand()
        if material.kind not in EXEMPLARS:
            raise Refusal("not_an_exemplar", _("A note for oneself stands beside an exemplar."))
        if not words.strip():
            held.delete()
            return None
        note, _is_new = GapNote.objects.update_or_create(
            material=material, person=by, defaults={"words": words.strip()[:4000], "on": clock.today()}
        )
    return note


def flag_concern(*, unit: Unit, person: Person, concern: str, help: str, by: Person, key: uuid.UUID) -> QualityFlag:
    """Note that somebody's study needs help, and which was agreed; it never leaves the branch (R1-65).

    Posts nothing: confidential. Raises `Refusal`: ``unknown_concern``, ``no_help``, ``not_of_unit``.
    """
    content = {"unit": unit.pk, "person": person.pk, "concern": str(concern), "help": help}
    with claimed(key=key, by=by, action="curriculum.flag_concern", content=content) as claim:
        if claim.is_repeat:
            return QualityFlag.objects.get(pk=claim.answer["flag"])
        may_flag(viewer_of(by), unit).demand()
        if concern not in Concern:
            raise Refusal("unknown_concern", _("Choose one of the listed concerns."), field="concern")
        if not help.strip():
            raise Refusal("no_help", _("Say what helps; a concern alone helps nobody."), field="help")
        if not person.memberships.filter(unit=unit, to_on__isnull=True).exists():
            raise Refusal("not_of_unit", _("This person does not belong to this unit."), field="person")
        flag = QualityFlag.objects.create(
            unit=unit, person=person, concern=str(concern), help=help.strip()[:300], by=by, on=clock.today()
        )
        claim.answer = {"flag": flag.pk}
    return flag


def settle_concern(*, flag: QualityFlag, by: Person, key: uuid.UUID) -> QualityFlag:
    """The help has helped. Posts nothing: confidential. Raises `Refusal` ``settled``."""
    with claimed(key=key, by=by, action="curriculum.settle_concern", content={"flag": flag.pk}) as claim:
        held = QualityFlag.objects.select_for_update(of=("self",)).select_related("unit").get(pk=flag.pk)
        if claim.is_repeat:
            return held
        may_flag(viewer_of(by), held.unit).demand()
        if held.settled_on:
            raise Refusal("settled", _("This is settled already."))
        held.settled_on = clock.today()
        held.save(update_fields=["settled_on"])
    return held


def erase_words(*, person: Person) -> None:
    """Delete a person's notes, the comments on them, what they kept for themself and what was noted about their study.

    Posts nothing: no figure depends on a word (settled question 4).
    """
    notes = Note.objects.filter(person=person)
    records.erase_words(records=list(notes.values_list("record", flat=True)))
    notes.update(title=ERASED)
    NoteLook.objects.filter(person=person).update(comment="")
    GapNote.objects.filter(person=person).delete()
    QualityFlag.objects.filter(person=person).delete()
