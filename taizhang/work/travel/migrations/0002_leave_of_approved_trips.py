from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_leave(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Trips approved so far give leave as those approved from now on do: until the return, if that came early."""
    days = apps.get_model("calendar", "LeaveDays")
    for trip in apps.get_model("travel", "Trip").objects.filter(approved_on__isnull=False):
        last = min(trip.to_on, trip.returned_on or trip.to_on)
        row = {"person_id": trip.person_id, "from_on": trip.from_on, "to_on": last}
        days.objects.get_or_create(record_id=trip.record_id, defaults=row)


class Migration(migrations.Migration):
    dependencies = [("travel", "0001_first_tables"), ("calendar", "0003_leave_days")]

    operations = [migrations.RunPython(give_leave, migrations.RunPython.noop)]
