"""CSV cells that a spreadsheet would interpret, and empty files."""

import json

import pytest

from api.records.renderers import format_csv
from cities.models import City
from tests.api.api_client import BASE, get_csv_rows, read_body
from tests.factories import make_park, make_region, make_source, save, text


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
