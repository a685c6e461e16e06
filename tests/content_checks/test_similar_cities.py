"""The peers of a city, and what they share."""

from dataclasses import replace

import pytest

from cities.choices import PeerGroup
from cities.models import City
from cities.peers.panel import fetch_peers
from tests.content_checks.test_city_pages import words

pytestmark = pytest.mark.usefixtures("counted", "db")


def peers(slug: str, *groups: str) -> dict[str, list[str]]:
    city = City.objects.published().get(slug=slug)
    found = replace(fetch_peers(city), chosen=[PeerGroup(group) for group in groups] or list(PeerGroup))
    return {
        peer.city.slug: [shared.text for _label, features in peer.reasons for shared in features]
        for peer in found.peers
    }


def test_where_coal_counts_datong_finds_cities_that_have_left_it():
    found = peers("datong", "coal")
    assert list(found) == ["xuzhou", "dortmund", "essen"]
    assert found["essen"] == [
        "Both are or were coal cities; Essen counts as a former one",
        "Both are resource cities in transition",
    ]
    assert list(peers("datong"))[:3] == list(found)


def test_a_city_without_coal_has_no_peers_by_coal():
    assert peers("changchun", "coal") == {}


def test_of_cities_of_a_size_the_nearest_come_first():
    found = peers("changchun", "size")
    assert all("2023" in text for texts in found.values() for text in texts if "people" in text)


def test_peers_share_networks_programmes_and_themes():
    changchun = peers("changchun")
    assert changchun["bonn"][:2] == [
        "Both have the same role in GCCC: Endorser",
        "Both have the same role in ICLEI: Member",
    ]
    assert "Municipal resource management" in changchun["bonn"]
    assert "Both were selected for “Zero-waste cities, 14th Five-Year Plan period”" in changchun["chengdu"]
    assert "Industrial symbiosis" in changchun["turku"]


def test_pilots_of_both_rounds_stand_first_beside_such_a_pilot():
    for shared in peers("weihai", "programmes").values():
        assert shared[:2] == [
            "Both were selected for “Zero-waste city pilots (2019)”",
            "Both were selected for “Zero-waste cities, 14th Five-Year Plan period”",
        ]


def test_of_cities_with_as_much_in_common_those_of_the_region_come_first():
    own = City.objects.get(slug="zigong").region_id
    assert set(
        City.objects.filter(slug__in=peers("zigong", "programmes", "coalition", "themes")).values_list(
            "region", flat=True
        )
    ) == {own}


@pytest.mark.parametrize("slug", ["changchun", "bonn", "hong-kong", "suzhou", "zigong"])
def test_there_are_at_most_four_peers_those_with_most_in_common_first(slug):
    counts = [len(texts) for texts in peers(slug).values()]
    assert 1 <= len(counts) <= 4
    assert counts == sorted(counts, reverse=True)


def test_a_city_and_its_districts_are_no_peers_of_each_other():
    assert not peers("tianjin").keys() & {"tianjin", "binhai", "tianjin-eco-city"}
    assert "tianjin" not in peers("binhai")
    assert "shenzhen" not in peers("guangming")


def test_peers_cost_one_query(django_assert_num_queries):
    city = City.objects.published().get(slug="changchun")
    with django_assert_num_queries(1):
        assert fetch_peers(city).peers


def beside(get, slug: str) -> str:
    return words(get(f"/en/cities/{slug}/").split('id="peers"')[1].split("</section>")[0])


def test_the_page_sets_four_cities_beside_a_city_with_the_reason(get):
    shenzhen = beside(get, "shenzhen")
    for found in ("Zhuhai 59 km away", "Dongguan 62 km away", "Shanghai about as much waste: 9.75 million t"):
        assert found in shenzhen
    assert "Huzhou half to twice as many residents, treats 35% of its waste in other ways" in beside(
        get, "datong"
    )
    assert beside(get, "bole").count("km away") == 4


def test_a_city_abroad_stands_beside_those_with_which_it_has_most_in_common(get):
    assert "Essen Both are former coal cities" in beside(get, "dortmund")
