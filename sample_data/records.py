"""Sample data for load tests, reproducible for each scale.

Slugs begin with `sample-` and names with “Sample”; the only source says that the data is not real. Records
are written in bulk and published in portions, so that memory usage does not grow with the scale.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models, transaction

from cities.choices import Direction, Obligation
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from initiatives.choices import FlowStatus, ParkKind, ParkLevel, Sector
from initiatives.models import BusinessInitiative, IndustrialPark, Material, MaterialFlow
from records.choices import AmountType, Evidence, SourceType, Unit, WasteArea
from records.models import Record, Source, SourceLink, get_record_types
from records.projections import Timing, get_projections, rebuild_projection
from sample_data import bulk, indicator_values
from sample_data.indicator_values import YEARS
from sample_data.other_records import OTHER_TYPES, SAMPLE_PREFIX, build_record
from sample_data.sample_texts import build_long_text

CITIES, PARKS, FLOWS, VALUES, BUSINESSES = 300, 2_500, 20_000, 100_000, 20_000
REGIONS, MATERIALS, INDICATORS = 30, 40, 34
_PORTION = 2_000

ProgressCallback = Callable[[str], None]


def find_real_record_types() -> list[str]:
    """Codes of the record types with records that are not samples."""
    return [
        code
        for code, model in get_record_types().items()
        if model._default_manager.exclude(slug__startswith=SAMPLE_PREFIX).exists()
    ]


@transaction.atomic
def create_sample_data(scale: int, report: ProgressCallback = lambda line: None) -> None:
    """Create and publish the samples of a scale. Fails without changes if there are samples already."""
    chance = random.Random(scale)
    large = (IndustrialPark, MaterialFlow, BusinessInitiative, IndicatorValue)
    source = _create_source()
    with bulk.without_indexes([*large, SourceLink, *bulk.HISTORY]):
        _write_records(scale, source, chance, report)
        report("indexes")
    for projection in get_projections(Timing.AT_ONCE).values():
        rebuild_projection(projection)
    report("what is derived from the log")
    bulk.update_sequences_and_statistics([*get_record_types().values(), MaterialFlow])
    report("statistics of the tables")


def _write_records(scale: int, source: Source, chance: random.Random, report: ProgressCallback) -> None:
    regions = _publish([_build_region(number) for number in range(REGIONS)], source)
    materials = _publish([_build_material(number) for number in range(MATERIALS)], None)
    frameworks = _publish([_build_framework(number) for number in range(2)], source)
    indicators = _publish([_build_indicator(number, frameworks) for number in range(INDICATORS)], source)
    report("regions, materials, indicators")
    cities = _publish_all(
        (_build_city(number, regions, chance) for number in range(CITIES * scale)), source, report
    )
    parks = _publish_all(
        (_build_park(number, cities, chance) for number in range(PARKS * scale)),
        source,
        report,
        _build_flows(FLOWS * scale, PARKS * scale, materials, chance),
    )
    _publish_others(scale, {City: cities, IndustrialPark: parks}, source, report)
    businesses = (_build_business(number, cities, chance) for number in range(BUSINESSES * scale))
    _publish_all(businesses, source, report, keep=False)
    indicator_values.write_values(VALUES * scale, cities, indicators, source, chance, report)


# -- writing --------------------------------------------------------------------------------------


def _publish_all(
    records: Iterable[Record],
    source: Source,
    report: ProgressCallback,
    parts: "Callable[[Sequence[Any]], list[MaterialFlow]] | None" = None,
    *,
    keep: bool = True,
) -> list[Any]:
    """Publish records in portions; return them if others refer to them."""
    written: list[Any] = []
    count, rest = 0, iter(records)
    while portion := list(islice(rest, _PORTION)):
        _publish(portion, source, parts)
        count += len(portion)
        if keep:
            written += portion
        report(f"{count:,} {portion[0]._meta.verbose_name_plural}")
    return written


def _publish(
    records: Sequence[Any],
    source: Source | None,
    parts: "Callable[[Sequence[Any]], list[MaterialFlow]] | None" = None,
) -> Sequence[Any]:
    bulk.publish_rows(records, source, parts(records) if parts else ())
    return records


def _publish_others(
    scale: int, samples: "dict[type[models.Model], Sequence[Any]]", source: Source, report: ProgressCallback
) -> None:
    for other in OTHER_TYPES:
        count = other.number * (scale if other.grows else 1)
        records = [build_record(other.model, number, samples) for number in range(count)]
        samples[other.model] = _publish(records, source)
    report("records of the other types")


# -- what is written ------------------------------------------------------------------------------


def _build_texts(**texts: tuple[str, str]) -> dict[str, str]:
    """Return the columns of translated fields, given (English, Chinese) by field name."""
    return {
        f"{name}_{column}": text
        for name, both in texts.items()
        for column, text in zip(("en", "zh_hans"), both, strict=True)
    }


def _build_name(english: str, chinese: str, number: int) -> dict[str, str]:
    return _build_texts(name=(f"Sample {english} {number + 1}", f"样本{chinese}{number + 1}"))


def _create_source() -> Source:
    source = Source(
        slug=f"{SAMPLE_PREFIX}data",
        title="Sample data, made by manage.py make_sample_data: nothing of it is real",
        publisher="China Hub",
        language="en",
        kind="page",
        url="https://example.org/sample-data",
    )
    _publish([source], None)
    return source


def _build_region(number: int) -> Region:
    named = _build_name("region", "省", number)
    return Region(slug=f"{SAMPLE_PREFIX}region-{number + 1}", kind="province", country="CN", **named)


def _build_city(number: int, regions: Sequence[Region], chance: random.Random) -> City:
    # The regions are rectangles beside each other, six in a line.
    line, column = divmod(number % len(regions), 6)
    return City(
        slug=f"{SAMPLE_PREFIX}city-{number + 1}",
        kind="prefecture_level",
        country="CN",
        region=regions[number % len(regions)],
        lat=round(21 + 4.8 * (line + chance.random()), 4),
        lon=round(98 + 4 * (column + chance.random()), 4),
        **_build_name("city", "市", number),
    )


def _build_material(number: int) -> Material:
    return Material(
        slug=f"{SAMPLE_PREFIX}material-{number + 1}",
        waste_area=WasteArea.values[number % len(WasteArea.values)],
        **_build_name("material", "物料", number),
        **_build_texts(description=("A sample.", "样本。")),
    )


def _build_framework(number: int) -> Framework:
    named = _build_name("framework", "指标体系", number)
    return Framework(slug=f"{SAMPLE_PREFIX}framework-{number + 1}", edition=str(2019 + 2 * number), **named)


def _build_indicator(number: int, frameworks: Sequence[Framework]) -> Indicator:
    return Indicator(
        slug=f"{SAMPLE_PREFIX}indicator-{number + 1}",
        framework=frameworks[number % len(frameworks)],
        obligation=Obligation.values[number % len(Obligation.values)],
        unit=Unit.PERCENT,
        direction=Direction.values[number % len(Direction.values)],
        waste_area=WasteArea.values[number % len(WasteArea.values)],
        **_build_name("indicator", "指标", number),
        **_build_texts(definition=("A sample.", "样本。")),
    )


def _build_park(number: int, cities: Sequence[City], chance: random.Random) -> IndustrialPark:
    return IndustrialPark(
        slug=f"{SAMPLE_PREFIX}park-{number + 1}",
        city=cities[number % len(cities)],
        level=chance.choice(["", *ParkLevel.values]),
        kind=chance.choice(ParkKind.values),
        applies_symbiosis=chance.choice([None, True, False]),
        source_type=SourceType.HUB_PAGE_ONLY,
        **_build_name("park", "园区", number),
        **_build_texts(summary=("A sample.", "样本。")),
    )


def _build_business(number: int, cities: Sequence[City], chance: random.Random) -> BusinessInitiative:
    """Return a business with two hundred words in both languages; one in ten has no year."""
    return BusinessInitiative(
        slug=f"{SAMPLE_PREFIX}business-{number + 1}",
        sector=chance.choice(Sector.values),
        city=cities[number % len(cities)],
        year=None if chance.random() < 0.1 else chance.choice(YEARS),
        source_type=SourceType.HUB_PAGE_ONLY,
        **_build_texts(
            title=(f"Sample business {number + 1}", f"样本企业{number + 1}"),
            lead=("A sample company", "样本公司"),
            summary=build_long_text(chance),
        ),
    )


def _build_flows(
    total: int, parks: int, materials: Sequence[Material], chance: random.Random
) -> Callable[[Sequence[Any]], list[MaterialFlow]]:
    """Return a function that creates the flows of a portion of parks, the same number in each park."""

    def build(portion: Sequence[Any]) -> list[MaterialFlow]:
        return [
            _build_flow(park, number, materials, chance)
            for park in portion
            for number in range(total // parks)
        ]

    return build


def _build_flow(
    park: IndustrialPark, number: int, materials: Sequence[Material], chance: random.Random
) -> MaterialFlow:
    known = chance.random() < 0.8
    return MaterialFlow(
        park=park,
        key=f"flow-{number + 1}",
        position=number,
        material=chance.choice(materials),
        from_sector=chance.choice(Sector.values),
        to_sector=chance.choice(Sector.values),
        value=Decimal(chance.randrange(1, 1_000_000)) / 10 if known else None,
        unit=chance.choice([Unit.T_PER_YEAR, Unit.M3_PER_YEAR]) if known else "",
        amount_type=chance.choice([AmountType.AMOUNT, AmountType.CAPACITY]) if known else "",
        year=chance.choice([None, *YEARS]),
        evidence=chance.choice(Evidence.values),
        status=chance.choice(FlowStatus.values),
        source_type=SourceType.HUB_PAGE_ONLY,
        **_build_texts(
            from_name=("A sample plant", "样本工厂"), to_name=("Another sample plant", "另一样本工厂")
        ),
    )
