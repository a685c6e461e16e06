"""How the context of a template is made of its values in `samples.yaml`, where these alone don't do."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.maps.locator import build_locator
from cities.maps.marks import MapItem, build_place_maps
from cities.maps.place_maps import MappedPlace, list_place_items
from cities.maps.projection import build_close_up
from cities.models import City, CityFigure, Indicator, IndicatorValue, Region
from cities.values.charted_values import ChartedValues
from cities.values.charts import IndicatorChart
from cities.values.coverage import IndicatorCoverage
from cities.values.dot_plots import build_dot_plot
from cities.values.number_rows import NumberRow, NumberStrip, Spread
from cities.values.time_series import describe_series
from cities.values.year_strips import build_year_strips
from coalition.programme_coverage import ProgrammeCoverage, SizeCoverage
from initiatives.choices import ActionStatus, FacilityStatus, FlowStatus
from initiatives.figure_groups import filter_measured, group_by_area
from initiatives.loops.drawings import build_loops
from initiatives.material_names import MaterialMatch
from initiatives.models import IndustrialPark, PilotAction
from initiatives.precedent_form import PrecedentForm
from initiatives.precedents import Offer, Side
from portal.models import TargetState
from portal.styleguide.samples import (
    CONTEXT_BUILDERS,
    MOMENT,
    Context,
    SampleCitations,
    StateSamples,
    register_context,
)
from portal.styleguide.statistic_contexts import make_cities
from portal.styleguide.waste_contexts import compare_sample_portraits
from records.choices import Action, DocumentType, Evidence, SourceType, WasteArea
from records.comparison.letters import choose_letters
from records.comparison.rows import (
    ComparedItem,
    Comparison,
    ComparisonGroup,
    LoneRows,
    RowGroup,
    build_figure_row,
    build_row,
    get_compared_types,
)
from records.comparison.strips import build_strip
from records.diff.lines import FieldDifference
from records.filters import CodesFilter, FacetedFilterSet
from records.filters.facets import Facet, Option, Relaxation
from records.filters.sources import SourceFilter
from records.history import History, VersionEntry
from records.history.corrections import Correction
from records.models import Publication, Source
from records.pages.list_tables import ListColumn, build_list_table
from records.pages.map_views import get_china_view
from records.pages.navigation import Menu, get_navigation, get_page_url
from records.texts.formats import format_number


def build_context(template: str, state: str, values: Context) -> Context:
    """The context of a template in a state, in the active language, with what every page of a record has."""
    samples = StateSamples(state)
    page = {"panels": [], "facts": {}, "page_url": "/en/", "own_url": "/en/", "citations": SampleCitations()}
    page |= build_history(samples, [samples.make(Publication)], 1)
    context, build = samples.build(values), CONTEXT_BUILDERS.get(template)
    return page | (build(samples, **context) if build else context)


# -- Shared parts ------------------------------------------------------------------------------------


@register_context("portal/styleguide/parts/marks.html")
def build_marks(samples: StateSamples) -> Context:
    codes = [code for kind in (FacilityStatus, FlowStatus, ActionStatus, TargetState) for code in kind]
    statuses = {code.value: code.label for code in codes}
    return {"statuses": statuses.items(), "evidence": Evidence.choices, "source_types": SourceType.choices}


@register_context("includes/sources.html", "portal/styleguide/parts/sources.html")
def build_sources(samples: StateSamples, sources: list[Source]) -> Context:
    return {"cited": list(enumerate(sources, 1))}


@register_context("includes/compare_link.html")
def build_compare_link(samples: StateSamples, record: City) -> Context:
    kind = next(iter(get_compared_types().values()))
    return {"record": record, "kind": kind, "page_url": get_page_url("compare")}


@register_context("includes/masthead.html")
def build_masthead(samples: StateSamples) -> Context:
    request = RequestFactory().get(reverse("cities"))
    return {"navigation": get_navigation(request), "more_pages": get_navigation(request, Menu.MORE)}


@register_context("includes/history.html")
def build_history(samples: StateSamples, rows: list[Publication], total: int) -> Context:
    """The newest of `total` versions, newest first, each with the version before."""
    entries = []
    for position, (row, before) in enumerate(zip(rows, [*rows[1:], None], strict=True)):
        is_shown = row.action == Action.CHANGED and not row.redacted_by
        lines = _list_differences(samples) if is_shown and not (before and before.redacted_by) else []
        entries.append(VersionEntry(row, before, False, f"v{position}", lines, lines))
    return {"history": lambda: History(entries, total, is_whole=False)}


def _list_differences(samples: StateSamples) -> list[FieldDifference]:
    """A value that changed, one that was added, one that was removed, a text and spaces."""
    fields = [
        (gettext("Population"), "1,200", "1,234"),
        (gettext("Area"), "", "300"),
        (gettext("Level"), "300", ""),
    ]
    values = [FieldDifference(name, name, old, new, is_value=True) for name, old, new in fields]
    texts = samples.translate("Before", "之前"), samples.translate("After", "之后")
    spaces = FieldDifference("Title", "title", "", "", is_value=False, note="Only spaces changed.")
    return [*values, FieldDifference("Summary", "summary", *texts, is_value=False), spaces]


@register_context("records/correction_list.html")
def build_correction_list(samples: StateSamples, reason: str = "", is_redacted: bool = False) -> Context:
    lines = None if is_redacted else _list_differences(samples)
    city = samples.make(City)
    entry = Correction("city", city.slug, city.name, "/sample-city/", 1, 2, MOMENT, reason, lines)
    return {"corrections": [entry][: samples.number], "count": min(1, samples.number)}


# -- Lists -------------------------------------------------------------------------------------------


class SampleFilter(FacetedFilterSet):
    """The filters of the list of sources that need no query for their choices."""

    q = SourceFilter.base_filters["q"]
    kind = CodesFilter("kind", choices=DocumentType.choices, label=_("Type"))
    sort = SourceFilter.base_filters["sort"]
    sort_labels = SourceFilter.sort_labels
    default_sort_label = SourceFilter.default_sort_label

    class Meta:
        model = Source
        fields: list[str] = []

    def list_relaxations(self) -> list[Relaxation]:
        return [Relaxation("kind", _("Type"), [label for _code, label in DocumentType.choices[:2]], 24)]


@register_context(
    "includes/facets.html", "includes/applied.html", "includes/sort.html", "records/source_list.html"
)
def build_list(samples: StateSamples, rows: Any = (), facets: Any = ()) -> Context:
    """What `RecordList` gives its template. Each facet has its most rows, and how many options are chosen."""
    queries = ("q=sample", "kind=wrong" if samples.state == "error" else "")
    filterset, checked = (SampleFilter(QueryDict(query), queryset=Source.objects.none()) for query in queries)
    filterset.is_valid()
    checked.is_valid()
    return {
        "filterset": filterset,
        "problems": checked.problems,
        "facets": [_make_facet(samples, number, *facet) for number, facet in enumerate(facets)],
        "rows": rows,
        "page_obj": Paginator(range(samples.number), 50).page(1),
        "count": samples.number,
    }


def _make_facet(samples: StateSamples, number: int, most: int, chosen: int = 0) -> Facet:
    """The first options are chosen; the last would give nothing. Many are folded."""
    kinds = DocumentType.choices * (3 if samples.state == "many" else 1)
    counts = [*(most // place for place in range(1, len(kinds))), 0]
    options = [
        Option(f"{code}-{at}", samples.translate(str(label), str(label)), counts[at], at < chosen)
        for at, (code, label) in enumerate(kinds)
    ]
    return Facet(f"kind-{number}", gettext("Type"), options)


@register_context("includes/pagination.html")
def build_pages_of_list(samples: StateSamples, total: int, number: int = 1) -> Context:
    return {"page_obj": Paginator(range(total), 50).page(number)}


@register_context("includes/list_table.html")
def build_table_of_list(samples: StateSamples, rows: list[Source]) -> Context:
    columns = [
        ListColumn(_("Publisher"), lambda source: source.publisher_name),
        ListColumn(_("Language"), lambda source: None),
        ListColumn(_("Statements"), lambda source: 12, is_number=True),
    ]
    return {"table": build_list_table(rows, columns), "columns": columns}


# -- Cities ------------------------------------------------------------------------------------------


@register_context("cities/city_detail.html")
def build_city_page(samples: StateSamples, record: City, **context: Any) -> Context:
    """The page of a city: a number with a strip, one with other cities by name, and one alone.

    Nothing of it if what it may lack is missing.
    """
    if samples.state == "missing":
        return {"record": record}
    lowest, highest, *others = (
        samples.make(IndicatorValue, city=city, value=10) for city in samples.make_many(City, 4)
    )
    own = samples.make(IndicatorValue, city=record, value=10)
    strip = NumberStrip(30, [0, 30, 31, 60, 100], [(60, 12)], Spread((), lowest, highest))
    rows = [
        NumberRow(own, strip),
        NumberRow(own, None, others),
        NumberRow(samples.make(CityFigure, city=record)),
    ]
    return {"record": record, "number_rows": rows, "head_numbers": rows[2:], **context}


def _make_values(samples: StateSamples, cities: int, years: int) -> list[IndicatorValue]:
    """The values of so many cities in so many years, in the state "gaps" without one year."""
    indicator, values = samples.make(Indicator), []
    for place, city in enumerate(samples.make_many(City, cities)):
        for year in range(2023, 2023 - years, -1):
            sample: Context = {"year": year, "value": 33 + 2 * min(place, 20) + year - 2023}
            if samples.state == "gaps":
                missing = {"value": None, "reason": "not_reported"}
                note = {"note": ("Sample note.", "示例说明。"), "precision": "at_least"}
                sample |= missing if year == 2022 else note
            evidence = Evidence.MEASURED if place else Evidence.STATED
            values.append(
                samples.make(IndicatorValue, indicator=indicator, city=city, evidence=evidence, **sample)
            )
    return values


@register_context("cities/panels/indicators.html")
def build_city_values(samples: StateSamples, years: int) -> Context:
    rows = _make_values(samples, 1, years)
    return {"rows": rows, "record": rows[0].city}


@register_context("cities/indicator_chart.html", "cities/indicator_values.html")
def build_indicator(samples: StateSamples, cities: int, years: int) -> Context:
    """What `IndicatorDetail` gives its templates."""
    values = _make_values(samples, cities, years)
    charted = ChartedValues(values, describe_series(values), len(values), cities)
    plot, strips = build_dot_plot(values), build_year_strips(values)
    chart = IndicatorChart(values[0].indicator, charted, plot, strips)
    return {"record": values[0].indicator, "values": values, "chart": chart}


@register_context("cities/indicator_rows.html")
def build_indicators(samples: StateSamples) -> Context:
    """An indicator of each waste area; the last has no values."""
    covered = IndicatorCoverage(1, values_count=235, cities_count=78, first_year=2014, last_year=2023)
    coverages = [covered] * (len(WasteArea) - 1) + [IndicatorCoverage(1)]
    made = [samples.make(Indicator, coverage=coverage) for coverage in coverages]
    return {"subjects": [(area, [one]) for area, one in zip(WasteArea, made, strict=True)]}


@register_context("cities/city_maps.html")
def build_maps(samples: StateSamples, records: int = 0) -> Context:
    """Maps of cities, one of which is on no map, or of so many records in each.

    In the state "thousand" there are clusters of more records than are listed.
    """
    cities = [*make_cities(samples, samples.number % 1_000), samples.make(City, lat=None)]
    cities.append(samples.make(City, summary=()))
    items = list_place_items(
        [MappedPlace(city, samples.make_many(City, records) or [city]) for city in cities]
    )
    if samples.state == "thousand":
        region = samples.make(Region)
        items = [MapItem(100 + at / 200, 24 + at / 200, at, region) for at in (12, 160, 1_200)]
    selected = {"sample"} if samples.state == "thousand" else set()
    return {"maps": build_place_maps(items, lambda slugs: "/en/cities/", selected, is_of_cities=not records)}


@register_context("cities/locator.html")
def build_place_locator(samples: StateSamples, record: City) -> Context:
    """A city with one beside it and one near by, each a degree from the next."""
    lon, lat = record.lon or 0, record.lat or 0
    others = [samples.make(City, lon=lon + at, lat=lat - at) for at in (1, 2)]
    return {"locator": build_locator(record, others[:1], others[1:])}


@register_context("cities/region_map.html")
def build_region_map(samples: StateSamples, record: Region) -> Context:
    view = get_china_view()
    return {"record": record, "map": build_close_up(view, [(116, 40), (113, 40)]) if view else None}


# -- Coalition and initiatives -----------------------------------------------------------------------


@register_context("coalition/includes/sizes.html")
def build_sizes(samples: StateSamples, programme: Any) -> Context:
    """Of the first official total records are counted here, of the second not."""
    sizes = [SizeCoverage(size, None if at else 16) for at, size in enumerate(programme.sizes)]
    return {"coverage": ProgrammeCoverage(programme, sizes, programme.unplaced)}


@register_context("initiatives/park_works.html")
def build_park_works(
    samples: StateSamples, placed: Context, actors: Sequence[Any] = (), **context: Any
) -> Context:
    loops = build_loops(placed["flows"]["rows"], actors)
    return {"record": samples.make(IndustrialPark), "placed": placed, "loops": loops, **context}


@register_context("initiatives/precedent_list.html")
def build_precedent_page(samples: StateSamples, precedents: list[Any]) -> Context:
    if samples.state == "error":
        return {"form": PrecedentForm({"material": "", "tonnes": "–"}), "offer": None}
    offer = Offer(Side.HAVE, {1: MaterialMatch.SAME})
    context = {"precedents": precedents, "count": len(precedents), "has_hazardous": True}
    context["contact_material"] = precedents[0]["flow"].material if precedents else None
    return {"form": PrecedentForm({"material": "–"}), "offer": offer, **context}


@register_context("initiatives/pilot_actions.html")
def build_actions(samples: StateSamples, actions: list[PilotAction]) -> Context:
    areas = {action.area for action in actions}
    return {
        "actions": actions,
        "action_count": len(actions),
        "empty_areas": [area.label for area in WasteArea if area not in areas],
        "statuses": [(status, status.label, 1) for status in ActionStatus],
    }


@register_context("initiatives/figure_areas.html")
def build_areas(samples: StateSamples, figures: list[Any]) -> Context:
    return {"areas": group_by_area(figures)}


@register_context("initiatives/case_outcomes.html")
def build_outcomes(samples: StateSamples, outcomes: list[Any], stated: list[Any]) -> Context:
    return {"outcomes": outcomes, "measured_count": len(filter_measured(outcomes)), "stated": stated}


# -- Comparison --------------------------------------------------------------------------------------


@register_context("records/comparison.html", "records/comparison_embed.html")
def build_comparison_page(samples: StateSamples, number: int, same: bool = False, **context: Any) -> Context:
    """So many cities; with none, the form to choose them. If they are the `same`, nothing differs."""
    cities, kinds = samples.make_many(City, number), list(get_compared_types().values())
    return {
        "kind": kinds[0],
        "types": kinds,
        "records": cities,
        "removals": [(city, city.slug) for city in cities],
        "query": ",".join(city.slug for city in cities),
        "choices": [(city.slug, city.title.plain) for city in samples.make_many(City, 2)],
        "fields": range(1, 2 if cities else 3),
        "comparison": Comparison(left_out=2) if same or not cities else _build_comparison(samples, cities),
        "only_different": same,
        "drawings": compare_sample_portraits(samples, cities) if cities else None,
        "addresses": dict.fromkeys(("all", "different", "csv", "xlsx", "embed", "own"), "/en/compare/"),
        **context,
    }


def _build_comparison(samples: StateSamples, cities: list[City]) -> Comparison:
    """A row of figures that differs, one that can't be compared, a lone figure, and texts with a gap."""
    label = samples.translate("Sample figure", "示例数据")
    figures = [[samples.make(CityFigure, city=city, value=4**at)] for at, city in enumerate(cities)]
    undated = [[samples.make(CityFigure, city=cities[0], year=None)], *figures[1:]]
    texts = [[ComparedItem(city.name, "/en/", claim=city)] for city in cities]
    more = ComparedItem(samples.translate("Port", "港口"), claim=cities[-1], note="2020")
    gaps: list[list[ComparedItem]] = [[] for _city in cities[1:]]
    facts = [build_figure_row(RowGroup.FACTS, "sample", label, row, url="/en/") for row in (figures, undated)]
    lone = build_figure_row(RowGroup.FACTS, "sample", label, [figures[0], *gaps])
    alone = [LoneRows(cities[0], [(lone, lone.cells[0])]), *(LoneRows(city, []) for city in cities[1:])]
    rows = [[*texts[:-1], [*texts[-1], more]], [texts[0], *gaps]]
    industries = [build_row(RowGroup.INDUSTRIES, "sample", label, row) for row in rows]
    groups = [
        ComparisonGroup(RowGroup.FACTS, facts, alone),
        ComparisonGroup(RowGroup.INDUSTRIES, industries, [], is_open=False),
    ]
    number = build_figure_row(RowGroup.FACTS, "sample", label, figures, url="/en/")
    letters = choose_letters([city.title.plain for city in cities])
    number.strip = build_strip(
        [figure.value for [figure] in figures],
        [Decimal(value) for value in range(1, 40)],
        letters=letters,
        is_linear=True,
        format_value=format_number,
        count=str,
    )
    return Comparison(groups, numbers=[number], unknown=[label])
