"""`make facts` runs this by name: it walks as every reader and writes docs/may-i anew, for people to read."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.law.may_i import READERS, cells, walk, write
from tests.world import build_world


@pytest.mark.django_db
def test_write_the_table(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")
    found = {}
    for reader in READERS:
        with transaction.atomic():
            found[reader.label] = cells(walk(reader, build_world()))
            transaction.set_rollback(True)
    write(found)
