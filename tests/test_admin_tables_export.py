"""Export of lists, and templates: in the columns that an import reads."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from openpyxl import load_workbook

from cities.models import City, IndicatorValue
from initiatives.models import IndustrialPark
from tests.admin_client import admin_url
from tests.factories import make_city, make_city_figure, make_flow, make_park, make_source, text, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    user = User.objects.create(username="reader", is_staff=True)
    user.groups.add(Group.objects.get(name="Reader"))
    client = Client()
    client.force_login(user)
    return client


def fetch_csv(client, model, **parameters) -> list[dict[str, str]]:
    response = client.get(admin_url(model, "export_file"), {"format": "csv", "part": "", **parameters})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def fetch_xlsx(client, model, page="export_file", **parameters):
    response = client.get(admin_url(model, page), {"format": "xlsx", "part": "", **parameters})
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def test_a_list_is_exported_with_its_filters(reader):
    make_city("changchun", kind="prefecture_level")
    make_city("dortmund", kind="city", country="DE")
    assert [row["slug"] for row in fetch_csv(reader, City)] == ["changchun", "dortmund"]
    assert [row["slug"] for row in fetch_csv(reader, City, country__exact="DE")] == ["dortmund"]


def test_parts_name_their_record_and_sources_their_slugs(reader):
    city = make_city("changchun")
    make_city_figure(city, "area", value="24744.5")
    row = fetch_csv(reader, City, part="key_facts")[0]
    assert (row["city"], row["key"], row["value"], row["unit"]) == ("changchun", "area", "24744.5", "km2")
    assert row["sources"] == make_source().slug


def test_a_number_with_two_readings_is_written_so_that_it_has_one(reader):
    make_city_figure(make_city(), "area", value="1.234")
    assert fetch_csv(reader, City, part="key_facts")[0]["value"] == "1.2340"
    sheet = fetch_xlsx(reader, City, part="key_facts")["data"]
    headers = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headers.index("value") + 1).value == 1.234


def test_what_a_spreadsheet_would_run_is_escaped(reader):
    make_city("a-city", **text("coordinates_note", "=HYPERLINK(1)"))
    assert fetch_csv(reader, City)[0]["coordinates_note_en"] == "'=HYPERLINK(1)"
    sheet = fetch_xlsx(reader, City)["data"]
    cell = next(cell for cell in sheet[2] if cell.value == "=HYPERLINK(1)")
    assert cell.data_type in ("s", "inlineStr")


def test_selected_rows_are_exported(reader):
    make_city("changchun")
    chosen = make_city("jilin-city")
    data = {"action": "export_csv", "_selected_action": [chosen.pk]}
    response = reader.post(admin_url(City, "changelist"), data)
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(content))] == ["jilin-city"]


def test_a_template_says_what_each_column_means_and_which_codes_are_allowed(reader):
    book = fetch_xlsx(reader, IndustrialPark, "template", part="flows")
    assert [cell.value for cell in book["data"][1]][:2] == ["park", "key"]
    cells = [[cell.value for cell in row] for row in book["columns"].iter_rows()]
    assert "value" in [row[0] for row in cells]
    assert "measured" in [row[3] for row in cells]

    response = reader.get(admin_url(IndustrialPark, "template"), {"format": "csv", "part": "flows"})
    header, meanings = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert header[:2] == ["park", "key"]
    assert meanings[0].startswith("#")
    assert "measured" in meanings[header.index("evidence")]


def test_a_template_is_in_the_language_of_the_editor_with_the_same_columns(reader):
    reader.cookies["admin_language"] = "zh-hans"
    response = reader.get(
        admin_url(City, "template"), {"format": "csv"}, headers={"accept-language": "zh-hans"}
    )
    header, _meanings = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert header[0] == "slug"


def test_the_list_leads_to_the_export_with_its_filters(reader):
    make_city()
    page = reader.get(admin_url(City, "changelist"), {"country__exact": "CN"}).content.decode()
    assert f"{admin_url(City, 'export')}?country__exact=CN" in page
    page = reader.get(admin_url(City, "export"), {"country__exact": "CN"}).content.decode()
    assert "country__exact=CN" in page


@pytest.mark.parametrize("parameters", [{"part": "nothing"}, {"format": "exe"}, {"country__nothing": "1"}])
def test_an_impossible_address_leads_back(reader, parameters):
    response = reader.get(admin_url(City, "export_file"), {"format": "csv", **parameters})
    assert response.status_code == 302


def test_whoever_may_not_read_records_gets_no_file(client):
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    for page in ("export", "export_file", "template"):
        assert client.get(admin_url(IndicatorValue, page), {"format": "csv"}).status_code == 403


def test_many_records_are_exported_with_as_many_queries_as_few(reader, django_assert_max_num_queries):
    with writing():
        for number in range(12):
            make_flow(make_park(), f"flow-{number}")
    with django_assert_max_num_queries(16):
        assert len(fetch_csv(reader, IndustrialPark, part="flows")) == 12
