"""Statistics as tables: a row for each value, a column for each dimension."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import override

from api.lists.statistics.serializers import StatisticSerializer
from api.serializers import SerializerContext
from records.field_kinds.representation import ALL
from records.texts.translation import COLUMNS
from stats.choices import get_statistic_groups
from stats.csv_export import build_dimension_heading
from stats.definitions import get_statistics

#: (object or value, context) -> cells.
CellGetter = Callable[[dict[str, Any], SerializerContext], list[Any]]


class Columns(NamedTuple):
    """Columns of tables; a name that ends in `*` is one column for each language with `lang=all`."""

    names: tuple[str, ...]
    get_cells: CellGetter

    def list_headings(self, context: SerializerContext) -> list[str]:
        headings: list[str] = []
        for name in self.names:
            plain = name.removesuffix("*")
            is_repeated = name.endswith("*") and context.lang == ALL
            headings += [f"{plain}_{column}" for column in COLUMNS] if is_repeated else [plain]
        return headings


def _get_cell(name: str) -> CellGetter:
    return lambda obj, _context: [obj[name]]


def _get_text_cells(name: str) -> CellGetter:
    return lambda obj, context: _split_languages(obj[name], context)


def _split_languages(text: Any, context: SerializerContext) -> list[Any]:
    return [(text or {}).get(tag) for tag in COLUMNS.values()] if context.lang == ALL else [text]


def _join_cell(name: str) -> CellGetter:
    return lambda obj, _context: ["|".join(obj[name] or ())]


def _get_scope_cells(obj: dict[str, Any], context: SerializerContext) -> list[Any]:
    scope = obj["scope"]
    return [scope["kind"], scope["slug"], *_split_languages(scope["name"], context)]


def _get_group_cells(obj: dict[str, Any], context: SerializerContext) -> list[Any]:
    with override("en" if context.lang == ALL else context.lang):
        return [obj["group"], str(get_statistic_groups()[obj["group"]].label)]


def _get_dimension_names(obj: dict[str, Any], _context: SerializerContext) -> list[Any]:
    return ["|".join(dimension["name"] for dimension in obj["dimensions"])]


_OF_FIELDS: dict[str, Columns] = {
    "scope": Columns(("scope", "scope_slug", "scope_name*"), _get_scope_cells),
    "dimensions": Columns(("dimensions",), _get_dimension_names),
    "group": Columns(("group", "group_label"), _get_group_cells),
}


def _get_field_columns(name: str, field: Any) -> Columns:
    if name in _OF_FIELDS:
        return _OF_FIELDS[name]
    if field.kind == "text":
        return Columns((f"{name}*",), _get_text_cells(name))
    return Columns((name,), _join_cell(name) if field.kind == "list" else _get_cell(name))


#: The columns of the field `values`, after those of the dimensions.
_VALUE_COLUMNS = ("value", "value_reason", "n", "denominator", "since", "records", "records_page")
_OF_VALUES = tuple(Columns((name,), _get_cell(name)) for name in _VALUE_COLUMNS)


def list_dimension_columns(keys: Sequence[str]) -> list[Columns]:
    """Return two columns, code and label, for each dimension of the statistics."""
    statistics = get_statistics()
    names = dict.fromkeys(name for key in keys for name in statistics[key].dimensions)
    # All fields count, requested or not: a column has the same heading in every file.
    taken = {*StatisticSerializer.get_declared_fields(), *_VALUE_COLUMNS}
    headings = {name: build_dimension_heading(name, taken) for name in names}
    return [
        Columns((heading, f"{heading}_label*"), _get_dimension_cells(name))
        for name, heading in headings.items()
    ]


def _get_dimension_cells(name: str) -> CellGetter:
    def get_cells(value: dict[str, Any], context: SerializerContext) -> list[Any]:
        return [value["dimensions"].get(name), *_split_languages(value["labels"].get(name), context)]

    return get_cells


class StatisticTable:
    """The columns of the requested fields, and the rows of statistics."""

    def __init__(self, only: frozenset[str] | None, keys: Sequence[str], context: SerializerContext) -> None:
        fields = {
            name: field
            for name, field in StatisticSerializer.get_declared_fields().items()
            if only is None or name in only
        }
        self.context = context
        # A table has all values.
        self.of_statistic = [
            _get_field_columns(*item) for item in fields.items() if item[0] not in ("values", "values_next")
        ]
        self.of_values = [*list_dimension_columns(keys), *_OF_VALUES] if "values" in fields else []

    def list_headings(self) -> list[str]:
        columns = (*self.of_statistic, *self.of_values)
        return [heading for group in columns for heading in group.list_headings(self.context)]

    def iter_rows(self, obj: dict[str, Any]) -> Iterator[list[Any]]:
        beginning = self._get_cells(self.of_statistic, obj)
        if not self.of_values:
            yield beginning
        for value in obj.get("values", ()):
            yield [*beginning, *self._get_cells(self.of_values, value)]

    def _get_cells(self, columns: Sequence[Columns], obj: dict[str, Any]) -> list[Any]:
        return [cell for group in columns for cell in group.get_cells(obj, self.context)]
