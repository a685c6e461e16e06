"""`as_of` returns a record or list as it was public at the end of a day in Shanghai time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cities.models import City
from records.models import Publication
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, walk_pages
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_region,
    save_part,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def clock(monkeypatch):
    """Set the time at which things are published."""

    def set_to(year, month, day, hour=12, minute=0):
        moment = datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def city(clock):
    """Published on 1 March, changed late on 10 March and early on 11 March, withdrawn on 20 March."""
    clock(2026, 2, 1)
    make_region()
    clock(2026, 3, 1)
    city = make_city("a-city", name_en="First", name_zh_hans="一")
    for moment, name in (((2026, 3, 10, 23, 59), "Second"), ((2026, 3, 11, 0, 1), "Third")):
        clock(*moment)
        with writing() as changes:
            city.name_en = name
            changes.save(city)
    clock(2026, 3, 20)
    with writing() as changes:
        changes.withdraw(city)
    return city


def name_on(client, day) -> str:
    return get_json(client, f"{BASE}/cities/a-city/?as_of={day}")["name"]


def test_a_record_is_as_it_was_at_the_end_of_the_day(client, city):
    days = ("2026-03-01", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-19")
    assert [name_on(client, day) for day in days] == [
        "First", "First", "Second", "Third", "Third",
    ]  # fmt: skip


def test_before_the_first_version_there_is_nothing_and_after_the_last_it_is_gone(client, city):
    get_json(client, f"{BASE}/cities/a-city/?as_of=2026-02-28", 404)
    get_json(client, f"{BASE}/cities/a-city/?as_of=2026-03-20", 410)
    assert get_json(client, f"{BASE}/cities/?as_of=2026-02-28")["results"] == []
    assert get_json(client, f"{BASE}/cities/?as_of=2026-03-20")["results"] == []
    assert get_json(client, f"{BASE}/regions/?as_of=2026-02-01&count=1")["count"] == 1
    assert get_json(client, f"{BASE}/regions/?as_of=2026-01-31&count=1")["count"] == 0


def test_a_list_goes_with_language_fields_pages_and_count(client, clock):
    clock(2026, 3, 1)
    with writing():
        for number in range(7):
            make_city(f"city-{number}", name_zh_hans=f"城{number}")
    clock(2026, 4, 1)
    City.objects.all()
    make_city("city-later")
    address = f"{BASE}/cities/?as_of=2026-03-31&lang=zh-hans&fields=name&page_size=3&count=1"
    assert get_json(client, address)["count"] == 7
    assert [row["name"] for row in walk_pages(client, address)] == [f"城{number}" for number in range(7)]
    assert [row["name"] for row in walk_pages(client, f"{address}&page=1")] == [
        f"城{number}" for number in range(7)
    ]
    assert len(read_body(client.get(f"{BASE}/cities/?as_of=2026-03-31&format=jsonl")).splitlines()) == 7


@pytest.mark.parametrize(
    "other", ["kind=county", "sort=slug", "q=a", "expand=region", "updated_since=2026-01-01"]
)
def test_another_filter_is_refused(client, other):
    (fault,) = get_errors(client, f"{BASE}/cities/?as_of=2026-03-01&{other}")
    assert fault["parameter"] == other.partition("=")[0]
    assert "as_of" in fault["message"]


@pytest.mark.parametrize("day", ["2026-02-30", "today", "2999-01-01", "", "20260301", "0001-01-01"])
def test_a_day_that_is_none_or_has_not_been_is_refused(client, day):
    assert get_errors(client, f"{BASE}/cities/?as_of={day}")[0]["parameter"] == "as_of"


def test_a_renamed_record_is_found_by_either_slug(client, clock):
    clock(2026, 3, 1)
    city = make_city("old")
    clock(2026, 4, 1)
    with writing() as changes:
        changes.rename(city, "new")
    for slug in ("old", "new"):
        assert get_json(client, f"{BASE}/cities/{slug}/?as_of=2026-03-31")["slug"] == "old"
        assert get_json(client, f"{BASE}/cities/{slug}/?as_of=2026-04-01")["slug"] == "new"


def test_parts_are_as_they_were(client, clock):
    from initiatives.models import Facility

    clock(2026, 3, 1)
    park = make_park("a-park")
    clock(2026, 3, 5)
    plants = [
        save_part(
            Facility(
                park=park,
                key=f"plant-{n}",
                position=n,
                kind="incineration",
                status="planned",
                **text("name", f"Plant {n}"),
            )
        )
        for n in range(5)
    ]
    clock(2026, 3, 9)
    with writing() as changes:
        plants[0].status = "operating"
        changes.save(plants[0])
        changes.delete(plants[4])
    address = f"{BASE}/facilities/?page_size=2&as_of="
    assert walk_pages(client, f"{address}2026-03-04") == []
    assert [row["status"] for row in walk_pages(client, f"{address}2026-03-08")] == ["planned"] * 5
    assert [row["status"] for row in walk_pages(client, f"{address}2026-03-09")] == [
        "operating",
        *["planned"] * 3,
    ]
    assert get_json(client, f"{BASE}/facilities/a-park--plant-0/?as_of=2026-03-05")["status"] == "planned"
    get_json(client, f"{BASE}/facilities/a-park--plant-4/?as_of=2026-03-09", 404)


def test_the_unit_of_a_value_is_that_of_the_day(client, clock):
    clock(2026, 3, 1)
    value = make_indicator_value(make_indicator(), make_city())
    clock(2026, 4, 1)
    with writing() as changes:
        value.indicator.unit = "kt"
        changes.save(value.indicator)
    address = f"{BASE}/indicator-values/{value.slug}/"
    assert get_json(client, f"{address}?as_of=2026-03-31")["unit"] == "t"
    assert (
        get_json(client, f"{address}?as_of=2026-04-01")["unit"] == get_json(client, address)["unit"] == "kt"
    )


class TestFigures:
    """The list of figures of a day: by type and slug of their record, in pages and in files."""

    @pytest.fixture
    def values(self, clock):
        """Two values of a city, of which one is corrected on 5 March, and a value that is added then."""
        clock(2026, 3, 1)
        city, indicator = make_city("a-city"), make_indicator()
        values = [make_indicator_value(indicator, city, year=year, value=10) for year in (2020, 2021)]
        clock(2026, 3, 5)
        with writing() as changes:
            values[0].value = 11
            changes.save(values[0])
        return [*values, make_indicator_value(indicator, city, year=2022, value=12)]

    def test_are_those_of_the_day(self, client, values):
        address = f"{BASE}/figures/?page_size=1&as_of="
        assert walk_pages(client, f"{address}2026-02-28") == []
        assert [row["value"] for row in walk_pages(client, f"{address}2026-03-04")] == [10, 10]
        assert [row["value"] for row in walk_pages(client, f"{address}2026-03-05")] == [11, 10, 12]

    def test_of_today_are_those_of_now(self, client, values):
        make_park("a-park")
        now = get_json(client, f"{BASE}/figures/?page_size=500")["results"]
        past = get_json(client, f"{BASE}/figures/?page_size=500&as_of=2026-03-05")["results"]
        assert sorted(past, key=lambda row: row["identifier"]) == now

    def test_repeat_what_they_repeated_that_day(self, client, values, clock):
        """The key fact equals the value of 2020 until this is corrected."""
        clock(2026, 3, 6)
        value = values[0]
        make_city_figure(value.city, "waste", value=11, unit="t", year=2020, indicator=value.indicator)
        clock(2026, 3, 8)
        with writing() as changes:
            value.value = 12
            changes.save(value)
        for day, same_as in (("2026-03-07", f"indicator-value.{value.slug}"), ("2026-03-08", None)):
            rows = get_json(client, f"{BASE}/figures/?as_of={day}")["results"]
            assert next(row["same_as"] for row in rows if row["key"] == "waste") == same_as
        now = get_json(client, f"{BASE}/figures/")["results"]
        assert next(row["same_as"] for row in now if row["key"] == "waste") is None

    def test_have_permanent_addresses_of_the_day(self, client, values):
        (row, _other) = get_json(client, f"{BASE}/figures/?as_of=2026-03-04")["results"]
        assert get_json(client, row["permanent_url"])["value"] == row["value"] == 10

    def test_are_available_as_a_file(self, client, values):
        lines = get_csv_rows(client, f"{BASE}/figures/?format=csv&as_of=2026-03-04")
        assert [line["value"] for line in lines] == ["10", "10"]

    @pytest.mark.parametrize("other", ["count=1", "city=a-city", "sort=-value"])
    def test_are_not_counted_filtered_or_sorted(self, client, values, other):
        (fault,) = get_errors(client, f"{BASE}/figures/?as_of=2026-03-04&{other}")
        assert fault["parameter"] == other.partition("=")[0]


def test_in_a_file_other_records_are_called_as_they_were_that_day(client, clock):
    clock(2026, 3, 1)
    city = make_city("a-city", name_en="Tatung")
    make_park("a-park", city=city)
    clock(2026, 3, 5)
    with writing() as changes:
        city.name_en = "Datong"
        changes.save(city)
    for day, name in (("2026-03-02", "Tatung"), ("2026-03-05", "Datong")):
        (line,) = get_csv_rows(client, f"{BASE}/parks/?format=csv&as_of={day}")
        assert (line["city"], line["city_name"]) == ("a-city", name)


def test_the_region_of_a_park_is_that_of_its_city_on_the_day(client, clock):
    clock(2026, 3, 1)
    city = make_city("a-city", region=make_region("shanxi"))
    make_park("a-park", city=city)
    clock(2026, 3, 5)
    with writing() as changes:
        city.region = make_region("hebei")
        changes.save(city)
    for day, region in (("2026-03-02", "shanxi"), ("2026-03-05", "hebei")):
        (line,) = get_csv_rows(client, f"{BASE}/parks/?format=csv&as_of={day}")
        assert line["region"] == region
        assert get_json(client, f"{BASE}/parks/a-park/?as_of={day}")["region"]["slug"] == region


def test_today_is_what_is_public_now(client):
    make_city("a-city")
    today = timezone.localdate()
    assert get_json(client, f"{BASE}/cities/?as_of={today}") == get_json(client, f"{BASE}/cities/")
    yesterday = today - timedelta(days=1)
    assert get_json(client, f"{BASE}/cities/?as_of={yesterday}")["results"] == []
    assert Publication.objects.count() > 0


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 7, 9, 10])
def test_a_whole_list_of_a_day_is_sorted_few_times(client, monkeypatch, count):
    monkeypatch.setattr("api.records.selectors.VERSIONS_READ", 2)
    monkeypatch.setattr("api.records.selectors.KEYS_READ", 4)
    with writing():
        for number in reversed(range(count)):
            make_park(f"park-{number}")
    day = datetime.now(SHANGHAI).date().isoformat()
    with CaptureQueriesContext(connection) as captured:
        rows = get_csv_rows(client, f"{BASE}/parks/?format=csv&as_of={day}")
    assert [row["slug"] for row in rows] == [f"park-{number}" for number in range(count)]
    in_order = [query for query in captured if "in_order" in query["sql"] and "'park'" in query["sql"]]
    assert len(in_order) <= 2 + count // 4
