"""The values of a statistic in one scope as a sorted, labelled table with links."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from records.choices import WasteArea
from records.models import Record, get_record_types
from records.pages.data_links import get_export_url
from records.texts.formats import format_data, format_number
from stats.aggregations import (
    SummarizedResults,
    count_codes,
    format_in_sentence,
    is_worth_a_sentence,
    sum_records,
)
from stats.choices import Chart, NoValueReason
from stats.definitions import YEAR, Code, Dimension, Statistic, StatisticResult
from stats.labels import get_code_labels, get_record_label, get_records_by_slug
from stats.scopes import Scope


@dataclass(frozen=True)
class Cell:
    """A code of a dimension with its label and, if the code is the slug of a record, the record."""

    name: str
    heading: str
    code: Code
    label: Any
    record: Record | None = None


@dataclass(frozen=True)
class TableRow:
    """A value with the labels of its dimensions."""

    result: StatisticResult
    cells: tuple[Cell, ...]
    scope: Scope
    #: The dimensions in which the rows of the table differ; only these label the row in a chart.
    varying_dimensions: frozenset[str] = frozenset()
    #: Whether the value is that of a content version; the records are those of now.
    is_past: bool = False

    @property
    def anchor(self) -> str:
        """The id of the row in the table, to which the marks of a chart refer."""
        codes = (re.sub(r"[^a-z0-9]+", "-", _format_code(cell.code).lower()) for cell in self.cells)
        return "row-" + "--".join(codes)

    @property
    def formatted_value(self) -> str:
        return "" if self.result.value is None else format_number(self.result.value)

    @property
    def marked_value(self) -> SafeString:
        """The value as HTML that holds the exact number, which `formatted_value` may round."""
        return format_data(self.result.value)

    @property
    def reason(self) -> Any:
        return NoValueReason(self.result.reason).label if self.result.reason else ""

    @property
    def records_url(self) -> str:
        return "" if self.is_past else _build_records_url(self.result.statistic, self.scope, self.cells)

    @property
    def whole(self) -> Decimal | None:
        return self.result.whole

    @property
    def description(self) -> str:
        """The value or the reason why there is none, with the denominator."""
        value, whole = self.formatted_value or str(self.reason), self.result.denominator
        if whole is None:
            return value
        numbers = {"value": value, "n": format_number(self.result.n), "whole": format_number(whole)}
        if not self.formatted_value:
            if self.result.reason == NoValueReason.NOT_COUNTED:
                return _("%(value)s; baseline %(whole)s") % numbers
            return _("Total %(whole)s; %(reason)s") % {**numbers, "reason": format_in_sentence(value)}
        return (
            _("%(value)s (%(n)s of %(whole)s)") if self.whole is None else _("%(n)s of %(whole)s")
        ) % numbers

    @property
    def name(self) -> str:
        """The labels of all dimensions in one line."""
        return " · ".join(str(cell.label) for cell in self.cells)

    @property
    def _varying_labels(self) -> list[str]:
        return [str(cell.label) for cell in self.cells if cell.name in self.varying_dimensions] or [self.name]

    @property
    def group(self) -> str:
        """The heading in a chart: all varying labels but the last."""
        return " · ".join(self._varying_labels[:-1])

    @property
    def last(self) -> str:
        """The label below the heading."""
        return self._varying_labels[-1]

    @property
    def area(self) -> str:
        """The waste area that determines the colour of the row."""
        codes = [str(cell.code) for cell in self.cells if cell.name == "area"]
        return next((code for code in codes if code in WasteArea.values), "")

    @property
    def place(self) -> Any:
        """The first of the records that has coordinates, for a map."""
        records = [cell.record for cell in self.cells]
        return next((record for record in records if getattr(record, "lat", None) is not None), None)

    @property
    def year(self) -> Code:
        return next((cell.code for cell in self.cells if cell.name == YEAR), None)

    @property
    def series(self) -> str:
        """The varying labels without the year: the chart by year to which the row belongs."""
        labels = [
            str(cell.label)
            for cell in self.cells
            if cell.name in self.varying_dimensions and cell.name != YEAR
        ]
        return " · ".join(labels) or str(self.result.statistic)


#: Rows shown on a page.
MAX_TABLE_ROWS = 100
#: Rows of a table in which each has more than a line on a phone.
_MAX_TALL_ROWS = 10
#: Rows in the list of statistics.
MAX_BRIEF_ROWS = 4


@dataclass(frozen=True)
class Table:
    """The values of a statistic in one scope: all, or those of a large table that a page shows."""

    statistic: Statistic
    scope: Scope
    rows: list[TableRow]
    summarized: SummarizedResults | None = None
    #: The content version of past values; None: the values now.
    version: int | None = None

    @property
    def results(self) -> Sequence[StatisticResult]:
        """All values."""
        return self.summarized or [row.result for row in self.rows]

    @property
    def count(self) -> int:
        """The number of all values."""
        return len(self.results)

    @property
    def headings(self) -> list[Any]:
        return [dimension.label for dimension in self.statistic.dimensions.values()]

    @cached_property
    def headline(self) -> str | None:
        """The sentence about the values; None if they count too few records, but not none."""
        if sum_records(self.results) and not is_worth_a_sentence(self.results):
            return None
        return self.statistic.headline(self.results)

    @property
    def heading(self) -> str:
        """The headline, or the title of the statistic."""
        return self.headline or str(self.statistic.title)

    @property
    def subtitle(self) -> str:
        """The title of the statistic; empty if it is the heading."""
        return str(self.statistic.title) if self.headline else ""

    @property
    def formula(self) -> str:
        return self.statistic.format_formula(self.results)

    @property
    def has_denominators(self) -> bool:
        if self.summarized:
            return self.summarized.summary["has_denominators"]
        return any(result.denominator is not None for result in self.results)

    @property
    def has_gaps(self) -> bool:
        """Whether a bar chart has rows without a value."""
        if self.summarized:
            return self.chart == Chart.BAR and self.summarized.summary["has_gaps"]
        return self.chart == Chart.BAR and any(result.value is None for result in self.results)

    @property
    def n(self) -> Any:
        """The number of records counted, as in the formula; empty if the formula has none."""
        return self.statistic.formula_params(self.results).get("n", "")

    @property
    def shown(self) -> list[TableRow]:
        """The rows shown on a page; a file has all rows."""
        return self.rows[:MAX_TABLE_ROWS]

    @property
    def is_long(self) -> bool:
        """Whether a phone shows each row in a line or two, without labels."""
        return len(self.shown) > _MAX_TALL_ROWS

    @property
    def undated(self) -> int:
        """The number of values without a year, which a chart by year can't show."""
        return sum(not row.year for row in self.shown)

    @property
    def single(self) -> TableRow | None:
        """The row of a statistic without dimensions."""
        return self.rows[0] if len(self.rows) == 1 and not self.statistic.dimensions else None

    @property
    def chart(self) -> str:
        """The kind of chart; none for one or two values, for equal ones, or without a common scale."""
        if self.statistic.chart == Chart.MAP and not settings.MAPS:
            return Chart.NONE
        mixed = any(count_codes(self.results, name) > 1 for name in self.statistic.separate_scales)
        is_even = self.statistic.chart in (Chart.BAR, Chart.PAIRS) and self._is_even
        return self.statistic.chart if self.count > 2 and not (mixed or is_even) else Chart.NONE

    @property
    def _is_even(self) -> bool:
        if self.summarized:
            return self.summarized.summary["is_even"]
        return len({(row.result.value, row.whole) for row in self.rows}) == 1

    @property
    def brief(self) -> list[tuple[TableRow, int]]:
        """The largest values with their length in percent of the largest, for a small chart.

        Empty for values without a common scale; rows without a value but with a denominator have full length.
        """
        if self.chart == Chart.SQUARES:
            return []
        known = [row for row in self.rows if row.result.value]
        if self.summarized and self.chart == Chart.NONE and self.summarized.summary["has_values"]:
            return []
        if self.chart == Chart.NONE:
            return [] if known else [(row, 100) for row in self.rows if row.whole][:MAX_BRIEF_ROWS]
        ranked = sorted(known, key=lambda row: row.result.value or 0, reverse=True)[:MAX_BRIEF_ROWS]
        most = ranked[0].result.value if ranked else None
        return [(row, max(1, round(100 * (row.result.value or 0) / most))) for row in ranked] if most else []

    @property
    def url(self) -> str:
        return reverse("statistic", args=[self.statistic.key]) + self.query

    @property
    def query(self) -> str:
        """The scope and content version as a query string; empty for all records now."""
        return f"?{urlencode(self._parameters)}" if self._parameters else ""

    @property
    def anchor(self) -> str:
        return self.statistic.key

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def csv_url(self) -> str:
        return self._get_file_url("CSV")

    @property
    def xlsx_url(self) -> str:
        return self._get_file_url("XLSX")

    def _get_file_url(self, name: str) -> str:
        """Return the URL of the table as a file; empty before its first values, of which there is none."""
        if self.version is not None and not self.count:
            return ""
        return get_export_url(name, "statistics", self.statistic.key, self._parameters)

    @property
    def _parameters(self) -> dict[str, str]:
        version = {} if self.version is None else {"version": str(self.version)}
        return {**self.scope.query_params, **version}

    def at_version(self, number: int) -> "Table":
        """Return the table as that of a content version, which has no links to the records of now."""
        return replace(self, version=number, rows=[replace(row, is_past=True) for row in self.rows])

    def list_codes(self, dimension: str) -> list[str]:
        """Return the codes of a dimension, as in query parameters."""
        cells = (cell for row in self.rows for cell in row.cells if cell.name == dimension)
        return list(dict.fromkeys(_format_code(cell.code) for cell in cells))

    def find_row(self, codes: Mapping[str, str]) -> TableRow | None:
        """Return the row with these codes, as given in query parameters."""
        names = list(self.statistic.dimensions)
        wanted_codes = [codes.get(name, "") for name in names]
        return next(
            (row for row in self.rows if [_format_code(cell.code) for cell in row.cells] == wanted_codes),
            None,
        )


