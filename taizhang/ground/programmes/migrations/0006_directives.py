from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0005_steps_given_up"),
        ("records", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="directive",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="records.record"
            ),
        ),
        migrations.RemoveConstraint(model_name="tag", name="a_tag_points_to_one_thing"),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("record", "directive"), name="a_directive_once_on_a_record"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(
                condition=Q(item__isnull=False, goal__isnull=True, activity__isnull=True, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=False, activity__isnull=True, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=True, activity__isnull=False, directive__isnull=True)
                | Q(item__isnull=True, goal__isnull=True, activity__isnull=True, directive__isnull=False),
                name="a_tag_points_to_one_thing",
            ),
        ),
    ]
