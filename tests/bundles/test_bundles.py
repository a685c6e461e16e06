"""Bundles: one file with all public data, in the rows of the API."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
import yaml
from csvw import TableGroup
from django.utils import timezone
from frictionless import Package, system

from api.lists.statistics.parameters import list_scope_kinds
from api.records.resources import list_resources
from bundles import lists, releases, writers
from records import publishing
from records.choices import RevisionKind
from records.models import Publication
from records.permissions import SystemWriter
from tests.api.api_client import BASE, get_json, read_body, walk_pages
from tests.api.test_redaction import edit
from tests.bundles.bundle_files import (
    build_bundle,
    fetch_bundle,
    iter_texts,
    open_parquet,
    read_lines,
    read_parquet,
    read_pragma,
    read_table,
)
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
)
from tests.projections import run_worker

pytestmark = pytest.mark.django_db

# A search is no list of data.
NAMES = [one.name for one in list_resources() if one.is_data_set and one.name != "search"]
FEW = (
    *("cities", "regions", "parks", "materials", "flows", "sources", "indicators", "frameworks"),
    *("indicator-values", "figures", "corrections", "units"),
)


@pytest.fixture(autouse=True)
def site_url(settings, tmp_path):
    settings.SITE_URL = "http://testserver"
    settings.BUNDLE_ROOT = str(tmp_path / "bundles")


@pytest.fixture
def records():
    """Some records of the lists with the most kinds of fields."""
    city = make_city(
        "datong", name_en="=1+1", lat=40.1, lon=113.3, lists={"coordinates_sources": [make_source()]}
    )
    park = make_park("a-park", city=city)
    make_flow(park)
    make_city_figure(city)
    make_indicator_value(make_indicator("an-indicator"), city)
    correct(make_source("a-source"))


@pytest.fixture
def few_lists(monkeypatch):
    """Bundles of the lists with most kinds of fields. The slow tests have all lists."""
    viewsets = [viewset for viewset in lists._VIEWSETS if viewset.list_name in FEW]
    monkeypatch.setattr(lists, "_VIEWSETS", viewsets)


def correct(source) -> None:
    writer, kind = SystemWriter("a test"), RevisionKind.CORRECTION
    with publishing.publication_transaction(writer, reason="A slip", kind=kind) as changes:
        source.publisher = "A newspaper"
        changes.save(source)


def list_formats(bundle, name) -> set[str]:
    return {
        path.partition("/")[0] for path in bundle.namelist() if path.split("/")[-1].startswith(f"{name}.")
    }


def check_equals_the_api(client, bundle, name, folder, query="lang=all") -> None:
    """All formats of a list have the rows of a full load over the API, in its order."""
    if name == "statistics":  # a page has some values of large tables only
        query = f"{query}&scope={','.join(list_scope_kinds())}"
        text = read_body(client.get(f"{BASE}/{name}/?format=jsonl&{query}"))
        rows = [json.loads(line) for line in text.splitlines()]
    else:
        rows = walk_pages(client, f"{BASE}/{name}/?{query}&page_size=500")
    assert read_lines(bundle, name) == rows
    if name != "corrections":
        table = read_body(client.get(f"{BASE}/{name}/?format=csv&{query}"))
        assert bundle.read(f"csv/{name}.csv").decode().split("\r\n") == table.split("\r\n")
    cells = read_parquet(bundle, name)
    found = [row.values() for row in read_table(bundle, name, folder)]
    assert [[*map(plain, row.values())] for row in cells] == [[*map(plain, row)] for row in found]
    lines = list(csv.reader(io.StringIO(bundle.read(f"csv/{name}.csv").decode(), newline="")))[1:]
    parsed = [[*map(parse_cell, line, row.values())] for line, row in zip(lines, cells, strict=True)]
    assert [[*row.values()] for row in cells] == parsed
    if "geojson" in list_formats(bundle, name):
        shown = json.loads(bundle.read(f"geojson/{name}.geojson"))
        assert shown == json.loads(read_body(client.get(f"{BASE}/{name}/?format=geojson&{query}")))


def plain(cell):
    """A cell without the difference between 1 and true, which SQLite doesn't know."""
    return int(cell) if isinstance(cell, bool) else cell


def parse_cell(text, cell):
    """A cell of CSV as Parquet has it."""
    if cell is None or isinstance(cell, str):
        return text.removeprefix("'") or None
    if isinstance(cell, bool):
        return {"true": True, "false": False}[text]
    return pytest.approx(type(cell)(text), abs=1e-6)  # CSV has six decimals of small numbers


