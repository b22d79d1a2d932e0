"""Sentences that look like items and are none, each beside one that is."""

import pytest

from taizhang.work.notices.reading import Draft, draft

HEAD = "关于做好2023年读书活动的通知\n各科室：\n现将有关事项通知如下。\n一、工作要求\n"


def given(sentence: str) -> Draft:
    return draft(f"{HEAD}{sentence}\n")


def values(reading: Draft, kind: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(item.fields[name] for name in names) for item in reading.items if item.kind == kind]


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("要立即部署开展自查工作。", []),
        ("文化站应将督查工作贯穿活动始终。", []),
        ("文化站应对各书屋进行督查。", [["文化站"]]),
        ("县委办公室规定的期限内（一般为5日内）上报。", []),
        ("县委办公室在5日内上报结果。", [["县委办公室"]]),
        ("要构建党委统一领导、宣传部门牵头负责、工会密切配合的工作机制。", []),
        ("书屋企业参与配书时间应在2年以上。", []),
        ("决赛分三个组进行，每组各选出4名选手。", []),
        ("牵头部门为文化馆、图书馆，办法见附件。", [["文化馆", "图书馆"]]),
        ("文化站、图书馆负责同志为成员。", []),
        ("各镇街5月20日前与书屋签订协议。", [["各镇街"]]),
        ("6月10日前各镇街报送总结。", [["各镇街"]]),
        ("每个县抽查3个书屋。", []),
        ("由文化馆和图书馆联合承办。", [["文化馆", "图书馆"]]),
    ],
)
def test_who_is_told_and_who_is_only_named(sentence: str, leads: list[list[str]]) -> None:
    assert [row[0] for row in values(given(sentence), "responsibility", "lead")] == leads


@pytest.mark.parametrize(
    ("sentence", "required"),
    [
        ("要将通知及时传达给每一位读者。", []),
        ("要传达到不少于3个班组。", [(">=", 3)]),
        ("根据2023学年度校历安排，要做好高三年级的服务。", []),
        ("预计参加馆员120人。", []),
        ("馆员迟到3次以上取消评优资格。", []),
        ("优秀比例不超过30%。", []),
        ("馆员安装率100%。\n家长知晓率100%。", [("==", 100), ("==", 100)]),
        ("检查面不少于书屋总数的20%、藏书总量的10%。", [(">=", 20), (">=", 10)]),
        ("参加人员：全体馆员（共86人）。", []),
        ("对借出图书逾期的，每本扣镇文化经费50元。", []),
        ("参赛馆员进行15分钟的现场讲解。", [("==", 15)]),
    ],
)
def test_what_is_asked_and_what_is_only_counted(sentence: str, required: list[tuple[str, int]]) -> None:
    assert values(given(sentence), "requirement", "op", "value") == required


def test_a_level_that_was_reached_is_a_figure() -> None:
    told = draft(
        "关于做好2023年读书活动的通知\n各科室：\n一、基本情况\n2021年，全县借书量达36多万册，其中童书为12万册。\n"
    )
    assert values(told, "requirement", "value") == []
    assert values(told, "figure", "value") == [(36,), (12,)]


def test_times_under_the_heading_of_the_whole_are_no_deadlines() -> None:
    text = "关于开展读书月暨征文活动的通知\n各科室：\n一、活动时间\n1.读书月活动时间：2023年4月1日至4月30日。\n"
    text += "2.征文活动时间：2023年4月5日至5月20日。\n二、要求\n请于5月25日前报送总结。\n"
    assert values(draft(text), "deadline", "due") == [("2023-05-25",)]


def test_the_first_year_of_a_long_campaign_is_not_past() -> None:
    text = "关于开展争先活动的意见\n各支部：\n到2013年三分之二以上的支部达到标准。\n三、实施步骤\n"
    text += (
        "（一）动员部署（2010年5月—6月）。6月10日前各支部制定方案并上报。\n（二）组织实施（2010年7月—2013年6月）。\n"
    )
    assert ("2010-06-10",) in values(draft(text), "deadline", "due")


def test_a_day_on_which_a_speech_is_asked_for_is_a_deadline() -> None:
    asked = given("各科室要在4月26日升旗仪式上开展一次国旗下讲话。")
    assert values(asked, "deadline", "due") == [("2023-04-26",)]
