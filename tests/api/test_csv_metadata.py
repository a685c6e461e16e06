"""Metadata beside each CSV file (CSV on the Web): its columns, types, languages and keys."""

import csv
import io
import json
import re

import pytest
from csvw import TableGroup

from api.records.resources import list_resources
from records.texts.translation import COLUMNS
from tests.api.api_client import BASE, get_errors, get_json, read_body, strip_host
from tests.factories import make_city, make_flow, make_indicator, make_indicator_value, make_park, make_region

NAMES = [listing.name for listing in list_resources() if listing.name != "search"]
#: What is asked of lists that answer a query, in one language.
QUERIES = {
    "comparison": "cities=changchun,datong&",
    "material-matches": "material=fly-ash&",
    "peers": "city=changchun&",
}
TABLES = [(name, lang) for name in NAMES for lang in ("en", "all") if lang == "en" or name not in QUERIES]


def fetch_both(client, path):
    """The CSV file at an address, and the metadata to which its header leads."""
    response = client.get(f"{BASE}/{path}")
    assert response.status_code == 200, path
    (address,) = re.findall(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"', response["Link"])
    described = client.get(strip_host(address))
    assert (described.status_code, described["Content-Type"]) == (200, "application/csvm+json")
    return read_body(response), json.loads(described.content)


def read_rows(table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


@pytest.fixture
def park():
    park = make_park("a-park", city=make_city("datong"))
    make_flow(park)
    make_indicator_value(make_indicator("an-indicator"), park.city)
    return park


@pytest.mark.django_db
class TestMetadata:
    def test_columns_have_types_languages_units_and_keys(self, client, park):
        _text, group = fetch_both(client, "parks/?format=csv&lang=all")
        schema = group["tables"][0]["tableSchema"]
        columns = {column["name"]: column for column in schema["columns"]}
        assert schema["primaryKey"] == "slug"
        assert columns["slug"]["required"]
        assert columns["updated_at"]["datatype"] == "dateTime"
        assert columns["established"]["datatype"] == "integer"
        assert columns["lat"]["schema:unitCode"] == "deg"
        assert columns["flows"]["datatype"] == "json"
        assert columns["sources"]["separator"] == "|"
        assert {columns[f"name_{column}"]["lang"] for column in COLUMNS} == {*COLUMNS.values()}
        assert columns["kind_label_zh_hant"]["lang"] == "zh-Hant"

    def test_foreign_keys_lead_to_tables_in_the_same_language(self, client, park):
        _text, group = fetch_both(client, "parks/?format=csv&lang=zh-hans&fields=slug,city")
        (key,) = group["tables"][0]["tableSchema"]["foreignKeys"]
        target = key["reference"]["resource"]
        assert target == f"http://testserver{BASE}/cities/?lang=zh-hans&format=csv"
        (described,) = [table for table in group["tables"] if table["url"] == target]
        heading = read_rows(read_body(client.get(strip_host(target))))[0]
        assert [column["name"] for column in described["tableSchema"]["columns"]] == heading

    def test_it_has_licence_source_date_version_and_language(self, client, park):
        _text, group = fetch_both(client, "parks/?format=csv&lang=zh-hans")
        assert group["dc:license"]["@id"].startswith("https://creativecommons.org/licenses/by/4.0/")
        assert group["dc:source"]["@id"] == f"http://testserver{BASE}/parks/"
        assert group["schema:version"] == str(get_json(client, f"{BASE}/")["content_version"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", group["dc:date"]["@value"])
        assert group["dc:language"] == ["zh-Hans"]

    def test_its_address_is_that_of_the_file_with_an_ending(self, client, park):
        make_region("jilin")
        response = client.get(f"{BASE}/parks/?format=csv&fields=slug&region=jilin")
        address = f"http://testserver{BASE}/parks/?fields=slug&region=jilin&format=csv"
        assert f"<{address}-metadata.json>" in response["Link"]
        marked, group = fetch_both(client, "parks/?excel=1&fields=slug&format=csv")
        assert marked.startswith("\ufeffslug")
        assert group["tables"][0]["url"] == f"http://testserver{BASE}/parks/?excel=1&fields=slug&format=csv"
        chosen = client.get(f"{BASE}/parks/", headers={"Accept": "text/csv"})
        assert f"{BASE}/parks/?format=csv-metadata.json>" in chosen["Link"]

    def test_a_statistic_has_it_too(self, client):
        text, group = fetch_both(client, "statistics/pilots/?format=csv")
        names = [column["name"] for column in group["tables"][0]["tableSchema"]["columns"]]
        assert names == read_rows(text)[0]

    def test_wrong_parameters_are_told_as_for_the_file(self, client):
        (fault,) = get_errors(client, f"{BASE}/parks/?format=csv-metadata.json&fields=colour")
        assert fault["parameter"] == "fields"

    def test_it_is_no_export(self, client, park, settings):
        settings.RATE_LIMIT = 15
        for _time in range(3):
            assert client.get(f"{BASE}/parks/?format=csv-metadata.json&page_size=1").status_code == 400
            assert client.get(f"{BASE}/cities/?format=csv-metadata.json&q=x{_time}").status_code == 200


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestTheStartingContent:
    @pytest.mark.sampled(1)
    @pytest.mark.parametrize(("name", "lang"), TABLES)
    def test_a_reader_of_the_standard_reads_each_list_with_its_types(self, client, tmp_path, name, lang):
        query = QUERIES.get(name, "")
        text, group = fetch_both(client, f"{name}/?{query}format=csv&lang={lang}")
        table = group["tables"][0]
        columns = table["tableSchema"]["columns"]
        assert table["url"].startswith(f"http://testserver{BASE}/{name}/?")
        assert read_body(client.get(strip_host(table["url"]))) == text
        heading, *rows = read_rows(text)
        assert [column["titles"] for column in columns] == heading
        undescribed = [column["name"] for column in columns if "dc:description" not in column]
        assert [one for one in undescribed if not one.startswith("standard_codes_")] == []
        (tmp_path / "table.csv").write_text(text, encoding="utf-8", newline="")
        table["url"] = "table.csv"
        table["tableSchema"].pop("foreignKeys", None)
        path = tmp_path / "metadata.json"
        path.write_text(json.dumps({**group, "tables": [table]}), encoding="utf-8")
        (read,) = TableGroup.from_file(path).tables
        assert len(list(read.iterdicts(strict=True))) == len(rows)
