"""The kinds of fact of leaders' travel."""

from taizhang.ground.records.models import Sight
from taizhang.ledger.measures import Kind, Measure, of_a_member
from taizhang.lib.words import Words

# Kinds of leaders' travel; the words stand in work/travel.
TRIP_KINDS = ("abroad", "border", "study_tour", "work")

KINDS = (
    Kind(
        "travel.consent_given",
        Words("外出书面征得同意", "外出書面徵得同意", "Written consent to travel"),
        Measure.TIMES,
        member=True,
        codes=("office",),
        sight=Sight.NAMED,
    ),
    Kind(
        "travel.trip_approved",
        Words("领导干部外出批准", "領導幹部外出批准", "Leader's travel approved"),
        Measure.TIMES,
        member=True,
        codes=TRIP_KINDS,
        sight=Sight.NAMED,
    ),
    Kind(
        "travel.trip_refused",
        Words("领导干部外出未准", "領導幹部外出未准", "Leader's travel refused"),
        Measure.TIMES,
        member=True,
        codes=("office", "head"),
        sight=Sight.NAMED,
    ),
    of_a_member("travel.trip_closed", Words("外出返回补课办结", "外出返回補課辦結", "Travel closed after make-up")),
)
