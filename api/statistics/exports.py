"""Streamed CSV and JSON lines of statistics; CSV has a row for each value."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from api import exports
from api.query_params import ListParams
from api.serializers import SerializerContext
from api.statistics.query_params import StatisticParams
from api.statistics.selectors import load_statistics, serialize_statistic
from api.statistics.serializers import STATISTIC_SERIALIZER
from records.field_kinds.representation import ALL, SerializerField
from records.translation import COLUMNS
from stats.choices import get_statistic_groups

#: Number of statistics in memory at a time.
_CHUNK = 100


def generate_export_lines(selection: StatisticParams, params: ListParams) -> Iterator[str]:
    every = selection.places()
    if params.format == "csv":
        yield exports.convert_to_csv([_build_heading(params)])
    for start in range(0, len(every), _CHUNK):
        objects = [
            serialize_statistic(statistic, params)
            for statistic in load_statistics(every[start : start + _CHUNK], selection, params.context.lang)
        ]
        if params.format == "csv":
            yield exports.convert_to_csv(row for obj in objects for row in _generate_rows(obj, params))
        else:
            yield "".join(f"{exports.convert_to_json(obj)}\n" for obj in objects)


def _get_text_cells(name: str) -> Callable[[Any, SerializerContext], list[Any]]:
    def cells(obj: Any, context: SerializerContext) -> list[Any]:
        text = obj[name]
        return [(text or {}).get(tag) for tag in COLUMNS.values()] if context.lang == ALL else [text]

    return cells


def _join_list_cell(name: str) -> Callable[[Any, SerializerContext], list[Any]]:
    return lambda obj, _context: ["|".join(obj[name] or ())]


def _get_cell(name: str) -> Callable[[Any, SerializerContext], list[Any]]:
    return lambda obj, _context: [obj[name]]


def _get_scope_cells(obj: Any, context: SerializerContext) -> list[Any]:
    scope = obj["scope"]
    return [scope["kind"], scope["slug"], *_get_text_cells("name")(scope, context)]


def _format_codes(value: Any, _context: SerializerContext) -> list[Any]:
    return ["; ".join(f"{name}={'' if code is None else code}" for name, code in value["dimensions"].items())]


def _format_labels(value: Any, context: SerializerContext) -> list[Any]:
    labels = list(value["labels"].values())
    if context.lang != ALL:
        return [" · ".join(labels)]
    return [" · ".join(label[tag] or "" for label in labels) for tag in COLUMNS.values()]


def _get_group_cells(obj: Any, context: SerializerContext) -> list[Any]:
    with override("en" if context.lang == ALL else context.lang):
        return [obj["group"], str(get_statistic_groups()[obj["group"]].label)]


@dataclass(frozen=True)
class _Columns:
    """The columns of a field; a name that ends in `*` has a column per language with `lang=all`."""

    names: tuple[str, ...]
    cells: Callable[[Any, SerializerContext], list[Any]]

    def heading(self, context: SerializerContext) -> list[str]:
        tags = list(COLUMNS) if context.lang == ALL else []
        labels: list[str] = []
        for name in self.names:
            plain = name.removesuffix("*")
            labels += [f"{plain}_{tag}" for tag in tags] if name.endswith("*") and tags else [plain]
        return labels


def _get_columns(key: SerializerField) -> _Columns:
    if key.name == "scope":
        return _Columns(("scope", "scope_slug", "scope_name*"), _get_scope_cells)
    if key.name == "dimensions":
        return _Columns(
            ("dimensions",), lambda obj, _context: ["|".join(d["name"] for d in obj["dimensions"])]
        )
    if key.name == "group":
        return _Columns(("group", "group_label"), _get_group_cells)
    if key.kind == "text":
        return _Columns((f"{key.name}*",), _get_text_cells(key.name))
    if key.kind == "list":
        return _Columns((key.name,), _join_list_cell(key.name))
    return _Columns((key.name,), _get_cell(key.name))


#: The columns of the field `values`.
_OF_VALUES = (
    _Columns(("codes",), _format_codes),
    _Columns(("labels*",), _format_labels),
    *(
        _Columns((name,), _get_cell(name))
        for name in ("value", "value_reason", "n", "denominator", "since", "records")
    ),
)


def _select_columns(params: ListParams) -> tuple[list[_Columns], Sequence[_Columns]]:
    keys = [key for key in STATISTIC_SERIALIZER.keys if params.only is None or key.name in params.only]
    own = [_get_columns(key) for key in keys if key.name != "values"]
    return own, _OF_VALUES if any(key.name == "values" for key in keys) else ()


def _build_heading(params: ListParams) -> list[str]:
    own, of_values = _select_columns(params)
    return [name for columns in (*own, *of_values) for name in columns.heading(params.context)]


def _generate_rows(obj: dict[str, Any], params: ListParams) -> Iterator[list[Any]]:
    own, of_values = _select_columns(params)
    beginning = [cell for columns in own for cell in columns.cells(obj, params.context)]
    if not of_values:
        yield beginning
    for value in obj.get("values", ()):
        yield [*beginning, *(cell for columns in of_values for cell in columns.cells(value, params.context))]
