"""The city on paper: which units there are, and how each works. Nothing here touches the database."""

import random
from dataclasses import dataclass, field

from taizhang.ground.organisations.kinds import UnitKind

CITY = "澜洲市"


@dataclass(slots=True)
class Place:
    """One unit of the plan. ``pace`` is how much of what is asked it does (1.2 ahead, 1.0 steady, 0.5
    slow, 0.04 at a standstill: some branches there must be that need help)."""

    code: str
    name: str
    kind: UnitKind
    members: int = 0
    pace: float = 1.0
    children: "list[Place]" = field(default_factory=list)


# System → its agencies or companies → what their branches are called.
_SYSTEMS: tuple[tuple[str, UnitKind, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "市直机关工作委员会",
        UnitKind.WORK_COMMITTEE,
        (
            ("市发展和改革局", ("综合", "规划", "投资", "价格", "运行", "机关服务中心")),
            ("市财政局", ("预算", "国库", "采购", "资产", "监督", "评审中心", "票据中心")),
            ("市自然资源局", ("规划编制", "权籍", "测绘院", "执法队", "不动产登记中心", "档案馆")),
            ("市交通运输局", ("公路中心", "港航中心", "执法一队", "执法二队", "公交监管", "机关")),
        ),
    ),
    (
        "市国有企业委员会",
        UnitKind.COMMITTEE,
        (
            (
                "澜洲水务集团",
                ("城西水厂", "青岚水厂", "城东水厂", "柳湾泵站", "南渡泵站", "石桥泵站", "管网一部", "管网二部"),
            ),
            ("澜洲公交集团", ("一公司", "二公司", "三公司", "修理厂", "场站公司", "调度中心", "票务中心")),
            ("澜洲城投集团", ("工程一部", "工程二部", "物业公司", "检测中心", "总部")),
        ),
    ),
    (
        "市教育工作委员会",
        UnitKind.WORK_COMMITTEE,
        (
            (
                "澜洲师范学院",
                ("文学院", "数学院", "理学院", "外语学院", "图书馆", "后勤处", "机关一", "机关二", "离退休"),
            ),
            ("市第一中学", ("语文", "数理", "外语", "行政", "离退休")),
            ("市实验小学", ("低段", "中段", "高段", "行政")),
            ("市职业学校", ("机电", "商贸", "幼师", "行政", "实训中心")),
        ),
    ),
    (
        "市卫生健康委员会",
        UnitKind.COMMITTEE,
        (
            ("市人民医院", ("内一", "内二", "外一", "外二", "急诊", "医技", "护理一", "护理二", "行政", "离退休")),
            ("市中医院", ("门诊", "病区一", "病区二", "药学", "行政")),
            ("市疾控中心", ("防疫", "检验", "宣教", "行政")),
        ),
    ),
    (
        "青禾区委员会",
        UnitKind.COMMITTEE,
        (
            ("柳湾街道", ("东桥社区", "西桥社区", "柳岸社区", "河坊社区", "塔下社区", "机关")),
            ("南渡街道", ("南渡社区", "渡口社区", "盐仓社区", "新圩社区", "机关")),
            ("石桥镇", ("石桥村", "上塘村", "下塘村", "茶亭村", "竹山村", "双溪村", "镇机关")),
            ("青岚乡", ("青岚村", "岭脚村", "溪口村", "梅坞村", "乡机关")),
        ),
    ),
    (
        "临港区委员会",
        UnitKind.COMMITTEE,
        (
            ("港城街道", ("一号社区", "海晏社区", "望潮社区", "灯塔社区", "机关")),
            ("盐场镇", ("盐场村", "东灶村", "西灶村", "围垦村", "镇机关")),
            ("临港开发公司", ("招商", "建设", "仓储", "物流", "总部")),
        ),
    ),
)


# Some parts there must be that need help: a pump station without a secretary's time, a network crew on shifts, villages.
_HINDERED = {"柳湾泵站": 0.04, "管网二部": 0.45, "竹山村": 0.04, "围垦村": 0.1, "幼师": 0.4}


def city(*, members: int = 10_000, seed: int = 5) -> Place:
    """The whole city: five levels, about 200 units, ``members`` people spread over its branches."""
    chance = random.Random(seed)  # noqa: S311
    root = Place("01", f"中共{CITY}委员会", UnitKind.COMMITTEE)
    branches: list[Place] = []
    for number, (system, kind, bodies) in enumerate(_SYSTEMS, start=1):
        top = Place(f"01{number:02d}", system, kind)
        root.children.append(top)
        for place, (body, parts) in enumerate(bodies, start=1):
            committee = Place(f"{top.code}{place:02d}", f"{body}党委", UnitKind.COMMITTEE)
            top.children.append(committee)
            pace = chance.choice([0.72, 0.88, 0.95, 1.0, 1.05, 1.12])
            for general, start in enumerate(range(0, len(parts), 4), start=1):
                group = parts[start : start + 4]
                above = committee
                if len(parts) > 4:
                    above = Place(
                        f"{committee.code}{general:02d}",
                        f"{body}第{'一二三'[general - 1]}党总支",
                        UnitKind.GENERAL_BRANCH,
                    )
                    committee.children.append(above)
                names = list(group) + [f"{part}第二" for part in group[: 2 if len(parts) > 5 else 1]]
                for index, part in enumerate(names, start=1):
                    own = max(0.45, min(1.2, chance.gauss(pace, 0.1)))
                    own = _HINDERED.get(part, own)
                    branch = Place(f"{above.code}{index:02d}", f"{body}{part}党支部", UnitKind.BRANCH, pace=own)
                    above.children.append(branch)
                    branches.append(branch)
    weights = [chance.uniform(0.6, 1.4) for _ in branches]
    scale = members / sum(weights)
    for branch, weight in zip(branches, weights, strict=True):
        branch.members = max(5, round(weight * scale))
    return root


def walk(place: Place) -> list[Place]:
    """A place and everything under it, parents first."""
    return [place, *(below for child in place.children for below in walk(child))]
