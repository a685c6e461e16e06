"""While a new release starts, the former one writes to tables that have the new columns already."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from records.fields import CodeListField, StatedDateField, TextListField, TraditionalOverridesField
from records.models import get_record_types

OF_THE_PROJECT = {
    config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
}


def may_be_left_out(field: models.Field) -> bool:
    """Whether a row can be added by a program that doesn't know the column."""
    return field.null or field.many_to_many or field.has_db_default() or field.generated


def list_columns_without_default(migration: migrations.Migration, before: ProjectState) -> Iterator[str]:
    """The columns that are added or become NOT NULL without a database default."""
    state = before.clone()
    for operation in _flatten(migration.operations):
        if isinstance(operation, (migrations.AddField, migrations.AlterField)):
            model, name = operation.model_name_lower, operation.name
            was_needed = isinstance(operation, migrations.AlterField) and not may_be_left_out(
                state.models[migration.app_label, model].get_field(name)
            )
            if not may_be_left_out(operation.field) and not was_needed:
                yield (
                    f"{migration}: {model}.{name} needs null=True or db_default: the former release, "
                    "which runs until the new one has started, can't save rows without it."
                )
        operation.state_forwards(migration.app_label, state)


def _flatten(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flatten(operation.database_operations)
        else:
            yield operation


def test_the_former_release_can_save_after_a_migration() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    later = [
        key for key in loader.disk_migrations if key[0] in OF_THE_PROJECT and not key[1].startswith("0001")
    ]
    lacking = [
        column
        for key in later
        for column in list_columns_without_default(
            loader.disk_migrations[key], loader.project_state(key, at_end=False)
        )
    ]
    assert lacking == []


# -- The rule itself -------------------------------------------------------------------------------


def find_lacking(*operations: Operation) -> list[str]:
    state = ProjectState()
    columns = [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.TextField()),
        ("note", models.TextField(null=True)),
    ]
    migrations.CreateModel("City", columns).state_forwards("cities", state)
    migration = migrations.Migration("0002_made_up", "cities")
    migration.operations = list(operations)
    return [
        column.partition(": ")[2].partition(" ")[0]
        for column in list_columns_without_default(migration, state)
    ]


def add(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField("City", name, field)


def test_a_column_without_a_default_in_the_database_is_refused() -> None:
    # Django drops this default after it has filled the rows that are there.
    assert find_lacking(add("slug", models.TextField(default=""))) == ["city.slug"]
    assert find_lacking(migrations.AlterField("City", "note", models.TextField())) == ["city.note"]
    hidden = migrations.SeparateDatabaseAndState(database_operations=[add("slug", models.TextField())])
    assert find_lacking(hidden) == ["city.slug"]


def test_columns_that_the_former_release_can_leave_out_are_accepted() -> None:
    assert (
        find_lacking(
            add("area", models.FloatField(null=True)),
            add("slug", models.TextField(db_default="")),
            add("partners", models.ManyToManyField("cities.City")),
            migrations.AlterField("City", "note", models.TextField(db_default="")),
            migrations.AlterField("City", "name", models.TextField(verbose_name="a name")),
            migrations.CreateModel("Region", [("id", models.AutoField(primary_key=True))]),
        )
        == []
    )


def test_texts_dates_and_lists_have_a_default_in_the_database() -> None:
    """Their columns have one without being asked, so that a model can get another one of them."""
    lists_and_dates = (CodeListField, StatedDateField, TextListField, TraditionalOverridesField)
    lacking = [
        field
        for model in get_record_types().values()
        for field in model._meta.local_fields
        if isinstance(field, lists_and_dates) or field.name.endswith(("_en", "_zh_hans"))
        if not may_be_left_out(field)
    ]
    assert lacking == []
