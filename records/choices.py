"""Choices of this app. They are compared with content/vocabularies.yaml when content is loaded."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary


class Status(TextChoices):
    """The status of a record. Only published records are public."""

    DRAFT = "draft", pgettext_lazy("status", "Draft")
    PUBLISHED = "published", pgettext_lazy("status", "Published")
    ARCHIVED = "archived", pgettext_lazy("status", "Withdrawn")


class Action(TextChoices):
    """The event that a row of the publication log describes."""

    PUBLISHED = "published", pgettext_lazy("action", "Published")
    CHANGED = "changed", pgettext_lazy("action", "Changed")
    RENAMED = "renamed", pgettext_lazy("action", "Renamed")
    WITHDRAWN = "withdrawn", pgettext_lazy("action", "Withdrawn")
    DELETED = "deleted", pgettext_lazy("action", "Deleted")
    REDACTED = "redacted", pgettext_lazy("action", "Redacted")


#: After these a record isn’t public.
ENDS = (Action.WITHDRAWN, Action.DELETED)


class RevisionState(TextChoices):
    """The state of a revision.

    DRAFT, ACCEPTED: it was written to the record, which was not public, or was. The others say what a
    proposal would write. APPLIED: the record has a written revision with the same proposal since.
    """

    DRAFT = "draft", pgettext_lazy("revision state", "Draft")
    ACCEPTED = "accepted", pgettext_lazy("revision state", "Accepted")
    PROPOSED = "proposed", pgettext_lazy("revision state", "Proposed")
    APPLIED = "applied", pgettext_lazy("revision state", "Applied")
    DECLINED = "declined", pgettext_lazy("revision state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("revision state", "Taken back")


#: They make the history of a record.
WRITTEN_STATES = (RevisionState.DRAFT, RevisionState.ACCEPTED)


class ProposalState(TextChoices):
    """The state of a proposal. ACCEPTED: decided, and applied row by row from then on."""

    PROPOSED = "proposed", pgettext_lazy("proposal state", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("proposal state", "Accepted")
    DECLINED = "declined", pgettext_lazy("proposal state", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal state", "Taken back")


class ProposalOrigin(TextChoices):
    """Where the changes of a proposal were made."""

    FORM = "form", pgettext_lazy("proposal origin", "Form")
    RESTORE = "restore", pgettext_lazy("proposal origin", "Restored version")
    RENAME = "rename", pgettext_lazy("proposal origin", "New address")
    DELETE = "delete", pgettext_lazy("proposal origin", "Deletion")
    IMPORT = "import", pgettext_lazy("proposal origin", "Import")
    BULK = "bulk", pgettext_lazy("proposal origin", "Change of many")
    LOAD = "load", pgettext_lazy("proposal origin", "Content files")
    UNDO = "undo", pgettext_lazy("proposal origin", "Undo")
    WITHDRAWAL = "withdrawal", pgettext_lazy("proposal origin", "Withdrawal")


class RevisionKind(TextChoices):
    """The kind of a change. CORRECTION: the record was wrong; UPDATE: there is something new to say."""

    UPDATE = "update", pgettext_lazy("revision kind", "Update")
    CORRECTION = "correction", pgettext_lazy("revision kind", "Correction")


class Operation(StrEnum):
    """Operations on records. Each value is the prefix of a permission codename: `publish_city`.

    PROPOSE: proposing a change of what is public; RESTORE: publishing a withdrawn record again.
    """

    VIEW = "view"
    ADD = "add"
    CHANGE = "change"
    PROPOSE = "propose"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    RENAME = "rename"
    DELETE = "delete"


class Unit(TextChoices):
    """Units of figures. With `calendar_year` the value is a year."""

    PERCENT = "percent", pgettext_lazy("units", "%")
    COUNT = "count", pgettext_lazy("units", "number")
    PEOPLE = "people", pgettext_lazy("units", "people")
    T = "t", pgettext_lazy("units", "t")
    KT = "kt", pgettext_lazy("units", "kt")
    MT = "mt", pgettext_lazy("units", "million t")
    T_PER_YEAR = "t_per_year", pgettext_lazy("units", "t/year")
    T_PER_DAY = "t_per_day", pgettext_lazy("units", "t/day")
    KG_PER_PERSON_DAY = "kg_per_person_day", pgettext_lazy("units", "kg per person per day")
    KG_PER_PERSON_YEAR = "kg_per_person_year", pgettext_lazy("units", "kg per person per year")
    COUNT_PER_DAY = "count_per_day", pgettext_lazy("units", "per day")
    KM = "km", pgettext_lazy("units", "km")
    KM2 = "km2", pgettext_lazy("units", "km²")
    HA = "ha", pgettext_lazy("units", "ha")
    MW = "mw", pgettext_lazy("units", "MW")
    GWH = "gwh", pgettext_lazy("units", "GWh")
    CNY = "cny", pgettext_lazy("units", "yuan")
    VEHICLES = "vehicles", pgettext_lazy("units", "vehicles")
    PROJECTS = "projects", pgettext_lazy("units", "projects")
    TASKS = "tasks", pgettext_lazy("units", "tasks")
    INDICATORS = "indicators", pgettext_lazy("units", "indicators")
    SETS = "sets", pgettext_lazy("units", "sets")
    CITIES = "cities", pgettext_lazy("units", "cities")
    DAYS = "days", pgettext_lazy("units", "days")
    YEARS = "years", pgettext_lazy("units", "years")
    CALENDAR_YEAR = "calendar_year", pgettext_lazy("units", "year")
    MILESTONE = "milestone", pgettext_lazy("units", "milestone")
    M3 = "m3", pgettext_lazy("units", "m³")
    MILLION_M3 = "million_m3", pgettext_lazy("units", "million m³")
    M3_PER_YEAR = "m3_per_year", pgettext_lazy("units", "m³/year")
    M3_PER_DAY = "m3_per_day", pgettext_lazy("units", "m³/day")
    TJ = "tj", pgettext_lazy("units", "TJ")
    CNY_PER_YEAR = "cny_per_year", pgettext_lazy("units", "yuan/year")
    CNY_PER_PERSON = "cny_per_person", pgettext_lazy("units", "yuan per person")
    CNY_PER_T = "cny_per_t", pgettext_lazy("units", "yuan/t")
    KG_PER_10000_CNY = "kg_per_10000_cny", pgettext_lazy("units", "kg per 10,000 yuan")
    HOUSEHOLDS = "households", pgettext_lazy("units", "households")
    DOCUMENTS = "documents", pgettext_lazy("units", "documents")
    BRICKS = "bricks", pgettext_lazy("units", "bricks")
    BOXES = "boxes", pgettext_lazy("units", "boxes")
    CARTONS = "cartons", pgettext_lazy("units", "cartons")
    PARCELS = "parcels", pgettext_lazy("units", "parcels")
    PACKS = "packs", pgettext_lazy("units", "packs")
    USES = "uses", pgettext_lazy("units", "uses")


#: Units that allow negative values: a change, a loss, a price paid for disposal.
SIGNED_UNITS = (Unit.PERCENT, Unit.CNY, Unit.CNY_PER_YEAR, Unit.CNY_PER_T)


class AmountType(TextChoices):
    """The quantity that an amount of material measures."""

    AMOUNT = "amount", pgettext_lazy("amount_types", "Amount")
    CAPACITY = "capacity", pgettext_lazy("amount_types", "Capacity")
    GENERATED = "generated", pgettext_lazy("amount_types", "Generated")
    OUTPUT = "output", pgettext_lazy("amount_types", "Output")
    SUPPLY = "supply", pgettext_lazy("amount_types", "Supplied")
    SAVING = "saving", pgettext_lazy("amount_types", "Saving")
    CUMULATIVE = "cumulative", pgettext_lazy("amount_types", "Cumulative")


class Precision(TextChoices):
    """The precision of a figure; empty: as given."""

    ABOUT = "about", pgettext_lazy("precisions", "about")
    NEARLY = "nearly", pgettext_lazy("precisions", "nearly")
    AT_LEAST = "at_least", pgettext_lazy("precisions", "at least")
    UP_TO = "up_to", pgettext_lazy("precisions", "up to")


class Evidence(TextChoices):
    """The kind of evidence for a figure. `stated`: the source doesn't say how it was determined."""

    TARGET = "target", pgettext_lazy("evidences", "Target")
    REQUIRED = "required", pgettext_lazy("evidences", "Required")
    PLANNED = "planned", pgettext_lazy("evidences", "Planned")
    EXPECTED = "expected", pgettext_lazy("evidences", "Expected")
    ESTIMATED = "estimated", pgettext_lazy("evidences", "Estimated")
    STATED = "stated", pgettext_lazy("evidences", "Stated")
    CONTRACTED = "contracted", pgettext_lazy("evidences", "Contracted")
    MEASURED = "measured", pgettext_lazy("evidences", "Measured")
    VERIFIED = "verified", pgettext_lazy("evidences", "Verified")


