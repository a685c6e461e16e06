"""Complete lists as CSV, JSON lines, GeoJSON and workbooks."""

import gzip
import io
import json

import brotli
import openpyxl
import pytest
from django.utils import timezone

from api.addresses import RESOURCE_NAMES
from api.records.resources import RESOURCES
from tests.api.api_client import (
    BASE,
    get_csv_rows,
    get_errors,
    get_json,
    list_plain_fields,
    read_body,
    walk_pages,
)
from tests.factories import make_business, make_case, make_city, make_park, make_pilot, make_region, writing
from web.compression import LEVEL

each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_park, make_pilot, make_case, make_business])
def test_lists_of_places_name_the_province(client, make):
    region = make_region("shanxi", name_en="Shanxi")
    record = make("a-record", city=make_city("datong", region=region))
    address = f"{BASE}/{RESOURCE_NAMES[type(record)]}/"
    (line,) = get_csv_rows(client, f"{address}?format=csv")
    assert (line["region"], line["region_name"]) == ("shanxi", "Shanxi")
    (obj,) = get_json(client, address)["results"]
    assert (obj["region"]["slug"], obj["region"]["name"]) == ("shanxi", "Shanxi")
    (written,) = read_body(client.get(f"{address}?format=jsonl")).splitlines()
    assert json.loads(written) == obj
    assert get_json(client, f"{address}?expand=region")["results"][0]["region"]["kind"]


@pytest.mark.django_db
def test_an_initiative_without_a_city_has_no_province(client):
    make_business("a-record", city=None)
    (line,) = get_csv_rows(client, f"{BASE}/businesses/?format=csv")
    assert (line["region"], line["region_name"]) == ("", "")
    assert get_json(client, f"{BASE}/businesses/a-record/")["region"] is None


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestTheStartingContent:
    @pytest.mark.sampled(6)
    @each
    def test_json_lines_are_the_rows_of_the_list(self, client, resource):
        response = client.get(f"{BASE}/{resource.list_name}/?format=jsonl")
        lines = [json.loads(line) for line in read_body(response).splitlines()]
        assert lines == walk_pages(client, f"{BASE}/{resource.list_name}/?page_size=500")

    @pytest.mark.sampled(6)
    @each
    def test_csv_has_a_line_for_each_row_and_names_beside_codes(self, client, resource):
        found = get_csv_rows(client, f"{BASE}/{resource.list_name}/?format=csv")
        expected = walk_pages(client, f"{BASE}/{resource.list_name}/?page_size=500")
        assert [row["slug"] for row in found] == [row["slug"] for row in expected]
        for row, obj in zip(found, expected, strict=True):
            for key in list_plain_fields(resource):
                value = obj[key.name]
                if key.kind == "code":
                    assert row[key.name] == (value or "")
                    assert bool(row[f"{key.name}_label"]) == (value is not None)
                elif key.kind == "reference":
                    assert row[key.name] == (value["slug"] if value else "")
                    assert bool(row[f"{key.name}_name"]) == (value is not None)
                elif key.kind in ("number", "integer"):
                    assert row[key.name] == ("" if value is None else str(value))

    @pytest.mark.sampled(6)
    @each
    def test_geojson_is_for_whatever_has_a_place(self, client, resource):
        if not resource.has_points:
            (fault,) = get_errors(client, f"{BASE}/{resource.list_name}/?format=geojson")
            assert fault["allowed"] == ["json", "csv", "jsonl", "xlsx", "csv-metadata.json"]
            return
        response = client.get(f"{BASE}/{resource.list_name}/?format=geojson")
        assert response["Content-Type"] == "application/geo+json"
        collection = json.loads(read_body(response))
        assert collection["type"] == "FeatureCollection"
        objects = walk_pages(client, f"{BASE}/{resource.list_name}/?page_size=500")
        for feature, obj in zip(collection["features"], objects, strict=True):
            assert feature["properties"] == {**feature["properties"], **obj}
        points = [feature["geometry"] for feature in collection["features"] if feature["geometry"]]
        assert points
        for point in points:
            lon, lat = point["coordinates"]
            assert point["type"] == "Point"
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90

    def test_a_filter_narrows_an_export(self, client):
        found = get_csv_rows(client, f"{BASE}/parks/?format=csv&level=national&fields=slug,level&sort=-slug")
        expected = get_json(client, f"{BASE}/parks/?level=national&page_size=500&sort=-slug")["results"]
        assert [row["slug"] for row in found] == [row["slug"] for row in expected]
        assert list(found[0]) == ["slug", "level", "level_label"]

    def test_labels_and_names_are_in_the_language_that_was_asked_for(self, client):
        row = get_csv_rows(client, f"{BASE}/parks/?format=csv&city=changchun&lang=zh-hant")[0]
        assert row["city_name"] == "長春市"
        assert (
            get_csv_rows(client, f"{BASE}/cities/?format=csv&q=changchun&lang=all")[0]["name_zh_hans"]
            == "长春市"
        )

    @pytest.mark.parametrize("name", ["page=1", "page_size=5", "cursor=x", "count=1", "expand=city"])
    def test_an_export_is_always_whole(self, client, name):
        assert (
            get_errors(client, f"{BASE}/parks/?format=csv&{name}")[0]["parameter"] == name.partition("=")[0]
        )

    def test_many_chunks_make_one_file(self, client, monkeypatch):
        monkeypatch.setattr("api.records.selectors.CHUNK", 20)
        for format_ in ("csv", "jsonl", "geojson"):
            small = read_body(client.get(f"{BASE}/cities/?format={format_}"))
            monkeypatch.setattr("api.records.selectors.CHUNK", 500)
            assert small == read_body(client.get(f"{BASE}/cities/?format={format_}"))
            monkeypatch.setattr("api.records.selectors.CHUNK", 20)

    def test_a_file_is_named_after_what_is_in_it(self, client):
        response = client.get(f"{BASE}/parks/?format=csv&as_of=2026-01-01")
        assert response["Content-Disposition"] == 'attachment; filename="parks-2026-01-01.csv"'

    @pytest.mark.parametrize(
        "name", ["zero-waste-pilots", "pilot-actions", "parks", "flows", "indicator-values"]
    )
    def test_a_map_of_a_former_day_has_the_places_of_that_day(self, client, name):
        addresses = [
            f"{BASE}/{name}/?format=geojson",
            f"{BASE}/{name}/?format=geojson&as_of={timezone.localdate()}",
        ]
        now, then = (json.loads(read_body(client.get(address)))["features"] for address in addresses)
        assert [feature["id"] for feature in now if feature["geometry"]] != []
        assert {f["id"]: f["geometry"] for f in now} == {f["id"]: f["geometry"] for f in then}


