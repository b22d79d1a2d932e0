"""Sessions that were planned before the calendar was kept stand in it too."""

from typing import Any

from django.db import migrations


def put_sessions(apps: Any, _schema_editor: Any) -> None:
    session, occasion = apps.get_model("learning", "Session"), apps.get_model("calendar", "Occasion")
    known = set(occasion.objects.values_list("record", flat=True))
    rows = session.objects.exclude(state="withdrawn").exclude(record__in=known)
    occasion.objects.bulk_create(
        [
            occasion(
                record_id=one.record_id,
                unit_id=one.unit_id,
                kind="session",
                title=one.topic,
                place=one.place,
                starts_on=one.on,
                ends_on=one.on,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
            )
            for one in rows.iterator()
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_first_tables"), ("learning", "0004_taken_back_and_accepted_make_ups")]

    operations = [migrations.RunPython(put_sessions, migrations.RunPython.noop)]
