"""Components for derived statistics. Samples of statistics are unregistered; nothing is counted or stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.models import City, CityFigure
from hub.styleguide.components import Component, ComponentGroup, Context
from hub.styleguide.samples import LONG_TEXT, MOMENT, PREFIX, SENTENCE, TextPair, make_sample, translate_pair
from initiatives.choices import ActionKind, ParkLevel
from records.choices import WasteArea
from stats.aggregations import format_total
from stats.choices import Chart, NoValueReason, StatisticGroup
from stats.definitions import HUB, YEAR, Code, Dimension, Statistic, StatisticResult, StatisticRow
from stats.drilldown import RECORDS_PER_PAGE, CountedRecord
from stats.models import HistoricalValue, RefreshState
from stats.panels import StatisticSummary
from stats.scopes import Scope, ScopeChoices
from stats.tables import HistoricalRow, Table, build_table

_KIND, _CITY = ("Sample kind", "示例类型"), ("Sample city", "示例城市")
_NOTHING = {"headline": ("Sample finding: nothing is on record", "示例结论：暂无记录")}
_LONG = {"title": LONG_TEXT, "headline": LONG_TEXT, "unit": LONG_TEXT}
_YEARS = (2020, 2021, 2022, 2023)
_FINDING = ("Sample finding: most of the sample records are of one kind", "示例结论：多数示例记录属于同一类")
_FORMULA = ("Number of sample records of each kind: %(n)s together.", "各类示例记录的数量：共%(n)s条。")

_numbers = count(1)


def make_statistic(
    dimensions: Mapping[str, Dimension] | None = None,
    title: TextPair = ("Sample statistic", "示例统计"),
    unit: TextPair = ("sample records", "条示例记录"),
    headline: TextPair = _FINDING,
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


def _make_levels(*values: tuple[Any, ...], **declared: Any) -> Table:
    rows = [((level,), *value) for level, value in zip(("national", "provincial"), values, strict=False)]
    return make_table({"level": Dimension(_now("Level"), choices=ParkLevel)}, rows, **declared)


def _make_uncounted(chart: Chart = Chart.BAR) -> Table:
    """The size of the whole is known, but not how many of it."""
    reason = NoValueReason.NOT_COUNTED.value
    return _make_levels((None, 3, 40, reason), (None, 3, 90, reason), chart=chart)


def _make_kinds(*values: int, word: TextPair = _KIND, **declared: Any) -> Table:
    rows = [((str(number),), value) for number, value in enumerate(values, 1)]
    return make_table({"kind": make_dimension(word, ("Kind", "类型"))}, rows, **declared)


def _make_reasons() -> Table:
    """A number beside each reason for having none."""
    rows = [((str(n),), None, 0, None, reason) for n, reason in enumerate(NoValueReason.values, 2)]
    return make_table({"kind": make_dimension(_KIND)}, [(("1",), 12), *rows, (("",), 4)])


def _make_groups(word: TextPair = _KIND) -> Table:
    """Waste areas, each with its colour, under their headings."""
    areas = Dimension(_now("Waste area"), choices=WasteArea)
    rows = [((kind, area), 3 * int(kind) + n) for kind in "12" for n, area in enumerate(WasteArea.values, 1)]
    return make_table({"kind": make_dimension(word), "area": areas}, rows)


def _make_years(years: Iterable[Code], series: int, word: TextPair = _KIND) -> Table:
    """A value of each series in each year; None is a year that isn't recorded."""
    lines = range(1, series + 1)
    rows = [((str(line), year), 4 * line + place) for line in lines for place, year in enumerate(years)]
    return make_table({"kind": make_dimension(word), YEAR: Dimension(_now("Year"))}, rows, chart=Chart.LINE)


def _make_places(places: Iterable[int], name: TextPair = _CITY, is_abroad: bool = False) -> Table:
    """A value of each city, drawn where the city lies."""
    positions = [(100 + n * 2.5, 24 + n * 2) for n in places] + [(7.1, 50.7)] * is_abroad
    cities: dict[Code, City] = {
        str(number): make_sample(City, name=[f"{word} {number}" for word in name], lon=lon, lat=lat)
        for number, (lon, lat) in enumerate(positions, 1)
    }
    names = {code: str(city.full_name) for code, city in cities.items()}
    rows = [((code,), 3 * number**2) for number, code in enumerate(cities, 1)]
    dimension = Dimension(_now("City"), names=lambda codes: names)
    return make_table({"place": dimension}, rows, cities, chart=Chart.MAP)


