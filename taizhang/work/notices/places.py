"""Where in which file a sentence stands, in words: page 3, 时间表!B3, paragraph 12 of annex 1."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from taizhang.work.notices.models import Part
from taizhang.work.notices.reading.extracting import Place, place_in


def part_at(parts: Sequence[Part], offset: int) -> Part | None:
    """The part of a notice that holds a character of its text."""
    return next((part for part in reversed(parts) if part.start <= offset), None)


def place_text(parts: Sequence[Part], offset: int) -> str:
    """The place of a character of a notice's text; empty for text that has no pages or cells."""
    part = part_at(parts, offset)
    if part is None:
        return ""
    within = _within(part, offset - part.start)
    if not part.number:
        return within
    annex = annex_text(part)
    return _("%(annex)s, %(place)s") % {"annex": annex, "place": within} if within else annex


def annex_text(part: Part) -> str:
    """An annex by its number."""
    return _("annex %(number)s") % {"number": part.number}


def _within(part: Part, offset: int) -> str:
    if not part.places:
        return ""
    place = place_in([Place(*one) for one in part.places], offset)
    match place.kind:
        case "page":
            return _("page %(name)s") % {"name": place.name}
        case "paragraph":
            return _("paragraph %(name)s") % {"name": place.name}
        case "footnote":
            return _("footnote %(name)s") % {"name": place.name}
        case "cell":
            return place.name
        case _:
            return ""
