"""Filter sets of regions, cities and indicators."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import CityKind, CityTrait, Obligation, Topic
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from cities.row_marks import list_marked_models
from records.choices import Evidence, WasteArea
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    RelatedCodesFilter,
    TextSearchFilter,
    TotalOrdering,
)
from records.models import Theme
from records.texts.formats import is_chinese
from records.version_cache import find_read_types


def _get_theme_choices() -> list[tuple[str, str]]:
    return [(theme.slug, theme.name.plain) for theme in Theme.objects.published()]


def _get_framework_choices() -> list[tuple[str, str]]:
    return [(framework.slug, framework.name.plain) for framework in Framework.objects.published()]


def sort_regions(regions: Iterable[Any]) -> list[Any]:
    """Sort regions, those in China first: in English by name, in Chinese by administrative code."""

    def get_order(region: Any) -> tuple[Any, ...]:
        code = region.admin_code if is_chinese() else ""
        return region.country != "CN", not code, code, region.name_en, region.pk

    return sorted(regions, key=get_order)


def build_region_choices(rows: QuerySet, path: str) -> Callable[[], list[tuple[str, str]]]:
    """Return a callable that lists the regions of rows in the order in which they are read.

    `path`: from a row to its region.
    """

    def list_choices() -> list[tuple[str, str]]:
        regions = Region.objects.published().filter(pk__in=rows.order_by().values(path))
        return [(region.slug, region.name.plain) for region in sort_regions(regions)]

    return list_choices


class ProfileFilter(CodesFilter):
    def condition(self, code: str) -> Q:
        profiled = Q(pk__in=City.objects.with_profile().values("pk"))
        return profiled if code == "true" else ~profiled

    def build_code(self) -> Any:
        return Case(When(self.condition("true"), then=Value("true")), default=Value("false"))


class CountryFilter(CodesFilter):
    def condition(self, code: str) -> Q:
        return Q(country="CN") if code == "CN" else ~Q(country="CN")

    def build_code(self) -> Any:
        return Case(When(country="CN", then=Value("CN")), default=Value("abroad"))


class HasCityFilter(CodesFilter):
    """Filters by whether a record is related to any city."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{self.field_name}__isnull": code == "false"})

    def build_code(self) -> Any:
        return Case(When(self.condition("false"), then=Value("false")), default=Value("true"))


class RegionFilter(FacetedFilterSet):
    """All regions are on one page, so there is nothing to filter."""

    class Meta:
        model = Region
        fields: list[str] = []

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        """Return the types of regions and cities, which are counted."""
        return find_read_types(Region, City)


class CityFilter(FacetedFilterSet):
    q = TextSearchFilter("name", "lede", "parent__name", label=_("Name or words"))
    region = CodesFilter(
        "region__slug",
        choices=build_region_choices(City.objects.published(), "region"),
        page_only=True,
        label=_("Region"),
    )
    attribute = CodesFilter(
        "attributes__code",
        choices=CityTrait.choices,
        leading=(CityTrait.COAL_BASED, CityTrait.FORMER_COAL),
        label=_("Attribute (cities with a full profile)"),
    )
    theme = CodesFilter("profile__theme__slug", choices=_get_theme_choices, label=_("Theme"))
    kind = CodesFilter("kind", choices=CityKind.choices, label=_("Type of place"))
    country = CountryFilter(
        "country",
        choices=[("CN", pgettext_lazy("place", "In China")), ("abroad", pgettext_lazy("place", "Abroad"))],
        label=_("Country"),
    )
    has_profile = ProfileFilter(
        "summary_en",
        choices=[("true", _("With a full profile")), ("false", _("Without a full profile"))],
        label=_("Profile"),
    )
    sort = TotalOrdering(fields=[("name_en", "name")], label=_("Sort"))
    sort_labels = {"name": _("Name")}
    default_sort_label = _("Region")

    class Meta:
        model = City
        fields: list[str] = []

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        """Return the types of what the rows show: cities, their values, and what marks them."""
        return find_read_types(City, IndicatorValue, *list_marked_models())


class IndicatorFilter(FacetedFilterSet):
    q = TextSearchFilter("name", plain_fields=("code",), label=_("Name or words"))
    framework = CodesFilter(
        "framework__slug",
        choices=_get_framework_choices,
        page_only=True,
        label=_("Framework"),
    )
    waste_area = CodesFilter("waste_area", choices=WasteArea.choices, label=_("Waste area"))
    topic = CodesFilter("topic", choices=Topic.choices, label=_("Topic"))
    obligation = CodesFilter("obligation", choices=Obligation.choices, label=_("Mandatory or optional"))
    evidence = RelatedCodesFilter(
        "evidence",
        rows=IndicatorValue.objects.published(),
        owner="indicator",
        choices=Evidence.choices,
        label=_("Evidence level"),
    )
    sort = TotalOrdering(fields=[("name_en", "name")], label=_("Sort"))

    class Meta:
        model = Indicator
        fields: list[str] = []
