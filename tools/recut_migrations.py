"""Cut the migrations again, one `0001_initial.py` per app, until 1.0.0 is released.

python -m tools.recut_migrations

Django adds constraints, indexes and relations after it has created the tables. SQLite copies a table for each
of them, which takes half a minute in all, so they are moved into `CreateModel`. Operations that the project
defines itself are kept; data migrations go.
"""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter

from tools.code_metrics import APPS, ROOT


def list_files(app: str) -> list[Path]:
    return sorted((ROOT / app / "migrations").glob("0*.py"))


def read_migration(app: str, name: str) -> type[migrations.Migration]:
    return import_module(f"{app}.migrations.{name}").Migration


def list_own_operations(app: str) -> list[Operation]:
    """The operations of the app's migrations that no class of Django's describes."""
    return [
        operation
        for path in list_files(app)
        for operation in read_migration(app, path.stem).operations
        if not type(operation).__module__.startswith("django.")
    ]


def merge_operations(operations: list[Operation]) -> dict[str, migrations.CreateModel]:
    """Model name -> its creation, with the fields, constraints and indexes that are added afterwards."""
    models: dict[str, migrations.CreateModel] = {}
    for operation in operations:
        match operation:
            case migrations.CreateModel():
                models[operation.name_lower] = operation
            case migrations.AddField():
                models[operation.model_name_lower].fields.append((operation.name, operation.field))
            case migrations.AddConstraint():
                options = models[operation.model_name_lower].options
                options.setdefault("constraints", []).append(operation.constraint)
            case migrations.AddIndex():
                models[operation.model_name_lower].options.setdefault("indexes", []).append(operation.index)
            case _:
                raise ValueError(f"{operation.describe()} can't be part of the creation of a model.")
    return models


def list_references(app: str, model: migrations.CreateModel) -> set[str]:
    """The names of the other models of the app that this one needs first."""
    relations = [field.remote_field for _name, field in model.fields if field.remote_field]
    targets = [
        target for relation in relations for target in (relation.model, getattr(relation, "through", None))
    ]
    labels = [str(target).lower().partition(".") for target in targets]
    return {name for label, _dot, name in labels if label == app and name != model.name_lower}


def order_models(app: str, models: dict[str, migrations.CreateModel]) -> list[migrations.CreateModel]:
    """In the order of the code, but each after those that it refers to."""
    names = [model._meta.model_name for model in apps.get_app_config(app).get_models()]
    references = {name: list_references(app, model) for name, model in models.items()}
    ordered: list[str] = []
    while waiting := [str(name) for name in names if name in models and name not in ordered]:
        ordered.append(next(name for name in waiting if references[name] <= set(ordered)))
    return [models[name] for name in ordered]


def rewrite_migrations(app: str, own_operations: list[Operation]) -> None:
    """Write one migration per app: Django makes a second one for references to other apps."""
    written = [read_migration(app, path.stem) for path in list_files(app)]
    migration = written[0]
    models = order_models(app, merge_operations([one for each in written for one in each.operations]))
    migration.operations = [*models, *own_operations]
    needed = {parent for each in written for parent, _name in each.dependencies} - {app}
    own = [(parent, "0001_initial") for parent in sorted(needed & set(APPS))]
    others = {dependency for each in written for dependency in each.dependencies if dependency[0] not in APPS}
    migration.dependencies = [*own, *sorted(others)]
    for path in list_files(app)[1:]:
        path.unlink()
    path = ROOT / app / "migrations" / "0001_initial.py"
    path.write_text(MigrationWriter(migration("0001_initial", app), include_header=False).as_string())


def main() -> None:
    django.setup()
    migrated = [app for app in APPS if list_files(app)]
    own_operations = {app: list_own_operations(app) for app in migrated}
    for app in migrated:
        for path in list_files(app):
            path.unlink()
            sys.modules.pop(f"{app}.migrations.{path.stem}", None)
    subprocess.run([sys.executable, "manage.py", "makemigrations", "-v0"], cwd=ROOT, check=True)
    for app in migrated:
        rewrite_migrations(app, own_operations[app])
    folders = [str(ROOT / app / "migrations") for app in migrated]
    subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--fix", *folders], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", *folders], check=True)


if __name__ == "__main__":
    main()
