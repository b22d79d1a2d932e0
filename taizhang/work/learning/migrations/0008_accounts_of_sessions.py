import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0007_essays_length_and_oral_answers"),
        ("organisations", "0002_teams_of_tutors"),
        ("people", "0001_first_tables"),
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
                    ("observation", "Observation at another unit"),
                    ("film", "Film viewing"),
                    ("policy", "Policy education"),
                    ("situation", "Situation education"),
                    ("caution", "Cautionary education"),
                    ("deed_report", "Report of exemplary deeds"),
                    ("oath", "Oath renewal"),
                    ("home_lesson", "Home lesson"),
                    ("make_up", "Make-up"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("institution", models.CharField(max_length=120)),
                ("field", models.CharField(blank=True, max_length=120)),
                ("is_withdrawn", models.BooleanField(default=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("cost", models.PositiveIntegerField(default=0)),
                ("exemplar", models.CharField(blank=True, max_length=120)),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
                (
                    "lecturer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="learning.session"
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.expert",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Presented",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=120)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presented", to="learning.session"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="presented_once_in_a_session")
                ],
            },
        ),
    ]
