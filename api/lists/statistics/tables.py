"""Statistics as tables: a row for each value, a column for each dimension."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rest_framework import serializers

from api.description.fields import TextField
from api.lists.statistics.serializers import StatisticSerializer
from stats.csv_export import build_dimension_heading
from stats.definitions import get_statistics

_PLAIN, _TEXT = serializers.ReadOnlyField(), TextField()
#: Field -> the fields of its columns, where they differ from it; a table has all values.
_COLUMNS: dict[str, dict[str, Any]] = {
    "scope": {"scope": _PLAIN, "scope_slug": _PLAIN, "scope_name": _TEXT},
    "dimensions": {"dimensions": serializers.ListField()},
    "values": {},
    "values_next": {},
}
#: The columns of the field `values`, after those of the dimensions.
_VALUE_COLUMNS = ("value", "value_reason", "n", "denominator", "since", "records", "records_page")


def get_dimension_headings(keys: Sequence[str]) -> dict[str, str]:
    """Return the column of each dimension of the statistics; that of its label ends in `_label`."""
    statistics = get_statistics()
    # All fields count, requested or not: a column has the same heading in every file.
    taken = {*StatisticSerializer.get_declared_fields(), *_VALUE_COLUMNS}
    names = dict.fromkeys(name for key in keys for name in statistics[key].dimensions)
    return {name: build_dimension_heading(name, taken) for name in names}


def list_table_fields(fields: Sequence[tuple[str, Any]], keys: Sequence[str]) -> list[tuple[str, Any]]:
    """Return the fields of a table, given the requested fields."""
    columns: dict[str, Any] = {}
    for name, field in fields:
        columns |= _COLUMNS.get(name, {name: field})
    if "values" in dict(fields):
        for heading in get_dimension_headings(keys).values():
            columns |= {heading: _PLAIN, f"{heading}_label": _TEXT}
        columns |= dict.fromkeys(_VALUE_COLUMNS, _PLAIN)
    return [*columns.items()]


def iter_table_objects(obj: dict[str, Any], headings: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield an object for each value of a statistic, with what the fields of the table have."""
    whole = {**obj, "dimensions": [dimension["name"] for dimension in obj.get("dimensions", ())]}
    if scope := obj.get("scope"):
        whole |= {"scope": scope["kind"], "scope_slug": scope["slug"], "scope_name": scope["name"]}
    if "values" not in obj:
        yield whole
    for value in obj.get("values", ()):
        row = {**value, **whole}
        for name, heading in headings.items():
            row[heading] = value["dimensions"].get(name)
            row[f"{heading}_label"] = value["labels"].get(name)
        yield row
