"""Requirements and figures: every counted quantity is one, the other, or neither."""

import re
from dataclasses import replace
from typing import Any

from taizhang.lib.chinese.numerals import plain_value
from taizhang.lib.chinese.recurrences import find_recurrences
from taizhang.work.notices.reading.figures import ORDER_VERB, PRIZE, as_figure, lost_percents, quote_of
from taizhang.work.notices.reading.quantities import Quantity, find_quantities
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Clause, Reading, Sentence, mood_sign
from taizhang.work.notices.reading.words.amounts import (
    AUDIENCE_AFTER,
    COVERAGE,
    FORECAST,
    LENGTH_WORDS,
    MAKEUP_NEAR,
    OF_FEELING,
    PRODUCTS,
    QUOTA_LABEL,
    QUOTA_SHARE,
    SHORT_VERBS,
    TARGETS,
    WITHIN_AFTER,
    WITHIN_BEFORE,
)
from taizhang.work.notices.reading.words.bodies import MASS
from taizhang.work.notices.reading.words.units import MEASURES

# A word of praise before the number describes what is chosen, not what is counted: 选拔最优秀的2名选手.
_PRAISED = re.compile(
    r"(?:最[\u4e00-\u9fff]{1,4}|优秀|突出|典型|合格|骨干|代表性|积极|成熟|主要|相关|有效|较[\u4e00-\u9fff]{1,2})的$"
)
# A speech whose whole length is told: 20分钟的现场授课.
_SPOKEN = re.compile(
    r"(?:左右)?的?(?:现场|模拟|课堂|主题|个人|口头)?(?:授课|说课|讲课|汇报|演讲|展示|陈述|答辩|发言|讲解|微课|试讲|宣讲)"
)
_MISSED = r"(?:迟到|早退|缺勤|缺席|缺课|旷课|旷工|请假|违反|违规|发生|出现|发现|超时)[^，。；]{0,4}$"
_PER_HEAD = re.compile(
    r"(?:(?:每(?!年|月|周|天|日|季|次|半)[\u4e00-\u9fff]{1,4}|人均|平均)[^，。；]{0,12}|[\u4e00-\u9fff]各)$"
)
_PER_BODY = re.compile(
    r"每(?:个|所|家)?(?:单位|校|学校|县|市|区|县区|镇|街道|乡镇|镇街|村|社区|支队|部门|科室|班|班级|组|企业|支部|党支部|园|处室|"
    r"年级|院系|学院|队|代表队)[^，。；\d]{0,6}$"
)
_GROUP_NOUN = re.compile(r"[^，。；、\d的]{0,6}(?:小|大)?(?:组|专班|(?<![团表赛])队)(?!织|长|伍)")
_CHOSEN = re.compile(r"(?:确定|选定|选取|选择|选树|推荐|明确|打造|制作|拍摄|提交|形成|报送)(?:好|出)?$")
_BUILT_EACH = re.compile(r"每[\u4e00-\u9fff（）]{1,6}(?:至少)?(?:建立|建设|设立|建成|组建|设置)$")
_PEOPLE = re.compile(rf"[^，；：。、]{{0,10}}?(?:{'|'.join(sorted(MASS, key=len, reverse=True))})+(?!作)")
_BUILDING = (
    r"新建|改建|扩建|改造|加盖|加装|新增|建设|建成|修建|安装|完成|培育|创建|打造|发展|种植|栽植|治理|整治|修复|清理|"
    r"培训|引进|推广"
)
_SHARES = r"名额分配|推荐(?:总)?名额|名额及|推荐指标|指标分配|分配名额|名额为"
_COMPOSED = re.compile(r"由[^，。；]{0,40}$")
# What stands between the numbers of one enumeration: 118支代表队、702名选手.
_LISTED = re.compile(r"[^，。；、\d]{0,8}(?:、|和|及|，其中)(?:[^，。；、\d]{0,6})")
# A rate or a change named right before its share: in a part about goals it is one.
_GOAL_RATE = r"(?:率|比例|比重|覆盖面|满意度|下降|降低|减少|提高|增长|提升|增加)(?:各|分别)?(?:\d+(?:\.\d+)?%[和、])?$"
_COUNTS_WORK = frozenset(("person", "product", "event", "study", "text", "score"))
# One of these is always a thing to hold: 各一份.
_PAPER_UNITS = frozenset(("份", "篇", "封", "张", "幅", "本", "册", "首", "盘"))
# Each person takes on some: 每名党员认领1个微心愿.
_TAKES_ON = re.compile(
    r"(?:每|人均)[^，。；\d]{0,12}(?:认领|牵头|主持|承担|联系|包联|结对|帮扶|解决|完成|提出|提交|参与|领办|办成|办好|打造|培育|建|报|参加|领衔)"
    r"[^，。；\d]{0,6}$"
)
_HONOURED = re.compile(r"，(?:分别)?(?:授予|评为|予以表彰|颁发)")
_GROUNDS = frozenset(
    (
        "composed", "listed_after", "goal_rate", "bound", "within", "order_verb", "attached", "length", "target", "quota_label",
        "per_head_product", "everybody", "range_set",
    )
)  # fmt: skip


