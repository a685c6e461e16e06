"""The statistics: their index, the page of each, drawings, tables, and what stands on pages of records."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.models import City
from hub.styleguide import counts, labels, samples
from hub.styleguide.counts import Value, state
from hub.styleguide.parts import Group, Part, State
from initiatives.choices import ActionKind, ParkLevel
from records.choices import WasteArea
from stats import choices
from stats.choices import Chart, NoValueReason
from stats.definitions import YEAR, Dimension
from stats.drilldown import RECORDS_PER_PAGE, CountedRecord
from stats.scopes import Scope, ScopeChoices
from stats.tables import Table

#: What a page of statistics draws, and the table beneath.
_VALUES = "stats/values.html"
_CITY = ("Sample city", "示例城市")
_NOTHING = ("Sample finding: nothing is on record", "示例结论：暂无记录")


def group() -> Group:
    return Group(
        "statistics",
        _("Statistics"),
        [
            _index(), _results(), _pages(), _bars(), _years(), _maps(), _matrices(), _networks(), _tables(),
            _earlier(), _records(), _panels(),
        ],
    )  # fmt: skip


# -- Samples of what is counted ----------------------------------------------------------------------


def _level() -> dict[str, Dimension]:
    return {"level": Dimension(_now("Level"), choices=ParkLevel)}


def _of_each_level(*values: Value, **declared: Any) -> Table:
    return counts.table(_level(), values, **declared)


def _shares() -> Table:
    """Percentages, each with the whole that it is a share of."""
    rows = [Value(("national",), 62.5, 5, 8), Value(("provincial",), 20, 2, 10)]
    return _of_each_level(*rows, decimals=1, unit="%")


def _parts_of_wholes() -> Table:
    return _of_each_level(Value(("national",), 5, whole=8), Value(("provincial",), 9, whole=36))


def _uncounted(chart: Chart = Chart.BAR) -> Table:
    """How large the whole is, is known; how many of it, nobody has counted."""
    reason = NoValueReason.NOT_COUNTED.value
    rows = [
        Value((level,), None, 3, whole, reason) for level, whole in (("national", 40), ("provincial", 90))
    ]
    return _of_each_level(*rows, chart=chart)


def _reasons() -> Table:
    """A number beside each reason why there is none."""
    rows = [
        Value((str(place),), None, 0, reason=reason) for place, reason in enumerate(NoValueReason.values, 2)
    ]
    kinds = {"kind": counts.named(("Sample kind", "示例类型"), ("Kind", "类型"))}
    return counts.table(kinds, [Value(("1",), 12), *rows, Value(("",), 4)])


def _in_groups(word: counts.Pair = ("Sample kind", "示例类型")) -> Table:
    """Waste areas, each with its colour, under their headings."""
    dimensions = {"kind": counts.named(word), "area": Dimension(_now("Waste area"), choices=WasteArea)}
    rows = [
        Value((str(kind), area), 3 * kind + place)
        for kind in (1, 2)
        for place, area in enumerate(WasteArea.values, 1)
    ]
    return counts.table(dimensions, rows)


def _nothing(**declared: Any) -> Table:
    """Too little for any value."""
    return counts.table(_level(), [], headline=_NOTHING, **declared)


def _mixed() -> Table:
    """Two units, which share no scale: nothing is drawn."""
    dimensions = {"unit": counts.named(("Sample unit", "示例单位"))}
    return counts.table(dimensions, [Value(("1",), 5), Value(("2",), 9)], separate_scales=("unit",))


def _actions(*, whole: bool) -> Table:
    """Kinds of action by waste area; of some nothing is on record."""
    dimensions = {
        "area": Dimension(_now("Waste area"), choices=WasteArea),
        "kind": Dimension(_now("Kind"), choices=ActionKind),
    }
    rows = [
        Value((area, kind), 1 + (down * across) % 7)
        for down, area in enumerate(WasteArea.values)
        for across, kind in enumerate(ActionKind.values)
        if whole or (down + across) % 2
    ]
    return counts.table(dimensions, rows, chart=Chart.MATRIX)


def _flows(givers: int, takers: int, *words: counts.Pair) -> Table:
    giver, taker = words or (("Sample giver", "示例供方"), ("Sample taker", "示例受方"))
    dimensions = {
        "giver": counts.named(giver, ("Sample givers", "示例供方")),
        "taker": counts.named(taker, ("Sample takers", "示例受方")),
    }
    rows = [
        Value((str(left), str(right)), 40 * left + 15 * right)
        for left in range(1, givers + 1)
        for right in range(left % 2 + 1, takers + 1)
    ]
    return counts.table(dimensions, rows, chart=Chart.FLOWS)


def _cities(*places: tuple[float, float], name: counts.Pair = _CITY) -> list[City]:
    names = [(f"{name[0]} {number}", f"{name[1]}{number}") for number in range(1, len(places) + 1)]
    return [samples.city(name=own, lon=lon, lat=lat) for own, (lon, lat) in zip(names, places, strict=True)]


def _long() -> Table:
    return counts.by_kind(
        12, 5, word=samples.LONG, title=counts.said(samples.LONG), headline=samples.LONG,
        unit=counts.said(samples.LONG),
    )  # fmt: skip


# -- The index ---------------------------------------------------------------------------------------


def _index() -> Part:
    template = "stats/statistic_list.html"

    def whole() -> dict[str, Any]:
        groups = [
            (choices.StatisticGroup.PARKS, [counts.by_kind(12, 5, 1), counts.single(31)]),
            (choices.StatisticGroup.RECORDS, [_uncounted(Chart.NONE)]),
        ]
        return {"groups": groups, "as_of": counts.AS_OF, "count": 3}

    def uncounted() -> dict[str, Any]:
        return {"groups": [(choices.StatisticGroup.PARKS, [_nothing()])], "as_of": None, "count": 1}

    return Part(
        "statistics-index",
        _("Index of the statistics"),
        [
            state(labels.USUAL, template, whole, page=True),
            state(labels.NONE, template, uncounted, page=True),
            state(labels.CHINESE, template, whole, "zh-hans", page=True),
        ],
    )


def _results() -> Part:
    template = "stats/statistic_result.html"

    def result(label: Any, make: Callable[[], Table], language: str = "") -> State:
        return state(label, template, lambda: {"table": make()}, language)

    return Part(
        "statistics-results",
        _("Statistics in the index"),
        [
            result(labels.ONE, lambda: counts.single(1234)),
            result(labels.SEVERAL, lambda: counts.by_kind(120, 45, 12, 3, 1)),
            result(_("By waste area"), _in_groups),
            result(_("No counted numerator"), lambda: _uncounted(Chart.NONE)),
            result(labels.MISSING, lambda: counts.single(None, reason=NoValueReason.TOO_FEW.value)),
            result(_("Without one scale"), _mixed),
            result(labels.NONE, _nothing),
            result(labels.LONG, _long),
            result(labels.CHINESE, lambda: counts.by_kind(120, 45, 12), "zh-hans"),
        ],
    )


# -- The page of a statistic -------------------------------------------------------------------------


def _pages() -> Part:
    template = "stats/statistic_detail.html"

    def page(table: Table, *names: str, **more: Any) -> dict[str, Any]:
        defaults = {
            "table": table, "statistic": table.statistic, "scope": table.scope, "choices": [],
            "earlier": counts.earlier(*names), "counting": counts.counting(),
            "rests_on": sorted({str(City._meta.verbose_name_plural)}),
        }  # fmt: skip
        return {**defaults, **more}

    def scopes(*names: counts.Pair) -> list[ScopeChoices]:
        cities = [Scope("city", f"sample-{n}", samples.city(name=name)) for n, name in enumerate(names)]
        return [
            ScopeChoices(_now("Years"), [Scope(YEAR, "2023"), Scope(YEAR, "2022")]),
            ScopeChoices(str(City._meta.verbose_name_plural), cities),
        ]

    def usual() -> dict[str, Any]:
        table = counts.by_kind(12, 5, note=counts.said(samples.SENTENCE))
        return page(table, table.rows[0].name, choices=scopes(_CITY))

    def uncounted() -> dict[str, Any]:
        scope = Scope("city", "sample-city", samples.city())
        return page(_nothing(scope=scope), counting=None)

    def long() -> dict[str, Any]:
        return page(_long(), samples.LONG[0], choices=scopes(samples.LONG))

    return Part(
        "statistic",
        _("Page of a statistic"),
        [
            state(labels.USUAL, template, usual, page=True),
            state(labels.ONE, template, lambda: page(counts.single(1234)), page=True),
            state(_("No counted numerator"), template, lambda: page(_uncounted(Chart.NONE)), page=True),
            state(labels.NONE, template, uncounted, page=True),
            state(labels.LONG, template, long, page=True),
            state(labels.CHINESE, template, usual, "zh-hans", page=True),
        ],
    )


# -- Drawings, each above its table ------------------------------------------------------------------


def _drawing(label: Any, make: Callable[[], Table], language: str = "") -> State:
    """The values as a page shows them."""

    def context() -> dict[str, Any]:
        table = make()
        return {"table": table, "statistic": table.statistic, "scope": table.scope}

    return state(label, _VALUES, context, language)


def _bars() -> Part:
    return Part(
        "counted-bars",
        _("Statistics as bars"),
        [
            _drawing(labels.SEVERAL, lambda: counts.by_kind(120, 45, 12, 3, 1)),
            _drawing(_("By waste area"), _in_groups),
            _drawing(_("Parts of a whole"), _parts_of_wholes),
            _drawing(_("Shares"), _shares),
            _drawing(_("No counted numerator"), _uncounted),
            _drawing(labels.MISSING, _reasons),
            _drawing(_("Without one scale"), _mixed),
            _drawing(labels.MANY, lambda: counts.by_kind(*range(1, 46))),
            _drawing(labels.LONG, lambda: _in_groups(samples.LONG)),
            _drawing(labels.CHINESE, _in_groups, "zh-hans"),
        ],
    )


def _years() -> Part:
    years = [2020, 2021, 2022, 2023]
    return Part(
        "counted-years",
        _("Statistics by year"),
        [
            _drawing(labels.ONE, lambda: counts.by_year(years, 1)),
            _drawing(labels.SEVERAL, lambda: counts.by_year(years, 3)),
            _drawing(labels.MISSING, lambda: counts.by_year([2021, 2023, None], 2)),
            _drawing(labels.LONG, lambda: counts.by_year(years, 2, samples.LONG)),
            _drawing(labels.CHINESE, lambda: counts.by_year(years, 3), "zh-hans"),
        ],
    )


def _maps() -> Part:
    places = [(100 + n * 2.5, 24 + n * 2) for n in range(8)]

    def some_abroad() -> Table:
        nowhere = samples.city(name=("Sample city abroad", "示例国外城市"), lon=7.1, lat=50.7)
        return counts.by_place([*_cities(*places[:2]), nowhere])

    return Part(
        "counted-places",
        _("Statistics on a map"),
        [
            _drawing(labels.SEVERAL, lambda: counts.by_place(_cities(*places[2:5]))),
            _drawing(_("Off the map"), some_abroad),
            _drawing(labels.MANY, lambda: counts.by_place(_cities(*places))),
            _drawing(labels.LONG, lambda: counts.by_place(_cities(*places[:3], name=samples.LONG))),
            _drawing(labels.CHINESE, lambda: counts.by_place(_cities(*places[2:6])), "zh-hans"),
        ],
    )


def _matrices() -> Part:
    return Part(
        "counted-matrix",
        _("Statistics as a matrix"),
        [
            _drawing(labels.MISSING, lambda: _actions(whole=False)),
            _drawing(labels.MANY, lambda: _actions(whole=True)),
            _drawing(labels.CHINESE, lambda: _actions(whole=False), "zh-hans"),
        ],
    )


def _networks() -> Part:
    return Part(
        "counted-flows",
        _("Statistics as a flow network"),
        [
            _drawing(labels.SEVERAL, lambda: _flows(2, 3)),
            _drawing(labels.MANY, lambda: _flows(7, 9)),
            _drawing(labels.LONG, lambda: _flows(2, 2, samples.LONG, samples.LONG)),
            _drawing(labels.CHINESE, lambda: _flows(2, 3), "zh-hans"),
        ],
    )


# -- Tables and lists --------------------------------------------------------------------------------


def _tables() -> Part:
    template = "stats/table.html"

    def shown(label: Any, make: Callable[[], Table], language: str = "") -> State:
        def context() -> dict[str, Any]:
            table = make()
            return {"table": table, "statistic": table.statistic}

        return state(label, template, context, language)

    return Part(
        "statistic-table",
        _("Table of a statistic"),
        [
            shown(labels.ONE, lambda: counts.single(1234)),
            shown(labels.SEVERAL, _shares),
            shown(labels.MISSING, _reasons),
            shown(labels.LONG, lambda: _in_groups(samples.LONG)),
            shown(labels.CHINESE, _uncounted, "zh-hans"),
        ],
    )


def _earlier() -> Part:
    template = "stats/earlier.html"

    def context(*names: counts.Pair, **more: Any) -> dict[str, Any]:
        values = counts.earlier(*(counts.said(name) for name in names), **more)
        return {"earlier": values, "statistic": counts.statistic()}

    kinds = [(f"Sample kind {n}", f"示例类型{n}") for n in (1, 2, 3)]
    missing = {"value": None, "reason": NoValueReason.NOT_RECORDED.label}
    return Part(
        "earlier-values",
        _("Earlier values"),
        [
            state(labels.NONE, template, context),
            state(labels.SEVERAL, template, lambda: context(*kinds)),
            state(labels.MISSING, template, lambda: context(kinds[0], **missing)),
            state(labels.LONG, template, lambda: context(samples.LONG)),
            state(labels.CHINESE, template, lambda: context(*kinds), "zh-hans"),
        ],
    )


def _records() -> Part:
    template = "stats/statistic_records.html"

    def context(total: int, table: Table | None = None, name: counts.Pair = _CITY) -> dict[str, Any]:
        table = table or counts.by_kind(max(total, 1))
        page = Paginator(range(total), RECORDS_PER_PAGE).page(1)
        lines = [_line(name, number) for number in page.object_list]
        return {"table": table, "row": table.rows[0], "page": page, "lines": lines, "count": total}

    return Part(
        "counted-records",
        _("Records behind a value"),
        [
            state(labels.NONE, template, lambda: context(0, _uncounted()), page=True),
            state(labels.SEVERAL, template, lambda: context(4), page=True),
            state(labels.LONG, template, lambda: context(2, _long(), samples.LONG), page=True),
            state(labels.THOUSAND, template, lambda: context(1_000), page=True),
            state(labels.CHINESE, template, lambda: context(4), "zh-hans", page=True),
        ],
    )


def _line(name: counts.Pair, number: int) -> CountedRecord:
    """A city, or every other time a figure of it."""
    city = samples.city(name=name)
    url = city.get_absolute_url()
    if number % 2:
        figure = samples.figure()
        return CountedRecord(figure, figure.label, url, figure._meta.verbose_name, city.name, figure)
    return CountedRecord(city, city.name, url, city._meta.verbose_name)


def _panels() -> Part:
    template = "stats/panel.html"

    def rows(number: int, **declared: Any) -> Callable[[], dict[str, Any]]:
        return lambda: {"rows": counts.found(number, **declared)}

    def long() -> dict[str, Any]:
        return {"rows": counts.found(2, headline=samples.LONG, title=counts.said(samples.LONG))}

    return Part(
        "findings",
        _("Statistics of a record"),
        [
            state(labels.ONE, template, rows(1)),
            state(labels.SEVERAL, template, rows(5)),
            state(labels.LONG, template, long),
            state(labels.CHINESE, template, rows(5), "zh-hans"),
        ],
    )
