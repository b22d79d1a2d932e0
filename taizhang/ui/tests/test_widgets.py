"""Days and times are handed to the browser's pickers in ISO, in every language; none is left blank by a locale."""

from datetime import date, time
from pathlib import Path

import pytest
from django.utils import translation

from taizhang.config.settings import PACKAGE
from taizhang.ui.widgets import ClockInput, DayInput


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_picker_shows_its_value_in_every_language(language: str) -> None:
    with translation.override(language):
        assert 'value="2026-03-05"' in DayInput().render("on", date(2026, 3, 5))
        assert 'value="09:05"' in ClockInput().render("at", time(9, 5))


def test_no_form_uses_a_picker_of_its_own() -> None:
    own = [
        str(path.relative_to(PACKAGE))
        for path in Path(PACKAGE).rglob("*.py")
        if path.name not in {"widgets.py", "test_widgets.py"}
        and ("DateInput(" in (text := path.read_text()) or "TimeInput(" in text)
    ]
    assert own == []
