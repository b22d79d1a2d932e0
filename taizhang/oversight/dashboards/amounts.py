"""Amounts in words: whole numbers of the smallest unit, as a reader says them. Shown values are cut, never rounded up."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.ledger.measures import Measure
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.metrics.judging import Judged, Value
from taizhang.metrics.yearly import is_ratio
from taizhang.ui import formats

_SIGNS = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.EXACTLY: "="}


def hours(minutes: int, per_hour: int = 60) -> str:
    """Minutes as study hours of a programme, without a decimal that says nothing."""
    sixtieths = abs(minutes) * 60 // per_hour
    return formats.hours_short(sixtieths if minutes >= 0 else -sixtieths)


def amount(metric: Metric, smallest: int, per_hour: int = 60) -> str:
    """A sum behind a metric: hours for minutes, yuan for fen, else the number."""
    if metric.measure is Measure.FEN:
        return formats.yuan(smallest)
    return hours(smallest, per_hour) if metric.measure is Measure.MINUTES else formats.number(smallest)


def with_measure(metric: Metric, smallest: int, per_hour: int = 60) -> str:
    """A sum with its measure word: 28 学时, 3 篇."""
    said = amount(metric, smallest, per_hour)
    if metric.measure is Measure.MINUTES:
        return _("%(amount)s study hours") % {"amount": said}
    if metric.measure is Measure.PERSONS:
        return _("%(amount)s people") % {"amount": said}
    if metric.measure is Measure.UNITS:
        return _("%(amount)s units") % {"amount": said}
    if metric.measure is Measure.FEN:
        return _("%(amount)s yuan") % {"amount": said}
    if metric.measure is Measure.PIECES:
        return _("%(amount)s pieces") % {"amount": said}
    return _("%(amount)s times") % {"amount": said}


def fraction(value: Value) -> Fraction:
    """A value as a fraction; nothing over nothing is nothing."""
    return Fraction(value.numerator, value.denominator) if value.denominator else Fraction(0)


def value(requirement: Requirement, held: Value, per_hour: int = 60) -> str:
    """A judged value as a cell shows it: 28, 61.0%."""
    metric = CATALOGUE[requirement.metric]
    if metric.is_share:
        # cut, so that a share just below its threshold never reads as reached
        tenths = (fraction(held) * 1000).__floor__()
        return f"{tenths // 10}.{tenths % 10}%"
    return amount(metric, held.numerator // (held.denominator or 1), per_hour)


def of_value(metric: Metric, held: Value | None, per_hour: int = 60) -> str:
    """A value that stands by itself: 28, or 61.0% for a share; nothing over nothing, and what is withheld, is a dash."""
    if held is None or not held.denominator:
        return formats.NOTHING
    if not is_ratio(metric):
        return amount(metric, held.numerator, per_hour)
    tenths = (fraction(held) * 1000).__floor__()
    return f"{tenths // 10}.{tenths % 10}%"


def threshold(requirement: Requirement, per_hour: int = 60) -> str:
    """What is asked: 40, 66.7%."""
    metric = CATALOGUE[requirement.metric]
    asked = Fraction(requirement.numerator, requirement.denominator)
    if metric.is_share:
        return formats.share(asked)
    return amount(metric, asked.__ceil__(), per_hour)


def condition(requirement: Requirement, per_hour: int = 60) -> str:
    """What is asked, with its sign: ≥ 40."""
    # nothing is less than nothing: "at most 0" is "exactly 0"
    sign = "=" if requirement.numerator == 0 else _SIGNS[Operator(requirement.operator)]
    return f"{sign} {threshold(requirement, per_hour)}"


def owed(judged: Judged, per_hour: int = 60) -> str:
    """What is lacking, in words that complete "still owed": 12 study hours, 1 reflection essay."""
    requirement = judged.requirement
    metric = CATALOGUE[requirement.metric]
    lacking = amount(metric, judged.lacking, per_hour) if judged.lacking else "0"
    if lacking == "0" and metric.measure is Measure.MINUTES:
        lacking = "0.1"
    # 1 hour, but 1.5 and 0.1 hours
    many = int(lacking) if lacking.isdigit() else 2
    group = ngettext("%(amount)s hour of group study", "%(amount)s hours of group study", many)
    said = {
        "study_minutes": ngettext("%(amount)s study hour", "%(amount)s study hours", many),
        "group_share": group,
        "group_minutes": group,
        "self_minutes": ngettext("%(amount)s hour of self-study", "%(amount)s hours of self-study", many),
        "sessions_missed": ngettext("%(amount)s make-up", "%(amount)s make-ups", many),
        "must_read": ngettext("%(amount)s must item to read", "%(amount)s must items to read", many),
        "essays_reviewed": ngettext("%(amount)s reflection essay", "%(amount)s reflection essays", many),
    }.get(metric.name)
    if said:
        return said % {"amount": lacking}
    return _("%(what)s: %(amount)s") % {"what": metric.words, "amount": lacking}


def duty_words(kind: str, title: str) -> str:
    """What is owed by a duty, in words: the kind where it has some, and the record it is about."""
    said = {
        "learning.make_up": _("Make up: %(what)s"),
        "documents.receipt": _("Confirm receipt: %(what)s"),
        "meetings.task": _("Task of a meeting: %(what)s"),
        "contact_points.problem": _("Problem found on a visit: %(what)s"),
        "travel.return": _("Back from travel: make up and close"),
        "meetings.speech": _("Speech to hand in: %(what)s"),
        "plan_revision": _("Revise the plan: %(what)s"),
        "curriculum.note_review": _("Look at: %(what)s"),
    }.get(kind)
    return said % {"what": title} if said else title


def code_words(code: str) -> str:
    """The words of a code of a line, where ground or the chart gives it some."""
    for choices in (MembershipKind, Category, UnitKind):
        if code in choices.values:
            return str(choices(code).label)
    return {"group": _("in a group"), "self": _("alone")}.get(code, "")


def short(judged: Judged, per_hour: int = 60) -> str:
    """One line about a requirement that is not met: 学时 28 / 40."""
    requirement = judged.requirement
    metric = CATALOGUE[requirement.metric]
    if requirement.operator == Operator.AT_MOST:
        return f"{metric.words} {value(requirement, judged.value, per_hour)}"
    return f"{metric.words} {value(requirement, judged.value, per_hour)} / {threshold(requirement, per_hour)}"
