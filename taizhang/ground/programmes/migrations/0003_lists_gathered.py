from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def gather(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make a list of the rows that carried one name in one programme."""
    item, named = apps.get_model("programmes", "ListItem"), apps.get_model("programmes", "NamedList")
    for row in item.objects.filter(named_list=None).select_related("programme").order_by("pk"):
        held, _new = named.objects.get_or_create(
            programme=row.programme, name=row.name, defaults={"on": row.programme.starts_on}
        )
        row.named_list = held
        row.save(update_fields=["named_list"])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_frame")]

    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
