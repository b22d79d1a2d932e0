"""Names of lists explained where they appear (R1-96): the name opens its items, by tap, by key and on hover."""

import re
from itertools import count
from typing import Any, cast

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from taizhang.ground.programmes.models import NamedList
from taizhang.ground.programmes.queries import lists_seen_by

register = template.Library()
_COUNTER = "terms shown"
_KNOWN = "lists known"


@register.simple_tag(takes_context=True)
def explain(context: Context, text: str) -> SafeString:
    """``{% explain goal.text %}``: the text with each name of a list that speaks to the reader as a term that opens.

    Not inside a link or a button: the term is a button itself.
    """
    request = context.get("request")
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return conditional_escape(text)
    # one page asks once, whatever it includes
    shown = cast(dict[str, Any], context.render_context.dicts[0])
    if _KNOWN not in shown:
        shown[_KNOWN] = {named.name: named for named in lists_seen_by(viewer)}
        shown[_COUNTER] = count(1)
    known: dict[str, NamedList] = shown[_KNOWN]
    return marked(str(text), known, shown[_COUNTER])


def marked(text: str, known: dict[str, NamedList], numbers: "count[int]") -> SafeString:
    """The text with every name of ``known`` as a term; the longest name wins where several begin."""
    if not known:
        return conditional_escape(text)
    names = re.compile("|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)))
    parts: list[SafeString] = []
    place = 0
    for found in names.finditer(text):
        parts += [conditional_escape(text[place : found.start()]), _term(known[found.group()], next(numbers))]
        place = found.end()
    parts.append(conditional_escape(text[place:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _term(named: NamedList, number: int) -> SafeString:
    items = list(named.items.all())
    missing = named.stated - len(items)
    lines = [(f"{item.number}. {item.heading + '：' if item.heading else ''}{item.text}",) for item in items]
    if missing > 0 or not items:
        lines.append((_("not all of its items are known here"),))
    said = "\n".join(line for (line,) in lines)
    return format_html(
        '<button type="button" class="term" popovertarget="term-{}" title="{}">{}</button>'
        '<span class="term-note" id="term-{}" popover><b>{}</b>{}</span>',
        number,
        said,
        named.name,
        number,
        named.name,
        format_html_join("", "<span>{}</span>", lines),
    )
