"""Statistics of parks by level, kind, region, city and symbiosis, and of their facilities."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_names, get_city_scope_paths, get_region_scope_paths
from initiatives.choices import PARK_STATISTICS, FacilityKind, FacilityStatus, ParkKind, ParkLevel
from initiatives.models import Facility, IndustrialPark
from records.choices import Status, ThemeRecords
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    Aggregation,
    build_aggregation_statistic,
    find_largest,
    format_in_sentence,
    make_title_lookup,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import HUB, Dimension, StatisticResult, register

_NO_PARKS = _("No industrial parks yet")

_LEVEL = Dimension(_("Level"), choices=ParkLevel, empty=_("Level not known"))
_KIND = Dimension(_("Type"), choices=ParkKind)
_REGION = Dimension(_("Region"), names=make_title_lookup(Region))


def select_parks() -> "QuerySet[IndustrialPark]":
    return IndustrialPark.objects.published()


def select_symbiosis_parks() -> "QuerySet[IndustrialPark]":
    """Return the parks that apply symbiosis, annotated with the slug of the theme."""
    theme_slug = Theme.objects.slug_of(ThemeRecords.SYMBIOSIS)
    return select_parks().filter(applies_symbiosis=True).annotate(theme_slug=theme_slug)


def select_facilities() -> "QuerySet[Facility]":
    return Facility.objects.filter(park__status=Status.PUBLISHED)


# -- Headlines --------------------------------------------------------------------------------------------


def describe_park_levels(results: Sequence[StatisticResult]) -> str:
    parks, unknown = sum_records(results), _count_unknown(results, "level")
    top = find_largest(results, "level")
    if not parks:
        return str(_NO_PARKS)
    if top is None:
        return ngettext(
            "%(n)s industrial park",
            "%(n)s industrial parks",
            parks,
        ) % {"n": format_number(parks)}
    counts = {
        "value": format_number(top.value),
        "n": format_number(parks),
        "level": format_in_sentence(top.labels["level"]),
    }
    if not unknown:
        return (
            ngettext(
                "%(value)s of %(n)s industrial park is at %(level)s",
                "%(value)s of %(n)s industrial parks are at %(level)s",
                parks,
            )
            % counts
        )
    return ngettext(
        "Of %(n)s industrial parks, %(value)s are at %(level)s; for %(unknown)s the level isn’t known",
        "Of %(n)s industrial parks, %(value)s are at %(level)s; for %(unknown)s the level isn’t known",
        unknown,
    ) % {**counts, "unknown": format_number(unknown)}


def describe_park_kinds(results: Sequence[StatisticResult]) -> str:
    parks, top = sum_records(results), find_largest(results, "kind")
    if not parks:
        return str(_NO_PARKS)
    if top is None:
        return ngettext(
            "%(n)s industrial park",
            "%(n)s industrial parks",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "The most common type is %(kind)s: %(value)s of %(n)s",
        "The most common type is %(kind)s: %(value)s of %(n)s",
        parks,
    ) % {
        "kind": format_in_sentence(top.labels["kind"]),
        "value": format_number(top.value),
        "n": format_number(parks),
    }


def describe_park_regions(results: Sequence[StatisticResult]) -> str:
    parks, top = sum_records(results), find_largest(results, "region")
    if not parks:
        return str(_NO_PARKS)
    if top is None:
        return _describe_spread(parks, len(results))
    code = top.dimensions["region"]
    return gettext(
        "%(region)s has the most industrial parks listed here: %(value)s of %(n)s in %(regions)s regions"
    ) % {
        "region": make_title_lookup(Region)([code]).get(code, code),
        "value": format_number(top.value),
        "n": format_number(parks),
        "regions": format_number(len(results)),
    }


def _describe_spread(parks: int, regions: int) -> str:
    return ngettext(
        "%(n)s industrial park in %(regions)s regions",
        "%(n)s industrial parks in %(regions)s regions",
        parks,
    ) % {"n": format_number(parks), "regions": format_number(regions)}


def describe_park_cities(results: Sequence[StatisticResult]) -> str:
    parks = sum_records(results)
    if not parks:
        return str(_NO_PARKS)
    if len(results) == 1:
        return ngettext(
            "%(n)s industrial park, in one city or district",
            "%(n)s industrial parks, all in one city or district",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "%(n)s industrial park in %(cities)s cities and districts",
        "%(n)s industrial parks in %(cities)s cities and districts",
        parks,
    ) % {"n": format_number(parks), "cities": format_number(len(results))}


def describe_symbiosis_parks(results: Sequence[StatisticResult]) -> str:
    parks, unknown = sum_records(results), _count_unknown(results, "level")
    if not parks:
        return gettext("No park known to apply industrial symbiosis yet")
    if not unknown:
        return ngettext(
            "%(n)s park applies industrial symbiosis",
            "%(n)s parks apply industrial symbiosis",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "%(n)s park applies industrial symbiosis; level not known for %(unknown)s",
        "%(n)s parks apply industrial symbiosis; level not known for %(unknown)s",
        parks,
    ) % {"n": format_number(parks), "unknown": format_number(unknown)}


def describe_facilities(results: Sequence[StatisticResult]) -> str:
    plants = sum_records(results)
    if not plants:
        return gettext("No facilities yet")
    operating = sum_records(
        [result for result in results if result.dimensions["status"] == FacilityStatus.OPERATING]
    )
    if operating == plants:
        return ngettext("%(n)s facility operating", "%(n)s facilities operating", plants) % {
            "n": format_number(plants)
        }
    if not operating:
        return ngettext("%(n)s facility planned", "%(n)s facilities planned", plants) % {
            "n": format_number(plants)
        }
    return ngettext(
        "%(n)s facility: %(operating)s operating, %(planned)s planned",
        "%(n)s facilities: %(operating)s operating, %(planned)s planned",
        plants,
    ) % {
        "n": format_number(plants),
        "operating": format_number(operating),
        "planned": format_number(plants - operating),
    }


def _count_unknown(results: Sequence[StatisticResult], dimension: str) -> int:
    return sum_records([result for result in results if result.dimensions[dimension] == ""])


# -- Statistics -------------------------------------------------------------------------------------------

_LEVELS = Aggregation(select_parks, by={"level": "level"}, scope_paths=get_city_scope_paths())
_KINDS = Aggregation(select_parks, by={"kind": "kind"}, scope_paths=get_city_scope_paths())
_REGIONS = Aggregation(select_parks, by={"region": "city__region__slug"}, scope_paths={HUB: ()})
_CITIES = Aggregation(select_parks, by={"city": "city__slug"}, scope_paths=get_region_scope_paths())
_APPLIES_SYMBIOSIS = Aggregation(
    select_symbiosis_parks,
    by={"level": "level"},
    scope_paths={**get_city_scope_paths(), "theme": ["theme_slug"]},
)
_FACILITIES = Aggregation(
    select_facilities,
    by={"kind": "kind", "status": "status"},
    scope_paths={**get_city_scope_paths("park__city"), "park": ["park__slug"]},
)

_UNIT = pgettext_lazy("units", "parks")

register(
    build_aggregation_statistic(
        _LEVELS,
        key="parks-by-level",
        title=_("Industrial parks by level"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_(
            "Published parks, counted by level. Total: %(n)s. A park whose level no source "
            "gives counts under “level not known”."
        ),
        depends_on=(IndustrialPark, City, Region),
        dimensions={"level": _LEVEL},
        headline=describe_park_levels,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _KINDS,
        key="parks-by-kind",
        title=_("Industrial parks by type"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_("Published parks, counted by type. Total: %(n)s. Each park has one type."),
        depends_on=(IndustrialPark, City, Region),
        dimensions={"kind": _KIND},
        headline=describe_park_kinds,
        chart=Chart.BAR,
        order=20,
    ),
    build_aggregation_statistic(
        _REGIONS,
        key="parks-by-region",
        title=_("Industrial parks by region"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_("Published parks, counted by the region of their city. Total: %(n)s."),
        depends_on=(IndustrialPark, City, Region),
        dimensions={"region": _REGION},
        headline=describe_park_regions,
        chart=Chart.BAR,
        order=30,
    ),
    build_aggregation_statistic(
        _CITIES,
        key="parks-by-city",
        title=_("Industrial parks by city"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_("Published parks, counted by the city, district or county they belong to. Total: %(n)s."),
        depends_on=(IndustrialPark, City, Region),
        dimensions={"city": Dimension(_("City"), names=get_city_names)},
        headline=describe_park_cities,
        chart=Chart.MAP,
        order=40,
    ),
    build_aggregation_statistic(
        _APPLIES_SYMBIOSIS,
        key="parks-applying-symbiosis",
        title=_("Parks that apply industrial symbiosis, by level"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_(
            "Published parks that apply industrial symbiosis according to a source, counted by level. Total:"
            " %(n)s. Parks on which the sources are silent are not counted. In the API: parks with "
            "applies_symbiosis true."
        ),
        depends_on=(IndustrialPark, City, Region, Theme),
        dimensions={"level": _LEVEL},
        headline=describe_symbiosis_parks,
        chart=Chart.BAR,
        order=50,
    ),
    build_aggregation_statistic(
        _FACILITIES,
        key="facilities",
        title=_("Park facilities by type and status"),
        group=PARK_STATISTICS,
        unit=pgettext_lazy("units", "facilities"),
        formula=_("Facilities of published parks, counted by type and status. Total: %(n)s."),
        depends_on=(Facility, IndustrialPark, City, Region),
        dimensions={
            "kind": Dimension(_("Type"), choices=FacilityKind),
            "status": Dimension(_("Status"), choices=FacilityStatus),
        },
        headline=describe_facilities,
        chart=Chart.BAR,
        order=70,
    ),
)
