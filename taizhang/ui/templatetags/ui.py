"""Tags and filters of the pages: figures that open, status, dates and hours, forms, tables, charts of one line."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from taizhang.lib import clock
from taizhang.ui import charts, formats, parts, toasts

register = template.Library()

register.filter("day", formats.day)
register.filter("day_full", formats.day_full)
register.filter("day_of_week", formats.day_of_week)
register.filter("clock", formats.time_of_day)
register.filter("moment", formats.moment)
register.filter("moment_full", formats.moment_full)
register.filter("number", formats.number)
register.filter("hours", formats.hours)
register.filter("hours_short", formats.hours_short)
register.filter("duration", formats.duration)
register.filter("undo_url", toasts.undo_url)


@register.simple_tag
def share(part: int | Fraction | None, whole: int | None = 1) -> str:
    """``{% share 2 3 %}`` or ``{% share fraction %}``: 66.7%."""
    return formats.share(part, whole)


@register.simple_tag
def percent(part: int | Fraction, whole: int = 1) -> str:
    """A share without the sign, for a column headed by %."""
    return formats.percent(part, whole)


@register.simple_tag
def figure(value: object, url: str = "", label: str = "") -> SafeString:
    """A figure that opens: ``{% figure 903 url %}``. Without an address it is only the figure.

    A whole number is grouped (1,267); anything else is written as given. ``label`` says for a listener what it counts.
    """
    written = formats.number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)
    if not url:
        return format_html("{}", written)
    if label:
        return format_html('<a class="n" href="{}" aria-label="{} {}">{}</a>', url, label, written, written)
    return format_html('<a class="n" href="{}">{}</a>', url, written)


@register.simple_tag
def name_link(name: str, url: str = "") -> SafeString:
    """The name of a person, a unit or a record; a link where the reader may open it."""
    return format_html('<a class="n" href="{}">{}</a>', url, name) if url else format_html("{}", name)


# Translated when one is asked for: a matrix has a mark in every cell.
STATUS_WORDS = {
    "done": pgettext_lazy("status", "done"),
    "ok": pgettext_lazy("status", "met"),
    "due": pgettext_lazy("status", "under way"),
    "idle": pgettext_lazy("status", "not begun"),
    "over": pgettext_lazy("status", "overdue"),
    "redo": pgettext_lazy("status", "to be redone"),
    "na": pgettext_lazy("status", "does not apply"),
    "wait": pgettext_lazy("status", "waiting to be sent"),
}


def status_word(shape: str) -> str:
    """The plain word of a shape; pages usually give a better one (已销号, 逾期 6 天)."""
    return str(STATUS_WORDS[shape])


@register.simple_tag
def status(shape: str, word: str = "") -> SafeString:
    """Shape, word and colour together: ``{% status "over" "逾期 6 天" %}``. Shapes: done ok due idle over redo na wait."""
    return format_html(
        '<span class="status {}">{}{}</span>', shape, charts.glyph_use(shape), word or status_word(shape)
    )


@register.simple_tag
def glyph(shape: str, word: str = "") -> SafeString:
    """Only the shape; its word is there for a listener. ``word="-"`` when the word stands beside it anyway."""
    if word == "-":
        return charts.glyph_use(shape)
    return format_html('{}<span class="sr">{}</span>', charts.glyph_use(shape), word or status_word(shape))


@register.simple_tag
def heat_cell(part: int, whole: int, url: str = "", late: bool = False) -> SafeString:
    """A cell of a heat map: a tick when all meet it, else the share in whole per cents (cut), shaded by the gap."""
    if not whole:
        return format_html('<td class="cell">{}</td>', glyph("na"))
    met = Fraction(part, whole)
    if met >= 1 and not late:
        return format_html('<td class="cell">{}</td>', glyph("ok"))
    written = figure(100 * part // whole, url)
    if late:
        return format_html('<td class="cell late">{}{}</td>', glyph("over"), written)
    return format_html('<td class="cell {}">{}</td>', charts.gap_class(met), written)


@register.simple_tag
def bar(part: int | Fraction, whole: int = 1, title: str = "", state: str = "idle") -> SafeString:
    """A thin bar: ``{% bar 198 318 "198 / 318" %}``."""
    return charts.bar(Fraction(part) / whole if whole else 0, title=title or formats.share(part, whole), state=state)


@register.simple_tag
def squares(met: int, total: int, title: str, late: int = 0) -> SafeString:
    """One square per person or problem: ``{% squares 20 22 "20 / 22" %}``."""
    return charts.squares(met, total, title=title, late=late)


@register.simple_tag(takes_context=True)
def sort_head(context: Context, key: str, label: str, css: str = "") -> SafeString:
    """A head cell that sorts by ``?sort=key``, again to turn it round. Never for results: names, codes, dates."""
    query = context["request"].GET
    asked = query.get("sort", "")
    turned = f"-{key}" if asked == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(asked, "")
    return format_html(
        '<th scope="col" class="{}"{}><a href="{}">{}</a></th>',
        css,
        format_html(' aria-sort="{}"', order) if order else "",
        parts.query_with(query, sort=turned),
        label,
    )


@register.inclusion_tag("ui/partials/export_links.html", takes_context=True)
def export_links(context: Context, count: int | None = None, kinds: str = "xlsx") -> dict[str, Any]:
    """Links that export exactly what is shown (``?export=xlsx`` on the same query) and a button that prints."""
    query = context["request"].GET
    links = [(kind, parts.query_with(query, export=kind)) for kind in kinds.split()]
    return {"links": links, "count": count}


@register.inclusion_tag("ui/partials/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Where we are in a long list, and the way on; the rest of the query stays."""
    query = context["request"].GET

    def address(number: int) -> str:
        without = parts.query_with(query)
        return f"{without}{'&' if len(without) > 1 else ''}page={number}"

    return {
        "page": page,
        "total": page.paginator.count,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/forms/field.html")
def field(bound: BoundField, optional: bool | None = None) -> dict[str, Any]:
    """One field of a form: label, hint, control, error. ``optional=False`` drops the note (选填)."""
    kind = bound.widget_type
    return {
        "field": bound,
        "is_check": kind == "checkbox",
        "is_optional": not bound.field.required and kind != "checkbox" if optional is None else optional,
    }


@register.inclusion_tag("ui/forms/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All visible fields of a form in order, and the hidden ones."""
    return {"form": form}


@register.inclusion_tag("ui/forms/errors.html")
def form_errors(form: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """What is to be mended, above the form: each line names row and field and leads to it."""
    return {"errors": list(_errors(form))}


def _errors(form: BaseForm | BaseFormSet[Any]) -> Iterable[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        yield from ({"where": "", "what": str(error), "id": ""} for error in form.non_form_errors())
        for place, row in enumerate(form.forms, start=1):
            for error in _errors(row):
                where = _("Row %(row)s") % {"row": place}
                yield {**error, "where": f"{where} {error['where']}".strip()}
        return
    for key, reasons in form.errors.items():
        bound = form[key] if key in form.fields else None
        for reason in reasons:
            yield {
                "where": str(bound.label) if bound else "",
                "what": str(reason),
                "id": bound.id_for_label or bound.auto_id if bound else "",
            }


@register.simple_tag
def key() -> SafeString:
    """The hidden key of a form that is one button, new for each form drawn: pressed twice, it is one act."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


@register.simple_tag
def prefilled(label: str, value: object, source: str) -> SafeString:
    """A field that nobody fills, as the figure is known: 参学人数 22 · 取自点名，不用填."""
    return format_html(
        '<div class="field"><span class="label">{}</span><div class="prefilled"><span>{}</span>'
        "<small>{}</small></div></div>",
        label,
        value,
        source,
    )


@register.simple_tag
def html_lang() -> str:
    """The language of the page as a tag of BCP 47."""
    code = get_language() or "zh-hans"
    return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code, code)


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme the reader chose: auto, light or dark."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request else "auto"
    return chosen if chosen in ("light", "dark") else "auto"


@register.simple_tag
def now_full() -> str:
    """The moment of printing, with the year."""
    return formats.moment_full(clock.now())
