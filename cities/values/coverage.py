"""How many values of how many cities there are for indicators and frameworks, and of which years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet

from cities.models import City, Indicator, IndicatorValue


@dataclass(frozen=True)
class IndicatorCoverage:
    """Numbers of the published values of an indicator; the years are None if it has no value."""

    framework: int
    values_count: int = 0
    cities_count: int = 0
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class FrameworkCoverage:
    """Numbers of the published indicators of a framework, of their published values, and of their cities."""

    indicators_count: int
    values_count: int
    cities_count: int


def count_by_indicator(values: QuerySet[IndicatorValue]) -> Any:
    """Return the numbers of `IndicatorCoverage` of these values, by `indicator`."""
    return (
        values.order_by()
        .values("indicator")
        .annotate(
            values_count=Count("pk"),
            cities_count=Count("city", distinct=True),
            first_year=Min("year"),
            last_year=Max("year"),
        )
    )


def count_values() -> dict[int, IndicatorCoverage]:
    """Return the coverage of all published indicators by primary key. Two queries.

    That of an indicator with many values is stored with its sample.
    """
    frameworks, found = {}, {}
    indicators: Any = Indicator.objects.published().annotate(coverage=F("sample__data__coverage"))
    for pk, framework, stored in indicators.values_list("pk", "framework", "coverage"):
        frameworks[pk] = framework
        if stored:
            found[pk] = stored
    unknown = frameworks.keys() - found.keys()
    for row in count_by_indicator(IndicatorValue.objects.published().filter(indicator__in=unknown)):
        found[row.pop("indicator")] = row
    return {pk: IndicatorCoverage(framework, **found.get(pk, {})) for pk, framework in frameworks.items()}


def count_cities_by_framework(coverage: Mapping[int, IndicatorCoverage]) -> dict[int, int]:
    """Return the number of cities with a published value of these indicators, by framework. One query.

    It looks for one value of each city: comparing the cities of all values would take long.
    """
    indicators: dict[int, list[int]] = defaultdict(list)
    for pk, entry in coverage.items():
        indicators[entry.framework].append(pk)
    values = IndicatorValue.objects.published().filter(city=OuterRef("pk"))
    counts = {
        f"framework_{framework}": Count("pk", filter=Exists(values.filter(indicator__in=some)))
        for framework, some in indicators.items()
    }
    return dict(zip(indicators, City.objects.aggregate(**counts).values(), strict=True))


def add_up_values(
    coverage: Iterable[IndicatorCoverage], cities: dict[int, int]
) -> dict[int, FrameworkCoverage]:
    """Return the coverage of frameworks from that of all their indicators."""
    by_framework: dict[int, list[IndicatorCoverage]] = defaultdict(list)
    for entry in coverage:
        by_framework[entry.framework].append(entry)
    return {
        framework: FrameworkCoverage(
            len(entries), sum(entry.values_count for entry in entries), cities.get(framework, 0)
        )
        for framework, entries in by_framework.items()
    }
