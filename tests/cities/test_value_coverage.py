"""The list of indicators says how many values of how many cities there are, without reading many values."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Indicator
from cities.values import charted_values
from cities.values.coverage import add_up_values, count_cities_by_framework, count_values
from stats import invalidation, refresh
from tests.factories import make_city, make_framework, make_indicator, make_indicator_value, writing
from tests.html_text import read_rows

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture(autouse=True)
def indicators(monkeypatch: pytest.MonkeyPatch) -> dict[str, Indicator]:
    """Of two indicators of one framework, "many" has more values than a page draws; "none" has none."""
    monkeypatch.setattr(charted_values, "MAX_DRAWN", 3)
    invalidation.ensure_marks(["value-samples"])
    frameworks = {"many": make_framework(), "few": make_framework(), "none": make_framework("another")}
    made = {slug: make_indicator(slug, framework=framework) for slug, framework in frameworks.items()}
    with writing():
        for number in range(3):
            city = make_city(f"city-{number}")
            for year in (2020, 2022):
                make_indicator_value(made["many"], city, year=year)
        make_indicator_value(made["few"], make_city("another"), year=2019)
        withdrawn = make_indicator_value(made["few"], city, year=2015)
    with writing() as changes:
        changes.withdraw(withdrawn)
    return made


def store() -> None:
    refresh.refresh_stale(["value-samples"], due_only=False)


def describe(indicators: dict[str, Indicator]) -> dict[str, tuple]:
    found = count_values()
    return {
        slug: (entry.values_count, entry.cities_count, entry.first_year, entry.last_year)
        for slug, indicator in indicators.items()
        if (entry := found[indicator.pk])
    }


def test_published_values_and_their_cities_are_counted(indicators):
    assert describe(indicators) == {
        "many": (6, 3, 2020, 2022),
        "few": (1, 1, 2019, 2019),
        "none": (0, 0, None, None),
    }


def test_what_a_refresh_stored_is_the_same(indicators):
    counted = describe(indicators)
    store()
    assert describe(indicators) == counted


def test_values_of_an_indicator_with_many_are_not_read(indicators):
    store()
    with CaptureQueriesContext(connection) as queries:
        count_values()
    assert len(queries) == 2
    counted = re.findall(r" IN \(([\d, ]+)\)", queries[1]["sql"])
    assert [set(keys.split(", ")) for keys in counted] == [
        {str(indicators["few"].pk), str(indicators["none"].pk)}
    ]


def test_values_follow_a_refresh(indicators):
    store()
    make_indicator_value(indicators["many"], make_city("newcomer"), year=2023)
    store()
    assert describe(indicators)["many"] == (7, 4, 2020, 2023)


def test_a_framework_counts_each_city_once(indicators):
    coverage = count_values()
    cities = count_cities_by_framework(coverage)
    framework, another = indicators["many"].framework_id, indicators["none"].framework_id
    totals = add_up_values(coverage.values(), cities)
    assert (totals[framework].indicators_count, totals[framework].values_count) == (2, 7)
    assert totals[framework].cities_count == 4
    assert (totals[another].indicators_count, totals[another].values_count) == (1, 0)
    assert totals[another].cities_count == 0


def test_the_list_shows_the_numbers(client, indicators):
    page = client.get("/en/indicators/").content.decode()
    assert "values of 4 cities" in page
    assert "7 values" in page
    assert read_rows(client.get("/en/indicators/?view=table").content.decode()) == [
        "Few A framework Industrial waste t 1 1 2019",
        "Many A framework Industrial waste t 3 6 2020 – 2022",
        "None A framework Industrial waste t 0 0 – Not known",
    ]
