from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def number_samples(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Number what was published so far in the order of its publication; drawn it was with the seed alone."""
    samples = apps.get_model("supervision", "Sample")
    last: dict[int, int] = {}
    for sample in samples.objects.order_by("pk"):
        last[sample.unit_id] = last.get(sample.unit_id, 0) + 1
        sample.number, sample.drawn_with = last[sample.unit_id], sample.seed
        sample.save(update_fields=["number", "drawn_with"])


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_first_tables")]

    operations = [
        migrations.AddField("sample", "number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("sample", "drawn_with", models.CharField(blank=True, max_length=240)),
        migrations.AlterField("sample", "seed", models.CharField(blank=True, max_length=120)),
        migrations.RunPython(number_samples, migrations.RunPython.noop),
        migrations.AddConstraint(
            "sample", models.UniqueConstraint(fields=["unit", "number"], name="samples_of_a_unit_are_numbered")
        ),
    ]
