"""Where in which file a sentence stands, in words: page 3, 时间表!B3, paragraph 12 of annex 1."""

from bisect import bisect_right
from collections.abc import Sequence

from django.utils.translation import gettext as _

from taizhang.work.notices.models import Part


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
    # a long file has thousands of places and its page asks for hundreds: they are searched as they are kept
    found = max(0, bisect_right(part.places, offset, key=lambda place: int(place[0])) - 1)
    _start, kind, name = part.places[found]
    match kind:
        case "page":
            return _("page %(name)s") % {"name": name}
        case "paragraph":
            return _("paragraph %(name)s") % {"name": name}
        case "footnote":
            return _("footnote %(name)s") % {"name": name}
        case "cell":
            return str(name)
        case _:
            return ""
