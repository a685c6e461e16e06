"""Corrections in the API."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records import publishing
from records.choices import RevisionKind
from records.models import Publication
from records.permissions import SystemWriter
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_region,
    writing,
)
from tests.records.test_corrections import change, correct
from web import versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def fetch(client):
    """Read a page of corrections."""

    def fetch(status: int = 200, **parameters: str) -> Any:
        return get_json(client, f"{BASE}/corrections/?{urlencode(parameters)}", status)

    return fetch


def test_a_correction_has_old_and_new_values_time_reason_and_number(fetch):
    correct(make_city("datong"), "A slip", name_en="Tatung")
    row = Publication.objects.get(slug="datong", version=2)
    (found,) = fetch()["results"]
    assert {**found, "at": ""} == {
        "number": row.number, "version": 2, "at": "", "type": "city", "slug": "datong", "title": "Tatung",
        "url": "http://testserver/api/v1/cities/datong/",
        "page": "http://testserver/en/cities/datong/", "reason": "A slip",
        "changed": [{
            "field": "Name (English)", "before": "Datong", "after": "Tatung", "note": "", "figure": None,
            "value_before": None, "value_after": None, "unit_before": None, "unit_after": None,
            "year_before": None, "year_after": None,
        }],
    }  # fmt: skip


def test_a_corrected_figure_has_its_numbers_and_units(client, fetch):
    city = make_city("datong")
    area = make_city_figure(city, value=Decimal(98), year=2019, unit="km2")
    correct(area, "A slip", value=Decimal("99.5"), year=2020)
    (changed,) = fetch()["results"][0]["changed"]
    assert {**changed, "before": "", "after": ""} == {
        "field": "Area", "before": "", "after": "", "note": "",
        "figure": {
            "identifier": "city.datong.area",
            "url": "http://testserver/api/v1/figures/city.datong.area/",
        },
        "value_before": 98, "value_after": 99.5, "unit_before": "km2", "unit_after": "km2",
        "year_before": 2019, "year_after": 2020,
    }  # fmt: skip
    (row,) = get_csv_rows(client, f"{BASE}/corrections/?format=csv&lang=all")
    assert (row["figure"], row["value_before"], row["value_after"], row["unit_after"]) == (
        "city.datong.area",
        "98",
        "99.5",
        "km2",
    )
    assert row["figure_url"] == changed["figure"]["url"]
    assert (row["field_en"], row["reason"]) == ("Area", "A slip")
    assert fetch(lang="all")["results"][0]["changed"][0]["value_after"] == 99.5


def test_of_a_figure_that_was_added_or_removed_one_side_is_null(fetch):
    city = make_city("datong")
    area = make_city_figure(city, value=Decimal(98), unit="km2")
    with publishing.publication_transaction(
        SystemWriter("a test"), reason="It belongs to the district", kind=RevisionKind.CORRECTION
    ) as changes:
        changes.delete(area)
    (changed,) = fetch()["results"][0]["changed"]
    assert changed["figure"]["identifier"] == "city.datong.area"
    assert (changed["value_before"], changed["value_after"], changed["unit_after"]) == (98, None, None)


def test_what_is_said_of_a_figure_besides_its_quantity_is_no_number(fetch):
    area = make_city_figure(make_city("datong"), value=Decimal(98), unit="km2")
    correct(area, "A wrong word", label_en="Whole area")
    (changed,) = fetch()["results"][0]["changed"]
    assert (changed["figure"], changed["value_before"], changed["value_after"]) == (None, None, None)


def test_flows_and_values_are_figures_too(fetch):
    flow = make_flow(make_park("one"), "ash", value=Decimal(5), unit="t_per_year")
    indicator = make_indicator("waste", unit="kt")
    value = make_indicator_value(indicator, make_city("datong"), 2021, value=Decimal(40))
    correct(flow, "A slip", value=Decimal(6))
    correct(value, "A slip", value=Decimal(41))
    with writing() as changes:
        indicator.unit = "t"
        changes.save(indicator)
    corrected = [found["changed"][0] for found in fetch()["results"]]
    assert [
        (one["figure"]["identifier"], one["value_before"], one["value_after"], one["unit_after"])
        for one in corrected
    ] == [(f"indicator-value.{value.slug}", 40, 41, "kt"), ("park.one.ash", 5, 6, "t_per_year")]


def test_values_are_text_without_markup(fetch):
    city = make_city("datong", name_en="Da & Tong City")
    correct(city, name_en="Da <Tong> City")
    (changed,) = fetch()["results"][0]["changed"]
    assert (changed["before"], changed["after"]) == ("Da & Tong City", "Da <Tong> City")


def test_titles_and_fields_are_in_the_requested_language(fetch):
    correct(make_city("datong", name_zh_hans="大同"), name_zh_hans="平城")
    (found,) = fetch(lang="zh-hans")["results"]
    assert (found["title"], found["page"]) == ("平城", "http://testserver/zh-hans/cities/datong/")
    assert found["changed"][0]["field"].startswith("名称")
    assert "lang" in str(fetch(400, lang="xx"))


def test_the_whole_list_is_a_table_and_a_file_of_lines(client, fetch):
    correct(make_city("datong", name_en="Datong"), "A slip", name_en="Tatung")
    address = f"{BASE}/corrections/"
    for lang, title in (("en", "title"), ("all", "title_en")):
        (row,) = get_csv_rows(client, f"{address}?format=csv&type=city&lang={lang}")
        (found,) = fetch(lang=lang)["results"]
        assert (row[title], row["slug"], row["reason"]) == ("Tatung", "datong", "A slip")
        (changed,) = found["changed"]
        tag, column = ("en", "before_en") if lang == "all" else ("", "before")
        assert row[column] == (changed["before"][tag] if tag else changed["before"])
        assert "changed" not in row
        lines = read_body(client.get(f"{address}?lang={lang}", headers={"Accept": "application/jsonl"}))
        assert json.loads(lines) == found
    assert get_csv_rows(client, f"{address}?format=csv&type=park") == []
    assert [fault["parameter"] for fault in get_errors(client, f"{address}?format=csv&page=1")] == ["page"]


def test_ordinary_changes_and_writers_are_not_in_it(fetch):
    city = make_city("datong")
    change(city, "A secret reason", name_en="Tatung")
    assert fetch()["results"] == []
    correct(city, name_en="Datong")
    assert "writer" not in fetch()["results"][0]


def test_pages_follow_one_another_and_cost_the_same_number_of_queries(fetch, monkeypatch):
    # Whether the content version is read depends on the time.
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())
    regions = [make_region(), make_region("shanxi")]

    def correct_some(first: int, last: int) -> None:
        for number in range(first, last):
            correct(make_city(f"a-city-{number}", region=regions[0]), region=regions[1])

    correct_some(0, 3)
    with CaptureQueriesContext(connection) as few:
        fetch()
    correct_some(3, 13)
    with CaptureQueriesContext(connection) as many:
        page = fetch(page_size="10")
    assert len(many) == len(few) <= 6
    assert len(page["results"]) == 10
    (cursor,) = parse_qs(urlsplit(page["next"]).query)["cursor"]
    rest = fetch(cursor=cursor, page_size="10")
    assert len(rest["results"]) == 3


def test_type_slug_and_time_narrow_the_list(fetch):
    correct(make_city("datong"), name_en="Tatung")
    correct(make_region("shanxi"), name_en="Shansi")
    assert [found["slug"] for found in fetch(type="city")["results"]] == ["datong"]
    assert [found["slug"] for found in fetch(slug="shanxi,nowhere")["results"]] == ["shanxi"]
    assert fetch(updated_since="2999-01-01")["results"] == []
    assert len(fetch(updated_since="2020-01-01")["results"]) == 2
    assert "nothing" in str(fetch(400, type="nothing"))
    assert "soon" in str(fetch(400, updated_since="soon"))


def test_a_correction_has_an_address_of_its_own(client, fetch):
    correct(make_city("datong"), "A slip", name_en="Tatung")
    correct(make_city("baoding"), "Another slip", name_en="Paoting")
    number = Publication.objects.get(slug="datong", version=2).number
    assert [found["reason"] for found in fetch(number=str(number))["results"]] == ["A slip"]
    assert fetch(number=str(number + 1))["results"] == []
    (error,) = get_errors(client, f"{BASE}/corrections/?number=0")
    assert (error["parameter"], "from 1 to" in error["message"]) == ("number", True)
    page = f"/en/corrections/?number={number}"
    html = client.get(page).content.decode()
    assert ("A slip" in html, "Another slip" in html) == (True, False)
    assert client.get(f"/en/corrections/?number={number + 1}").status_code == 404
    assert client.get("/en/corrections/?number=x").status_code == 400


def test_a_former_slug_finds_the_corrections_of_the_record(fetch):
    city = make_city("datong")
    correct(city, name_en="Tatung")
    with writing() as changes:
        changes.rename(city, "tatung")
    assert [found["slug"] for found in fetch(slug="datong")["results"]] == ["tatung"]
    assert [found["slug"] for found in fetch(slug="tatung")["results"]] == ["tatung"]


def test_texts_are_in_all_languages_with_lang_all(fetch):
    correct(make_city("datong", name_zh_hans="大同"), name_en="Tatung")
    (found,) = fetch(lang="all")["results"]
    assert found["title"] == {"en": "Tatung", "zh-Hans": "大同", "zh-Hant": "大同"}
    (changed,) = found["changed"]
    assert changed["field"]["en"] == "Name (English)"
    assert changed["field"]["zh-Hans"].startswith("名称")
    assert changed["after"]["zh-Hant"] == "Tatung"
