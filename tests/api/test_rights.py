"""Values say what is known of the rights in them: the licence of the content, unless a source states none."""

import io
import json

import openpyxl
import pytest
from django.utils import timezone

from tests.api.api_client import BASE, get_csv_rows, get_json, read_body
from tests.bundles.bundle_files import build_bundle
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    writing,
)

pytestmark = pytest.mark.django_db
VALUES = f"{BASE}/indicator-values/"


@pytest.fixture
def values():
    """Two values of a city with coordinates, of which one has a source without a licence, besides another."""
    city, indicator = (
        make_city("datong", lat=40, lon=113, lists={"coordinates_sources": [make_source()]}),
        make_indicator("gdp"),
    )
    free, limited = (make_indicator_value(indicator, city, year) for year in (2020, 2021))
    with writing() as changes:
        sources = [make_source(), make_source("a-yearbook", rights="not_stated")]
        changes.set_related(limited, "sources", sources)
    return free, limited


def test_a_value_of_a_source_without_a_licence_says_so(client, values):
    rows = get_json(client, VALUES)["results"]
    assert {row["year"]: row["rights"] for row in rows} == {2020: "cc_by", 2021: "not_stated"}
    (row,) = get_json(client, f"{VALUES}?labels=1&year=2021")["results"]
    assert row["rights_label"] == "Not stated"


def test_so_does_every_file(client, values):
    rows = get_csv_rows(client, f"{VALUES}?format=csv")
    assert [(row["year"], row["rights"], row["rights_label"]) for row in rows] == [
        ("2020", "cc_by", "CC BY 4.0"), ("2021", "not_stated", "Not stated"),
    ]  # fmt: skip
    points = json.loads(read_body(client.get(f"{VALUES}?format=geojson")))["features"]
    assert [point["properties"]["rights"] for point in points] == ["cc_by", "not_stated"]
    lines = read_body(client.get(f"{VALUES}?format=jsonl")).splitlines()
    assert [json.loads(line)["rights"] for line in lines] == ["cc_by", "not_stated"]


def test_a_workbook_says_that_its_licence_is_not_that_of_all_values(client, values):
    response = client.get(f"{VALUES}?format=xlsx")
    data, _sources, about = openpyxl.load_workbook(
        io.BytesIO(b"".join(response.streaming_content))
    ).worksheets
    heading, *rows = data.iter_rows(values_only=True)
    assert [row[heading.index("rights")] for row in rows] == ["cc_by", "not_stated"]
    assert "see the column “rights”" in str(list(about.iter_rows(values_only=True))[-1])


def test_the_list_of_figures_has_it_too(client, values):
    make_city_figure(values[0].city)
    rows = get_json(client, f"{BASE}/figures/")["results"]
    assert [row["rights"] for row in rows] == ["cc_by", "cc_by", "not_stated"]


def test_it_follows_the_source(client, values):
    source = make_source("a-yearbook")
    with writing() as changes:
        source.rights = ""
        changes.save(source)
    assert {row["rights"] for row in get_json(client, VALUES)["results"]} == {"cc_by"}
    today = timezone.localdate().isoformat()
    assert {row["rights"] for row in get_json(client, f"{VALUES}?as_of={today}")["results"]} == {"cc_by"}


def test_a_bundle_says_where_to_look(client, values):
    bundle = build_bundle(client)
    for name in ("README.md", "LICENSE.txt", "datapackage.json"):
        assert "the column `rights` of a figure is `not_stated`" in bundle.read(name).decode()
    assert ",not_stated,Not stated," in bundle.read("csv/indicator-values.csv").decode()
