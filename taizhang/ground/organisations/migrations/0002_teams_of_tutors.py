from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_first_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="body",
            name="kind",
            field=models.CharField(
                choices=[
                    ("leading_group", "Leading group"),
                    ("office", "Leading group office"),
                    ("desk_follow_up", "Follow-up desk"),
                    ("desk_roll_up", "Roll-up desk"),
                    ("desk_exchange", "Information exchange desk"),
                    ("supervision_group", "Supervision group"),
                    ("tutor_team", "Team of tutors"),
                    ("branch_committee", "Branch committee"),
                    ("party_group", "Party group (part of a branch)"),
                ],
                max_length=24,
            ),
        ),
    ]
