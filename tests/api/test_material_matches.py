"""Who supplied a by-product to whom, as data: with the fit of the page, as codes and in words."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, strip_host
from tests.api.test_schema import holds
from tests.factories import (
    make_city,
    make_designation,
    make_flow,
    make_material,
    make_park,
    make_programme,
    make_region,
    make_source,
    text,
    writing,
)

pytestmark = pytest.mark.django_db

MATCHES = f"{BASE}/material-matches/"


def make_place(slug: str, lat: float) -> Any:
    lists = {"coordinates_sources": [make_source()]}
    return make_city(
        slug,
        lat=lat,
        lon=110.0,
        lists=lists,
        region=make_region(f"{slug}-region"),
        **text("name", slug.title()),
    )


@pytest.fixture
def ash() -> Any:
    ash = make_material("fly-ash", **text("name", "Coal fly ash", "粉煤灰"))
    near, far = make_place("near", 40.0), make_place("far", 30.0)
    park = make_park("far-park", city=far)
    make_flow(park, "ash", material=ash, from_sector="power", to_sector="cement")
    make_designation(park=park, city=None, programme=make_programme("a-programme"))
    amount = {
        "value": Decimal(60_000),
        "unit": "t_per_year",
        "quantity_of": "material",
        "amount_type": "generated",
        "year": 2020,
    }
    make_flow(
        make_park("near-park", city=near),
        "ash",
        material=ash,
        from_sector="steel",
        to_sector="cement",
        **amount,
    )
    return ash


QUERY = "material=fly-ash&side=have&sector=power&tonnes=50000&place=near"


def test_the_flows_that_fit_best_come_first_with_the_fit_as_codes_and_in_words(client: Client, ash: Any):
    body = get_json(client, f"{MATCHES}?{QUERY}")
    holds("MaterialMatchList", body)
    first, second = body["results"]
    assert [one["park"]["slug"] for one in (first, second)] == ["far-park", "near-park"]
    assert (first["sector_fit"], first["sector_fit_text"]) == ("good", "Same sector")
    assert (first["quantity_fit"], first["value"]) == ("unknown", None)
    assert (first["place_fit"], first["distance_km"]) == ("fair", pytest.approx(1112, abs=2))
    assert [one["slug"] for one in first["programmes"]] == ["a-programme"]
    assert (second["sector_fit"], second["quantity_fit"], second["place_fit"]) == ("poor", "good", "good")
    assert (second["value"], second["unit"], second["year"]) == (60_000, "t_per_year", 2020)
    assert [one["slug"] for one in second["sources"]] == ["a-source"]
    assert second["rights"] == "cc_by"
    assert get_json(client, strip_host(second["url"]))["value"] == 60_000
    assert client.get(strip_host(second["page"]).partition("#")[0]).status_code == 200


def test_what_was_not_asked_for_is_not_compared(client: Client, ash: Any):
    for one in get_json(client, f"{MATCHES}?material=粉煤灰")["results"]:
        assert (one["material_fit"], one["material_fit_text"]) == ("good", "Same material")
        assert all(
            one[f"{part}_fit"] is None is one[f"{part}_fit_text"] for part in ("sector", "quantity", "place")
        )
        assert one["distance_km"] is None


def test_words_and_labels_are_in_the_language_in_files_too(client: Client, ash: Any):
    address = f"{MATCHES}?{QUERY}&lang=zh-hans&labels=1"
    (first, _second) = get_json(client, address)["results"]
    assert (first["material"]["name"], first["sector_fit_text"]) == ("粉煤灰", "同一行业")
    rows = get_csv_rows(client, f"{address}&format=csv")
    assert rows[0]["sector_fit_text"] == "同一行业"
    assert rows[0]["from_sector_label"] == first["from_sector_label"]


def test_a_material_leads_to_its_matches(client: Client, ash: Any):
    address = strip_host(get_json(client, f"{BASE}/materials/fly-ash/")["matches"])
    assert len(get_json(client, address)["results"]) == 2
    assert get_json(client, f"{MATCHES}?material=nothing like it")["results"] == []


def test_nothing_that_is_sent_is_kept(client: Client, ash: Any):
    for query in ("", "&format=csv"):
        response = client.get(f"{MATCHES}?material=fly-ash{query}")
        read_body(response)
        assert response["Cache-Control"] == "no-store"
        assert not response.has_header("ETag")


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("", "material", "Write the name"),
        ("material=ash&side=sell", "side", "have, need"),
        ("material=ash&sector=magic", "sector", "cement"),
        ("material=ash&tonnes=many", "tonnes", "number"),
        ("material=ash&place=atlantis", "place", "atlantis"),
        ("material=ash&typ=a", "typ", "Unknown"),
        ("material=ash&as_of=2026-01-01", "as_of", "present"),
        ("material=ash&lang=all", "lang", "all"),
    ],
)
def test_what_is_not_understood_is_refused(client: Client, query: str, parameter: str, words: str):
    (error,) = get_errors(client, f"{MATCHES}?{query}")
    assert error["parameter"] == parameter
    assert words in error["message"]


def test_many_matches_cost_as_many_queries_as_a_few(client: Client, ash: Any):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            get_json(client, f"{MATCHES}?{QUERY}")
        return len(captured)

    few = count()
    with writing():
        for _number in range(15):
            make_flow(make_park(), material=ash)
    assert count() == few <= 10
