"""Migrations hold the schema: no labels, help texts, choices or messages."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from records.schema_autodetector import SchemaAutodetector


def detect_changes(old: ProjectState, new: ProjectState) -> dict:
    return SchemaAutodetector(old, new)._detect_changes(graph=MigrationLoader(None).graph)


@pytest.fixture
def state() -> ProjectState:
    return ProjectState.from_apps(apps)


def change_field(state: ProjectState, **arguments: object) -> ProjectState:
    changed = state.clone()
    model = changed.models["cities", "city"].clone()
    field = model.fields["slug"]
    _name, _path, args, kwargs = field.deconstruct()
    model.fields["slug"] = type(field)(*args, **{**kwargs, **arguments})
    changed.models["cities", "city"] = model
    return changed


@pytest.mark.parametrize(
    "arguments",
    [
        {"verbose_name": "address"},
        {"help_text": "Lower case."},
        {"choices": [("a", "A")]},
        {"validators": []},
        {"blank": True},
    ],
    ids=lambda arguments: next(iter(arguments)),
)
def test_what_only_forms_know_needs_no_migration(state, arguments):
    assert detect_changes(state, change_field(state, **arguments)) == {}


@pytest.mark.parametrize("arguments", [{"max_length": 7}, {"null": True}], ids=["max_length", "null"])
def test_a_change_of_a_column_needs_a_migration(state, arguments):
    changes = detect_changes(state, change_field(state, **arguments))
    assert [operation.name for operation in changes["cities"][0].operations] == ["slug"]


def change_constraint(state: ProjectState, **arguments: object) -> ProjectState:
    changed = state.clone()
    model = changed.models["cities", "city"].clone()
    constraints = model.options["constraints"]
    first = next(one for one in constraints if isinstance(one, models.CheckConstraint))
    _path, args, kwargs = first.deconstruct()
    others = [one for one in constraints if one is not first]
    model.options["constraints"] = [models.CheckConstraint(*args, **{**kwargs, **arguments}), *others]
    changed.models["cities", "city"] = model
    return changed


def test_a_message_needs_no_migration_and_a_condition_needs_one(state):
    assert detect_changes(state, change_constraint(state, violation_error_message="No.")) == {}
    assert detect_changes(state, change_constraint(state, condition=models.Q(slug="x")))


def test_the_fields_of_migrations_have_no_labels_and_help_texts():
    loader = MigrationLoader(None)
    configs = apps.get_app_configs()
    ours = {config.label for config in configs if Path(config.path).parent == settings.BASE_DIR}
    labelled = [
        f"{app}.{model}.{name}"
        for (app, model), state in loader.project_state().models.items()
        if app in ours
        for name, field in state.fields.items()
        if {"verbose_name", "help_text"} & field.deconstruct()[3].keys()
    ]
    assert labelled == []