def _make_actions(is_whole: bool) -> Table:
    """Kinds of action by waste area; some have no record."""
    rows = [
        ((area, kind), 1 + (down * across) % 7)
        for down, area in enumerate(WasteArea.values)
        for across, kind in enumerate(ActionKind.values)
        if is_whole or (down + across) % 2
    ]
    areas, kinds = (
        Dimension(_now("Waste area"), choices=WasteArea),
        Dimension(_now("Kind"), choices=ActionKind),
    )
    return make_table({"area": areas, "kind": kinds}, rows, chart=Chart.MATRIX)


def _make_flows(givers: int, takers: int, giver: TextPair, taker: TextPair) -> Table:
    rows = [
        ((str(left), str(right)), 40 * left + 15 * right)
        for left in range(1, givers + 1)
        for right in range(left % 2 + 1, takers + 1)
    ]
    return make_table(
        {"giver": make_dimension(giver), "taker": make_dimension(taker)}, rows, chart=Chart.FLOWS
    )


_ENDS = ("Sample giver", "示例供方"), ("Sample taker", "示例受方")
_TABLES: dict[str, Callable[[], Table]] = {
    "single": lambda: make_table({}, [((), 1234)]),
    "too few": lambda: make_table({}, [((), None, 0, None, NoValueReason.TOO_FEW.value)]),
    "kinds": lambda: _make_kinds(120, 45, 12, 3, 1),
    "noted": lambda: _make_kinds(12, 5, note=translate_pair(SENTENCE)),
    "many kinds": lambda: _make_kinds(*range(1, 46)),
    "long": lambda: _make_kinds(12, 5, word=LONG_TEXT, **_LONG),
    "parts": lambda: _make_levels((5, None, 8), (9, None, 36)),
    "shares": lambda: _make_levels((62.5, 5, 8), (20, 2, 10), decimals=1, unit=("%", "%")),
    "uncounted": _make_uncounted,
    "undrawn": lambda: _make_uncounted(Chart.NONE),
    "nothing": lambda: _make_levels(**_NOTHING),
    "nothing of city": lambda: _make_levels(
        scope=Scope("city", "sample-city", make_sample(City)), **_NOTHING),
    "reasons": _make_reasons,
    "groups": _make_groups,
    "long groups": lambda: _make_groups(LONG_TEXT),
    # Two units share no scale, so nothing is drawn.
    "mixed": lambda: make_table({"unit": make_dimension(("Sample unit", "示例单位"))},
                                [(("1",), 5), (("2",), 9)], separate_scales=("unit",)),
}  # fmt: skip


def _build_index(as_of: Any, *names: str) -> Context:
    groups = [(StatisticGroup.PARKS, [_TABLES[name]() for name in names])]
    return {"groups": groups, "as_of": as_of, "count": len(names)}


def _build_table(table: str | Callable[..., Table], *values: Any) -> Context:
    made = _TABLES[table]() if isinstance(table, str) else table(*values)
    return {"table": made, "statistic": made.statistic, "scope": made.scope}


def _build_earlier(names: list[TextPair], value: int | None = 12) -> Context:
    """An earlier value for each name, newest first."""
    rows = []
    for days, name in enumerate(names, 1):
        times = {"since": MOMENT - timedelta(days=days + 1), "until": MOMENT - timedelta(days=days)}
        old = make_sample(HistoricalValue, value=value, n=0, **times)
        reason = "" if value else NoValueReason.NOT_RECORDED.label
        rows.append(HistoricalRow(old, translate_pair(name), str(value or ""), reason))
    return {"earlier": rows, "statistic": make_statistic()}


def _build_page(table: str, *names: TextPair) -> Context:
    """`names`: those of the cities that can be chosen as scope."""
    cities = [Scope("city", f"sample-{n}", make_sample(City, name=name)) for n, name in enumerate(names)]
    years = ScopeChoices(_now("Years"), [Scope(YEAR, "2023"), Scope(YEAR, "2022")])
    label = str(City._meta.verbose_name_plural)
    choices = [years, ScopeChoices(label, cities)] if names else []
    state = None if "nothing" in table else make_sample(RefreshState)
    context = {**_build_earlier(list(names)), **_build_table(table)}
    return {**context, "choices": choices, "counting": state, "rests_on": [label]}


