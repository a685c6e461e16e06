"""Choices of this app, checked against content/vocabularies.yaml when it is loaded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary
from stats.choices import StatisticGroup


class ParkKind(TextChoices):
    ECONOMIC_DEVELOPMENT_ZONE = (
        "economic_development_zone",
        pgettext_lazy("park_kinds", "Economic development zone"),
    )
    HIGH_TECH_ZONE = "high_tech_zone", pgettext_lazy("park_kinds", "High-tech zone")
    FREE_TRADE_ZONE = "free_trade_zone", pgettext_lazy("park_kinds", "Bonded zone")
    INDUSTRIAL_PARK = "industrial_park", pgettext_lazy("park_kinds", "Industrial park")
    CHEMICAL_PARK = "chemical_park", pgettext_lazy("park_kinds", "Chemical park")
    CIRCULAR_ECONOMY_PARK = "circular_economy_park", pgettext_lazy("park_kinds", "Circular economy park")
    BULK_SOLID_WASTE_BASE = (
        "bulk_solid_waste_base",
        pgettext_lazy("park_kinds", "Bulk solid waste utilisation base"),
    )
    URBAN_MINING_BASE = "urban_mining_base", pgettext_lazy("park_kinds", "Urban mining base")
    RESOURCE_RECYCLING_BASE = (
        "resource_recycling_base",
        pgettext_lazy("park_kinds", "Resource recycling base"),
    )
    COMPANY_COMPLEX = "company_complex", pgettext_lazy("park_kinds", "Industrial complex of one company")
    SYMBIOSIS_PROJECT = "symbiosis_project", pgettext_lazy("park_kinds", "Industrial symbiosis project")
    CITY_WIDE_SYMBIOSIS = "city_wide_symbiosis", pgettext_lazy("park_kinds", "City-wide symbiosis")


class ParkLevel(TextChoices):
    """Level of the government that set up a park."""

    NATIONAL = "national", pgettext_lazy("park_levels", "National level")
    MUNICIPAL = "municipal", pgettext_lazy("park_levels", "Municipal level")
    PROVINCIAL = "provincial", pgettext_lazy("park_levels", "Provincial level")


class FacilityKind(TextChoices):
    """The process of a facility."""

    INCINERATION = "incineration", pgettext_lazy("facility_kinds", "Waste incineration")
    FOOD_WASTE = "food_waste", pgettext_lazy("facility_kinds", "Food waste treatment")
    MEDICAL_WASTE = "medical_waste", pgettext_lazy("facility_kinds", "Medical waste treatment")
    HAZARDOUS_WASTE = "hazardous_waste", pgettext_lazy("facility_kinds", "Hazardous waste treatment")
    CONSTRUCTION_WASTE = "construction_waste", pgettext_lazy("facility_kinds", "Construction waste treatment")
    SOLID_WASTE = "solid_waste", pgettext_lazy("facility_kinds", "Solid waste treatment")
    SLUDGE = "sludge", pgettext_lazy("facility_kinds", "Sludge drying")
    WASTEWATER = "wastewater", pgettext_lazy("facility_kinds", "Wastewater treatment")
    VEHICLE_DISMANTLING = "vehicle_dismantling", pgettext_lazy("facility_kinds", "Vehicle dismantling")
    E_WASTE = "e_waste", pgettext_lazy("facility_kinds", "Appliance and electronics dismantling")
    BATTERY_RECYCLING = "battery_recycling", pgettext_lazy("facility_kinds", "Battery recycling")
    POWER_PLANT = "power_plant", pgettext_lazy("facility_kinds", "Power or co-generation plant")
    MINE = "mine", pgettext_lazy("facility_kinds", "Mine")
    KAOLIN = "kaolin", pgettext_lazy("facility_kinds", "Kaolin plant")
    BRICKS = "bricks", pgettext_lazy("facility_kinds", "Brickworks")
    CEMENT = "cement", pgettext_lazy("facility_kinds", "Cement works")


class FacilityStatus(TextChoices):
    OPERATING = "operating", pgettext_lazy("facility_statuses", "Operating")
    PLANNED = "planned", pgettext_lazy("facility_statuses", "Planned")


class FlowStatus(TextChoices):
    OPERATING = "operating", pgettext_lazy("flow_statuses", "Operating")
    PLANNED = "planned", pgettext_lazy("flow_statuses", "Planned")
    UNUSED = "unused", pgettext_lazy("flow_statuses", "Not yet used")
    NOT_RECORDED = "not_recorded", pgettext_lazy("flow_statuses", "Not known")


class QuantityOf(TextChoices):
    """What the quantity of a flow is an amount of. Only the material itself is drawn to scale."""

    MATERIAL = "material", pgettext_lazy("flow_quantities", "The material")
    PRODUCT = "product", pgettext_lazy("flow_quantities", "A product made of it")
    CAPACITY_OF_PLANT = "capacity_of_plant", pgettext_lazy("flow_quantities", "Capacity of the plant")
    GENERATED_TOTAL = "generated_total", pgettext_lazy("flow_quantities", "Total generated")
    SAVING = "saving", pgettext_lazy("flow_quantities", "Something saved")
    OTHER = "other", pgettext_lazy("flow_quantities", "Something else")


class Sector(TextChoices):
    """Sectors of companies that give or receive a material or run an initiative."""

    AGRICULTURE = "agriculture", pgettext_lazy("business_sectors", "Agriculture")
    AUTOMOTIVE = "automotive", pgettext_lazy("business_sectors", "Automotive industry")
    BUILDING_MATERIALS = "building_materials", pgettext_lazy("business_sectors", "Building materials")
    CEMENT = "cement", pgettext_lazy("business_sectors", "Cement")
    CHEMICALS = "chemicals", pgettext_lazy("business_sectors", "Chemicals")
    COAL = "coal", pgettext_lazy("business_sectors", "Coal")
    CONSTRUCTION = "construction", pgettext_lazy("business_sectors", "Construction")
    E_MOBILITY = "e_mobility", pgettext_lazy("business_sectors", "Electric mobility")
    FERTILISER = "fertiliser", pgettext_lazy("business_sectors", "Fertiliser")
    FOOD = "food", pgettext_lazy("business_sectors", "Food, drink and sugar")
    HEAT_AND_GAS = "heat_and_gas", pgettext_lazy("business_sectors", "Heat and gas supply")
    HOUSEHOLDS = "households", pgettext_lazy("business_sectors", "Households and city services")
    LOGISTICS_PACKAGING = "logistics_packaging", pgettext_lazy("business_sectors", "Logistics and packaging")
    METALS = "metals", pgettext_lazy("business_sectors", "Non-ferrous and mixed metals")
    MINERALS = "minerals", pgettext_lazy("business_sectors", "Mining and minerals")
    MIXED_INDUSTRY = "mixed_industry", pgettext_lazy("business_sectors", "Several industries")
    PAPER = "paper", pgettext_lazy("business_sectors", "Pulp and paper")
    POWER = "power", pgettext_lazy("business_sectors", "Power and co-generation")
    RECYCLING = "recycling", pgettext_lazy("business_sectors", "Collection and recycling")
    SALT = "salt", pgettext_lazy("business_sectors", "Salt works")
    STEEL = "steel", pgettext_lazy("business_sectors", "Iron and steel")
    TEXTILES = "textiles", pgettext_lazy("business_sectors", "Textiles and dyeing")
    WASTE_TREATMENT = "waste_treatment", pgettext_lazy("business_sectors", "Waste treatment")
    WATER = "water", pgettext_lazy("business_sectors", "Water and sewage works")


class ActionKind(TextChoices):
    """Kinds of actions of pilots: first the three of the programme, then three more."""

    MANAGEMENT_SCHEME = "management_scheme", pgettext_lazy("action_kinds", "Waste management schemes")
    REVERSE_SUPPLY_CHAIN = (
        "reverse_supply_chain",
        pgettext_lazy("action_kinds", "Reverse supply chains"),
    )
    TRACKING_MONITORING = (
        "tracking_monitoring",
        pgettext_lazy("action_kinds", "Tracking and monitoring"),
    )
    REGULATION = "regulation", pgettext_lazy("action_kinds", "Rules and standards")
    INFRASTRUCTURE = "infrastructure", pgettext_lazy("action_kinds", "Infrastructure")
    AWARENESS = "awareness", pgettext_lazy("action_kinds", "Public awareness")


class ActionStatus(TextChoices):
    DONE = "done", pgettext_lazy("action_statuses", "Done")
    UNDER_WAY = "under_way", pgettext_lazy("action_statuses", "Under way")
    DRAFT_RULE = "draft_rule", pgettext_lazy("action_statuses", "Draft")
    EARLIER = "earlier", pgettext_lazy("action_statuses", "Before the pilot")


class PilotKind(TextChoices):
    """City or special area of the zero-waste programme."""

    CITY = "city", pgettext_lazy("pilot_kinds", "City")
    SPECIAL_AREA = "special_area", pgettext_lazy("pilot_kinds", "Special area")


class Naming(TextChoices):
    """The list on which a source has seen the name of a zero-waste city or area.

    PLAN: no source quotes the national list, so the place is in no count of the round.
    """

    NATIONAL_LIST = "national_list", pgettext_lazy("pilot_namings", "National list")
    PLAN = "plan", pgettext_lazy("pilot_namings", "Provincial or municipal plan")


class CaseCategory(TextChoices):
    """The category of the purchase."""

    COOLING = "cooling", pgettext_lazy("case_categories", "Air conditioning")
    FURNITURE = "furniture", pgettext_lazy("case_categories", "Furniture")
    CHEMICALS_IN_PRODUCTS = "chemicals_in_products", pgettext_lazy("case_categories", "Chemicals in products")
    OFFICE_EQUIPMENT = "office_equipment", pgettext_lazy("case_categories", "Office equipment")
    CONSTRUCTION_PRODUCTS = "construction_products", pgettext_lazy("case_categories", "Construction products")


class CriterionKind(TextChoices):
    """The role of a criterion in the tender."""

    REQUIREMENT = "requirement", pgettext_lazy("criterion_kinds", "Mandatory requirement")
    AWARD = "award", pgettext_lazy("criterion_kinds", "Award criterion")


class ThresholdOperator(TextChoices):
    """How a bid is compared with the threshold of a criterion."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    EXACTLY = "exactly", _("exactly")


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("park_kinds", pgettext_lazy("vocabularies", "Types of industrial park"), ParkKind),
    Vocabulary("park_levels", pgettext_lazy("vocabularies", "Levels of industrial parks"), ParkLevel),
    Vocabulary("facility_kinds", pgettext_lazy("vocabularies", "Types of facility"), FacilityKind),
    Vocabulary("facility_statuses", pgettext_lazy("vocabularies", "Status of facilities"), FacilityStatus),
    Vocabulary("flow_statuses", pgettext_lazy("vocabularies", "Status of material flows"), FlowStatus),
    Vocabulary("flow_quantities", pgettext_lazy("vocabularies", "Quantities of material flows"), QuantityOf),
    Vocabulary("business_sectors", pgettext_lazy("vocabularies", "Sectors"), Sector),
    Vocabulary("action_kinds", pgettext_lazy("vocabularies", "Types of action"), ActionKind),
    Vocabulary("action_statuses", pgettext_lazy("vocabularies", "Status of actions"), ActionStatus),
    Vocabulary("pilot_kinds", pgettext_lazy("vocabularies", "City or special area"), PilotKind),
    Vocabulary("pilot_namings", pgettext_lazy("vocabularies", "Lists of zero-waste cities"), Naming),
    Vocabulary(
        "case_categories", pgettext_lazy("vocabularies", "Categories of procurement cases"), CaseCategory
    ),
    Vocabulary("criterion_kinds", pgettext_lazy("vocabularies", "Types of criterion"), CriterionKind),
    Vocabulary(
        "threshold_operators", pgettext_lazy("vocabularies", "Comparison with a threshold"), ThresholdOperator
    ),
)

# Groups of the statistics of this app.
PARK_STATISTICS = StatisticGroup("parks", pgettext_lazy("statistics", "Industrial parks"), 10)
FLOW_STATISTICS = StatisticGroup("flows", pgettext_lazy("statistics", "Material flows"), 20)
ZERO_WASTE_STATISTICS = StatisticGroup("zero_waste", pgettext_lazy("statistics", "Zero-waste cities"), 30)
PROCUREMENT_STATISTICS = StatisticGroup("procurement", pgettext_lazy("statistics", "Green procurement"), 40)
