import django.db.models.deletion
from django.db import migrations, models


def free_the_name_of_the_index(apps, editor):  # type: ignore[no-untyped-def]
    """PostgreSQL keeps the name of an index when its table is renamed, and the new table asks for that very name."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "ALTER INDEX IF EXISTS programmes_namedlist_programme_id_2f406b90 RENAME TO programmes_listitem_of_programme"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_first_tables"),
        # plans point to the rows that become list items here
        ("plans", "0001_first_tables"),
        ("programmes", "0001_first_tables"),
        ("records", "0001_first_tables"),
    ]

    operations = [
        # what was a row of a list is an item from now on; the lists themselves are gathered in the next migration
        migrations.RemoveConstraint(model_name="namedlist", name="list_items_are_numbered"),
        migrations.AlterField(
            model_name="namedlist",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
            ),
        ),
        migrations.RenameModel(old_name="NamedList", new_name="ListItem"),
        migrations.RunPython(free_the_name_of_the_index, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="listitem", options={"ordering": ["pk"]}),
        migrations.AddField(
            model_name="listitem",
            name="heading",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="phase",
            name="is_consolidation",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="requirement",
            name="template",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("occasion", models.CharField(max_length=80)),
                ("on", models.DateField()),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="programmes.phase"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="programmes.programme",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("is_done", models.BooleanField()),
                ("result", models.CharField(max_length=400)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="programmes.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyPoints",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AreaTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("lead", models.JSONField(default=list)),
                ("support", models.JSONField(default=list)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="programmes.listitem"
                    ),
                ),
            ],
            options={
                "ordering": ["area", "number"],
            },
        ),
        migrations.CreateModel(
            name="NamedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("content", "Things to do"),
                            ("qualities", "Qualities to strengthen"),
                            ("guidance", "Guidance for planners"),
                            ("areas", "Fields of work"),
                            ("strands", "Strands through all phases"),
                        ],
                        default="content",
                        max_length=12,
                    ),
                ),
                (
                    "speaks_to",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("organisations", "Organisations"),
                            ("members", "Members"),
                        ],
                        default="everybody",
                        max_length=16,
                    ),
                ),
                ("stated", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("on", models.DateField()),
                ("quote", models.TextField(blank=True)),
                ("template", models.CharField(blank=True, max_length=24)),
                (
                    "agenda",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_lists",
                        to="programmes.keypoints",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_lists",
                        to="programmes.programme",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.namedlist",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="listitem",
            name="named_list",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="items", to="programmes.namedlist"
            ),
        ),
        migrations.CreateModel(
            name="StepExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ends_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("on", models.DateField()),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="programmes.step"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="programmes.activity",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="programmes.goal",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="programmes.listitem",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=120)),
                ("quote", models.TextField(blank=True)),
                ("template", models.CharField(blank=True, max_length=24)),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conditions", to="programmes.phase"
                    ),
                ),
            ],
            options={
                "ordering": ["phase", "number"],
                "constraints": [models.UniqueConstraint(fields=("phase", "number"), name="conditions_are_numbered")],
            },
        ),
        migrations.AddConstraint(
            model_name="keypoints",
            constraint=models.UniqueConstraint(fields=("unit", "year"), name="key_points_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="areatask",
            constraint=models.UniqueConstraint(fields=("area", "number"), name="area_tasks_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="namedlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agenda__isnull", True), ("programme__isnull", False)),
                    models.Q(("agenda__isnull", False), ("programme__isnull", True)),
                    _connector="OR",
                ),
                name="a_list_has_one_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("record", "item"), name="an_item_once_on_a_record"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("record", "goal"), name="a_goal_once_on_a_record"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("record", "activity"), name="an_activity_once_on_a_record"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activity__isnull", True), ("goal__isnull", True), ("item__isnull", False)),
                    models.Q(("activity__isnull", True), ("goal__isnull", False), ("item__isnull", True)),
                    models.Q(("activity__isnull", False), ("goal__isnull", True), ("item__isnull", True)),
                    _connector="OR",
                ),
                name="a_tag_points_to_one_thing",
            ),
        ),
    ]