def build_table(statistic: Statistic, scope: Scope, results: Sequence[StatisticResult]) -> Table:
    """Build the table of a statistic. One query for each dimension with labels in the database."""
    return build_tables({statistic: results}, scope)[0]


def build_tables(results: Mapping[Statistic, Sequence[StatisticResult]], scope: Scope) -> list[Table]:
    return build_tables_in_scopes(
        [(statistic, scope, own_results) for statistic, own_results in results.items()]
    )


def build_tables_in_scopes(
    items: Sequence[tuple[Statistic, Scope, Sequence[StatisticResult]]],
) -> list[Table]:
    """Build the tables of several statistics and scopes; one query for each dimension or record type."""
    cells = _build_cells(items)
    tables = []
    for statistic, scope, results in items:
        summarized = results if isinstance(results, SummarizedResults) else None
        varying = frozenset(name for name in statistic.dimensions if count_codes(results, name) > 1)
        in_order = summarized.known if summarized else _sort_results(statistic, results, cells)
        # Looked up once: the hash of a dimension translates its label.
        own = [(name, cells[name, dimension]) for name, dimension in statistic.dimensions.items()]
        rows = [
            TableRow(one, tuple(by_code[one.dimensions.get(name)] for name, by_code in own), scope, varying)
            for one in in_order
        ]
        tables.append(Table(statistic, scope, rows, summarized))
    return tables


