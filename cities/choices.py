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
    COUNTY = "county", pgettext_lazy("city_kinds", "County")
    COUNTY_LEVEL_CITY = "county_level_city", pgettext_lazy("city_kinds", "County-level city")
    DISTRICT = "district", pgettext_lazy("city_kinds", "District")
    DEVELOPMENT_ZONE = "development_zone", pgettext_lazy("city_kinds", "Development zone")
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


class CopyCheck(TextChoices):
    """What a comparison of the copies in which a value was read has shown."""

    SAME_IN_TWO_COPIES = "same_in_two_copies", pgettext_lazy("copy_checks", "Same in two copies")
    ONE_COPY = "one_copy", pgettext_lazy("copy_checks", "One copy")
    COPIES_DIFFER = "copies_differ", pgettext_lazy("copy_checks", "Copies differ")
    ORIGINAL_SEEN = "original_seen", pgettext_lazy("copy_checks", "Original seen")


class TraitGroup(TextChoices):
    """What an attribute of a city is about."""

    ECONOMY = "economy", pgettext_lazy("trait_groups", "Economy")
    PLACE = "place", pgettext_lazy("trait_groups", "Setting")
    CHALLENGE = "challenge", pgettext_lazy("trait_groups", "Challenges")
    STAGE = "stage", pgettext_lazy("trait_groups", "Policy and transition")


class CityTrait(TextChoices):
    """What makes cities comparable as peers."""

    COAL_BASED = "coal_based", pgettext_lazy("city_traits", "Coal-based")
    FORMER_COAL = "former_coal", pgettext_lazy("city_traits", "Former coal city")
    RESOURCE_CITY = "resource_city", pgettext_lazy("city_traits", "Resource city")
    RESOURCE_CITY_IN_TRANSITION = (
        "resource_city_in_transition",
        pgettext_lazy("city_traits", "Resource city in transition"),
    )
    OLD_INDUSTRIAL_BASE = "old_industrial_base", pgettext_lazy("city_traits", "Old industrial base")
    STEEL = "steel", pgettext_lazy("city_traits", "Steel")
    NON_FERROUS_METALS = "non_ferrous_metals", pgettext_lazy("city_traits", "Non-ferrous metals")
    OIL_AND_PETROCHEMICALS = "oil_and_petrochemicals", pgettext_lazy("city_traits", "Oil and petrochemicals")
    CHEMICALS = "chemicals", pgettext_lazy("city_traits", "Chemicals")
    AUTOMOTIVE = "automotive", pgettext_lazy("city_traits", "Automotive")
    ELECTRONICS_AND_HIGH_TECH = (
        "electronics_and_high_tech",
        pgettext_lazy("city_traits", "Electronics and high tech"),
    )
    TEXTILES = "textiles", pgettext_lazy("city_traits", "Textiles")
    RECYCLING_INDUSTRY = "recycling_industry", pgettext_lazy("city_traits", "Recycling industry")
    NEW_ENERGY = "new_energy", pgettext_lazy("city_traits", "New energy")
    AGRICULTURAL = "agricultural", pgettext_lazy("city_traits", "Agricultural")
    MARINE = "marine", pgettext_lazy("city_traits", "Marine economy")
    TOURISM = "tourism", pgettext_lazy("city_traits", "Tourism")
    PORT = "port", pgettext_lazy("city_traits", "Port")
    COASTAL = "coastal", pgettext_lazy("city_traits", "Coastal")
    PLATEAU = "plateau", pgettext_lazy("city_traits", "High plateau")
    MEGACITY = "megacity", pgettext_lazy("city_traits", "Megacity")
    VERY_DENSE = "very_dense", pgettext_lazy("city_traits", "Very densely populated")
    PROVINCIAL_CAPITAL = "provincial_capital", pgettext_lazy("city_traits", "Provincial capital")
    COUNTY_SCALE = "county_scale", pgettext_lazy("city_traits", "County scale")
    NEW_TOWN = "new_town", pgettext_lazy("city_traits", "New town")
    MANUFACTURING_ZONE = "manufacturing_zone", pgettext_lazy("city_traits", "Manufacturing zone")
    SUBSIDED_LAND = "subsided_land", pgettext_lazy("city_traits", "Land subsided by mining")
    BULK_INDUSTRIAL_WASTE = "bulk_industrial_waste", pgettext_lazy("city_traits", "Bulk industrial waste")
    FOOD_WASTE_PRESSURE = "food_waste_pressure", pgettext_lazy("city_traits", "Food waste pressure")
    WASTE_FEES = "waste_fees", pgettext_lazy("city_traits", "Fees or law for sorting")
    GREEN_BUYER = "green_buyer", pgettext_lazy("city_traits", "Green public buyer")
    WATER_SCARCE = "water_scarce", pgettext_lazy("city_traits", "Short of water")


