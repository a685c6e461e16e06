"""`group_by`: rows of a list are counted, and their values summed without mixing what can't be added."""

import statistics

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.records.resources import IndicatorValueViewSet, IndustrialParkViewSet
from records.figures.units import get_unit
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, walk_pages
from tests.api.test_schema import holds
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_region,
    text,
    writing,
)
from web.versions import versions

VALUES = f"{BASE}/indicator-values/"


def list_groups(client, path):
    return walk_pages(client, path)


@pytest.fixture
def places(db):
    """Two cities of a region and one of another."""
    jilin, hubei = make_region("jilin"), make_region("hubei", **text("name", "Hubei", "湖北省"))
    return make_city("aa", region=jilin), make_city("bb", region=jilin), make_city("cc", region=hubei)


@pytest.fixture
def landfilled(places):
    """Tonnes of three cities in two years."""
    indicator = make_indicator("landfilled", unit="t")
    with writing():
        for city, amounts in zip(places, ((10, 20), (30, 60), (7, 9)), strict=True):
            for year, amount in zip((2020, 2021), amounts, strict=True):
                make_indicator_value(indicator, city, year, value=amount)
    return indicator


class TestCounts:
    def test_rows_are_counted_by_a_code_and_unknown_ones_are_a_group_of_their_own(self, client, places):
        make_park("one", city=places[0], level="national")
        make_park("two", city=places[2], level="national")
        make_park("three", city=places[2], level="")
        body = get_json(client, f"{BASE}/parks/?group_by=level&count=1&labels=1")
        assert (body["count"], body["next"], body["group_by"]) == (2, None, ["level"])
        first, last = body["results"]
        assert first == {
            "level": "national",
            "level_label": "National level",
            "level_reason": None,
            "level_reason_label": None,
            "n": 2,
        }
        assert (last["level"], last["level_reason"], last["n"]) == (None, "not_recorded", 1)

    def test_filters_and_search_apply_before(self, client, places):
        make_park("one", city=places[0], level="national")
        make_park("two", city=places[2], level="national")
        assert [one["n"] for one in list_groups(client, f"{BASE}/parks/?group_by=level&region=hubei")] == [1]
        assert list_groups(client, f"{BASE}/parks/?group_by=level&q=nothing-like-this") == []

    def test_two_fields_make_a_group_of_each_pair(self, client, places):
        for slug, city in zip(("one", "two", "three"), places, strict=True):
            make_park(slug, city=city, level="national")
        rows = list_groups(client, f"{BASE}/parks/?group_by=region,level")
        assert [(one["region"]["name"], one["level"], one["n"]) for one in rows] == [
            ("Hubei", "national", 1),
            ("Jilin", "national", 2),
        ]

    def test_a_page_ends_where_the_next_one_begins(self, client, landfilled):
        whole = list_groups(client, f"{VALUES}?group_by=city,year")
        assert len(whole) == 6
        assert list_groups(client, f"{VALUES}?group_by=city,year&page_size=1") == whole
        second = get_json(client, f"{VALUES}?group_by=city,year&page_size=4&page=2")
        assert second["results"] == whole[4:]


