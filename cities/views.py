"""Pages of cities, regions and indicators."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.core.paginator import Page
from django.core.validators import slug_re
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cities.choices import Topic
from cities.city_lists import attach_row_figures, group_by_region, list_cities_by_region
from cities.figure_columns import fetch_city_figures, list_city_figures
from cities.filters import CityFilter, IndicatorFilter, RegionFilter, sort_regions
from cities.maps.locator import build_locator
from cities.maps.place_maps import MappedPlace, PlacedRecordList
from cities.maps.projection import MapWindow, build_close_up
from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, Region
from cities.panels import BASE_FIGURES, POPULATIONS, VALUES_FETCHED, VALUES_SHOWN
from cities.peers.beside import fetch_neighbours
from cities.row_marks import list_mark_kinds
from cities.structured_data import build_city_data, build_dots_image, build_portrait_image
from cities.values.charted_values import list_values_of_indicator
from cities.values.charts import build_indicator_chart
from cities.values.copy_checks import describe_copy_checks
from cities.values.coverage import IndicatorCoverage, add_up_values, count_cities_by_framework, count_values
from cities.values.number_rows import NumberRow, build_number_rows, choose_values
from cities.waste.indicator_page import build_waste_page
from cities.waste.portrait_files import build_share_picture
from cities.waste.section import build_waste_section
from cities.waste.sentences import describe_origin_of_waste
from cities.waste.treatment import fetch_all_waste
from records.choices import Unit, WasteArea
from records.comparison.rows import MAX_COMPARED
from records.models import SlugAlias
from records.pages.chosen_columns import ChosenColumnList, StatedValue, TableColumnChoice
from records.pages.data_links import get_file_links
from records.pages.generic_views import CODE_PATTERN, RecordDetail, RecordList
from records.pages.list_tables import ListColumn
from records.pages.map_views import choose_map_view
from records.pages.panels import FilledPanel
from records.pages.structured_data import MEDIA_TYPES, build_dataset, build_download
from records.texts.formats import format_date_range, get_unit_name

#: Figures with which the page of a city opens that has no numbers to compare.
_MOST_FIGURES = 3
#: On the small map of a region.
_DOTS_ON_MAP = 200
#: Values of one city for one indicator: a year has one, or one for each part of it.
_VALUES_OF_CITY = 200


class CityList(ChosenColumnList, PlacedRecordList):
    """Cities by region, as rows, on a map, or as a table with the figures that `?figures=` names."""

    queryset = list_cities_by_region()
    template_name = "cities/city_list.html"
    result_template, result_name = "cities/city_row.html", "city"
    filterset_class = CityFilter
    #: All cities in China that are recorded stand on one page.
    paginate_by = 200
    place_path = ""
    table_name = "cities"
    table_columns = (ListColumn(gettext_lazy("Region"), lambda city: city.region.name),)
    file_columns = (
        ListColumn(gettext_lazy("Type"), lambda city: city.get_kind_display()),
        ListColumn(gettext_lazy("Administrative code"), lambda city: city.admin_code),
    )

    def list_choices(self, versions: Any) -> list[TableColumnChoice]:
        return list_city_figures(versions)

    def fetch_figures(self, codes: list[str], keys: list[int]) -> dict[str, dict[int, StatedValue]]:
        return fetch_city_figures(codes, keys)

    def group_by_place(self, rows: list[City]) -> list[MappedPlace]:
        return [MappedPlace(city, [city]) for city in rows]

    def complete_results(self, rows: list[City]) -> None:
        attach_row_figures(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_by_region = not self.filterset.form.cleaned_data.get("sort")
        return {
            **context,
            "groups": self.group_results(is_by_region),
            "mark_kinds": list_mark_kinds(),
            "waste_note": describe_origin_of_waste(fetch_all_waste().values()),
        }

    def group_results(self, is_by_region: bool) -> list[tuple[Any, Sequence[Any]]]:
        """Return the rendered rows under headings: their regions, unless another order mixes these."""
        if not self.results:
            return []
        if not is_by_region:
            return [(None, self.results)]
        groups = group_by_region(self.result_keys, self.results)
        return [(region or {"name": pgettext("place", "Abroad")}, rows) for region, rows in groups]


class CityDetail(RecordDetail):
    """The page of a city: numbers, what it does, other cities, then its record in at most six folds.

    Any app adds panels with `@register_panel(City, order=…)` in its `panels.py`; a lower order comes first.
    The slot is the fold: "figures", "place", "programmes" or "cooperation". Those of "facts" are rows of the
    facts of the place.
    """

    queryset = City.objects.with_place()
    template_name = "cities/city_detail.html"

    def get_object(self, queryset: QuerySet | None = None) -> City:
        """Return the city. The same query fetches its districts, and theirs."""
        city, *parts = self.get_queryset().fetch_family(self.kwargs["slug"]) or [None]
        if city is None:
            raise Http404
        self.districts = [place for place in parts if place.parent_id == city.pk]
        return city

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        city = self.object
        context = super().get_context_data(**kwargs)
        panels = {panel.key: panel for panel in context["panels"]}
        figures = panels["figures"].rows if "figures" in panels else []
        facts = _get_base_figures(figures)
        waste = fetch_all_waste()
        values = panels["indicators"].rows if "indicators" in panels else []
        known = values if len(values) < VALUES_FETCHED else None
        rows = build_number_rows(city, choose_values(city, known), waste)
        rows = rows or _show_figures(figures)
        neighbours = fetch_neighbours(city, waste)
        return {
            **context,
            "slots": _group_by_slot(context["panels"]),
            "facts": facts,
            "head_numbers": [] if city.lede else [row for row in rows if row.is_of_size],
            "number_rows": [row for row in rows if city.lede or not row.is_of_size],
            "beside": neighbours.beside,
            "alike": neighbours.alike,
            "compared": ",".join(place.slug for place in [city, *neighbours.cities[: MAX_COMPARED - 1]]),
            "locator": build_locator(city, neighbours.cities, neighbours.near),
            "districts": self.districts,
            "drawn_waste": waste.get(city.pk),
            "share_picture": build_share_picture(waste.get(city.pk)),
            "waste": build_waste_section(city, waste),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        city, facts = self.object, context["facts"]
        rows = [*context["head_numbers"], *context["number_rows"]]
        known = {
            _("population"): facts["population"] or any(row.value.unit == Unit.PEOPLE for row in rows),
            _("area"): facts["area"],
            _("main industries"): city.main_industries,
            _("location"): city.lat is not None,
            _("administrative code"): city.admin_code or city.country != "CN",
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        base = [figure for figure in context["facts"].values() if figure]
        main = [row.value for row in (*context["head_numbers"], *context["number_rows"])]
        waste = context["waste"].cited if context["waste"] else []
        return [*super().get_cited_records(context), *context["districts"], *main, *base, *waste]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        waste = context["drawn_waste"]
        image = build_portrait_image(waste, context) if waste else None
        return [build_city_data(self.object, context), *([image] if image else [])]


def _show_figures(figures: list[CityFigure]) -> list[NumberRow]:
    """Return the first figures of a city of which there are no numbers to compare, and its population."""
    own = [figure for figure in figures if figure.key not in BASE_FIGURES][:_MOST_FIGURES]
    return [NumberRow(figure) for figure in figures if figure.key in POPULATIONS] + [
        NumberRow(figure) for figure in own
    ]


def _group_by_slot(panels: list[FilledPanel]) -> dict[str, list[FilledPanel]]:
    """Return the panels of each slot.

    That of figures is without those that stand among the facts, that of indicators has its first rows.
    """
    slots: dict[str, list[FilledPanel]] = defaultdict(list)
    for panel in panels:
        if panel.key == "figures":
            own = [figure for figure in panel.rows if figure.key not in BASE_FIGURES]
            panel = replace(panel, rows=own)
        if panel.key == "indicators" and len(panel.rows) > VALUES_SHOWN:
            panel = replace(panel, rows=panel.rows[:VALUES_SHOWN], has_more=True)
        if panel.rows:
            slots[panel.slot].append(panel)
    return dict(slots)


def _get_base_figures(figures: list[CityFigure]) -> dict[str, CityFigure | None]:
    by_key = {figure.key: figure for figure in figures}
    return {key: by_key.get(key) for key in BASE_FIGURES}


class RegionList(RecordList):
    queryset = Region.objects.with_places_count().order_by("name_en", "pk")
    template_name = "cities/region_list.html"
    filterset_class = RegionFilter
    paginate_by = 300

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        regions = sort_regions(context["rows"])
        abroad = [region for region in regions if region.country != "CN"]
        in_china = [region for region in regions if region.country == "CN"]
        groups = [(pgettext("place", "In China"), in_china), (pgettext("place", "Abroad"), abroad)]
        return {**context, "groups": [(label, regions) for label, regions in groups if regions]}


class RegionDetail(RecordDetail):
    """The page of a region: a map and its cities.

    Then the panels registered with `@register_panel(Region, order=…)`.
    """

    model = Region
    template_name = "cities/region_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cities = City.objects.published().filter(region=self.object).order_by()
        placed = cities.filter(lat__isnull=False, lon__isnull=False).order_by("pk")
        return {
            **super().get_context_data(**kwargs),
            "city_count": cities.count(),
            "map": _build_map(list(placed.values_list("lon", "lat")[:_DOTS_ON_MAP])),
        }


def _build_map(coordinates: list[tuple[Any, Any]]) -> MapWindow | None:
    """Return a close-up with all cities on the map view that shows the first one."""
    view = choose_map_view(*coordinates[0]) if coordinates else None
    return build_close_up(view, [point for point in coordinates if view.shows(*point)]) if view else None


class IndicatorList(RecordList):
    queryset = Indicator.objects.select_related("framework").order_by(
        "framework__name_en", "framework", "name_en", "pk"
    )
    template_name = "cities/indicator_list.html"
    filterset_class = IndicatorFilter
    paginate_by = 100
    table_columns = (
        ListColumn(gettext_lazy("Framework"), lambda indicator: indicator.framework.name),
        ListColumn(gettext_lazy("Subject"), lambda indicator: indicator.subject.label),
        ListColumn(gettext_lazy("Unit"), lambda indicator: get_unit_name(indicator.unit)),
        ListColumn(gettext_lazy("Cities"), lambda indicator: indicator.coverage.cities_count, is_number=True),
        ListColumn(gettext_lazy("Values"), lambda indicator: indicator.coverage.values_count, is_number=True),
        ListColumn(
            gettext_lazy("Years"),
            lambda indicator: format_date_range(
                str(indicator.coverage.first_year or ""), str(indicator.coverage.last_year or "")
            ),
        ),
    )

    def fetch_rows(self, page: Page) -> list[Any]:
        """Return the indicators and set `coverage` on them."""
        rows: list[Any] = super().fetch_rows(page)
        self.coverage = count_values()
        for indicator in rows:
            # One that was published a moment ago may be missing.
            indicator.coverage = self.coverage.get(indicator.pk) or IndicatorCoverage(indicator.framework_id)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        grouped: dict[Framework, dict[Any, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
        for indicator in context["rows"]:
            grouped[indicator.framework][indicator.subject].append(indicator)
        cities = count_cities_by_framework(self.coverage)
        coverage = add_up_values(self.coverage.values(), cities)
        frameworks = [
            (framework, coverage[framework.pk], sorted(group.items(), key=_get_subject_position))
            for framework, group in grouped.items()
            if framework.pk in coverage
        ]
        return {**context, "frameworks": frameworks}

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["rows"], *(framework for framework, *_rest in context["frameworks"])]


def _filter_by_city(values: QuerySet, slug: str) -> QuerySet:
    """Filter by the present or a former slug of a city."""
    renamed = SlugAlias.objects.filter(record_type=City.type_code, slug=slug).values("target")
    return values.filter(Q(city__slug=slug) | Q(city__slug__in=renamed))


def _get_subject_position(entry: tuple[Any, list[Indicator]]) -> int:
    # Waste areas come first, then topics.
    return [*WasteArea, *Topic].index(entry[0])


class IndicatorDetail(RecordDetail):
    """The page of an indicator: its values, newest first; of one city with `?city=`.

    Then the panels registered with `@register_panel(Indicator, order=…)`.
    """

    queryset = Indicator.objects.select_related("framework", "sample")
    template_name = "cities/indicator_detail.html"
    query_parameters: ClassVar[dict[str, str]] = {**RecordDetail.query_parameters, "city": CODE_PATTERN}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chart = build_indicator_chart(self.object)
        charted = chart.charted
        slug = self.request.GET.get("city", "")
        values = _filter_by_city(list_values_of_indicator(self.object), slug)
        own = values[:_VALUES_OF_CITY] if slug_re.match(slug) else []
        return {
            **super().get_context_data(**kwargs),
            "charted": charted,
            "chart": chart,
            "waste": build_waste_page(self.object, fetch_all_waste()) if self.object.waste_role else None,
            "copy_checks": describe_copy_checks(self.object),
            "of_city": list(own),
            "files": get_file_links(IndicatorValue, indicator=self.object.slug),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        known = {
            _("values"): context["charted"].count,
            _("area covered"): self.object.scope,
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        shown = [*context["charted"].cited, *context["of_city"]]
        if context["waste"]:
            shown += context["waste"].sources
        return [*super().get_cited_records(context), *shown, self.object.framework]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        files = [build_download(context, link.url, MEDIA_TYPES[link.name]) for link in context["files"]]
        dataset = build_dataset(context, variableMeasured=str(self.object.name), distribution=files)
        is_drawn = context["chart"].scale and not context["waste"]
        return [dataset, *([build_dots_image(context["chart"], context)] if is_drawn else [])]
