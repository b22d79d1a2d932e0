"""Items in words: the one line that a list shows, and the named fields below it."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category
from taizhang.ui import formats
from taizhang.work.notices.kinds import SHARES, Bound, ItemKind, Measure
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.recurrences import in_words

Words = str | Promise
_LABELS: dict[str, Words] = {kind.value: kind.label for kind in (*Category, *UnitKind)}


def line_of(item: DraftItem) -> str:
    """What an item says, on one line."""
    return _LINES[ItemKind(item.kind)](item.standing)


def line_of_fields(kind: str, fields: dict[str, Any]) -> str:
    """What fields of a kind say, on one line: for what was proposed beside what stands."""
    return _LINES[ItemKind(kind)](fields)


def details_of(item: DraftItem) -> list[tuple[str, str]]:
    """(label, value) of the fields that the line leaves out."""
    fields = item.standing
    rows: list[tuple[str, str]] = []
    if item.kind == ItemKind.REQUIREMENT:
        rows += [(_("Asked of"), audience_text(fields)), (_("Condition"), bound_text(fields))]
    if item.kind == ItemKind.DEADLINE:
        rows.append((_("Due on"), due_text(fields)))
    if item.kind == ItemKind.RESPONSIBILITY:
        rows.append((_("Lead unit"), "、".join(fields["lead"]) or formats.NOTHING))
        rows.append((_("Cooperating units"), "、".join(fields["support"]) or formats.NOTHING))
    if item.kind in (ItemKind.PHASE, ItemKind.STEP):
        rows.append((_("Reference dates"), span_text(fields)))
    if item.kind == ItemKind.NAMED_LIST:
        rows.append((_("Its items"), _("; ").join(fields["items"]) or _("not spelled out here")))
    if "phase" in fields:
        rows.append((_("In phase"), phase_text(int(fields["phase"] or 0))))
    return rows


def phase_text(number: int) -> str:
    """The place of a phase in the draft, or the whole programme."""
    return _("phase %(number)s") % {"number": number} if number else _("the whole programme")


def amount_text(fields: dict[str, Any]) -> str:
    """A quantity with its unit: 40 学时, 2/3, 90%."""
    amount = Fraction(str(fields["amount"]))
    if fields["measure"] in SHARES or (fields.get("unit") == "%" and amount <= 1):
        return str(amount) if amount.denominator in (3, 6, 7, 9) else formats.share(amount).replace(".0%", "%")
    number = f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):g}"
    return f"{number} {fields.get('unit', '')}".strip()


def bound_text(fields: dict[str, Any]) -> str:
    """The condition: ≥ 40 学时."""
    return f"{Bound(fields['op']).label} {amount_text(fields)}"


def audience_text(fields: dict[str, Any]) -> str:
    """Who is asked, and who is let off."""
    asked = "、".join(str(_LABELS.get(code, code)) for code in fields.get("audience") or ()) or _("everyone")
    exempt = "、".join(str(_LABELS.get(code, code)) for code in fields.get("exempt") or ())
    return _("%(asked)s, not: %(exempt)s") % {"asked": asked, "exempt": exempt} if exempt else asked


def due_text(fields: dict[str, Any]) -> str:
    """A day, or how often."""
    if fields.get("recurs"):
        return in_words(str(fields["recurs"]))
    return formats.day(_day(fields.get("due_on")))


def span_text(fields: dict[str, Any]) -> str:
    """From a day to a day, as far as they are known."""
    start, end = _day(fields.get("starts_on")), _day(fields.get("ends_on"))
    if start and end:
        return _("%(start)s to %(end)s") % {"start": formats.day(start), "end": formats.day(end)}
    if end:
        return _("until %(end)s") % {"end": formats.day(end)}
    return _("from %(start)s") % {"start": formats.day(start)} if start else _("no dates")


def _span(fields: dict[str, Any]) -> str:
    return _("%(name)s, %(span)s") % {"name": fields["name"], "span": span_text(fields)}


def _requirement(fields: dict[str, Any]) -> str:
    measure = Measure(fields["measure"])
    if measure in (Measure.COUNT, Measure.OTHER, Measure.AMOUNT):
        return str(fields["what"])
    said = {"measure": measure.label, "bound": bound_text(fields), "audience": audience_text(fields)}
    return _("%(measure)s %(bound)s, %(audience)s") % said


def _deadline(fields: dict[str, Any]) -> str:
    return _("%(due)s: %(what)s") % {"due": due_text(fields), "what": fields["what"]}


def _responsibility(fields: dict[str, Any]) -> str:
    said = {"lead": "、".join(fields["lead"]), "task": fields["task"]}
    if fields["support"]:
        return _("%(lead)s: %(task)s, with %(support)s") % {**said, "support": "、".join(fields["support"])}
    return _("%(lead)s: %(task)s") % said


def _condition(fields: dict[str, Any]) -> str:
    return str(fields["what"])


def _named_list(fields: dict[str, Any]) -> str:
    held, stated = len(fields["items"]), int(fields.get("stated") or 0)
    if stated and stated != held:
        said = {"name": fields["name"], "stated": stated, "held": held}
        return _("%(name)s: %(held)s of %(stated)s items spelled out") % said
    return _("%(name)s, %(items)s") % {"name": fields["name"], "items": counted_items(held)}


def counted_items(number: int) -> str:
    """How many things a list has."""
    return ngettext("%(number)s item", "%(number)s items", number) % {"number": number}


def _figure(fields: dict[str, Any]) -> str:
    return str(fields["what"])


_LINES: dict[ItemKind, Callable[[dict[str, Any]], str]] = {
    ItemKind.PHASE: _span,
    ItemKind.STEP: _span,
    ItemKind.REQUIREMENT: _requirement,
    ItemKind.DEADLINE: _deadline,
    ItemKind.RESPONSIBILITY: _responsibility,
    ItemKind.CONDITION: _condition,
    ItemKind.NAMED_LIST: _named_list,
    ItemKind.FIGURE: _figure,
}


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