def read_amounts(reading: Reading, *, rejected: bool = False) -> list[Candidate]:
    """Candidates for requirements and figures, in the order of the text.

    A number is offered as a figure where it is no requirement; `rejected` gives the requirements turned down as well.
    """
    out: list[Candidate] = []
    for sentence in reading.sentences:
        quantities = find_quantities(reading.text, sentence.start, sentence.end)
        before: Candidate | None = None
        reached = 0
        bound = ""
        for quantity in quantities:
            clause = sentence.clause_at(quantity.start)
            joined = before if before and _LISTED.fullmatch(reading.text[reached : quantity.start]) else None
            if joined and bound and quantity.kind == "share" and not quantity.bound:
                # 不少于总量的20%、总数的10%: the bound holds for both
                quantity = replace(quantity, bound=bound)
            bound = quantity.bound if quantity.kind == "share" else ""
            reached = quantity.bound_end
            required = _as_requirement(reading, sentence, clause, quantity, quantities)
            if required and joined and joined.kind == "requirement" and quantity.kind in _COUNTS_WORK:
                required[0].signs = [*[s for s in required[0].signs if s != "bare"], "listed_after"]
            if required and required[0].is_kept:
                out += required
                before = required[0]
                continue
            if rejected:
                out += required
            figure = as_figure(reading, sentence, clause, quantity, quantities)
            if figure and joined and joined.kind == "figure":
                figure.signs.append("listed_after")
            if figure:
                out.append(figure)
            before = figure if figure and figure.is_kept else None
        out += _coverage(reading, sentence)
        out += lost_percents(reading, sentence)
    return out


