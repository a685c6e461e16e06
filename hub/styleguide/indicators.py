"""Sample indicators and their values, for tables and lines."""

from collections.abc import Callable
from typing import Any

from cities.choices import Direction, Obligation
from cities.models import Framework, Indicator, IndicatorValue
from cities.time_series import ValueChange, ValueSpread, describe_series, is_comparable
from hub.styleguide import samples
from records.choices import Attestation, Evidence, Unit, WasteArea

#: Changes a value of the city with this number.
Twist = Callable[[IndicatorValue, int], None]

LAST_YEAR = 2023


def framework() -> Framework:
    return samples.make(Framework, name=("Sample framework", "示例指标体系"), edition="1")


def indicator(**given: Any) -> Indicator:
    defaults = {
        "framework": framework(), "name": ("Sample indicator", "示例指标"), "unit": Unit.PERCENT,
        "waste_area": WasteArea.DOMESTIC, "direction": Direction.HIGHER_IS_BETTER,
        "obligation": Obligation.MANDATORY, "definition": samples.SENTENCE,
    }  # fmt: skip
    return samples.make(Indicator, **{**defaults, **given})


def values(of: Indicator, cities: int, years: int, twist: Twist | None = None) -> list[IndicatorValue]:
    """The values of so many cities for the last so many years."""
    made = []
    for place in range(cities):
        city = samples.city(name=(f"Sample city {place + 1}", f"示例城市{place + 1}"))
        for back in range(years):
            value = samples.make(
                IndicatorValue, indicator=of, city=city, year=LAST_YEAR - back, value=33 + 2 * place - back,
                evidence=Evidence.MEASURED if place else Evidence.STATED, attested_by=Attestation.OFFICIAL,
            )  # fmt: skip
            if twist:
                twist(value, place)
            made.append(value)
    return made


def detail(cities: int, years: int, twist: Twist | None = None) -> dict[str, Any]:
    """What `cities.views.IndicatorDetail` gives its templates, for so many cities and years."""
    record = indicator()
    rows = [
        samples.given(value, joins=is_comparable(value)) for value in values(record, cities, years, twist)
    ]
    found = describe_series(rows)
    return {
        "record": record,
        "values": rows,
        "spread": found if isinstance(found, ValueSpread) else None,
        "change": found if isinstance(found, ValueChange) else None,
    }
