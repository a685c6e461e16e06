"""Statistics as of a day, and historical values."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities.models import City
from initiatives.models import IndustrialPark
from stats import refresh
from stats.models import HistoricalValue, StatisticValue
from tests.api.api_client import BASE, get_errors, get_json
from tests.factories import make_city, make_park, writing

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]

LIST = f"{BASE}/statistics/"


def count() -> None:
    assert not [refresh.error for refresh in refresh.refresh_stale(due_only=False) if refresh.error]


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def three_days(db):
    """One national park three days ago, a second one since yesterday; five others for a sentence."""
    city = make_city("datong")
    for number in range(5):
        make_park(f"other-{number}", city=city, level="provincial")
    make_park("first", city=city, level="national")
    count()
    StatisticValue.objects.update(since=timezone.now() - timedelta(days=3))
    make_park("second", city=city, level="national")
    count()
    yesterday = timezone.now() - timedelta(days=1)
    HistoricalValue.objects.update(until=yesterday)
    StatisticValue.objects.filter(since__gte=yesterday).update(since=yesterday)


def national(client, query) -> list:
    one = get_json(client, f"{LIST}parks-by-level/?{query}")
    return [value for value in one["values"] if value["dimensions"] == {"level": "national"}]


def test_as_of_gives_the_values_of_that_day(client, three_days):
    for query in ("", "scope=city.datong&"):
        (now,) = national(client, query)
        (then,) = national(client, f"{query}as_of={days_ago(2)}")
        assert (then["value"], now["value"]) == (1, 2)
    findings = [
        get_json(client, f"{LIST}parks-by-level/{query}")["headline"]
        for query in (f"?as_of={days_ago(2)}", "")
    ]
    assert ["of 6 " in finding for finding in findings] == [True, False]
    assert ["of 7 " in finding for finding in findings] == [False, True]


def test_before_the_first_value_there_is_nothing(client, three_days):
    get_json(client, f"{LIST}parks-by-level/?as_of={days_ago(9)}", 404)
    assert get_json(client, f"{LIST}?as_of={days_ago(9)}&scope=hub,city&count=1") == {
        "count": 0,
        "next": None,
        "results": [],
    }


def test_earlier_values_say_from_when_to_when_they_stood(client, three_days):
    (value,) = national(client, "earlier=1")
    (earlier,) = value["earlier"]
    assert (earlier["value"], value["value"]) == (1, 2)
    assert earlier["since"] < earlier["until"] == value["since"]
    assert "earlier" not in national(client, "")[0]


def test_earlier_values_follow_the_rename_of_a_scope(client, three_days):
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "tatung")
    count()
    (value,) = national(client, "scope=city.tatung&earlier=1")
    assert [earlier["value"] for earlier in value["earlier"]] == [1, 2]
    page = client.get("/en/statistics/parks-by-level/?scope=city.tatung").content.decode()
    assert f"{days_ago(1):%Y-%m-%d}" in page.split('id="earlier"')[1]


def test_pages_of_a_former_slug_of_a_scope_redirect_to_the_present_one(client, three_days):
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "tatung")
    for name in ("", "csv/", "records/"):
        path = f"/en/statistics/parks-by-level/{name}"
        response = client.get(f"{path}?level=national&scope=city.datong")
        assert response.status_code == 301
        assert sorted(response["Location"].partition("?")[2].split("&")) == [
            *(["level=national"] if name == "records/" else []),
            "scope=city.tatung",
        ]


def test_a_scope_of_a_record_that_has_left_is_told_no_more(client, three_days):
    assert get_json(client, f"{LIST}?scope=city")["results"]
    with writing() as changes:
        changes.withdraw(*IndustrialPark.objects.all())
        changes.withdraw(City.objects.get(slug="datong"))
    assert get_json(client, f"{LIST}?scope=city")["results"] == []
    assert (
        get_errors(client, f"{LIST}?scope=city.datong")[0]["message"] == "“datong” is not a published city."
    )
