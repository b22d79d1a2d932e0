"""Writing records and their texts. Ground posts nothing; who calls this posts the act."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import File, Record, Sight, Text
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal


def open_record(*, type: str, unit: Unit, title: str, on: date, sight: Sight = Sight.OPEN) -> Record:
    """Open the one row that a thing with a page has; ``type`` ``app.noun`` resolves to the URL ``app:noun``."""
    return Record.objects.create(type=type, unit=unit, title=title[:200], on=on, sight=sight)


def open_records(*, type: str, units: Sequence[Unit]) -> None:
    """Open the record of each of these units at once, under its own name and day."""
    Record.objects.bulk_create(
        Record(type=type, unit=unit, title=unit.name[:200], on=unit.opened_on, sight=Sight.OPEN) for unit in units
    )


def retitle_record(*, record: Record, title: str, on: date | None = None) -> None:
    """Give a record the name that its thing carries now, and the day it has moved to, if any."""
    record.title, record.on = title[:200], on or record.on
    record.save(update_fields=["title", "on"])


def write_text(*, record: Record, purpose: str, body: str, by: Person | None) -> Text:
    """Keep a person's words about a record; the entry that goes with it holds only their salted digest."""
    salt = secrets.token_hex(16)
    return Text.objects.create(
        record=record,
        purpose=purpose,
        body=body,
        salt=salt,
        digest=hashlib.sha256((salt + body).encode()).hexdigest(),
        by=by,
        at=clock.now(),
    )


def keep_file(*, record: Record, name: str, content: bytes, by: Person | None) -> File:
    """Keep a file of a record under its digest; the same content is on disk once, whatever it is called."""
    digest = hashlib.sha256(content).hexdigest()
    path = settings.FILES_ROOT / digest[:2] / digest
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # written aside and renamed, so that a half-written file never stands under a digest
        aside = path.with_name(f"{digest}.{secrets.token_hex(4)}")
        aside.write_bytes(content)
        aside.replace(path)
    return File.objects.create(
        record=record, name=name[:200], digest=digest, bytes_size=len(content), by=by, at=clock.now()
    )


def file_content(file: File) -> bytes:
    """The content of a kept file. Raises `Refusal` ``file_gone`` where the home of the instance has lost it."""
    try:
        return (settings.FILES_ROOT / file.digest[:2] / file.digest).read_bytes()
    except FileNotFoundError as error:
        reason = _("The file “%(name)s” is not where it was kept. It can be brought back from a backup of the files.")
        raise Refusal("file_gone", reason % {"name": file.name}) from error


def erase_words(*, records: Iterable[int], titles: bool = True) -> None:
    """Delete the texts and files of records, and their titles where these are a person's words too.

    The salted digests that the ledger holds can be matched to nothing afterwards (settled question 4).
    """
    numbers = list(records)
    Text.objects.filter(record__in=numbers).delete()
    gone = list(File.objects.filter(record__in=numbers))
    File.objects.filter(record__in=numbers).delete()
    for file in gone:
        if not File.objects.filter(digest=file.digest).exists():
            (settings.FILES_ROOT / file.digest[:2] / file.digest).unlink(missing_ok=True)
    if titles:
        Record.objects.filter(pk__in=numbers).update(title="×")
