"""Rows say where they are: columns of city and region, points and names on maps, in each language."""

import json

import pytest
from django.utils import timezone

from api.lists.catalog import _COUNTRIES, list_entries
from api.records.resources import RESOURCES
from coalition.models import ExchangeCity
from initiatives.models import Facility
from tests.api.api_client import BASE, get_csv_rows, get_json, read_body
from tests.factories import (
    make_city,
    make_designation,
    make_event,
    make_exchange,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_membership,
    make_park,
    make_pilot,
    make_programme,
    make_region,
    make_source,
    save_part,
    text,
    writing,
)

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)
MAPS = [resource for resource in RESOURCES if resource.has_points]
#: A filter of materials asks about their flows, which have both columns: a material is everywhere.
OF_FLOWS = {"materials"}


def make_place(slug="datong", **kwargs):
    point = {"lat": 40.1, "lon": 113.3, "lists": {"coordinates_sources": [make_source()]}}
    return make_city(
        slug, region=make_region("shanxi", name_en="Shanxi"), name_en="Datong", **point, **kwargs
    )


@pytest.fixture
def city():
    return make_place()


@pytest.fixture
def park(city):
    park = make_park("a-park", city=city)
    save_part(
        Facility(park=park, key="a-plant", kind="sludge", status="operating", **text("name", "A plant"))
    )
    make_flow(park, material=make_material("slag", name_en="Slag"))
    return park


def list_features(client, path):
    return json.loads(read_body(client.get(f"{BASE}/{path}")))["features"]


@each
@pytest.mark.parametrize("place", ["region", "city"])
def test_whatever_can_be_filtered_by_place_has_the_place(resource, place):
    if place not in resource.list_filters() or resource.list_name in OF_FLOWS:
        return
    plural = {"region": "regions", "city": "cities"}[place]
    assert {place, plural} & {*resource.fields}, resource.list_name


def test_parts_have_the_place_of_their_record(client, park):
    for path in ("facilities", "flows"):
        (line,) = get_csv_rows(client, f"{BASE}/{path}/?format=csv")
        assert (line["city"], line["city_name"]) == ("datong", "Datong")
        assert (line["region"], line["region_name"]) == ("shanxi", "Shanxi")
        (obj,) = get_json(client, f"{BASE}/{path}/")["results"]
        assert get_json(client, f"{BASE}/{path}/{obj['slug']}/")["region"]["name"] == "Shanxi"


def test_a_selected_park_is_in_its_city(client, city, park):
    programme = make_programme("a-programme")
    make_designation(programme, park=park)
    make_designation(programme, city=city)
    of_park, of_city = get_csv_rows(client, f"{BASE}/designations/?format=csv")
    assert (of_park["city"], of_park["park_city"], of_park["region_name"]) == ("", "datong", "Shanxi")
    assert (of_city["city"], of_city["park_city"], of_city["region_name"]) == ("datong", "", "Shanxi")


def test_what_has_several_cities_has_their_regions_each_once(client, city):
    other = make_city("hefei", region=make_region("anhui"))
    exchange = make_exchange("an-exchange")
    for one in (city, other, make_city("yuncheng", region=city.region)):
        save_part(ExchangeCity(exchange=exchange, city=one, role="peer"))
    event = make_event("an-event")
    with writing() as changes:
        changes.set_related(event, "cities", [other])
    (row,) = get_json(client, f"{BASE}/exchanges/")["results"]
    assert {region["slug"] for region in row["regions"]} >= {"shanxi", "anhui"}
    assert len(row["regions"]) == len({region["slug"] for region in row["regions"]})
    (line,) = get_csv_rows(client, f"{BASE}/exchanges/?format=csv")
    assert line["regions"] == "|".join(region["slug"] for region in row["regions"])
    (line,) = get_csv_rows(client, f"{BASE}/events/?format=csv")
    assert line["regions"] == "anhui"


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", ["exchanges", "designations", "flows", "memberships", "indicator-values"])
def test_a_day_has_the_regions_of_that_day(client, city, park, path):
    exchange = make_exchange("an-exchange")
    save_part(ExchangeCity(exchange=exchange, city=city, role="peer"))
    make_designation(make_programme("a-programme"), park=park)
    make_membership(city)
    make_indicator_value(make_indicator("an-indicator"), city)
    now = get_json(client, f"{BASE}/{path}/")["results"]
    then = get_json(client, f"{BASE}/{path}/?as_of={timezone.localdate()}")["results"]
    assert "shanxi" in json.dumps(now)
    assert now == then


