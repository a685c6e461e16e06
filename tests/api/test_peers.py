"""Similar cities as data: with the reasons as codes and in words."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City
from cities.peers.similar_cities import update_similarities
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, strip_host
from tests.api.test_schema import holds
from tests.factories import make_city, make_city_attribute, make_source, text, writing
from web import versions

pytestmark = pytest.mark.django_db

PEERS = f"{BASE}/peers/"


@pytest.fixture
def cities() -> None:
    placed: Any = {"lists": {"coordinates_sources": [make_source()]}, "lon": 110.0}
    for slug, name, lat in (
        ("datong", "大同市", 40.0),
        ("fuxin", "阜新市", 42.0),
        ("qingdao", "青岛市", 36.0),
    ):
        city = make_city(slug, lat=lat, **text("name", slug.title(), name), **placed)
        make_city_attribute(
            city, "former_coal" if slug == "fuxin" else "coastal" if slug == "qingdao" else "coal_based"
        )
        if slug != "qingdao":
            make_city_attribute(city, "steel")
    update_similarities()


def test_a_city_has_its_similar_cities_with_reasons_as_codes_and_in_words(client: Client, cities: None):
    body = get_json(client, f"{PEERS}?city=datong")
    holds("PeerReasonList", body)
    first, second = body["results"]
    assert first == {
        "city": {"type": "city", "slug": "datong", "name": "Datong", "url": f"http://testserver{BASE}/cities/datong/"},
        "peer": {"type": "city", "slug": "fuxin", "name": "Fuxin", "url": f"http://testserver{BASE}/cities/fuxin/"},
        "rank": 1,
        "distance_km": pytest.approx(222, abs=1),
        "group": "coal",
        "reason": "left-coal",
        "sentence": "Both are or were coal cities; Fuxin counts as a former one",
        "evidence": first["evidence"],
    }  # fmt: skip
    assert (second["group"], second["reason"], second["rank"]) == ("materials", "trait", 1)
    assert client.get(strip_host(first["evidence"]).partition("#")[0]).status_code == 200


def test_words_and_labels_are_in_the_language(client: Client, cities: None):
    (first, *_others) = get_json(client, f"{PEERS}?city=datong&lang=zh-hans&labels=1")["results"]
    assert (first["peer"]["name"], first["group_label"]) == ("阜新市", "煤炭与转型")
    assert "阜新市" in first["sentence"]
    assert get_errors(client, f"{PEERS}?city=datong&lang=all")[0]["parameter"] == "lang"


def test_groups_choose_the_reasons(client: Client, cities: None):
    found = get_json(client, f"{PEERS}?city=datong&group=materials&fields=group,reason")["results"]
    assert found == [{"group": "materials", "reason": "trait"}]
    (error,) = get_errors(client, f"{PEERS}?city=datong&group=money")
    assert "coal" in error["allowed"]


def test_similar_cities_are_a_table_too(client: Client, cities: None):
    rows = get_csv_rows(client, f"{PEERS}?city=datong&format=csv")
    assert [(row["peer"], row["peer_name"], row["group"]) for row in rows] == [
        ("fuxin", "Fuxin", "coal"),
        ("fuxin", "Fuxin", "materials"),
    ]


def test_a_city_leads_to_them_and_a_former_slug_finds_them(client: Client, cities: None):
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "datong-city")
    address = get_json(client, f"{BASE}/cities/datong-city/")["peers"]
    assert strip_host(address) == f"{PEERS}?city=datong-city"
    assert get_json(client, strip_host(address)) == get_json(client, f"{PEERS}?city=datong")


def test_pages_go_on(client: Client, cities: None):
    first = get_json(client, f"{PEERS}?city=datong&page_size=1&count=1")
    assert (first["count"], len(first["results"])) == (2, 1)
    (second,) = get_json(client, strip_host(first["next"]))["results"]
    assert second["group"] == "materials"


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("", "city", "slug"),
        ("city=", "city", "slug"),
        ("city=nowhere", "city", "nowhere"),
        ("city=datong&typ=a", "typ", "Unknown"),
        ("city=datong&as_of=2026-01-01", "as_of", "former results"),
        ("city=datong&city=fuxin", "city", "once"),
    ],
)
def test_what_is_not_understood_is_refused(
    client: Client, cities: None, query: str, parameter: str, words: str
):
    (error,) = get_errors(client, f"{PEERS}?{query}")
    assert error["parameter"] == parameter
    assert words in error["message"]


def test_a_city_that_is_not_public_has_none_and_is_none(client: Client, cities: None):
    with writing() as changes:
        changes.withdraw(City.objects.get(slug="fuxin"))
    assert get_json(client, f"{PEERS}?city=datong")["results"] == []
    assert get_errors(client, f"{PEERS}?city=fuxin")[0]["parameter"] == "city"


def test_many_similar_cities_cost_as_many_queries_as_one(
    client: Client, cities: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            get_json(client, f"{PEERS}?city=datong&page_size=500&fields=peer,sentence")
        return len(captured)

    few = count()
    with writing():
        for number in range(20):
            make_city_attribute(make_city(f"coal-{number}"), "coal_based")
    update_similarities()
    assert count() == few <= 6
