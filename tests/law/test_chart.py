"""The chart of facts and the catalogue of metrics: every kind has a poster and a reader; only sums; words in three scripts."""

import re

import pytest

from taizhang.config.settings import PACKAGE
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.ledger.kinds import KINDS, REASONS
from taizhang.lib.words import Words
from taizhang.metrics.catalogue import CATALOGUE, Metric, Quota, Ratio, Sum, kinds_read
from taizhang.metrics.judging import Value, meets

SOURCES = {
    path: path.read_text()
    for path in PACKAGE.rglob("*.py")
    if "tests" not in path.parts and "migrations" not in path.parts and path.parent.name not in {"ledger", "metrics"}
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_poster_in_the_app_that_names_it(kind: str) -> None:
    app = kind.split(".")[0]
    posters = [path for path, words in SOURCES.items() if app in path.parts and f'"{kind}"' in words]
    flows = [path for path, words in SOURCES.items() if "flows" in path.parts and f'"{kind}"' in words]
    assert posters or flows, f"nobody posts {kind}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_reader(kind: str) -> None:
    assert kind in kinds_read()


@pytest.mark.parametrize("metric", CATALOGUE.values(), ids=lambda metric: metric.name)
def test_the_catalogue_holds_only_sums_of_declared_kinds_and_codes(metric: Metric) -> None:
    formula = metric.formula
    parts = [formula] if isinstance(formula, Sum) else [formula.numerator, formula.denominator]
    for part in parts:
        if isinstance(part, Quota):
            assert part.metric in CATALOGUE
            continue
        for kind in part.kinds:
            assert set(part.codes) <= set(KINDS[kind].codes)
            assert KINDS[kind].measure is metric.measure


@pytest.mark.parametrize(
    "words",
    [k.words for k in KINDS.values()] + [m.words for m in CATALOGUE.values()] + list(REASONS.values()),
    ids=lambda words: words.en,
)
def test_no_word_is_empty_or_the_same_in_all_three(words: Words) -> None:
    assert words.hans and words.hant and words.en
    assert words.en not in {words.hans, words.hant}
    assert not re.search(r"[一-鿿]", words.en)


def test_no_formula_reads_the_explaining_data() -> None:
    for path in (PACKAGE / "metrics").rglob("*.py"):
        assert "data" not in re.findall(r"[a-z_]+", path.read_text().split('"""', 2)[-1]) or path.name.startswith(
            "test"
        )


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        (Operator.AT_LEAST, Value(1600, 2400), True),
        (Operator.AT_LEAST, Value(1599, 2400), False),
        (Operator.AT_MOST, Value(1600, 2400), True),
        (Operator.AT_MOST, Value(1601, 2400), False),
        (Operator.EXACTLY, Value(2, 3), True),
        (Operator.EXACTLY, Value(1601, 2400), False),
    ],
)
def test_exactly_the_threshold_passes_and_one_unit_beside_it_fails(
    operator: Operator, value: Value, answer: bool
) -> None:
    assert meets(value, Requirement(operator=operator, numerator=2, denominator=3)) is answer


def test_2399_minutes_are_short_and_2400_are_forty_hours() -> None:
    forty = Requirement(operator=Operator.AT_LEAST, numerator=2400)
    assert not meets(Value(2399), forty)
    assert meets(Value(2400), forty)


def test_a_share_of_a_quota_names_a_metric_of_its_own_measure() -> None:
    shares = [metric for metric in CATALOGUE.values() if isinstance(metric.formula, Ratio)]
    assert shares
    for metric in shares:
        assert isinstance(metric.formula, Ratio)
        if isinstance(metric.formula.denominator, Quota):
            assert CATALOGUE[metric.formula.denominator.metric].measure is metric.measure


def test_the_chart_of_a_context_stands_on_one_page() -> None:
    for page in (PACKAGE / "ledger" / "declared").glob("*.py"):
        assert len(page.read_text().splitlines()) < 150, page.name
        kinds = [kind for kind in KINDS if kind.startswith(f"{page.stem}.")]
        assert kinds or page.stem == "__init__"
