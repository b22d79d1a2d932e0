"""What the assistant proposed is marked as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_templates_and_sentences"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftitem",
            name="from_assistant",
            field=models.BooleanField(default=False),
        ),
    ]
