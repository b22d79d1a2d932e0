"""What a record counts for, with a button for each programme more or less; see `linking`."""

from collections.abc import Sequence
from typing import Any

from django import template

from taizhang.ground.programmes.models import Programme

register = template.Library()


@register.inclusion_tag("programmes/counts_for.html")
def counts_for(
    programmes: Sequence[Programme], others: Sequence[Programme], may_keep: object, link_url: str
) -> dict[str, Any]:
    """``{% counts_for programmes others may_keep link_url %}``: ``others`` are the programmes it might count for too."""
    return {"programmes": programmes, "others": others, "may_keep": may_keep, "link_url": link_url}
