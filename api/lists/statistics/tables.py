"""Statistics as tables: a row for each value, a column for each dimension."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rest_framework import serializers

from api.description.fields import TextField
from api.lists.statistics.serializers import StatisticSerializer, StatisticValueSerializer
from stats.definitions import get_statistics

_KIND = serializers.ReadOnlyField(help_text="The kind of scope: `hub`, `year` or a type of record.")
_SLUG = serializers.ReadOnlyField(help_text="The slug of the record, or the year; empty for `hub`.")
_NAME = TextField(help_text="The name of the record, or the year.")
_CODE = serializers.ReadOnlyField(help_text="A code, a year or a slug: a dimension of the value.")
_LABEL = TextField(help_text="The label of the code in the column before it.")
_NAMES = serializers.ListField(help_text="The names of the dimensions of the values.")
#: Field -> the fields of its columns, where they differ from it; a table has all values.
_COLUMNS: dict[str, dict[str, Any]] = {
    "scope": {"scope": _KIND, "scope_slug": _SLUG, "scope_name": _NAME},
    "dimensions": {"dimensions": _NAMES},
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
    return {name: f"dimension_{name}" if name in taken else name for name in names}


def list_table_fields(fields: Sequence[tuple[str, Any]], keys: Sequence[str]) -> list[tuple[str, Any]]:
    """Return the fields of a table, given the requested fields."""
    columns: dict[str, Any] = {}
    for name, field in fields:
        columns |= _COLUMNS.get(name, {name: field})
    if "values" in dict(fields):
        for heading in get_dimension_headings(keys).values():
            columns |= {heading: _CODE, f"{heading}_label": _LABEL}
        declared = StatisticValueSerializer._declared_fields
        columns |= {name: declared[name] for name in _VALUE_COLUMNS}
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