def _as_requirement(
    reading: Reading, sentence: Sentence, clause: Clause, quantity: Quantity, quantities: list[Quantity]
) -> list[Candidate]:
    text = reading.text
    before = text[clause.start : quantity.start]
    after = text[quantity.bound_end : clause.end]
    labelled = _with_label(text, sentence) + before
    role = sentence.part.role
    whole = (
        quantity.unit == "%" and quantity.value == 100 and re.search(r"(?:率|面|覆盖|达标|到位)[^，。；]{0,3}$", before)
    )
    if (
        quantity.kind == "share"
        and not quantity.bound
        and not whole
        and not re.search(TARGETS, before)
        and not re.search(_GOAL_RATE, before)
        and not _is_share_to_reach(text, sentence, quantity)
        and not re.search(QUOTA_SHARE, before)
    ):
        return []
    within = _is_within(text, clause, quantity)
    signs = [mood_sign(sentence, clause)]
    bound = quantity.bound
    forecast = bool(re.search(FORECAST, before[-8:])) and text[quantity.bound_start] != "不"
    forecast = forecast or _is_reached(sentence, quantity, text, signs[0])
    if bound and forecast:
        signs.append("forecast")
    elif bound:
        signs.append("bound")
    elif within:
        signs.append("within")
    if whole:
        signs.append("everybody")
    elif _is_share_to_reach(text, sentence, quantity) or (
        re.search(TARGETS, before) and quantity.kind in ("share", "mass", "money", "place", "person", "product")
    ):
        signs.append("target")
    elif (
        ORDER_VERB.search(before) or (quantity.is_one and re.search(SHORT_VERBS, before)) or _is_sent(before, after)
    ) and signs[0] not in ("plain_told", "reported"):
        signs.append("order_verb")
    elif (
        quantity.kind == "share"
        and not bound
        and signs[0] in ("ordered", "plain_order", "planned")
        and role in ("goals", "tasks", "demands")
        and re.search(_GOAL_RATE, before)
    ):
        signs.append("goal_rate")
    elif _is_goal(text, sentence, clause, quantity, signs[0], before) or (
        quantity.unit in ("次", "场", "遍", "轮")
        and (quantity.value >= 2 or quantity.high)
        and find_recurrences(before)
    ):
        signs.append("order_verb")
    elif (
        re.match(r"附|随附|另附|并附", before)
        or (before == "" and clause.start == quantity.start and quantity.kind == "text")
        or _is_on_list(text, sentence, quantity)
    ):
        signs.append("attached")
    long_text = quantity.kind == "text" and quantity.value >= 50
    measured = quantity.kind in ("text", "time", "study") and re.search(LENGTH_WORDS, labelled[-14:])
    spoken = quantity.unit == "分钟" and _SPOKEN.match(after)
    if (not within and (long_text or measured)) or spoken:
        signs.append("length")
    if quantity.kind == "text" and re.match(
        r"(?:左右)?的?(?:\w{0,6})?(?:材料|文章|论文|总结|说明|简介|介绍|报告|体会|征文|心得|稿|事迹)",
        text[quantity.end : quantity.end + 12],
    ):
        signs.append("attached")
    takes_on = quantity.kind == "place" and bool(_TAKES_ON.search(before))
    if takes_on or ((_PER_HEAD.search(before) or text.startswith("/", quantity.end)) and quantity.kind in _COUNTS_WORK):
        signs.append("per_head")
        shared = (
            quantity.kind == "product"
            or bool(_TAKES_ON.search(before))
            or (quantity.kind in ("person", "event") and (_PER_BODY.search(before) or before.endswith("各")))
        )
        if shared and "order_verb" not in signs:
            signs.append("per_head_product")
    if (
        quantity.kind in ("person", "product", "place", "group")
        and (re.search(QUOTA_LABEL, labelled) or _shares_out(text, sentence, quantity))
    ) or (quantity.kind == "share" and not bound and re.search(QUOTA_SHARE, before)):
        signs.append("quota_label")
    if (
        quantity.high is not None
        and quantity.kind in ("person", "product", "event", "text")
        and "quota_label" not in signs
    ):
        signs.append("range_set")
    signs.append(
        "counts_work"
        if quantity.kind in _COUNTS_WORK
        else "counts_time"
        if quantity.kind in ("time", "age")
        else "counts_other"
    )
    if _COMPOSED.search(before) and re.match(r"[^，。；]{0,30}组成", after) and re.match(r"各|每", before):
        signs.append("composed")
    if re.search(r"用于|安排[^，。；]{0,6}资金|拨付|补助", before) and not bound:
        signs.append("bought")
    signs += _against(reading, sentence, clause, quantity, quantities, before, after)
    if quantity.kind == "time" and not (bound or within or "length" in signs):
        signs.append("described")
    if quantity.kind == "age" and not bound and quantity.high is None:
        signs.append("described")
    if role == "criteria" and bound:
        signs.append("criteria")
    if role == "background":
        signs.append("background")
    if reading.tells and not sentence.orders and sentence.clauses[0].mood != "ordered":
        signs.append("told")
    if sentence.is_title:
        signs.append("title")
    if not set(signs) & _GROUNDS:
        signs.append("bare")
    start, end = quote_of(text, clause, quantity)
    fields = _requirement_fields(text, sentence, clause, quantity, within)
    candidate = Candidate("requirement", fields, start, end, signs, about=(clause.start, clause.end))
    if quantity.kind == "age" and quantity.high is not None:
        upper = Candidate(
            "requirement",
            {**fields, "op": "<=", "value": plain_value(quantity.high)},
            start, end, [*signs, "bound"], about=(clause.start, clause.end),
        )  # fmt: skip
        candidate.signs.append("bound")
        candidate.fields["op"] = ">="
        return [candidate, upper]
    return [candidate]


