"""The values of a statistic in one scope as a table: in order, in the reader's words, with what they lead to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from records.choices import WasteArea
from records.formats import number
from records.models import Record, record_types
from stats.choices import Chart, Reason
from stats.declaring import YEAR, Code, Dimension, Reading, Statistic
from stats.models import EarlierValue
from stats.naming import label_of, names_in, records_of
from stats.scopes import Scope


@dataclass(frozen=True)
class Cell:
    """A code of a dimension with its name and, where it is the slug of a record, the record."""

    name: str
    heading: str
    code: Code
    label: Any
    record: Record | None = None


@dataclass(frozen=True)
class Row:
    """A value with the names of what it is a value of."""

    reading: Reading
    cells: tuple[Cell, ...]
    records_url: str

    @property
    def written(self) -> str:
        """The value as readers see it; nothing where there is none."""
        return "" if self.reading.value is None else number(self.reading.value)

    @property
    def reason(self) -> Any:
        """Why there is no value."""
        return Reason(self.reading.reason).label if self.reading.reason else ""

    @property
    def said(self) -> str:
        """The value, or why there is none, and of how many."""
        value, whole = self.written or str(self.reason), self.reading.denominator
        if whole is None:
            return value
        words = _("%(value)s of %(whole)s") if self.written else _("%(value)s, of %(whole)s")
        return words % {"value": value, "whole": number(whole)}

    @property
    def name(self) -> str:
        """All that it is a value of, in one line."""
        return " · ".join(str(cell.label) for cell in self.cells)

    @property
    def group(self) -> str:
        """All but the last."""
        return " · ".join(str(cell.label) for cell in self.cells[:-1])

    @property
    def last(self) -> Any:
        return self.cells[-1].label if self.cells else ""

    @property
    def area(self) -> str:
        """The waste area whose colour it has, beside its name."""
        codes = [str(cell.code) for cell in self.cells]
        return next((code for code in codes if code in WasteArea.values), "")

    @property
    def place(self) -> Any:
        """The first of its records that lies somewhere, for a map."""
        records = [cell.record for cell in self.cells]
        return next((record for record in records if getattr(record, "lat", None) is not None), None)

    @property
    def year(self) -> Code:
        return next((cell.code for cell in self.cells if cell.name == YEAR), None)

    @property
    def series(self) -> str:
        """What it is a value of, without the year: the line to which it belongs."""
        return " · ".join(str(cell.label) for cell in self.cells if cell.name != YEAR)


@dataclass(frozen=True)
class Table:
    """The values of a statistic in one scope."""

    statistic: Statistic
    scope: Scope
    rows: list[Row]

    @property
    def readings(self) -> list[Reading]:
        return [row.reading for row in self.rows]

    @property
    def headings(self) -> list[Any]:
        return [dimension.label for dimension in self.statistic.dimensions.values()]

    @cached_property
    def finding(self) -> str:
        return self.statistic.finding(self.readings)

    @property
    def formula(self) -> str:
        return self.statistic.formula_with(self.readings)

    @property
    def has_denominators(self) -> bool:
        return any(reading.denominator is not None for reading in self.readings)

    @property
    def counts(self) -> int:
        """How many records stand behind the values; one that stands behind two is counted twice."""
        return sum(reading.n for reading in self.readings)

    @property
    def single(self) -> Row | None:
        """The one value of a statistic that is not broken down."""
        return self.rows[0] if len(self.rows) == 1 and not self.statistic.dimensions else None

    @property
    def chart(self) -> str:
        """How it is drawn; one value alone, or none, needs no drawing."""
        return self.statistic.chart if len(self.rows) > 1 else Chart.NONE

    @property
    def brief(self) -> "list[tuple[Row, int]]":
        """The largest values with their length in percent of the largest, for a small drawing."""
        known = [row for row in self.rows if row.reading.value is not None]
        ranked = sorted(known, key=lambda row: row.reading.value or 0, reverse=True)[:4]
        most = max((row.reading.value or Decimal(0) for row in ranked), default=Decimal(0))
        return [(row, round(100 * (row.reading.value or 0) / most)) for row in ranked] if most > 0 else []

    @property
    def url(self) -> str:
        return f"{reverse('statistic', args=[self.statistic.key])}{self.scope.query}"

    @property
    def csv_url(self) -> str:
        return f"{reverse('statistic_csv', args=[self.statistic.key])}{self.scope.query}"

    def row_of(self, codes: Mapping[str, str]) -> Row | None:
        """The row that an address names by its codes."""
        names = list(self.statistic.dimensions)
        wanted = [codes.get(name, "") for name in names]
        return next((row for row in self.rows if [_written(cell.code) for cell in row.cells] == wanted), None)


def table_of(statistic: Statistic, scope: Scope, readings: Sequence[Reading]) -> Table:
    """One query for each dimension whose codes are slugs or have names in the database."""
    return tables_of({statistic: readings}, scope)[0]


def tables_of(found: Mapping[Statistic, Sequence[Reading]], scope: Scope) -> list[Table]:
    """The tables of several statistics; what shares a dimension or a type of record is asked for once."""
    codes: dict[Dimension, set[Code]] = defaultdict(set)
    slugs: dict[str, set[Code]] = defaultdict(set)
    for statistic, readings in found.items():
        for name, dimension in statistic.dimensions.items():
            used = {reading.dimensions.get(name) for reading in readings}
            (slugs[name] if name in record_types() else codes[dimension]).update(used)
    records = {name: records_of(name, used) for name, used in slugs.items()}
    names = {dimension: names_in(dimension, used) for dimension, used in codes.items()}

    def cell(name: str, dimension: Dimension, code: Code) -> Cell:
        record = records.get(name, {}).get(code)
        label = label_of(record) if record else names.get(dimension, {}).get(code)
        return Cell(
            name, str(dimension.label), code, label or names_in(_plain(dimension), [code])[code], record
        )

    tables = []
    for statistic, readings in found.items():
        rows = []
        for reading in readings:
            cells = tuple(
                cell(name, dimension, reading.dimensions.get(name))
                for name, dimension in statistic.dimensions.items()
            )
            rows.append(Row(reading, cells, _records_url(statistic, scope, cells)))
        tables.append(Table(statistic, scope, _in_order(statistic, rows)))
    return tables


def _plain(dimension: Dimension) -> Dimension:
    """The dimension as it names what no record is called."""
    return Dimension(dimension.label, dimension.choices, None, dimension.empty)


def _written(code: Code) -> str:
    return "" if code is None else str(code)


def _records_url(statistic: Statistic, scope: Scope, cells: Iterable[Cell]) -> str:
    if statistic.drill is None:
        return ""
    codes = {cell.name: _written(cell.code) for cell in cells}
    given = {**({"scope": scope.written} if scope.slug else {}), **codes}
    address = reverse("statistic_records", args=[statistic.key])
    return f"{address}?{urlencode(given)}" if given else address


def _in_order(statistic: Statistic, rows: list[Row]) -> list[Row]:
    """By the order of the codes, by year, or the largest first; what is not recorded comes last."""
    totals: dict[tuple[int, Code], Decimal] = defaultdict(Decimal)
    for row in rows:
        for place, cell in enumerate(row.cells):
            totals[place, cell.code] += row.reading.value or 0
    orders = [_order(dimension) for dimension in statistic.dimensions.values()]

    def rank(row: Row) -> list[Any]:
        ranks: list[Any] = []
        for place, cell in enumerate(row.cells):
            code, order = _written(cell.code), orders[place]
            if order is not None:
                known: Any = order.index(code) if code in order else len(order)
            else:
                known = int(code) if cell.name == YEAR and code.isdigit() else -totals[place, cell.code]
            ranks += [not code, known, str(cell.label), code]
        return ranks

    return sorted(rows, key=rank)


def _order(dimension: Dimension) -> list[str] | None:
    return list(dimension.choices.values) if dimension.choices else None


@dataclass(frozen=True)
class Earlier:
    """A value that stood once."""

    value: EarlierValue
    name: str
    written: str
    reason: Any


#: How many earlier values a page shows.
MOST_EARLIER = 60


def earlier(table: Table) -> list[Earlier]:
    """The newest of the values that stood before, named as in the table; one query, and the names."""
    statistic, scope = table.statistic, table.scope
    rows = EarlierValue.objects.filter(statistic=statistic.key, scope=scope.kind, slug=scope.slug)
    newest = list(rows.order_by("-until", "-pk")[:MOST_EARLIER])
    readings = {
        row.pk: Reading(
            statistic, row.scope, row.slug, row.codes, statistic.rounded(row.value), row.n,
            statistic.rounded(row.denominator, 6), row.reason, row.since, None, None,
        )
        for row in newest
    }  # fmt: skip
    named = {id(row.reading): row for row in table_of(statistic, scope, list(readings.values())).rows}
    shown = [(value, named[id(readings[value.pk])]) for value in newest]
    return [Earlier(value, row.name, row.written, row.reason) for value, row in shown]
