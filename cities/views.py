"""Pages of cities, regions and indicators."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Length

from cities.choices import Topic
from cities.filters import CityFilter, IndicatorFilter
from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, ProfileSection, Region
from cities.places import Window, close_up, locator, maps, view_for
from cities.series import Change, Spread, comparable, finding
from cities.structured_data import place
from records.choices import WasteArea
from records.filters import CodesField
from records.pages import CODE, RecordDetail, RecordList
from records.structured_data import dataset


def listed_cities() -> QuerySet:
    """Published cities with all that a row of a list shows."""
    sections = Prefetch("profile", ProfileSection.objects.select_related("theme"))
    return City.objects.published().with_place().prefetch_related(sections)


def fullest_first(cities: QuerySet) -> QuerySet:
    """Cities with the most to read first; every other order is the reader's choice."""
    parts = Count("profile", distinct=True) + Count("key_facts", distinct=True)
    return cities.annotate(parts=parts).order_by("-parts", Length("summary_en").desc(), "name_en", "pk")


LIST_VIEWS = ("list", "map")
#: Dots lie over one another long before this.
MOST_ON_A_MAP = 500


class CityList(RecordList):
    template_name = "cities/city_list.html"
    filterset_class = CityFilter
    query_parameters = {"view": CODE}

    def get_queryset(self) -> QuerySet:
        return fullest_first(listed_cities())

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        asked = self.request.GET.get("view") or "list"
        if asked == "map":
            self.per_page = MOST_ON_A_MAP
        context = super().page_context(context)
        if asked not in LIST_VIEWS:
            message = CodesField.default_error_messages["invalid_choice"]
            allowed = {"value": asked, "allowed": ", ".join(LIST_VIEWS)}
            context["problems"].append(("view", message % allowed))
            self.status = 400
        shown = asked if asked in LIST_VIEWS else "list"
        return {**context, "list_view": shown, "maps": maps(context["rows"]) if shown == "map" else []}


class CityDetail(RecordDetail):
    template_name = "cities/city_detail.html"

    def get_queryset(self) -> QuerySet:
        return (
            City.objects.published()
            .with_place()
            .prefetch_related(
                Prefetch("profile", ProfileSection.objects.select_related("theme")),
                Prefetch("key_facts", CityFigure.objects.all()),
            )
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        city = self.record
        return {
            **super().page_context(context),
            "facts": _facts(city),
            "figures": [figure for figure in city.key_facts.all() if figure.key not in _BASE_FIGURES],
            "themes": _by_theme(city.profile.all()),
            "districts": list(City.objects.published().filter(parent=city)),
            "locator": locator(str(city.name), city.lon, city.lat),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["districts"]]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [place(self.record, context)]


_BASE_FIGURES = ("population", "area")


def _facts(city: City) -> dict[str, CityFigure | None]:
    by_key = {figure.key: figure for figure in city.key_facts.all()}
    return {key: by_key.get(key) for key in _BASE_FIGURES}


def _by_theme(sections: Any) -> list[tuple[Any, list[ProfileSection]]]:
    """The sections gathered by theme, in the order in which the profile first names each."""
    gathered: dict[Any, list[ProfileSection]] = defaultdict(list)
    for section in sections:
        gathered[section.theme].append(section)
    return list(gathered.items())


class RegionDetail(RecordDetail):
    template_name = "cities/region_detail.html"

    def get_queryset(self) -> QuerySet:
        return Region.objects.published()

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        cities = list(fullest_first(listed_cities().filter(region=self.record)))
        return {
            **super().page_context(context),
            "cities": [city for city in cities if city.has_profile],
            "others": [city for city in cities if not city.has_profile],
            "city_count": len(cities),
            "map": _map(cities),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["cities"], *context["others"]]


def _map(cities: list[City]) -> Window | None:
    """The view that shows the first of the places, close up, with all that lie within."""
    placed = [(city.lon, city.lat) for city in cities if city.lon is not None and city.lat is not None]
    view = view_for(*placed[0]) if placed else None
    return close_up(view, [place for place in placed if view.shows(*place)]) if view else None


class IndicatorList(RecordList):
    template_name = "cities/indicator_list.html"
    filterset_class = IndicatorFilter
    per_page = 100

    def get_queryset(self) -> QuerySet:
        return (
            Indicator.objects.published()
            .select_related("framework")
            .with_coverage()
            .order_by("framework__name_en", "framework", "name_en", "pk")
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        context = super().page_context(context)
        coverage = {framework.pk: framework for framework in Framework.objects.published().with_coverage()}
        gathered: dict[int, dict[Any, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
        for indicator in context["rows"]:
            gathered[indicator.framework_id][indicator.subject].append(indicator)
        frameworks = [(coverage[pk], sorted(group.items(), key=_place)) for pk, group in gathered.items()]
        return {**context, "frameworks": frameworks}

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*context["rows"], *(framework for framework, _subjects in context["frameworks"])]


def _place(entry: tuple[Any, list[Indicator]]) -> int:
    """The waste areas in their own order, then the topics."""
    return [*WasteArea, *Topic].index(entry[0])


class IndicatorDetail(RecordDetail):
    template_name = "cities/indicator_detail.html"

    def get_queryset(self) -> QuerySet:
        return Indicator.objects.published().select_related("framework")

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        values = list(
            IndicatorValue.objects.published()
            .filter(indicator=self.record)
            .select_related("city__parent", "indicator")
            .order_by("city__name_en", "city", "-year", "period_en", "pk")
        )
        for value in values:
            value.joins = comparable(value)
        found = finding(values)
        return {
            **super().page_context(context),
            "values": values,
            "cities_count": len({value.city_id for value in values}),
            "spread": found if isinstance(found, Spread) else None,
            "change": found if isinstance(found, Change) else None,
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["values"], self.record.framework]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [dataset(context, variableMeasured=str(self.record.name))]