def _is_share_to_reach(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """A share of bodies that shall reach something by a time told before it: 到2013年底70%左右的村达到…标准."""
    if quantity.kind != "share" or quantity.bound:
        return False
    reach = re.match(
        r"(?:左右|以上)?的[^，。；]{1,12}(?:达到|实现|完成|建成|通过|纳入)(?![^，。；]{0,40}基础上)",
        text[quantity.end : quantity.end + 70],
    )
    before = text[max(sentence.start, quantity.start - 40) : quantity.start]
    return bool(reach) and bool(re.search(r"到20\d\d年|底，?|前，?", before))


def _is_goal(text: str, sentence: Sentence, clause: Clause, quantity: Quantity, mood: str, before: str) -> bool:
    """A line of a list of goals that ends in a number: 旧化粪池加盖186户."""
    expected = any("预期" in part.title for part in sentence.part.path())
    named = not re.search(r"[\u4e00-\u9fff]{3}$", before) and quantity.noun
    if expected and named and quantity.kind in ("product", "event", "group", "person", "place") and mood != "reported":
        return True
    if sentence.part.role not in ("goals", "tasks") or mood not in ("ordered", "plain_order", "planned"):
        return False
    if quantity.kind not in ("place", "person", "product", "group", "mass") or (sentence.is_title and not before):
        return False
    ends = quantity.end >= clause.end - 1 or text[quantity.end] in "，；。、"
    return ends and bool(re.search(_BUILDING, before))


def _is_on_list(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """A line of a list of papers to hand in: 财务报告1份."""
    ends = text[quantity.end : quantity.end + 1] in ("", "，", "。", "；", "、", "\n", "（")
    titles = "".join(part.title for part in sentence.part.path())
    return quantity.unit in _PAPER_UNITS and ends and bool(re.search(r"材料|提交|报送|上报|携带|申报", titles))


def _shares_out(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """True under a heading, or behind words in the same sentence, that share places out (名额分配：…每个学科3名)."""
    titles = "".join(part.title for part in sentence.part.path())
    return bool(
        re.search(_SHARES, titles)
        or re.search(_SHARES, text[max(sentence.start, quantity.start - 200) : quantity.start])
    ) and not re.search(r"奖|表彰", titles)


def _is_reached(sentence: Sentence, quantity: Quantity, text: str, mood: str) -> bool:
    """A level that is told, not set: 用量达260多万吨."""
    if (
        quantity.kind == "share"
        or mood in ("ordered", "planned")
        or sentence.part.role in ("goals", "tasks", "demands")
    ):
        return False
    if not re.match(r"达(?!到)", text[quantity.bound_start : quantity.bound_end]):
        return False
    return not re.search(
        r"力争|确保|目标|任务|实现|须|应|要|到20\d\d年|年底|以上",
        text[sentence.start : min(sentence.end, quantity.end + 8)],
    )


def _picks_out(text: str, quantity: Quantity, after: str) -> bool:
    """A bound that only says which people or bodies are meant: 45周岁以下教师, 10人以上的支部, 50万元以上的须附报告."""
    if re.match(r"[^，。；]{0,8}的(?=须|应|要|不得|可|需|必须|由|按|给予|予以|一律|，)", after):
        return True
    if quantity.kind == "time" and re.search("[之以]?内$", text[quantity.end : quantity.bound_end]):
        return after.startswith("的") and bool(re.match(AUDIENCE_AFTER, after))
    if quantity.kind in ("age", "time"):
        return bool(re.match(AUDIENCE_AFTER, after))
    if quantity.kind == "person":
        return bool(
            re.match(
                r"的?(?:单位|企业|支部|学校|机构|基层党组织|党组织|团队|组织|村|班级|家庭|火灾|事故|党支部|科室|部门)",
                after,
            )
        )
    if quantity.kind in ("place", "money", "mass", "score", "share"):
        return after.startswith("者") or (after.startswith("的") and bool(re.match(AUDIENCE_AFTER, after)))
    return False


def _is_sent(before: str, after: str) -> bool:
    """将照片6张报…: the verb of sending stands behind the number."""
    return bool(re.search(r"[将把]|请|附", before) and re.match(r"[^，。；]{0,12}(?:报|交|发|上传|寄|送)", after))


def _with_label(text: str, sentence: Sentence) -> str:
    """The heading a sentence opens the text of, as a label before it (数量：每班3幅)."""
    part = sentence.part
    if part.title and not part.is_sentence and 0 <= sentence.start - part.title_end <= 2:
        return part.title + "："
    return ""


def _against(
    reading: Reading,
    sentence: Sentence,
    clause: Clause,
    quantity: Quantity,
    quantities: list[Quantity],
    before: str,
    after: str,
) -> list[str]:
    """Signs that a number is no norm: structure, prizes, a group picked out, the one that means nothing."""
    text = reading.text
    signs = []
    if quantity.is_structure and not (quantity.bound and quantity.unit == "项") and not _TAKES_ON.search(before):
        signs.append("structure")
    if quantity.unit.endswith("项") and not quantity.bound and not _TAKES_ON.search(before):
        signs.append("structure")
    countable = quantity.kind not in ("time", "text", "study", "share", "age") and quantity.unit not in ("次", "场")
    put_forward = re.search(r"推荐|报送|申报|上报|选送|推选|选报|提名", before)
    if (
        countable
        and not put_forward
        and (PRIZE.search(text[clause.start : clause.end]) or sentence.part.role == "prizes")
    ):
        signs.append("prize")
    if quantity.kind in ("study", "score") and re.search(
        r"(?<![累总合共])[记计](?:入)?[^，。；]{0,6}$|折算|认定", before
    ):
        signs.append("described")
        signs.append("described")
    if countable and not put_forward and _HONOURED.match(text, clause.end):
        signs.append("prize")
    if quantity.kind == "share" and re.search(r"(?:优秀|良好|获奖)(?:率|比例|等次|名额)[^，。；]{0,4}", before):
        signs.append("prize")
    if re.search(_MISSED, before[-10:]) and re.match(
        r"(?:的|者)?，?(?:取消|扣|视为|不得|按|通报|给予|予以|一律|责令|不予)", after
    ):
        signs.append("condition_number")
    if not quantity.bound and re.search(
        r"（(?:共|共计|计|总计|约)$", text[max(0, quantity.start - 4) : quantity.start]
    ):
        signs.append("described")
    if not quantity.bound and re.search(r"预计|预期|估计", before):
        signs.append("forecast")
    sized = quantity.unit in ("平方米", "立方米") and re.search(r"面积|容积", before[-8:])
    if re.search(MAKEUP_NEAR, before[-12:]) or (sized and sentence.part.role in ("criteria", "demands", "prizes")):
        signs.append("makeup")
    picks = quantity.bound and text[quantity.bound_end - 1] in "上下内"
    if (
        re.search(r"[^目]的$", before)
        and not quantity.bound
        and not re.search(r"完成[^，。；]{0,8}的$", before)
        and not _PRAISED.search(before)
        and not re.search(QUOTA_SHARE, before)
    ):
        signs.append("described")
    if re.search(r"每(?:购置|新增|增加|完成|超过|缺|少|多|招引|引进|发展|吸纳|新建)?$", before) and not quantity.bound:
        signs.append("described")  # what a rate is reckoned by: 每500平方米, 每购置1辆
    if quantity.kind == "time" and re.match(r"(?:以内|以下)(?:由|免)", text[quantity.end : quantity.end + 4]):
        signs.append("audience")
    if quantity.kind == "time" and re.search(r"前$|共$|合计$|总共$", before):
        signs.append("described")
    if (
        picks
        and after.startswith("的")
        and not ORDER_VERB.search(before)
        and re.search("上$|下$", text[quantity.end : quantity.bound_end])
    ):
        signs.append("audience")
    if quantity.approximate and not quantity.bound:
        signs.append("described")
    if quantity.kind == "time" and re.match(r"(?:不得|不再|禁止|不予|取消)", after) and picks:
        signs.append("audience")
    if picks and _picks_out(text, quantity, after):
        signs.append("audience")
    if (
        quantity.kind in ("age", "time")
        and quantity.bound
        and text[quantity.bound_end : quantity.bound_end + 1] == "）"
        and text[clause.start : quantity.start].endswith("（")
    ):
        signs.append("audience")
    if (
        re.search(r"(?:使用|运行|建成|服役|闲置|近|过去|前|连续|最近|满|入党|任职|从教|教龄|工龄)$", before)
        and quantity.kind == "time"
        and not re.search("须|应|要", before)
    ):
        signs.append("audience")
    if not quantity.bound and _GROUP_NOUN.match(quantity.noun):
        signs.append("group_formed")
    single = quantity.high is None and (
        quantity.is_one or (quantity.value == 1 and quantity.unit in ("次", "场", "期", "堂"))
    )
    if single and not quantity.bound and quantity.kind in ("product", "event", "person", "place", "group"):
        signs += _one_signs(text, clause, quantity, quantities, before)
        if "one" in signs and "structure" in signs and _CHOSEN.search(before):
            signs.remove("structure")
    if not quantity.bound and re.search(r"(?:^|[^没])有[^，。；]{2,24}的[\u4e00-\u9fff]{1,6}$", before):
        signs.append("described")
    if quantity.kind == "time" and re.match(r"[没未]|(?:有|曾|受到|发生|获得)", after):
        signs.append("described")
    if re.match(r"(?:为|的为|即为|视为)(?:合格|优秀|良好|达标|不合格)", after):
        signs.append("described")
    if re.search(r"(?:为期|会期|历时|学制|工期)$", before):
        signs.append("described")
    if quantity.kind == "money" and not quantity.bound:
        signs.append("counts_money")
    if (
        re.search(r"(?:超过|超|达到|达|低于|不足|少于|未达到?|高于|多于)$", before)
        and re.search(r"^(?:的|者|以上的|时)", after)
        and not re.search(r"[不须应要]", before[-6:])
    ) or (quantity.bound and text[clause.end - 1] == "的" and text[clause.end : clause.end + 1] == "，"):
        signs.append("condition_number")
    return signs


def _one_signs(text: str, clause: Clause, quantity: Quantity, quantities: list[Quantity], before: str) -> list[str]:
    """One of something counts when it is a concrete product, event or person, and no bound is set for it elsewhere."""
    rival = any(
        q.bound
        and (clause.start <= q.start < clause.end or "（" in text[quantity.end : q.start][:25])
        and q.kind
        in (
            "product",
            "event",
            "person",
            "place",
        )
        and q is not quantity
        for q in quantities
    )
    if find_recurrences(text[clause.start : clause.end]) or re.search(r"每\d{0,2}个?小时[^，。；]{0,10}$", before):
        return ["with_recurrence"]
    named_before = (not quantity.noun or quantity.noun[0] in "（和及并与交报寄送") and bool(
        re.search(PRODUCTS, before[-6:])
    )
    if quantity.unit == "个":
        concrete = named_before or bool(_CHOSEN.search(before)) or bool(_BUILT_EACH.search(before))
    else:
        concrete = (
            named_before
            or (quantity.unit in _PAPER_UNITS and not re.match(OF_FEELING, quantity.noun))
            or (quantity.unit in ("名", "位") and bool(quantity.noun))
            or quantity.noun.startswith("《")
            or bool(re.search(PRODUCTS, quantity.noun))
            or quantity.unit in ("次", "场")
        )
    if not concrete or re.match(r"性|方面|定|面|把", quantity.noun):
        return ["one_of_nothing"]
    return ["bounded_elsewhere"] if rival else ["one"]


def _is_within(text: str, clause: Clause, quantity: Quantity) -> bool:
    if quantity.kind != "time":
        return False
    before = text[clause.start : quantity.start]
    after = text[quantity.end : quantity.end + 8]
    if re.search(r"(?:近|过去|最近|前)$", before):
        return False
    return bool(re.match(WITHIN_AFTER, after)) or bool(
        re.search(WITHIN_BEFORE, before) and re.match(r"(?:左右)?的?时间", after)
    )


def _measure(unit: str, words: str) -> str:
    """What a quantity in its words measures; characters only when characters are its unit (两篇3000字以上的文章)."""
    if unit == "字":
        return "essay_chars"
    return next((name for pattern, name in MEASURES if name != "essay_chars" and re.search(pattern, words)), "")


def _audience(before: str) -> str | None:
    """Whom a demand is put to: the people in the mass named last before its number, in the same sentence."""
    for piece in reversed(re.split(r"[，；：。\n]", before)):
        if found := _PEOPLE.match(piece.strip()):
            return found.group()
    return None


def _requirement_fields(
    text: str, sentence: Sentence, clause: Clause, quantity: Quantity, within: bool
) -> dict[str, Any]:
    window = text[max(sentence.start, quantity.start - 24) : min(sentence.end, quantity.end + 16)]
    shown = text[clause.start : clause.end]
    measure = _measure(quantity.unit, shown) or _measure(quantity.unit, window) or "count"
    value, op = quantity.value, quantity.bound or "=="
    if _is_share_to_reach(text, sentence, quantity):
        op = ">="
    if quantity.unit == "%" and value == 100:
        op = "=="
    fields: dict[str, Any] = {}
    if within and quantity.bound != ">=":
        op = "within"
        if quantity.high is not None:
            fields["range"] = [plain_value(quantity.value), plain_value(quantity.high)]
            value = quantity.high
    elif quantity.high is not None:
        fields["range"] = [plain_value(quantity.value), plain_value(quantity.high)]
        op = ">="
    return {
        "what": shown.strip()[:60],
        "measure": measure,
        "op": op,
        "value": plain_value(value),
        "unit": quantity.unit.removeprefix("个") if quantity.kind in ("time", "study") else quantity.unit,
        "audience": _audience(text[sentence.start : quantity.start]),
        **fields,
    }


def _coverage(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """Everybody shall: 不漏一人, 全员参加, 覆盖全体党员."""
    out = []
    for found in re.finditer(COVERAGE, reading.text[sentence.start : sentence.end]):
        at = sentence.start + found.start()
        clause = sentence.clause_at(at)
        signs = [mood_sign(sentence, clause), "everybody"]
        if sentence.part.role == "background":
            signs.append("background")
        if sentence.is_title:
            signs.append("title")
        shown = reading.text[clause.start : clause.end]
        fields = {
            "what": shown[:60],
            "measure": "coverage_share",
            "op": "==",
            "value": 100,
            "unit": "%",
            "audience": next(filter(None, found.groups()), None),
        }
        out.append(Candidate("requirement", fields, clause.start, clause.end, signs, about=(clause.start, clause.end)))
    return out
