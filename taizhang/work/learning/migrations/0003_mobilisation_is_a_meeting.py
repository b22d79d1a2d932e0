from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0002_topics_and_materials_of_a_session"),
    ]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="form",
            field=models.CharField(
                choices=[
                    ("meeting", "Study meeting"),
                    ("class", "Class"),
                    ("lecture", "Party lecture"),
                    ("discussion", "Topic discussion"),
                    ("exchange", "Exchange of reflections"),
                    ("online", "Online study"),
                    ("broadcast", "Broadcast study"),
                    ("field_visit", "Field visit"),
                    ("home_lesson", "Home lesson"),
                    ("make_up", "Make-up"),
                ],
                max_length=16,
            ),
        ),
    ]
