"""The values of a statistic in one scope as a table: in order, in the reader's words, with links."""

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
    #: The dimensions in which the rows of the table differ: what tells its mark in a drawing from the others.
    telling: frozenset[str] = frozenset()

    @property
    def written(self) -> str:
        """The value as readers see it; nothing where there is none."""
        return "" if self.reading.value is None else number(self.reading.value)

    @property
    def reason(self) -> Any:
        """Why there is no value."""
        return Reason(self.reading.reason).label if self.reading.reason else ""

    @property
    def whole(self) -> Decimal | None:
        """Of how many the value counts some; nothing where it is a share already, or is not counted."""
        one = self.reading
        return one.denominator if one.value is None or one.value == one.n else None

    @property
    def said(self) -> str:
        """The value, or why there is none, and of how many."""
        value, whole = self.written or str(self.reason), self.reading.denominator
        if whole is None:
            return value
        numbers = {"value": value, "n": number(self.reading.n), "whole": number(whole)}
        if not self.written:
            return _("%(value)s, of %(whole)s") % numbers
        return (
            _("%(value)s (%(n)s of %(whole)s)") if self.whole is None else _("%(n)s of %(whole)s")
        ) % numbers

    @property
    def name(self) -> str:
        """All that it is a value of, in one line."""
        return " · ".join(str(cell.label) for cell in self.cells)

    @property
    def _told(self) -> list[str]:
        return [str(cell.label) for cell in self.cells if cell.name in self.telling] or [self.name]

    @property
    def group(self) -> str:
        """Under which heading of a drawing it stands: all that tells it from others but the last."""
        return " · ".join(self._told[:-1])

    @property
    def last(self) -> str:
        """What it is called there."""
        return self._told[-1]

    @property
    def area(self) -> str:
        """The waste area whose colour it has, beside its name."""
        codes = [str(cell.code) for cell in self.cells if cell.name == "area"]
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
        """What tells it from others but the year: the line to which it belongs."""
        told = [str(cell.label) for cell in self.cells if cell.name in self.telling and cell.name != YEAR]
        return " · ".join(told) or str(self.reading.statistic)


#: How many rows a page shows.
MOST_ROWS = 500


@dataclass(frozen=True)
class Table:
    """All values of a statistic in one scope."""

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
    def n(self) -> Any:
        """How many records were counted, as the formula says it; nothing where it does not."""
        return self.statistic.terms(self.readings).get("n", "")

    @property
    def shown(self) -> list[Row]:
        """The rows that a page holds; a file has all of them."""
        return self.rows[:MOST_ROWS]

    @property
    def undated(self) -> int:
        """How many values have no place on a line of years."""
        return sum(not row.year for row in self.shown)

    @property
    def single(self) -> Row | None:
        """The one value of a statistic that is not broken down."""
        return self.rows[0] if len(self.rows) == 1 and not self.statistic.dimensions else None

    @property
    def chart(self) -> str:
        """How it is drawn; one value alone, or values that share no scale, are not."""
        mixed = any(len(codes) > 1 for codes in self._codes(self.statistic.apart))
        return self.statistic.chart if len(self.rows) > 1 and not mixed else Chart.NONE

    def _codes(self, names: Iterable[str]) -> list[set[Code]]:
        """The codes that the rows have in each of these dimensions."""
        return [{row.reading.dimensions.get(name) for row in self.rows} for name in names]

    @property
    def brief(self) -> list[tuple[Row, int]]:
        """The largest values with their length in percent of the largest, for a small drawing.

        Values that share no scale are not drawn; those that nobody has counted have their full length.
        """
        known = [row for row in self.rows if row.reading.value]
        if self.chart == Chart.NONE:
            return [] if known else [(row, 100) for row in self.rows if row.whole][:4]
        ranked = sorted(known, key=lambda row: row.reading.value or 0, reverse=True)[:4]
        most = ranked[0].reading.value if ranked else None
        return [(row, max(1, round(100 * (row.reading.value or 0) / most))) for row in ranked] if most else []

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
    """The tables of several statistics in one scope."""
    return tables_in([(statistic, scope, readings) for statistic, readings in found.items()])


def tables_in(found: Sequence[tuple[Statistic, Scope, Sequence[Reading]]]) -> list[Table]:
    """Tables of any statistics and scopes; what shares a dimension or a type of record is asked for once."""
    names = _names(found)
    tables = []
    for statistic, scope, readings in found:
        rows = []
        telling = frozenset(
            name
            for name in statistic.dimensions
            if len({reading.dimensions.get(name) for reading in readings}) > 1
        )
        for reading in readings:
            cells = tuple(
                _cell(name, dimension, reading.dimensions.get(name), names[name, dimension])
                for name, dimension in statistic.dimensions.items()
            )
            rows.append(Row(reading, cells, _records_url(statistic, scope, cells), telling))
        tables.append(Table(statistic, scope, _in_order(statistic, rows)))
    return tables


def _names(
    found: Sequence[tuple[Statistic, Scope, Sequence[Reading]]],
) -> dict[tuple[str, Dimension], dict[Code, Any]]:
    """What the codes of each dimension are called: records where it is named after a type of record."""
    codes: dict[tuple[str, Dimension], set[Code]] = defaultdict(set)
    for statistic, _scope, readings in found:
        for name, dimension in statistic.dimensions.items():
            codes[name, dimension].update(reading.dimensions.get(name) for reading in readings)
    slugs: dict[str, set[Code]] = defaultdict(set)
    for (name, _dimension), used in codes.items():
        if name in record_types():
            slugs[name] |= used
    records = {name: records_of(name, used) for name, used in slugs.items()}
    return {
        (name, dimension): {**dict.fromkeys(used), **records[name]}
        if name in records
        else names_in(dimension, used)
        for (name, dimension), used in codes.items()
    }


def _cell(name: str, dimension: Dimension, code: Code, names: Mapping[Code, Any]) -> Cell:
    named = names.get(code)
    record = named if isinstance(named, Record) else None
    label = label_of(record) if record else named or dimension.label_of(code) or _("Not recorded")
    return Cell(name, str(dimension.label), code, label, record)


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
    readings = {row.pk: row.reading(statistic) for row in newest}
    named = {id(row.reading): row for row in table_of(statistic, scope, list(readings.values())).rows}
    shown = [(value, named[id(readings[value.pk])]) for value in newest]
    return [Earlier(value, row.name, row.written, row.reason) for value, row in shown]
