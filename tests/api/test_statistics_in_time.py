"""Statistics as of a content version and a day, and historical values."""

import io
import re
from datetime import timedelta
from html import unescape

import openpyxl
import pytest
from django.utils import timezone

from cities.models import City
from initiatives.models import IndustrialPark
from records.models import Publication
from records.publishing import get_content_version
from stats import refresh
from stats.models import HistoricalValue, StatisticValue
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, strip_host
from tests.factories import make_city, make_park, writing
from tests.html_text import read_text

pytestmark = pytest.mark.content_listeners

LIST = f"{BASE}/statistics/"


def count() -> None:
    assert not [refresh.error for refresh in refresh.refresh_stale(due_only=False) if refresh.error]


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def three_days(db):
    """One national park three days ago, a second one since yesterday; five others for a sentence."""
    city = make_city("datong")
    with writing():
        for number in range(5):
            make_park(f"other-{number}", city=city, level="provincial")
    make_park("first", city=city, level="national")
    count()
    StatisticValue.objects.update(since=timezone.now() - timedelta(days=3))
    Publication.objects.update(at=timezone.now() - timedelta(days=3))
    make_park("second", city=city, level="national")
    count()
    yesterday = timezone.now() - timedelta(days=1)
    Publication.objects.filter(slug="second").update(at=yesterday)
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


@pytest.mark.slow
def test_what_is_cited_in_the_morning_is_the_same_at_night(client, three_days):
    for query in ("", "scope=city.datong&"):
        cited = get_json(client, f"{LIST}parks-by-level/?{query}")
        number = get_content_version()
        assert cited["permanent_url"].endswith(f"version={number}")
        assert f"version={number}" in cited["citation"]["csl_json"]["URL"]
        for times in range(3):
            make_park(f"later-{query[:5]}-{times}", city=City.objects.get(slug="datong"), level="national")
            count()
        then = get_json(client, strip_host(cited["permanent_url"]))
        assert [value["value"] for value in then["values"]] == [value["value"] for value in cited["values"]]
        for name in ("permanent_url", "citation", "headline", "formula"):
            assert then[name] == cited[name]


@pytest.mark.slow
def test_each_version_has_its_values_everywhere(client, three_days):
    city = City.objects.get(slug="datong")
    expected = {}
    for number in range(3, 6):
        make_park(f"park-{number}", city=city, level="national")
        count()
        expected[get_content_version()] = number
    for scope in ("", "scope=city.datong&"):
        for version, value in expected.items():
            query = f"{scope}version={version}"
            assert [one["value"] for one in national(client, query)] == [value]
            (row,) = get_csv_rows(client, f"{LIST}?statistic=parks-by-level&{query}&format=csv")[:1]
            assert (row["level"], row["value"]) == ("national", str(value))
            page = client.get(f"/en/statistics/parks-by-level/?{query}").content.decode()
            assert f"Site update {version} of" in page
            (file,) = re.findall(r'href="(/api/v1/[^"]*format=csv[^"]*)"', page)
            assert get_csv_rows(client, unescape(file))[0]["value"] == str(value)


@pytest.mark.slow
def test_a_statistic_that_is_not_calculated_yet_cites_what_it_shows(client, three_days):
    make_park("third", city=City.objects.get(slug="datong"), level="national")
    settled = get_content_version() - 1
    one = get_json(client, f"{LIST}parks-by-level/")
    assert one["permanent_url"].endswith(f"version={settled}")
    make_city("elsewhere")
    count()
    then = get_json(client, strip_host(one["permanent_url"]))
    assert then["values"][0]["value"] == one["values"][0]["value"] == 2


