from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_directives"),
    ]

    operations = [
        migrations.AddField(
            model_name="phase",
            name="is_preparation",
            field=models.BooleanField(default=False),
        ),
    ]
