"""No screen is in order of merit, the supervisors' included (settled question 47)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.law.test_house import ROOT, found, inside, product_code, templates
from tests.law.test_words import catalogues, messages, strings

# What a list may be ordered by: names, codes, places and days; and what a row is, never how much it has.
ORDERS = re.compile(
    r"""(?x) -? (?: \w+__ )*
    (?: pk | id | code | name | title | short_title | username | path | tree | kind | type | page | words | metric
      | number | position | place | version | reason | act | entry | unit | programme | phase | record
      | person | member | matter | role | leads
      | is_\w+ | \w+_on | \w+_at | on | at | start | end )"""
)

# What else orders something, and why it is no merit: (file, what) → reason.
OTHER_ORDERS = {
    ("queries.py", "of"): "who owes, who comes freely, guests: the groups of a sheet, each in code order",
    ("queries.py", "priority"): "the weight of a text in a programme: main, key, further, optional",
    ("queries.py", "max"): "the day after all days, for what has none",
    ("member.py", "max"): "the day after all days, for what has none",
    ("holding.py", "LEADER"): "leaders before members at a criticism session, as they speak first; else roster order",
    ("queries.py", "about"): "the number of the item that a question is about",
    ("queries.py", "days"): "free days offered for a session, the nearest first",
    ("queries.py", "named_list"): "items list by list, each in its own order",
    ("entry.py", "amount"): "minus before plus among the lines of one person in one voucher",
}


def pages() -> list[Path]:
    """Code that draws lists for people: all of oversight and flows, and what work and ground read and show."""
    reading = ("queries", "views", "pages", "sheets", "exports", "exporting")
    return [
        path
        for path in product_code()
        if inside(path, "oversight") or any(word in path.parts or word in path.stem for word in reading)
    ]


def last_names(expression: ast.AST) -> list[str]:
    """The last name of each dotted value in an expression: ``one.unit.code`` is ``code``; what is called is no value."""
    inner = {id(node.value) for node in ast.walk(expression) if isinstance(node, ast.Attribute)}
    called = {id(node.func) for node in ast.walk(expression) if isinstance(node, ast.Call)}
    return [
        node.attr for node in ast.walk(expression) if isinstance(node, ast.Attribute) and id(node) not in inner | called
    ]


def orders(path: Path) -> list[tuple[int, str]]:
    """(line, what it is ordered by) of every ordering in a file, as far as it can be read."""
    seen: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "order_by":
            seen += [(node.lineno, str(one.value)) for one in node.args if isinstance(one, ast.Constant)]
        if name in {"sorted", "sort"}:
            seen += [
                (node.lineno, order) for word in node.keywords if word.arg == "key" for order in last_names(word.value)
            ]
    return seen


def test_lists_are_ordered_by_code_name_place_or_day() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}: {order}"
        for path in pages()
        for line, order in orders(path)
        if not ORDERS.fullmatch(order) and (path.name, order) not in OTHER_ORDERS
    ]
    assert not bad


def test_the_pattern_knows_an_order_of_merit() -> None:
    assert ORDERS.fullmatch("-unit__code")
    assert ORDERS.fullmatch("last_visit_on")
    assert not ORDERS.fullmatch("-met")
    assert not ORDERS.fullmatch("share")
    assert not ORDERS.fullmatch("amount")


def test_no_template_sorts_rows_itself() -> None:
    assert not found(r"\|\s*dictsort", templates())


def test_a_reader_may_sort_by_names_codes_and_days_only() -> None:
    keys = [
        (path, key)
        for path in templates()
        for key in re.findall(r"""\{%\s*sort_head\s+["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    ]
    assert not [(path, key) for path, key in keys if not ORDERS.fullmatch(key)]


def test_no_word_of_the_product_speaks_of_ranks_or_points() -> None:
    merit = re.compile(r"排名|名次|排行|第[一二三1-3]名|积分|積分|打卡|签到率")
    bad = [
        f"{path.relative_to(ROOT)}: {text}"
        for path, _language, catalogue in catalogues()
        for message in messages(catalogue)
        for text in strings(message)
        if merit.search(text) and not re.search(r"不(?:用|作|设|設|排)|没有|沒有|无|無", text)
    ]
    assert not bad
