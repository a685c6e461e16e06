"""Cities beside a city: the nearest, one with like tonnes, one of like size that treats more another way."""

from typing import Any

import pytest

from cities.models import City, CitySimilarity, Indicator
from cities.peers.panel import fetch_peers
from cities.peers.similar_cities import update_similarities
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_source,
    make_waste_indicators,
    report_waste,
)

pytestmark = pytest.mark.django_db


def find(city: City, group: str) -> list[tuple[str, dict[str, Any]]]:
    update_similarities()
    rows = CitySimilarity.objects.filter(city=city, group=group).order_by("distance")
    return [(row.other.slug, row.params) for row in rows]


def make_place(slug: str, lat: float, lon: float = 120, **values: Any) -> City:
    return make_city(slug, lists={"coordinates_sources": [make_source()]}, lat=lat, lon=lon, **values)


def make_residents() -> Indicator:
    return make_indicator("residents", unit="people", waste_area="", topic="city", scope="whole_city")


def test_the_two_nearest_cities_are_stored_with_their_distance():
    city = make_place("aa", 30)
    for slug, lat in (("far", 40), ("near", 31), ("next", 28.5)):
        make_place(slug, lat)
    make_city("unplaced")
    assert find(city, "nearest") == [("near", {"km": 111}), ("next", {"km": 167})]


def test_districts_are_no_neighbours_and_have_those_of_other_cities():
    city, other = make_place("aa", 30), make_place("bb", 32)
    own = make_place("own-district", 30.1, parent=city)
    make_place("other-district", 30.2, parent=other)
    assert [slug for slug, _params in find(city, "nearest")] == ["bb"]
    assert [slug for slug, _params in find(own, "nearest")] == ["bb"]


def test_a_neighbour_that_has_nothing_in_common_is_no_peer():
    city = make_place("aa", 30)
    make_place("bb", 31)
    update_similarities()
    assert fetch_peers(city).groups == []


def test_tonnes_are_compared_in_the_newest_year_known_of_both():
    waste = make_waste_indicators()
    city, like, unlike, older = (make_city(slug) for slug in ("aa", "like", "unlike", "older"))
    report_waste(waste, city, collected=100)
    report_waste(waste, like, collected=80)
    report_waste(waste, unlike, collected=300)
    report_waste(waste, older, 2022, collected=100)
    report_waste(waste, city, 2022, collected=100)
    assert find(city, "tonnes") == [("like", {"year": 2023, "number": "100.0", "other_number": "80.0"})]


def test_of_cities_of_like_size_the_one_that_treats_most_another_way_is_stored():
    waste, residents = make_waste_indicators(), make_residents()
    cities = {slug: make_city(slug) for slug in ("aa", "some", "most", "larger")}
    for slug, number in {"aa": 1_000_000, "some": 600_000, "most": 1_900_000, "larger": 2_100_000}.items():
        make_indicator_value(residents, cities[slug], 2023, value=number)
    for slug, burned in {"some": 80, "most": 50, "larger": 10}.items():
        report_waste(waste, cities[slug], collected=100, treated=100, burned=burned, landfilled=0)
    assert find(cities["aa"], "treatment") == [("most", {"year": 2023, "share": 0.5})]


@pytest.mark.parametrize(
    ("amounts", "is_known"),
    [
        ({"treated": 100, "burned": 60, "landfilled": 10}, True),
        ({"treated": 100, "burned": 60}, False),
        ({"treated": 100, "burned": 99.7}, True),
        ({"treated": 100, "landfilled": 100}, True),
        ({"treated": 100}, False),
        ({"burned": 60, "landfilled": 10}, False),
    ],
)
def test_an_empty_cell_counts_as_nothing_only_if_the_other_makes_up_the_total(
    amounts: dict[str, float], is_known: bool
):
    waste, residents = make_waste_indicators(), make_residents()
    city, other = make_city("aa"), make_city("bb")
    for place in (city, other):
        make_indicator_value(residents, place, 2023, value=1_000_000)
    report_waste(waste, other, collected=100, **amounts)
    assert bool(find(city, "treatment")) is is_known


def test_a_place_of_the_size_of_a_province_is_not_compared():
    waste, residents = make_waste_indicators(), make_residents()
    city, province = make_city("aa"), make_city("province")
    make_indicator_value(residents, city, 2023, value=20_000_000)
    make_indicator_value(residents, province, 2023, value=31_900_000)
    for place in (city, province):
        report_waste(waste, place, collected=100, treated=100, burned=50, landfilled=0)
    for place in (city, province):
        assert (find(place, "tonnes"), find(place, "treatment")) == ([], [])
