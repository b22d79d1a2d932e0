"""My campaign: what I still owe, how far I am, what stands booked about me."""

from fractions import Fraction

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.oversight.dashboards import amounts
from taizhang.oversight.dashboards.queries import member
from taizhang.ui import charts


@signed_in
@require_safe
def my_campaign(request: Asked) -> HttpResponse:
    """The signed-in person's own page (phone first)."""
    page = member.my_campaign(
        request.viewer,
        programme=request.GET.get("programme", ""),
        every_record=request.GET.get("records") == "all",
    )
    return render(
        request,
        "dashboards/my_campaign.html",
        {"page": page, "rings": [(one, ring(one)) for one in page.rings], "now": clock.now(), "today": clock.today()},
    )


def ring(asked: member.Asked) -> SafeString:
    """A requirement as a ring: filled as far as it is met, with a notch where the threshold of a share lies."""
    requirement = asked.judged.requirement
    threshold = Fraction(requirement.numerator, requirement.denominator)
    held = amounts.fraction(asked.judged.value)
    is_share = asked.value.endswith("%")
    figure = asked.value
    if is_share:
        figure = f"{held * 100 // 1}%"
    return charts.ring(
        held if is_share else held / threshold if threshold else Fraction(1),
        title=_("%(what)s: %(value)s, asked %(condition)s")
        % {"what": asked.label, "value": asked.value, "condition": asked.condition},
        figure=figure,
        against=f"/ {amounts.threshold(requirement, asked.per_hour)}",
        notch=threshold if is_share else None,
        state="done" if asked.judged.is_met else "due" if held else "idle",
    )
