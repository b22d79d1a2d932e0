"""Programme templates: which one a notice follows, what it lacks against it, and what the office takes over."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.programmes.models import ListUse, Programme
from taizhang.ledger.reading import Scope, total
from taizhang.lib.refusals import NotAllowed
from taizhang.lib.words import Words
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.work.notices import actions, queries
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import Notice
from taizhang.work.notices.principle_check import against, findings_among
from taizhang.work.notices.programme_templates import TEMPLATES
from taizhang.work.notices.programme_templates.fit import FITS, difference, fits_of, template_of
from taizhang.work.notices.programme_templates.gaps import LEAVE_OPEN, TAKE
from taizhang.work.notices.questions import Asked
from taizhang.work.notices.recurrences import CODE
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import decide, demand, receive, refused, settle
from tests.visitor import sheet
from tests.world import World, key

MANAGEMENT = (
    "关于开展管理提升活动的通知\n\n各单位：\n决定用两年时间开展管理提升活动。\n"
    "一、第一阶段：全面启动、自我诊断（2026年3月1日至6月30日）\n各单位对照标杆查找短板。\n"
    "二、第二阶段：专项提升、协同推进（2026年7月1日至2027年8月31日）\n由办公室牵头，人事处配合，完善制度。\n"
    "三、第三阶段：持续改进、总结评价（2027年9月1日至12月31日）\n做好总结。\n"
)
BARE = "关于开展主题教育的通知\n\n各党支部：\n请党员认真学习，加强教育。\n"


def office(world: World) -> Client:
    client = Client()
    client.force_login(world.user(world.office))
    return client


def asked(notice: Notice) -> dict[str, Asked]:
    return {one.question.code: one for one in queries.read_review(notice).asked}


def take(world: World, notice: Notice, code: str) -> None:
    about = asked(notice)[code].question.about
    actions.answer_question(notice=notice, question=code, answer=TAKE, about=about, by=world.office, key=key())


def texts(template_code: str) -> list[Words]:
    """Every word of a template that would become part of a programme."""
    one = TEMPLATES[template_code]
    found = [one.title, one.about, *one.goals, *one.principles, *one.leave]
    for phase in one.phases:
        found += [phase.name, *phase.conditions]
        for step in phase.steps:
            found += [step.name, *step.needs]
    for rule in one.rules:
        found += [rule.what, rule.lacking]
    for named in one.lists:
        found += [named.name, *named.items]
    return found + [report.what for report in one.reports]


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_template_names_only_declared_metrics_and_says_everything_in_three_scripts(code: str) -> None:
    template = TEMPLATES[code]
    assert {rule.metric for rule in template.rules} <= CATALOGUE.keys()
    assert all(Fraction(rule.amount) >= 0 and rule.phase <= len(template.phases) for rule in template.rules)
    assert all(CODE.fullmatch(report.recurs) for report in template.reports)
    assert all(not named.items or len(named.items) == named.stated for named in template.lists)
    for words in texts(code):
        assert words.hans and words.hant and words.en.isascii(), words


@pytest.mark.requirement("R1-29")
@pytest.mark.parametrize("code", TEMPLATES)
def test_no_template_shames_ranks_scores_or_asks_for_length(code: str) -> None:
    assert not findings_among(words.hans for words in texts(code))
    assert not [rule for rule in TEMPLATES[code].rules if rule.measure == "essay_chars"]


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("每月对各支部学习情况进行排名通报", True),
        ("對工作不力的單位公開曝光", True),
        ("每日打卡并上传截图", True),
        ("不搞排名通报", False),
        ("严禁以拍照留痕代替工作", False),
        ("工作不力的通报批评", True),
        ("做好学习笔记", False),
    ],
)
def test_what_speaks_against_the_principles_is_told_and_what_forbids_it_is_not(text: str, speaks: bool) -> None:
    assert bool(against(text)) is speaks


@pytest.mark.requirement("R1-29")
def test_adoption_and_review_warn_of_what_speaks_against_the_principles(world: World) -> None:
    notice = receive(world)
    chars = demand(notice, "essay_chars")
    client = office(world)
    page = client.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    row = page[page.index(f'id="i{chars.number}" data-item') :]
    assert "给心得体会定字数" in row[: row.index("</li>")]
    settle(world, notice)
    adoption = client.get(reverse("flows:adopt_draft", args=[notice.record_id])).content.decode()
    assert "给心得体会定字数" in adoption and 'id="against"' in adoption
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    assert "给心得体会定字数" in client.get(reverse("notices:programme", args=[programme.record_id])).content.decode()


def test_each_kind_of_notice_follows_its_template_with_reasons(world: World) -> None:
    for text, code in ((notice_text(world.today), "education"), (MANAGEMENT, "management")):
        notice = receive(world, text)
        items = list(notice.items.all())
        best = fits_of(notice, items)[0]
        assert best.template.code == code and best.score >= FITS and best.reasons
        assert all(other.score < best.score for other in fits_of(notice, items)[1:])
    plain = receive(world, "关于做好防汛值班的通知\n\n各单位：\n请安排好夜间值班，及时报告水情。\n")
    assert template_of(plain, list(plain.items.all())) is None


def test_what_the_notice_adds_changes_and_lacks_is_told(world: World) -> None:
    notice = receive(world)
    hours = demand(notice, "study_hours")
    decide(world, hours, ItemState.EDITED, **{**hours.fields, "amount": "36", "what": "学习36学时"})
    told = difference(TEMPLATES["education"], list(notice.items.all()))
    assert any("36" in line and "40" in usual for line, usual in told.changes)
    assert "缺课都已补上" in told.lacks and "五查" in told.lacks
    assert not {"学习动员", "分析评议", "整改提高"} & set(told.lacks)
    page = office(world).get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    assert "分阶段集中教育活动" in page and "缺课都已补上" in page


def test_gaps_are_questions_until_they_are_answered_with_one_key(world: World) -> None:
    notice = receive(world)
    codes = asked(notice)
    assert {"lacks_missed", "lacks_gate_2", "lacks_gate_3", "lacks_lists"} <= codes.keys()
    # the sample says how the first stage is left, and how many essays are asked
    assert not {"lacks_gate_1", "lacks_essays", "no_hours"} & codes.keys()
    page = office(world).get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    assert 'data-key="1"' in page and 'data-key="2"' in page
    before = len(queries.read_review(notice).open_questions)
    actions.answer_question(notice=notice, question="lacks_missed", answer=LEAVE_OPEN.code, by=world.office, key=key())
    assert len(queries.read_review(notice).open_questions) == before - 1
    left = reverse("notices:leave_open", args=[notice.record_id])
    office(world).post(left, sheet())
    assert not queries.read_review(notice).open_questions


@pytest.mark.requirement("N-01")
def test_what_is_taken_from_the_template_is_adopted_and_shown_as_such(world: World) -> None:
    notice = receive(world)
    booked = Scope(("notices.item_decided",), codes=("accepted",), unit=world.committee)
    before = total(booked)
    for code in ("lacks_missed", "lacks_gate_2", "lacks_lists"):
        take(world, notice, code)
        assert code not in asked(notice)
    taken = list(notice.items.filter(template="education"))
    assert {item.kind for item in taken} == {ItemKind.REQUIREMENT, ItemKind.CONDITION, ItemKind.NAMED_LIST}
    assert total(booked) == before + len(taken)
    client = office(world)
    page = client.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    assert "取自模板" in page
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    made = programme.requirements.get(metric="sessions_missed")
    assert (made.template, made.numerator, made.operator, made.quote) == ("education", 0, "<=", "")
    assert programme.phases.get(number=2).conditions.count() == 5
    assert not programme.phases.get(number=3).conditions.exists()
    assert {(row.name, row.items.count(), row.stated) for row in programme.named_lists.all()} >= {("五查", 0, 5)}
    assert programme.named_lists.get(name="四落实").use == ListUse.GUIDANCE
    shown = client.get(reverse("notices:programme", args=[programme.record_id])).content.decode()
    row = shown[shown.index(f'id="requirement-{made.number}"') :]
    assert "取自模板" in row[: row.index("</tr>")]


def test_what_was_taken_can_be_struck_and_its_question_is_open_again(world: World) -> None:
    notice = receive(world)
    take(world, notice, "lacks_missed")
    item = notice.items.get(asked_by="lacks_missed")
    decide(world, item, ItemState.STRUCK)
    assert asked(notice)["lacks_missed"].is_open
    same = key()
    for _time in range(2):
        actions.answer_question(notice=notice, question="lacks_missed", answer=TAKE, by=world.office, key=same)
    kept = notice.items.filter(asked_by="lacks_missed").exclude(state=ItemState.STRUCK)
    assert kept.count() == 1
    with refused("unknown_question"):
        actions.answer_question(notice=notice, question="lacks_missed", answer=TAKE, by=world.office, key=key())


@pytest.mark.requirement("R1-27")
def test_the_three_stages_and_the_three_steps_of_the_first_ship_in_order_and_are_taken_over(world: World) -> None:
    client = office(world)
    page = client.get(reverse("notices:programme_templates")).content.decode()
    page = page[page.index("<table", page.index('id="education"')) :]
    order = [page.index(name) for name in ("学习动员", "思想发动", "学习培训", "大讨论", "分析评议", "整改提高")]
    assert order == sorted(order)
    notice = receive(world, BARE)
    address = reverse("notices:choose_template", args=[notice.record_id])
    client.post(address, sheet(template="education"))
    take(world, notice, "no_phases")
    take(world, notice, "no_hours")
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    phases = list(programme.phases.order_by("number"))
    assert [phase.name for phase in phases] == ["学习动员", "分析评议", "整改提高", "经常性工作"]
    assert [step.name for step in phases[0].steps.order_by("number")] == ["思想发动", "学习培训", "大讨论"]
    hours = programme.requirements.get(metric="study_minutes")
    assert (hours.numerator, hours.phase, hours.template) == (2_400, phases[0], "education")


def test_a_phase_without_an_end_takes_the_length_of_the_template(world: World) -> None:
    notice = receive(world)
    phase = notice.items.filter(kind=ItemKind.PHASE).order_by("number")[1]
    decide(world, phase, ItemState.EDITED, **{**phase.fields, "starts_on": "2026-10-01", "ends_on": ""})
    take(world, notice, "phase_without_end_2")
    assert notice.items.get(pk=phase.pk).standing["ends_on"] == "2026-11-14"


def test_the_office_holds_a_notice_against_another_template_or_none(world: World) -> None:
    notice = receive(world)
    client = office(world)
    address = reverse("notices:choose_template", args=[notice.record_id])
    client.post(address, sheet(template="none"))
    notice.refresh_from_db()
    assert not [code for code in asked(notice) if code.startswith("lacks_")]
    client.post(address, sheet(template="pioneer"))
    assert template_of(Notice.objects.get(pk=notice.pk), list(notice.items.all())) == TEMPLATES["pioneer"]
    with refused("unknown_template"):
        actions.choose_template(notice=notice, template="other", by=world.office, key=key())
    with pytest.raises(NotAllowed):
        actions.choose_template(notice=notice, template="none", by=world.secretary, key=key())


@pytest.mark.requirement("R4-01")
def test_the_consolidation_stage_of_a_template_waits_for_its_assessment_as_any_other(world: World) -> None:
    notice = receive(world, BARE)
    actions.choose_template(notice=notice, template="pioneer", by=world.office, key=key())
    take(world, notice, "no_phases")
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    programme = Programme.objects.get(notice=notice.record)
    phases = list(programme.phases.order_by("number"))
    assert [phase.is_consolidation for phase in phases] == [False, False, False, True, False]