@pytest.mark.django_db
class TestSingleObjects:
    """Single objects are JSON. Statistics and vocabularies have more formats, see their tests."""

    @pytest.fixture(autouse=True)
    def park(self):
        make_park("park-1", name_en="Park 1")

    @pytest.mark.parametrize("path", ["parks/park-1/", "units/t/", "vocabularies/amount_types/"])
    def test_json_can_be_asked_for(self, client, path):
        assert get_json(client, f"{BASE}/{path}?format=json") == get_json(client, f"{BASE}/{path}")

    @pytest.mark.parametrize("path", ["parks/park-1/", "units/t/"])
    def test_other_formats_are_refused_with_the_one_that_is_there(self, client, path):
        (fault,) = get_errors(client, f"{BASE}/{path}?format=csv")
        assert (fault["parameter"], fault["allowed"]) == ("format", ["json"])
        assert [fault["parameter"] for fault in get_errors(client, f"{BASE}/{path}?excel=1")] == ["excel"]


@pytest.mark.django_db
class TestNegotiation:
    """The header `Accept` chooses the format, and `Accept-Encoding` the compression."""

    @pytest.fixture(autouse=True)
    def parks(self):
        with writing():
            for number in range(5):
                make_park(f"park-{number}", name_en=f"Park {number}")

    @pytest.mark.sampled(5)
    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("text/csv", "text/csv; charset=utf-8"),
            ("application/jsonl", "application/jsonl; charset=utf-8"),
            ("application/geo+json", "application/geo+json"),
            ("application/json", "application/json"),
            ("text/html, */*;q=0.8", "application/json"),
            ("text/csv;q=0.2, application/json;q=0.1", "text/csv; charset=utf-8"),
            ("application/json;q=0.1, text/csv", "text/csv; charset=utf-8"),
            ("", "application/json"),
            ("application/json; charset=utf-8", "application/json"),
            ("text/csv;charset=UTF-8; header=present;q=0.9, */*;q=0.1", "text/csv; charset=utf-8"),
            ("application/json; indent=4;q=0.1, text/csv; q=0.2", "text/csv; charset=utf-8"),
        ],
    )
    def test_accept_chooses_the_format(self, client, accept, kind):
        response = client.get(f"{BASE}/parks/", headers={"Accept": accept})
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert "Accept" in response["Vary"].split(", ")

    @pytest.mark.parametrize("accept", ["text/html", "text/csv;q=0", "text/csv;a=b;q=0", "*/*;q=0"])
    def test_a_format_that_is_not_there_is_refused(self, client, accept):
        assert client.get(f"{BASE}/parks/", headers={"Accept": accept}).status_code == 406

    def test_each_format_has_its_own_etag(self, client):
        tags = {
            client.get(f"{BASE}/regions/", headers={"Accept": accept})["ETag"]
            for accept in ("text/csv", "application/json")
        }
        assert len(tags) == 2

    def test_any_etag_is_a_copy(self, client):
        assert client.get(f"{BASE}/parks/", headers={"If-None-Match": "*"}).status_code == 304
        assert client.get(f"{BASE}/parks/none/", headers={"If-None-Match": "*"}).status_code == 404

    @pytest.mark.parametrize("path", ["parks/", "parks/?format=csv", "changes/"])
    def test_brotli_is_sent_to_those_who_accept_it(self, client, path):
        plain = read_body(client.get(f"{BASE}/{path}"))
        response = client.get(f"{BASE}/{path}", headers={"Accept-Encoding": "br"})
        packed = b"".join(response.streaming_content) if response.streaming else response.content
        assert response["Content-Encoding"] == "br"
        assert brotli.decompress(packed).decode() == plain
        assert "Content-Encoding" not in client.get(f"{BASE}/{path}", headers={"Accept-Encoding": "br;q=0"})

    def test_gzip_is_fast_for_lists_that_no_cache_keeps(self, client):
        address = f"{BASE}/parks/?page_size=7"
        plain = client.get(address).content
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert response["Content-Length"] == str(len(response.content))
        assert "Accept-Encoding" in response["Vary"]
        assert response.content == gzip.compress(plain, LEVEL, mtime=0)

    def test_excel_gets_a_byte_order_mark_if_it_asks(self, client):
        assert read_body(client.get(f"{BASE}/parks/?format=csv&excel=1")).startswith("\ufefftype,")
        assert read_body(client.get(f"{BASE}/parks/?format=csv")).startswith("type,")
        assert get_errors(client, f"{BASE}/parks/?excel=1")[0]["parameter"] == "excel"

    def test_a_workbook_has_data_sources_and_its_date(self, client):
        response = client.get(f"{BASE}/parks/?format=xlsx&lang=zh-hans")
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        data, sources, about = book.worksheets
        rows = list(data.iter_rows(values_only=True))
        heading = rows[0]
        assert {"city", "city_name", "kind", "kind_label"} <= set(heading)
        slugs = [row[heading.index("slug")] for row in rows[1:]]
        assert slugs == [row["slug"] for row in walk_pages(client, f"{BASE}/parks/?fields=slug")]
        assert "a-source" in [row[0] for row in sources.iter_rows(min_row=2, values_only=True)]
        described = list(about.iter_rows(values_only=True))
        assert (described[1][1], described[3][1]) == (
            timezone.localdate().isoformat(), "http://testserver/api/v1/parks/?format=xlsx&lang=zh-hans"
        )  # fmt: skip
        assert "CC BY 4.0" in str(described[-1])

    def test_a_workbook_that_would_be_too_long_is_refused(self, client, monkeypatch):
        monkeypatch.setattr("api.records.viewsets.MOST_IN_WORKBOOK", 2)
        (error,) = get_errors(client, f"{BASE}/parks/?format=xlsx")
        assert (error["parameter"], "csv" in error["allowed"]) == ("format", True)

    def test_labels_are_added_on_request(self, client):
        (first, *_rest) = get_json(client, f"{BASE}/parks/?labels=1&lang=all")["results"]
        assert first["kind_label"]["en"]
        assert first["established_reason_label"]["zh-Hans"] == "不详"
        assert "kind_label" not in get_json(client, f"{BASE}/parks/")["results"][0]