#: The group of each attribute.
TRAIT_GROUPS: dict[CityTrait, TraitGroup] = {
    CityTrait.COAL_BASED: TraitGroup.ECONOMY,
    CityTrait.FORMER_COAL: TraitGroup.ECONOMY,
    CityTrait.RESOURCE_CITY: TraitGroup.ECONOMY,
    CityTrait.RESOURCE_CITY_IN_TRANSITION: TraitGroup.STAGE,
    CityTrait.OLD_INDUSTRIAL_BASE: TraitGroup.STAGE,
    CityTrait.STEEL: TraitGroup.ECONOMY,
    CityTrait.NON_FERROUS_METALS: TraitGroup.ECONOMY,
    CityTrait.OIL_AND_PETROCHEMICALS: TraitGroup.ECONOMY,
    CityTrait.CHEMICALS: TraitGroup.ECONOMY,
    CityTrait.AUTOMOTIVE: TraitGroup.ECONOMY,
    CityTrait.ELECTRONICS_AND_HIGH_TECH: TraitGroup.ECONOMY,
    CityTrait.TEXTILES: TraitGroup.ECONOMY,
    CityTrait.RECYCLING_INDUSTRY: TraitGroup.ECONOMY,
    CityTrait.NEW_ENERGY: TraitGroup.ECONOMY,
    CityTrait.AGRICULTURAL: TraitGroup.ECONOMY,
    CityTrait.MARINE: TraitGroup.ECONOMY,
    CityTrait.TOURISM: TraitGroup.ECONOMY,
    CityTrait.PORT: TraitGroup.PLACE,
    CityTrait.COASTAL: TraitGroup.PLACE,
    CityTrait.PLATEAU: TraitGroup.PLACE,
    CityTrait.MEGACITY: TraitGroup.PLACE,
    CityTrait.VERY_DENSE: TraitGroup.PLACE,
    CityTrait.PROVINCIAL_CAPITAL: TraitGroup.PLACE,
    CityTrait.COUNTY_SCALE: TraitGroup.PLACE,
    CityTrait.NEW_TOWN: TraitGroup.PLACE,
    CityTrait.MANUFACTURING_ZONE: TraitGroup.PLACE,
    CityTrait.SUBSIDED_LAND: TraitGroup.CHALLENGE,
    CityTrait.BULK_INDUSTRIAL_WASTE: TraitGroup.CHALLENGE,
    CityTrait.FOOD_WASTE_PRESSURE: TraitGroup.CHALLENGE,
    CityTrait.WASTE_FEES: TraitGroup.STAGE,
    CityTrait.GREEN_BUYER: TraitGroup.STAGE,
    CityTrait.WATER_SCARCE: TraitGroup.CHALLENGE,
}


class PeerGroup(TextChoices):
    """Why cities are peers, in the order of the page. The codes are those of the query parameter `peers`."""

    COAL = "coal", pgettext_lazy("peers", "Coal transition")
    MATERIALS = "materials", pgettext_lazy("peers", "Industries and materials")
    PROGRAMMES = "programmes", pgettext_lazy("peers", "Programmes")
    COALITION = "coalition", pgettext_lazy("peers", "Networks and exchange")
    SIZE = "size", pgettext_lazy("peers", "Size and place")
    THEMES = "themes", pgettext_lazy("peers", "Themes")


class NeighbourGroup(TextChoices):
    """Cities to show beside a city, whatever they have in common."""

    #: The nearest, in kilometres.
    NEAREST = "nearest"
    #: At most four whose waste is known: the nearest, one with like tonnes, one that treats more another way.
    BESIDE = "beside"


class WasteRole(TextChoices):
    """What an indicator says of the municipal waste of a year, for what the site works out from several."""

    COLLECTED = "collected", pgettext_lazy("waste_roles", "Collected")
    TREATED = "treated", pgettext_lazy("waste_roles", "Treated to the standard")
    BURNED = "burned", pgettext_lazy("waste_roles", "Burned")
    LANDFILLED = "landfilled", pgettext_lazy("waste_roles", "In sanitary landfill")
    #: In percent; it is known of more cities than the tonnes.
    TREATED_SHARE = "treated_share", pgettext_lazy("waste_roles", "Share treated to the standard")


class WasteFate(TextChoices):
    """What became of municipal waste that was collected, from the top of a drawing to its foot."""

    BURNED = "burned", pgettext_lazy("waste_fates", "burned")
    OTHER = "other", pgettext_lazy("waste_fates", "other treatment")
    UNSTATED = "unstated", pgettext_lazy("waste_fates", "way not stated")
    UNTREATED = "untreated", pgettext_lazy("waste_fates", "not treated to the standard")
    LANDFILLED = "landfilled", pgettext_lazy("waste_fates", "in sanitary landfill")


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("city_kinds", pgettext_lazy("vocabularies", "Types of city"), CityKind),
    Vocabulary("region_kinds", pgettext_lazy("vocabularies", "Types of region"), RegionKind),
    Vocabulary("directions", pgettext_lazy("vocabularies", "Directions of indicators"), Direction),
    Vocabulary("obligations", pgettext_lazy("vocabularies", "Mandatory and optional indicators"), Obligation),
    Vocabulary("topics", pgettext_lazy("vocabularies", "Topics of indicators"), Topic),
    Vocabulary("scopes", pgettext_lazy("vocabularies", "Areas that indicators cover"), CoveredArea),
    Vocabulary("reasons", pgettext_lazy("vocabularies", "Reasons for missing values"), IndicatorValueReason),
    Vocabulary("copy_checks", pgettext_lazy("vocabularies", "Checks against copies"), CopyCheck),
    Vocabulary("city_traits", pgettext_lazy("vocabularies", "Attributes of cities"), CityTrait),
)

# Groups of the statistics of this app.
INDICATOR_STATISTICS = StatisticGroup("indicators", pgettext_lazy("statistics", "Indicators of cities"), 60)