#: The usual cases, which pages don't mention. The API has them all.
USUAL_EVIDENCE = ("", Evidence.STATED, Evidence.MEASURED, Evidence.VERIFIED)


class SourceType(TextChoices):
    """The kind of publisher of a figure."""

    OFFICIAL = "official", pgettext_lazy("source_types", "Official")
    REPORTED = "reported", pgettext_lazy("source_types", "Press or study")
    HUB_PAGE_ONLY = "hub_page_only", pgettext_lazy("source_types", "ICLEI’s page only")


class WasteArea(TextChoices):
    """The five areas of the zero-waste programme."""

    INDUSTRIAL = "industrial", pgettext_lazy("waste_areas", "Industrial waste")
    AGRICULTURAL = "agricultural", pgettext_lazy("waste_areas", "Agricultural waste")
    DOMESTIC = "domestic", pgettext_lazy("waste_areas", "Municipal waste and lifestyle")
    CONSTRUCTION = "construction", pgettext_lazy("waste_areas", "Construction and demolition waste")
    HAZARDOUS = "hazardous", pgettext_lazy("waste_areas", "Hazardous waste")


class DocumentType(TextChoices):
    PAGE = "page", pgettext_lazy("document_types", "Web page")
    NEWS = "news", pgettext_lazy("document_types", "News")
    REPORT = "report", pgettext_lazy("document_types", "Report or study")
    REGULATION = "regulation", pgettext_lazy("document_types", "Regulation or notice")
    DATASET = "dataset", pgettext_lazy("document_types", "Data set")


