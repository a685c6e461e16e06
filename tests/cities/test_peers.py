"""Peers of a city by what marks it and by its size: reasons in words, by group."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from cities.choices import CityTrait, PeerGroup
from cities.models import City
from cities.panels import VALUES_SHOWN
from cities.peers.panel import fetch_peers
from cities.peers.reasons import SHARED_TRAITS
from cities.peers.similar_cities import update_similarities
from tests.factories import (
    make_city,
    make_city_attribute,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def reasons(city: City, *groups: str) -> dict[str, list[str]]:
    update_similarities()
    peers = replace(fetch_peers(city), chosen=[PeerGroup(group) for group in groups] or list(PeerGroup))
    return {
        peer.city.slug: [shared.text for _label, found in peer.reasons for shared in found]
        for peer in peers.peers
    }


def make_place(slug: str, *traits: str) -> City:
    city = make_city(slug)
    with writing():
        for trait in traits:
            make_city_attribute(city, trait)
    return city


def test_a_coal_city_finds_one_that_has_left_coal_and_the_reverse():
    present, former = make_place("aa", "coal_based"), make_place("bb", "former_coal")
    assert reasons(present, "coal") == {"bb": ["Both are or were coal cities; Bb counts as a former one"]}
    assert reasons(former, "coal") == {"aa": ["Both are or were coal cities; Bb counts as a former one"]}


def test_cities_that_both_live_on_coal_or_have_both_left_it_say_so():
    city = make_place("aa", "coal_based")
    make_place("bb", "coal_based")
    assert reasons(city, "coal") == {"bb": ["Both live on coal"]}


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("zh-hans", "同为煤城，前城市属原煤炭城市"),
        ("zh-hant", "同為煤城，前城市屬原煤炭城市"),
    ],
)
def test_a_reason_is_a_sentence_in_chinese(language: str, reason: str):
    city = make_place("aa", "coal_based")
    make_city_attribute(make_city("bb", **text("name", "Bb", "前城市")), "former_coal")
    with override(language):
        assert reasons(city, "coal") == {"bb": [reason]}


def test_each_attribute_has_a_sentence():
    assert set(SHARED_TRAITS) == set(CityTrait)


def test_a_transition_from_oil_is_no_reason_for_a_coal_city():
    city = make_place("aa", "coal_based", "resource_city_in_transition")
    make_place("oil", "resource_city_in_transition")
    make_place("coal", "former_coal", "resource_city_in_transition")
    assert list(reasons(city, "coal")) == ["coal"]


def test_what_is_not_known_of_a_city_is_in_common_with_none():
    city = make_place("aa")
    make_place("bb", "coal_based", "steel", "port")
    assert reasons(city) == {}


def test_the_same_industry_and_the_same_place_are_groups_of_their_own():
    city = make_place("aa", "steel", "port")
    make_place("bb", "steel")
    make_place("cc", "port")
    assert reasons(city, "materials") == {"bb": ["Both make steel"]}
    assert reasons(city, "size") == {"cc": ["Both have a port"]}


def test_cities_that_pass_on_the_same_material_are_peers():
    ash = make_material("ash", **text("name", "Fly ash"))
    cities = [make_city("aa"), make_city("bb")]
    with writing():
        for city in cities:
            make_flow(make_park(f"park-{city.slug}", city=city), material=ash)
    assert reasons(cities[0], "materials") == {"bb": ["Passed on in parks of both: Fly ash"]}


@pytest.mark.parametrize(
    ("number", "year", "scope", "is_peer"),
    [
        (1_200_000, 2020, "whole_city", True),
        (800_000, 2020, "whole_city", True),
        (1_300_000, 2020, "whole_city", False),
        (1_000_000, 2019, "whole_city", False),
        (1_000_000, 2020, "urban_area", False),
    ],
)
def test_sizes_are_compared_within_a_quarter_of_one_year_and_scope(number, year, scope, is_peer: bool):
    values = {"unit": "people", "waste_area": "", "topic": "city"}
    whole = make_indicator("residents", scope="whole_city", **values)
    urban = make_indicator("urban-residents", scope="urban_area", **values)
    city, other = make_city("aa"), make_city("bb")
    make_indicator_value(whole, city, 2020, value=1_000_000)
    make_indicator_value(urban, city, 2020, value=1_000_000)
    make_indicator_value(whole if scope == "whole_city" else urban, other, year, value=number)
    assert bool(reasons(city, "size")) is is_peer


def test_the_size_of_a_city_with_more_values_than_its_page_shows_is_compared():
    values = {"unit": "people", "waste_area": "", "topic": "city"}
    residents = make_indicator("residents", scope="whole_city", **values)
    city, other = make_city("aa"), make_city("bb")
    with writing():
        for number in range(VALUES_SHOWN + 2):
            make_indicator_value(make_indicator(f"indicator-{number:02}"), city)
    make_indicator_value(residents, city, 2020, value=1_000_000)
    make_indicator_value(residents, other, 2020, value=900_000)
    assert reasons(city, "size") == {"bb": ["Similar population in 2020: 900,000 (Aa: 1 million)"]}


def test_unpublished_cities_are_no_peers():
    city = make_place("aa", "steel")
    make_place("bb", "steel")
    City.objects.filter(slug="bb").update(status="draft")
    assert reasons(city) == {}
