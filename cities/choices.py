"""Choices of this app, checked against content/vocabularies.yaml when it is loaded."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary
from stats.choices import StatisticGroup


class CityKind(TextChoices):
    """The status of a city in its administrative system."""

    MUNICIPALITY = (
        "municipality",
        pgettext_lazy("city_kinds", "Municipality (province level)"),
    )
    PREFECTURE_LEVEL = "prefecture_level", pgettext_lazy("city_kinds", "Prefecture-level city")
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture", pgettext_lazy("city_kinds", "Autonomous prefecture")
    COUNTY = "county", pgettext_lazy("city_kinds", "County or county-level city")
    DISTRICT = "district", pgettext_lazy("city_kinds", "District")
    NEW_AREA = "new_area", pgettext_lazy("city_kinds", "New area")
    SAR = "sar", pgettext_lazy("city_kinds", "Special administrative region")
    CITY = "city", pgettext_lazy("city_kinds", "City abroad")
    PREFECTURE = "prefecture", pgettext_lazy("city_kinds", "Japanese prefecture")


class RegionKind(TextChoices):
    PROVINCE = "province", pgettext_lazy("region_kinds", "Province")
    AUTONOMOUS_REGION = "autonomous_region", pgettext_lazy("region_kinds", "Autonomous region")
    MUNICIPALITY = "municipality", pgettext_lazy("region_kinds", "Municipality")
    SAR = "sar", pgettext_lazy("region_kinds", "Special administrative region")
    FOREIGN_REGION = "foreign_region", pgettext_lazy("region_kinds", "Region abroad")


class Direction(TextChoices):
    """The desired direction of an indicator."""

    LOWER_IS_BETTER = "lower_is_better", pgettext_lazy("directions", "Lower is better")
    HIGHER_IS_BETTER = "higher_is_better", pgettext_lazy("directions", "Higher is better")
    NEUTRAL = "neutral", pgettext_lazy("directions", "Neutral")


class Obligation(TextChoices):
    """Whether a framework requires an indicator."""

    MANDATORY = "mandatory", pgettext_lazy("obligations", "Mandatory")
    OPTIONAL = "optional", pgettext_lazy("obligations", "Optional")
    NOT_STATED = "not_stated", pgettext_lazy("obligations", "Not stated")


class Topic(TextChoices):
    """The subject of an indicator without a waste area."""

    GOVERNANCE = "governance", pgettext_lazy("topics", "Governance")
    WATER = "water", pgettext_lazy("topics", "Water")
    CITY = "city", pgettext_lazy("topics", "The city in figures")


class CoveredArea(TextChoices):
    """The part of a city that an indicator covers. Values of different scopes are never divided."""

    WHOLE_CITY = "whole_city", pgettext_lazy("scopes", "Whole city")
    URBAN_AREA = "urban_area", pgettext_lazy("scopes", "Urban area")


class IndicatorValueReason(TextChoices):
    """The reason why an indicator has no value."""

    MISSING = "missing", pgettext_lazy("reasons", "No data")
    NOT_REPORTED = "not_reported", pgettext_lazy("reasons", "Not reported")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("reasons", "Not applicable")
    WITHHELD = "withheld", pgettext_lazy("reasons", "Not disclosed")


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("city_kinds", pgettext_lazy("vocabularies", "Types of city"), CityKind),
    Vocabulary("region_kinds", pgettext_lazy("vocabularies", "Types of region"), RegionKind),
    Vocabulary("directions", pgettext_lazy("vocabularies", "Directions of indicators"), Direction),
    Vocabulary("obligations", pgettext_lazy("vocabularies", "Mandatory and optional indicators"), Obligation),
    Vocabulary("topics", pgettext_lazy("vocabularies", "Topics of indicators"), Topic),
    Vocabulary("scopes", pgettext_lazy("vocabularies", "Areas that indicators cover"), CoveredArea),
    Vocabulary("reasons", pgettext_lazy("vocabularies", "Reasons for missing values"), IndicatorValueReason),
)

# Groups of the statistics of this app.
INDICATOR_STATISTICS = StatisticGroup("indicators", pgettext_lazy("statistics", "Indicators of cities"), 60)