class Rights(TextChoices):
    """What is known of the rights in a source, or in a value that rests on it."""

    CC_BY = "cc_by", pgettext_lazy("rights", "CC BY 4.0")
    NOT_STATED = "not_stated", pgettext_lazy("rights", "Not stated")


class NameKind(TextChoices):
    """Why a record has another name."""

    FORMER = "former", pgettext_lazy("name_kinds", "Former name")
    SHORT = "short", pgettext_lazy("name_kinds", "Short name")
    SPELLING = "spelling", pgettext_lazy("name_kinds", "Other name or spelling")
    CODE = "code", pgettext_lazy("name_kinds", "Code")


class ThemeRecords(TextChoices):
    """The records that belong to a theme as a whole."""

    SYMBIOSIS = "symbiosis", pgettext_lazy("theme_records", "Industrial parks that apply symbiosis")
    ZERO_WASTE = "zero_waste_cities", pgettext_lazy("theme_records", "Zero-waste pilots")
    PROCUREMENT = "green_procurement", pgettext_lazy("theme_records", "Procurement cases")
    CONSTRUCTION = "construction", pgettext_lazy("theme_records", "Circular businesses in construction")


class MeasuredProperty(TextChoices):
    """What a figure measures, where no indicator and no material says it."""

    POPULATION = "population", pgettext_lazy("measured_properties", "Population")
    SETTLEMENT_POPULATION = (
        "settlement_population",
        pgettext_lazy("measured_properties", "Population of the town, GeoNames, no year"),
    )
    AREA = "area", pgettext_lazy("measured_properties", "Area")
    ECONOMIC_OUTPUT = "economic_output", pgettext_lazy("measured_properties", "Economic output")
    WASTE_GENERATED = "waste_generated", pgettext_lazy("measured_properties", "Waste generated")
    WASTE_COLLECTED = "waste_collected", pgettext_lazy("measured_properties", "Waste collected")
    WASTE_USED = "waste_used", pgettext_lazy("measured_properties", "Waste recycled or used")
    WASTE_DISPOSED = "waste_disposed", pgettext_lazy("measured_properties", "Waste treated or disposed of")
    RECYCLING_RATE = "recycling_rate", pgettext_lazy("measured_properties", "Recycling rate")
    TREATMENT_RATE = "treatment_rate", pgettext_lazy("measured_properties", "Treatment rate")
    COLLECTION_RATE = "collection_rate", pgettext_lazy("measured_properties", "Collection and sorting rate")
    TREATMENT_CAPACITY = "treatment_capacity", pgettext_lazy("measured_properties", "Treatment capacity")
    PRODUCTION_CAPACITY = "production_capacity", pgettext_lazy("measured_properties", "Production capacity")
    PRODUCT_OUTPUT = "product_output", pgettext_lazy("measured_properties", "Products made")
    ENERGY_OUTPUT = "energy_output", pgettext_lazy("measured_properties", "Energy generated")
    RESOURCES_SAVED = "resources_saved", pgettext_lazy("measured_properties", "Resources saved")
    EMISSIONS = "emissions", pgettext_lazy("measured_properties", "Emissions")
    WATER = "water", pgettext_lazy("measured_properties", "Water")
    MONEY = "money", pgettext_lazy("measured_properties", "Money")
    PROJECTS = "projects", pgettext_lazy("measured_properties", "Projects")
    PLAN_CONTENTS = "plan_contents", pgettext_lazy("measured_properties", "Tasks and indicators")
    PLACES = "places", pgettext_lazy("measured_properties", "Places and organisations")
    EQUIPMENT = "equipment", pgettext_lazy("measured_properties", "Facilities and equipment")
    REUSE = "reuse", pgettext_lazy("measured_properties", "Things used again")
    GREEN_SHARE = "green_share", pgettext_lazy("measured_properties", "Share of greener things")
    CRITERION_WEIGHT = "criterion_weight", pgettext_lazy("measured_properties", "Weight of a criterion")
    YEAR = "year", pgettext_lazy("measured_properties", "Year")
    OTHER = "other", pgettext_lazy("measured_properties", "Something else")


