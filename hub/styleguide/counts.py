"""Sample statistics with their values, as tables: made as the pages make them, never counted or stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _now

from cities.models import City
from hub.styleguide import samples
from hub.styleguide.parts import State
from records.models import Record
from records.translation import get_text_from_columns
from stats.aggregations import format_total
from stats.choices import Chart, StatisticGroup
from stats.definitions import HUB, YEAR, Code, Dimension, Statistic, StatisticResult, StatisticRow
from stats.models import HistoricalValue, RefreshState
from stats.panels import StatisticSummary
from stats.scopes import Scope
from stats.tables import HistoricalRow, Table, build_table

#: English and Simplified Chinese.
Pair = tuple[str, str]

TITLE = ("Sample statistic", "示例统计")
FINDING = ("Sample finding: most of the sample records are of one kind", "示例结论：多数示例记录属于同一类")
UNIT = ("sample records", "条示例记录")
FORMULA = (
    "Number of sample records of each kind: %(n)s together.",
    "各类示例记录的数量：共%(n)s条。",
)

AS_OF = datetime(2024, 5, 17, 9, 30, tzinfo=get_current_timezone())

_numbers = count(1)


def said(pair: Pair) -> str:
    """The text in the language in which a sample is being made."""
    return str(get_text_from_columns({"en": pair[0], "zh_hans": pair[1]}))


def state(
    label: Any, template: str, make: Callable[[], dict[str, Any]], language: str = "", **more: Any
) -> State:
    """A state whose sample is made in the language in which it is drawn, as a page makes its tables."""
    with override(language or get_language() or "en"):
        return State(label, template, make(), is_wide=True, language=language, **more)


# -- Statistics and their values ---------------------------------------------------------------------


def statistic(dimensions: Mapping[str, Dimension] | None = None, **declared: Any) -> Statistic:
    """A statistic that is not registered, so nothing counts it and no page has it."""
    finding = declared.pop("headline", FINDING)
    defaults = {
        "key": f"{samples.PREFIX}statistic-{next(_numbers)}", "title": said(TITLE),
        "group": StatisticGroup.PARKS, "unit": said(UNIT), "formula": said(FORMULA),
        "depends_on": (City,), "dimensions": dimensions or {},
        "headline": lambda readings: said(finding), "rows": _never, "drilldown": _never, "chart": Chart.BAR,
        "formula_params": format_total,
    }  # fmt: skip
    return Statistic(**{**defaults, **declared})


def _never(*value: Any) -> Iterator[StatisticRow]:
    raise AssertionError("Samples are not counted.")


def named(word: Pair, heading: Pair = ("Sample", "示例")) -> Dimension:
    """A dimension whose codes are numbers: each is called by the word and its number."""

    def names(codes: Iterable[Code]) -> dict[Code, str]:
        return {code: f"{said(word)} {code}" for code in codes if code}

    return Dimension(said(heading), names=names)


def reading(
    of: Statistic, codes: Mapping[str, Code], value: float | None, n: int | None = None, **more: Any
) -> StatisticResult:
    """A value; what is counted are `n` records, or as many as the value says."""
    whole, reason = more.get("whole"), more.get("reason", "")
    return StatisticResult(
        of, HUB, "", codes, of.round_value(value), int(value or 0) if n is None else n,
        None if whole is None else Decimal(whole), reason, AS_OF, AS_OF, AS_OF,
    )  # fmt: skip


@dataclass(frozen=True)
class Value:
    """A value by its codes, in the order of the dimensions."""

    codes: tuple[Code, ...]
    value: float | None
    n: int | None = None
    whole: float | None = None
    reason: str = ""


def table(
    dimensions: Mapping[str, Dimension],
    values: Iterable[Value],
    records: Mapping[Code, Record] | None = None,
    scope: Scope | None = None,
    **declared: Any,
) -> Table:
    """The values as the pages show them. `records`: for which record a code stands; none is asked for."""
    of = statistic(dimensions, **declared)
    readings = [
        reading(
            of, dict(zip(dimensions, one.codes, strict=True)), one.value, one.n, whole=one.whole,
            reason=one.reason,
        )
        for one in values
    ]  # fmt: skip
    made = build_table(of, scope or Scope(), readings)
    for place, row in enumerate(made.rows):
        cells = tuple(replace(cell, record=(records or {}).get(cell.code)) for cell in row.cells)
        made.rows[place] = replace(row, cells=cells)
    return made


def single(value: float | None, **more: Any) -> Table:
    """A statistic that is not broken down."""
    reason, n = more.pop("reason", ""), more.pop("n", None)
    return table({}, [Value((), value, n, reason=reason)], **more)


def by_kind(*values: float, word: Pair = ("Sample kind", "示例类型"), **declared: Any) -> Table:
    """One value for each kind."""
    rows = [Value((str(number),), value) for number, value in enumerate(values, 1)]
    return table({"kind": named(word, ("Kind", "类型"))}, rows, **declared)


def by_year(years: Iterable[Code], series: int, word: Pair = ("Sample kind", "示例类型")) -> Table:
    """A value of each series for each year; None is a year that is not recorded."""
    rows = [
        Value((str(line), year), 4 * line + place)
        for line in range(1, series + 1)
        for place, year in enumerate(years)
    ]
    dimensions = {"kind": named(word, ("Kind", "类型")), YEAR: Dimension(_now("Year"))}
    return table(dimensions, rows, chart=Chart.LINE)


def by_place(cities: Iterable[City], **declared: Any) -> Table:
    """A value for each city, which is drawn where the city lies."""
    codes: dict[Code, City] = {str(number): city for number, city in enumerate(cities, 1)}
    names: dict[Code, str] = {code: str(city.full_name) for code, city in codes.items()}
    dimensions = {"place": Dimension(_now("City"), names=lambda _codes: names)}
    rows = [Value((code,), 3 * number**2) for number, code in enumerate(codes, 1)]
    return table(dimensions, rows, codes, chart=Chart.MAP, **declared)


# -- What else stands on their pages -----------------------------------------------------------------


def counting(**values: Any) -> RefreshState:
    return samples.make(RefreshState, **{"as_of": AS_OF, "changed_at": AS_OF, **values})


def earlier(*names: str, value: int | None = 12, reason: Any = "") -> list[HistoricalRow]:
    """A value that stood before for each name, newest first."""
    made = []
    for days, name in enumerate(names, 1):
        times = {"since": AS_OF - timedelta(days=days + 1), "until": AS_OF - timedelta(days=days)}
        old = samples.make(HistoricalValue, value=value, n=0, **times)
        made.append(HistoricalRow(old, name, "" if value is None else str(value - days), reason))
    return made


def found(number: int, **declared: Any) -> list[StatisticSummary]:
    """What so many statistics say of a city."""
    rows = []
    for _n in range(number):
        of = statistic(**declared)
        rows.append(StatisticSummary(of, Scope("city", "sample-city", samples.city()), [reading(of, {}, 12)]))
    return rows
