"""Distances between places are those on the ground."""

from dataclasses import dataclass

import pytest

from records.distances import measure_distance


@dataclass
class Place:
    lat: float | None
    lon: float | None


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (Place(0, 0), Place(0, 1), 111.2),
        (Place(0, 0), Place(1, 0), 111.2),
        (Place(60, 0), Place(60, 1), 55.6),
        (Place(39.9, 116.4), Place(31.23, 121.47), 1_067),
        (Place(0, 0), Place(0, 180), 20_015),
        (Place(31.23, 121.47), Place(31.23, 121.47), 0),
    ],
)
def test_it_is_the_straight_line_over_the_globe(one, other, kilometres):
    assert measure_distance(one, other) == pytest.approx(kilometres, rel=0.002)
    assert measure_distance(other, one) == measure_distance(one, other)


@pytest.mark.parametrize("unknown", [Place(None, 1), Place(1, None)])
def test_there_is_none_from_a_place_without_coordinates(unknown):
    assert measure_distance(unknown, Place(0, 0)) is None
    assert measure_distance(Place(0, 0), unknown) is None
