"""Detects changes of the database schema for `makemigrations` and `migrate`.

Labels, help texts, choices, validators and messages are no part of the schema. Migrations don't contain them,
so a change of wording needs no migration.
"""

from typing import Any

from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState

_IGNORED_ARGUMENTS = {
    "blank",
    "choices",
    "error_messages",
    "help_text",
    "limit_choices_to",
    "validators",
    "verbose_name",
}


class SchemaAutodetector(MigrationAutodetector):
    """Compares states without the arguments that the database doesn't know."""

    def __init__(self, from_state: ProjectState, to_state: ProjectState, questioner: Any = None) -> None:
        super().__init__(_reduce_to_schema(from_state), _reduce_to_schema(to_state), questioner)


def _reduce_to_schema(state: ProjectState) -> ProjectState:
    state = state.clone()
    state.models = {key: _reduce_model(model) for key, model in state.models.items()}
    return state


def _reduce_model(model: ModelState) -> ModelState:
    fields = [(name, _reduce_field(field)) for name, field in model.fields.items()]
    options = {**model.options}
    if "constraints" in options:
        options["constraints"] = [_remove_message(constraint) for constraint in options["constraints"]]
    return ModelState(model.app_label, model.name, fields, options, model.bases, model.managers)


def _reduce_field(field: models.Field) -> models.Field:
    _name, _path, args, kwargs = field.deconstruct()
    return type(field)(
        *args, **{key: value for key, value in kwargs.items() if key not in _IGNORED_ARGUMENTS}
    )


def _remove_message(constraint: models.BaseConstraint) -> models.BaseConstraint:
    _path, args, kwargs = constraint.deconstruct()
    kwargs.pop("violation_error_message", None)
    return type(constraint)(*args, **kwargs)
