"""The metrics of travel."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "travel_consents",
        Words("外出书面征得同意次数", "外出書面徵得同意次數", "Written consents to travel"),
        Sum(("travel.consent_given",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-106",),
    ),
    Metric(
        "trips_approved",
        Words("领导干部外出批准次数", "領導幹部外出批准次數", "Leaders' trips approved"),
        Sum(("travel.trip_approved",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-105",),
    ),
    Metric(
        "trips_refused",
        Words("领导干部外出未准次数", "領導幹部外出未准次數", "Leaders' trips refused"),
        Sum(("travel.trip_refused",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-104",),
    ),
    Metric(
        "trips_closed",
        Words("外出返回补课办结次数", "外出返回補課辦結次數", "Trips closed after make-up"),
        Sum(("travel.trip_closed",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-107",),
    ),
)
