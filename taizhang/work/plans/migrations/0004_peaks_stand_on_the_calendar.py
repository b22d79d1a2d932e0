from django.db import migrations


def mark_peaks(apps, schema_editor):
    """Peaks of work noted before stand on the calendar as peaks."""
    event = apps.get_model("plans", "BusinessEvent")
    peaks = event.objects.filter(kind="peak", is_withdrawn=False).values("record")
    apps.get_model("calendar", "Occasion").objects.filter(record__in=peaks).update(is_peak=True)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_checks_stand_with_their_plan"),
        ("calendar", "0002_peaks_and_members_away"),
    ]

    operations = [migrations.RunPython(mark_peaks, migrations.RunPython.noop)]