class AbsenceReason(TextChoices):
    """The reason for a number that is null, where a record has no field for it."""

    NOT_STATED = "not_stated", pgettext_lazy("absence_reasons", "the source states none")
    PERIOD = "period", pgettext_lazy("absence_reasons", "the source states a period")
    NOT_RECORDED = "not_recorded", pgettext_lazy("absence_reasons", "not listed on this site")


#: The reasons why a figure has no year.
YEAR_REASONS = (AbsenceReason.NOT_STATED, AbsenceReason.PERIOD)


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("units", pgettext_lazy("vocabularies", "Units"), Unit),
    Vocabulary("amount_types", pgettext_lazy("vocabularies", "Types of amount"), AmountType),
    Vocabulary("precisions", pgettext_lazy("vocabularies", "Precision"), Precision),
    Vocabulary("evidences", pgettext_lazy("vocabularies", "Evidence levels"), Evidence),
    Vocabulary("source_types", pgettext_lazy("vocabularies", "Source types"), SourceType),
    Vocabulary(
        "absence_reasons", pgettext_lazy("vocabularies", "Reasons for missing numbers"), AbsenceReason
    ),
    Vocabulary(
        "measured_properties", pgettext_lazy("vocabularies", "What figures measure"), MeasuredProperty
    ),
    Vocabulary("waste_areas", pgettext_lazy("vocabularies", "Waste areas"), WasteArea),
    Vocabulary("document_types", pgettext_lazy("vocabularies", "Document types"), DocumentType),
    Vocabulary("rights", pgettext_lazy("vocabularies", "Rights"), Rights),
    Vocabulary("name_kinds", pgettext_lazy("vocabularies", "Types of other name"), NameKind),
    Vocabulary("theme_records", pgettext_lazy("vocabularies", "Records of themes"), ThemeRecords),
)
