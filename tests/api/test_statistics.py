"""Statistics in the API: the same as on the pages, each in a scope."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.models import IndustrialPark
from records.publishing import get_content_version
from stats.definitions import get_statistics
from stats.models import StatisticValue
from stats.selectors import get_results
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, strip_host, walk_pages
from tests.factories import writing
from tests.fetched_rows import count_fetched

pytestmark = [pytest.mark.content_listeners, pytest.mark.content_check]

LIST = f"{BASE}/statistics/"


@pytest.mark.usefixtures("content", "counted")
class TestTheList:
    def test_it_holds_every_statistic_of_the_hub_with_its_values(self, client):
        objects = walk_pages(client, f"{LIST}?page_size=10")
        assert [one["slug"] for one in objects] == sorted(get_statistics())
        assert {one["scope"]["kind"] for one in objects} == {"hub"}
        for one in objects:
            told = [(value["value"], value["n"], value["denominator"]) for value in one["values"]]
            stored = [
                tuple(None if part is None else float(part) for part in (row.value, row.n, row.denominator))
                for row in get_results(one["slug"])
            ]
            assert sorted(map(repr, told)) == sorted(repr(tuple(_plain(p) for p in row)) for row in stored)

    def test_numbers_are_numbers_and_a_missing_one_says_why(self, client):
        (one,) = get_json(client, f"{LIST}?statistic=symbiosis-by-level")["results"]
        assert one["values"]
        for value in one["values"]:
            assert value["value"] is None
            assert value["value_reason"] == "not_counted"
            assert isinstance(value["denominator"], int)

    def test_all_scopes_of_a_kind_come_page_by_page_each_once(self, client):
        objects = walk_pages(client, f"{LIST}?scope=city,region&page_size=37&fields=slug,scope")
        places = [(one["slug"], one["scope"]["kind"], one["scope"]["slug"]) for one in objects]
        stored = StatisticValue.objects.filter(scope__in=["city", "region"])
        assert len(places) > 300
        assert places == sorted(set(stored.values_list("statistic", "scope", "slug")))
        assert get_json(client, f"{LIST}?scope=city,region&count=1&page_size=1")["count"] == len(places)

    def test_pages_by_number_are_those_of_the_cursor(self, client):
        first = get_json(client, f"{LIST}?page_size=20&page=1")
        second = get_json(client, f"{LIST}?page_size=20&page=2")
        assert "page=2" in first["next"]
        assert second["next"] is None
        assert first["results"] + second["results"] == walk_pages(client, f"{LIST}?page_size=20")

    def test_it_is_narrowed_by_statistic_heading_and_title(self, client):
        def slugs(query):
            return {one["slug"] for one in get_json(client, f"{LIST}?{query}")["results"]}

        assert slugs("statistic=parks-by-level,pilots") == {"parks-by-level", "pilots"}
        assert slugs("group=coalition") == {
            key for key, one in get_statistics().items() if one.group.value == "coalition"
        }
        assert slugs("q=share+LEVEL") == {"symbiosis-by-level"}
        assert "parks-by-level" in slugs("q=產業園區")
        assert "parks-by-level" in slugs("q=产业园区")
        assert len(slugs(f"updated_since={timezone.localdate() - timedelta(days=1)}")) == len(
            get_statistics()
        )
        assert slugs("updated_since=2999-01-01") == set()

    def test_texts_come_in_the_language_asked_for_and_in_all_three(self, client):
        address = f"{LIST}parks-by-level/"
        spoken = {lang: get_json(client, f"{address}?lang={lang}") for lang in ("en", "zh-hans", "zh-hant")}
        every = get_json(client, f"{address}?lang=all")
        for key in ("title", "headline", "formula", "unit"):
            assert every[key] == {
                "en": spoken["en"][key],
                "zh-Hans": spoken["zh-hans"][key],
                "zh-Hant": spoken["zh-hant"][key],
            }
        labels = [value["labels"]["level"] for value in every["values"]]
        assert labels[0] == {"en": "National level", "zh-Hans": "国家级", "zh-Hant": "國家級"}
        assert "/zh-hant/statistics/" in spoken["zh-hant"]["page"]

    def test_a_csv_file_has_a_line_for_each_value(self, client):
        lines = get_csv_rows(client, f"{LIST}?format=csv&scope=region&statistic=parks-by-level")
        stored = StatisticValue.objects.filter(statistic="parks-by-level", scope="region")
        assert len(lines) == stored.count() > 10
        jilin = [line for line in lines if line["scope_slug"] == "jilin"]
        assert {line["scope_name"] for line in jilin} == {"Jilin"}
        assert {line["level"] for line in jilin} <= {"national", "provincial", "municipal", ""}
        assert all(line["level_label"] for line in jilin)
        few = get_csv_rows(client, f"{LIST}?format=csv&fields=slug,title&lang=all")
        assert set(few[0]) == {"slug", "title_en", "title_zh_hans", "title_zh_hant"}
        assert len(few) == len(get_statistics())

    @pytest.mark.parametrize("key", sorted(get_statistics()))
    def test_no_two_columns_of_a_csv_file_have_the_same_heading(self, client, key):
        (header, *_rows) = read_body(client.get(f"{LIST}?format=csv&statistic={key}")).splitlines()
        headings = header.split(",")
        assert len(set(headings)) == len(headings)

    def test_a_dimension_named_like_another_column_has_a_prefix(self, client):
        rows = get_csv_rows(client, f"{LIST}?format=csv&statistic=procurement-savings")
        assert {row["unit"] for row in rows} == {"savings"}
        assert {row["dimension_unit"] for row in rows} == {"percent"}
        assert {row["dimension_unit_label"] for row in rows} == {"%"}

    def test_values_are_rounded_to_the_decimals_named(self, client):
        for one, value in list_values(client):
            if value["value"] is not None:
                assert round(value["value"], one["decimals"]) == value["value"]

    def test_years_are_numbers(self, client):
        dimensions = [
            value["dimensions"]
            for one in get_json(client, f"{LIST}?page_size=100")["results"]
            for value in one["values"]
            if "year" in value["dimensions"]
        ]
        assert len(dimensions) > 10
        assert {type(codes["year"]) for codes in dimensions} == {int, type(None)}

    def test_json_lines_are_the_objects_of_the_pages(self, client):
        lines = read_body(client.get(f"{LIST}?format=jsonl&scope=region")).splitlines()
        assert [json.loads(line) for line in lines] == walk_pages(client, f"{LIST}?scope=region")

    def test_every_page_and_list_of_records_that_it_names_answers(self, client):
        for one in get_json(client, f"{LIST}?statistic=parks-by-level,pilots&scope=hub,region.jilin")[
            "results"
        ]:
            assert client.get(one["page"]).status_code == 200
            assert get_json(client, one["url"].removeprefix("http://testserver"))["values"] == one["values"]
            for value in one["values"]:
                assert client.get(value["records"]).status_code == 200

    def test_a_record_leads_to_what_is_counted_of_it(self, client):
        target = get_json(client, f"{BASE}/targets/parks-supported-129/")
        (one,) = get_json(client, target["statistics"].removeprefix("http://testserver"))["results"]
        assert [(value["value"], value["denominator"]) for value in one["values"]] == [(12, 129)]
        assert "statistics" not in get_json(client, f"{BASE}/partners/circle-economy/")

    @pytest.mark.parametrize(
        ("query", "name", "told"),
        [
            ("scope=province", "scope", "hub"),
            ("scope=hub.changchun", "scope", "hub"),
            ("scope=city.nowhere", "scope", "not a published city"),
            ("group=water", "group", "zero_waste"),
            ("statistic=parks", "statistic", "parks-by-level"),
            ("format=geojson", "format", "jsonl"),
            ("format=csv&page=2", "page", "whole"),
            ("updated_since=lately", "updated_since", "2026-01-31"),
            ("earlier=1&as_of=2026-01-01", "earlier", "as_of"),
            ("sort=slug", "sort", "statistic"),
            ("expand=values", "expand", "statistic"),
            ("cursor=abc", "cursor", "next"),
        ],
    )
    def test_what_is_not_understood_is_named_with_what_is_allowed(self, client, query, name, told):
        faults = get_errors(client, f"{LIST}?{query}")
        assert {fault["parameter"] for fault in faults} == {name}
        fault = faults[0]
        assert told in fault["message"] or told in fault["allowed"]

    def test_one_statistic_is_given_in_one_scope_of_its_own(self, client):
        two = "scope=city.suzhou&scope=city.changchun"
        for query in ("scope=city", "scope=hub,region.jilin", "scope=park.suzhou-industrial-park", two):
            (fault,) = get_errors(client, f"{LIST}parks-by-level/?{query}")
            assert fault["parameter"] == "scope"
            assert fault["allowed"] == ["hub", "region", "city"]
        get_json(client, f"{LIST}no-such-statistic/", 404)

    @pytest.mark.parametrize("query", ["", "&scope=city.suzhou&lang=all", "&fields=slug,values&earlier=1"])
    def test_one_statistic_has_the_files_of_its_list(self, client, query):
        narrowed, own = (
            f"{LIST}?statistic=parks-by-level{query}",
            f"{LIST}parks-by-level/?{query.lstrip('&')}",
        )
        for name in ("csv", "jsonl"):
            response = client.get(f"{own}&format={name}")
            assert read_body(response) == read_body(client.get(f"{narrowed}&format={name}"))
            assert 'filename="parks-by-level-' in response["Content-Disposition"]
        assert get_csv_rows(client, f"{own}&format=csv")
        assert client.get(f"{own}&format=xlsx").status_code == 200
        assert read_body(client.get(f"{own}&format=csv&excel=1")).startswith("\ufeff")
        by_header = client.get(own, headers={"Accept": "text/csv"})
        assert read_body(by_header) == read_body(client.get(f"{own}&format=csv"))

    def test_the_files_of_one_statistic_have_no_pages(self, client):
        address = f"{LIST}parks-by-level/?format="
        assert get_errors(client, f"{address}csv&page_size=5")[0]["parameter"] == "page_size"
        assert get_errors(client, f"{address}jsonl&excel=1")[0]["parameter"] == "excel"
        (error,) = get_errors(client, f"{address}geojson")
        assert error["allowed"] == ["json", "csv", "jsonl", "xlsx", "csv-metadata.json"]
        get_json(client, f"{LIST}parks-by-level/?format=csv&scope=city", 400)

    def test_a_list_of_300_costs_as_many_queries_as_one_of_3(
        self, client, monkeypatch, django_assert_max_num_queries, django_assert_num_queries
    ):
        monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)  # each is asked under the same versions
        address = f"{LIST}?statistic=parks-by-city,parks-by-level&scope=city&page_size="
        get_json(client, f"{address}300")  # fills the caches of content types and versions
        with django_assert_max_num_queries(12) as few:
            assert len(get_json(client, f"{address}3")["results"]) == 3
        with django_assert_num_queries(len(few)):
            assert len(get_json(client, f"{address}300")["results"]) > 20


def list_values(client, query=""):
    """Each value of the statistics with its statistic."""
    found = get_json(client, f"{LIST}?page_size=500{query}")["results"]
    return [(one, value) for one in found for value in one["values"]]


def count_records(client, value):
    address = strip_host(value["records"])
    return get_json(client, f"{address}{'&' if '?' in address else '?'}page_size=1&count=1")["count"]


@pytest.mark.usefixtures("content", "counted")
class TestTheRecordsOfAValue:
    #: One scope of each kind besides the hub.
    SCOPES = (
        "region.jilin,city.suzhou,theme.industrial-symbiosis,programme.zero-waste-2019,year.2018,"
        "park.suzhou-industrial-park,material.sewage-sludge,zero-waste-pilot.shenzhen,"
        "target.parks-supported-129,indicator.industrial-solid-waste-utilisation-rate"
    )

    def test_the_scopes_tried_are_of_every_kind(self, client):
        kinds = {kind for one in get_statistics().values() for kind in one.scopes}
        values = list_values(client, f"&scope={self.SCOPES}")
        assert {one["scope"]["kind"] for one, _value in values} == kinds - {"hub"}

    @pytest.mark.parametrize("scopes", [pytest.param("hub", marks=pytest.mark.slow), SCOPES])
    def test_they_are_as_many_as_it_counts(self, client, scopes):
        values = list_values(client, f"&scope={scopes}")
        assert len(values) > 100
        for _one, value in values:
            if value["n"]:
                assert count_records(client, value) == value["n"], value["records"]
            else:
                assert value["records"] is None

    def test_a_statistic_without_dimensions_has_them_too(self, client):
        ((_one, value),) = list_values(client, "&statistic=parks-connected")
        assert value["records"].endswith("/statistics/parks-connected/records/")
        assert len(walk_pages(client, strip_host(value["records"]))) == value["n"]

    def test_each_names_a_record_of_the_list(self, client):
        found = walk_pages(client, f"{LIST}parks-by-level/records/?level=national&scope=city.suzhou")
        parks = walk_pages(client, f"{BASE}/parks/?city=suzhou&level=national")
        assert sorted((row["record"]["slug"], row["url"], row["page"]) for row in found) == sorted(
            (park["slug"], park["url"], park["page"]) for park in parks
        )
        assert {row["part"] for row in found} == {None}

    def test_a_part_has_its_key_and_its_own_address(self, client):
        rows = walk_pages(client, f"{LIST}flows/records/?status=planned")
        for row in rows:
            flow = get_json(client, strip_host(row["url"]))
            assert (flow["key"], flow["park"]) == (row["part"], row["record"])
            assert flow["status"] == "planned"

    @pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.slow)])
    def test_what_is_counted_has_pages_in_the_api_and_on_the_site(self, client, step):
        for key in list(get_statistics())[::step]:
            value = next(value for _one, value in list_values(client, f"&statistic={key}") if value["n"])
            assert count_records(client, value) == value["n"]
            row = get_json(client, strip_host(value["records"]))["results"][0]
            assert client.get(row["url"]).status_code == 200
            assert client.get(row["page"]).status_code == 200
            assert client.get(value["records_page"]).status_code == 200

    @pytest.mark.parametrize(("lang", "code"), [("en", "en"), ("zh-hant", "zh-hant"), ("all", "en")])
    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_the_page_of_what_is_counted_is_in_the_language_asked_for(self, client, lang, code, form):
        told = read_body(client.get(f"{LIST}?statistic=pilots&lang={lang}&format={form}"))
        assert f"http://testserver/{code}/statistics/pilots/records/?" in told
        assert set(re.findall(r"http://testserver/(?!api)([^/]+)/", told)) == {code}

    def test_they_come_page_by_page_each_once(self, client):
        address = f"{LIST}parks-by-level/records/?level=national"
        whole = get_json(client, f"{address}&page_size=500&count=1")
        assert whole["count"] == len(whole["results"]) > 10
        assert walk_pages(client, f"{address}&page_size=7") == whole["results"]
        assert get_json(client, f"{address}&page_size=7&page=2")["results"] == whole["results"][7:14]

    def test_labels_come_in_the_language_asked_for(self, client):
        address = f"{LIST}parks-by-level/records/?level=national&page_size=1"
        (english,) = get_json(client, address)["results"]
        (chinese,) = get_json(client, f"{address}&lang=zh-hans")["results"]
        assert english["record"]["slug"] == chinese["record"]["slug"]
        assert english["label"] != chinese["label"] == chinese["record"]["name"]
        assert "/zh-hans/" in chinese["page"]

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("flows-by-sector/records/?gives=power", "takes"),
            ("parks-by-level/records/", "level"),
            ("parks-by-level/records/?level=national&kind=x", "kind"),
            ("parks-by-level/records/?level=national&scope=park.teda", "scope"),
            ("parks-by-level/records/?level=national&scope=city", "scope"),
            ("parks-by-level/records/?level=national&level=municipal", "level"),
            ("parks-by-level/records/?level=national&page_size=0", "page_size"),
            ("parks-by-level/records/?level=national&format=csv", "format"),
            ("parks-by-level/records/?level=national&as_of=2026-01-01", "as_of"),
        ],
    )
    def test_what_is_not_understood_is_named(self, client, query, name):
        assert {fault["parameter"] for fault in get_errors(client, f"{LIST}{query}")} == {name}

    def test_a_dimension_that_lacks_is_named_with_its_codes(self, client):
        (fault,) = get_errors(client, f"{LIST}parks-by-level/records/")
        assert {"national", ""} <= set(fault["allowed"])

    @pytest.mark.parametrize(
        "query",
        [
            "no-such-statistic/records/",
            "parks-by-level/records/?level=national&scope=city.london",
        ],
    )
    def test_a_value_that_is_not_there_is_not_found(self, client, query):
        get_json(client, f"{LIST}{query}", 404)

    def test_the_other_values_of_the_statistic_are_not_read(self, client):
        address = f"{LIST}flows-by-sector/records/?gives=agriculture&takes=power&page_size=1"
        get_json(client, address)
        with count_fetched() as fetched:
            assert get_json(client, f"{address}&lang=zh-hans")["results"]
        assert fetched.rows < len(list_values(client, "&statistic=flows-by-sector")) / 2

    def test_they_cost_as_many_queries_for_many_as_for_few(
        self, client, monkeypatch, django_assert_max_num_queries, django_assert_num_queries
    ):
        monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
        address = f"{LIST}parks-by-level/records/?level=national&page_size="
        get_json(client, f"{address}50")
        with django_assert_max_num_queries(12) as few:
            get_json(client, f"{address}3")
        with django_assert_num_queries(len(few)):
            assert len(get_json(client, f"{address}50")["results"]) > 10


def _plain(part):
    return int(part) if isinstance(part, float) and part == int(part) else part


@pytest.mark.usefixtures("content", "counted")
def test_a_statistic_has_its_citation_and_a_permanent_address(client):
    statistic = get_json(client, f"{BASE}/statistics/parks-by-level/")
    citation = statistic["citation"]
    assert set(citation["sentence"]) == {"en", "zh-Hans", "zh-Hant"}
    assert "http://testserver/en/statistics/parks-by-level/" in citation["sentence"]["en"]
    page = f"http://testserver/en/statistics/parks-by-level/?version={get_content_version()}"
    assert citation["csl_json"]["URL"] == page
    assert client.get(page.removeprefix("http://testserver")).status_code == 200
    then = get_json(client, statistic["permanent_url"].removeprefix("http://testserver"))
    assert then["values"][0]["value"] == statistic["values"][0]["value"]
    assert then["permanent_url"] == statistic["permanent_url"]


@pytest.mark.usefixtures("content", "counted")
def test_a_scope_is_found_by_the_former_slug_of_its_record(client):
    park = IndustrialPark.objects.published().get(slug="suzhou-industrial-park")
    former = get_json(client, f"{BASE}/statistics/flows/?scope=park.{park.slug}")
    with writing() as changes:
        changes.rename(park, "sip")
    for slug in ("suzhou-industrial-park", "sip"):
        assert get_json(client, f"{BASE}/statistics/flows/?scope=park.{slug}")["scope"]["kind"] == "park"
    then = get_json(client, former["permanent_url"].removeprefix("http://testserver"))
    assert [value["value"] for value in then["values"]] == [value["value"] for value in former["values"]]


@pytest.mark.usefixtures("content", "counted")
@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ("parks-by-level/records/?level=galactic", "level", "national"),
        ("members-by-year/records/?network=gccc&role=member&year=1066", "year", "2019"),
    ],
)
def test_a_wrong_code_of_a_dimension_is_refused_with_what_is_allowed(client, query, name, allowed):
    errors = {error["parameter"]: error for error in get_errors(client, f"{BASE}/statistics/{query}")}
    assert allowed in errors[name]["allowed"]
