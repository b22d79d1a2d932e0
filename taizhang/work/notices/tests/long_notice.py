"""A long invented notice, as a city office gets one a year: it gives more than sixty items to decide."""

from datetime import date

_DESKS = (
    ("办公室", "会务组", "活动台账"), ("组织科", "宣传科", "骨干名册"), ("宣传科", "办公室", "宣传栏"),
    ("干部科", "组织科", "领学安排"), ("机关党总支", "各党支部", "学习记录"), ("督查室", "纪检组", "督查通报"),
    ("信访科", "法制科", "来信登记"), ("财务科", "办公室", "经费预算"), ("老干部科", "组织科", "送学安排"),
    ("信息中心", "宣传科", "网上专栏"), ("工会", "团委", "走访安排"), ("团委", "工会", "志愿者名册"),
)  # fmt: skip

_DUTY = "{lead}牵头，{helper}配合，于{month}月{day}日前报送{paper}。"
_QUOTA = "{unit}要组织{what}不少于{number}{measure}。"
_QUOTAS = (
    ("每个党支部", "专题讨论", 4, "次"), ("每个党支部", "上党课", 2, "次"), ("每个党支部", "走访群众", 30, "户"),
    ("每个党支部", "座谈会", 3, "次"), ("各单位", "观看警示教育片", 2, "场"), ("各单位", "形势报告会", 1, "场"),
    ("各单位", "志愿服务", 6, "次"), ("各单位", "结对帮扶", 10, "户"), ("各单位", "办实事", 5, "件"),
    ("各单位", "意见征集", 2, "次"), ("各单位", "集中研讨", 3, "次"), ("各单位", "现场观摩", 1, "次"),
)  # fmt: skip

_QUARTERS = ("", "城东", "城西", "城南", "城北", "江北", "江南", "新区", "港区", "开发区", "高新区", "云台", "清河")


def long_notice(year: date, times: int = 1) -> str:
    """Its text, for the year of a day; its tasks said ``times`` over (thirteen at most), each time to another quarter."""
    duties = "\n".join(
        f"{number}．"
        + _DUTY.format(lead=quarter + lead, helper=quarter + helper, paper=paper, month=3 + number % 9, day=5 + number)
        for quarter in _QUARTERS[:times]
        for number, (lead, helper, paper) in enumerate(_DESKS, start=1)
    )
    quotas = "\n".join(
        f"{number}．" + _QUOTA.format(unit=quarter + unit, what=what, number=count, measure=measure)
        for quarter in _QUARTERS[:times]
        for number, (unit, what, count, measure) in enumerate(_QUOTAS, start=1)
    )
    monthly = "\n".join(
        f"{quarter}{desk}每月{day}日前报送{paper}进展情况。"
        for quarter in _QUARTERS[:times]
        for day, (desk, _h, paper) in enumerate(_DESKS, start=8)
    )
    return f"""市直机关关于开展“实干为民”主题活动的通知
市机关发〔{year.year}〕12号
各党支部、各科室：
为进一步改进作风，现就开展“实干为民”主题活动有关事项通知如下。
一、学习要求
每名党员学习时间不少于40学时，其中集中学习时间不少于三分之二。每名党员撰写心得体会不少于2篇。党员参学率达到100%。
二、方法步骤
（一）学习动员阶段（{year.year}年2月20日至4月10日）。各党支部召开动员大会。
（二）查找问题阶段（{year.year}年4月11日至6月30日）。各党支部开展谈心谈话。
（三）整改提高阶段（{year.year}年7月1日至9月30日）。各党支部制定整改清单。
三、具体任务
{quotas}
四、责任分工
{duties}
五、信息报送
{monthly}
六、总结
各党支部于{year.year}年10月15日前报送活动总结。群众满意率达到95。
市直机关工作委员会
{year.year}年2月15日
"""