@pytest.mark.slow
def test_an_aged_statistic_says_what_superseded_it(client, three_days):
    cited, city = get_content_version(), City.objects.get(slug="datong")
    address = f"{LIST}parks-by-level/?version={cited}"
    assert get_json(client, address)["superseded_by"] is None
    make_city("elsewhere")
    count()
    assert get_json(client, address)["superseded_by"] is None
    changed = []
    for slug in ("third", "fourth"):
        make_park(slug, city=city, level="national")
        count()
        changed.append(get_content_version())
    superseded = get_json(client, address)["superseded_by"]
    assert [superseded[name]["version"] for name in ("next", "latest")] == changed
    assert superseded["next"] == {
        "version": changed[0],
        "date": f"{timezone.localdate()}",
        "url": f"http://testserver{LIST}parks-by-level/?version={changed[0]}",
        "page": f"http://testserver/en/statistics/parks-by-level/?version={changed[0]}",
    }
    assert client.get(address)["Link"] == (
        f'<http://testserver{LIST}parks-by-level/?version={changed[0]}>; rel="successor-version", '
        f'<http://testserver{LIST}parks-by-level/>; rel="latest-version"'
    )
    response = client.get(f"/en/statistics/parks-by-level/?version={cited}")
    assert f"first by site update {changed[0]} of" in read_text(response.content.decode())
    assert 'rel="latest-version"' in response["Link"]
    assert get_json(client, f"{LIST}parks-by-level/")["superseded_by"] is None
    assert "records" in national(client, f"version={cited}")[0]
    assert national(client, f"version={cited}")[0]["records"] is None


@pytest.mark.slow
def test_a_frame_says_that_values_changed_if_those_of_its_scope_did(client, three_days):
    cited = get_content_version()
    make_park("elsewhere", city=make_city("elsewhere"), level="national")
    count()
    for scope, has_changed in (("", True), ("scope=city.datong&", False)):
        page = client.get(f"/en/embed/statistics/parks-by-level/?{scope}version={cited}").content.decode()
        assert ("have changed since they were embedded" in page) == has_changed


def test_a_file_of_a_version_has_its_day_and_number(client, three_days):
    first = Publication.objects.get(slug="first").number
    for path in (LIST, f"{LIST}parks-by-level/"):
        response = client.get(f"{path}?version={first}&format=xlsx")
        assert f"{days_ago(3)}.xlsx" in response["Content-Disposition"]
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
        assert (about["As of"], about["Content version"]) == (f"{days_ago(3)}", str(first))


def test_a_version_that_is_none_is_refused(client, three_days):
    newest = get_content_version()
    for query in (f"version={newest + 1}", "version=x", f"version=1&as_of={days_ago(0)}"):
        (error,) = get_errors(client, f"{LIST}parks-by-level/?{query}")
        assert error["parameter"] == "version"
    assert get_errors(client, f"{LIST}?version=1&earlier=1")[0]["parameter"] == "earlier"
    get_json(client, f"{LIST}parks-by-level/?version=1", 404)
    assert client.get(f"/en/statistics/parks-by-level/?version={newest + 1}").status_code == 400


def test_before_the_first_value_there_is_nothing(client, three_days):
    assert "format=csv" not in client.get("/en/statistics/parks-by-level/?version=1").content.decode()
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


@pytest.mark.slow
def test_earlier_values_follow_the_rename_of_a_scope(client, three_days):
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "tatung")
    count()
    (value,) = national(client, "scope=city.tatung&earlier=1")
    assert [earlier["value"] for earlier in value["earlier"]] == [1, 2]
    page = client.get("/en/statistics/parks-by-level/?scope=city.tatung").content.decode()
    assert f"{days_ago(1):%Y-%m-%d}" in page.split('id="earlier"')[1]


@pytest.mark.slow
def test_pages_of_a_former_slug_of_a_scope_redirect_to_the_present_one(client, three_days):
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "tatung")
    for name in ("", "records/"):
        path = f"/en/statistics/parks-by-level/{name}"
        response = client.get(f"{path}?level=national&scope=city.datong")
        assert response.status_code == 301
        assert sorted(response["Location"].partition("?")[2].split("&")) == [
            *(["level=national"] if name == "records/" else []),
            "scope=city.tatung",
        ]


@pytest.mark.slow
def test_a_scope_of_a_record_that_has_left_is_told_no_more(client, three_days):
    assert get_json(client, f"{LIST}?scope=city")["results"]
    with writing() as changes:
        changes.withdraw(*IndustrialPark.objects.all())
        changes.withdraw(City.objects.get(slug="datong"))
    assert get_json(client, f"{LIST}?scope=city")["results"] == []
    assert (
        get_errors(client, f"{LIST}?scope=city.datong")[0]["message"] == "“datong” is not a published city."
    )
