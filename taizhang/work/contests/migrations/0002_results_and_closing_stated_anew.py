import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F
from django.db.models.functions import Least


def say_when_held(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The day on which contests closed so far are booked: that of closing, or their last if that came before."""
    contests = apps.get_model("contests", "Contest")
    contests.objects.filter(closed_on__isnull=False).update(held_on=Least(F("closed_on"), F("to_on")))


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_first_tables"), ("people", "0001_first_tables")]

    operations = [
        migrations.AddField("contest", "held_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(say_when_held, migrations.RunPython.noop),
        migrations.RemoveConstraint("paperresult", "typed_once_for_a_team_and_round"),
        migrations.AlterField("paperresult", "right", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("paperresult", "typed_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "paperresult",
            "typed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddIndex("paperresult", models.Index(fields=["round", "team"], name="results_of_a_team")),
    ]