class TestValues:
    def test_values_are_summed_by_region_and_year(self, client, landfilled):
        rows = list_groups(client, f"{VALUES}?group_by=region,year")
        found = [
            (
                one["region"]["slug"], one["year"], one["n"], one["n_values"], one["n_places"], one["sum"],
                one["median"], one["minimum"], one["maximum"],
            )
            for one in rows
        ]  # fmt: skip
        assert found == [
            ("hubei", 2020, 1, 1, 1, 7, 7, 7, 7),
            ("hubei", 2021, 1, 1, 1, 9, 9, 9, 9),
            ("jilin", 2020, 2, 2, 2, 40, 20, 10, 30),
            ("jilin", 2021, 2, 2, 2, 80, 40, 20, 60),
        ]
        assert {(one["unit"], one["indicator"]["slug"], one["evidence"]) for one in rows} == {
            ("t", "landfilled", "stated")
        }

    @pytest.mark.parametrize(
        ("lang", "note"),
        [
            ("en", "Sum of the listed places, not the region’s total"),
            ("zh-hans", "所列地点之和，不是该省份或地区的总量"),
        ],
    )
    def test_each_sum_says_that_it_is_of_the_places_listed(self, client, landfilled, lang, note):
        rows = list_groups(client, f"{VALUES}?group_by=region,year&lang={lang}")
        assert {one["sum_note"] for one in rows} == {note}
        assert {
            one["sum_note"] for one in list_groups(client, f"{VALUES}?group_by=city,year&lang={lang}")
        } == {None}

    def test_the_median_of_an_odd_number_is_the_middle_one(self, client, landfilled):
        (first, _second) = list_groups(client, f"{VALUES}?group_by=year")
        assert (first["median"], first["n_values"]) == (10, 3)

    def test_what_is_of_another_kind_is_another_group(self, client, places):
        tonnes, cubic = make_indicator("tonnes", unit="t"), make_indicator("cubic", unit="m3")
        make_indicator_value(tonnes, places[0], value=5)
        make_indicator_value(tonnes, places[1], value=6, evidence="estimated")
        make_indicator_value(cubic, places[0], value=7)
        rows = list_groups(client, f"{VALUES}?group_by=region")
        found = [(one["indicator"]["slug"], one["unit"], one["evidence"], one["sum"]) for one in rows]
        assert found == [
            ("cubic", "m3", "stated", 7),
            ("tonnes", "t", "estimated", 6),
            ("tonnes", "t", "stated", 5),
        ]

    def test_shares_have_no_sum(self, client, places):
        share = make_indicator("share", unit="percent")
        with writing():
            for city, value in zip(places, (10, 20, 60), strict=True):
                make_indicator_value(share, city, value=value)
        (row,) = list_groups(client, f"{VALUES}?group_by=year&labels=1")
        assert (row["sum"], row["sum_reason"], row["sum_note"]) == (None, "not_additive", None)
        assert row["sum_reason_label"] == "Shares, averages and dates aren’t added"
        assert (row["median"], row["minimum"], row["maximum"]) == (20, 10, 60)

    @pytest.mark.parametrize(
        ("unit", "is_additive"),
        [
            ("t", True), ("people", True), ("cny", True), ("t_per_year", True), ("cny_per_year", True),
            ("km2", True), ("percent", False), ("cny_per_person", False), ("kg_per_person_day", False),
            ("cny_per_t", False), ("kg_per_10000_cny", False), ("calendar_year", False),
            ("milestone", False), ("days", False),
        ],
    )  # fmt: skip
    def test_the_dimension_of_a_unit_says_whether_it_is_added(self, unit, is_additive):
        assert get_unit(unit).is_additive == is_additive

    def test_a_place_with_two_years_is_not_added_to_itself(self, client, landfilled):
        rows = list_groups(client, f"{VALUES}?group_by=region")
        assert [(one["sum"], one["sum_reason"], one["n_values"], one["n_places"]) for one in rows] == [
            (None, "place_repeated", 2, 1),
            (None, "place_repeated", 4, 2),
        ]

    def test_rows_without_a_value_are_told_but_not_counted(self, client, places):
        indicator = make_indicator("landfilled", unit="t")
        make_indicator_value(indicator, places[0], value=5)
        make_indicator_value(indicator, places[1], value=None, reason="missing")
        (row,) = list_groups(client, f"{VALUES}?group_by=year")
        assert (row["n"], row["n_values"], row["n_places"], row["sum"]) == (2, 1, 1, 5)
        (row,) = list_groups(client, f"{VALUES}?group_by=year&city=bb")
        assert (row["n"], row["n_values"], row["sum"], row["sum_reason"]) == (1, 0, None, "no_value")

    def test_bounds_and_parts_of_a_year_are_not_added(self, client, places):
        indicator = make_indicator("landfilled", unit="t")
        make_indicator_value(indicator, places[0], value=5)
        make_indicator_value(indicator, places[1], value=50, precision="at_least")
        make_indicator_value(indicator, places[2], value=500, **text("period", "January", "1月"))
        (row,) = list_groups(client, f"{VALUES}?group_by=year")
        assert (row["n"], row["n_values"], row["sum"], row["maximum"]) == (3, 1, 5, 5)

    @pytest.mark.parametrize("path", [VALUES, f"{BASE}/figures/"])
    def test_a_number_of_a_day_is_added_if_it_is_a_stock(self, client, places, path):
        residents = make_indicator("residents", unit="people", measured_property="population")
        collected = make_indicator("collected", unit="people")
        for indicator in (residents, collected):
            make_indicator_value(indicator, places[0], value=5)
            make_indicator_value(indicator, places[1], value=50, **text("period", "as of 1 November", "11月"))
        rows = list_groups(client, f"{path}?group_by=year")
        assert [(one["n_values"], one["n_places"], one["sum"]) for one in rows] == [(1, 1, 5), (2, 2, 55)]

    def test_a_district_is_not_counted_beside_its_city(self, client, places):
        indicator, district = (
            make_indicator("landfilled", unit="t"),
            make_city("dd", parent=places[0], region=places[0].region),
        )
        make_indicator_value(indicator, places[0], value=50)
        make_indicator_value(indicator, district, value=20)
        (row,) = list_groups(client, f"{VALUES}?group_by=region,year")
        assert (row["n"], row["n_values"], row["sum"]) == (2, 1, 50)
        (row,) = list_groups(client, f"{VALUES}?group_by=region,year&city=dd")
        assert (row["n"], row["n_values"], row["sum"]) == (1, 1, 20)
        rows = list_groups(client, f"{VALUES}?group_by=city,year")
        assert [(one["city"]["slug"], one["sum"]) for one in rows] == [("aa", 50), ("dd", 20)]

    def test_flows_are_added_by_type_of_amount_without_those_in_a_larger_one(self, client, places):
        park, ash = make_park("one", city=places[0]), make_material("ash")
        amounts = {"unit": "t_per_year", "material": ash, "quantity_of": "material", "amount_type": "amount"}
        make_flow(park, "whole", value=100, **amounts)
        make_flow(park, "part", value=40, in_larger_flow=True, **amounts)
        make_flow(park, "capacity", value=7, **{**amounts, "amount_type": "capacity"})
        make_flow(park, "unknown", material=ash)
        rows = list_groups(client, f"{BASE}/flows/?group_by=region")
        found = {(one["unit"], one["amount_type"]): (one["n"], one["n_values"], one["sum"]) for one in rows}
        assert found == {
            ("t_per_year", "amount"): (2, 1, 100),
            ("t_per_year", "capacity"): (1, 1, 7),
            (None, None): (1, 0, None),
        }

    def test_figures_are_added_if_it_is_known_what_they_measure(self, client, landfilled, places):
        make_city_figure(places[0], unit="t", year=2020)
        rows = list_groups(client, f"{BASE}/figures/?group_by=region,year")
        found = {
            (one["region"]["slug"], one["year"], one["variable"] and one["variable"]["slug"]): one["sum"]
            for one in rows
        }
        assert found["jilin", 2020, "landfilled"] == 40
        assert found["hubei", 2021, "landfilled"] == 9


