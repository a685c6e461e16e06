"""The models whose rows are figures, by their `figure_fields`."""

from functools import cache
from typing import Any, NamedTuple

from records.models.base import FigureFields, LaterKey, Part, Record, get_part_models, get_record_types
from records.models.figure_index import FigureEntry
from records.snapshots import get_part_accessor

#: Type and slug of a record.
RecordKey = tuple[str, str]


class FigureModel(NamedTuple):
    """A model whose rows are figures: a part of a record type, or the record type itself."""

    model: type[Record] | type[Part]
    fields: FigureFields
    #: The name of the list in the snapshot of the record; empty for the record itself.
    accessor: str

    @property
    def part_type(self) -> str:
        return self.model._meta.model_name or "" if self.accessor else ""

    @property
    def variable_model(self) -> type[Record]:
        field: Any = self.model._meta.get_field(self.fields.variable)
        return field.related_model

    @property
    def subject_model(self) -> type[Record]:
        field: Any = self.model._meta.get_field(self.fields.subject)
        return field.related_model


@cache
def get_figure_models() -> dict[str, tuple[FigureModel, ...]]:
    """Return the models of figures by the type code of their record, in the order of the snapshot."""
    models: dict[str, tuple[FigureModel, ...]] = {}
    for code, record_model in get_record_types().items():
        candidates: list[tuple[Any, str]] = [(record_model, "")]
        candidates += [
            (part, get_part_accessor(part))
            for part in get_part_models(record_model)
            if issubclass(part, Part)
        ]
        found = [
            FigureModel(model, model.figure_fields, accessor)
            for model, accessor in candidates
            if model.figure_fields is not None
        ]
        if found:
            models[code] = tuple(found)
    return models


#: The type of variables that are codes of `MeasuredProperty`, where others are records.
PROPERTY_TYPE = "measured-property"


@cache
def get_variable_models() -> dict[str, Any]:
    """Return the record types, by type code, that say what figures measure: indicators and materials."""
    models = (model for models in get_figure_models().values() for model in models)
    return {model.variable_model.type_code: model.variable_model for model in models if model.fields.variable}


@cache
def get_unit_models() -> dict[str, Any]:
    """Return the record types, by type code, that have the unit of figures: indicators."""
    models = (model for models in get_figure_models().values() for model in models)
    return {
        model.variable_model.type_code: model.variable_model for model in models if not model.fields.has_unit
    }


def find_later_key(record_type: str, key: str) -> LaterKey | None:
    """Return what figures of this type with a former key have instead."""
    found = (later for model in get_figure_models()[record_type] for later in model.fields.later_keys)
    return next((later for later in found if later.former == key), None)


def is_named_by_variable(entry: FigureEntry) -> bool:
    """Return whether the label of a figure is, or begins with, the name of its variable."""
    models = get_figure_models()[entry.record_type]
    fields = next(one.fields for one in models if one.part_type == entry.part_type)
    return fields.is_named_by_variable
