from typing import Any

from django.db import migrations, models


def move_to_bundles(apps: Any, schema_editor: Any) -> None:
    """Move the content type of releases, to which permissions and the log of the admin refer by its key.

    A new database has none yet: it is created after `migrate`.
    """
    _move_content_type(apps, schema_editor, "api", "bundles")


def move_to_api(apps: Any, schema_editor: Any) -> None:
    _move_content_type(apps, schema_editor, "bundles", "api")


def _move_content_type(apps: Any, schema_editor: Any, former: str, label: str) -> None:
    model = apps.get_model("contenttypes", "ContentType")
    types = model.objects.using(schema_editor.connection.alias).filter(model="release")
    types.filter(app_label=former).update(app_label=label)


class Migration(migrations.Migration):
    """Takes over the table of releases from the app `api`, with its rows."""

    initial = True

    dependencies = [
        ("api", "0003_move_release"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=20, unique=True)),
                        ("day", models.DateField(null=True)),
                        ("number", models.PositiveBigIntegerField()),
                        ("built_number", models.PositiveBigIntegerField()),
                        ("built_at", models.DateTimeField()),
                        ("addresses", models.CharField(max_length=64)),
                        ("file_name", models.CharField(default="", max_length=80)),
                        ("size", models.PositiveBigIntegerField()),
                        ("checksum", models.CharField(max_length=64)),
                        ("reason", models.CharField(default="", max_length=10)),
                    ],
                    options={
                        "verbose_name": "release of the data",
                        "verbose_name_plural": "releases of the data",
                        "db_table": "api_release",
                        "ordering": ["-name"],
                    },
                ),
            ],
        ),
        migrations.RunPython(move_to_bundles, move_to_api),
    ]
