"""A city means the city with its districts, and a former slug the record that had it."""

import pytest

from coalition.models import ExchangeCity
from initiatives.models import Facility
from tests.api.api_client import BASE, get_errors, get_json
from tests.factories import (
    make_city,
    make_event,
    make_exchange,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_programme,
    save_part,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def suzhou():
    return make_city("suzhou")


@pytest.fixture
def kunshan(suzhou):
    return make_city("kunshan", parent=suzhou)


@pytest.fixture
def parks(suzhou, kunshan):
    village = make_city("village", parent=kunshan)
    return [make_park(f"park-{city.slug}", city=city) for city in (suzhou, kunshan, village, make_city())]


def list_slugs(client, path):
    return [row["slug"] for row in get_json(client, f"{BASE}/{path}")["results"]]


def test_a_city_includes_its_districts_and_theirs(client, parks):
    assert list_slugs(client, "parks/?city=suzhou") == ["park-kunshan", "park-suzhou", "park-village"]
    assert get_json(client, f"{BASE}/parks/?city=suzhou&count=1")["count"] == 3
    assert list_slugs(client, "parks/?city=kunshan") == ["park-kunshan", "park-village"]


def test_the_city_alone_is_asked_for(client, parks):
    assert list_slugs(client, "parks/?city=suzhou&districts=0") == ["park-suzhou"]
    assert get_errors(client, f"{BASE}/parks/?city=suzhou&districts=no")[0]["parameter"] == "districts"


def test_parts_are_found_by_the_city_of_their_record(client, parks):
    steel = parks[1]
    make_flow(steel, "slag")
    texts = {"name_en": "Works", "name_zh_hans": "厂"}
    save_part(Facility(park=steel, key="works", kind="cement", status="operating", **texts))
    assert list_slugs(client, "facilities/?city=suzhou") == ["park-kunshan--works"]
    assert list_slugs(client, "flows/?city=suzhou") == ["park-kunshan--slag"]
    assert list_slugs(client, "flows/?city=suzhou&districts=0") == []


def test_events_and_exchanges_are_found_by_their_cities(client, kunshan):
    event, exchange = make_event("a-congress"), make_exchange("a-visit")
    with writing() as changes:
        changes.set_related(event, "cities", [kunshan])
        changes.save(ExchangeCity(exchange=exchange, city=kunshan, role="peer"))
    make_event("another-congress")
    assert list_slugs(client, "events/?city=suzhou") == ["a-congress"]
    assert list_slugs(client, "exchanges/?city=suzhou") == ["a-visit"]
    assert list_slugs(client, "events/?has_city=false") == ["another-congress"]


def test_values_are_found_by_the_city(client, kunshan):
    value = make_indicator_value(make_indicator(), kunshan)
    assert list_slugs(client, "indicator-values/?city=suzhou") == [value.slug]


def test_a_former_slug_is_good_in_filters(client, parks, suzhou):
    with writing() as changes:
        changes.rename(suzhou, "suzhou-jiangsu")
    for slug in ("suzhou", "suzhou-jiangsu"):
        assert len(list_slugs(client, f"parks/?city={slug}")) == 3
    make_programme("a-programme")
    (fault,) = get_errors(client, f"{BASE}/parks/?city=suzhou,atlantis")
    assert "atlantis" in fault["message"]
