"""Strips of an indicator with many cities: every city has its dot, and many on one spot have their number."""

from itertools import pairwise

import pytest

from cities.models import City, Indicator, IndicatorValue
from cities.values.year_strips import MANY, build_year_strips

INDICATOR = Indicator(pk=1, slug="landfilled", unit="t")


def make_values(numbers: list[float], year: int = 2023) -> list[IndicatorValue]:
    return [
        IndicatorValue(
            pk=year * 1_000 + pk, indicator=INDICATOR, year=year, value=number,
            city=City(pk=pk, slug=f"city-{pk}", name_en=f"City {pk}", name_zh_hans=f"第{pk}市"),
        )
        for pk, number in enumerate(numbers, 1)
    ]  # fmt: skip


def build(numbers: list[float], *more: IndicatorValue):
    strips = build_year_strips([*make_values(numbers), *more])
    assert strips is not None
    return strips


@pytest.mark.parametrize("numbers", [range(100, 500), [0] * 62 + [10 * n for n in range(1, 17)], [5] * 30])
def test_every_city_of_a_year_has_its_dot(numbers):
    [row] = build(list(numbers)).rows
    assert sorted(value.value for spot in row.spots for value in spot.values) == sorted(numbers)
    for spot in row.spots:
        assert spot.is_pile == (len(spot.values) >= MANY)
        assert spot.is_pile or len(set(spot.heights)) == len(spot.values)


def test_many_on_one_spot_have_their_number():
    [row] = build([0] * 62 + [100 + n for n in range(16)]).rows
    assert (row.spots[0].x, row.spots[0].label) == (0, "62")


def test_numbers_below_a_strip_do_not_touch():
    [row] = build([number % 40 for number in range(400)]).rows
    places = [spot.x for spot in row.spots if spot.label]
    assert len(places) > 2
    assert all(after - before > 3 for before, after in pairwise(places))


def test_the_ends_are_named_where_they_stand_alone():
    [row] = build([1, *[50] * 30, 99]).rows
    assert [spot.label for spot in row.spots] == ["City 1", "30", "City 32"]
    [row] = build([1, 1, *[50] * 30, 99]).rows
    assert row.spots[0].label == ""


def test_a_year_with_few_cities_is_left_to_the_table():
    strips = build([10.0 + n for n in range(30)], *make_values([7], year=2021))
    assert [row.year for row in strips.rows] == [2023]
    assert not strips.has_all_years


def test_the_newest_year_comes_first_on_the_same_scale():
    numbers = [10.0 + n for n in range(30)]
    strips = build(numbers, *make_values(numbers, year=2025))
    assert [row.year for row in strips.rows] == [2025, 2023]
    assert strips.rows[0].spots[0].x == strips.rows[1].spots[0].x


def test_few_cities_have_rows_of_their_own():
    assert build_year_strips(make_values([1.0, 2.0, 3.0])) is None