# -- maps -------------------------------------------------------------------------------------------


def test_what_has_no_point_takes_that_of_its_city_and_says_so(client, park):
    for path in ("parks", "facilities", "flows"):
        (feature,) = list_features(client, f"{path}/?format=geojson")
        assert feature["geometry"] == {"type": "Point", "coordinates": [113.3, 40.1]}
        assert feature["properties"]["location_of"] == "city"
    assert list_features(client, "parks/?format=geojson")[0]["properties"]["lat"] is None


def test_a_point_of_its_own_comes_first(client, park):
    with writing() as changes:
        park.lat, park.lon = 40.5, 113.9
        changes.save(park)
        changes.set_related(park, "coordinates_sources", [make_source()])
    for path in ("parks", "facilities", "flows"):
        (feature,) = list_features(client, f"{path}/?format=geojson")
        assert feature["geometry"]["coordinates"] == [113.9, 40.5]
        assert feature["properties"]["location_of"] == "record"


def test_without_any_point_there_is_none(client):
    make_park("a-park", city=make_city("nowhere"))
    (feature,) = list_features(client, "parks/?format=geojson")
    assert (feature["geometry"], feature["properties"]["location_of"]) == (None, None)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("lang", ["en", "zh-hans", "zh-hant", "all"])
def test_a_map_has_flat_names_in_the_language_of_the_response(client, park, city, lang):
    make_pilot("a-pilot", city=city)
    (of_park,) = list_features(client, f"parks/?format=geojson&lang={lang}")
    (of_pilot,) = list_features(client, f"zero-waste-pilots/?format=geojson&lang={lang}")
    (of_flow,) = list_features(client, f"flows/?format=geojson&lang={lang}")
    own = "name_en" if lang == "all" else "name"
    for feature in (of_park, of_pilot, of_flow):
        texts = feature["properties"]
        assert texts[own]
        assert isinstance(texts[own], str)
        expected = get_json(client, f"{BASE}/parks/a-park/?lang={lang}")
        for place in ("city", "region"):
            name = expected[place]["name"]
            assert texts[f"{place}_name"] == (name["en"] if lang == "all" else name)
    if lang == "all":
        assert of_park["properties"]["city_name_zh_hant"] == expected["city"]["name"]["zh-Hant"]
    elif lang == "en":
        assert of_flow["properties"]["name"] == "Slag"


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
@pytest.mark.sampled(4)
@pytest.mark.parametrize("resource", MAPS, ids=lambda resource: resource.list_name)
def test_all_maps_have_names_and_say_what_the_point_is(client, resource):
    places = ["region_name"] if resource.list_name == "cities" else ["city_name", "region_name"]
    features = list_features(client, f"{resource.list_name}/?format=geojson")
    assert features
    for feature in features:
        texts = feature["properties"]
        assert texts["name"], feature["id"]
        assert {*places} <= texts.keys()
        assert (texts["location_of"] is None) == (feature["geometry"] is None)


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
def test_the_catalogue_knows_all_countries_of_the_starting_content():
    assert {country for entry in list_entries() for country in entry.countries} - {None} <= {*_COUNTRIES}


def test_all_that_has_one_city_is_on_a_map():
    located = {one.list_name for one in RESOURCES if one.city_paths and not one.has_many_cities}
    assert {one.list_name for one in MAPS} == located | {"cities"}
