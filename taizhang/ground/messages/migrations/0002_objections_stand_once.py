from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("ground_messages", "0001_first_tables"),
        ("organisations", "0001_first_tables"),
        ("people", "0001_first_tables"),
        ("records", "0001_first_tables"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=Q(answered_on__isnull=True, entry__isnull=False),
                fields=("by", "entry"),
                name="one_open_objection_to_an_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=Q(answered_on__isnull=True, entry__isnull=True),
                fields=("by", "unit", "figure"),
                name="one_open_objection_to_a_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=Q(entry__isnull=False, figure="") | (Q(entry__isnull=True) & ~Q(figure="")),
                name="an_objection_names_one_thing",
            ),
        ),
    ]
