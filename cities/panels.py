"""Panels of this app on the pages of cities and themes."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from cities.choices import CityTrait, Topic, TraitGroup
from cities.models import City, CityAttribute, CityFigure, Indicator, IndicatorValue, ProfileSection, Region
from cities.place_names import mark_same_cities
from cities.values.charted_values import list_newest_values, list_values_of_indicator
from records.choices import MeasuredProperty, Status, WasteArea
from records.models import Theme
from records.pages.panels import register_panel

#: Values on the page of a city, of so many that are fetched; values of an indicator, and figures of a city.
VALUES_SHOWN, VALUES_FETCHED, _VALUES_OF_INDICATOR, _FIGURES_OF_CITY = 20, 60, 40, 40
#: Sections of a profile, which a person has written; few have more than ten.
_MAX_SECTIONS = 60
#: The place of the subject of a value: waste areas come first, then topics.
_SUBJECT_ORDER = Case(
    *(When(indicator__waste_area=area, then=place) for place, area in enumerate(WasteArea)),
    *(When(indicator__topic=topic, then=len(WasteArea) + place) for place, topic in enumerate(Topic)),
    output_field=IntegerField(),
)
#: How many people there are: in the city, or else in the town alone.
POPULATIONS = ("population", "settlement-population")
#: Figures that stand among the facts of a city.
BASE_FIGURES = (*POPULATIONS, "area")


def _mark_cities(indicator: Indicator, values: list[IndicatorValue]) -> list[IndicatorValue]:
    mark_same_cities(value.city for value in values)
    return values


def _sort_by_group(city: City, attributes: list[CityAttribute]) -> list[CityAttribute]:
    groups = list(TraitGroup)
    return sorted(attributes, key=lambda attribute: groups.index(attribute.group))


def list_newest_values_of_city(city: City) -> QuerySet:
    """Return the newest value of each indicator.

    A year without a value doesn't count if there is one with a value. `has_others`: there are values of other
    years.
    """
    same = IndicatorValue.objects.published().filter(indicator=OuterRef("indicator"), city=OuterRef("city"))
    newest = same.order_by(IsNull(F("value"), True), "-year").values("year")[:1]
    others = same.exclude(year=OuterRef("year"))
    return list_values_of_city(city).filter(year=Subquery(newest)).annotate(has_others=Exists(others))


@register_panel(
    City,
    key="indicators",
    title=_("Indicators"),
    template="cities/panels/indicators.html",
    order=80,
    slot="figures",
    limit=VALUES_FETCHED,
    first=list_newest_values_of_city,
    has_more=lambda values: any(value.has_others for value in values),
)
def list_values_of_city(city: City) -> QuerySet:
    """Return the values of the city and its districts by framework and subject, newest first."""
    return (
        IndicatorValue.objects.published()
        .filter(city__in=city.family)
        .select_related("indicator__framework", "city__parent", "report_count")
        .order_by(
            "indicator__framework",
            _SUBJECT_ORDER,
            "indicator__name_en",
            "indicator",
            "-year",
            "city__name_en",
            "pk",
        )
    )


@register_panel(
    Region,
    key="cities",
    title=_("Cities"),
    template="cities/panels/profiled_cities.html",
    order=10,
    slot="cities",
    limit=15,
)
def list_profiled_cities(region: Region) -> QuerySet:
    cities = City.objects.published().with_place().with_profile()
    return cities.by_completeness().filter(region=region)


@register_panel(
    Region,
    key="others",
    title=_("Other cities"),
    template="cities/panels/other_cities.html",
    order=12,
    slot="others",
    limit=24,
)
def list_unprofiled_cities(region: Region) -> QuerySet:
    cities = City.objects.published().with_place().by_completeness()
    return cities.exclude(pk__in=City.objects.with_profile().values("pk")).filter(region=region)


@register_panel(
    Indicator,
    key="values",
    title=_("Values"),
    template="cities/panels/values.html",
    order=10,
    slot="values",
    limit=_VALUES_OF_INDICATOR,
    first=lambda indicator: list_newest_values(indicator, _VALUES_OF_INDICATOR),
    arrange=_mark_cities,
)
def list_values(indicator: Indicator) -> QuerySet:
    return list_values_of_indicator(indicator)


@register_panel(
    City,
    key="attributes",
    title=_("Characteristics"),
    template="cities/panels/attributes.html",
    order=82,
    slot="place",
    limit=len(CityTrait),
    arrange=_sort_by_group,
)
def list_attributes(city: City) -> QuerySet:
    return city.attributes.order_by("position", "pk")


@register_panel(
    Theme, key="cities", title=_("Cities"), template="cities/panels/sections.html", order=10, limit=20
)
def get_theme_sections(theme: Theme) -> QuerySet:
    return (
        ProfileSection.objects.filter(theme=theme, city__status=Status.PUBLISHED)
        .select_related("city__parent")
        .order_by("city__name_en", "position", "pk")
    )


def _list_first_figures(city: City) -> QuerySet:
    """Return all figures, first population and area, which the page shows among the facts."""
    is_base = Case(When(key__in=BASE_FIGURES, then=0), default=1)
    return list_shown_figures(city).order_by(is_base, "position", "pk")


def list_shown_figures(city: City) -> QuerySet:
    """Return the figures without the population of the town where one of the city is known."""
    values = IndicatorValue.objects.published().filter(
        city=OuterRef("city"), value__isnull=False, indicator__measured_property=MeasuredProperty.POPULATION
    )
    facts = CityFigure.objects.filter(city=OuterRef("city"), measured_property=MeasuredProperty.POPULATION)
    is_town = Q(measured_property=MeasuredProperty.SETTLEMENT_POPULATION)
    return city.key_facts.exclude(is_town & (Exists(values) | Exists(facts)))


@register_panel(
    City,
    key="figures",
    title=_("Key figures"),
    template="cities/panels/figures.html",
    order=1,
    slot="figures",
    limit=_FIGURES_OF_CITY,
    first=_list_first_figures,
)
def list_figures_of_city(city: City) -> QuerySet:
    return list_shown_figures(city).exclude(key__in=BASE_FIGURES).order_by("position", "pk")


@register_panel(
    City,
    key="themes",
    title=_("Measures"),
    template="cities/panels/themes.html",
    order=2,
    slot="themes",
    limit=_MAX_SECTIONS,
)
def list_sections_of_city(city: City) -> QuerySet:
    return city.profile.select_related("theme").order_by("position", "pk")
