import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0010_lessons_at_home"), ("materials", "0002_other_media")]

    operations = [
        migrations.AddField(
            "homelesson",
            "text",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="materials.material",
            ),
        ),
    ]
