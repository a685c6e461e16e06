"""A response in JSON has a limited number of values of statistics, and says where the others are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from api.lists.statistics import value_pages
from records.models import Publication
from stats import refresh, summaries
from stats.models import StatisticValue, TableSummary, encode_dimensions
from stats.selectors import get_results
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, strip_host
from tests.factories import make_city, make_park, writing
from tests.fetched_rows import count_fetched

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]
LIST = f"{BASE}/statistics/"
BY_CITY = f"{LIST}parks-by-city/"
CITIES = 7


#: Large tables have summaries, others are read whole.
#: What one statistic has, whatever fields are asked for.
CITED = {"fields", "citation", "permanent_url", "superseded_by"}
BOTH_WAYS = pytest.mark.parametrize("parks", ["summarized", "read whole"], indirect=True)


@pytest.fixture(scope="module")
def parks(request: pytest.FixtureRequest, module_rows: None) -> Iterator[None]:
    """Parks in seven cities. A response has three values of a statistic, and five in all."""
    way = getattr(request, "param", "summarized")
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(value_pages, "MOST_VALUES", 3)
        patch.setattr(value_pages, "MOST_IN_LIST", 5)
        if way == "summarized":
            patch.setattr(summaries, "MAX_TABLE_ROWS", 4)
        for number in range(CITIES):
            level = "national" if number % 2 else ""
            make_park(f"park-{number}", city=make_city(f"city-{number}"), level=level)
        assert not [done.error for done in refresh.refresh_stale(due_only=False) if done.error]
        assert TableSummary.objects.exists() == (way == "summarized")
        yield
        transaction.set_rollback(True)


def walk_values(client: Client, address: str) -> list[dict[str, Any]]:
    """Return the objects of all pages of values."""
    pages = [get_json(client, address)]
    while pages[-1]["values_next"]:
        pages.append(get_json(client, strip_host(pages[-1]["values_next"])))
    return pages


# First, because the parks of the other tests stay until the last of them.
@pytest.mark.slow
def test_a_response_reads_the_values_that_it_has(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(value_pages, "MOST_VALUES", 5)
    monkeypatch.setattr(summaries, "MAX_TABLE_ROWS", 4)
    with writing():
        for number in range(60):
            make_park(city=make_city(f"another-{number}"))
    assert not [done.error for done in refresh.refresh_stale(due_only=False) if done.error]
    with count_fetched() as fetched:
        assert len(get_json(client, f"{BY_CITY}?fields=values")["values"]) == 5
    assert fetched.rows < 40
    assert fetched.queries < 12


@pytest.mark.usefixtures("parks")
class TestOneStatistic:
    @pytest.mark.sampled(1)
    @BOTH_WAYS
    def test_its_values_come_page_by_page_each_once(self, client: Client) -> None:
        pages = walk_values(client, BY_CITY)
        assert [len(page["values"]) for page in pages] == [3, 3, 1]
        assert {page["values_count"] for page in pages} == {CITIES}
        codes = [encode_dimensions(value["dimensions"]) for page in pages for value in page["values"]]
        assert codes == sorted(
            encode_dimensions(result.dimensions) for result in get_results("parks-by-city")
        )

    def test_a_statistic_that_has_no_values_any_more_ends_the_pages(self, client: Client) -> None:
        following = strip_host(get_json(client, BY_CITY)["values_next"])
        StatisticValue.objects.all().delete()
        TableSummary.objects.all().delete()
        page = get_json(client, following)
        assert (page["values"], page["values_count"], page["values_next"]) == ([], 0, None)

    @pytest.mark.sampled(1)
    @BOTH_WAYS
    def test_what_else_it_says_is_the_same_on_each_page(self, client: Client) -> None:
        first, *others = walk_values(client, f"{BY_CITY}?lang=all")
        for page in others:
            for name in first.keys() - {"values", "values_next"}:
                assert page[name] == first[name]
        assert str(CITIES) in first["formula"]["en"]

    def test_the_rest_is_in_the_language_and_with_the_fields_that_were_asked_for(
        self, client: Client
    ) -> None:
        pages = walk_values(client, f"{BY_CITY}?lang=zh-hans&fields=slug,title,values,values_next&earlier=1")
        for page in pages:
            assert page.keys() - CITED == {
                "slug",
                "title",
                "values",
                "values_next",
            }
            assert page["title"] == pages[0]["title"] != get_json(client, BY_CITY)["title"]
            assert all("earlier" in value for value in page["values"])

    def test_fields_that_were_asked_for_one_by_one_stay(self, client: Client) -> None:
        for page in walk_values(client, f"{BY_CITY}?fields=slug&fields=values&fields=values_next"):
            assert page.keys() - CITED == {
                "slug",
                "values",
                "values_next",
            }

    def test_of_a_day_too(self, client: Client) -> None:
        Publication.objects.update(at=timezone.now() - timezone.timedelta(days=2))
        day = (timezone.localdate() - timezone.timedelta(days=1)).isoformat()
        pages = walk_values(client, f"{BY_CITY}?as_of={day}")
        assert [len(page["values"]) for page in pages] == [3, 3, 1]
        now = get_json(client, BY_CITY)
        assert [pages[0][name] for name in ("headline", "formula")] == [now["headline"], now["formula"]]
        (error,) = get_errors(client, strip_host(pages[0]["values_next"]).replace(f"as_of={day}", ""))
        assert error["parameter"] == "values_after"

    def test_the_place_belongs_to_one_statistic_in_one_scope(self, client: Client) -> None:
        cursor = get_json(client, BY_CITY)["values_next"].partition("values_after=")[2]
        for place in ("parks-by-city/?scope=region.jilin&", "parks-by-level/?"):
            (error,) = get_errors(client, f"{LIST}{place}values_after={cursor}")
            assert error["parameter"] == "values_after"

    def test_another_text_is_refused(self, client: Client) -> None:
        for cursor in ("abc", "a:b:c", "0" * 2000, "{}", "汉字", "%00"):
            (error,) = get_errors(client, f"{BY_CITY}?values_after={cursor}")
            assert (error["parameter"], "values_next" in error["message"]) == ("values_after", True)

    def test_a_statistic_with_few_values_has_all(self, client: Client) -> None:
        one = get_json(client, f"{LIST}parks-by-level/")
        assert (len(one["values"]), one["values_next"]) == (one["values_count"], None)

    def test_its_files_have_all_values(self, client: Client) -> None:
        assert len(get_csv_rows(client, f"{BY_CITY}?format=csv")) == CITIES
        (line,) = read_body(client.get(f"{BY_CITY}?format=jsonl")).splitlines()
        assert line.count('"value":') == CITIES
        assert '"values_next":null' in line
        (error,) = get_errors(client, strip_host(get_json(client, BY_CITY)["values_next"]) + "&format=csv")
        assert error["parameter"] == "values_after"


@pytest.mark.usefixtures("parks")
class TestAList:
    def test_it_has_so_many_values_in_all(self, client: Client) -> None:
        objects = get_json(client, f"{LIST}?page_size=500")["results"]
        assert len(objects) > 20
        assert 3 <= sum(len(one["values"]) for one in objects) <= 5
        assert max(len(one["values"]) for one in objects) == 3

    @pytest.mark.sampled(1)
    @BOTH_WAYS
    def test_nothing_is_lost(self, client: Client) -> None:
        query = "page_size=500&scope=hub,region"
        for one in get_json(client, f"{LIST}?{query}")["results"]:
            left = get_json(client, f"{LIST}?{query}&fields=values_count&statistic={one['slug']}")
            pages = walk_values(client, strip_host(one["values_next"])) if one["values_next"] else []
            found = len(one["values"]) + sum(len(page["values"]) for page in pages)
            assert found == one["values_count"] in [other["values_count"] for other in left["results"]]

    def test_of_pages_by_number_too(self, client: Client) -> None:
        keys = [one["slug"] for one in get_json(client, f"{LIST}?page_size=500")["results"]]
        numbered = [get_json(client, f"{LIST}?page_size=10&page={number}")["results"] for number in (1, 2)]
        assert [one["slug"] for page in numbered for one in page] == keys[:20]
