"""The shell, the error pages and the components, rendered in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from taizhang.ui import gallery, parts, toasts, views

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
LANGUAGES = ("zh-hans", "zh-hant", "en")


class Dates(forms.Form):
    due_on = forms.DateField(label="Due", help_text="A day.")
    note = forms.CharField(label="Note", required=False)


def request_to(address: str = "/", **cookies: str) -> HttpRequest:
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def drawn(source: str, request: HttpRequest | None = None, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context({"request": request or request_to(), **values}))


def page(content: HttpResponse) -> str:
    return content.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str, language: str) -> None:
    with translation.override(language):
        get_template(name)


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")])
@pytest.mark.parametrize(
    "name", ["ui/base.html", "ui/plain.html", "400.html", "403.html", "404.html", "409.html", "500.html"]
)
def test_a_page_stands_with_nothing_known_about_reader_or_campaign(name: str, language: str, tag: str) -> None:
    with translation.override(language):
        html = render_to_string(name)
    assert f'<html lang="{tag}"' in html
    assert "<h1>" in html


@pytest.mark.urls("taizhang.ui.tests.urls")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [gallery.gallery, gallery.rollcall, gallery.review])
def test_the_gallery_shows_all_components(view: Callable[[HttpRequest], HttpResponse], language: str) -> None:
    with translation.override(language):
        html = page(view(request_to()))
    assert "style=" not in html
    assert " onclick" not in html


def test_a_refusal_shows_its_reason() -> None:
    assert "branch 0203 only" in render_to_string("403.html", {"exception": "branch 0203 only"})


def test_the_dark_set_is_linked_for_screens_only() -> None:
    linked = {}
    for chosen in ("auto", "light", "dark", "pink"):
        html = render_to_string("ui/base.html", request=request_to(theme=chosen))
        linked[chosen] = [line for line in html.splitlines() if "tokens-dark" in line]
    assert 'media="screen and (prefers-color-scheme: dark)"' in linked["auto"][0]
    assert 'media="screen"' in linked["dark"][0]
    assert linked["light"] == []
    assert linked["pink"] == linked["auto"]


def test_the_theme_is_kept_in_a_cookie_and_the_reader_comes_back() -> None:
    answer = views.theme(RequestFactory().post("/ui/theme/", {"theme": "dark", "next": "/units/?a=1"}))
    assert answer["Location"] == "/units/?a=1"
    assert answer.cookies["theme"].value == "dark"


def test_the_theme_switch_leads_to_no_other_site_and_keeps_no_odd_value() -> None:
    answer = views.theme(RequestFactory().post("/ui/theme/", {"theme": "pink", "next": "//evil.example/"}))
    assert answer["Location"] == "/"
    assert "theme" not in answer.cookies


def test_the_theme_changes_by_post_only() -> None:
    assert Client().get("/ui/theme/").status_code == 405


def test_a_toast_says_what_was_posted_and_offers_to_take_it_back() -> None:
    request = request_to()
    toasts.say(request, "Roll-call posted, 19 present", undo_url="/undo/7/")
    toasts.refuse(request, "Two conditions are missing")
    html = render_to_string("ui/partials/toasts.html", {"messages": request._messages}, request)  # type: ignore[attr-defined]
    assert "Roll-call posted, 19 present" in html
    assert '<form method="post" action="/undo/7/">' in html
    assert html.count('action="/undo/') == 1
    assert 'class="toast due"' in html


def test_a_figure_opens_where_the_reader_may_go_and_is_plain_where_not() -> None:
    assert (
        drawn('{% figure 1267 "/open/" "hours" %}') == '<a class="n" href="/open/" aria-label="hours 1,267">1,267</a>'
    )
    assert drawn("{% figure 1267 %}") == "1,267"
    assert drawn("{% figure name %}", name="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("shape", ["done", "ok", "due", "idle", "over", "redo", "na", "wait"])
def test_a_status_is_a_shape_a_word_and_a_colour(shape: str) -> None:
    html = drawn("{% status shape %}", shape=shape)
    assert f'class="status {shape}"' in html
    assert f'href="#g-{shape}"' in html
    with translation.override("en"):
        assert re.search(r"</svg>[a-z ]+</span>", drawn("{% status shape %}", shape=shape))
    assert f'id="g-{shape}"' in render_to_string("ui/partials/shapes.html")


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        drawn('{% status "happy" %}')


def test_a_heat_cell_shows_its_figure_and_never_the_shade_alone() -> None:
    assert '<td class="cell gap3"><a class="n" href="/x/">58</a></td>' in drawn('{% heat_cell 10 17 "/x/" %}')
    assert "g-ok" in drawn("{% heat_cell 17 17 %}")
    assert "g-over" in drawn('{% heat_cell 17 17 "" True %}')
    assert "g-na" in drawn("{% heat_cell 0 0 %}")
    assert ">99<" in drawn('{% heat_cell 999 1000 "/x/" %}')


def test_a_filter_lives_in_the_address_and_forgets_the_page() -> None:
    found = parts.choices(request_to("/?state=open&sort=code&page=3"), "state", [("", "all", 24), ("open", "open", 6)])
    assert [choice.url for choice in found] == ["?sort=code", "?state=open&sort=code"]
    assert [choice.current for choice in found] == [False, True]


def test_sorting_again_turns_the_order_round() -> None:
    first = drawn('{% sort_head "code" "Code" %}', request_to("/?q=1"))
    assert "sort=code" in first
    assert "aria-sort" not in first
    second = drawn('{% sort_head "code" "Code" %}', request_to("/?sort=code"))
    assert "sort=-code" in second
    assert 'aria-sort="ascending"' in second


def test_only_allowed_columns_sort() -> None:
    assert parts.sort_by(request_to("/?sort=-name"), ["code", "name"]) == "-name"
    assert parts.sort_by(request_to("/?sort=hours"), ["code", "name"]) == "code"


def test_pages_keep_the_rest_of_the_query() -> None:
    request = request_to("/?q=a&page=2")
    html = drawn("{% pages page %}", request, page=parts.page_of(request, list(range(120))))
    assert 'href="?q=a&amp;page=1"' in html
    assert 'href="?q=a&amp;page=3"' in html


def test_an_export_takes_exactly_what_is_shown() -> None:
    assert 'href="?state=open&amp;export=xlsx"' in drawn("{% export_links 6 %}", request_to("/?state=open&page=2"))


def test_a_wrong_field_says_what_to_mend_and_is_tied_to_its_control() -> None:
    html = drawn("{% form_errors form %}{% fields form %}", form=Dates({"due_on": "2026-02-30"}))
    assert '<a class="link" href="#id_due_on">Due</a>' in html
    assert 'id="id_due_on_error"' in html
    assert 'aria-describedby="id_due_on_helptext id_due_on_error"' in html
    assert 'aria-invalid="true"' in html


def test_an_error_in_a_list_of_rows_names_its_row() -> None:
    rows = forms.formset_factory(Dates)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-due_on": "2026-02-03", "form-1-due_on": "x"}
    with translation.override("en"):
        html = drawn("{% form_errors formset %}", formset=rows(data))
    assert "Row 2 Due" in html
    assert "Row 1" not in html


def test_a_right_form_has_no_summary() -> None:
    assert "wrong-summary" not in drawn("{% form_errors form %}", form=Dates({"due_on": "2026-02-03"}))


def test_a_long_task_asks_again_only_while_it_runs() -> None:
    task = {"id": "1", "label": "Export", "state": "running", "url": "/t/1/", "done": 198, "total": 318}
    assert 'hx-get="/t/1/"' in render_to_string("ui/partials/progress.html", {"task": task})
    for state in ("done", "failed"):
        assert "hx-get" not in render_to_string("ui/partials/progress.html", {"task": {**task, "state": state}})
