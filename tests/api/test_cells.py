"""CSV cells that a spreadsheet would interpret, and empty files."""

import csv
import io
import json

import pytest

from api.records.renderers import format_csv
from api.records.resources import list_resources
from cities.models import City
from tests.api.api_client import BASE, get_csv_rows, read_body
from tests.factories import make_park, make_pilot, make_region, make_source, save, text

# A search is no list of data.
DATA_SETS = [one.name for one in list_resources() if one.is_data_set and one.name != "search"]


@pytest.mark.django_db
@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_runs_a_cell(client, beginning):
    make_park("a-park", name_en=f"{beginning}cmd|' /C calc'!A0")
    (row,) = get_csv_rows(client, f"{BASE}/parks/?format=csv")
    assert row["name"].startswith(f"'{beginning}")


@pytest.mark.django_db
def test_a_negative_number_stays_a_number(client):
    place = {"kind": "city", "country": "ZA", "region": make_region(), "lat": -33.9, "lon": -18.4}
    save(City(slug="south", **place, **text("name", "South")), coordinates_sources=[make_source()])
    (row,) = get_csv_rows(client, f"{BASE}/cities/?format=csv")
    assert (row["lat"], row["lon"]) == ("-33.9", "-18.4")


@pytest.mark.django_db
def test_why_a_number_lacks_is_told_in_the_language_of_the_file(client):
    make_park("a-park", established=None)
    (row,) = get_csv_rows(client, f"{BASE}/parks/?format=csv&lang=zh-hans")
    assert (row["established_reason"], row["established_reason_label"]) == ("not_stated", "不详")
    (row,) = get_csv_rows(client, f"{BASE}/parks/?format=csv")
    assert row["established_reason_label"] == "the source states none"


@pytest.mark.django_db
def test_an_empty_list_is_a_file_all_the_same(client):
    assert read_body(client.get(f"{BASE}/parks/?format=csv")).startswith("type,")
    assert read_body(client.get(f"{BASE}/parks/?format=jsonl")) == ""
    assert json.loads(read_body(client.get(f"{BASE}/parks/?format=geojson")))["features"] == []


@pytest.mark.parametrize(
    ("number", "cell"), [(1e-9, "0.000000001"), (0.00012, "0.00012"), (2.5e-5, "0.000025")]
)
def test_a_small_number_has_all_digits_and_no_exponent(number, cell):
    assert format_csv([[number]]) == f"{cell}\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [one.name for one in list_resources() if one.is_data_set and one.name != "search"]
)
def test_all_labels_and_names_are_in_three_languages(client, name):
    text = read_body(client.get(f"{BASE}/{name}/?format=csv&lang=all"))
    headings = next(csv.reader(io.StringIO(text)))
    english = [heading for heading in headings if heading.endswith(("_label", "_name", "_en"))]
    assert english or name == "resources"
    for heading in english:
        stem = heading.removesuffix("_en")
        assert {f"{stem}_zh_hans", f"{stem}_zh_hant"} <= {*headings}, heading


@pytest.mark.django_db
def test_labels_are_in_the_languages_of_their_columns(client):
    make_park("a-park", established=None)
    (row,) = get_csv_rows(client, f"{BASE}/parks/?format=csv&lang=all")
    assert row["established_reason_label"] == "the source states none"
    assert (row["established_reason_label_zh_hans"], row["kind_label_zh_hant"]) == ("不详", "工業園區")
    make_pilot(waste_areas=[])
    make_pilot("z", waste_areas=["industrial", "agricultural"])
    none, two = get_csv_rows(client, f"{BASE}/zero-waste-pilots/?format=csv&lang=all")
    assert (none["waste_areas_label"], none["waste_areas_label_zh_hans"]) == ("", "")
    assert two["waste_areas_label"].count("|") == two["waste_areas_label_zh_hans"].count("|") == 1
