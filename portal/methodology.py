"""Evidence levels, source types and disagreements between sources, as explained on the page "About"."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from records.choices import Evidence, Precision, SourceType
from records.models import FigureEntry, Record, SlugAlias, get_record_types
from records.projections.figure_models import get_figure_models
from records.version_cache import cache_value, read_versions

#: Weakest level first; the page keeps this order.
EVIDENCE_MEANINGS = {
    Evidence.TARGET: _("A goal or pledge. Whether it was reached is a separate figure."),
    Evidence.REQUIRED: _("Required by a law, a notice or a tender. This doesn’t show that it is met."),
    Evidence.PLANNED: _("Given in a plan or design, such as the capacity of a facility yet to be built."),
    Evidence.EXPECTED: _("A forecast of what a measure will bring, with no result yet."),
    Evidence.ESTIMATED: _("Calculated from other numbers, not counted or measured."),
    Evidence.STATED: _("The source gives the number but not how it was obtained. This is the usual case."),
    Evidence.CONTRACTED: _("Fixed in a signed contract: what was bought, or what is to be delivered."),
    Evidence.MEASURED: _("The source says that it was measured or counted."),
    Evidence.VERIFIED: _("The source says that an independent body checked the measurement."),
}

SOURCE_TYPE_MEANINGS = {
    SourceType.OFFICIAL: _("Published by a government, or by the organisation concerned."),
    SourceType.REPORTED: _("Published by the press, a partner or a study."),
    SourceType.HUB_PAGE_ONLY: _("Found only on ICLEI’s own China Hub page, with no second source yet."),
}

PRECISION_MEANINGS = {
    Precision.ABOUT: _("rounded up or down"),
    Precision.NEARLY: _("slightly less than the number"),
    Precision.AT_LEAST: _("the number or more"),
    Precision.UP_TO: _("the number or less; the real value may be much lower"),
}


@dataclass(frozen=True)
class EvidenceLevel:
    """An evidence level. `on_record`: a published figure has it."""

    level: Evidence
    meaning: Any
    on_record: bool


def find_renamed_slugs() -> dict[tuple[str, str], str]:
    """Return the present slugs of the renamed records among the disagreements; one query."""
    return SlugAlias.objects.find_targets([slug for entry in DISAGREEMENTS for _code, slug in entry.shown_at])


def get_evidence_levels() -> list[EvidenceLevel]:
    """Return the evidence levels, the weakest first; at most one query."""
    levels = FigureEntry.objects.order_by().values_list("evidence", flat=True).distinct()
    # They are read from all figures, of which there may be a million.
    used = cache_value(("evidence levels",), read_versions(get_figure_models()), lambda: set(levels))
    return [EvidenceLevel(level, meaning, level in used) for level, meaning in EVIDENCE_MEANINGS.items()]


@dataclass(frozen=True)
class Disagreement:
    """A disagreement between sources, with the records (type code, slug) that show it."""

    title: Any
    text: Any
    shown_at: tuple[tuple[str, str], ...]


DISAGREEMENTS = (
    Disagreement(
        _("How many pilots there were, and when more followed"),
        _(
            "ICLEI’s page gives 16 zero-waste pilot cities, with more cities to follow by 2021. "
            "In 2019 the ministry named 11 cities and, as special cases, 5 further areas. The "
            "second round followed in April 2022, with 113 cities and 8 special areas."
        ),
        (
            ("programme", "zero-waste-2019"),
            ("programme", "zero-waste-2022"),
            ("target", "zero-waste-scale-up-2021"),
        ),
    ),
    Disagreement(
        _("What parks had to do, and by when"),
        _(
            "ICLEI’s page says that parks were to apply “industrial symbiosis” before 2020. The "
            "ministries say “circular transformation”, by 2020."
        ),
        (("target", "national-parks-symbiosis-75"), ("target", "provincial-parks-symbiosis-50")),
    ),
    Disagreement(
        _("The 129 supported parks don’t measure the targets"),
        _(
            "By 2020, 129 parks had received government support. No source says how many parks "
            "of each level apply industrial symbiosis; the 2018 catalogue lists 552 "
            "national-level and 1,991 provincial-level parks. Progress towards the two targets "
            "(75%, 50%) is therefore not known, and 129 is never counted as progress."
        ),
        (
            ("target", "parks-supported-129"),
            ("target", "national-parks-in-catalogue-2018"),
            ("target", "provincial-parks-in-catalogue-2018"),
        ),
    ),
    Disagreement(
        _("Guangming: expected savings, not measured ones"),
        _(
            "Guangming’s tender was expected to cut the electricity bill by up to 48% and carbon emissions "
            "by 14%; whether “up to” covers both is unclear. No measured result has been found."
        ),
        (("procurement-case", "guangming-arts-center-cooling"),),
    ),
    Disagreement(
        _("Two parks in Changchun"),
        _(
            "ICLEI’s page describes a 10 km² circular economy park in Changchun; press reports "
            "describe one of about 3 km² in Dehui. No source says that they are the same park, "
            "so there are two records."
        ),
        (("park", "changchun-circular-economy-park"), ("park", "changchun-dehui-recycling-park")),
    ),
    Disagreement(
        _("What is listed here is not the whole programme"),
        _(
            "Only some of the places in a programme could be found in accessible sources. Pages "
            "therefore show two numbers: how many are listed here, and how many the programme "
            "has."
        ),
        (("programme", "construction-waste-2018"), ("programme", "zero-waste-2022")),
    ),
    Disagreement(
        _("Population figures without a year"),
        _(
            "Population figures from GeoNames are for the settlement and give no year. They are shown "
            "only where no population of the city is known, and compared with nothing."
        ),
        (("source", "geonames"),),
    ),
)


def get_disagreements(
    renamed: Mapping[tuple[str, str], str],
) -> list[tuple[Disagreement, list[Record], list[Record]]]:
    """Return each disagreement with its published records, and those of them that need sources.

    One query for each record type.
    """
    places = [place for entry in DISAGREEMENTS for place in entry.shown_at]
    slugs: dict[str, set[str]] = defaultdict(set)
    for code, slug in places:
        slugs[code].add(renamed.get((code, slug), slug))
    records = {
        (code, record.slug): record
        for code, wanted in slugs.items()
        for record in get_record_types()[code].objects.published().filter(slug__in=wanted)
    }
    current = {(code, slug): (code, renamed.get((code, slug), slug)) for code, slug in places}
    shown = [
        (entry, [records[current[place]] for place in entry.shown_at if current[place] in records])
        for entry in DISAGREEMENTS
    ]
    return [(entry, rows, [row for row in rows if row.needs_sources]) for entry, rows in shown]
