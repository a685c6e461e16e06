"""Cities beside a city: the nearest, one with like tonnes, one of like size that treats more another way."""

import re
from typing import Any

import pytest
from django.utils.translation import override

from cities.maps.locator import build_locator
from cities.models import City, CitySimilarity, Indicator
from cities.peers.beside import describe_neighbour, fetch_neighbours
from cities.peers.panel import fetch_peers
from cities.peers.similar_cities import update_similarities
from cities.waste.treatment import fetch_all_waste
from tests.factories import (
    make_city,
    make_city_attribute,
    make_indicator,
    make_indicator_value,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def find_near(city: City) -> list[str]:
    update_similarities()
    rows = CitySimilarity.objects.filter(city=city, group="nearest").order_by("distance")
    return [row.other.slug for row in rows]


def find_beside(city: City) -> list[tuple[str, str]]:
    """Slug and reason of each, as on the page of the city."""
    update_similarities()
    place = City.objects.select_related("parent").get(pk=city.pk)
    neighbours = fetch_neighbours(place, fetch_all_waste())
    return [(entry.city.slug, entry.reason.replace("\N{NO-BREAK SPACE}", " ")) for entry in neighbours.beside]


def make_place(slug: str, lat: float, lon: float = 120, **values: Any) -> City:
    return make_city(slug, lists={"coordinates_sources": [make_source()]}, lat=lat, lon=lon, **values)


def make_residents() -> Indicator:
    return make_indicator("residents", unit="people", waste_area="", topic="city", scope="whole_city")


def test_the_nearest_cities_are_stored_from_the_nearest_on():
    city = make_place("aa", 30)
    for slug, lat in (("far", 40), ("near", 31), ("next", 28.5)):
        make_place(slug, lat)
    make_city("unplaced")
    assert find_near(city) == ["near", "next", "far"]


def test_districts_are_no_neighbours_and_have_those_of_other_cities():
    city, other = make_place("aa", 30), make_place("bb", 32)
    own = make_place("own-district", 30.1, parent=city)
    make_place("other-district", 30.2, parent=other)
    assert find_near(city) == ["bb"]
    assert find_near(own) == ["bb"]


def test_a_neighbour_that_has_nothing_in_common_is_no_peer():
    city = make_place("aa", 30)
    make_place("bb", 31)
    update_similarities()
    assert fetch_peers(city).peers == []


def test_two_nearest_cities_with_known_waste_one_with_like_tonnes_and_one_that_treats_more_another_way():
    waste, residents = make_waste_indicators(), make_residents()
    tonnes = {"aa": 100, "near": 900, "next": 800, "like": 110, "other": 400, "last": 90}
    for at, (slug, amount) in enumerate(tonnes.items()):
        place = make_place(slug, 30 + at)
        burned = amount / 2 if slug == "other" else amount
        report_waste(waste, place, collected=amount, treated=amount, burned=burned, landfilled=0)
        make_indicator_value(residents, place, 2023, value=1_000_000)
    make_place("unknown", 30.1)
    assert find_beside(City.objects.get(slug="aa")) == [
        ("near", "111 km away"),
        ("next", "222 km away"),
        ("like", "about as much waste: 110 t"),
        ("other", "half to twice as many residents, treats 50% of its waste in other ways"),
    ]
    # No city treats more another way than this one.
    found = find_beside(City.objects.get(slug="other"))
    assert {slug for slug, _reason in found[:2]} == {"like", "last"}
    assert found[2:] == [("next", "about as much waste: 800 t"), ("aa", "about as many residents: 1 million")]


def test_a_city_whose_waste_is_not_known_stands_beside_the_four_nearest_of_its_country():
    waste = make_waste_indicators()
    with writing():
        for at in range(1, 6):
            report_waste(waste, make_place(f"place-{at}", 30 + at), collected=100, treated=100, burned=100)
    assert find_beside(make_place("aa", 30)) == [
        ("place-1", "111 km away"), ("place-2", "222 km away"), ("place-3", "334 km away"),
        ("place-4", "445 km away"),
    ]  # fmt: skip
    abroad = make_place("abroad", 30, country="JP")
    assert find_beside(abroad) == []


def test_a_place_abroad_stands_beside_those_with_which_it_has_most_in_common():
    abroad, city = make_place("abroad", 51, 7, country="DE"), make_place("aa", 40)
    for place in (abroad, city):
        make_city_attribute(place, "former_coal")
    assert find_beside(abroad) == [("aa", "Both are former coal cities")]


def test_at_most_four_cities_alike_by_coal_are_named_below_the_name(client):
    waste = make_waste_indicators()
    city = make_place("aa", 30)
    for slug, lat in (("near-1", 30), ("near-2", 31), ("near-3", 32), ("near-4", 33)):
        report_waste(waste, make_place(slug, lat), collected=100, treated=100, burned=100)
    make_city_attribute(city, "coal_based")
    with writing():
        for slug in ("essen", "fushun", "dortmund", "xuzhou", "zaozhuang"):
            make_city_attribute(make_place(slug, 51, 7, country="DE"), "former_coal")
    update_similarities()
    page = client.get("/en/cities/aa/").content.decode()
    [line] = re.findall(r'</h1>.*?id="alike">(.*?)</p>.*?class="locator"', page, re.DOTALL)
    words = re.sub(r"<[^>]+>", "", line).strip()
    assert words == "Coal cities, then or now: Dortmund, Essen, Fushun, Xuzhou."
    assert line.count("/en/cities/") == 4
    assert 'id="alike"' not in client.get("/en/cities/near-1/").content.decode()


def test_a_district_stands_beside_its_city():
    waste = make_waste_indicators()
    city = make_place("aa", 30)
    report_waste(waste, city, collected=100, treated=100, burned=100)
    report_waste(waste, make_place("bb", 32), collected=100, treated=100, burned=100)
    district = make_place("district", 30.1, parent=city)
    assert find_beside(district) == [("aa", "the city that it is a part of"), ("bb", "211 km away")]


def test_a_place_of_the_size_of_a_province_stands_beside_the_nearest_and_beside_no_other():
    waste, residents = make_waste_indicators(), make_residents()
    city, province = make_place("aa", 30), make_place("province", 31)
    make_indicator_value(residents, province, 2023, value=31_900_000)
    for place in (city, province):
        report_waste(waste, place, collected=100, treated=100, burned=50, landfilled=0)
    assert find_beside(city) == []
    assert find_beside(province) == [("aa", "111 km away")]


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        (
            "zh-hans",
            [
                "相距62公里",
                "垃圾量相近：975万吨",
                "常住人口相近：1882.7万人",
                "人口相差一倍以内，35%的生活垃圾以其他方式处理",
            ],
        ),
    ],
)
def test_reasons_are_sentences_in_chinese(language: str, reasons: list[str]):
    rows = [
        CitySimilarity(reason="nearest", params={"km": 62}),
        CitySimilarity(reason="tonnes", params={"number": "9748063.0"}),
        CitySimilarity(reason="residents", params={"number": "18827000.0"}),
        CitySimilarity(reason="another-way", params={"share": 0.3532}),
    ]
    with override(language):
        assert [describe_neighbour(row) for row in rows] == reasons


