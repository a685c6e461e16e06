"""Unregistered statistics with their values, as the tables that the pages show. Nothing is counted or stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from cities.models import City
from hub.styleguide.samples import MOMENT, PREFIX, TextPair, translate_pair
from stats.aggregations import format_total
from stats.choices import Chart, StatisticGroup
from stats.definitions import HUB, Code, Dimension, Statistic, StatisticResult, StatisticRow
from stats.scopes import Scope
from stats.tables import Table, build_table

FINDING = ("Sample finding: most of the sample records are of one kind", "示例结论：多数示例记录属于同一类")
_FORMULA = ("Number of sample records of each kind: %(n)s together.", "各类示例记录的数量：共%(n)s条。")

_numbers = count(1)


def make_statistic(
    dimensions: Mapping[str, Dimension] | None = None,
    title: TextPair = ("Sample statistic", "示例统计"),
    unit: TextPair = ("sample records", "条示例记录"),
    headline: TextPair = FINDING,
    **declared: Any,
) -> Statistic:
    defaults = {
        "key": f"{PREFIX}statistic-{next(_numbers)}", "title": translate_pair(title),
        "group": StatisticGroup.PARKS, "unit": translate_pair(unit), "formula": translate_pair(_FORMULA),
        "depends_on": (City,), "dimensions": dimensions or {}, "chart": Chart.BAR, "rows": _refuse_count,
        "headline": lambda results: translate_pair(headline), "drilldown": _refuse_count,
        "formula_params": format_total,
    }  # fmt: skip
    return Statistic(**{**defaults, **declared})


def _refuse_count(*values: Any) -> Iterator[StatisticRow]:
    raise AssertionError("Samples are not counted.")


def make_dimension(word: TextPair, heading: TextPair = ("Sample", "示例")) -> Dimension:
    """A dimension whose codes are numbers; a label is the word and the number."""

    def name_codes(codes: Iterable[Code]) -> dict[Code, str]:
        return {code: f"{translate_pair(word)} {code}" for code in codes if code}

    return Dimension(translate_pair(heading), names=name_codes)


def make_result(
    of: Statistic, codes: Mapping[str, Code], value: float | None, n: int | None = None,
    whole: float | None = None, reason: str = "",
) -> StatisticResult:  # fmt: skip
    """A value of `n` records, or of as many as the value says."""
    return StatisticResult(
        of, HUB, "", codes, of.round_value(value), int(value or 0) if n is None else n,
        None if whole is None else Decimal(whole), reason, MOMENT, MOMENT, MOMENT,
    )  # fmt: skip


def make_table(
    dimensions: Mapping[str, Dimension],
    values: Iterable[tuple[Any, ...]],
    cities: Mapping[Code, City] | None = None,
    scope: Scope | None = None,
    **declared: Any,
) -> Table:
    """`values`: codes in the order of the dimensions, then the arguments of `make_result`."""
    of = make_statistic(dimensions, **declared)
    results = [make_result(of, dict(zip(dimensions, codes, strict=True)), *value) for codes, *value in values]
    table = build_table(of, scope or Scope(), results)
    for place, row in enumerate(table.rows):
        cells = tuple(replace(cell, record=(cities or {}).get(cell.code)) for cell in row.cells)
        table.rows[place] = replace(row, cells=cells)
    return table
