"""Statistics as tables: a row for each value, a column for each dimension."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from rest_framework import serializers

from api.description.fields import TextField
from api.lists.statistics.serializers import StatisticSerializer
from api.records.renderers import build_cells, list_columns
from api.serializers import SerializerContext
from stats.csv_export import build_dimension_heading
from stats.definitions import get_statistics


class StatisticColumn(NamedTuple):
    """A column, or those of each language: name, field, and (object or value) -> what the field has."""

    name: str
    field: Any
    get_value: Callable[[dict[str, Any]], Any]


_PLAIN, _TEXT = serializers.ReadOnlyField(), TextField()
#: The columns of nested fields.
_NESTED = {
    "scope": [
        StatisticColumn("scope", _PLAIN, lambda obj: obj["scope"]["kind"]),
        StatisticColumn("scope_slug", _PLAIN, lambda obj: obj["scope"]["slug"]),
        StatisticColumn("scope_name", _TEXT, lambda obj: obj["scope"]["name"]),
    ],
    "dimensions": [
        StatisticColumn(
            "dimensions", serializers.ListField(), lambda obj: [one["name"] for one in obj["dimensions"]]
        )
    ],
}
#: The columns of the field `values`, after those of the dimensions.
_VALUE_COLUMNS = ("value", "value_reason", "n", "denominator", "since", "records", "records_page")


def list_dimension_columns(keys: Sequence[str]) -> Iterator[StatisticColumn]:
    """Yield two columns, code and label, for each dimension of the statistics."""
    statistics = get_statistics()
    # All fields count, requested or not: a column has the same heading in every file.
    taken = {*StatisticSerializer.get_declared_fields(), *_VALUE_COLUMNS}
    for name in dict.fromkeys(name for key in keys for name in statistics[key].dimensions):
        heading = build_dimension_heading(name, taken)
        yield StatisticColumn(heading, _PLAIN, partial(_get_item, "dimensions", name))
        yield StatisticColumn(f"{heading}_label", _TEXT, partial(_get_item, "labels", name))


def _get_item(kind: str, name: str, value: dict[str, Any]) -> Any:
    return value[kind].get(name)


class StatisticTable:
    """The columns of the requested fields, and the rows of statistics."""

    def __init__(self, only: frozenset[str] | None, keys: Sequence[str], context: SerializerContext) -> None:
        fields = {
            name: field
            for name, field in StatisticSerializer.get_declared_fields().items()
            if only is None or name in only
        }
        self.context = context
        self.of_statistic = [
            column
            for name, field in fields.items()
            if name not in ("values", "values_next")  # a table has all values
            for column in _NESTED.get(name, [StatisticColumn(name, field, itemgetter(name))])
        ]
        self.of_values: list[StatisticColumn] = []
        if "values" in fields:
            plain = [StatisticColumn(name, _PLAIN, itemgetter(name)) for name in _VALUE_COLUMNS]
            self.of_values = [*list_dimension_columns(keys), *plain]

    def list_headings(self) -> list[str]:
        columns = (*self.of_statistic, *self.of_values)
        return [
            one for column in columns for one in list_columns(column.name, column.field, self.context.lang)
        ]

    def iter_rows(self, obj: dict[str, Any]) -> Iterator[list[Any]]:
        beginning = self._build_cells(self.of_statistic, obj)
        if not self.of_values:
            yield beginning
        for value in obj.get("values", ()):
            yield [*beginning, *self._build_cells(self.of_values, value)]

    def _build_cells(self, columns: Sequence[StatisticColumn], obj: dict[str, Any]) -> list[Any]:
        return [
            cell
            for column in columns
            for cell in build_cells(column.field, column.get_value(obj), self.context)
        ]
