"""Every component in every state on one page, with invented figures. Routed only with DEBUG or for a demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.lib import clock
from taizhang.ui import charts, formats, parts, toasts
from taizhang.ui.widgets import DayInput

_PEOPLE = [
    "沈怀舟",
    "顾青禾",
    "陆闻笛",
    "许知行",
    "方予安",
    "韩令仪",
    "白知遥",
    "程砚舟",
    "宋临溪",
    "唐慕云",
    "叶秋屿",
    "罗望舒",
    "邓亦航",
    "夏松年",
    "秦若谷",
    "石敬之",
    "江晚亭",
    "温如圭",
    "丁一苇",
    "崔行简",
    "贺兰汀",
    "纪长庚",
]


@dataclass(frozen=True)
class _Named:
    name: str
    batch: str


@dataclass(frozen=True)
class _NavItem:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class _Task:
    id: str
    label: str
    state: str
    url: str
    done: int = 0
    total: int = 1
    seconds_left: int = 0
    result_url: str = ""


class _ExampleForm(forms.Form):
    """A form with a field of each kind, to look at."""

    title = forms.CharField(label="问题", help_text="一句话说清是什么事，在哪里。")
    due_on = forms.DateField(label="完成时限", widget=DayInput())
    kind = forms.ChoiceField(
        label="整改类型",
        choices=[("now", "立行立改"), ("date", "限期整改"), ("long", "长期坚持")],
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label="配合单位", choices=[("", "无"), ("1", "二次供水一队")], required=False)
    words = forms.CharField(label="你要补充的话", widget=forms.Textarea, required=False)
    public = forms.BooleanField(label="公布整改结果", required=False)


def _shell(request: HttpRequest) -> dict[str, object]:
    here = reverse("ui:gallery")
    nav = [
        _NavItem("部件样张", here, request.path == here),
        _NavItem("点名", reverse("ui:gallery_rollcall"), request.path == reverse("ui:gallery_rollcall")),
        _NavItem("来文", reverse("ui:gallery_review"), request.path == reverse("ui:gallery_review")),
        *(_NavItem(label, here) for label in ("学习", "整改台账", "转段", "报告", "档案")),
    ]
    return {
        "campaign": _Named("“连心”集中学习教育活动", "第三批"),
        "nav": nav,
        "who": "城东水厂党支部·书记 沈怀舟",
        "ledger_state": "截至 4月2日 09:40·已入账 12,407 笔·封存至第 1,182 批，校验无误",
        "burden_url": here,
        "now": clock.now(),
    }


def _timeline(today: date) -> str:
    def at(days: int) -> date:
        return today + timedelta(days=days)

    phases = [
        charts.Phase(
            "阶段一 学习动员",
            at(-37),
            at(8),
            [
                charts.Stretch("动员", at(-37), at(-30)),
                charts.Stretch("学习培训", at(-30), at(-6)),
                charts.Stretch("大讨论", at(-6), at(1)),
                charts.Stretch("转段", at(1), at(8)),
            ],
        ),
        charts.Phase(
            "阶段二 分析评议",
            at(8),
            at(53),
            [charts.Stretch("征求意见", at(8), at(22)), charts.Stretch("谈心谈话", at(22), at(36))],
        ),
        charts.Phase("阶段三 整改提高", at(53), at(89), [charts.Stretch("整改与公布", at(64), at(89))]),
    ]
    spreads = [
        charts.Spread("党总支", "6 个", at(-7), at(-4), at(-2), at(1), at(3), (), "分布窄"),
        charts.Spread(
            "党支部",
            "48 个",
            at(-13),
            at(-7),
            at(-2),
            at(2),
            at(6),
            (at(-25), at(-22), at(-18), at(11)),
            "3 个偏后",
            "#",
        ),
        charts.Spread("党小组", "131 个", at(-17), at(-9), at(-4), at(0), at(5), (at(-27), at(-24)), "多因补课"),
    ]
    return charts.timeline(phases, spreads, today=today, title="各层级所处步骤的分布")


def _pictures() -> dict[str, object]:
    today = clock.today()
    first = today - timedelta(days=37)
    points = [
        (first + timedelta(days=7 * week), 60 * hours) for week, hours in enumerate((66, 180, 251, 420, 560, 637))
    ]
    branches = [
        charts.Cell("城西水厂", 31, 31, "#"),
        charts.Cell("青岚水厂", 22, 20, "#"),
        charts.Cell("城东水厂", 22, 16, "#"),
        charts.Cell("柳湾泵站", 17, 10, "#"),
    ]
    others = [charts.Cell("管网一部", 37, 18, "#"), charts.Cell("管网二部", 30, 28, "#")]
    tree = charts.Cell(
        "澜洲市水务集团党委",
        159,
        123,
        "#",
        [charts.Cell("党总支一", 92, 77, "#", branches), charts.Cell("党总支二", 67, 46, "#", others)],
    )
    stages = [
        charts.Stage("登记", 318, "27 条等措施", "最久 19 天", url="#"),
        charts.Stage("定措施", 291, "77 条整改中", late="其中逾期 12", url="#"),
        charts.Stage("提交验收", 214, "27 条等验收", "最久 9 天", url="#"),
        charts.Stage("销号", 187, "45 条等测评", "最久 14 天", url="#"),
        charts.Stage("群众满意", 131, "3 条重新整改", "第 2 轮", url="#"),
    ]
    ballots = [
        charts.Part("满意", 9, "good"),
        charts.Part("比较满意", 11, "fair"),
        charts.Part("不满意", 26, "poor"),
        charts.Part("不计入", 6, "out"),
    ]
    return {
        "rings": [
            (
                charts.ring(Fraction(28, 40), title="学时 28 / 40，差 12", figure="28", against="/ 40"),
                "学时",
                "due",
                "差 12",
            ),
            (
                charts.ring(
                    Fraction(61, 100),
                    title="集中学习占比 61%，要求 66.7%",
                    figure="61%",
                    against="/ 66.7%",
                    notch=Fraction(2, 3),
                ),
                "集中学习占比",
                "due",
                "差 5.9 点",
            ),
            (
                charts.ring(1, title="心得体会 2 / 2", figure="2", against="/ 2", state="done"),
                "心得体会",
                "done",
                "满足",
            ),
        ],
        "timeline": _timeline(today),
        "trend": charts.trend(
            points,
            title="集中学习学时",
            pace=[(first, 0), (today + timedelta(days=8), 60 * 880)],
            shown=formats.hours_short,
        ),
        "icicle": charts.icicle(tree, title="各单位党员与达标占比"),
        "funnel": charts.funnel(stages, title="整改台账漏斗"),
        "stacked": charts.stacked(ballots, title="住户怎么投的", mark=Fraction(1, 2), mark_label="有效票的一半"),
        "paired": charts.paired(
            [charts.Pair("走访", 126, 181), charts.Pair("办实事", 64, 58)], title="实践活动，去年与今年"
        ),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """All components. ``?toast=1`` shows what a page says after an act."""
    if "toast" in request.GET:
        toasts.say(request, "点名已入账，19 人到，凭证 0402-03", undo_url=reverse("ui:gallery_undo"))
        toasts.refuse(request, "暂不能提交：还差条件 3、5")
        return redirect("ui:gallery")
    wrong = _ExampleForm({"title": "", "due_on": "2026-02-30", "kind": "date"})
    choices = parts.choices(request, "state", [("", "全部", 24), ("open", "有未完成", 6), ("today", "今天有事", 3)])
    figures = [
        parts.Figure("应达标", "22", "#", "人"),
        parts.Figure("学时", "903.0", "#"),
        parts.Figure("集中学习占比", "70.5%", "#", "要求 66.7%"),
    ]
    tasks = [
        _Task("a", "导出整改台账", "running", reverse("ui:gallery_task"), 198, 318, 40),
        _Task("b", "抽样", "waiting", reverse("ui:gallery_task")),
        _Task("c", "导入名册", "done", "", result_url="#"),
        _Task("d", "归集", "failed", "", 12, 40),
    ]
    context = {
        **_shell(request),
        **_pictures(),
        "choices": choices,
        "figures": figures,
        "tasks": tasks,
        "example": _ExampleForm(),
        "wrong": wrong,
        "shapes": ["done", "ok", "due", "idle", "over", "redo", "na", "wait"],
        "page": parts.page_of(request, list(range(120))),
        "earlier": date(2005, 3, 5),
        "today": clock.today(),
    }
    return render(request, "ui/gallery.html", context)


def rollcall(request: HttpRequest) -> HttpResponse:
    """The grid that rollcall.js works on."""
    context = {**_shell(request), "people": _PEOPLE, "voluntary": ["马致和", "庄守拙"]}
    return render(request, "ui/gallery_rollcall.html", context)


def review(request: HttpRequest) -> HttpResponse:
    """The two panes that keys.js and review.js work on."""
    items = [
        (3, "学时 ≥ 40，每名党员", "每名党员学习时间不少于40学时", "solid", "settled"),
        (4, "集中学习占比 ≥ 三分之二", "其中集中学习占三分之二以上", "solid", "current"),
        (7, "缺课的补课", "缺课的及时补课", "dashed", ""),
        (13, "每周五报送参学人数和学时", "各支部每周五报送参学人数和学时", "dotted", "struck"),
    ]
    return render(request, "ui/gallery_review.html", {**_shell(request), "items": items})


def task(request: HttpRequest) -> HttpResponse:
    """What the long task on the gallery page becomes when it is polled."""
    finished = _Task("a", "导出整改台账", "done", "", result_url="#")
    return render(request, "ui/partials/progress.html", {"task": finished})


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what the example toast said."""
    toasts.say(request, "点名已撤回")
    return redirect("ui:gallery")
