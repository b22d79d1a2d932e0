"""The kinds of fact of the rolls."""

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.records.models import Sight
from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

KINDS = (
    Kind(
        "rolls.member_joined",
        Words("党员转入", "黨員轉入", "Member joined"),
        Measure.PERSONS,
        member=True,
        codes=tuple(MembershipKind.values),
        sight=Sight.NAMED,
        data=frozenset({"from"}),
    ),
    Kind(
        "rolls.member_left",
        Words("党员转出", "黨員轉出", "Member left"),
        Measure.PERSONS,
        member=True,
        codes=tuple(MembershipKind.values),
        sight=Sight.NAMED,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.category_changed",
        Words("党员类别变动", "黨員類別變動", "Category changed"),
        Measure.PERSONS,
        member=True,
        codes=tuple(Category.values),
        sight=Sight.NAMED,
    ),
    Kind(
        "rolls.unit_opened",
        Words("单位设立", "單位設立", "Unit opened"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind(
        "rolls.unit_closed",
        Words("单位撤销", "單位撤銷", "Unit closed"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind(
        "rolls.unit_moved",
        Words("单位划转", "單位劃轉", "Unit moved"),
        Measure.TIMES,
        data=frozenset({"from", "to"}),
    ),
    Kind("rolls.unit_renamed", Words("单位更名", "單位更名", "Unit renamed"), Measure.TIMES),
    Kind(
        "rolls.unit_merged",
        Words("单位合并", "單位合併", "Unit merged"),
        Measure.TIMES,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.unit_split",
        Words("单位拆分", "單位拆分", "Unit split"),
        Measure.TIMES,
        data=frozenset({"to"}),
    ),
    Kind(
        "rolls.unit_enrolled",
        Words("单位参加活动", "單位參加活動", "Unit enrolled"),
        Measure.UNITS,
        codes=tuple(UnitKind.values),
    ),
    Kind("rolls.phase_opened", Words("阶段开始", "階段開始", "Phase opened"), Measure.TIMES),
    Kind("rolls.phase_closed", Words("阶段关闭", "階段關閉", "Phase closed"), Measure.TIMES),
)
