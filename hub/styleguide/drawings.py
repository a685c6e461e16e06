"""What is drawn: meters, diagrams of flows, lines, maps, and what stands with them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import IndicatorValueReason
from cities.map_projection import CityMap, build_close_up, build_locator, load_map_views, project_cities
from cities.models import City, IndicatorValue
from coalition.models import ProgrammeFigure
from coalition.programme_coverage import SizeCoverage
from hub.choices import TargetKind
from hub.models import Priority, SiteText, Target
from hub.selectors import PriorityCard, TargetRow
from hub.selectors import build_map_labels as labels_of
from hub.styleguide import counts, labels, samples
from hub.styleguide.indicators import detail
from hub.styleguide.parts import Group, Part, State
from initiatives.choices import FlowStatus
from initiatives.flows import build_flow_charts
from initiatives.models import MaterialFlow
from records.choices import Attestation, Evidence, Precision, Unit, WasteArea
from stats.choices import NoValueReason as NoValue
from stats.definitions import StatisticResult

_PARTS = "hub/styleguide/parts/"


def group() -> Group:
    return Group(
        "drawings",
        pgettext_lazy("style guide", "Drawings"),
        [
            _meters(), _sizes(), _priorities(), _targets(), _key_figures(), _flows(), _lines(), _locators(),
            _regions(), _maps(), _leading_cities(), _hero(),
        ],
    )  # fmt: skip


# -- Targets and priorities --------------------------------------------------------------------------


def _target(**values: Any) -> Target:
    defaults = {
        "kind": TargetKind.GOAL, "statement": ("Sample goal", "示例目标"), "value": 75, "unit": Unit.PERCENT,
        "deadline": "2099", "scope": ("Sample parks", "示例园区"), "attested_by": Attestation.OFFICIAL,
        "denominator": None,
    }  # fmt: skip
    return samples.make(Target, **{**defaults, **values})


def _size(value: int, **values: Any) -> ProgrammeFigure:
    figure = {**samples.FIGURE, "value": value, "unit": Unit.CITIES, **values}
    return samples.make(ProgrammeFigure, programme=samples.programme(), **figure)


def _reading(value: float | None, n: int) -> StatisticResult:
    """What the records show of a target: a value, or that nobody has counted, of so many records."""
    reason = NoValue.NOT_COUNTED.value if value is None else ""
    return counts.reading(counts.statistic(decimals=1), {}, value, n, reason=reason)


def _rows() -> dict[str, TargetRow]:
    """A target of each kind: what it says of itself differs, and what the records show of it."""
    reached = {"kind": TargetKind.REACHED, "value": 16, "unit": Unit.CITIES, "deadline": "", "year": 2021}
    baseline = _target(**{**reached, "kind": TargetKind.BASELINE, "value": 552, "unit": Unit.COUNT})
    milestone = _target(unit=Unit.MILESTONE, value=1, deadline="2020")
    uncounted, whole = _reading(None, 11), _target(denominator=baseline)
    return {
        "goal": TargetRow(whole, uncounted),
        "unread": TargetRow(_target(), None),
        "alone": TargetRow(_target(), uncounted),
        "counted": TargetRow(_target(denominator=baseline), _reading(40, 221)),
        "met": TargetRow(_target(denominator=baseline), _reading(80, 442)),
        "missed": TargetRow(_target(denominator=baseline, deadline="2020"), _reading(40, 221)),
        "lapsed": TargetRow(_target(deadline="2020"), uncounted),
        "milestone": TargetRow(milestone, _reading(None, 0)),
        "reached": TargetRow(_target(**reached), _reading(None, 0)),
        "recorded": TargetRow(_target(**reached), _reading(12, 12), samples.programme()),
        "whole": TargetRow(_target(**reached), _reading(16, 16), samples.programme()),
        "baseline": TargetRow(baseline, _reading(11, 11)),
        "long": TargetRow(_target(scope=samples.LONG, statement=samples.LONG), uncounted),
    }


def _meters() -> Part:
    template, rows = f"{_PARTS}meter.html", _rows()
    return Part(
        "meters",
        _("Meters"),
        [
            State(_("Not counted yet"), template, {"row": rows["unread"]}),
            State(_("No counted numerator"), template, {"row": rows["goal"]}),
            State(_("Without a baseline"), template, {"row": rows["alone"]}),
            State(_("Counted"), template, {"row": rows["counted"]}),
            State(_("Met"), template, {"row": rows["met"]}),
            State(_("Not met"), template, {"row": rows["missed"]}),
            State(_("Without a number"), template, {"row": rows["milestone"]}),
            State(_("Partly recorded"), template, {"row": rows["recorded"]}),
            State(_("All recorded"), template, {"row": rows["whole"]}),
            State(_("Reached"), template, {"row": rows["reached"]}),
            State(labels.LONG, template, {"row": rows["long"]}),
            State(labels.CHINESE, template, {"row": rows["lapsed"]}, language="zh-hans"),
        ],
    )


def _priorities() -> Part:
    template = "hub/home/priorities.html"

    def card(*rows: TargetRow, **values: Any) -> PriorityCard:
        defaults = {name: samples.SENTENCE for name in ("context", "problem", "approach")}
        title = {"title": ("Sample priority", "示例优先领域")}
        priority = samples.make(Priority, order=1, **{**title, **defaults, **values})
        return PriorityCard(priority, list(rows), "/sample-", "Sample list", list(WasteArea))

    rows = _rows()
    obstacles = [{"en": "Sample obstacle", "zh_hans": "示例障碍"}]
    cards = [
        card(rows["goal"], rows["recorded"], obstacles=obstacles, expected_effect=samples.SENTENCE),
        card(rows["reached"]),
        card(rows["long"], title=samples.LONG),
    ]
    return Part(
        "priorities",
        _("Priorities"),
        [
            State(labels.SEVERAL, template, {"cards": cards}, is_wide=True),
            State(labels.CHINESE, template, {"cards": cards}, is_wide=True, language="zh-hans"),
        ],
    )


def _sizes() -> Part:
    template = "coalition/includes/sizes.html"

    def context(unplaced: int, *sizes: tuple[int, int | None], **values: Any) -> dict[str, Any]:
        shown = [SizeCoverage(_size(official, **values), here) for official, here in sizes]
        return {"programme": samples.given(samples.programme(), sizes=shown, unplaced=unplaced)}

    return Part(
        "sizes",
        _("Sizes of a programme"),
        [
            State(labels.ONE, template, context(0, (35, 8))),
            State(labels.MISSING, template, context(3)),
            State(labels.SEVERAL, template, context(3, (16, 16), (1_000, None)), is_wide=True),
            State(labels.LONG, template, context(0, (35, 8), label=samples.LONG)),
            State(labels.CHINESE, template, context(0, (35, 8)), language="zh-hans"),
        ],
    )


def _key_figures() -> Part:
    template, rows = "hub/home/figures.html", _rows()
    five = [rows[name] for name in ("goal", "lapsed", "reached", "recorded", "long")]
    return Part(
        "key-figures",
        _("Strip of key figures"),
        [
            State(labels.ONE, template, {"key_figures": five[:1]}, is_wide=True),
            State(labels.SEVERAL, template, {"key_figures": five}, is_wide=True),
            State(labels.CHINESE, template, {"key_figures": five}, is_wide=True, language="zh-hans"),
        ],
    )


def _targets() -> Part:
    template, rows = "hub/home/targets.html", _rows()
    names = ("goal", "unread", "counted", "met", "missed", "lapsed", "milestone", "long")
    goals = {"goals": [rows[name] for name in names], "counted": counts.counting()}
    known = {
        "reached": [rows[name] for name in ("reached", "recorded", "whole")],
        "baselines": [rows["baseline"]],
    }
    return Part(
        "targets",
        _("Targets"),
        [
            State(labels.USUAL, template, {**goals, **known}, is_wide=True),
            State(labels.ONE, template, {"reached": known["reached"][:1]}, is_wide=True),
            State(labels.CHINESE, template, {**goals, **known}, is_wide=True, language="zh-hans"),
        ],
    )


# -- Material flows ----------------------------------------------------------------------------------


def _flow_context(*flows: MaterialFlow) -> dict[str, Any]:
    return {"flows": list(flows), "charts": build_flow_charts(list(flows))}


def _flows() -> Part:
    template = f"{_PARTS}flows.html"
    amounts = [
        samples.flow(1, 500),
        samples.flow(2, 120),
        samples.flow(3, 60, evidence=Evidence.PLANNED, status=FlowStatus.PLANNED),
    ]
    unknown = [
        samples.flow(4, None),
        samples.flow(5, None, status=FlowStatus.UNUSED),
        samples.flow(7, None, status=FlowStatus.PLANNED),
        samples.flow(6, 3, unit=Unit.GWH),
    ]
    long = [samples.flow(n, 10 * n, from_name=samples.LONG, to_name=samples.LONG) for n in (1, 2)]
    # One flow dwarfs the others: their names have to move away from them.
    many = [samples.flow(number, 1_000 if number == 1 else 1) for number in range(1, 21)]
    states = [
        (labels.ONE, [samples.flow(1, 500)]),
        (_("To scale"), amounts),
        (labels.MISSING, unknown),
        (labels.LONG, long),
        (labels.MANY, many),
    ]
    shown = [State(label, template, _flow_context(*flows), is_wide=True) for label, flows in states]
    chinese = [samples.flow(1, 500), samples.flow(2, 120), samples.flow(3, None), samples.flow(4, None)]
    return Part(
        "flows",
        _("Material flows"),
        [*shown, State(labels.CHINESE, template, _flow_context(*chinese), is_wide=True, language="zh-hans")],
    )


# -- Indicators --------------------------------------------------------------------------------------


def _with_gaps(value: IndicatorValue, place: int) -> None:
    if value.year == 2022:
        value.value, value.reason = None, IndicatorValueReason.NOT_REPORTED
    if value.year == 2021 and place == 1:
        value.precision = Precision.AT_LEAST


def _with_long_names(value: IndicatorValue, place: int) -> None:
    value.city = samples.city(name=samples.LONG)


def _lines() -> Part:
    template = f"{_PARTS}lines.html"
    return Part(
        "lines",
        _("Lines"),
        [
            State(labels.ONE, template, detail(1, 4), is_wide=True),
            State(labels.MISSING, template, detail(3, 4, _with_gaps), is_wide=True),
            State(labels.LONG, template, detail(1, 3, _with_long_names), is_wide=True),
            State(labels.MANY, template, detail(12, 4), is_wide=True),
            State(labels.CHINESE, template, detail(3, 4), is_wide=True, language="zh-hans"),
        ],
    )


# -- Maps --------------------------------------------------------------------------------------------


def _locators() -> Part:
    template = "cities/locator.html"

    def context(name: str, lon: float, lat: float) -> dict[str, Any]:
        return {"locator": build_locator(name, lon, lat), "record": samples.city()}

    return Part(
        "locators",
        _("Where a place lies"),
        [
            State(labels.USUAL, template, context("Sample city", 113.6, 34.8)),
            State(_("Abroad"), template, context("Sample city", 7.1, 50.7)),
            State(labels.LONG, template, context(samples.LONG[0], 126.6, 45.8)),
            State(labels.CHINESE, template, context("示例城市", 113.6, 34.8), language="zh-hans"),
        ],
    )


def _regions() -> Part:
    template = "cities/region_map.html"
    view, places = load_map_views()["east-asia"], [(113.6, 34.8), (114.3, 34.8), (112.4, 34.6)]

    def context(number: int) -> dict[str, Any]:
        return {"map": build_close_up(view, places[:number]), "record": samples.city().region}

    return Part(
        "regions",
        _("Where the places of a region lie"),
        [
            State(labels.ONE, template, context(1)),
            State(labels.SEVERAL, template, context(3)),
            State(labels.CHINESE, template, context(3), language="zh-hans"),
        ],
    )


def _spread_out() -> list[City]:
    """Eight places across the map, every other one with base data only."""
    return [
        samples.city(lon=100 + n * 2.5, lat=24 + n * 2, summary=samples.SENTENCE if n % 2 else ())
        for n in range(8)
    ]


def _maps() -> Part:
    template = "cities/city_maps.html"
    view, cities = load_map_views()["east-asia"], _spread_out()
    nowhere = CityMap(None, [], [samples.city(lat=None, lon=None)])

    def context(*shown: City) -> dict[str, Any]:
        return {"maps": [CityMap(view, project_cities(view, list(shown)), list(shown))]}

    return Part(
        "maps",
        _("Maps"),
        [
            State(labels.ONE, template, context(cities[0])),
            State(labels.MISSING, template, {"maps": [nowhere]}),
            State(labels.MANY, template, context(*cities), is_wide=True),
            State(labels.CHINESE, template, context(*cities), is_wide=True, language="zh-hans"),
        ],
    )


# -- The start page ----------------------------------------------------------------------------------


def _hub() -> SiteText:
    return samples.make(
        SiteText, tagline=("Sample tagline", "示例标语"), about=samples.SENTENCE, city_work=samples.SENTENCE
    )


def _leading_cities() -> Part:
    template = "hub/home/cities.html"

    def context(*cities: City) -> dict[str, Any]:
        view = load_map_views()["east-asia"]
        return {
            "hub": _hub(),
            "view": view,
            "labels": labels_of(project_cities(view, list(cities))),
            "cities": [
                (city, [samples.membership()] if number else []) for number, city in enumerate(cities)
            ],
            "themes": [samples.theme(current_topic=True)],
        }

    long = samples.city(name=samples.LONG, lat=None, lon=None)
    return Part(
        "leading-cities",
        _("Leading cities"),
        [
            State(labels.SEVERAL, template, context(*_spread_out()[::2], long), is_wide=True),
            State(labels.CHINESE, template, context(*_spread_out()[1::2]), is_wide=True, language="zh-hans"),
        ],
    )


def _hero() -> Part:
    template = "hub/home/hero.html"
    return Part(
        "hero",
        _("Head of the start page"),
        [
            State(labels.USUAL, template, {"hub": _hub()}, is_wide=True),
            State(labels.MISSING, template, is_wide=True),
            State(labels.CHINESE, template, {"hub": _hub()}, is_wide=True, language="zh-hans"),
        ],
    )
