"""Columns beside the names decide which record is meant."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import Region
from tests.api.api_client import get_errors
from tests.factories import make_city, make_material, make_park, make_region, make_source, text, writing
from tests.reconciliation.protocol import RESULTS, holds
from tests.reconciliation.service import SERVICE, find, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]


@pytest.fixture
def records() -> None:
    with writing() as changes:
        jiangsu = make_region("jiangsu", admin_code="320000", **text("name", "Jiangsu", "江苏省"))
        make_region("anhui", admin_code="340000", **text("name", "Anhui", "安徽省"))
        fujian = make_region("fujian", **text("name", "Fujian", "福建省"))
        jiangxi = make_region("jiangxi", **text("name", "Jiangxi", "江西省"))
        suzhou = make_city("suzhou", region=jiangsu, admin_code="320500", **text("name", "Suzhou", "苏州市"))
        make_city("fuzhou", region=fujian, admin_code="350100", **text("name", "Fuzhou", "福州市"))
        make_city("fuzhou-jiangxi", region=jiangxi, admin_code="361000", **text("name", "Fuzhou", "抚州市"))
        wujiang = make_city(
            "wujiang", region=jiangsu, parent=suzhou, kind="district", **text("name", "Wujiang", "吴江区")
        )
        make_park("east-park", city=suzhou, level="national", **text("name", "East Park", "东园区"))
        make_park("east-park-2", city=wujiang, **text("name", "East Park", "东园区"))
        fly_ash = make_material("fly-ash", **text("name", "Coal fly ash", "粉煤灰"))
        fly_ash.ewc_code = "10 01 02"
        changes.set_related(fly_ash, "ewc_sources", [make_source()])
        changes.save(fly_ash)


def find_with(client: Client, name: str, types: Any = None, **properties: Any) -> list[dict[str, Any]]:
    listed = [{"pid": pid, "v": value} for pid, value in properties.items()]
    return find(client, name, properties=listed, **({"type": types} if types else {}))


def test_a_city_of_another_region_is_not_the_one_that_is_meant(client: Client, records: None):
    (plain,), (elsewhere,) = (
        find(client, "Suzhou", type="city"),
        find_with(client, "Suzhou", "city", region="Anhui"),
    )
    assert (plain["score"], plain["match"]) == (100, True)
    assert (elsewhere["id"], elsewhere["score"], elsewhere["match"]) == ("city.suzhou", 50, False)
    assert {"id": "region", "value": False} in elsewhere["features"]


@pytest.mark.parametrize(
    "region",
    [
        "Jiangxi", "jiangxi", "Jiangxi Province", "江西省", "江西", "Kiangsi", "region.jiangxi",
        {"id": "region.jiangxi"}, {"id": "region.jiangxi", "name": "Jiangxi"}, ["Zhejiang", "江西"],
    ],
)  # fmt: skip
def test_of_two_cities_of_a_name_the_one_of_the_region_is_meant(client: Client, records: None, region: Any):
    assert not any(one["match"] for one in find(client, "Fuzhou"))
    first, second = find_with(client, "Fuzhou", region=region)
    assert (first["id"], first["score"], first["match"]) == ("city.fuzhou-jiangxi", 100, True)
    assert (second["id"], second["match"]) == ("city.fuzhou", False)
    assert second["score"] < first["score"]


def test_an_identifier_of_a_region_is_followed_after_a_rename(client: Client, records: None):
    with writing() as changes:
        changes.rename(Region.objects.get(slug="jiangxi"), "jiangxi-province")
    assert find_with(client, "Fuzhou", region={"id": "region.jiangxi"})[0]["id"] == "city.fuzhou-jiangxi"


@pytest.mark.parametrize(
    "name", ["Fuzhou, Jiangxi", "Fuzhou, Jiangxi Province", "Fuzhou City，江西", "Fuzhou, Jiangxi, China"]
)
def test_what_follows_a_comma_is_the_place(client: Client, records: None, name: str):
    first, second = find(client, name, type="city")[:2]
    assert (first["id"], first["score"], first["match"]) == ("city.fuzhou-jiangxi", 100, True)
    assert (second["id"], second["match"]) == ("city.fuzhou", False)
    assert not any(one["match"] for one in find(client, "Suzhou, Anhui"))


def test_of_equal_names_the_one_comes_first_of_which_the_value_is_known(client: Client, records: None):
    make_park("jiangsu-park", **text("name", "Jiangsu", "江苏"))
    first, second = find_with(client, "Jiangsu", code="320000", country="CN")
    assert (first["id"], first["match"]) == ("region.jiangsu", True)
    assert second["score"] < 100


@pytest.mark.sampled(5)
@pytest.mark.parametrize("code", ["361000", 361000, "361000000000", ["999999", "361000"]])
@pytest.mark.parametrize("name", ["Fuzhou", "a name that nobody knows", ""])
def test_a_code_decides_alone(client: Client, records: None, name: str, code: Any):
    first = find_with(client, name, code=code, region="Fujian")[0]
    assert (first["id"], first["score"], first["match"]) == ("city.fuzhou-jiangxi", 100, True)


@pytest.mark.sampled(12)
@pytest.mark.parametrize("value", ["\0", "\ud800", "x" * 500, "%", "'", "1e999", -1, 0.5, True, {"id": ""}])
@pytest.mark.parametrize("pid", ["code", "region", "country", "kind"])
def test_an_odd_value_is_refused_or_equals_nothing(client: Client, records: None, pid: str, value: Any):
    queries = {"q0": {"query": "Suzhou", "type": "city", "properties": [{"pid": pid, "v": value}]}}
    response = post(client, queries)
    assert response.status_code in (200, 400)
    if response.status_code == 200 and value != {"id": ""}:
        assert not any(one["match"] for one in response.json()["q0"]["result"])


def test_a_code_of_another_record_prevents_a_match(client: Client, records: None):
    first, second = find_with(client, "Suzhou", "city", code="350100")
    assert (first["id"], first["match"]) == ("city.fuzhou", True)
    assert (second["id"], second["match"]) == ("city.suzhou", False)
    (found,) = find_with(client, "Suzhou", "city", code="341300")
    assert (found["id"], found["match"]) == ("city.suzhou", False)


@pytest.mark.parametrize("code", ["10 01 02", "100102", "EWC 10 01 02"])
def test_a_waste_code_decides_too(client: Client, records: None, code: str):
    first = find_with(client, "ash", code=code)[0]
    assert (first["id"], first["match"]) == ("material.fly-ash", True)


@pytest.mark.parametrize(
    ("properties", "identifier"),
    [
        ({"city": "Wujiang"}, "park.east-park-2"),
        ({"city": "吴江区"}, "park.east-park-2"),
        ({"city": "Suzhou", "level": "National level"}, "park.east-park"),
        ({"level": "national"}, "park.east-park"),
        ({"level": "国家级"}, "park.east-park"),
    ],
)
def test_city_and_level_tell_parks_apart(client: Client, records: None, properties: Any, identifier: str):
    matches = [one["id"] for one in find_with(client, "East Park", **properties) if one["match"]]
    assert matches == [identifier]


def test_a_park_of_a_district_is_one_of_its_city(client: Client, records: None):
    found = find_with(client, "East Park", city="Suzhou")
    assert {one["id"] for one in found if one["score"] == 100} == {"park.east-park", "park.east-park-2"}


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("properties", "is_match"),
    [
        ({"country": "CN"}, True),
        ({"country": "中国"}, True),
        ({"country": "Denmark"}, False),
        ({"kind": "prefecture_level"}, True),
        ({"kind": "Prefecture-level city"}, True),
        ({"kind": "市"}, True),
        ({"kind": "District"}, False),
        ({"region": "Jiangsu", "country": "DK"}, False),
        ({"region": ""}, True),
        ({"region": None}, True),
        ({"region": []}, True),
        ({"level": "national"}, True),
    ],
)
def test_what_contradicts_prevents_a_match_and_what_is_not_known_does_not(
    client: Client, records: None, properties: Any, is_match: bool
):
    assert find_with(client, "Suzhou", "city", **properties)[0]["match"] is is_match


@pytest.mark.parametrize(
    ("query", "place", "allowed"),
    [
        ({"query": "a", "properties": [{"pid": "ghost", "v": "a"}]}, "properties.0.pid", "region"),
        ({"query": "a", "properties": [{"pid": "latitude", "v": 1}]}, "properties.0.pid", "region"),
        ({"query": "a", "properties": [{"pid": "region"}]}, "properties.0.v", None),
        ({"query": "a", "properties": [{"pid": "region", "v": {"name": "a"}}]}, "properties.0.v", None),
        ({"query": "a", "properties": [{"pid": "region", "v": [["a"]]}]}, "properties.0.v", None),
        ({"query": "a", "properties": [{"pid": "region", "v": "a", "op": "x"}]}, "properties.0.op", "pid"),
        ({"query": "a", "properties": {"region": "a"}}, "properties", None),
        ({"query": "a", "properties": [{"pid": "region", "v": "a"}] * 11}, "properties", None),
        ({"query": "a", "typ": "city"}, "typ", "type"),
        ({"query": "a", "type_strict": "maybe"}, "type_strict", "should"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(
    client: Client, query: Any, place: str, allowed: str | None
):
    (error,) = get_errors(client, f"{SERVICE}?queries={quote(json.dumps({'q0': query}))}")
    assert error["parameter"] == f"queries.q0.{place}"
    assert allowed is None or allowed in error["allowed"]


def test_results_have_the_form_of_the_protocol(client: Client, records: None):
    queries = {
        "q0": {"query": "Fuzhou", "properties": [{"pid": "region", "v": "Jiangxi"}]},
        "q1": {"query": "nothing like it"},
        "q2": {"properties": [{"pid": "code", "v": "320500"}]},
    }
    answer = post(client, queries).json()
    holds(RESULTS, answer)
    assert [len(one["result"]) for one in answer.values()] == [2, 0, 1]


def test_properties_cost_the_same_for_one_name_and_for_many(client: Client, records: None):
    def count(number: int) -> int:
        query = {
            "query": "",
            "properties": [{"pid": "code", "v": "361000"}, {"pid": "region", "v": "Jiangxi"}],
        }
        with CaptureQueriesContext(connection) as captured:
            queries = {f"q{n}": {**query, "limit": n + 1} for n in range(number)}
            assert post(client, queries).status_code == 200
        return len(captured)

    count(1)
    assert count(1) == count(20)
