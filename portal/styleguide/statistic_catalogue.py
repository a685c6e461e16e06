"""Components for derived statistics. Samples of statistics are unregistered; nothing is counted or stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityFigure
from initiatives.choices import PARK_STATISTICS, ActionKind, ParkLevel
from portal.styleguide.components import Component, ComponentGroup, Context
from portal.styleguide.samples import (
    LONG_TEXT,
    MOMENT,
    PREFIX,
    TextPair,
    build_context,
    make_sample,
    translate_pair,
)
from records.choices import WasteArea
from stats.aggregations import format_total
from stats.choices import NoValueReason
from stats.definitions import HUB, YEAR, Code, Dimension, Statistic, StatisticResult
from stats.drilldown import RECORDS_PER_PAGE, CountedRecord
from stats.models import HistoricalValue, RefreshState
from stats.panels import StatisticSummary
from stats.scopes import Scope, ScopeChoices
from stats.tables import HistoricalRow, Table, build_table

_KIND, _CITY = ("Sample kind", "示例类型"), ("Sample city", "示例城市")

_numbers = count(1)


def make_statistic(dimensions: Mapping[str, Dimension] | None = None, **declared: Any) -> Statistic:
    values = {**build_context("statistic"), **declared}
    headline = values.pop("headline")
    return Statistic(
        key=f"{PREFIX}statistic-{next(_numbers)}", group=PARK_STATISTICS, depends_on=(City,),
        rows=_refuse_count, drilldown=_refuse_count, headline=lambda results: headline,
        formula_params=format_total, dimensions=dimensions or {}, **values,
    )  # fmt: skip


def _refuse_count(*values: Any) -> Any:
    raise AssertionError("Samples are not counted.")


def make_dimension(word: TextPair, heading: TextPair = ("Sample", "示例")) -> Dimension:
    """A dimension whose codes are numbers; a label is the word and the number."""
    text, label = translate_pair(word), translate_pair(heading)
    return Dimension(label, names=lambda codes: {code: f"{text} {code}" for code in codes if code})


def make_result(
    of: Statistic, codes: Mapping[str, Code], value: float | None, n: int | None = None,
    whole: float | None = None, reason: str = "",
) -> StatisticResult:  # fmt: skip
    """A value of `n` records, or of as many as the value says."""
    return StatisticResult(
        of, HUB, "", codes, of.round_value(value), int(value or 0) if n is None else n,
        None if whole is None else Decimal(whole), reason, MOMENT, MOMENT, MOMENT,
    )  # fmt: skip


def _make_dimensions(word: TextPair | None, cities: Mapping[Code, City]) -> dict[str, Dimension]:
    """The dimensions of the tables in `samples.yaml`. The labels of numbered codes begin with `word`."""
    names = {code: str(city.full_name) for code, city in cities.items()}
    return {
        "kind": make_dimension(word or _KIND, ("Kind", "类型")),
        "unit": make_dimension(("Sample unit", "示例单位")),
        "giver": make_dimension(word or ("Sample giver", "示例供方")),
        "taker": make_dimension(word or ("Sample taker", "示例受方")),
        "level": Dimension(gettext("Level"), choices=ParkLevel),
        "area": Dimension(gettext("Waste area"), choices=WasteArea),
        "action": Dimension(gettext("Kind"), choices=ActionKind),
        "place": Dimension(gettext("City"), names=lambda codes: names),
        YEAR: Dimension(gettext("Year")),
    }


def _fill_grid(lines: list[Code], columns: list[Code], gap: int = 0) -> list[list[Any]]:
    """A row of a table for each pair of codes, without every `gap`-th one."""
    pairs = [[line, column] for line in lines for column in columns]
    return [[*pair, 1 + (5 * n) % 17] for n, pair in enumerate(pairs) if not gap or n % gap]


def _make_table(name: str) -> Table:
    """The table of this name in `samples.yaml`, which explains the keys."""
    declared = build_context(name, "tables")
    cities, city = declared.pop("cities", {}), declared.pop("city", None)
    known = _make_dimensions(declared.pop("word", None), cities)
    dimensions = {key: known[key] for key in declared.pop("by", [])}
    rows = declared.pop("rows", []) or _fill_grid(*declared.pop("grid", ([], [])))
    of, width = make_statistic(dimensions, **declared), len(dimensions)
    results = [make_result(of, dict(zip(dimensions, row, strict=False)), *row[width:]) for row in rows]
    table = build_table(of, Scope("city", "sample-city", city) if city else Scope(), results)
    for place, row in enumerate(table.rows):
        cells = tuple(replace(cell, record=cities.get(cell.code)) for cell in row.cells)
        table.rows[place] = replace(row, cells=cells)
    return table


def _build_index(as_of: Any, *names: str) -> Context:
    groups = [(PARK_STATISTICS, [_make_table(name) for name in names])]
    return {"groups": groups, "as_of": as_of, "count": len(names)}


def _build_table(name: str) -> Context:
    table = _make_table(name)
    return {"table": table, "statistic": table.statistic, "scope": table.scope}


def _build_earlier(names: list[TextPair], value: int | None = 12) -> Context:
    """An earlier value for each name, newest first."""
    rows = []
    for days, name in enumerate(names, 1):
        times = {"since": MOMENT - timedelta(days=days + 1), "until": MOMENT - timedelta(days=days)}
        old = make_sample(HistoricalValue, value=value, n=0, **times)
        reason = "" if value else NoValueReason.NOT_RECORDED.label
        rows.append(HistoricalRow(old, translate_pair(name), str(value or ""), reason))
    return {"earlier": rows, "statistic": make_statistic()}


def _build_embed(table: str, changed_at: datetime | None = None) -> Context:
    state = None if table == "nothing" else make_sample(RefreshState)
    urls = {"page_url": "/en/", "own_url": "/en/"}
    return {**_build_table(table), "counting": state, "changed_at": changed_at, **urls}


def _build_page(table: str, *names: TextPair) -> Context:
    """`names`: those of the cities that can be chosen as scope."""
    cities = [Scope("city", f"sample-{n}", make_sample(City, name=name)) for n, name in enumerate(names)]
    years = ScopeChoices(gettext("Years"), [Scope(YEAR, "2023"), Scope(YEAR, "2022")])
    label = str(City._meta.verbose_name_plural)
    choices = [years, ScopeChoices(label, cities)] if names else []
    state = None if "nothing" in table else make_sample(RefreshState)
    context = {**_build_earlier(list(names)), **_build_table(table)}
    return {**context, "choices": choices, "counting": state, "rests_on": [label]}


def _build_records(total: int, table_name: str, name: TextPair = _CITY) -> Context:
    """Cities, and every other time a figure of a city."""
    table, page, lines = _make_table(table_name), Paginator(range(total), RECORDS_PER_PAGE).page(1), []
    for number in page.object_list:
        city, figure = make_sample(City, name=name), make_sample(CityFigure) if number % 2 else None
        kind = (figure or city)._meta.verbose_name
        parent = (city.name, figure) if figure else ()
        label = figure.label if figure else city.name
        lines.append(CountedRecord(figure or city, label, city.get_absolute_url(), kind, *parent))
    return {"table": table, "row": table.rows[0], "page_obj": page, "lines": lines, "count": total}


def _build_summaries(number: int, name: str = "statistic") -> Context:
    statistics = [make_statistic(**build_context(name)) for _n in range(number)]
    scope = Scope("city", "sample-city", make_sample(City))
    return {"rows": [StatisticSummary(of, scope, [make_result(of, {}, 12)]) for of in statistics]}


_VALUES = "stats/values.html"

STATISTICS = ComponentGroup("statistics", _("Statistics"), [
    Component("statistics-index", _("Index of the statistics"), "stats/statistic_list.html", _build_index,
              [("usual", MOMENT, "kinds", "single", "undrawn"), ("none", None, "nothing")], is_page=True),
    Component("statistics-results", _("Statistics in the index"), "stats/statistic_result.html",
              _build_table, [
        ("one", "single"), ("several", "kinds"), (_("No progress figure"), "undrawn"),
        ("missing", "too few"), ("none", "nothing"), ("long", "long"),
    ], is_wide=True, chinese=1),
    Component("statistic", _("Page of a statistic"), "stats/statistic_detail.html", _build_page, [
        ("usual", "noted", _CITY), ("one", "single"), (_("No progress figure"), "undrawn"),
        ("none", "nothing of city"), ("long", "long", LONG_TEXT),
    ], is_page=True),
    Component("statistic-embed", _("Statistic in a frame"), "stats/statistic_embed.html", _build_embed, [
        ("usual", "noted"), ("one", "single"), ("none", "nothing"), (_("Changed"), "noted", MOMENT),
    ], is_page=True),
    Component("counted-bars", _("Statistics as bars"), _VALUES, _build_table, [
        (_("By waste area"), "groups"), ("several", "kinds"), (_("Parts of a whole"), "parts"),
        (_("Shares"), "shares"), (_("No progress figure"), "uncounted"), ("missing", "reasons"),
        (_("Without one scale"), "mixed"), ("many", "many kinds"), ("long", "long groups"),
    ], is_wide=True),
    Component("counted-squares", _("What is recorded of a whole"), _VALUES, _build_table,
              [("several", "coverage")], is_wide=True),
    Component("counted-years", _("Statistics by year"), _VALUES, _build_table,
              [("several", "years"), ("one", "one line"), ("missing", "gaps"), ("long", "long years")],
              is_wide=True),
    Component("counted-places", _("Statistics on a map"), _VALUES, _build_table,
              [("several", "cities"), (_("Not on the map"), "city abroad"), ("many", "many cities"),
               ("long", "long cities")], is_wide=True),
    Component("counted-matrix", _("Statistics as a matrix"), _VALUES, _build_table,
              [("missing", "matrix with gaps"), ("many", "matrix")], is_wide=True),
    Component("counted-pairs", _("Statistics by pair"), _VALUES, _build_table,
              [("several", "network"), ("many", "large network"), ("long", "long network")], is_wide=True),
    Component("statistic-table", _("Table of a statistic"), "stats/table.html", _build_table,
              [("one", "single"), ("several", "shares")], is_wide=True, chinese=1),
    Component("earlier-values", _("Earlier values"), "stats/earlier.html", _build_earlier,
              [("none", []), ("several", [_KIND] * 3), ("missing", [_KIND], None), ("long", [LONG_TEXT])],
              is_wide=True, chinese=1),
    Component("counted-records", _("Records behind a value"), "stats/statistic_records.html",
              _build_records, [
        ("none", 0, "uncounted"), ("several", 4, "kinds"), ("long", 2, "long", LONG_TEXT),
        ("thousand", 1_000, "single"),
    ], is_page=True, chinese=1),
    Component("findings", _("Statistics of a record"), "stats/panel.html", _build_summaries,
              [("one", 1), ("several", 5), ("long", 2, "long statistic")], is_wide=True, chinese=1),
])  # fmt: skip
