"""The text of a notice as markup: here and not in a template, as a line's end between two pieces would show as a gap."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from taizhang.ground.programmes.models import Phase
from taizhang.work.notices.document import Piece
from taizhang.work.notices.models import Part

register = template.Library()


@register.simple_tag
def piece(part: Piece, lit: Collection[str] = (), oob: bool = False) -> SafeString:
    """One stretch of the text: underlined where an item stands on it, grey where it was set aside.

    ``lit`` holds the ids of the chosen sentence; ``oob`` swaps the stretch alone into a page that stands.
    """
    words = format_html("{}", part.text)
    if part.id:
        css = f"kind-{part.underline}{' struck' if part.is_struck else ''}{' lit' if part.id in lit else ''}"
        swap = SafeString(' hx-swap-oob="true"') if oob else ""
        words = format_html('<mark id="{}" class="{}"{}>{}</mark>', part.id, css, swap, words)
    elif part.aside:
        words = format_html(
            '<span class="boilerplate" data-label="{}" title="{}"><span class="sr">{}</span>{}</span>',
            part.aside,
            part.why,
            part.why,
            words,
        )
    if oob:
        return words
    # a word joiner, so that the number never begins a line
    return words + format_html_join("", "<sup>&#8288;{}</sup>", ((number,) for number in part.ends))


@register.simple_tag
def waits_of(part: Part, waiting: Mapping[int, int]) -> int:
    """How many changes of an annex wait for a decision."""
    return waiting.get(part.number, 0)


@register.simple_tag
def steps_under(steps: Mapping[int, list[dict[str, Any]]], phase: Phase) -> list[dict[str, Any]]:
    """The rows of the steps of a phase."""
    return steps.get(phase.pk, [])
