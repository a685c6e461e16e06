"""Components for records, tables and drawings."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.choices import IndicatorValueReason
from cities.dot_plots import build_dot_plot
from cities.map_marks import MapItem, build_place_maps
from cities.map_projection import build_close_up, build_locator
from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, ProfileSection, Region
from cities.peer_strips import MainFigure, StripDot, StripEnd, ValueStrip
from cities.place_maps import MappedPlace, list_place_items
from cities.time_series import ValueChange, ValueSpread, describe_series
from coalition.programme_coverage import ProgrammeCoverage, SizeCoverage
from initiatives.choices import ActionKind, ActionStatus
from initiatives.figure_groups import filter_measured, group_by_area
from initiatives.flow_graph import build_flow_graph
from initiatives.models import Facility, IndustrialPark, MaterialFlow, PilotAction, ProcurementOutcome
from portal.models import Target
from portal.promises import build_promises
from portal.selectors import LatestChange, PriorityCard, TargetRow
from portal.styleguide.comparison_samples import build_comparison_sample
from portal.styleguide.components import OWN, Component, ComponentGroup, Context
from portal.styleguide.home_samples import build_atlas_sample
from portal.styleguide.precedent_samples import build_failed_precedent_page, build_precedent_page
from portal.styleguide.samples import (
    LONG_TEXT,
    MOMENT,
    SENTENCE,
    TextPair,
    build_context,
    make_sample,
    make_samples,
)
from portal.styleguide.statistic_catalogue import make_result, make_statistic
from records.choices import Action, Evidence, Precision, WasteArea
from records.corrections import Correction
from records.diff.lines import FieldDifference
from records.formats import join_list
from records.history import History, VersionEntry
from records.map_views import load_map_views
from records.models import Publication, SourceUse, Theme
from records.panels import FilledPanel, Panel
from records.source_usage import PartUsage, RecordUsage, UsageGroup
from stats.choices import NoValueReason
from stats.models import RefreshState

_CITY = ("Sample city", "示例城市")


# -- Records -----------------------------------------------------------------------------------------


def _build_record_page(name: str) -> Context:
    return {"panels": [], "facts": {}, "history": lambda: _make_history(1), **build_context(name)}


def _build_theme(name: str) -> Context:
    panel = Panel("exchanges", _("Exchanges"), "coalition/panels/exchanges.html", 60, lambda record: [])
    panels = [FilledPanel(panel, [build_context("exchange")["record"]])]
    return {**_build_record_page(name), "panels": panels}


def _build_city_page() -> Context:
    """The page of a city with everything that it can have."""
    city = make_sample(City, name=_CITY, lede=SENTENCE, summary=SENTENCE)
    panel = Panel("exchanges", _("Exchanges"), "", 60, lambda record: [], brief=True)
    strip = _build_strip(city)
    themes = Panel("themes", _("What it does"), "cities/panels/themes.html", 2, lambda record: [])
    sections = [make_sample(ProfileSection, city=city, theme=theme) for theme in make_samples(3, Theme)]
    return {
        **_build_record_page("empty city"),
        "record": city,
        "main_figures": [
            *map(MainFigure, make_samples(3, CityFigure, city=city)),
            MainFigure(strip.own, strip),
        ],
        "placed": {"themes": FilledPanel(themes, sections)},
        "brief_panels": [FilledPanel(panel, make_samples(4, Theme))],
        "unknown": [_("population"), _("area")],
    }


def _build_strip(city: City) -> ValueStrip:
    values: list[Any] = [
        make_sample(
            IndicatorValue, city=city if place == 2 else make_sample(City, name=_CITY), value=10 * place
        )
        for place in (1, 2, 4, 5)
    ]
    lowest, own, _peer, highest = values
    dots = [StripDot(value, 25 * float(value.value / 10 - 1), value is own) for value in values]
    return ValueStrip(own, dots, StripEnd(lowest, _CITY[0]), StripEnd(highest, _CITY[0]), 115)


def _build_source() -> Context:
    use = SourceUse(record_type="city", slug="sample-city", path="/sample-city/", title_en="Sample city")
    usage = RecordUsage(use, True, [_("Summary")], [PartUsage("sample-part", "Sample figure")])
    groups = [UsageGroup("uses-city", City._meta.verbose_name_plural, [usage, usage])]
    return {**_build_record_page("source page"), "uses": groups, "records_count": 2}


def _make_row(version: int, action: Action = Action.CHANGED, **values: Any) -> Publication:
    at = MOMENT + timedelta(days=version)
    return make_sample(Publication, number=version, version=version, action=action, at=at, **values)


def _make_history(shown: int, total: int = 0, action: Action = Action.CHANGED, redacted: int = 0) -> History:
    """The newest of `total` versions; the first one was the publication, number `redacted` was redacted."""
    fields = [(gettext("Population"), "1,200", "1,234"), (gettext("Area"), "", "300")]
    differences = [FieldDifference(field, field, old, new, is_value=True) for field, old, new in fields]
    total, versions = total or shown, []
    for number in range(total, total - shown, -1):
        row = _make_row(number, Action.PUBLISHED if number == 1 else action)
        before = _make_row(number - 1) if number > 1 else None
        for version in (row, before):
            if version and version.version == redacted:
                version.redacted_by = 4
        has_lines = row.action == Action.CHANGED and redacted not in (number, number - 1)
        versions.append(VersionEntry(row, before, False, f"v{number}", differences if has_lines else []))
    return History(versions, total, is_whole=False)


def _build_difference(old: str, new: str, note: str = "") -> Context:
    is_value = old[:1].isdigit() or new[:1].isdigit()
    return {"line": FieldDifference("Sample field", "sample field", old, new, is_value=is_value, note=note)}


def _build_corrections(*states: str) -> Context:
    corrections = [_build_correction(number, state) for number, state in enumerate(states, start=1)]
    return {"corrections": corrections, "count": len(states)}


def _build_correction(number: int, state: str) -> Correction:
    old, new = LONG_TEXT if state == "long" else ("1,200", "1,234")
    line = FieldDifference(gettext("Population"), "population", old, new, is_value=True)
    return Correction(
        record_type="city",
        slug="sample-city",
        title=LONG_TEXT[0] if state == "long" else "Sample city",
        path="/sample-city/",
        number=number,
        version=number + 1,
        at=MOMENT,
        reason="" if state == "no reason" else " ".join(SENTENCE[:1]),
        lines=None if state == "redacted" else [line],
    )


def _build_changes(has_many: bool) -> Context:
    rows = [_make_row(1, path="/sample-city/"), _make_row(2, title=LONG_TEXT), _make_row(8, Action.WITHDRAWN)]
    single = [LatestChange(row.number, "city", row.action, row.at, 1, row=row, what="Sample") for row in rows]
    many = LatestChange(9, "source", Action.PUBLISHED, MOMENT, 1_000, is_cut=True)
    return {"changes": [many, *single] if has_many else single[:1]}


RECORDS = ComponentGroup("records", pgettext_lazy("style guide", "Records"), [
    Component("record", _("Page of a record"), "records/theme_detail.html", _build_theme,
              [("usual", "theme"), ("long", "long theme")], is_page=True, others=[
        (_("Exchange"), "coalition/exchange_detail.html", _build_record_page, "exchange"),
        (_("Source"), "records/source_detail.html", _build_source),
        (_("Network"), "coalition/coalition.html", build_context, "coalition"),
        (_("City"), "cities/city_detail.html", _build_city_page),
        ("missing", "cities/city_detail.html", _build_record_page, "empty city"),
    ]),
    Component("sections", _("Sections beside their names"), "cities/panels/sections.html", build_context,
              [("one", "section"), ("missing", "section without year"), ("long", "long section")],
              is_wide=True),
    Component("pairs", _("Pairs of cities"), "coalition/includes/pair.html", build_context, [
        (_("Learner and host"), "pair"), ("several", "pairs"), (_("Peers"), "peers"),
        (_("One peer"), "peer"), ("missing", "learner"), ("none", "no pair"), ("long", "long pair"),
    ]),
    Component("timeline", _("Timeline"), "coalition/event_list.html", build_context,
              [("one", "event list"), ("missing", "events with gaps"), ("long", "long event list")],
              is_page=True, chinese=1),
    Component("history", _("History"), "includes/history.html",
              lambda *values: {"history": lambda: _make_history(*values)}, [
        ("one", 1), (_("Withdrawn"), 1, 2, Action.WITHDRAWN), (_("Deleted"), 1, 2, Action.DELETED),
        (_("Renamed"), 1, 2, Action.RENAMED),
        (_("Redacted"), 3, 3, Action.CHANGED, 2), ("thousand", 10, 1_000),
    ], chinese=3),
    Component("differences", _("Difference"), f"{OWN}difference.html", _build_difference, [
        ("usual", "1,200", "1,234"), (_("Added"), "", "300"), (_("Removed"), "300", ""),
        ("none", "", "", "Only spaces or line breaks changed."), ("long", *LONG_TEXT),
    ], chinese=4),
    Component("corrections", _("Corrections"), "records/correction_list.html", _build_corrections, [
        ("one", "usual"), ("missing", "no reason"), (_("Redacted"), "redacted"), ("none",), ("long", "long"),
    ], is_page=True, chinese=1),
    Component("citation", _("Citation"), "includes/cite_record.html", _build_record_page,
              [("usual", "city"), ("long", "city with long name")], is_wide=True),
    Component("changes", _("Latest changes"), "portal/home/changes.html", _build_changes,
              [("one", False), ("thousand", True)], is_wide=True, chinese=1),
])  # fmt: skip


# -- Tables ------------------------------------------------------------------------------------------


def _build_indicators(areas: list[WasteArea], name: TextPair = ("Sample indicator", "示例指标")) -> Context:
    rows = [(area, [make_sample(Indicator, name=name, waste_area=area)]) for area in areas]
    return {"framework": make_sample(Framework, edition="1"), "subjects": rows}


def _make_values(cities: int, years: int, gaps: bool = False, name: TextPair = _CITY) -> list[IndicatorValue]:
    """The values of so many cities in so many years."""
    indicator, values = make_sample(Indicator, name=name), []
    for place in range(cities):
        city = make_sample(City, name=[f"{word} {place + 1}" for word in name])
        for year in range(2023, 2023 - years, -1):
            evidence = Evidence.MEASURED if place else Evidence.STATED
            sample = {"year": year, "value": 33 + 2 * place + year - 2023, "evidence": evidence}
            if gaps and year == 2022:
                sample |= {"value": None, "reason": IndicatorValueReason.NOT_REPORTED}
            elif gaps:
                sample["note"] = SENTENCE
            if gaps and year == 2021 and place == 1:
                sample["precision"] = Precision.AT_LEAST
            values.append(make_sample(IndicatorValue, indicator=indicator, city=city, **sample))
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
    return {
        "actions": actions,
        "action_count": len(actions),
        "empty_areas": [area.label for area in WasteArea if area not in dict(places)],
        "statuses": [(status, status.label, 1) for status in statuses],
    }


def _build_areas(name: str) -> Context:
    return {"areas": group_by_area(build_context(name)["figures"])}


def _build_outcomes(name: str) -> Context:
    rows = build_context(name)["outcomes"]
    return {
        "outcomes": rows,
        "measured_count": len(filter_measured(rows)),
        "stated": make_samples(len(rows) - 1, ProcurementOutcome),
    }


_REGULATION = (WasteArea.INDUSTRIAL, ActionKind.REGULATION)

TABLES = ComponentGroup("tables", pgettext_lazy("style guide", "Tables"), [
    Component("table", _("Table"), "initiatives/panels/parks_facilities.html", build_context,
              [("one", "planned facility"), ("many", "facilities"), ("long", "long facility")]),
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
    Component("areas", _("Figures by waste area"), "initiatives/figure_areas.html", _build_areas,
              [("several", "pilot figures"), ("one", "pilot figure"), ("long", "long pilot figure")],
              is_wide=True),
    Component("outcomes", _("Expected beside measured"), "initiatives/case_outcomes.html", _build_outcomes,
              [("usual", "expected and measured"), ("none", "no outcomes"),
               ("missing", "expected outcome"), ("long", "long outcome")], is_wide=True),
    Component("steps", _("Steps"), "initiatives/case_steps.html", build_context,
              [("usual", "steps"), ("long", "long steps")], is_wide=True),
    Component("comparison", _("Comparison"), "records/comparison.html", build_comparison_sample,
              [("usual", 2), ("many", 4), ("none", 0), ("long", 2, LONG_TEXT)],
              is_page=True, others=[
        (_("Nothing differs"), "records/comparison.html", lambda: build_comparison_sample(2, is_short=True)),
    ]),
])  # fmt: skip


# -- Drawings ----------------------------------------------------------------------------------------


def _make_target(name: str) -> TargetRow:
    values = build_context(name, "targets")
    counted, result = values.pop("statistic", None), None
    if counted:
        reason = NoValueReason.NOT_COUNTED.value if counted[0] is None else ""
        result = make_result(make_statistic(decimals=1), {}, counted[0], counted[1], reason=reason)
    return TargetRow(make_sample(Target, covers_programme="programme" in values, **values), result)


def _make_targets(names: str) -> list[TargetRow]:
    return [_make_target(name) for name in names.split()]


def _build_targets(goals: str, reached: str, baselines: str = "") -> Context:
    rows = {"goals": goals, "reached": reached, "baselines": baselines}
    context: Context = {key: _make_targets(names) for key, names in rows.items()}
    promises = build_promises(row for own in context.values() for row in own)
    return {"counted": make_sample(RefreshState), "promises": promises, **context}


def _build_sizes(name: str) -> Context:
    programme = build_context(name)["programme"]
    sizes = [SizeCoverage(figure, cities) for figure, cities in programme.sizes]
    return {"coverage": ProgrammeCoverage(programme, sizes, programme.unplaced)}


def _build_priorities(*names: str) -> Context:
    cards = [
        PriorityCard(priority, _make_targets(targets), "/sample-", "Sample list", list(WasteArea))
        for targets, priority in zip(names, build_context("priorities")["rows"], strict=True)
    ]
    return {"cards": cards}


def _build_flows(name: str) -> Context:
    flows = build_context(name)["flows"]
    return {"flows": flows, "graph": build_flow_graph(flows)}


def _build_lines(*series: Any) -> Context:
    """What `IndicatorDetail` gives its templates."""
    values = _make_values(*series)
    described = describe_series(values)
    spread = described if isinstance(described, ValueSpread) else None
    change = described if isinstance(described, ValueChange) else None
    plot = build_dot_plot(values)
    return {"record": values[0].indicator, "values": values, "spread": spread, "change": change, "plot": plot}


def _build_locator(*place: Any) -> Context:
    return {"locator": build_locator(*place), "record": make_sample(City)}


def _build_region(number: int) -> Context:
    places = [(113.6, 34.8), (114.3, 34.8), (112.4, 34.6)][:number]
    return {"map": build_close_up(load_map_views()["east-asia"], places), "record": make_sample(Region)}


def _make_cities(number: int) -> list[City]:
    """Places across the map, every other one with base data only."""
    summaries: list[dict[str, Any]] = [{"summary": ()}, {}]
    return [make_sample(City, lon=100 + n * 2.5, lat=24 + n * 2, **summaries[n % 2]) for n in range(number)]


def _build_maps(number: int) -> Context:
    cities = _make_cities(number) or make_samples(1, City, lat=None, lon=None)
    return _map_places([MappedPlace(city, [city]) for city in cities], is_of_cities=True)


def _build_place_maps() -> Context:
    first, second = _make_cities(2)
    places = [
        MappedPlace(first, make_samples(2, IndustrialPark)),
        MappedPlace(second, make_samples(1, IndustrialPark)),
    ]
    return _map_places(places, is_of_cities=False)


def _map_places(places: list[MappedPlace], *, is_of_cities: bool) -> Context:
    items = list_place_items(places)
    return {"maps": build_place_maps(items, lambda slugs: "/en/cities/", set(), is_of_cities=is_of_cities)}


def _build_counted_maps() -> Context:
    """Clusters of more records than are listed, one of more than a thousand."""
    region = make_sample(Region)
    items = [MapItem(100 + at * 6, 24 + at * 6, count, region) for at, count in enumerate((12, 160, 1_200))]
    return {"maps": build_place_maps(items, lambda slugs: "/en/cities/", {"sample"}, is_of_cities=False)}


def _build_leading_cities() -> Context:
    cities = [*_make_cities(7)[::2], make_sample(City, name=LONG_TEXT, lat=None, lon=None)]
    return {**build_context("start page"), "cities": cities}


DRAWINGS = ComponentGroup("drawings", pgettext_lazy("style guide", "Drawings"), [
    Component("sizes", _("Official totals"), "coalition/includes/sizes.html", _build_sizes, [
        ("one", "size"), ("missing", "no sizes"), ("several", "sizes"), ("long", "long size"),
    ]),
    Component("priorities", _("Priorities"), "portal/home/priorities.html", _build_priorities,
              [("several", "goal recorded", "reached", "long")], is_wide=True),
    Component("atlas", _("Zero-waste cities on the map"), "portal/home/atlas.html", build_atlas_sample,
              [("one", 1), ("many", 30)], is_wide=True),
    Component("targets", _("Targets"), "portal/home/promises.html", _build_targets, [
        ("usual", "goal unread counted met missed lapsed unknown milestone outcome long",
         "reached recorded whole", "baseline"),
        ("one", "", "reached"),
    ], is_wide=True),
    Component("flows", _("Material flows"), f"{OWN}flows.html", _build_flows, [
        (_("With a loop"), "looped flows"), ("one", "flow"), ("missing", "flows without value"),
        ("long", "long flows"), ("many", "one large flow"),
    ], is_wide=True),
    Component("flow-pairs", _("Suppliers and receivers"), "initiatives/material_pairs.html", build_context,
              [("one", "pair"), ("several", "pairs"), ("long", "long pair")], is_wide=True),
    Component("precedents", _("Precedents"), "initiatives/precedent_list.html", build_precedent_page,
              [("one", "pair", 1), ("several", "pairs", 2), ("none", "")], is_page=True,
              others=[("error", "initiatives/precedent_list.html", build_failed_precedent_page)]),
    Component("unknown", _("What is not known"), "includes/ask.html",
              lambda *parts: {"unknown": parts, "words": join_list(parts), "address": "/en/"},
              [("one", _("level")), ("several", _("level"), _("area"))]),
    Component("park-lists", _("Lists of a park"), "initiatives/park_works.html",
              lambda: {"placed": {"facilities": {"rows": make_samples(3, Facility)}},
                       "precedents": make_samples(2, MaterialFlow)},
              [("usual",)], is_wide=True),
    Component("dots", _("Dots"), f"{OWN}dots.html", _build_lines, [
        ("one", 1, 4), ("several", 2, 9), ("missing", 3, 4, True), ("many", 30, 3),
        ("long", 1, 3, False, LONG_TEXT),
    ], is_wide=True, chinese=1),
    Component("locators", _("Where a place lies"), "cities/locator.html", _build_locator, [
        ("usual", "Sample city", 113.6, 34.8), (_("Abroad"), "Sample city", 7.1, 50.7),
        ("long", LONG_TEXT[0], 126.6, 45.8),
    ]),
    Component("regions", _("Where the places of a region lie"), "cities/region_map.html", _build_region,
              [("one", 1), ("several", 3)]),
    Component("maps", _("Maps"), "cities/city_maps.html", _build_maps,
              [("one", 1), ("missing", 0), ("many", 8)],
              others=[(_("Industrial parks"), "cities/city_maps.html", _build_place_maps),
                      (_("Circular businesses"), "cities/city_maps.html", _build_counted_maps)]),
    Component("leading-cities", _("Leading cities"), "portal/home/cities.html", _build_leading_cities,
              [("several",)], is_wide=True),
    Component("hero", _("Head of the start page"), "portal/home/hero.html", build_context,
              [("usual", "start page"), ("missing", "empty start page")], is_wide=True),
])  # fmt: skip