class TestFormats:
    def test_csv_has_labels_and_names(self, client, landfilled):
        rows = get_csv_rows(client, f"{VALUES}?group_by=region,year&format=csv&lang=zh-hans")
        assert [(one["region"], one["region_name"], one["year"], one["sum"]) for one in rows] == [
            ("hubei", "湖北省", "2020", "7"),
            ("hubei", "湖北省", "2021", "9"),
            ("jilin", "吉林省", "2020", "40"),
            ("jilin", "吉林省", "2021", "80"),
        ]
        assert {(one["unit"], one["unit_label"]) for one in rows} == {("t", "吨")}

    @pytest.mark.parametrize("format_", ["jsonl", "xlsx"])
    def test_other_files(self, client, landfilled, format_):
        response = client.get(f"{VALUES}?group_by=region,year&format={format_}")
        assert response.status_code == 200
        if format_ == "jsonl":
            assert len(read_body(response).splitlines()) == 4

    @pytest.mark.sampled(1)
    @pytest.mark.parametrize("lang", ["zh-hant", "all"])
    def test_answers_are_as_described(self, client, landfilled, places, lang):
        make_flow(make_park("one", city=places[0], level="national"))
        for name, path in {
            "IndicatorValue": f"{VALUES}?group_by=region,year&count=1&",
            "IndustrialPark": f"{BASE}/parks/?group_by=level,region&",
            "MaterialFlowEntry": f"{BASE}/flows/?group_by=city,year&",
            "Figure": f"{BASE}/figures/?group_by=source_type&",
        }.items():
            answer = get_json(client, f"{path}lang={lang}")
            assert answer["results"]
            holds(f"{name}GroupList", answer, lang)

    def test_it_costs_as_many_queries_with_300_rows_as_with_3(self, client, places):
        indicator = make_indicator("landfilled", unit="t")
        costs = []
        for years in (range(2000, 2001), range(2001, 2030)):
            with writing():
                for city in places:
                    for year in years:
                        make_indicator_value(indicator, city, year)
            versions.forget()  # or a quick second request would read none
            with CaptureQueriesContext(connection) as queries:
                assert list_groups(client, f"{VALUES}?group_by=region,year&page_size=500")
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestErrors:
    @pytest.mark.parametrize("asked", ["colour", "level,colour", "", ","])
    def test_an_unknown_field_is_answered_with_those_that_there_are(self, client, db, asked):
        (error,) = get_errors(client, f"{BASE}/parks/?group_by={asked}")
        assert error["parameter"] == "group_by"
        assert error["allowed"] == [key.name for key in IndustrialParkViewSet.list_group_keys()]
        assert {"level", "kind", "region", "city"} <= set(error["allowed"])

    def test_a_third_field_is_too_many(self, client, db):
        (error,) = get_errors(client, f"{VALUES}?group_by=region,city,year")
        assert error["message"] == "Give at most 2 fields."
        assert error["allowed"] == [key.name for key in IndicatorValueViewSet.list_group_keys()]

    @pytest.mark.parametrize(
        "other", ["as_of=2026-01-01", "fields=slug", "expand=city", "sort=slug", "format=geojson"]
    )
    def test_what_groups_do_not_have_is_refused_with_a_reason(self, client, db, other):
        errors = get_errors(client, f"{BASE}/parks/?group_by=level&{other}")
        assert errors[0]["parameter"] == other.partition("=")[0]
        assert "group_by" in errors[0]["message"]

    def test_a_cursor_of_other_groups_is_refused(self, client, landfilled):
        cursor = get_json(client, f"{VALUES}?group_by=city&page_size=1")["next"].partition("cursor=")[2]
        (error,) = get_errors(client, f"{VALUES}?group_by=region&page_size=1&cursor={cursor}")
        assert error["parameter"] == "cursor"

    def test_a_single_record_has_no_groups(self, client, places):
        (error,) = get_errors(client, f"{BASE}/cities/aa/?group_by=kind")
        assert error["message"] == "Unknown parameter “group_by”."


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestOnTheContent:
    @pytest.mark.parametrize("indicator", ["domestic-waste-landfilled", "domestic-waste-harmless-rate"])
    def test_a_program_finds_the_same_from_the_rows_of_the_list(self, client, indicator):
        """Tonnes landfilled by region and year, and a share of which only the median is told."""
        query = f"{VALUES}?indicator={indicator}"
        cities = {one["slug"]: one for one in walk_pages(client, f"{BASE}/cities/?page_size=500")}
        rows = walk_pages(client, f"{query}&page_size=500")
        has_value = {(one["year"], one["city"]["slug"]) for one in rows if is_counted(one)}
        counted: dict = {}
        for row in rows:
            city = cities[row["city"]["slug"]]
            parent = city["parent"] and city["parent"]["slug"]
            key = city["region"]["slug"], row["year"], row["evidence"]
            values = counted.setdefault(key, [])
            if is_counted(row) and (row["year"], parent) not in has_value:
                values.append(row["value"])
        assert len(counted) > 20
        groups = walk_pages(client, f"{query}&group_by=region,year&page_size=500")
        assert len(groups) == len(counted)
        for group in groups:
            values = counted[group["region"]["slug"], group["year"], group["evidence"]]
            assert group["n_values"] == group["n_places"] == len(values)
            if not values:
                assert (group["sum_reason"], group["median"]) == ("no_value", None)
                continue
            assert group["median"] == pytest.approx(statistics.median(values))
            assert (group["minimum"], group["maximum"]) == (min(values), max(values))
            assert group["sum"] == (None if group["unit"] == "percent" else pytest.approx(sum(values)))

    def test_all_groups_of_values_together_count_all_rows(self, client):
        total = get_json(client, f"{VALUES}?count=1&page_size=1")["count"]
        groups = walk_pages(client, f"{VALUES}?group_by=region,year&page_size=500")
        assert sum(group["n"] for group in groups) == total


def is_counted(row) -> bool:
    is_bound = row["precision"] in ("at_least", "up_to")
    return row["value"] is not None and row["period"] is None and not is_bound
