"""Pages of cities, regions and indicators."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Length

from cities.filters import CityFilter, IndicatorFilter
from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, ProfileSection, Region
from cities.places import close_up, points, view_for, views
from records.pages import RecordDetail, RecordList


class CityList(RecordList):
    template_name = "cities/city_list.html"
    filterset_class = CityFilter

    def get_queryset(self) -> QuerySet:
        # Cities with the most to read first; every other order is the reader's choice.
        return (
            City.objects.published()
            .with_place()
            .prefetch_related(Prefetch("profile", ProfileSection.objects.select_related("theme")))
            .annotate(parts=Count("profile", distinct=True) + Count("key_facts", distinct=True))
            .order_by("-parts", Length("summary_en").desc(), "name_en", "pk")
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        context = super().page_context(context)
        view = views()["east-asia"]
        return {**context, "view": view, "points": points(view, context["rows"])}


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
            "locator": _locator(city),
        }


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


def _locator(city: City) -> dict[str, Any] | None:
    view = view_for(city.lon, city.lat)
    if view is None or city.lon is None or city.lat is None:
        return None
    (point,) = points(view, [city])
    box = close_up(view, city.lon, city.lat)
    left, _top, width, _height = (float(value) for value in box.split())
    side = "end" if point.x > left + width / 2 else "start"
    label_x = point.x - 13 if side == "end" else point.x + 13
    return {"view": view, "box": box, "point": point, "anchor": side, "label_x": round(label_x, 1)}


class RegionDetail(RecordDetail):
    template_name = "cities/region_detail.html"

    def get_queryset(self) -> QuerySet:
        return Region.objects.published()

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        cities = City.objects.published().filter(region=self.record).with_place().order_by("name_en", "pk")
        return {**super().page_context(context), "cities": list(cities)}

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["cities"]]


class IndicatorList(RecordList):
    template_name = "cities/indicator_list.html"
    filterset_class = IndicatorFilter
    per_page = 100

    def get_queryset(self) -> QuerySet:
        return (
            Indicator.objects.published()
            .select_related("framework")
            .with_coverage()
            .order_by("name_en", "pk")
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        return {**super().page_context(context), "frameworks": list(Framework.objects.published())}

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*context["rows"], *context["frameworks"]]


class IndicatorDetail(RecordDetail):
    template_name = "cities/indicator_detail.html"

    def get_queryset(self) -> QuerySet:
        return Indicator.objects.published().select_related("framework")

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        values = (
            IndicatorValue.objects.published()
            .filter(indicator=self.record)
            .select_related("city__parent", "indicator")
            .order_by("city__name_en", "-year", "pk")
        )
        return {**super().page_context(context), "values": list(values)}

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["values"], self.record.framework]
