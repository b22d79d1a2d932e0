"""Tags of the pages that show figures: panels that their owner fills, links that exist only when their page does."""

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from taizhang.ground.duties.models import Duty
from taizhang.ground.records.models import Record
from taizhang.metrics.catalogue import Metric
from taizhang.oversight.dashboards import amounts

register = template.Library()


@register.simple_tag
def panel(name: str, *args: object, query: str = "") -> SafeString:
    """A panel loaded from its owner's address: ``{% panel "learning:my_panel" %}``; nothing when there is no such page."""
    address = way(name, *args)
    if not address:
        return SafeString("")
    return render_to_string("ui/partials/loading.html", {"url": f"{address}?{query}" if query else address})


@register.simple_tag
def way(name: str, *args: object) -> str:
    """The address of a page by name, or nothing when no part of the house offers it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def duty_words(duty: Duty) -> str:
    """What a duty asks for, in words."""
    return amounts.duty_words(duty.kind, duty.record.title)


@register.filter
def record_url(record: Record) -> str:
    """The page of a record: type ``learning.session`` has the address ``learning:session``."""
    app, _dot, noun = record.type.partition(".")
    return way(f"{app}:{noun}", record.pk)


@register.simple_tag
def amount(metric: Metric, smallest: int, per_hour: int = 60) -> str:
    """A sum behind a metric as shown: hours for minutes, else the number."""
    return amounts.amount(metric, smallest, per_hour)
