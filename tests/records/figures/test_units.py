"""The UCUM codes and factors of units are right: ucumvert reads them and comes to the same numbers."""

import pytest
from lark import Token
from ucumvert import PintUcumRegistry

from records.choices import Unit
from records.figures.units import get_unit, get_units

#: Money, of which UCUM has no units; a calendar year, which is a date and not an amount of time; a milestone,
#: which has no number.
WITHOUT_UCUM = {
    "cny": "money, ISO 4217 CNY",
    "cny_per_year": "money per time, ISO 4217 CNY",
    "cny_per_person": "money per number, ISO 4217 CNY",
    "cny_per_t": "money per mass, ISO 4217 CNY",
    "kg_per_10000_cny": "mass per money, ISO 4217 CNY",
    "calendar_year": "calendar year",
    "milestone": "none",
}
WITH_UCUM = [unit for unit in get_units().values() if unit.code not in WITHOUT_UCUM]
DIMENSIONS = {
    "share": {},
    "number": {},
    "mass": {"[mass]": 1},
    "mass flow": {"[mass]": 1, "[time]": -1},
    "mass flow per person": {"[mass]": 1, "[time]": -1},
    "rate": {"[time]": -1},
    "length": {"[length]": 1},
    "area": {"[length]": 2},
    "volume": {"[length]": 3},
    "volume flow": {"[length]": 3, "[time]": -1},
    "time": {"[time]": 1},
    "power": {"[mass]": 1, "[length]": 2, "[time]": -3},
    "energy": {"[mass]": 1, "[length]": 2, "[time]": -2},
}
# The units of the SI that our factors lead to, in its base units; none has a prefix but the kilogram.
SI_UNITS = {"1", "kg", "kg/s", "1/s", "m", "m2", "m3", "m3/s", "s", "W", "J"}


@pytest.fixture(scope="module")
def quantity():
    registry = PintUcumRegistry()

    def parse(ucum):
        """Return a UCUM unit as a quantity in base units of the SI."""
        parsed = registry.from_ucum(ucum)
        # An annotation alone, such as {count}, is the number one; ucumvert returns it as it is.
        if isinstance(parsed, Token) and parsed.type == "ANNOTATION":
            parsed = registry.from_ucum("1")
        return parsed.to_base_units()

    return parse


def test_every_unit_has_a_definition_in_the_order_of_the_choices():
    assert list(get_units()) == Unit.values
    assert get_unit("t_per_year").ucum == "t/a"
    with pytest.raises(KeyError):
        get_unit("furlong")


def test_units_without_a_ucum_code_are_money_years_and_milestones():
    units = [unit for unit in get_units().values() if unit.ucum is None]
    assert {unit.code: unit.dimension for unit in units} == WITHOUT_UCUM
    assert {(unit.si_factor, unit.si_unit) for unit in units} == {(None, None)}


@pytest.mark.parametrize("unit", WITH_UCUM, ids=lambda unit: unit.code)
def test_factor_and_dimension_are_those_of_ucum(quantity, unit):
    assert unit.si_unit in SI_UNITS
    ours, si = quantity(unit.ucum), quantity(unit.si_unit)
    assert si.magnitude == 1
    assert ours.magnitude == pytest.approx(unit.si_factor, rel=1e-12)
    assert ours.units == si.units
    assert dict(ours.dimensionality) == DIMENSIONS[unit.dimension]


def test_what_is_counted_is_named_in_an_annotation():
    """UCUM has no unit for people or vehicles: what the number counts stands in braces."""
    numbers = [unit for unit in get_units().values() if unit.dimension == "number"]
    assert all(unit.ucum.startswith("{") and unit.ucum.endswith("}") for unit in numbers)
