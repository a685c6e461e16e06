"""Where the municipal waste of cities went: what shares are of, and when a way is known to be none of it."""

from typing import Any

import pytest
from django.utils.translation import override

from cities.models import City, Indicator
from cities.waste.treatment import CityWaste, fetch_all_waste
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_region,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles() -> dict[str, Indicator]:
    return make_waste_indicators()


def fetch(city: City) -> CityWaste:
    waste = fetch_all_waste().get(city.pk)
    assert waste is not None
    return waste


def read(city: City, year: int = 2023) -> dict[str, Any]:
    found = fetch(city).years[year]
    fates = ("burned", "landfilled", "other", "untreated", "unstated")
    return {fate: found.get_tonnes(fate) for fate in fates}


def test_what_was_treated_neither_way_is_worked_out(roles):
    city = make_city("aa")
    report_waste(roles, city, collected=200, treated=190, burned=100, landfilled=50)
    assert read(city) == {"burned": 100, "landfilled": 50, "other": 40, "untreated": 10, "unstated": 0}
    year = fetch(city).years[2023]
    assert (year.share("burned"), year.share("other")) == (0.5, 0.2)


@pytest.mark.parametrize(
    ("amounts", "expected", "worked_out"),
    [
        ({"treated": 100, "burned": 60}, {"landfilled": None, "other": None, "unstated": 40}, set()),
        ({"treated": 100, "burned": 99.7}, {"landfilled": 0, "other": 0}, {"landfilled"}),
        ({"treated": 100, "landfilled": 100}, {"burned": 0, "other": 0}, {"burned"}),
        ({"treated": 100}, {"burned": None, "landfilled": None, "unstated": 100}, set()),
        ({"burned": 60, "landfilled": 10}, {"other": None, "untreated": None, "unstated": 30}, set()),
        ({}, {"burned": None, "landfilled": None, "untreated": None, "unstated": 100}, set()),
        ({"treated": 100.01, "burned": 100.01, "landfilled": 0}, {"other": 0, "untreated": 0}, set()),
    ],
)
def test_an_empty_cell_counts_as_nothing_only_if_the_other_makes_up_the_total(
    roles, amounts: dict[str, float], expected: dict[str, Any], worked_out: set[str]
):
    city = make_city("aa")
    report_waste(roles, city, collected=100, **amounts)
    found = read(city)
    assert {fate: found[fate] for fate in expected} == expected
    assert fetch(city).years[2023].worked_out == worked_out


def test_a_year_whose_parts_are_more_than_the_whole_is_left_out(roles):
    city = make_city("aa")
    report_waste(roles, city, 2023, collected=100, treated=120, burned=60, landfilled=60)
    report_waste(roles, city, 2022, collected=100, treated=100, burned=60, landfilled=60)
    report_waste(roles, city, 2021, collected=100, treated=100, burned=60, landfilled=40)
    assert list(fetch(city).years) == [2021]


def test_waste_that_another_source_counted_is_not_divided(roles):
    city, other = make_city("aa"), make_city("bb")
    make_indicator_value(roles["collected"], city, 2023, value=100, sources=[make_source("a-notice")])
    make_indicator_value(roles["landfilled"], city, 2023, value=90, sources=[make_source("a-yearbook")])
    report_waste(roles, other, collected=100, treated=100)
    assert set(fetch_all_waste()) == {other.pk}


def test_what_was_landfilled_in_a_year_without_shares_is_kept_as_tonnes(roles):
    city = make_city("aa")
    make_indicator_value(roles["collected"], city, 2015, value=100, sources=[make_source("a-notice")])
    make_indicator_value(roles["landfilled"], city, 2015, value=90, sources=[make_source("a-yearbook")])
    report_waste(roles, city, 2023, collected=100, treated=100)
    waste = fetch(city)
    assert list(waste.years) == [2023]
    assert {year: own.landfilled for year, own in waste.partial.items()} == {2015: 90}
    assert waste.partial[2015].share("landfilled") is None


def test_targets_and_parts_of_a_year_are_no_waste_of_the_year(roles):
    city = make_city("aa")
    make_indicator_value(roles["collected"], city, 2030, value=100, evidence="target")
    make_indicator_value(roles["collected"], city, 2022, value=100, **text("period", "first half"))
    assert city.pk not in fetch_all_waste()


