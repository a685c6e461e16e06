"""The content of cities: regions, cities, indicators and their yearly values."""

import re

from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, Region
from records.choices import SIGNED_UNITS
from records.content.claims import Claim, about, figures
from records.content.entries import Entries, SingleFigure
from records.content.reading import Fault
from records.models.constraints import NEGATIVE_MESSAGE


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


def _claims(entries):
    """What is said of cities: by their figures, and by their indicator values under the indicator's name."""
    indicators = {entry.slug: entry.row.columns for entry in entries if entry.model is Indicator}
    for entry in entries:
        row = entry.row
        if entry.model is City:
            yield from figures(entry, row.parts.get(CityFigure, []), f"city {entry.slug}")
        elif entry.model is IndicatorValue and "value" in row.columns:
            indicator = indicators.get(row.references["indicator"])
            if indicator:
                said = about(row, f"city {row.references['city']}", indicator["name_en"], indicator["unit"])
                yield Claim(said, row.columns["value"], entry.file, entry.slug, "value")


CLAIMS = [_claims]


def _negative_values(entries):
    """The unit of a value stands at its indicator."""
    units = {entry.slug: entry.row.columns.get("unit") for entry in entries if entry.model is Indicator}
    for entry in entries:
        if (
            entry.model is IndicatorValue
            and entry.row.columns.get("value", 0) < 0
            and units.get(entry.row.references["indicator"]) not in SIGNED_UNITS
        ):
            yield Fault(entry.file, entry.slug, "value", str(NEGATIVE_MESSAGE))


CHECKS = [_negative_values]
