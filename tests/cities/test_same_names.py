"""Two cities of one name have their region beside it, where both are shown."""

import pytest

from cities.models import City
from cities.place_names import mark_same_cities
from coalition.choices import MembershipRole
from coalition.models import ExchangeCity
from portal.atlas import build_atlas
from portal.selectors import get_coalition_memberships
from tests.factories import (
    make_city,
    make_designation,
    make_event,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_membership,
    make_network,
    make_park,
    make_pilot,
    make_programme,
    make_region,
    make_source,
    save,
    save_part,
    text,
)
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db

NAMES = ["Fuzhou (Fujian)", "Fuzhou (Jiangxi)"]


@pytest.fixture
def cities() -> list[City]:
    placed = {"lists": {"coordinates_sources": [make_source()]}}
    return [
        make_city(
            f"fuzhou-{slug}",
            **text("name", "Fuzhou", name),
            region=make_region(slug, **text("name", slug.title())),
            lon=lon,
            lat=lat,
            **placed,
        )
        for slug, name, lon, lat in (
            ("fujian", "福州市", 119.3, 26.1),
            ("jiangxi", "抚州市", 116.4, 27.9),
        )
    ]


def test_only_a_name_that_several_cities_have_gets_a_region(cities):
    other = make_city("datong")
    mark_same_cities([*cities, other, other, None])
    assert [city.full_name for city in (*cities, other)] == [*NAMES, "Datong"]


def test_one_city_that_is_there_twice_gets_no_region(cities):
    twice = [City.objects.get(pk=cities[0].pk) for _number in range(2)]
    mark_same_cities(twice)
    assert [city.full_name for city in twice] == ["Fuzhou", "Fuzhou"]


def test_districts_are_told_apart_by_their_cities(cities):
    districts = [
        make_city(f"a-district-{number}", **text("name", "Gulou"), parent=city, region=city.region)
        for number, city in enumerate([cities[0], make_city("datong")])
    ]
    mark_same_cities(districts)
    assert [city.full_name for city in districts] == ["Fuzhou · Gulou", "Datong · Gulou"]


@pytest.mark.parametrize("address", ["/en/cities/?view=table", "/en/cities/?view=map"])
def test_table_and_map_of_the_list_of_cities(get, cities, address):
    html = get(address)
    assert all(name in html for name in NAMES)


def test_the_names_differ_in_chinese(get, cities):
    html = get("/zh-hans/cities/?view=map")
    assert "福州市" in html
    assert "福州市（" not in html


@pytest.mark.parametrize("view", ["list", "table", "map"])
def test_lists_of_records_of_cities(get, cities, view):
    programme = make_programme("round-2", zero_waste_round=2)
    for city in cities:
        make_pilot(city=city, programme=programme)
    html = get(f"/en/zero-waste/?view={view}")
    assert view == "table" or all(name in html for name in NAMES)


def test_the_members_of_a_round_on_the_page_of_one(get, cities):
    programme = make_programme("round-2", zero_waste_round=2)
    pilots = [make_pilot(city=city, programme=programme) for city in cities]
    html = get(f"/en{pilots[0].path}")
    assert all(name in html[html.index('id="round"') :] for name in NAMES)


def test_the_map_of_the_home_page(cities):
    programme = make_programme("round-2", zero_waste_round=2)
    for city in cities:
        make_pilot(city=city, programme=programme)
    atlas = build_atlas()
    # With their regions the names are too long for the map.
    assert atlas.labels == []
    assert sorted(place.pilot.city.full_name for place in atlas.places) == NAMES


def test_the_members_on_the_home_page(cities):
    network = make_network("the-coalition", is_coalition=True)
    for city in cities:
        make_membership(city=city, network=network, role=MembershipRole.ENDORSING)
    assert sorted(str(row.city.distinct_title) for row in get_coalition_memberships([])) == NAMES


def test_values_and_chart_of_an_indicator(get, cities):
    indicator = make_indicator("recycling-rate")
    for number, city in enumerate(cities):
        for year in (2020, 2021):
            make_indicator_value(indicator, city, year=year, value=10 + number)
    page = get(f"/en{indicator.path}")
    chart, table = map(strip_tags, page.split('id="table-of-values"'))
    assert [table.count(name) for name in NAMES] == [2, 2]
    assert all(name in chart for name in NAMES)


def test_a_compared_pair(get, cities):
    html = get("/en/compare/?cities=fuzhou-fujian,fuzhou-jiangxi")
    assert all(f">{name}</a>" in html for name in NAMES)


def test_the_form_tells_the_others_from_the_chosen_one(get, cities):
    html = get("/en/compare/?cities=fuzhou-fujian")
    assert '<option value="fuzhou-jiangxi">Fuzhou (Jiangxi)</option>' in html


@pytest.mark.parametrize("address", ["/en/coalition/", "/en/coalition/?section=members"])
def test_the_members_of_a_network(get, cities, address):
    for city in cities:
        make_membership(city=city)
    html = get(address)
    assert all(f">{name}</a>" in html for name in NAMES)


@pytest.mark.parametrize("address", ["", "?section=designations"])
def test_the_cities_that_a_programme_selected(get, cities, address):
    programme = make_programme("a-programme")
    make_designation(programme, city=cities[0])
    make_designation(programme, park=make_park(city=cities[1]))
    html = get(f"/en{programme.path}{address}")
    assert all(name in strip_tags(html) for name in NAMES)


def test_the_pilots_of_a_round(get, cities):
    programme = make_programme("round-2", zero_waste_round=2)
    for city in cities:
        make_pilot(city=city, programme=programme)
    html = get(f"/en{programme.path}")
    assert all(f">{name}</a>" in html for name in NAMES)


def test_the_cities_of_an_exchange_and_of_an_event(get, cities):
    exchange = make_exchange()
    for city in cities:
        save_part(ExchangeCity(exchange=exchange, city=city, role="peer"))
    event = save(make_event(), cities=cities)
    for record in (exchange, event):
        html = get(f"/en{record.path}")
        assert all(f">{name}</a>" in html for name in NAMES), record
