"""The table of cities has the figures that a reader chooses, on the page and as a file."""

import csv
import io
import re
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cities import figure_columns
from cities.models import City
from records.pages.chosen_columns import MAX_CHOSEN_COLUMNS
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_waste_indicators,
    report_waste,
    writing,
)
from tests.html_text import read_rows, strip_tags

pytestmark = pytest.mark.django_db

TABLE = "/en/cities/?view=table"


@pytest.fixture(autouse=True)
def few_cities_are_compared(monkeypatch):
    monkeypatch.setattr(figure_columns, "MIN_COMPARED_CITIES", 1)


@pytest.fixture(scope="module", autouse=True)
def cities(module_rows):
    """Two cities with residents of another year each; waste is known of one."""
    roles = make_waste_indicators()
    residents = make_indicator("residents", unit="people", scope="whole_city")
    make_indicator("rare", unit="percent")
    aa, bb = make_city("aa"), make_city("bb")
    report_waste(roles, aa, collected=1_000, treated=1_000, burned=880, landfilled=120)
    for year, number in ((2019, 1_000), (2020, 2_000)):
        make_indicator_value(residents, aa, year, value=number)
    make_indicator_value(residents, bb, 2023, value=3_000)


def read_table(page: str) -> list[str]:
    return [" ".join(row.split()) for row in read_rows(page.split("<table")[1].split("</table>")[0])]


def test_the_usual_figures_are_the_newest_of_each_city_with_their_years(get):
    page = get(TABLE)
    head = " ".join(strip_tags(page.split("<thead>")[1].split("</thead>")[0]).split())
    assert head == (
        "Name Region Collected, t, 2023 Residents, people, 2023"
        " Municipal waste in sanitary landfill, share, %, 2023 Municipal waste burned, share, %, 2023"
    )
    assert read_table(page) == [
        "Aa Jilin 1,000 2,000 (2020) 12% 88%",
        "Bb Jilin – Not known 3,000 – Not known – Not known",
    ]


def test_a_reader_chooses_figures(get):
    page = get(f"{TABLE}&figures=residents&figures=landfilled-share")
    assert read_table(page) == ["Aa Jilin 2,000 (2020) 12%", "Bb Jilin 3,000 – Not known"]
    assert page.count("checked>") == 2
    assert get(f"{TABLE}&figures=residents,landfilled-share").count("checked>") == 2


def test_a_figure_of_few_cities_is_no_choice(get):
    assert 'value="rare"' not in get(TABLE)


@pytest.mark.parametrize("address", [TABLE, "/en/cities/table.csv?"])
def test_a_figure_that_there_is_not_is_answered_with_those_that_there_are(get, address):
    page = strip_tags(get(f"{address}&figures=happiness", status=400))
    assert (
        "“happiness” is not allowed here. Allowed: burned, collected, landfilled, residents, treated," in page
    )


def test_there_are_at_most_six_figures(get):
    codes = ["burned", "collected", "landfilled", "residents", "treated", "landfilled-share", "burned-share"]
    assert len(codes) > MAX_CHOSEN_COLUMNS
    page = strip_tags(get(f"{TABLE}&figures={','.join(codes)}", status=400))
    assert "Choose at most 6 columns." in page
    get(f"{TABLE}&figures={','.join(codes[:6])}")


def test_filters_stay_when_figures_are_chosen(get):
    form = get(f"{TABLE}&region=jilin").split('class="fold column-picker"')[1].split("</form>")[0]
    assert '<input type="hidden" name="region" value="jilin">' in form
    assert '<input type="hidden" name="view" value="table">' in form


ROWS = [
    ["Name", "Region", "Type", "Administrative code", "Residents (people)", "Year",
     "Municipal waste in sanitary landfill, share (%)", "Year"],
    ["Aa", "Jilin", "Prefecture-level city", "", "2000", "2020", "12", "2023"],
    ["Bb", "Jilin", "Prefecture-level city", "", "3000", "2023", "", ""],
]  # fmt: skip


def test_figures_stay_when_the_table_is_filtered_sorted_translated_or_saved(get):
    page = get(f"{TABLE}&region=jilin&figures=residents&page=1")
    filters = page.split('id="list-form"')[1].split("</form>")[0]
    assert '<input type="hidden" name="figures" value="residents">' in filters
    assert 'href="/en/cities/?figures=residents&amp;view=table">Remove all</a>' in page
    kept = "figures=residents&amp;region=jilin&amp;view=table"
    assert f'href="/en/cities/?{kept}&amp;sort=name"' in page
    assert f'href="/en/cities/table.csv?{kept}"' in page
    assert re.findall(r'<a [^>]*href="/zh-hans/cities/([^"]*)"', page) == [
        "?figures=residents&amp;page=1&amp;region=jilin&amp;view=table"
    ]


def test_a_number_is_in_the_unit_of_its_heading(get):
    freight = make_indicator("freight", unit="mt")
    make_indicator_value(freight, City.objects.get(slug="aa"), 2023, value=Decimal("1.5"))
    page = get("/zh-hans/cities/?view=table&figures=freight")
    assert "，万吨，2023年" in strip_tags(page.split("<thead>")[1].split("</thead>")[0])
    assert read_table(page)[0].endswith(" 150")


def test_the_table_is_a_csv_file(client):
    answer = client.get("/en/cities/table.csv?figures=residents,landfilled-share")
    assert "cities.csv" in answer["Content-Disposition"]
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == ROWS


def test_the_table_is_a_workbook_with_numbers(client):
    answer = client.get("/en/cities/table.xlsx?figures=residents,landfilled-share")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [[str(cell) for cell in row] for row in rows] == ROWS
    assert rows[1][4] == 2_000


def test_a_file_has_the_filters_of_the_table(client):
    answer = client.get("/en/cities/table.csv?figures=residents&q=Bb").content.decode()
    assert "Bb" in answer
    assert "Aa" not in answer


def test_many_rows_take_as_many_queries_as_few(get, django_assert_max_num_queries):
    with writing():
        for number in range(10):
            make_city(f"city-{number}")
    get(TABLE)
    with django_assert_max_num_queries(8):
        get(TABLE)