def check_with_frictionless(bundle, folder) -> list[str]:
    """The names of the resources, which are valid."""
    bundle.extractall(folder / "unpacked")
    with system.use_context(trusted=True):
        report = Package(str(folder / "unpacked/datapackage.json")).validate()
    assert report.flatten(["name", "message"]) == []
    return [task.name for task in report.tasks]


@pytest.mark.usefixtures("few_lists")
class TestAFewRecords:
    def test_it_has_each_list_in_all_formats(self, client, records):
        bundle = build_bundle(client)
        with_points = {"csv", "jsonl", "parquet", "geojson"}
        for name in FEW:
            assert list_formats(bundle, name) >= with_points - {"geojson"}, name
        assert list_formats(bundle, "cities") == with_points
        assert {"README.md", "LICENSE.txt", "CITATION.cff", "china-hub.sqlite3"} <= {*bundle.namelist()}

    def test_its_rows_are_those_of_a_full_load(self, client, records, tmp_path):
        bundle = build_bundle(client)
        assert len(read_lines(bundle, "corrections")) == 1
        for name in FEW:
            check_equals_the_api(client, bundle, name, tmp_path)

    @pytest.mark.sampled(1)
    @pytest.mark.parametrize("query", ["lang=all", f"lang=all&as_of={timezone.localdate()}"])
    def test_a_list_that_is_read_in_many_chunks_is_the_same(
        self, client, records, tmp_path, monkeypatch, query
    ):
        for number in range(3):
            make_city(f"city-{number}")
        monkeypatch.setattr("api.records.selectors.CHUNK", 1)
        monkeypatch.setattr(writers, "_GROUP_ROWS", 2)
        releases._build(releases.Plan("a-day", timezone.localdate() if "as_of" in query else None))
        check_equals_the_api(client, fetch_bundle(client, "/data/a-day.zip"), "cities", tmp_path, query)

    @pytest.mark.slow
    def test_statistics_are_in_all_scopes(self, client, records, monkeypatch):
        monkeypatch.setattr(lists, "_VIEWSETS", [lists.StatisticViewSet])
        run_worker()
        scopes = {row["scope"]["kind"] for row in read_lines(build_bundle(client), "statistics")}
        assert scopes > {"hub", "city", "park", "region"}

    @pytest.mark.slow
    def test_numbers_and_texts_have_their_types(self, client, records):
        bundle = build_bundle(client)
        (city,) = read_parquet(bundle, "cities")
        assert (city["name_en"], city["lat"]) == ("=1+1", 40.1)
        assert "'=1+1" in bundle.read("csv/cities.csv").decode()

    @pytest.mark.slow
    def test_times_are_times(self, client, records, tmp_path):
        bundle = build_bundle(client)
        (moment,) = {
            field.type for field in open_parquet(bundle, "cities").schema if field.name == "updated_at"
        }
        assert str(moment) == "timestamp[us, tz=UTC]"
        package = json.loads(bundle.read("datapackage.json"))
        types = {
            field["type"]
            for resource in package["resources"]
            for field in resource.get("schema", {}).get("fields", ())
            if field["name"] == "updated_at"
        }
        assert types == {"datetime"}
        declared = {column[1]: column[2] for column in read_pragma(bundle, tmp_path, "table_info(cities)")}
        assert declared["updated_at"] == "DATETIME"

    @pytest.mark.slow
    def test_references_are_foreign_keys_that_hold(self, client, records, tmp_path):
        bundle = build_bundle(client)
        flows = next(
            one for one in json.loads(bundle.read("datapackage.json"))["resources"] if one["name"] == "flows"
        )
        keys = {key["fields"][0]: key["reference"]["resource"] for key in flows["schema"]["foreignKeys"]}
        assert keys == {"park": "parks", "city": "cities", "region": "regions", "material": "materials"}
        declared = {row[3]: row[2] for row in read_pragma(bundle, tmp_path, "foreign_key_list(flows)")}
        assert declared == keys
        assert read_pragma(bundle, tmp_path, "foreign_key_check") == []

    @pytest.mark.slow
    def test_frictionless_finds_it_valid(self, client, records, tmp_path):
        tasks = check_with_frictionless(build_bundle(client), tmp_path)
        assert {*tasks} >= {*FEW, "cities-parquet", "sqlite"}

    @pytest.mark.slow
    def test_a_reader_of_csv_on_the_web_finds_it_valid(self, client, records, tmp_path):
        bundle = build_bundle(client)
        bundle.extractall(tmp_path)
        group = TableGroup.from_file(tmp_path / "csv" / "csv-metadata.json")
        assert {str(table.url) for table in group.tables} == {f"{name}.csv" for name in FEW}
        for table in group.tables:
            name = table.local_name.removesuffix(".csv")
            assert len(list(table.iterdicts(strict=True))) == len(read_lines(bundle, name))
        group.check_referential_integrity()

    def test_all_files_have_their_checksums(self, client, records):
        bundle = build_bundle(client)
        sums = dict(line.split("  ")[::-1] for line in bundle.read("SHA256SUMS").decode().splitlines())
        assert {*sums, "SHA256SUMS"} == {*bundle.namelist()}
        assert all(hashlib.sha256(bundle.read(path)).hexdigest() == digest for path, digest in sums.items())

    @pytest.mark.slow
    def test_it_says_what_it_is_and_how_to_cite_it(self, client, records):
        bundle = build_bundle(client)
        number = Publication.objects.order_by("number").last().number
        package = json.loads(bundle.read("datapackage.json"))
        citation = yaml.safe_load(bundle.read("CITATION.cff"))
        assert package["version"] == citation["version"] == str(number)
        assert package["id"] == citation["url"] == f"http://testserver/data/v{number}.zip"
        assert package["id"] in bundle.read("README.md").decode()
        assert package["licenses"][0]["name"] == citation["license"] == "CC-BY-4.0"
        assert citation["date-released"] == timezone.localdate().isoformat()
        assert get_json(client, f"{BASE}/")["content_version"] == number

    def test_drafts_are_not_in_it(self, client):
        make_city("a-city", name_en="Published")
        make_city("a-draft", name_en="zyxquintessa", publish=False)
        texts = dict(iter_texts(build_bundle(client)))
        assert [path for path, text in texts.items() if "zyxquintessa" in text or "a-draft" in text] == []
        assert "Published" in texts["china-hub.sqlite3"]

    def test_a_bundle_of_a_day_has_the_rows_of_that_day(self, client, records, tmp_path):
        day = timezone.localdate()
        releases._build(releases.Plan("a-day", day))
        bundle = fetch_bundle(client, "/data/a-day.zip")
        for name in ("cities", "flows", "sources", "indicator-values"):
            check_equals_the_api(client, bundle, name, tmp_path, f"lang=all&as_of={day}")
        figures = walk_pages(client, f"{BASE}/figures/?lang=all")
        assert len(figures) == 2
        assert sorted(read_lines(bundle, "figures"), key=lambda row: row["identifier"]) == figures
        assert "at the end of" in json.loads(bundle.read("datapackage.json"))["title"]

    def test_figures_of_a_day_have_the_names_and_units_of_that_day(self, client, monkeypatch):
        day = timezone.localdate() - timedelta(days=2)
        with monkeypatch.context() as patched:
            past = timezone.now() - timedelta(days=2)
            patched.setattr("django.utils.timezone.now", lambda: past)
            indicator, city, park = make_indicator("an-indicator"), make_city("datong"), make_park("a-park")
            make_indicator_value(indicator, city)
            flow = make_flow(park, value=5, unit="t")
        before = walk_pages(client, f"{BASE}/figures/?lang=all")
        assert len(before) == 2
        edit(indicator, name_en="Renamed", unit="kt")
        edit(city, name_en="Renamed")
        edit(flow.material, name_en="Renamed")
        releases._build(releases.Plan("a-day", day))
        rows = read_lines(fetch_bundle(client, "/data/a-day.zip"), "figures")
        assert sorted(rows, key=lambda row: row["identifier"]) == before


@pytest.mark.slow
@pytest.mark.usefixtures("counted")
def test_all_rows_of_the_starting_content_are_those_of_a_full_load(client, tmp_path):
    bundle = build_bundle(client)
    assert {*check_with_frictionless(bundle, tmp_path)} > {*NAMES}
    for name in NAMES:
        check_equals_the_api(client, bundle, name, tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("counted")
def test_all_rows_of_a_day_are_those_of_a_full_load(client, tmp_path):
    day = timezone.localdate()
    releases._build(releases.Plan("a-day", day))
    bundle = fetch_bundle(client, "/data/a-day.zip")
    for name in NAMES:
        if name not in ("figures", "corrections", "units", "vocabularies"):
            check_equals_the_api(client, bundle, name, tmp_path, f"lang=all&as_of={day}")
    figures = {row["identifier"]: row for row in read_lines(bundle, "figures")}
    assert figures == {row["identifier"]: row for row in walk_pages(client, f"{BASE}/figures/?lang=all")}
