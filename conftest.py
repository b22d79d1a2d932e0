"""What every test may ask for: databases copied from templates, a served site, browser pages."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = ["tests.databases", "tests.browser", "tests.cast"]


@pytest.fixture(autouse=True)
def one_language() -> Iterator[None]:
    """Every test begins in the language of the instance: a page served before leaves its reader's language behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
