from importlib import import_module
from typing import Any

from django.db import migrations, models

_full_text = import_module("search.migrations.0002_full_text")


def keep_one_generation(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("search", "SearchEntry").objects
    state = apps.get_model("search", "SearchState").objects.first()
    entries.exclude(generation=state.generation if state else 1).delete()


def drop_index_of_sqlite(apps: Any, schema_editor: Any) -> None:
    """SQLite changes a table by copying it, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        _full_text.drop_full_text_index(apps, schema_editor)


def create_index_of_sqlite(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        _full_text.create_full_text_index(apps, schema_editor)
        schema_editor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_names_vector")]

    operations = [
        migrations.RunPython(keep_one_generation, migrations.RunPython.noop),
        migrations.RunPython(drop_index_of_sqlite, create_index_of_sqlite),
        migrations.RemoveConstraint(model_name="searchentry", name="search_searchentry_once"),
        migrations.RemoveField(model_name="searchentry", name="generation"),
        migrations.RemoveField(model_name="searchstate", name="generation"),
        migrations.AddField(
            model_name="searchentry", name="digest", field=models.CharField(default="", max_length=64)
        ),
        migrations.AddField(
            model_name="searchstate", name="builds", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("record_type", "slug"), name="search_searchentry_once"
            ),
        ),
        migrations.RunPython(create_index_of_sqlite, drop_index_of_sqlite),
    ]