#: The cell of each code of each dimension.
Cells = Mapping[tuple[str, Dimension], Mapping[Code, Cell]]


def sort_results(statistic: Statistic, results: Sequence[StatisticResult]) -> list[StatisticResult]:
    """Sort values as in the table of the active language. One query for each dimension of records."""
    return _sort_results(statistic, results, _build_cells([(statistic, Scope(), results)]))


def _build_cells(items: Sequence[tuple[Statistic, Scope, Sequence[StatisticResult]]]) -> Cells:
    return {
        (name, dimension): {code: _build_cell(name, dimension, code, labels) for code in labels}
        for (name, dimension), labels in _collect_labels(items).items()
    }


def _collect_labels(
    items: Sequence[tuple[Statistic, Scope, Sequence[StatisticResult]]],
) -> dict[tuple[str, Dimension], dict[Code, Any]]:
    """Return the labels of the codes of each dimension; records if the dimension is a record type."""
    codes: dict[tuple[str, Dimension], set[Code]] = defaultdict(set)
    for statistic, _scope, results in items:
        shown = results.known if isinstance(results, SummarizedResults) else results
        for name, dimension in statistic.dimensions.items():
            codes[name, dimension].update(result.dimensions.get(name) for result in shown)
    slugs: dict[str, set[Code]] = defaultdict(set)
    for (name, _dimension), used in codes.items():
        if name in get_record_types():
            slugs[name] |= used
    records = {name: get_records_by_slug(name, used) for name, used in slugs.items()}
    return {
        (name, dimension): {**dict.fromkeys(used), **records[name]}
        if name in records
        else get_code_labels(dimension, used)
        for (name, dimension), used in codes.items()
    }


def _build_cell(name: str, dimension: Dimension, code: Code, labels: Mapping[Code, Any]) -> Cell:
    value = labels.get(code)
    record = value if isinstance(value, Record) else None
    label = get_record_label(record) if record else value or dimension.get_label(code) or _("Not known")
    return Cell(name, str(dimension.label), code, label, record)


def _format_code(code: Code) -> str:
    return "" if code is None else str(code)


def _build_records_url(statistic: Statistic, scope: Scope, cells: Iterable[Cell]) -> str:
    if statistic.drilldown is None:
        return ""
    codes = {cell.name: _format_code(cell.code) for cell in cells}
    params = {**scope.query_params, **codes}
    address = reverse("statistic_records", args=[statistic.key])
    return f"{address}?{urlencode(params)}" if params else address


def _sort_results(
    statistic: Statistic, results: Sequence[StatisticResult], cells: Cells
) -> list[StatisticResult]:
    """Sort by the order of the choices, by year, or by size; values not recorded come last."""
    ranks = [
        (name, _rank_codes(name, dimension, results, cells[name, dimension]))
        for name, dimension in statistic.dimensions.items()
    ]
    return sorted(results, key=lambda one: [rank[one.dimensions.get(name)] for name, rank in ranks])


def _rank_codes(
    name: str, dimension: Dimension, results: Sequence[StatisticResult], cells: Mapping[Code, Cell]
) -> dict[Code, tuple[Any, ...]]:
    order = list(dimension.choices.values) if dimension.choices else None
    totals: dict[Code, Decimal] = defaultdict(Decimal)
    for result in results:
        totals[result.dimensions.get(name)] += result.value or 0
    ranks = {}
    for key, total in totals.items():
        code = _format_code(key)
        if order is not None:
            known: Any = order.index(code) if code in order else len(order)
        else:
            known = int(code) if name == YEAR and code.isdigit() else -total
        ranks[key] = (not code, known, str(cells[key].label), code)
    return ranks
