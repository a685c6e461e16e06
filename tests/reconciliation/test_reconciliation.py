"""A partner matches a column of names with records, with the requests of OpenRefine."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from coalition.models import Partner
from search.time_limit import SearchTimeout
from tests.api.api_client import BASE, get_errors, get_json, strip_host
from tests.factories import make_city, make_material, make_park, make_partner, make_region, text, writing
from tests.reconciliation.service import FORM, SERVICE, find, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]


@pytest.fixture
def records() -> None:
    with writing():
        jilin = make_region("jilin", **text("name", "Jilin", "吉林省"))
        make_city("changchun", region=jilin, **text("name", "Changchun", "长春市"))
        make_city("jilin-city", region=jilin, **text("name", "Jilin City", "吉林市"))
        make_park("changchun-park", **text("name", "Changchun Recycling Park", "长春循环园区"))
        make_material("fly-ash", **text("name", "Fly ash", "粉煤灰"))
        make_partner("iclei", **text("name", "ICLEI", "宜可城"))


@pytest.mark.parametrize("name", ["长春市", "长春", "長春", "Changchun", " changchun ", "Cháng chūn"])
def test_a_city_has_the_same_identifier_in_every_script(client: Client, records: None, name: str):
    first = find(client, name)[0]
    assert (first["id"], first["match"]) == ("city.changchun", True)
    assert first["score"] >= 95
    assert first["type"] == [{"id": "city", "name": "City"}]


def test_one_request_has_a_column_of_names(client: Client, records: None):
    names = ["长春市", "Fly ash", "fenmeihui", "宜可城", "no such place"]
    queries = {f"q{number}": {"query": name} for number, name in enumerate(names)}
    answer = post(client, queries).json()
    best = [(one["result"] or [{"id": None}])[0]["id"] for one in answer.values()]
    assert list(answer) == list(queries)
    assert best == ["city.changchun", "material.fly-ash", "material.fly-ash", "partner.iclei", None]


def test_a_name_that_two_records_have_is_matched_with_neither(client: Client, records: None):
    found = find(client, "吉林")
    assert {one["id"] for one in found[:2]} == {"city.jilin-city", "region.jilin"}
    assert [one["match"] for one in found if one["match"]] == []
    assert find(client, "吉林", type="region")[0]["match"] is True


@pytest.mark.parametrize("name", ["Changchun Recycling", "Changchum", "Changchun Ulaanbaatar"])
def test_what_is_not_exactly_a_name_is_no_match(client: Client, records: None, name: str):
    found = find(client, name)
    assert found
    assert not any(one["match"] for one in found)
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] < 95


def test_types_and_limit_narrow_the_candidates(client: Client, records: None):
    assert {one["id"] for one in find(client, "长春")} == {"city.changchun", "park.changchun-park"}
    assert [one["id"] for one in find(client, "长春", type="park")] == ["park.changchun-park"]
    assert len(find(client, "长春", type=["city", "park"], limit=1)) == 1


def test_texts_are_in_the_language_that_was_asked_for(client: Client, records: None):
    (first, *_rest) = post(client, {"q": {"query": "changchun"}}, "?lang=zh-hant").json()["q"]["result"]
    assert first["name"] == "長春市"
    assert first["description"].startswith("Changchun")


def test_queries_can_also_stand_in_the_address(client: Client, records: None):
    body = get_json(client, f"{SERVICE}?queries={quote(json.dumps({'q0': {'query': '長春'}}))}")
    assert body["q0"]["result"][0]["id"] == "city.changchun"


@pytest.mark.parametrize("name", ["", "   ", "!!!", "x" * 101])
def test_an_empty_or_overlong_cell_has_no_candidates_and_breaks_no_batch(client, records, name):
    answer = post(client, {"q0": {"query": name}, "q1": {"query": "Changchun"}}).json()
    assert answer["q0"] == {"result": []}
    assert answer["q1"]["result"][0]["match"] is True


@pytest.mark.parametrize(
    ("queries", "place"),
    [
        ("not JSON", "queries"),
        ("[" * 2_500, "queries"),
        ("[]", "queries"),
        ('{"q0": {"query": "\\ud800"}}', "queries"),
        ('{"q0": "Changchun"}', "queries"),
        (json.dumps({f"q{number}": {"query": "a"} for number in range(21)}), "queries"),
        ('{"q0": {"query": "a", "type": "planet"}}', "queries.q0.type"),
        ('{"q0": {"query": "a", "limit": 0}}', "queries.q0.limit"),
        ('{"q0": {"query": 7}}', "queries.q0.query"),
    ],
)
def test_an_error_names_the_place_in_the_batch(client: Client, queries: str, place: str):
    (error,) = get_errors(client, f"{SERVICE}?queries={quote(queries)}")
    assert error["parameter"] == place
    if place.endswith("type"):
        assert error["allowed"] == ["city", "region", "park", "material", "partner"]


def test_other_bodies_and_parameters_are_refused(client: Client):
    assert client.post(SERVICE, "{}", content_type="application/json").status_code == 415
    assert client.post(SERVICE, "", content_type=FORM).json()["errors"][0]["parameter"] == "queries"
    assert client.post(SERVICE, "a=1&" * 10_001, content_type=FORM).status_code == 400
    large = client.post(SERVICE, f"queries={'a' * 200_001}", content_type=FORM)
    assert (large.status_code, large.json()["errors"][0]["parameter"]) == (400, "queries")
    assert get_errors(client, f"{SERVICE}?callback=f")[0]["parameter"] == "callback"


def test_the_manifest_says_where_everything_is(client: Client, records: None):
    manifest = get_json(client, SERVICE)
    assert manifest["versions"] == ["0.2"]
    assert [one["id"] for one in manifest["defaultTypes"]] == [
        "city",
        "region",
        "park",
        "material",
        "partner",
    ]
    page = client.get(strip_host(manifest["view"]["url"].replace("{{id}}", "city.changchun")))
    assert (page.status_code, page["Location"]) == (302, "/en/cities/changchun/")
    preview = manifest["preview"]
    assert (preview["width"], preview["height"]) == (400, 220)
    assert client.get(strip_host(preview["url"].replace("{{id}}", "city.changchun"))).status_code == 200
    suggest = manifest["suggest"]["entity"]
    address = f"{strip_host(suggest['service_url'] + suggest['service_path'])}&prefix=chang"
    assert "city.changchun" in [one["id"] for one in get_json(client, address)["result"]]


def test_the_root_and_the_page_for_developers_link_to_it(client: Client):
    root = get_json(client, f"{BASE}/")
    assert strip_host(root["reconcile"]) == SERVICE
    assert [*root][3:6] == ["catalog", "reconcile", "schema"]
    page = client.get("/en/developers/lists/").content.decode()
    assert f'<a href="{SERVICE}">' in page
    assert "Matches a column of names" in page


def test_suggestions_have_types_and_go_on_after_a_cursor(client: Client, records: None):
    address = f"{SERVICE}suggest/entity/?prefix=changchun"
    first, second = get_json(client, address)["result"]
    assert (first["id"], first["notable"]) == ("city.changchun", [{"id": "city", "name": "City"}])
    assert get_json(client, f"{address}&cursor=1&all_types=true")["result"] == [second]
    assert get_json(client, f"{address}&type=park")["result"] == [second]
    assert get_errors(client, f"{address}&type=planet")[0]["parameter"] == "type"
    assert get_json(client, f"{SERVICE}suggest/entity/")["result"] == []


def test_an_identifier_leads_on_after_its_record_was_renamed(client: Client):
    partner = make_partner("iclei-asia")
    with writing() as changes:
        changes.rename(Partner.objects.get(pk=partner.pk), "iclei")
    page = client.get(f"{SERVICE}partner.iclei-asia/?lang=zh-hans")
    assert page["Location"] == "/zh-hans/coalition/partners/iclei/"
    get_json(client, f"{SERVICE}partner.nobody/", 404)


def test_a_preview_is_a_small_page_for_frames(client: Client, records: None):
    response = client.get("/en/embed/records/park.changchun-park/")
    page = response.content.decode()
    for part in ("Industrial park", "Changchun Recycling Park", "长春循环园区", "/en/parks/changchun-park/"):
        assert part in page
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert not re.findall(r"<(?:script|form|input|button|iframe)\b", page)
    assert "oembed" not in page
    assert "长春循环园区" in client.get("/zh-hans/embed/records/park.changchun-park/").content.decode()


def test_a_preview_follows_its_record_and_is_of_public_ones_only(client: Client):
    city = make_city("before", **text("name", "Harbin", "哈尔滨市"))
    make_city("hidden", publish=False)
    with writing() as changes:
        changes.rename(city, "after")
    assert "/en/cities/after/" in client.get("/en/embed/records/city.before/").content.decode()
    for identifier in ("city.hidden", "city.nowhere", "source.a-source", "finding.one"):
        assert client.get(f"/en/embed/records/{identifier}/").status_code == 404


def test_drafts_are_no_candidates(client: Client):
    make_city("pingcheng", publish=False)
    assert find(client, "pingcheng") == []


def test_each_name_counts_towards_the_limit_of_the_api(settings: Any, client: Client, records: None):
    settings.API_LIMIT_LOOPBACK, settings.API_RATE_ANONYMOUS = True, 3
    assert post(client, {"a": {"query": "a"}, "b": {"query": "b"}}).status_code == 200
    response = post(client, {"a": {"query": "a"}, "b": {"query": "b"}})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_any_site_can_ask_without_a_cookie(client: Client, records: None):
    strict = Client(enforce_csrf_checks=True)
    response = post(strict, {"q0": {"query": "Changchun"}})
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_search_that_takes_too_long_ends_with_503(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise SearchTimeout

    monkeypatch.setattr("search.candidates.find_results", fail)
    response = post(client, {"q0": {"query": "a"}})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
