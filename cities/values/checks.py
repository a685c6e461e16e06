"""Comparison of stored values with a table of a ministry or bureau. It changes no record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from openpyxl.utils import get_column_letter

from cities.models import Indicator, IndicatorValue
from cities.values.table_files import FileRow, read_table_file
from cities.values.tables import (
    ColumnChoice,
    TableHead,
    ValueColumn,
    find_city_rows,
    find_value_columns,
    read_number,
)
from records.models import Source

#: Floats of a workbook differ from the decimals that they stand for.
_TOLERANCE = Decimal("1e-9")


class ValueMark(TextChoices):
    """What a table says of a stored value."""

    AGREE = "agree", pgettext_lazy("value marks", "agree")
    DIFFER = "differ", pgettext_lazy("value marks", "differ")
    BLANK = "blank", pgettext_lazy("value marks", "blank")


@dataclass(frozen=True)
class CheckedValue:
    """A stored value, the number in the table in its unit, the cell, and the mark."""

    value: IndicatorValue
    mark: ValueMark
    found: Decimal | None = None
    cell: str = ""

    @property
    def stored_text(self) -> str:
        return _format_plain(self.value.value)

    @property
    def found_text(self) -> str:
        return _format_plain(self.found)


def _format_plain(number: Decimal | None) -> str:
    """Return a number without trailing zeros, and without an exponent."""
    return "" if number is None else f"{Decimal(number).normalize():f}"


@dataclass(frozen=True)
class TableCheck:
    """The marks of all stored values of the indicators in a table, for a year."""

    values: list[CheckedValue]

    @property
    def counts(self) -> list[tuple[ValueMark, int]]:
        found = Counter(checked.mark for checked in self.values)
        return [(mark, found[mark]) for mark in ValueMark]


def find_file_source(checksum: str) -> Source | None:
    """Return the source whose own file has this checksum."""
    return Source.objects.published().filter(file_checksum=checksum).first()


def check_values(
    content: bytes, year: int, *, sheet: str = "", choices: Sequence[ColumnChoice] = ()
) -> TableCheck:
    """Compare the stored values of a year with a table. Raises `TableFileError`."""
    rows = read_table_file(content, sheet)
    city_rows = find_city_rows(rows)
    first = min(row.number for row in city_rows.values())
    indicators = {indicator.slug: indicator for indicator in Indicator.objects.published()}
    head = TableHead([row for row in rows if row.number < first])
    columns = find_value_columns(head, indicators, choices)
    return TableCheck([one for column in columns for one in _check_column(column, year, city_rows)])


def _check_column(column: ValueColumn, year: int, city_rows: dict[int, FileRow]) -> Iterator[CheckedValue]:
    values = IndicatorValue.objects.published().filter(indicator=column.indicator, year=year)
    stored = values.filter(value__isnull=False, period_en="").select_related("indicator", "city")
    for value in stored.order_by("city__slug"):
        row = city_rows.get(value.city_id)
        yield _check_value(value, column, row) if row else CheckedValue(value, ValueMark.BLANK)


def _check_value(value: IndicatorValue, column: ValueColumn, row: FileRow) -> CheckedValue:
    numbers = [number for at in column.columns if (number := read_number(row, at)) is not None]
    cell = "+".join(f"{get_column_letter(at + 1)}{row.number}" for at in column.columns)
    if not numbers:
        return CheckedValue(value, ValueMark.BLANK, cell=cell)
    found, stored = sum(numbers, Decimal(0)) * column.factor, Decimal(value.value or 0)
    is_same = abs(found - stored) <= _TOLERANCE * max(abs(stored), Decimal(1))
    return CheckedValue(value, ValueMark.AGREE if is_same else ValueMark.DIFFER, found, cell)


def iter_check_rows(check: TableCheck) -> Iterator[list[str]]:
    """Yield a heading and a row for each value, for a list of editors."""
    yield ["mark", "indicator", "city", "name", "year", "unit", "stored", "in_table", "cell", "value"]
    for checked in check.values:
        value: Any = checked.value
        yield [
            checked.mark.value, value.indicator.slug, value.city.slug, value.city.name_zh_hans,
            str(value.year), value.unit, checked.stored_text, checked.found_text, checked.cell,
            value.slug,
        ]  # fmt: skip
