"""Statistics of parks by level, kind, region, city and symbiosis, and of their facilities."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_names, get_city_scope_paths, get_region_scope_paths
from initiatives.choices import PARK_STATISTICS, FacilityKind, FacilityStatus, ParkKind, ParkLevel
from initiatives.models import Facility, IndustrialPark
from records.choices import Status, ThemeRecords
from records.formats import format_number
from records.models import Theme
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

_NO_PARKS = _("No industrial park is recorded here")

_LEVEL = Dimension(_("Level"), choices=ParkLevel, empty=_("Level not recorded"))
_KIND = Dimension(_("Kind"), choices=ParkKind)
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
            "%(n)s industrial park is on record; no level stands out",
            "%(n)s industrial parks are on record; no level stands out",
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
                "%(value)s of %(n)s industrial park on record is %(level)s",
                "%(value)s of %(n)s industrial parks on record are %(level)s",
                parks,
            )
            % counts
        )
    return ngettext(
        "%(value)s of %(n)s industrial parks on record are %(level)s; the level of %(unknown)s is not "
        "recorded",
        "%(value)s of %(n)s industrial parks on record are %(level)s; the level of %(unknown)s is not "
        "recorded",
        unknown,
    ) % {**counts, "unknown": format_number(unknown)}


def describe_park_kinds(results: Sequence[StatisticResult]) -> str:
    parks, top = sum_records(results), find_largest(results, "kind")
    if not parks:
        return str(_NO_PARKS)
    if top is None:
        return ngettext(
            "%(n)s industrial park is on record; no kind stands out",
            "%(n)s industrial parks are on record; no kind stands out",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "The most frequent kind of park is %(kind)s: %(value)s of %(n)s on record",
        "The most frequent kind of park is %(kind)s: %(value)s of %(n)s on record",
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
        "%(region)s has the most industrial parks on record: %(value)s of %(n)s, in %(regions)s regions"
    ) % {
        "region": make_title_lookup(Region)([code]).get(code, code),
        "value": format_number(top.value),
        "n": format_number(parks),
        "regions": format_number(len(results)),
    }


def _describe_spread(parks: int, regions: int) -> str:
    return ngettext(
        "%(n)s industrial park is on record, in %(regions)s regions",
        "%(n)s industrial parks are on record, in %(regions)s regions",
        parks,
    ) % {"n": format_number(parks), "regions": format_number(regions)}


def describe_park_cities(results: Sequence[StatisticResult]) -> str:
    parks = sum_records(results)
    if not parks:
        return str(_NO_PARKS)
    if len(results) == 1:
        return ngettext(
            "%(n)s industrial park is on record, in one city or district",
            "%(n)s industrial parks are on record, in one city or district",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "%(n)s industrial park is on record, in %(cities)s cities and districts",
        "%(n)s industrial parks are on record, in %(cities)s cities and districts",
        parks,
    ) % {"n": format_number(parks), "cities": format_number(len(results))}


def describe_symbiosis_parks(results: Sequence[StatisticResult]) -> str:
    parks, unknown = sum_records(results), _count_unknown(results, "level")
    if not parks:
        return gettext("No park is recorded here as applying industrial symbiosis")
    if not unknown:
        return ngettext(
            "%(n)s park is recorded as applying industrial symbiosis",
            "%(n)s parks are recorded as applying industrial symbiosis",
            parks,
        ) % {"n": format_number(parks)}
    return ngettext(
        "%(n)s park is recorded as applying industrial symbiosis; the level of %(unknown)s is not recorded",
        "%(n)s parks are recorded as applying industrial symbiosis; the level of %(unknown)s is not recorded",
        parks,
    ) % {"n": format_number(parks), "unknown": format_number(unknown)}


def describe_facilities(results: Sequence[StatisticResult]) -> str:
    plants = sum_records(results)
    if not plants:
        return gettext("No facility is recorded here")
    operating = sum_records(
        [result for result in results if result.dimensions["status"] == FacilityStatus.OPERATING]
    )
    return ngettext(
        "%(n)s facility is recorded: %(operating)s operating, %(planned)s planned",
        "%(n)s facilities are recorded: %(operating)s operating, %(planned)s planned",
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

_UNIT = _("parks")

register(
    build_aggregation_statistic(
        _LEVELS,
        key="parks-by-level",
        title=_("Industrial parks by level"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_(
            "The published parks of each level, counted: %(n)s together. A park whose level no source "
            "states counts under “level not recorded”."
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
        title=_("Industrial parks by kind"),
        group=PARK_STATISTICS,
        unit=_UNIT,
        formula=_("The published parks of each kind, counted: %(n)s together. A park has one kind."),
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
        formula=_("The published parks whose city lies in each region, counted: %(n)s together."),
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
        formula=_(
            "The published parks of each city, district or county, counted where they are recorded: %(n)s "
            "together."
        ),
        depends_on=(IndustrialPark, City, Region),
        dimensions={"city": Dimension(_("City"), names=get_city_names)},
        headline=describe_park_cities,
        chart=Chart.MAP,
        order=40,
    ),
    build_aggregation_statistic(
        _APPLIES_SYMBIOSIS,
        key="parks-applying-symbiosis",
        title=_("Parks recorded as applying industrial symbiosis, by level"),
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
        title=_("Facilities of parks by kind and status"),
        group=PARK_STATISTICS,
        unit=_("facilities"),
        formula=_(
            "The facilities recorded with published parks, counted by kind and by whether they operate: "
            "%(n)s together."
        ),
        depends_on=(Facility, IndustrialPark, City, Region),
        dimensions={
            "kind": Dimension(_("Kind"), choices=FacilityKind),
            "status": Dimension(_("Status"), choices=FacilityStatus),
        },
        headline=describe_facilities,
        chart=Chart.BAR,
        order=70,
    ),
)