# -- the map in the head ----------------------------------------------------------------------------


def list_marks(city: City, beside: list[City], near: list[City]) -> list[tuple[str, str]]:
    locator = build_locator(city, beside, near)
    assert locator is not None
    for mark in locator.marks:
        assert 0 <= mark.x <= locator.window.width
        assert 0 <= mark.y <= locator.window.height
    return [(mark.role, mark.label.text if mark.label else "") for mark in locator.marks]


def place(name: str, lat: float, lon: float = 113, **values: Any) -> City:
    return City(lat=lat, lon=lon, country="CN", **text("name", name), **values)


def test_the_map_names_the_place_those_beside_it_and_others_near_by():
    marks = list_marks(place("Aa", 30), [place("Bb", 31)], [place("Cc", 29, 112)])
    assert marks == [("near", "Cc"), ("beside", "Bb"), ("here", "Aa")]


def test_a_name_that_would_cover_another_is_left_out():
    others = [place("B" * 12, 30.001 + at / 1000) for at in range(8)]
    names = [name for _role, name in list_marks(place("Aa", 30), others[:4], [*others[4:], place("Cc", 33)])]
    assert "" in names
    assert names[-1] == "Aa"


def test_cities_far_away_are_shown_on_the_whole_map_only_if_they_stand_beside_it():
    marks = list_marks(
        place("Aa", 45, 82), [place("Bb", 30, 91)], [place("Cc", 36, 103), place("Dd", 44, 87)]
    )
    assert marks == [("beside", "Bb"), ("here", "Aa")]


def test_a_place_alone_or_without_coordinates():
    assert list_marks(place("Bonn", 50.73, 7.1), [], []) == [("here", "Bonn")]
    assert build_locator(City(**text("name", "Nowhere"))) is None
