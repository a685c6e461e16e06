"""Pagination skips and repeats no row while editors work."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.pagination import LAST_ROW_BY_PAGE
from api.records.resources import RESOURCES, BusinessInitiativeViewSet
from cities.models import City
from initiatives.models import BusinessInitiative
from tests.api.api_client import BASE, get_errors, get_json, strip_host, walk_pages
from tests.factories import make_business, make_city, make_event, make_park, make_region, writing
from web.versions import versions


@pytest.fixture
def forty(db):
    """Forty cities of one moment: the load writes them at once."""
    make_region()
    with writing():
        for number in range(40):
            make_city(f"city-{number:02}")
    City.objects.update(updated_at=timezone.now())


@pytest.mark.both_databases
@pytest.mark.sampled(1)
@pytest.mark.usefixtures("forty")
@pytest.mark.parametrize("sort", ["slug", "-slug", "updated_at", "-updated_at"])
def test_rows_that_do_not_change_come_once_while_others_change_and_go(client, sort):
    chosen = random.Random(7).sample(range(40), 16)
    edited, deleted = chosen[:8], chosen[8:]
    slugs = {number: f"city-{number:02}" for number in range(40)}

    def between(page):
        with writing() as changes:
            if page <= len(edited):
                city = City.objects.get(slug=slugs[edited[page - 1]])
                city.name_en = f"Edited {page}"
                changes.save(city)
            if page <= len(deleted):
                changes.delete(City.objects.get(slug=slugs[deleted[page - 1]]))
            make_city(f"new-{page:02}")

    def for_a_while(page):  # what is edited goes to the end of this order, so the walk would never end
        if page < 12:
            between(page)

    address = f"{BASE}/cities/?page_size=5&sort={sort}&kind=prefecture_level"
    found = [row["slug"] for row in walk_pages(client, address, for_a_while)]
    for number in set(range(40)) - set(chosen):
        assert found.count(slugs[number]) == 1, slugs[number]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_equal_keys_are_told_apart_by_the_primary_key_and_nulls_come_last(client):
    years = [2019, None, 2020, 2019, None, 2019, None]
    with writing():
        for number, year in enumerate(years):
            make_business(f"business-{number}", year=year)
    for sort, expected in (
        ("year", [2019, 2019, 2019, 2020, None, None, None]),
        ("-year", [2020, 2019, 2019, 2019, None, None, None]),
    ):
        rows = walk_pages(client, f"{BASE}/businesses/?sort={sort}&page_size=2")
        assert [row["year"] for row in rows] == expected
        assert len({row["slug"] for row in rows}) == len(years)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_dates_that_are_not_stated_come_last_in_both_directions(client):
    for slug, date in (("a", ""), ("b", "2018-05"), ("c", "2018"), ("d", "")):
        make_event(slug, date=date)
    assert [row["slug"] for row in walk_pages(client, f"{BASE}/events/?sort=date&page_size=1")] == [
        "c",
        "b",
        "a",
        "d",
    ]
    assert [row["slug"] for row in walk_pages(client, f"{BASE}/events/?sort=-date&page_size=1")] == [
        "b",
        "c",
        "d",
        "a",
    ]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_slugs_are_in_the_order_of_their_bytes(client):
    for slug in ("a-b", "ab", "a1", "a-c"):
        make_business(slug)
    assert [row["slug"] for row in walk_pages(client, f"{BASE}/businesses/?page_size=1")] == [
        "a-b",
        "a-c",
        "a1",
        "ab",
    ]


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.parametrize("start", range(8))
def test_a_page_by_number_may_begin_among_rows_without_a_value(client, start):
    with writing():
        for number, year in enumerate([2019, None, 2020, 2018, None, 2017, None]):
            make_business(f"business-{number}", year=year)
    page = get_json(client, f"{BASE}/businesses/?sort=year&page_size=1&page={start + 1}")
    expected = [2017, 2018, 2019, 2020, None, None, None][start : start + 1]
    assert [row["year"] for row in page["results"]] == expected
    assert (page["next"] is None) == (start >= 6)


@pytest.mark.both_databases
def test_every_order_has_an_index():
    """The expressions of each order are those of an index: a page is found and not searched."""
    for resource in RESOURCES:
        if resource is BusinessInitiativeViewSet:
            continue  # those of a year are sorted; tests/scale/test_plans.py says how many
        indexes = [[str(part) for part in index.expressions] for index in resource.model._meta.indexes]
        for sort in resource.get_orderings().values():
            keys = [str(key).replace("F(pk)", "F(id)") for key in sort.keys]
            assert keys in indexes, (resource.list_name, sort.name)


# -- cursors ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("forty")
def test_a_cursor_is_good_for_its_own_question_only(client):
    following = strip_host(
        get_json(client, f"{BASE}/cities/?page_size=5&sort=slug&kind=prefecture_level")["next"]
    )
    get_json(client, f"{following}&lang=zh-hans&fields=slug&count=1")
    for changed in (
        following.replace("kind=prefecture_level", "kind=county"),
        following.replace("kind=prefecture_level", "q=c"),
        following.replace("sort=slug", "sort=-slug"),
        following.replace("/cities/", "/regions/").replace("kind=prefecture_level&", ""),
        following.replace("cursor=", "cursor=A"),
        following.replace("cursor=", "cursor=%00"),
        f"{BASE}/cities/?cursor=",
        f"{BASE}/cities/?cursor=x:y:z",
    ):
        assert [fault["parameter"] for fault in get_errors(client, changed)] == ["cursor"], changed


@pytest.mark.usefixtures("forty")
def test_a_cursor_that_we_did_not_sign_is_refused(client):
    from django.core import signing

    forged = signing.Signer(key="another key", salt="api.cursor").sign_object(["x", [["v", 1]]])
    assert get_errors(client, f"{BASE}/cities/?cursor={forged}")[0]["parameter"] == "cursor"


@pytest.mark.usefixtures("forty")
def test_people_turn_pages_by_number_up_to_a_row(client):
    first, second = (get_json(client, f"{BASE}/cities/?page={page}&page_size=15") for page in (1, 2))
    assert strip_host(first["next"]).endswith("page=2&page_size=15")
    assert [row["slug"] for row in second["results"]] == [f"city-{number:02}" for number in range(15, 30)]
    assert get_json(client, f"{BASE}/cities/?page=3&page_size=15")["next"] is None
    assert get_json(client, f"{BASE}/cities/?page=100")["results"] == []
    (fault,) = get_errors(client, f"{BASE}/cities/?page={LAST_ROW_BY_PAGE // 100 + 1}")
    assert "cursor" in fault["message"]
    assert fault["allowed"] == ["cursor"]
    get_json(client, f"{BASE}/cities/?page={LAST_ROW_BY_PAGE // 500}&page_size=500")


@pytest.mark.usefixtures("forty")
def test_beyond_the_last_page_by_number_the_next_one_is_a_cursor(client, monkeypatch):
    monkeypatch.setattr("api.pagination.LAST_ROW_BY_PAGE", 20)
    walked = [row["slug"] for row in walk_pages(client, f"{BASE}/cities/?page=1&page_size=10")]
    assert walked == [f"city-{number:02}" for number in range(40)]


@pytest.mark.usefixtures("forty")
def test_rows_are_counted_when_asked(client):
    assert "count" not in get_json(client, f"{BASE}/cities/")
    assert get_json(client, f"{BASE}/cities/?count=1&page_size=3")["count"] == 40
    assert get_json(client, f"{BASE}/cities/?count=1&q=city 3")["count"] == 13


@pytest.mark.django_db
@pytest.mark.parametrize("size", ["0", "501", "-1", "x", "1e2", "٣", ""])
def test_a_page_has_1_to_500_rows(client, size):
    assert get_errors(client, f"{BASE}/cities/?page_size={size}")[0]["parameter"] == "page_size"


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_newest_changes_can_be_asked_for(client):
    make_business("older")
    newer = make_business("newer")
    older = BusinessInitiative.objects.get(slug="older")
    since = (newer.updated_at or BusinessInitiative.objects.get(slug="newer").updated_at).isoformat()
    assert older.updated_at.isoformat() < since
    address = f"{BASE}/businesses/?updated_since={since.replace('+', '%2B')}"
    assert [row["slug"] for row in get_json(client, address)["results"]] == ["newer"]


class TestStoredCounts:
    """Lists are counted once for each choice of filters, until a record of a type that they read changes."""

    @pytest.fixture(autouse=True)
    def five_cities(self, monkeypatch, db):
        monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
        with writing():
            for number in range(5):
                make_city(f"city-{number}", kind="county" if number == 4 else "prefecture_level")
        versions.forget()

    def count(self, client, query="") -> tuple[int, bool]:
        """The number, and whether rows were counted for it."""
        with CaptureQueriesContext(connection) as queries:
            number = get_json(client, f"{BASE}/cities/?count=1{query}")["count"]
        return number, any("COUNT(" in one["sql"] and "cities_city" in one["sql"] for one in queries)

    def test_a_list_is_counted_once(self, client):
        assert self.count(client) == (5, True)
        assert self.count(client, "&page_size=2&sort=-slug&lang=zh-hans") == (5, False)

    def test_each_choice_of_filters_has_its_own_number(self, client):
        assert self.count(client) == (5, True)
        assert self.count(client, "&kind=prefecture_level") == (4, True)
        assert self.count(client, "&kind=prefecture_level&page_size=2") == (4, False)

    def test_each_list_has_its_own_number_under_the_same_filters(self, client):
        make_park("a-park", city=City.objects.get(slug="city-0"))
        versions.forget()
        query = "count=1&updated_since=2020-01-01"
        assert get_json(client, f"{BASE}/cities/?{query}")["count"] == 5
        assert get_json(client, f"{BASE}/parks/?{query}")["count"] == 1

    def test_a_limited_number_of_choices_is_kept(self, client, monkeypatch):
        monkeypatch.setattr("api.records.viewsets._MOST_COUNTS", 1)
        assert self.count(client) == (5, True)
        assert self.count(client, "&kind=county") == (1, True)
        assert self.count(client) == (5, True)

    def test_a_publication_of_another_type_leaves_the_number(self, client):
        self.count(client)
        make_event()
        versions.forget()
        assert self.count(client) == (5, False)

    def test_a_publication_makes_the_number_out_of_date(self, client):
        self.count(client)
        make_city("another")
        versions.forget()
        assert self.count(client) == (6, True)
