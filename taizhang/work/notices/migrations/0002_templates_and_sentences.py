from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftitem",
            name="asked_by",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="draftitem",
            name="group",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="draftitem",
            name="template",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="notice",
            name="template",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name="draftitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("phase", "Phase"),
                    ("step", "Step"),
                    ("requirement", "Requirement"),
                    ("deadline", "Deadline"),
                    ("responsibility", "Responsibility"),
                    ("condition", "Gate condition"),
                    ("named_list", "Named list"),
                    ("figure", "Reported figure"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="draftitem",
            name="quote",
            field=models.TextField(blank=True),
        ),
    ]
