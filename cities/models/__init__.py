"""Regions, cities with their profiles, and the indicators that cities report."""

from cities.models.city import (
    City,
    CityAttribute,
    CityFigure,
    CityName,
    CityQuerySet,
    ProfileSection,
    Region,
    RegionName,
    RegionQuerySet,
)
from cities.models.indicator import (
    Framework,
    Indicator,
    IndicatorValue,
    ReportCount,
    ValueSample,
)
from cities.models.similarity import CitySimilarity, CitySimilarityQuerySet

__all__ = [
    "City",
    "CityAttribute",
    "CityFigure",
    "CityName",
    "CityQuerySet",
    "CitySimilarity",
    "CitySimilarityQuerySet",
    "Framework",
    "Indicator",
    "IndicatorValue",
    "ProfileSection",
    "Region",
    "RegionName",
    "RegionQuerySet",
    "ReportCount",
    "ValueSample",
]
