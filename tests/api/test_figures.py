"""All figures in one flat list, each with a permanent address and its citation."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from records.models import Publication
from records.publishing import get_content_version
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, strip_host
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_programme,
    make_programme_figure,
    make_region,
    text,
    writing,
)

pytestmark = pytest.mark.django_db
FIGURES = f"{BASE}/figures/"


@pytest.fixture
def city():
    return make_city("suzhou", name_en="Suzhou")


@pytest.fixture
def area(city):
    return make_city_figure(city, value=Decimal("8657.32"), year=2020, unit="km2")


def list_identifiers(client, query=""):
    return [row["identifier"] for row in get_json(client, f"{FIGURES}{query}")["results"]]


def test_a_figure_says_what_it_is_of(client, area):
    (row,) = get_json(client, FIGURES)["results"]
    assert (row["identifier"], row["value"], row["unit"], row["ucum"]) == (
        "city.suzhou.area",
        8657.32,
        "km2",
        "km2",
    )
    assert (row["year"], row["evidence"], row["source_type"]) == (2020, "stated", "official")
    assert (row["record"]["slug"], row["key"], row["subject"]["name"]) == ("suzhou", "area", "Suzhou")
    assert row["label"] == "Area"
    assert [source["name"] for source in row["sources"]] == ["A notice"]


def test_values_and_flows_are_figures_if_they_have_an_amount(client, city):
    value = make_indicator_value(make_indicator(name_en="Waste"), city, value=Decimal(5))
    make_indicator_value(make_indicator(), city, value=None, reason="withheld")
    park = make_park("a-park", city=city)
    make_flow(
        park,
        "slag",
        material=make_material("slag"),
        value=Decimal(3),
        unit="t",
        amount_type="amount",
        evidence="stated",
    )
    make_flow(park, "ash")
    rows = {row["identifier"]: row for row in get_json(client, FIGURES)["results"]}
    assert set(rows) == {f"indicator-value.{value.slug}", "park.a-park.slag"}
    assert rows[f"indicator-value.{value.slug}"]["label"] == "Waste"
    assert rows["park.a-park.slag"]["variable"]["slug"] == "slag"
    assert rows["park.a-park.slag"]["label"].startswith("Slag (")


def test_a_figure_says_which_area_it_covers_and_what_its_source_adds(client, city):
    indicator = make_indicator("collected", scope="urban_area")
    make_indicator_value(indicator, city, **text("note", "Without counties", "不含县"))
    make_city_figure(city, indicator=indicator, **text("note", "As listed", "所列"))
    make_city_figure(city, "people")
    number = get_content_version()
    rows = {row["identifier"]: row for row in get_json(client, FIGURES)["results"]}
    found = {key: (row["scope"], row["note"]) for key, row in rows.items()}
    assert found == {
        "city.suzhou.area": ("urban_area", "As listed"),
        "city.suzhou.people": (None, None),
        "indicator-value.collected-suzhou-2020": ("urban_area", "Without counties"),
    }
    (row,) = get_csv_rows(client, f"{FIGURES}?format=csv&lang=zh-hans&variable=collected&repeated=0&key=area")
    assert (row["scope"], row["note"]) == ("urban_area", "所列")
    with writing() as changes:
        indicator.scope = "whole_city"
        changes.save(indicator)
    for query, scope in (("", "whole_city"), (f"?version={number}", "urban_area")):
        assert get_json(client, f"{FIGURES}city.suzhou.area/{query}")["scope"] == scope


def test_filters_narrow_the_list(client, area, city):
    make_city_figure(make_city("kunshan", parent=city), "people", value=Decimal(2), year=2021, unit="people")
    assert list_identifiers(client, "?unit=people") == ["city.kunshan.people"]
    assert list_identifiers(client, "?year=2020") == ["city.suzhou.area"]
    assert list_identifiers(client, "?value_max=10") == ["city.kunshan.people"]
    assert len(list_identifiers(client, "?city=suzhou")) == 2
    assert list_identifiers(client, "?city=suzhou&districts=0") == ["city.suzhou.area"]
    assert get_errors(client, f"{FIGURES}?evidence=sure")[0]["parameter"] == "evidence"


def test_pages_and_files_have_the_same_rows(client, city):
    with writing():
        for number in range(5):
            make_city_figure(city, f"figure-{number}", value=Decimal(number))
    first = get_json(client, f"{FIGURES}?page_size=3&count=1")
    assert first["count"] == 5
    second = get_json(client, strip_host(first["next"]))
    found = [row["identifier"] for row in (*first["results"], *second["results"])]
    assert found == [row["identifier"] for row in get_csv_rows(client, f"{FIGURES}?format=csv")]
    assert len(found) == 5


def test_a_permanent_address_keeps_the_number(client, area):
    address = strip_host(get_json(client, FIGURES)["results"][0]["permanent_url"])
    with writing() as changes:
        area.value = Decimal(9000)
        changes.save(area)
    assert get_json(client, address)["value"] == 8657.32
    assert get_json(client, f"{FIGURES}city.suzhou.area/")["value"] == 9000
    assert get_errors(client, f"{FIGURES}city.suzhou.area/?version={get_content_version() + 1}")


def test_the_citation_has_the_permanent_address_of_a_page(client, area):
    figure = get_json(client, f"{FIGURES}city.suzhou.area/")
    page = f"http://testserver/en/figures/city.suzhou.area/?version={get_content_version()}"
    citation = figure["citation"]
    assert set(citation["sentence"]) == {"en", "zh-Hans", "zh-Hant"}
    assert page in citation["sentence"]["en"]
    assert citation["bibtex"].startswith("@misc{")
    assert citation["ris"].startswith("TY  - ")
    assert citation["csl_json"]["URL"] == page
    assert client.get(strip_host(page))["Content-Type"].startswith("text/html")
    chinese = get_json(client, f"{FIGURES}city.suzhou.area/?lang=zh-hans")["citation"]
    assert chinese["csl_json"]["URL"] == page.replace("/en/", "/zh-hans/")


def test_a_renamed_record_leads_on_and_a_withdrawn_one_says_so(client, area, city):
    version = get_content_version()
    with writing() as changes:
        changes.rename(city, "suzhou-jiangsu")
    response = client.get(f"{FIGURES}city.suzhou.area/")
    assert (response.status_code, strip_host(response["Location"])) == (
        301,
        f"{FIGURES}city.suzhou-jiangsu.area/",
    )
    with writing() as changes:
        changes.withdraw(city)
    get_json(client, f"{FIGURES}city.suzhou-jiangsu.area/", 410)
    get_json(client, f"{FIGURES}city.atlantis.area/", 404)
    assert get_json(client, f"{FIGURES}city.suzhou.area/?version={version}")["value"] == 8657.32


def test_a_list_costs_as_many_queries_with_many_rows(client, city, django_assert_max_num_queries):
    with writing():
        for number in range(12):
            make_city_figure(city, f"figure-{number}", value=Decimal(number))
    with django_assert_max_num_queries(9):
        assert len(list_identifiers(client, "?count=1&lang=all&labels=1")) == 12


def test_a_subject_is_found_by_its_former_slug_and_by_its_type(client, area, city):
    with writing() as changes:
        changes.rename(city, "suzhou-jiangsu")
    for subject in ("suzhou", "suzhou-jiangsu", "city.suzhou", "city.suzhou-jiangsu"):
        assert list_identifiers(client, f"?subject={subject}") == ["city.suzhou-jiangsu.area"]
    for query in ("subject=park.suzhou", "subject=atlantis", "variable=atlantis", "subject=%00"):
        (error,) = get_errors(client, f"{FIGURES}?{query}")
        assert error["parameter"] == query.partition("=")[0]


def test_figures_are_sorted_by_value_across_pages(client, city):
    for number, key in enumerate(("area", "people", "towns")):
        make_city_figure(city, key, value=Decimal(30 - number * 10), unit="km2")
    for sort, expected in (("value", [10, 20, 30]), ("-value", [30, 20, 10])):
        page = get_json(client, f"{FIGURES}?sort={sort}&page_size=2")
        rest = get_json(client, strip_host(page["next"]))
        assert [row["value"] for row in (*page["results"], *rest["results"])] == expected


def test_figures_changed_since_a_time_are_found(client, area):
    Publication.objects.update(at=timezone.now() - timedelta(days=9))
    since = (timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert list_identifiers(client, f"?updated_since={since}") == []
    make_city_figure(make_city("wuxi"))
    assert list_identifiers(client, f"?updated_since={since}") == ["city.wuxi.area"]
    assert get_errors(client, f"{FIGURES}?updated_since=soon")[0]["parameter"] == "updated_since"


def test_a_figure_has_its_city_and_region(client):
    region = make_region("jiangsu", name_en="Jiangsu")
    city = make_city("wuxi", name_en="Wuxi", region=region)
    make_city_figure(city)
    park = make_park("a-park", city=city)
    make_flow(park, "slag", value=Decimal(3), unit="t", amount_type="amount", evidence="stated")
    make_programme_figure(make_programme("a-programme"), "parks")
    rows = {row["identifier"]: row for row in get_json(client, FIGURES)["results"]}
    for identifier in ("city.wuxi.area", "park.a-park.slag"):
        assert (rows[identifier]["city"]["name"], rows[identifier]["region"]["name"]) == ("Wuxi", "Jiangsu")
    of_no_city = rows["programme.a-programme.parks"]
    assert (of_no_city["city"], of_no_city["region"]) == (None, None)
    (line,) = get_csv_rows(client, f"{FIGURES}?format=csv&region=jiangsu&type=city")
    assert (line["city"], line["city_name"], line["region"], line["region_name"]) == (
        "wuxi",
        "Wuxi",
        "jiangsu",
        "Jiangsu",
    )
    one = get_json(client, f"{FIGURES}park.a-park.slag/")
    past = get_json(client, strip_host(one["permanent_url"]))
    assert one["region"] == past["region"] == rows["park.a-park.slag"]["region"]


def test_a_figure_without_a_year_says_why(client, city):
    make_city_figure(city, "area", year=2020)
    make_city_figure(city, "people", year=None)
    make_city_figure(city, "waste", year=None, period_en="before the pilot", period_zh_hans="试点前")
    rows = {row["key"]: row for row in get_json(client, f"{FIGURES}?labels=1")["results"]}
    assert {key: row["year_reason"] for key, row in rows.items()} == {
        "area": None,
        "people": "not_stated",
        "waste": "period",
    }
    assert rows["waste"]["year_reason_label"] == "the source states a period"
    (nested,) = get_json(client, f"{BASE}/cities/")["results"]
    assert {row["key"]: row["year_reason"] for row in nested["key_facts"]} == {
        key: row["year_reason"] for key, row in rows.items()
    }
    lines = get_csv_rows(client, f"{FIGURES}?format=csv&lang=zh-hans")
    assert {line["key"]: line["year_reason_label"] for line in lines}["people"] == "不详"


@pytest.fixture
def census(city):
    """The population of a city as a key fact, and as the value of an indicator."""
    indicator = make_indicator("resident-population", name_en="Resident population", unit="people")
    fact = make_city_figure(
        city, "population", value=Decimal(100), year=2020, unit="people", indicator=indicator
    )
    return fact, make_indicator_value(indicator, city, 2020, value=Decimal(100))


VALUE = "indicator-value.resident-population-suzhou-2020"


def list_same_as(client, query=""):
    rows = get_json(client, f"{FIGURES}{query}")["results"]
    return {row["identifier"]: row["same_as"] for row in rows}


def test_a_key_fact_that_is_an_indicator_value_too_points_to_it(client, census, area):
    assert list_same_as(client) == {"city.suzhou.population": VALUE, VALUE: None, "city.suzhou.area": None}
    assert get_json(client, f"{FIGURES}city.suzhou.population/")["same_as"] == VALUE
    assert list_identifiers(client, "?repeated=1") == ["city.suzhou.population"]
    for files in ("csv", "jsonl"):
        assert client.get(f"{FIGURES}?format={files}&repeated=0").getvalue().count(b"suzhou.population") == 0
    assert list_identifiers(client, "?repeated=0&unit=people") == [VALUE]
    (line,) = get_csv_rows(client, f"{FIGURES}?format=csv&repeated=1")
    assert line["same_as"] == VALUE
    assert get_errors(client, f"{FIGURES}?repeated=no")[0]["parameter"] == "repeated"
    assert get_errors(client, f"{FIGURES}?repeated=0&as_of=2026-01-01")[0]["parameter"] == "repeated"


@pytest.mark.parametrize("field", ["value", "year", "evidence"])
def test_another_value_year_or_evidence_is_another_fact(client, census, field):
    _fact, value = census
    with writing() as changes:
        setattr(value, field, {"value": Decimal(101), "year": 2021, "evidence": "estimated"}[field])
        changes.save(value)
    assert list_same_as(client, "?type=city") == {"city.suzhou.population": None}


def test_a_key_fact_follows_what_happens_to_the_value(client, census):
    fact, value = census
    with writing() as changes:
        changes.withdraw(value)
    assert list_same_as(client) == {"city.suzhou.population": None}
    with writing() as changes:
        changes.publish(value)
    with writing() as changes:
        changes.rename(value, "census-of-suzhou")
    renamed = {"city.suzhou.population": "indicator-value.census-of-suzhou"}
    assert list_same_as(client, "?type=city") == renamed
    other = make_city("wuxi")
    with writing() as changes:
        value.city = other
        changes.save(value)
    assert list_same_as(client, "?type=city") == {"city.suzhou.population": None}
    with writing() as changes:
        fact.value = Decimal(7)
        changes.save(fact)
        value.city, value.value = fact.city, Decimal(7)
        changes.save(value)
    assert list_same_as(client, "?type=city") == renamed


def test_a_fact_in_another_unit_than_the_indicator_is_another_one(client, census):
    with writing() as changes:
        indicator = census[1].indicator
        indicator.unit = "households"
        changes.save(indicator)
    assert list_same_as(client, "?type=city") == {"city.suzhou.population": None}


def test_of_two_equal_values_the_one_of_the_same_period_counts(client, census):
    fact, value = census
    period = {"period_en": "as of June", "period_zh_hans": "截至6月"}
    make_indicator_value(value.indicator, fact.city, 2020, value=Decimal(100), slug="a-value", **period)
    assert list_same_as(client, "?type=city") == {"city.suzhou.population": VALUE}
    with writing() as changes:
        for name, words in period.items():
            setattr(fact, name, words)
        changes.save(fact)
    assert list_same_as(client, "?type=city") == {"city.suzhou.population": "indicator-value.a-value"}


def test_an_earlier_version_repeats_what_was_equal_then(client, census):
    _fact, value = census
    address = strip_host(get_json(client, f"{FIGURES}city.suzhou.population/")["permanent_url"])
    with writing() as changes:
        value.value = Decimal(101)
        changes.save(value)
    assert get_json(client, address)["same_as"] == VALUE
    assert get_json(client, f"{FIGURES}city.suzhou.population/")["same_as"] is None
    with writing() as changes:
        changes.delete(value)
    assert get_json(client, address)["same_as"] == VALUE


def test_the_name_of_its_indicator_is_not_the_label_of_a_key_fact(client, census):
    rows = {row["identifier"]: row for row in get_json(client, FIGURES)["results"]}
    assert rows["city.suzhou.population"]["label"] == "Area"  # as the factory calls every fact
    assert rows["city.suzhou.population"]["variable"] == rows[VALUE]["variable"]
    assert list_identifiers(client, "?variable=resident-population") == ["city.suzhou.population", VALUE]


def test_the_population_of_all_cities_is_one_request(client, census, city):
    """Of a whole city by census, of another area by another source, as key facts and as values."""
    fact, value = census
    with writing() as changes:
        for each in (fact, value.indicator):
            each.measured_property = "population"
            changes.save(each)
    make_city_figure(make_city("wuxi"), "population", unit="people", measured_property="population")
    make_city_figure(city, "area", measured_property="area")
    settlement, counted = "city.wuxi.population", "city.suzhou.population"
    assert list_identifiers(client, "?variable=population") == [counted, settlement, VALUE]
    assert list_identifiers(client, "?variable=population&repeated=0") == [settlement, VALUE]
    assert list_identifiers(client, "?variable=measured-property.population") == [counted, settlement, VALUE]
    assert list_identifiers(client, "?variable=resident-population") == [counted, VALUE]
    assert list_identifiers(client, "?key=population") == [counted, settlement]
    assert list_identifiers(client, "?key=resident-population") == [VALUE]
    assert list_identifiers(client, "?key=area,resident-population") == ["city.suzhou.area", VALUE]


def test_every_figure_has_a_key_and_a_variable(client, census, city):
    make_city_figure(city, "buses", unit="vehicles", measured_property="equipment")
    make_flow(make_park("a-park", city=city), "slag", value=Decimal(3), unit="t", amount_type="amount")
    make_programme_figure(make_programme("a-programme"), "parks")
    rows = {row["identifier"]: row for row in get_json(client, FIGURES)["results"]}
    assert all(row["key"] and row["variable"] for row in rows.values())
    assert {row["variable"]["type"] for row in rows.values()} == {
        "indicator",
        "material",
        "measured-property",
    }
    assert rows[VALUE]["key"] == "resident-population"
    assert rows["programme.a-programme.parks"]["variable"]["slug"] == "other"
    assert rows["city.suzhou.buses"]["variable"] == {
        "type": "measured-property",
        "slug": "equipment",
        "name": "Facilities and equipment",
        "url": f"http://testserver{BASE}/vocabularies/measured_properties/",
    }
    (line,) = get_csv_rows(client, f"{FIGURES}?format=csv&lang=zh-hans&key=buses")
    assert (line["variable"], line["variable_name"], line["key"]) == ("equipment", "设施设备数", "buses")
    one = get_json(client, f"{FIGURES}city.suzhou.buses/?lang=all")
    assert one["variable"]["name"]["zh-Hans"] == "设施设备数"
    past = get_json(client, f"{FIGURES}city.suzhou.buses/?lang=all&version={get_content_version()}")
    assert past["variable"] == one["variable"]


@pytest.mark.parametrize("query", ["key=nothing", "key=%00", "variable=measured-property.nothing"])
def test_an_unknown_key_or_variable_is_refused(client, area, query):
    assert get_errors(client, f"{FIGURES}?{query}")[0]["parameter"] == query.partition("=")[0]
