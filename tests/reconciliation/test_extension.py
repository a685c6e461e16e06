"""What OpenRefine fetches of matched records, suggests, and shows beside them."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City
from tests.api.api_client import get_errors, get_json, strip_host
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_region,
    make_source,
    text,
    writing,
)
from tests.reconciliation import protocol
from tests.reconciliation.protocol import holds
from tests.reconciliation.service import SERVICE, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]


@pytest.fixture
def records() -> None:
    jilin = make_region("jilin", **text("name", "Jilin", "吉林省"))
    changchun = make_city(
        "changchun",
        lists={"coordinates_sources": [make_source()]},
        region=jilin,
        admin_code="220100",
        lat=43.9,
        lon=125.3,
        **text("name", "Changchun", "长春市"),
    )
    make_city("hidden", publish=False)
    figure = {**text("label", "Population"), "unit": "people"}
    make_city_figure(changchun, "population", value=9_066_906, year=2020, **figure)
    make_city_figure(changchun, "area", value="24734.5")
    make_park("east-park", city=changchun, level="national", **text("name", "East Park", "东园区"))


def extend(client: Client, ids: list[str], properties: list[Any], query: str = "") -> Any:
    wanted = [{"id": one} if isinstance(one, str) else one for one in properties]
    response = post(client, {"ids": ids, "properties": wanted}, query, field="extend")
    assert response.status_code == 200, response.content
    body = response.json()
    holds(protocol.EXTENSION, body)
    return body


def test_matched_records_are_extended_by_their_properties(client: Client, records: None):
    wanted = ["region", "code", "country", "kind", "latitude", "population", "population_year", "area"]
    body = extend(client, ["city.changchun"], wanted)
    assert [one["id"] for one in body["meta"]] == wanted
    assert body["meta"][0]["type"] == {"id": "region", "name": "Region"}
    assert body["rows"]["city.changchun"] == {
        "region": [{"id": "region.jilin", "name": "Jilin"}],
        "code": [{"str": "220100"}],
        "country": [{"str": "China"}],
        "kind": [{"str": "Prefecture-level city"}],
        "latitude": [{"float": 43.9}],
        "population": [{"int": 9_066_906}],
        "population_year": [{"int": 2020}],
        "area": [{"float": 24734.5}],
    }


def test_population_is_the_newest_of_the_whole_city_and_never_that_of_a_town(client: Client, records: None):
    residents = {"unit": "people", "measured_property": "population"}
    whole, urban = (
        make_indicator(slug, scope=scope, **residents)
        for slug, scope in (("residents", "whole_city"), ("urban", "urban_area"))
    )
    changchun, lhasa, town = City.objects.get(slug="changchun"), make_city("lhasa"), make_city("town")
    make_indicator_value(whole, changchun, 2023, value=9_100_000)
    make_indicator_value(whole, lhasa, 2022, value=868_000)
    make_indicator_value(whole, lhasa, 2023, value=870_000)
    make_indicator_value(whole, lhasa, 2035, value=2_000_000, evidence="target")
    make_indicator_value(urban, lhasa, 2024, value=400_000)
    for city in (lhasa, town):
        kind = {**residents, "measured_property": "settlement_population"}
        make_city_figure(city, "settlement-population", value=118_721, **kind)
    ids = ["city.changchun", "city.lhasa", "city.town"]
    rows = extend(client, ids, ["population", "population_year"])["rows"]
    assert [(rows[one]["population"], rows[one]["population_year"]) for one in ids] == [
        ([{"int": 9_100_000}], [{"int": 2023}]),
        ([{"int": 870_000}], [{"int": 2023}]),
        ([], []),
    ]


def test_names_are_in_the_language_and_codes_are_a_setting(client: Client, records: None):
    row = extend(client, ["city.changchun"], ["region", "kind", "country"], "?lang=zh-hant")["rows"][
        "city.changchun"
    ]
    assert row["region"] == [{"id": "region.jilin", "name": "吉林省"}]
    assert (row["kind"], row["country"]) == ([{"str": "地級市"}], [{"str": "中國"}])
    coded = [{"id": one, "settings": {"codes": True}} for one in ("kind", "country")]
    row = extend(client, ["city.changchun"], coded, "?lang=zh-hant")["rows"]["city.changchun"]
    assert row == {"kind": [{"str": "prefecture_level"}], "country": [{"str": "CN"}]}


def test_a_park_without_a_point_has_that_of_its_city(client: Client, records: None):
    row = extend(client, ["park.east-park"], ["city", "region", "level", "longitude"])["rows"][
        "park.east-park"
    ]
    assert row == {
        "city": [{"id": "city.changchun", "name": "Changchun"}],
        "region": [{"id": "region.jilin", "name": "Jilin"}],
        "level": [{"str": "National level"}],
        "longitude": [{"float": 125.3}],
    }


def test_what_is_not_public_or_not_known_has_no_values(client: Client, records: None):
    rows = extend(client, ["city.hidden", "city.nowhere", "nonsense", "region.jilin"], ["code", "level"])[
        "rows"
    ]
    assert set(rows) == {"city.hidden", "city.nowhere", "nonsense", "region.jilin"}
    assert all(row == {"code": [], "level": []} for row in rows.values())


def test_a_former_identifier_is_followed(client: Client, records: None):
    with writing() as changes:
        changes.rename(City.objects.get(slug="changchun"), "changchun-city")
    assert extend(client, ["city.changchun"], ["code"])["rows"]["city.changchun"]["code"] == [
        {"str": "220100"}
    ]


def test_many_records_cost_as_many_queries_as_one(client: Client, records: None):
    slugs = [make_city().slug for _number in range(30)]

    def count(ids: list[str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            extend(client, ids, ["region", "city", "population", "attributes"])
        return len(captured)

    count(["city.changchun"])
    assert count([f"city.{slug}" for slug in slugs]) == count(["city.changchun"]) <= 6


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("[]", "extend"),
        ("nonsense", "extend"),
        ('{"ids": ["city.changchun"]}', "extend"),
        ('{"ids": [7], "properties": []}', "extend"),
        ('{"ids": [], "properties": [{"id": "ghost"}]}', "extend.properties.0.id"),
        (
            '{"ids": [], "properties": [{"id": "kind", "settings": {"a": 1}}]}',
            "extend.properties.0.settings.a",
        ),
        ('{"ids": [], "properties": [], "limit": 1}', "extend.limit"),
        (json.dumps({"ids": ["city.a"] * 101, "properties": []}), "extend.ids"),
    ],
)
def test_an_error_names_the_place_in_the_query(client: Client, query: str, place: str):
    (error,) = get_errors(client, f"{SERVICE}?extend={quote(query)}")
    assert error["parameter"] == place
    if place.endswith(".id"):
        assert "population" in error["allowed"]


def test_names_are_matched_or_properties_fetched(client: Client):
    (error,) = get_errors(client, f'{SERVICE}?queries={{}}&extend={{"ids":[],"properties":[]}}')
    assert error["parameter"] == "extend"


def test_the_manifest_has_the_form_of_the_protocol(client: Client, records: None):
    for lang in ("en", "zh-hans"):
        manifest = get_json(client, f"{SERVICE}?lang={lang}")
        holds(protocol.MANIFEST, manifest)
        assert set(manifest["suggest"]) == {"entity", "property", "type"}


def get_service(client: Client, name: str, query: str) -> Any:
    service = get_json(client, f"{SERVICE}?lang=en")["suggest"][name]
    return get_json(client, f"{strip_host(service['service_url'] + service['service_path'])}&{query}")


def test_records_types_and_properties_are_suggested(client: Client, records: None):
    entities = get_service(client, "entity", "prefix=chang")
    holds(protocol.ENTITY_SUGGESTIONS, entities)
    assert entities["result"][0]["id"] == "city.changchun"
    for name, prefix, identifier in (
        ("type", "ind", "park"),
        ("type", "城", "city"),
        ("type", "park", "park"),
        ("property", "reg", "region"),
        ("property", "人口", "population"),
        ("property", "population_y", "population_year"),
    ):
        found = get_service(client, name, f"prefix={prefix}")
        holds(protocol.SUGGESTIONS, found)
        assert identifier in [one["id"] for one in found["result"]], prefix
    assert [one["id"] for one in get_service(client, "type", "")["result"]] == [
        "city", "region", "park", "material", "partner",
    ]  # fmt: skip
    assert get_service(client, "entity", "prefix=city.changchun")["result"][0]["id"] == "city.changchun"
    assert "level" not in [one["id"] for one in get_service(client, "property", "type=city")["result"]]


@pytest.mark.parametrize("name", ["entity", "type", "property"])
def test_a_suggestion_refuses_what_it_does_not_know(client: Client, name: str):
    address = f"{SERVICE}suggest/{name}/?prefix=a"
    (error,) = get_errors(client, f"{address}&typ=city")
    assert error["parameter"] == "typ"
    assert {"prefix", "type", "cursor"} <= set(error["allowed"])
    assert get_json(client, f"{address}&all_types=true&type_strict=any")["result"] is not None


@pytest.mark.parametrize(
    ("name", "identifier", "words"),
    [
        ("entity", "city.changchun", ["<strong>Changchun</strong>", "长春市"]),
        ("type", "park", ["Industrial park"]),
        ("property", "code", ["Code", "GB/T 2260"]),
    ],
)
def test_a_flyout_is_a_few_lines_of_html(
    client: Client, records: None, name: str, identifier: str, words: Any
):
    service = get_json(client, SERVICE)["suggest"][name]
    path = service["service_url"] + service["flyout_service_path"]
    flyout = get_json(client, strip_host(path.replace("${id}", identifier)))
    holds(protocol.FLYOUT, flyout)
    assert flyout["id"] == identifier
    for word in words:
        assert word in flyout["html"]
    get_json(client, strip_host(path.replace("${id}", "nothing.known")), 404)


def test_properties_are_proposed_for_a_type(client: Client):
    proposals = get_json(client, SERVICE)["extend"]["propose_properties"]
    address = strip_host(proposals["service_url"] + proposals["service_path"])
    body = get_json(client, f"{address}&type=material")
    holds(protocol.PROPOSAL, body)
    assert [one["id"] for one in body["properties"]] == ["code", "waste_area", "parent"]
    limited = get_json(client, f"{address}&type=city&limit=2")
    assert (limited["limit"], len(limited["properties"])) == (2, 2)
    assert get_errors(client, address)[0]["allowed"] == ["city", "region", "park", "material", "partner"]


def test_a_browser_may_send_the_form_from_another_site(client: Client):
    headers = {"Access-Control-Request-Method": "POST", "Origin": "https://example.org"}
    response = client.options(SERVICE, headers=headers)
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    assert "Content-Type" in response["Access-Control-Allow-Headers"]
    other = client.options("/api/v1/cities/", headers=headers)
    assert other["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
