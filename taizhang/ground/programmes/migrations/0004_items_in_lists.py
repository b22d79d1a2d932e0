import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_lists_gathered")]

    operations = [
        migrations.RemoveField(model_name="listitem", name="name"),
        migrations.RemoveField(model_name="listitem", name="programme"),
        migrations.AlterField(
            model_name="listitem",
            name="named_list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="programmes.namedlist"
            ),
        ),
        migrations.AlterModelOptions(name="listitem", options={"ordering": ["named_list", "number"]}),
        migrations.AddConstraint(
            model_name="listitem",
            constraint=models.UniqueConstraint(fields=("named_list", "number"), name="list_items_are_numbered"),
        ),
    ]