def test_a_zero_is_none_once_the_originals_were_seen_or_two_sources_state_it(roles):
    city, seen, two = make_city("aa"), make_city("seen"), make_city("two")
    amounts = {"collected": 100, "treated": 100, "burned": 100, "landfilled": 0}
    sources = [make_source("one"), make_source("other")]
    report_waste(roles, city, **amounts, copy_check="same_in_two_copies")
    report_waste(roles, seen, **amounts, copy_check="original_seen")
    report_waste(roles, two, **amounts, copy_check="one_copy", sources=sources)
    checked = [fetch(place).years[2023].is_checked for place in (city, seen, two)]
    assert checked == [False, True, True]


def test_cities_are_set_beside_each_other_in_years_known_of_many(roles, monkeypatch):
    monkeypatch.setattr("cities.waste.treatment.MIN_COMPARED_CITIES", 2)
    cities = [make_city(f"city-{number:02}") for number in range(2)]
    with writing():
        for city in cities:
            for year in (2015, 2023):
                report_waste(roles, city, year, collected=100, treated=100, burned=40, landfilled=60)
    report_waste(roles, cities[0], 2014, collected=100, treated=100, burned=40, landfilled=60)
    report_waste(roles, cities[0], 2024, collected=100, treated=100, burned=40, landfilled=60)
    waste = fetch(cities[0])
    assert [year.year for year in (waste.old, waste.new) if year] == [2015, 2023]


def test_the_old_year_is_one_of_which_it_is_known_what_was_landfilled(roles):
    city, other = make_city("aa"), make_city("bb")
    report_waste(roles, city, 2015, collected=100)
    report_waste(roles, city, 2022, collected=100, treated=100, burned=100, landfilled=0)
    report_waste(roles, other, 2015, collected=100, treated=100, burned=40, landfilled=60)
    report_waste(roles, other, 2023, collected=100, treated=100, burned=40, landfilled=60)
    waste = fetch(city)
    assert waste.old is None
    assert waste.new is waste.years[2022]
    assert not waste.has_both
    assert fetch(other).has_both


def test_districts_and_places_of_the_size_of_a_province_are_not_compared(roles):
    residents = make_indicator("residents", unit="people", waste_area="", topic="city", scope="whole_city")
    city, province = make_city("aa"), make_city("province")
    district = make_city("district", parent=city)
    make_indicator_value(residents, city, 2020, value=20_000_000)
    make_indicator_value(residents, province, 2020, value=31_900_000)
    for place in (city, province, district):
        report_waste(roles, place, collected=100, treated=100, burned=50, landfilled=0)
    found = fetch_all_waste()
    assert {waste.city.slug for waste in found.values() if waste.is_comparable} == {"aa"}


def test_two_cities_of_one_name_get_their_region(roles):
    regions = [make_region("jiangsu", **text("name", "Jiangsu", "江苏省")), make_region("zhejiang")]
    names = [text("name", "Taizhou", "泰州市"), text("name", "Taizhou", "台州市")]
    one, two = (
        make_city(region.slug, region=region, **name) for region, name in zip(regions, names, strict=True)
    )
    report_waste(roles, one, collected=100)
    assert fetch(one).name == "Taizhou (Jiangsu)"
    with override("zh-hans"):
        assert fetch(one).name == "泰州"
    assert two.pk not in fetch_all_waste()


def test_all_cities_take_one_query_until_something_changes(roles, django_assert_num_queries):
    city = make_city("aa")
    report_waste(roles, city, collected=100, treated=100)
    fetch_all_waste()
    with django_assert_num_queries(1):
        waste = fetch(city)
        assert [value.city.slug for value in waste.years[2023].values] == ["aa", "aa"]
        assert waste.years[2023].find_value("treated").indicator.slug == "treated"
    report_waste(roles, make_city("bb"), collected=100)
    assert len(fetch_all_waste()) == 2
    with writing() as changes:
        changes.withdraw(waste.years[2023].find_value("collected"))
    assert [waste.city.slug for waste in fetch_all_waste().values()] == ["bb"]
