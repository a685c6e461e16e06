"""Regions, cities with their profiles, and the indicators that cities report."""

from cities.models.city import City, CityFigure, CityQuerySet, ProfileSection, Region, RegionQuerySet
from cities.models.indicator import Framework, Indicator, IndicatorValue, ValueRanking

__all__ = [
    "City",
    "CityFigure",
    "CityQuerySet",
    "Framework",
    "Indicator",
    "IndicatorValue",
    "ProfileSection",
    "Region",
    "RegionQuerySet",
    "ValueRanking",
]
