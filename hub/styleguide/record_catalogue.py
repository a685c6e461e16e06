"""Components for records, tables and drawings."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import IndicatorValueReason
from cities.map_projection import CityMap, build_close_up, build_locator, load_map_views, project_cities
from cities.models import City, Framework, Indicator, IndicatorValue, ProfileSection, Region
from cities.time_series import ValueChange, ValueSpread, describe_series, is_comparable
from coalition.choices import ExchangeRole
from coalition.models import Event, Exchange, ExchangeCity, Membership, Network, Programme, ProgrammeFigure
from coalition.programme_coverage import SizeCoverage
from hub.models import Priority, SiteText, Target
from hub.selectors import LatestChange, PriorityCard, TargetRow, build_map_labels
from hub.styleguide.components import OWN, Component, ComponentGroup, Context, run_builder
from hub.styleguide.samples import (
    LONG_TEXT,
    MOMENT,
    SAMPLE_TARGETS,
    SENTENCE,
    TextPair,
    list_samples,
    make_sample,
    make_samples,
)
from hub.styleguide.statistic_catalogue import make_result, make_statistic
from initiatives.choices import ActionKind, ActionStatus, FlowStatus
from initiatives.figure_groups import group_by_area, group_outcomes
from initiatives.flows import build_flow_charts
from initiatives.models import (
    Facility,
    Material,
    MaterialFlow,
    PilotAction,
    PilotFigure,
    ProcurementCase,
    ProcurementOutcome,
)
from initiatives.views.pilots import build_matrix
from records.choices import Action, Evidence, Precision, Unit, WasteArea
from records.diff.records import FieldDifference
from records.history import History, VersionEntry
from records.models import Publication, Source, SourceUse, Theme
from records.panels import FilledPanel, Panel
from records.source_usage import PartUsage, RecordUsage, UsageGroup
from stats.choices import NoValueReason
from stats.models import RefreshState

_CITY = ("Sample city", "示例城市")


# -- Records -----------------------------------------------------------------------------------------


def _build_exchange() -> Context:
    roles = (ExchangeRole.LEARNER, ExchangeRole.HOST)
    cities = [make_sample(ExchangeCity, city=make_sample(City), role=role) for role in roles]
    return _build_page(make_sample(Exchange, cities=cities, districts=[]))


def _build_page(record: Any, **more: Any) -> Context:
    return {"record": record, "panels": [], "history": lambda: _make_history(1), "facts": {}, **more}


def _build_theme(text: TextPair) -> Context:
    panel = Panel("exchanges", _("Exchanges"), "coalition/panels/exchanges.html", 60, lambda record: [])
    panels = [FilledPanel(panel, [_build_exchange()["record"]])]
    return _build_page(make_sample(Theme, name=text, description=text), panels=panels)


def _build_source() -> Context:
    use = SourceUse(record_type="city", slug="sample-city", path="/sample-city/", title_en="Sample city")
    usage = RecordUsage(use, True, [_("Summary")], [PartUsage("sample-part", "Sample figure")])
    uses, source = [UsageGroup(City._meta.verbose_name_plural, [usage, usage])], make_sample(Source)
    return _build_page(source, heading=source.title, uses=uses, records_count=2)


def _build_coalition() -> Context:
    network = make_sample(Network, by_role=[("endorsing", make_samples(1, Membership))])
    return {"coalition": network, "partners": [], "exchanges_count": 1_000, "events_count": 1}


def _build_pair(learners: int = 0, hosts: int = 0, peers: int = 0, name: TextPair = _CITY) -> Context:
    numbers = {"learners": learners, "hosts": hosts, "peers": peers}
    return {"countries": hosts == 1, **{key: make_samples(n, City, name=name) for key, n in numbers.items()}}


def _build_timeline(*events: dict[str, Any]) -> Context:
    rows = [make_sample(Event, **values) for values in events]
    return {"facets": [], "problems": [], "page": None, "filterset": None, "rows": rows, "count": len(rows)}


def _make_row(version: int, action: Action = Action.CHANGED, **values: Any) -> Publication:
    at = MOMENT + timedelta(days=version)
    return make_sample(Publication, number=version, version=version, action=action, at=at, **values)


def _make_history(shown: int, total: int = 0, action: Action = Action.CHANGED, redacted: int = 0) -> History:
    """The newest of `total` versions; the first one was the publication, number `redacted` was redacted."""
    versions = []
    for number in range(total or shown, (total or shown) - shown, -1):
        row = _make_row(number, Action.PUBLISHED if number == 1 else action)
        before = None if number == 1 else _make_row(number - 1)
        for one in (row, before):
            if one and one.version == redacted:
                one.redacted_by = 4
        version = VersionEntry(row, before, False, f"v{number}")
        version.lines = []
        if row.action == Action.CHANGED and redacted not in (number, number - 1):
            for word, old, new in ((_now("Population"), "1,200", "1,234"), (_now("Area"), "", "300")):
                version.lines.append(FieldDifference(word, word, old, new, is_value=True))
        versions.append(version)
    return History(versions, total or shown, is_whole=False)


def _build_difference(old: str, new: str, note: str = "") -> Context:
    is_value = old[:1].isdigit() or new[:1].isdigit()
    return {"line": FieldDifference("Sample field", "sample field", old, new, is_value=is_value, note=note)}


def _build_changes(number: int) -> Context:
    rows = [_make_row(1, path="/sample-city/"), _make_row(2, title=LONG_TEXT), _make_row(3)][:number]
    single = [LatestChange(row.number, "city", row.action, row.at, 1, row=row, what="Sample") for row in rows]
    many = LatestChange(9, "source", Action.PUBLISHED, MOMENT, 1_000, is_cut=True)
    withdrawn = _make_row(8, Action.WITHDRAWN)
    last = LatestChange(8, "city", Action.WITHDRAWN, MOMENT, 1, row=withdrawn)
    return {"changes": [many, *single, last] if number > 1 else single}


RECORDS = ComponentGroup("records", pgettext_lazy("style guide", "Records"), [
    Component("record", _("Page of a record"), "records/theme_detail.html", _build_theme,
              [("usual", SENTENCE), ("long", LONG_TEXT)], is_page=True, others=[
        (_("Exchange"), "coalition/exchange_detail.html", _build_exchange),
        (_("Source"), "records/source_detail.html", _build_source),
        (_("Network"), "coalition/coalition.html", _build_coalition),
        ("missing", "cities/city_detail.html", lambda: _build_page(
            make_sample(City, summary=(), lat=None, lon=None, main_industries=[]), themes=[])),
    ]),
    Component("sections", _("Sections beside their names"), "cities/panels/sections.html",
              list_samples("rows", ProfileSection),
              [("one", {}), ("missing", {"year": None}), ("long", {"heading": LONG_TEXT})], is_wide=True),
    Component("pairs", _("Pairs of cities"), "coalition/includes/pair.html", _build_pair, [
        (_("Learner and host"), 1, 1), ("several", 3, 2), (_("Peers"), 0, 0, 3), (_("One peer"), 0, 0, 1),
        ("missing", 1), ("none",), ("long", 1, 1, 0, LONG_TEXT),
    ]),
    Component("timeline", _("Timeline"), "coalition/event_list.html", _build_timeline, [
        ("one", {}),
        ("missing", {}, {"date": "2023-05"}, {"date": "2022", "end": "2023"},
         {"date": "", "place": (), "date_note": SENTENCE}),
        ("long", {"title": LONG_TEXT, "place": LONG_TEXT}),
    ], is_page=True, chinese=1),
    Component("history", _("History"), "includes/history.html",
              lambda *values: {"history": lambda: _make_history(*values)}, [
        ("one", 1), (_("Withdrawn"), 1, 2, Action.WITHDRAWN), (_("Deleted"), 1, 2, Action.DELETED),
        (_("Redacted"), 3, 3, Action.CHANGED, 2), ("thousand", 10, 1_000),
    ], chinese=3),
    Component("differences", _("Difference"), f"{OWN}difference.html", _build_difference, [
        ("usual", "1,200", "1,234"), (_("Added"), "", "300"), (_("Removed"), "300", ""),
        ("none", "", "", "Only spaces or line breaks changed."), ("long", *LONG_TEXT),
    ], chinese=4),
    Component("citation", _("Citation"), "includes/cite_record.html",
              lambda name: {"record": make_sample(City, name=name), "history": _make_history(1)},
              [("usual", _CITY), ("long", LONG_TEXT)], is_wide=True),
    Component("changes", _("Latest changes"), "hub/home/changes.html", _build_changes,
              [("one", 1), ("thousand", 3)], is_wide=True, chinese=1),
])  # fmt: skip


# -- Tables ------------------------------------------------------------------------------------------


def _build_indicators(areas: list[WasteArea], name: TextPair = ("Sample indicator", "示例指标")) -> Context:
    coverage = {"values_count": 12, "cities_count": 3, "first_year": 2019, "last_year": 2023}
    rows = [(area, [make_sample(Indicator, name=name, waste_area=area, **coverage)]) for area in areas]
    return {"framework": make_sample(Framework, edition="1"), "subjects": rows}


def _make_values(
    cities: int, years: int, has_gaps: bool = False, name: TextPair = _CITY
) -> list[IndicatorValue]:
    """The values of so many cities in so many years."""
    indicator, values = make_sample(Indicator, name=name), []
    for place in range(cities):
        city = make_sample(City, name=[f"{word} {place + 1}" for word in name])
        for year in range(2023, 2023 - years, -1):
            evidence = Evidence.MEASURED if place else Evidence.STATED
            value = make_sample(IndicatorValue, indicator=indicator, city=city, year=year, evidence=evidence,
                                value=33 + 2 * place + year - 2023)  # fmt: skip
            if has_gaps and year == 2022:
                value.value, value.reason = None, IndicatorValueReason.NOT_REPORTED
            if has_gaps and year == 2021 and place == 1:
                value.precision = Precision.AT_LEAST
            value.joins = is_comparable(value)  # type: ignore[attr-defined]
            values.append(value)
    return values


def _build_city_values(years: int, *more: Any) -> Context:
    rows = _make_values(1, years, *more)
    return {"rows": rows, "record": rows[0].city}


def _build_actions(places: list[tuple[str, str]], title: TextPair = ("Sample action", "示例行动")) -> Context:
    statuses = list(ActionStatus)
    actions = [
        make_sample(PilotAction, area=area, kind=kind, title=title, status=statuses[number % len(statuses)],
                    year=2023 if number else None)
        for number, (area, kind) in enumerate(places)
    ]  # fmt: skip
    marks = {"kinds": ActionKind.labels, "statuses": [(status, status.label, 1) for status in statuses]}
    return {"actions": actions, "matrix": build_matrix(actions), **marks}


def _build_areas(*figures: tuple[TextPair, int, int]) -> Context:
    named = [dict(zip(("label", "year", "value"), figure, strict=True)) for figure in figures]
    return {"areas": group_by_area([make_sample(PilotFigure, **values) for values in named])}


def _build_outcomes(*outcomes: dict[str, Any]) -> Context:
    usual = {"unit": Unit.PERCENT, "value": 48, "evidence": Evidence.EXPECTED}
    rows = [make_sample(ProcurementOutcome, **{**usual, **values}) for values in outcomes]
    return {"outcomes": group_outcomes(rows), "stated": make_samples(len(rows) - 1, ProcurementOutcome)}


def _build_steps(text: TextPair, stated: int) -> Context:
    case = make_sample(ProcurementCase, object=text, approach=text)
    return {"record": case, "stated": make_samples(stated, ProcurementOutcome)}


_INDUSTRIAL = ("Sample amount of industrial waste", "示例工业固体废物产生量")
_OTHER = ("Sample of another thing", "其他示例")
_HAZARDOUS = (f"{LONG_TEXT[0]} hazardous waste", LONG_TEXT[1])
_REGULATION = (WasteArea.INDUSTRIAL, ActionKind.REGULATION)

TABLES = ComponentGroup("tables", pgettext_lazy("style guide", "Tables"), [
    Component("table", _("Table"), "initiatives/panels/parks_facilities.html",
              list_samples("facilities", Facility), [
        ("one", {"status": "planned"}), ("many", *[{}] * 50),
        ("long", {"name": LONG_TEXT, "note": LONG_TEXT}),
    ]),
    Component("indicators", _("Table in groups"), "cities/indicator_table.html", _build_indicators, [
        ("one", [WasteArea.INDUSTRIAL]), ("several", list(WasteArea)),
        ("long", [WasteArea.INDUSTRIAL], LONG_TEXT),
    ], is_wide=True),
    Component("city-values", _("Values of a city"), "cities/panels/indicators.html", _build_city_values,
              [("one", 1), ("missing", 3, True), ("long", 1, False, LONG_TEXT)], is_wide=True),
    Component("matrix", _("Matrix"), "initiatives/pilot_actions.html", _build_actions, [
        ("none", []), ("one", [_REGULATION]), ("long", [_REGULATION], LONG_TEXT),
        ("many", [(area, kind) for area in WasteArea for kind in ActionKind]),
    ], is_wide=True, chinese=1),
    Component("areas", _("Figures by waste area"), "initiatives/figure_areas.html", _build_areas, [
        ("several", *[(_INDUSTRIAL, year, 2 * year) for year in (2019, 2020, 2021)], (_OTHER, 2023, 5)),
        ("one", (_OTHER, 2023, 5)), ("long", (_HAZARDOUS, 2023, 10**9)),
    ], is_wide=True),
    Component("outcomes", _("Expected beside measured"), "initiatives/case_outcomes.html", _build_outcomes, [
        ("usual", {"precision": Precision.UP_TO}, {"value": 31, "evidence": Evidence.MEASURED}),
        ("none",), ("missing", {}), ("long", {"label": LONG_TEXT}),
    ], is_wide=True),
    Component("steps", _("Steps"), "initiatives/case_steps.html", _build_steps,
              [("usual", SENTENCE, 1), ("long", LONG_TEXT, 0)], is_wide=True),
])  # fmt: skip


# -- Drawings ----------------------------------------------------------------------------------------


def _make_target(name: str) -> TargetRow:
    values = {"denominator": None, "statistic": None, "programme": None, **SAMPLE_TARGETS[name]}
    counted, baseline = values.pop("statistic"), values["denominator"]
    values["denominator"] = make_sample(Target, **baseline) if baseline else None
    result = None
    if counted:
        reason = NoValueReason.NOT_COUNTED.value if counted[0] is None else ""
        result = make_result(make_statistic(decimals=1), {}, counted[0], counted[1], reason=reason)
    programme = make_sample(Programme) if values.pop("programme") else None
    return TargetRow(make_sample(Target, **values), result, programme)


def _make_targets(names: str) -> list[TargetRow]:
    return [_make_target(name) for name in names.split()]


def _build_targets(goals: str, reached: str, baselines: str = "") -> Context:
    rows = {"goals": goals, "reached": reached, "baselines": baselines}
    lists = {key: _make_targets(names) for key, names in rows.items()}
    return {**lists, "counted": make_sample(RefreshState)}


def _build_sizes(unplaced: int, label: TextPair = _CITY, *sizes: tuple[int, int | None]) -> Context:
    shown = [
        SizeCoverage(make_sample(ProgrammeFigure, label=label, value=official, unit=Unit.CITIES), here)
        for official, here in sizes
    ]
    return {"programme": make_sample(Programme, sizes=shown, unplaced=unplaced)}


def _build_priorities() -> Context:
    cards = []
    for names, title in (("goal recorded", _CITY), ("reached", _CITY), ("long", LONG_TEXT)):
        obstacles = [{"en": "Sample obstacle", "zh_hans": "示例障碍"}] if "goal" in names else []
        effect = SENTENCE if obstacles else ()
        priority = make_sample(Priority, order=1, title=title, obstacles=obstacles, expected_effect=effect)
        rows = _make_targets(names)
        cards.append(PriorityCard(priority, rows, "/sample-", "Sample list", list(WasteArea)))
    return {"cards": cards}


def _build_flows(*flows: dict[str, Any]) -> Context:
    """Givers and takers repeat, as in a park."""
    rows = []
    for number, values in enumerate(flows, 1):
        area, names = list(WasteArea)[number % 5], (number % 3, number % 4)
        material = {"name": (f"Sample material {number}", f"示例物料{number}"), "waste_area": area}
        ends = {"from_name": (f"Sample giver {names[0]}", f"示例供方{names[0]}"),
                "to_name": (f"Sample taker {names[1]}", f"示例受方{names[1]}")}  # fmt: skip
        unit = {"unit": Unit.KT if values["value"] else "", "material": make_sample(Material, **material)}
        rows.append(make_sample(MaterialFlow, **{**ends, **unit, **values}))
    return {"flows": rows, "charts": build_flow_charts(rows)}


def _build_lines(*series: Any) -> Context:
    """What `IndicatorDetail` gives its templates."""
    values = _make_values(*series)
    described = describe_series(values)
    spread = described if isinstance(described, ValueSpread) else None
    change = described if isinstance(described, ValueChange) else None
    return {"record": values[0].indicator, "values": values, "spread": spread, "change": change}


def _build_locator(*place: Any) -> Context:
    return {"locator": build_locator(*place), "record": make_sample(City)}


def _build_region(number: int) -> Context:
    places = [(113.6, 34.8), (114.3, 34.8), (112.4, 34.6)][:number]
    return {"map": build_close_up(load_map_views()["east-asia"], places), "record": make_sample(Region)}


def _make_cities(number: int) -> list[City]:
    """Places across the map, every other one with base data only."""
    places = range(number)
    return [
        make_sample(City, lon=100 + n * 2.5, lat=24 + n * 2, summary=(n % 2 and SENTENCE) or ())
        for n in places
    ]


def _build_maps(number: int) -> Context:
    view, cities = load_map_views()["east-asia"], _make_cities(number)
    unplaced = CityMap(None, [], make_samples(1, City, lat=None, lon=None))
    return {"maps": [CityMap(view, project_cities(view, cities), cities) if cities else unplaced]}


def _build_leading_cities() -> Context:
    view, long = load_map_views()["east-asia"], make_sample(City, name=LONG_TEXT, lat=None, lon=None)
    cities = [*_make_cities(7)[::2], long]
    rows = [(city, make_samples(number and 1, Membership)) for number, city in enumerate(cities)]
    texts = {"hub": make_sample(SiteText), "themes": [make_sample(Theme, current_topic=True)]}
    return {**texts, "view": view, "labels": build_map_labels(project_cities(view, cities)), "cities": rows}


_LONG_ENDS = {"from_name": LONG_TEXT, "to_name": LONG_TEXT}

DRAWINGS = ComponentGroup("drawings", pgettext_lazy("style guide", "Drawings"), [
    Component("meters", _("Meters"), f"{OWN}meter.html", lambda name: {"row": _make_target(name)}, [
        (_("Not counted yet"), "unread"), (_("No counted numerator"), "goal"),
        (_("Without a baseline"), "alone"), (_("Without a number"), "milestone"),
        (_("Counted"), "counted"), (_("Met"), "met"), (_("Not met"), "missed"),
        (_("Partly recorded"), "recorded"), (_("All recorded"), "whole"),
        (_("Reached"), "reached"), ("long", "long"),
    ]),
    Component("sizes", _("Sizes of a programme"), "coalition/includes/sizes.html", _build_sizes, [
        ("one", 0, _CITY, (35, 8)), ("missing", 3), ("several", 3, _CITY, (16, 16), (1_000, None)),
        ("long", 0, LONG_TEXT, (35, 8)),
    ]),
    Component("priorities", _("Priorities"), "hub/home/priorities.html", _build_priorities, [("several",)],
              is_wide=True),
    Component("targets", _("Targets"), "hub/home/targets.html", _build_targets, [
        ("usual", "goal unread counted met missed lapsed milestone long", "reached recorded whole",
         "baseline"),
        ("one", "", "reached"),
    ], is_wide=True),
    Component("key-figures", _("Strip of key figures"), "hub/home/figures.html",
              lambda names: {"key_figures": _make_targets(names)},
              [("one", "goal"), ("several", "goal lapsed reached recorded long")], is_wide=True),
    Component("flows", _("Material flows"), f"{OWN}flows.html", _build_flows, [
        (_("To scale"), {"value": 500}, {"value": 120},
         {"value": 60, "evidence": Evidence.PLANNED, "status": FlowStatus.PLANNED}),
        ("one", {"value": 500}),
        ("missing", {"value": None}, {"value": None, "status": FlowStatus.UNUSED},
         {"value": None, "status": FlowStatus.PLANNED}, {"value": 3, "unit": Unit.GWH}),
        ("long", {"value": 10, **_LONG_ENDS}, {"value": 20, **_LONG_ENDS}),
        # One flow dwarfs the others: their names have to move away from them.
        ("many", {"value": 1_000}, *[{"value": 1}] * 19),
    ], is_wide=True),
    Component("lines", _("Lines"), f"{OWN}lines.html", _build_lines, [
        ("one", 1, 4), ("missing", 3, 4, True), ("many", 12, 4), ("long", 1, 3, False, LONG_TEXT),
    ], is_wide=True, chinese=1),
    Component("locators", _("Where a place lies"), "cities/locator.html", _build_locator, [
        ("usual", "Sample city", 113.6, 34.8), (_("Abroad"), "Sample city", 7.1, 50.7),
        ("long", LONG_TEXT[0], 126.6, 45.8),
    ]),
    Component("regions", _("Where the places of a region lie"), "cities/region_map.html", _build_region,
              [("one", 1), ("several", 3)]),
    Component("maps", _("Maps"), "cities/city_maps.html", _build_maps,
              [("one", 1), ("missing", 0), ("many", 8)]),
    Component("leading-cities", _("Leading cities"), "hub/home/cities.html", _build_leading_cities,
              [("several",)], is_wide=True),
    Component("hero", _("Head of the start page"), "hub/home/hero.html", run_builder,
              [("usual", lambda: {"hub": make_sample(SiteText)}), ("missing", dict)], is_wide=True),
])  # fmt: skip
