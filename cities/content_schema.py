"""Content lists of regions, cities, indicators and their values."""

import re
from collections.abc import Iterator
from typing import Any

from cities.models import City, CityFigure, Framework, Indicator, IndicatorValue, Region
from records.choices import SIGNED_UNITS, MeasuredProperty
from records.content.consistency import StatedNumber, build_subject, iter_stated_figures
from records.content.declarations import ContentEntry, ContentList, SingleFigure
from records.content.parser import ContentIssue
from records.models.constraints import NEGATIVE_MESSAGE


def _build_value_slug(entry: dict[str, Any]) -> str:
    period = entry.get("period") or {}
    period_slug = re.sub(r"[^a-z0-9]+", "-", str(period.get("en", "")).lower()).strip("-")
    return "-".join(
        str(part) for part in (entry["indicator"], entry["city"], entry["year"], period_slug) if part
    )


CONTENT_LISTS = [
    ContentList("regions.yaml", Region),
    ContentList("indicators.yaml", Framework, at="frameworks", rename={"version": "edition"}),
    ContentList("indicators.yaml", Indicator, at="definitions"),
    ContentList(
        "cities.yaml",
        City,
        figures={
            "population": SingleFigure(
                CityFigure, "population", {"en": "Population", "zh_hans": "人口"}, MeasuredProperty.POPULATION
            ),
            "settlement_population": SingleFigure(
                CityFigure,
                "settlement-population",
                {
                    "en": "Population of the town (GeoNames, no year)",
                    "zh_hans": "聚落人口（GeoNames，无年份）",
                },
                MeasuredProperty.SETTLEMENT_POPULATION,
            ),
            "area_km2": SingleFigure(
                CityFigure, "area", {"en": "Area", "zh_hans": "面积"}, MeasuredProperty.AREA
            ),
        },
    ),
    ContentList("indicators.yaml", IndicatorValue, at="values", slug=_build_value_slug),
]


def _collect_claims(entries: list[ContentEntry]) -> Iterator[StatedNumber]:
    """Yield a claim for each figure of a city and each indicator value."""
    indicators = {entry.slug: entry.row.columns for entry in entries if entry.model is Indicator}
    for entry in entries:
        row = entry.row
        if entry.model is City:
            yield from iter_stated_figures(entry, row.parts.get(CityFigure, []), f"city {entry.slug}")
        elif entry.model is IndicatorValue and "value" in row.columns:
            indicator = indicators.get(row.references["indicator"])
            if indicator:
                subject = build_subject(
                    row, f"city {row.references['city']}", indicator["name_en"], indicator["unit"]
                )
                yield StatedNumber(subject, row.columns["value"], entry.file, entry.slug, "value")


CLAIMS = [_collect_claims]


def _check_negative_values(entries: list[ContentEntry]) -> Iterator[ContentIssue]:
    # The unit of a value is a field of its indicator.
    units = {entry.slug: entry.row.columns.get("unit") for entry in entries if entry.model is Indicator}
    for entry in entries:
        if (
            entry.model is IndicatorValue
            and entry.row.columns.get("value", 0) < 0
            and units.get(entry.row.references["indicator"]) not in SIGNED_UNITS
        ):
            yield ContentIssue(entry.file, entry.slug, "value", str(NEGATIVE_MESSAGE))


CHECKS = [_check_negative_values]
