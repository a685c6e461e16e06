"""The content of cities: regions, cities, indicators and their yearly values."""

import re

from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, Region
from records.content.entries import Entries, SingleFigure


def _value_slug(entry):
    period = entry.get("period") or {}
    words = re.sub(r"[^a-z0-9]+", "-", str(period.get("en", "")).lower()).strip("-")
    return "-".join(str(part) for part in (entry["indicator"], entry["city"], entry["year"], words) if part)


ENTRIES = [
    Entries("regions.yaml", Region),
    Entries(
        "cities.yaml",
        City,
        figures={
            "population": SingleFigure(CityFigure, "population", {"en": "Population", "zh_hans": "人口"}),
            "area_km2": SingleFigure(CityFigure, "area", {"en": "Area", "zh_hans": "面积"}),
        },
    ),
    Entries("indicators.yaml", Framework, at="frameworks", rename={"version": "edition"}),
    Entries("indicators.yaml", Indicator, at="definitions"),
    Entries("indicators.yaml", IndicatorValue, at="values", slug=_value_slug),
]
