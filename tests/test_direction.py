"""A bidirectional control character affects no text beside it, on pages and in the feed."""

import pytest
from django.urls import reverse

from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_region, make_source, writing

pytestmark = pytest.mark.django_db

TURNED = "Abc\u202edef"
ISOLATED = f"<bdi>{TURNED}</bdi>"


def unisolated(html: str) -> int:
    return html.count("\u202e") - html.count(ISOLATED)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_isolate_the_name_and_the_source_of_a_record(client, language):
    source = make_source("turned", title=TURNED, publisher=TURNED)
    region = make_region("turned", name_en=TURNED, name_zh_hans=TURNED)
    city = make_city("turned", name_en=TURNED, name_zh_hans=TURNED, region=region)
    with writing() as changes:
        changes.set_related(city, "sources", [source])
        changes.touch(city)
    for path in (city.path, "/cities/", region.path, source.path, "/sources/"):
        html = client.get(f"/{language}{path}").content.decode()
        assert ISOLATED in html, path
        assert unisolated(html) == 0, path


def test_so_does_the_page_of_a_record_that_was_withdrawn(client):
    city = make_city("turned", name_en=TURNED)
    with writing() as changes:
        changes.withdraw(city)
    response = client.get(f"/en{city.path}")
    assert response.status_code == 410
    assert ISOLATED in response.content.decode()
    assert unisolated(response.content.decode()) == 0


def test_the_feed_leaves_it_out_and_the_api_gives_what_is_recorded(client):
    city = make_city("turned", name_en=TURNED)
    feed = client.get(reverse("changes-feed")).content.decode()
    assert "Abcdef" in feed
    assert "\u202e" not in feed
    assert get_json(client, f"{BASE}/cities/{city.slug}/")["name"] == TURNED


def test_an_arabic_name_is_isolated_and_a_common_one_costs_nothing(client):
    city = make_city("casablanca", name_en="الدار البيضاء")
    assert "<bdi>الدار البيضاء</bdi>" in client.get(f"/en{city.path}").content.decode()
    assert "<bdi>" not in client.get(f"/en{make_city('changchun').path}").content.decode()
