"""Findings in words: what a check asks, and what is lacking, as the secretary reads it beside the draft and in a refusal."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ui import formats
from taizhang.work.plans.checks import Finding

MINUTES = {"study_minutes", "group_minutes", "self_minutes"}


def numbers(items: tuple[int, ...]) -> str:
    """Items by their numbers: 2, 3, 5; after six it says that there are more."""
    said = _(", ").join(str(number) for number in items[:6])
    return said + "…" if len(items) > 6 else said


def value_words(value: Fraction | None, metric: str, per_hour: int) -> str:
    """A planned or asked value as people speak of it: hours, a share, a number. Cut, never rounded up."""
    if value is None:
        return ""
    if metric == "group_share":
        tenths = (value * 1000).__floor__()
        return f"{tenths // 10}.{tenths % 10}%"
    if metric in MINUTES:
        return formats.hours_short(value.__floor__() * 60 // per_hour)
    return formats.number(value.__floor__())


def check_words(finding: Finding) -> str:
    """What a check asks."""
    if finding.demand:
        return finding.demand.title
    return {
        "task": _("Task"),
        "time": _("Time of every item"),
        "content": _("Content of every item"),
        "asks": _("What is asked of each member"),
        "hours": _("Hours of every item"),
        "notes": _("Study notes"),
        "essays": _("Reflection essays"),
        "dates": _("Every day lies in the phase"),
        "list_items": _("An action for every item of the list"),
        "owners": _("Somebody answers for every action"),
    }[finding.code]


def standing_words(finding: Finding, per_hour: int) -> str:
    """What stands beside a check: planned of asked, or the items that lack it."""
    if finding.have is not None and finding.need is not None and finding.demand:
        metric = finding.demand.metric
        need = formats.share(finding.need) if metric == "group_share" else value_words(finding.need, metric, per_hour)
        return f"{value_words(finding.have, metric, per_hour)} / {need}"
    if finding.is_met:
        return ""
    if finding.items:
        return _("item %(items)s") % {"items": numbers(finding.items)}
    return _("missing")


def lacking_words(finding: Finding, per_hour: int) -> str:
    """One thing that is lacking, as a clause of the refusal."""
    items = numbers(finding.items)
    if finding.demand and finding.have is not None:
        return _("%(title)s, planned %(have)s") % {
            "title": finding.demand.title,
            "have": value_words(finding.have, finding.demand.metric, per_hour),
        }
    if finding.demand:
        return _("no item serves “%(title)s”") % {"title": finding.demand.title}
    if finding.code == "list_items":
        return ngettext(
            "%(number)s item of the list has no action",
            "%(number)s items of the list have no action",
            len(finding.missing),
        ) % {"number": len(finding.missing)}
    if finding.items:
        return {
            "time": _("item %(items)s has no day"),
            "content": _("item %(items)s has no content"),
            "hours": _("item %(items)s has no hours"),
            "dates": _("item %(items)s lies outside the phase"),
            "owners": _("nobody answers for item %(items)s"),
        }[finding.code] % {"items": items}
    return {
        "task": _("the task is blank"),
        "asks": _("what is asked of each member is blank"),
        "notes": _("the number of study notes is blank"),
        "essays": _("the number of essays is blank"),
    }.get(finding.code, _("there is no item yet"))