def _build_records(total: int, table: str, name: TextPair = _CITY) -> Context:
    """Cities, and every other time a figure of a city."""
    made, page, lines = _TABLES[table](), Paginator(range(total), RECORDS_PER_PAGE).page(1), []
    for number in page.object_list:
        city, figure = make_sample(City, name=name), make_sample(CityFigure) if number % 2 else None
        kind = (figure or city)._meta.verbose_name
        parent = (city.name, figure) if figure else ()
        record, label = figure or city, figure.label if figure else city.name
        lines.append(CountedRecord(record, label, city.get_absolute_url(), kind, *parent))
    return {"table": made, "row": made.rows[0], "page": page, "lines": lines, "count": total}


def _build_summaries(number: int, **declared: Any) -> Context:
    scope, statistics = Scope("city", "sample-city", make_sample(City)), [make_statistic(**declared)] * number
    return {"rows": [StatisticSummary(of, scope, [make_result(of, {}, 12)]) for of in statistics]}


_VALUES = "stats/values.html"

STATISTICS = ComponentGroup("statistics", _("Statistics"), [
    Component("statistics-index", _("Index of the statistics"), "stats/statistic_list.html", _build_index,
              [("usual", MOMENT, "kinds", "single", "undrawn"), ("none", None, "nothing")], is_page=True),
    Component("statistics-results", _("Statistics in the index"), "stats/statistic_result.html",
              _build_table, [
        ("one", "single"), ("several", "kinds"), (_("By waste area"), "groups"),
        (_("No counted numerator"), "undrawn"), ("missing", "too few"), (_("Without one scale"), "mixed"),
        ("none", "nothing"), ("long", "long"),
    ], is_wide=True, chinese=1),
    Component("statistic", _("Page of a statistic"), "stats/statistic_detail.html", _build_page, [
        ("usual", "noted", _CITY), ("one", "single"), (_("No counted numerator"), "undrawn"),
        ("none", "nothing of city"), ("long", "long", LONG_TEXT),
    ], is_page=True),
    Component("counted-bars", _("Statistics as bars"), _VALUES, _build_table, [
        (_("By waste area"), "groups"), ("several", "kinds"), (_("Parts of a whole"), "parts"),
        (_("Shares"), "shares"), (_("No counted numerator"), "uncounted"), ("missing", "reasons"),
        (_("Without one scale"), "mixed"), ("many", "many kinds"), ("long", "long groups"),
    ], is_wide=True),
    Component("counted-years", _("Statistics by year"), _VALUES, _build_table, [
        ("several", _make_years, _YEARS, 3), ("one", _make_years, _YEARS, 1),
        ("missing", _make_years, (2021, 2023, None), 2), ("long", _make_years, _YEARS, 2, LONG_TEXT),
    ], is_wide=True),
    Component("counted-places", _("Statistics on a map"), _VALUES, _build_table, [
        ("several", _make_places, (2, 3, 4)), (_("Off the map"), _make_places, (0, 1), _CITY, True),
        ("many", _make_places, range(8)), ("long", _make_places, (0, 1, 2), LONG_TEXT),
    ], is_wide=True),
    Component("counted-matrix", _("Statistics as a matrix"), _VALUES, _build_table,
              [("missing", _make_actions, False), ("many", _make_actions, True)], is_wide=True),
    Component("counted-flows", _("Statistics as a flow network"), _VALUES, _build_table, [
        ("several", _make_flows, 2, 3, *_ENDS), ("many", _make_flows, 7, 9, *_ENDS),
        ("long", _make_flows, 2, 2, LONG_TEXT, LONG_TEXT),
    ], is_wide=True),
    Component("statistic-table", _("Table of a statistic"), "stats/table.html", _build_table, [
        ("one", "single"), ("several", "shares"), ("missing", "reasons"), ("long", "long groups"),
    ], is_wide=True, chinese=1),
    Component("earlier-values", _("Earlier values"), "stats/earlier.html", _build_earlier,
              [("none", []), ("several", [_KIND] * 3), ("missing", [_KIND], None), ("long", [LONG_TEXT])],
              is_wide=True, chinese=1),
    Component("counted-records", _("Records behind a value"), "stats/statistic_records.html",
              _build_records, [
        ("none", 0, "uncounted"), ("several", 4, "kinds"), ("long", 2, "long", LONG_TEXT),
        ("thousand", 1_000, "single"),
    ], is_page=True, chinese=1),
    Component("findings", _("Statistics of a record"), "stats/panel.html",
              lambda number, declared: _build_summaries(number, **declared),
              [("one", 1, {}), ("several", 5, {}), ("long", 2, _LONG)], is_wide=True, chinese=1),
])  # fmt: skip
