"""The catalogue of materials: listing, changing, withdrawing. The requirement to read every must item follows it."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ground.materials import actions as ground
from taizhang.ground.materials.kinds import MaterialKind, Priority
from taizhang.ground.materials.models import Material, MaterialVersion, Reading
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.actions import NewRequirement, ask_for
from taizhang.ground.programmes.models import Operator, Programme
from taizhang.ground.records.actions import retitle_record
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post, standing_lines
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.curriculum.lines import LISTED, READ, REQUIREMENT_CHANGED
from taizhang.work.curriculum.rules import may_keep_material, may_keep_materials

LISTING = "listing"
METRIC = "must_read"
# Whose code would change in the ledger, one correction each, while a person waits.
MOST_READERS = 1_000


def list_material(
    *,
    programme: Programme,
    unit: Unit,
    kind: str,
    title: str,
    issuer: str = "",
    doc_number: str = "",
    priority: str = Priority.KEY,
    is_must: bool = False,
    for_all_staff: bool = False,
    due_on: date | None = None,
    by: Person,
    key: uuid.UUID,
) -> Material:
    """List a material of a programme, or a study task that a unit sets for its own people (R0-04, R2-25).

    Posts ``curriculum.material_listed``. A must item of the programme lets its requirement follow: everyone owes as many as
    are listed. Raises `Refusal`: ``no_title``, ``unknown_kind``, ``listed_already``.
    """
    given: dict[str, Any] = {
        "kind": str(kind),
        "title": title,
        "issuer": issuer,
        "doc_number": doc_number,
        "priority": str(priority),
        "is_must": is_must,
        "for_all_staff": for_all_staff,
        "due_on": due_on,
    }
    content = {"programme": programme.pk, "unit": unit.pk} | given
    with claimed(key=key, by=by, action="curriculum.list_material", content=content) as claim:
        if claim.is_repeat:
            return Material.objects.get(pk=claim.answer["material"])
        may_keep_materials(viewer_of(by), programme, unit).demand()
        material = ground.add_material(programme=programme, unit=unit, on=clock.today(), **given)
        post(source=material.record, act=LISTING, lines=[_listed(material)], by=by, key=key)
        _follow(programme, by=by, key=claim.part("requirement"))
        claim.answer = {"material": material.pk}
    return material


def change_material(
    *,
    material: Material,
    kind: str,
    title: str,
    issuer: str = "",
    doc_number: str = "",
    priority: str = Priority.KEY,
    is_must: bool = False,
    for_all_staff: bool = False,
    due_on: date | None = None,
    by: Person,
    key: uuid.UUID,
) -> Material:
    """Mend a listed material, or make it a must item. Who has read it already has read a must item then (R1-50).

    Raises `Refusal`: ``no_title``, ``unknown_kind``, ``withdrawn``, ``too_many_readers``.
    """
    content = {
        "material": material.pk,
        "kind": str(kind),
        "title": title,
        "issuer": issuer,
        "doc_number": doc_number,
        "priority": str(priority),
        "is_must": is_must,
        "for_all_staff": for_all_staff,
        "due_on": due_on,
    }
    with claimed(key=key, by=by, action="curriculum.change_material", content=content) as claim:
        held = _locked(material)
        if claim.is_repeat:
            return held
        may_keep_material(viewer_of(by), held).demand()
        _demand_listed(held)
        if not title.strip():
            raise Refusal("no_title", _("Give the material its title."), field="title")
        if kind not in MaterialKind or priority not in Priority:
            raise Refusal("unknown_kind", _("Choose one of the kinds of material."), field="kind")
        was = held.code
        held.kind, held.title, held.issuer = str(kind), title.strip()[:200], issuer.strip()[:120]
        held.doc_number, held.priority = doc_number.strip()[:80], str(priority)
        held.is_must, held.for_all_staff, held.due_on = is_must, for_all_staff, due_on
        held.save()
        retitle_record(record=held.record, title=held.title)
        if held.code != was:
            correct(source=held.record, act=LISTING, lines=[_listed(held)], by=by, key=key, reason="decided_anew")
            _recode(held, was, by=by, key=key)
            _follow(held.programme, by=by, key=claim.part("requirement"))
    return held


def withdraw_material(*, material: Material, by: Person, key: uuid.UUID) -> Material:
    """Take a material off the list; what was read stays read, but counts among the must items no more.

    Raises `Refusal`: ``withdrawn``, ``too_many_readers``.
    """
    with claimed(key=key, by=by, action="curriculum.withdraw_material", content={"material": material.pk}) as claim:
        held = _locked(material)
        if claim.is_repeat:
            return held
        may_keep_material(viewer_of(by), held).demand()
        _demand_listed(held)
        was = held.code
        held.withdrawn_on, held.is_must = clock.today(), False
        held.save(update_fields=["withdrawn_on", "is_must"])
        correct(source=held.record, act=LISTING, lines=[], by=by, key=key, reason="decided_anew")
        if held.code != was:
            _recode(held, was, by=by, key=key)
            _follow(held.programme, by=by, key=claim.part("requirement"))
    return held


def add_law_version(*, material: Material, label: str, from_on: date, by: Person, key: uuid.UUID) -> MaterialVersion:
    """Note that a new version of a law comes into force; a reading says which one was read (R1-46).

    Posts nothing: which version is in force is what is to be read, not what was done. Raises `Refusal`: ``no_title``,
    ``before_last``, ``withdrawn``.
    """
    content = {"material": material.pk, "label": label, "from_on": from_on}
    with claimed(key=key, by=by, action="curriculum.add_law_version", content=content) as claim:
        if claim.is_repeat:
            return MaterialVersion.objects.get(pk=claim.answer["version"])
        held = _locked(material)
        may_keep_material(viewer_of(by), held).demand()
        _demand_listed(held)
        version = ground.add_version(material=held, label=label, from_on=from_on)
        claim.answer = {"version": version.pk}
    return version


def _locked(material: Material) -> Material:
    rows = Material.objects.select_for_update(of=("self",)).select_related("record", "programme", "unit")
    return rows.get(pk=material.pk)


def _demand_listed(material: Material) -> None:
    if material.withdrawn_on:
        raise Refusal("withdrawn", _("This material was taken off the list."))


def _listed(material: Material) -> Line:
    return Line(LISTED, material.unit_id, material.record.on, 1, material.code)


def _recode(material: Material, was: str, *, by: Person, key: uuid.UUID) -> None:
    """Let every reading of a material carry its new short word: the acts that noted them are stated anew."""
    readings = list(Reading.objects.filter(material=material).select_related("record"))
    if len(readings) > MOST_READERS:
        raise Refusal(
            "too_many_readers",
            _("More than 1,000 people have read it already. List it anew instead."),
            field="is_must",
        )
    by_act: Mapping[tuple[int, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        is_ticked = reading.record_id == material.record_id
        by_act[reading.record_id, f"read-{reading.person_id}" if is_ticked else "roll_call"].append(reading)
    for (record, act), group in by_act.items():
        source, readers = group[0].record, {reading.person_id for reading in group}
        standing = [line for line, _phase in standing_lines(source, act)]
        moved: list[Line] = []
        for line in standing:
            if line.kind == READ and line.code == was and line.member in readers:
                readers.discard(line.member)
                moved.append(Line(READ, line.unit, line.occurred_on, -1, was, line.programme, line.member, line.copy))
                moved.append(
                    Line(READ, line.unit, line.occurred_on, 1, material.code, line.programme, line.member, line.copy)
                )
        correct(
            source=source,
            act=act,
            lines=[*standing, *moved],
            by=by,
            key=uuid.uuid5(key, f"{record} {act}"),
            reason="decided_anew",
        )


def _follow(programme: Programme, *, by: Person, key: uuid.UUID) -> None:
    """Ask of everyone as many must items as the programme lists; the requirement is superseded, never edited."""
    listed = Material.objects.filter(
        programme=programme, unit=programme.unit, is_must=True, withdrawn_on__isnull=True
    ).count()
    new = NewRequirement(_("Every must item is read"), METRIC, Operator.AT_LEAST, listed)
    made = ask_for(programme=programme, new=new)
    if made is None:
        return
    post(
        source=programme.record,
        act=f"requirement-{made.number}-v{made.version}",
        lines=[Line(REQUIREMENT_CHANGED, programme.unit_id, clock.today(), 1)],
        by=by,
        key=key,
    )
