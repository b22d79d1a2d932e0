"""The metrics of membership."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "contact_attempts",
        Words("联系流动、失联党员次数", "聯繫流動、失聯黨員次數", "Contact attempts"),
        Sum(("membership.contact_attempted",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-62",),
    ),
    Metric(
        "contacts_made",
        Words("与流动、失联党员取得联系次数", "與流動、失聯黨員取得聯繫次數", "Contacts made"),
        Sum(("membership.contact_made",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-63",),
    ),
    Metric(
        "routines_done",
        Words("经常性工作完成次数", "經常性工作完成次數", "Routine work done"),
        Sum(("membership.routine_done",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-148",),
    ),
    Metric(
        "member_steps",
        Words("发展党员步骤完成数", "發展黨員步驟完成數", "Steps of new members passed"),
        Sum(("membership.step_passed",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R4-26",),
    ),
)
