"""Every act that changes work is posted, or says why not; no form asks for a number that has no home."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

from django import forms

from taizhang.ledger.kinds import KINDS
from tests.law.test_house import ROOT, inside, product_code, templates

# What an act that posts nothing says of itself, or its module of all in it, with the reason (settled question 33).
SAYS_SO = re.compile(r"posts nothing|nothing here is posted", re.IGNORECASE)

# Number fields of forms: the fact kind that their action posts, or why they are no figure (settled question 16).
NUMBERS: dict[str, str] = {
    "AboutForm.unit": "the number of a row in the address of a page",
    "AboutForm.record": "the number of a row in the address of a page",
    "RestateForm.seen": "the number of the statement that the person looked at",
    "RestateSelfStudyForm.seen": "the number of the statement that the person looked at",
    "SelfStudyForm.minutes": "learning.study_minutes",
    "RestateSelfStudyForm.minutes": "learning.study_minutes",
    "HoldLessonForm.minutes": "learning.study_minutes",
    "TellForm.cost": "learning.visit_paid",
    "MakeUpsForm.minutes": "learning.study_minutes",
    "EssayLengthForm.papers": "how many essays a programme asks of its leaders, a threshold",
    "EssayLengthForm.characters": "the length that counts as full in a programme, a threshold",
    "FrameForm.notes": "how many a plan asks for; a promise, no figure",
    "FrameForm.essays": "how many a plan asks for; a promise, no figure",
    "WorkingTimeForm.days_apart": "how many days study keeps from business; a setting, no figure",
    "ItemForm.minutes": "how long an item is planned to last; a promise, no figure",
    "HeldForm.leaders": "meetings.people_attended",
    "HeldForm.heads": "meetings.people_attended",
    "HeldForm.cadres": "meetings.people_attended",
    "HeldForm.members": "meetings.people_attended",
    "HeldForm.others": "meetings.people_attended",
    "DecisionForm.number": "the number of an agenda item",
    "DecisionForm.due": "meetings.votes_counted",
    "DecisionForm.present": "meetings.votes_counted",
    "DecisionForm.votes_for": "meetings.votes_counted",
    "DecisionForm.against": "meetings.votes_counted",
    "DecisionForm.abstained": "meetings.votes_counted",
    "ProgressForm.task": "the number of a row that the line is about",
    "CycleForm.every_days": "a rule of the programme that reminds and counts nothing",
    "CycleForm.grace_days": "a rule of the programme that reminds and counts nothing",
    "ListSheet.stated": "how many items a list is said to have: words of the list, counted nowhere",
    "ContestForm.questions_asked": "how many questions a paper has; a setting, no figure",
    "ContestForm.minutes_hint": "how long a paper takes; a hint, no figure",
    "SampleForm.size": "how many are to be drawn; a setting, no figure",
    "PaperForm.right": "a team's result of a round, shown inside the contest only and counted nowhere",
}
# Numbers that a page asks for without a form class: template → why they are no figure.
ASKED_BY_PAGES = {"gaps.html": "how many days without an act to look for; a filter in the address"}


def acts() -> dict[str, tuple[Path, ast.FunctionDef]]:
    """Every public function of work, oversight and flows that takes who acts and the key of the act."""
    paths = [
        path
        for path in product_code()
        if inside(path, "flows") or (inside(path, "work", "oversight") and ("actions" in (*path.parts, path.stem)))
    ]
    return {
        f"{path.relative_to(ROOT)}:{node.name}": (path, node)
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if {"by", "key"} <= {argument.arg for argument in node.args.kwonlyargs}
    }


def calls() -> dict[str, set[str]]:
    """Function → names it calls, in all code above the ledger; same names are one, which errs towards posting."""
    found: dict[str, set[str]] = {}
    for path in product_code():
        # a page names its acts after them; what it calls is not what the act does
        if not inside(path, "work", "oversight", "flows") or "views" in (*path.parts, path.stem):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                called = found.setdefault(node.name, set())
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Call):
                        called.add(getattr(inner.func, "attr", getattr(inner.func, "id", "")))
    return found


def reaches_the_ledger(name: str, by_function: dict[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in {"post", "correct"}:
            return True
        if one not in seen:
            seen.add(one)
            waiting += by_function.get(one, set())
    return False


def said_of(path: Path, act: ast.FunctionDef) -> str:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return f"{ast.get_docstring(module) or ''} {ast.get_docstring(act) or ''}".replace("\n", " ")


def test_every_act_is_posted_or_says_that_it_posts_nothing_and_why() -> None:
    by_function = calls()
    assert acts()
    silent = [
        name
        for name, (path, act) in acts().items()
        if not reaches_the_ledger(act.name, by_function) and not SAYS_SO.search(said_of(path, act))
    ]
    assert not silent


def test_no_act_says_that_it_posts_nothing_and_posts() -> None:
    by_function = calls()
    wrong = [
        name
        for name, (_path, act) in acts().items()
        if "Posts nothing" in (ast.get_docstring(act) or "") and reaches_the_ledger(act.name, by_function)
    ]
    assert not wrong


def form_classes() -> list[type[forms.BaseForm]]:
    paths = [path for path in product_code() if "form" in path.stem or "forms" in path.parts]
    modules = [
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for path in paths
    ]
    return [
        one
        for module in modules
        for _name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, forms.BaseForm) and one.__module__ == module.__name__
    ]


def number_fields() -> set[str]:
    numeric = (forms.IntegerField, forms.FloatField, forms.DecimalField, forms.DurationField)
    return {
        f"{form.__name__}.{name}"
        for form in form_classes()
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, numeric)
    }


def test_every_number_field_of_a_form_has_its_home() -> None:
    assert number_fields() == set(NUMBERS), "name the fact kind that its action posts, or why it is no figure"


def test_the_home_of_a_number_is_a_kind_of_the_chart_or_a_reason() -> None:
    assert not [home for home in NUMBERS.values() if " " not in home and home not in KINDS]


def test_no_page_asks_for_a_number_outside_a_form_class() -> None:
    asking = {
        path.name for path in templates() if re.search(r"""type=["']?(?:number|range)""", path.read_text("utf-8"))
    }
    assert asking == set(ASKED_BY_PAGES)
