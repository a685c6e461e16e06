"""Pages of cities, regions and indicators."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cities.choices import Topic
from cities.dot_plots import build_dot_plot
from cities.filters import CityFilter, IndicatorFilter, RegionFilter
from cities.map_projection import CityMap, MapWindow, build_close_up, build_locator, build_maps
from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, ProfileSection, Region
from cities.peers import PEERS_PATTERN, read_peer_groups
from cities.similar_cities import fetch_sections
from cities.structured_data import build_city_data
from cities.time_series import ValueChange, ValueSpread, describe_series
from records.choices import WasteArea
from records.formats import format_date_range, join_list
from records.generic_views import RecordDetail, RecordList
from records.list_tables import ListColumn
from records.map_views import choose_map_view
from records.structured_data import build_dataset


class CityList(RecordList):
    queryset = City.objects.for_list().by_completeness()
    template_name = "cities/city_list.html"
    filterset_class = CityFilter
    map_template = "cities/city_maps.html"
    table_columns = (
        ListColumn(gettext_lazy("Region"), lambda city: city.region.name),
        ListColumn(gettext_lazy("Type"), lambda city: city.get_kind_display()),
        ListColumn(gettext_lazy("Themes"), lambda city: join_list(theme.name for theme in city.theme_tags)),
        ListColumn(gettext_lazy("Administrative code"), lambda city: city.admin_code),
    )

    def build_maps(self, rows: list[City]) -> list[CityMap]:
        return build_maps(rows)


class CityDetail(RecordDetail):
    """The page of a city: facts, key figures and sections by theme, then panels.

    Any app adds panels with `@register_panel(City, order=…)` in its `panels.py`; a lower order comes first.
    Those with the slot "facts" are rows of the facts.
    """

    queryset = City.objects.with_place()
    template_name = "cities/city_detail.html"
    query_parameters = {**RecordDetail.query_parameters, "peers": PEERS_PATTERN}

    def get_object(self, queryset: QuerySet | None = None) -> City:
        """Return the city. The same query fetches its districts."""
        slug = self.kwargs["slug"]
        parent = City.objects.filter(slug=slug).values("pk")
        places = list(self.get_queryset().filter(Q(slug=slug) | Q(parent=Subquery(parent))))
        city = next((place for place in places if place.slug == slug), None)
        if city is None:
            raise Http404
        self.districts = [place for place in places if place.parent_id == city.pk]
        city.peer_groups = read_peer_groups(self.request.GET.get("peers", ""))
        return city

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        city = self.object
        context = super().get_context_data(**kwargs)
        figures = list(city.key_facts.all())
        return {
            **context,
            "brief_panels": [panel for panel in context["panels"] if panel.brief],
            "facts": (facts := _get_base_figures(figures)),
            "main_figures": _choose_main_figures(figures),
            "figures": [figure for figure in figures if figure.key not in _BASE_FIGURES],
            "unknown": _list_unknown(city, facts),
            "themes": _group_by_theme(fetch_sections(city).own),
            "districts": self.districts,
            "locator": build_locator(str(city.name), city.lon, city.lat),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["districts"]]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [build_city_data(self.object, context)]


_BASE_FIGURES = ("population", "area")


def _get_base_figures(figures: list[CityFigure]) -> dict[str, CityFigure | None]:
    by_key = {figure.key: figure for figure in figures}
    return {key: by_key.get(key) for key in _BASE_FIGURES}


def _choose_main_figures(figures: list[CityFigure]) -> list[CityFigure]:
    """Return the first three figures about a city that has others than base data, and its population."""
    own = [figure for figure in figures if figure.key not in _BASE_FIGURES]
    labels: dict[str, CityFigure] = {}
    for figure in own:
        labels.setdefault(str(figure.label), figure)
    chosen = list(labels.values())[:3]
    population = [figure for figure in figures if figure.key == "population"]
    return [*chosen, *population] if chosen else []


def _list_unknown(city: City, facts: dict[str, CityFigure | None]) -> list[Any]:
    """Return the names of the facts that are missing."""
    known = {
        _("population"): facts["population"],
        _("area"): facts["area"],
        _("main industries"): city.main_industries,
        _("location"): city.lat is not None,
        _("administrative code"): city.admin_code or city.country != "CN",
    }
    return [label for label, value in known.items() if not value]


def _group_by_theme(sections: Any) -> list[tuple[Any, list[ProfileSection]]]:
    """Group sections by theme, in the order of the first section of each."""
    grouped: dict[Any, list[ProfileSection]] = defaultdict(list)
    for section in sections:
        grouped[section.theme].append(section)
    return list(grouped.items())


class RegionList(RecordList):
    queryset = Region.objects.with_places_count().order_by("name_en", "pk")
    template_name = "cities/region_list.html"
    filterset_class = RegionFilter
    paginate_by = 300

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        abroad = [region for region in context["rows"] if region.country != "CN"]
        in_china = [region for region in context["rows"] if region.country == "CN"]
        groups = [(pgettext("place", "In China"), in_china), (pgettext("place", "Abroad"), abroad)]
        return {**context, "groups": [(label, regions) for label, regions in groups if regions]}


class RegionDetail(RecordDetail):
    """The page of a region: a map and its cities.

    Then the panels registered with `@register_panel(Region, order=…)`.
    """

    model = Region
    template_name = "cities/region_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cities = list(City.objects.published().for_list().by_completeness().filter(region=self.object))
        return {
            **super().get_context_data(**kwargs),
            "cities": [city for city in cities if city.has_profile],
            "others": [city for city in cities if not city.has_profile],
            "city_count": len(cities),
            "map": _build_map(cities),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["cities"], *context["others"]]


def _build_map(cities: list[City]) -> MapWindow | None:
    """Return a close-up with all cities on the map view that shows the first one."""
    coordinates = [(city.lon, city.lat) for city in cities if city.lon is not None and city.lat is not None]
    view = choose_map_view(*coordinates[0]) if coordinates else None
    return build_close_up(view, [point for point in coordinates if view.shows(*point)]) if view else None


class IndicatorList(RecordList):
    queryset = (
        Indicator.objects.select_related("framework")
        .with_coverage()
        .order_by("framework__name_en", "framework", "name_en", "pk")
    )
    template_name = "cities/indicator_list.html"
    filterset_class = IndicatorFilter
    paginate_by = 100
    table_columns = (
        ListColumn(gettext_lazy("Framework"), lambda indicator: indicator.framework.name),
        ListColumn(gettext_lazy("Subject"), lambda indicator: indicator.subject.label),
        ListColumn(gettext_lazy("Unit"), lambda indicator: indicator.get_unit_display()),
        ListColumn(gettext_lazy("Cities"), lambda indicator: indicator.cities_count, is_number=True),
        ListColumn(gettext_lazy("Values"), lambda indicator: indicator.values_count, is_number=True),
        ListColumn(
            gettext_lazy("Years"),
            lambda indicator: format_date_range(
                str(indicator.first_year or ""), str(indicator.last_year or "")
            ),
        ),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        coverage = {framework.pk: framework for framework in Framework.objects.published().with_coverage()}
        grouped: dict[int, dict[Any, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
        for indicator in context["rows"]:
            grouped[indicator.framework_id][indicator.subject].append(indicator)
        frameworks = [
            (coverage[pk], sorted(group.items(), key=_get_subject_position)) for pk, group in grouped.items()
        ]
        return {**context, "frameworks": frameworks}

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["rows"], *(framework for framework, _subjects in context["frameworks"])]


def _get_subject_position(entry: tuple[Any, list[Indicator]]) -> int:
    # Waste areas come first, then topics.
    return [*WasteArea, *Topic].index(entry[0])


class IndicatorDetail(RecordDetail):
    """The page of an indicator: its values by city.

    Then the panels registered with `@register_panel(Indicator, order=…)`.
    """

    queryset = Indicator.objects.select_related("framework")
    template_name = "cities/indicator_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = list(
            IndicatorValue.objects.published()
            .filter(indicator=self.object)
            .select_related("city__parent", "indicator")
            .order_by("city__name_en", "city", "-year", "period_en", "pk")
        )
        series = describe_series(values)
        return {
            **super().get_context_data(**kwargs),
            "values": values,
            "cities_count": len({value.city_id for value in values}),
            "spread": series if isinstance(series, ValueSpread) else None,
            "change": series if isinstance(series, ValueChange) else None,
            "plot": build_dot_plot(values),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["values"], self.object.framework]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [build_dataset(context, variableMeasured=str(self.object.name))]
