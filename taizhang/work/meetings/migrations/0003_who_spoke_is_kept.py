import django.db.models.deletion
from django.db import migrations, models

PERSON = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_self_looks"), ("people", "0001_first_tables")]

    operations = [
        migrations.RemoveConstraint("spoken", "spoke_once_in_order"),
        migrations.AddField("spoken", "noted_by", models.ForeignKey(to="people.person", **PERSON)),
        migrations.AddField("spoken", "noted_on", models.DateField(blank=True, null=True)),
        migrations.AddField("spoken", "withdrawn_by", models.ForeignKey(to="people.person", **PERSON)),
        migrations.AddField("spoken", "withdrawn_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "spoken",
            models.UniqueConstraint(
                condition=models.Q(("withdrawn_on__isnull", True)),
                fields=("meeting", "person"),
                name="spoke_once_in_order",
            ),
        ),
    ]
