"""The plain cases: what an office may rely on in any notice."""

from datetime import date

from taizhang.work.notices.reading import Draft, draft

PLAN = """县文化馆关于开展“书香满城”活动的通知
各乡镇文化站：
现将有关事项通知如下。
一、活动时间
2023年4月至6月
二、学习要求
每位馆员集中学习不少于24学时，集中学习的时间要占三分之二以上。馆员至少写出一篇不少于1500字的读书心得。
三、实施步骤
（一）动员阶段（4月10日前）。各站召开动员会。
（二）实施阶段（4月11日至5月31日）。各站认真组织。
（三）总结阶段（6月上旬）。各站认真总结。
四、组织分工
活动由办公室牵头，辅导部配合。财务室负责经费保障。
五、报送
请于6月15日前将总结报送县文化馆办公室。各乡镇文化站每月5日前报送活动信息。
县文化馆
2023年4月3日
"""


def values(reading: Draft, kind: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(item.fields[name] for name in names) for item in reading.items if item.kind == kind]


def test_the_frame_of_a_notice_is_read() -> None:
    reading = draft(PLAN)
    assert reading.title == "县文化馆关于开展“书香满城”活动的通知"
    assert reading.issuer == "县文化馆"
    assert reading.kind == "通知"
    assert str(reading.document_date) == "2023-04-03"
    assert [str(day) for day in reading.campaign_span or ()] == ["2023-04-01", "2023-06-30"]


def test_stages_have_their_dates() -> None:
    assert values(draft(PLAN), "phase", "name", "start", "end") == [
        ("动员阶段", None, "2023-04-10"),
        ("实施阶段", "2023-04-11", "2023-05-31"),
        ("总结阶段", "2023-06-01", "2023-06-10"),
    ]


def test_quotas_have_operator_value_and_unit() -> None:
    found = values(draft(PLAN), "requirement", "measure", "op", "value", "unit")
    assert ("study_hours", ">=", 24, "学时") in found
    assert ("group_study_share", ">=", 66.67, "%") in found
    assert (">=", 1500, "字") in [row[1:] for row in found]
    assert ("essays", ">=", 1, "篇") in found or (">=", 1, "篇") in [row[1:] for row in found]


def test_due_dates_and_recurrences_are_deadlines() -> None:
    assert {row[0] for row in values(draft(PLAN), "deadline", "due")} == {"2023-06-15", "monthly day 5"}


def test_marked_leads_are_responsibilities() -> None:
    found = [row[0] for row in values(draft(PLAN), "responsibility", "lead")]
    assert ["办公室"] in found
    assert ["财务室"] in found
    assert ["各乡镇文化站"] in found


def test_every_quote_is_an_exact_stretch_of_the_text() -> None:
    for text in (PLAN, PLAN.replace("4月", "<b>4</b>月"), PLAN.replace("\n", "&nbsp;\r\n")):
        reading = draft(text)
        assert reading.items
        assert all(text[item.start : item.end] == item.quote for item in reading.items)
        assert all(0 < item.confidence <= 1 for item in reading.items)


def test_a_text_with_nothing_to_find_gives_at_most_one_item() -> None:
    text = "我馆近日认真学习了会议精神。大家一致认为，要统一思想，提高认识，切实增强做好工作的责任感。\n" * 6
    assert len(draft(text).items) <= 1


def test_nothing_and_noise_give_empty_drafts() -> None:
    for text in ("", "\n\n", "<p></p>", "&nbsp;", "（", "一、", "第", "每", "￿" * 40, "年月日" * 50):
        assert draft(text).items == ()


def test_what_is_dropped_is_shown_with_a_reason() -> None:
    text = "首页\n" + PLAN + "相关链接\n· 各校9月1日前每人交3篇论文\n"
    reading = draft(text)
    reasons = {span.reason for span in reading.dropped}
    assert {"page", "teaser"} <= reasons
    assert len(reading.items) == len(draft(PLAN).items)


LISTS = """关于开展“五查五看”活动的通知
各支部：
一、活动内容
“三亮”即亮身份、亮承诺、亮业绩。
二、方法步骤
第一阶段：学习动员（2023年3月1日至3月31日）
（一）思想发动。召开动员会。
（二）集中学习（3月11日至20日）。每名党员于3月20日前撰写体会不少于1篇，由支部书记负责收集。
第二阶段：整改提高（2023年4月1日至5月10日）
各支部要认真整改，落实“五查五看”。
"""


def test_headings_under_a_phase_are_its_steps() -> None:
    assert values(draft(LISTS), "step", "name", "phase", "start", "end") == [
        ("思想发动", "第一阶段：学习动员", None, None),
        ("集中学习", "第一阶段：学习动员", "2023-03-11", "2023-03-20"),
    ]


def test_a_named_list_is_data_with_its_number_and_its_items() -> None:
    assert values(draft(LISTS), "named_list", "name", "count", "items") == [
        ("三亮", 3, ["亮身份", "亮承诺", "亮业绩"]),
        ("五查五看", 10, []),
    ]


def test_what_one_sentence_asks_shares_a_group() -> None:
    kinds = {item.kind for item in draft(LISTS).items if item.group}
    groups = {item.group for item in draft(LISTS).items if item.group}
    assert kinds == {"requirement", "deadline", "responsibility"}
    assert len(groups) == 1


def test_a_deadline_without_a_year_is_a_question() -> None:
    text = "关于报送总结的通知\n各科室：\n请各科室于5月8日前报送总结。\n"
    (item,) = (item for item in draft(text).items if item.kind == "deadline")
    assert (item.fields["due"], item.fields["month_day"], item.question) == (None, "05-08", "no_year")
    (guessed,) = (i for i in draft(text, today=date(2024, 4, 1)).items if i.kind == "deadline")
    assert (guessed.fields["due"], guessed.question) == ("2024-05-08", "no_year")
    assert draft(text).as_json()["deadlines"] == []


def test_a_table_of_stages_gives_phases_and_its_cells_give_demands() -> None:
    text = """2023年活动进度表
阶段\t工作内容\t时间\t责任科室
准备阶段\t制定方案，每科室报送1份\t3月1日至3月10日\t办公室
实施阶段\t开展检查，覆盖率不低于90%\t3月11日至4月30日\t安全科 保卫科
"""
    reading = draft(text)
    assert values(reading, "phase", "name", "start", "end") == [
        ("准备阶段", "2023-03-01", "2023-03-10"),
        ("实施阶段", "2023-03-11", "2023-04-30"),
    ]
    assert (">=", 90) in values(reading, "requirement", "op", "value")
    assert ["安全科", "保卫科"] in [row[0] for row in values(reading, "responsibility", "lead")]


def test_lost_line_ends_and_wrapped_lines_are_brought_back() -> None:
    wrapped = PLAN.replace("集中学习的时间要占", "集中学习的\n\n  时间要占")
    assert values(draft(wrapped), "requirement", "op", "value") == values(draft(PLAN), "requirement", "op", "value")
    assert values(draft(PLAN.replace("\n", "　　")), "phase", "start", "end") == values(
        draft(PLAN), "phase", "start", "end"
    )
