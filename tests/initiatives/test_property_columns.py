"""Tables of parks, pilots, cases, businesses and materials have the columns that a reader chooses."""

import csv
import io
from typing import Any

import pytest

from initiatives.models import BusinessFigure, ParkFigure, PilotFigure, ProcurementOutcome
from tests.factories import (
    make_business,
    make_case,
    make_city,
    make_flow,
    make_material,
    make_park,
    make_pilot,
    save_part,
    text,
)
from tests.html_text import count_queries, read_rows, strip_tags

pytestmark = pytest.mark.django_db

OWNERS = {
    "parks": (make_park, ParkFigure),
    "zero-waste": (make_pilot, PilotFigure),
    "procurement": (make_case, ProcurementOutcome),
    "businesses": (make_business, BusinessFigure),
}


def state(model: Any, record: Any, key: str, **kwargs: Any) -> None:
    values = {
        **text("label", "Alkali recovered"), "value": 35_000, "unit": "t_per_year", "source_type": "official",
        "measured_property": "product_output", **kwargs,
    }  # fmt: skip
    save_part(model(**{model.owner: record}, key=key, **values))


def read_table(page: str) -> list[str]:
    return [" ".join(row.split()) for row in read_rows(page.split("<table")[1].split("</table>")[0])]


def read_head(page: str) -> str:
    return " ".join(strip_tags(page.split("<thead>")[1].split("</thead>")[0]).split())


@pytest.mark.parametrize("path", OWNERS)
def test_what_two_records_have_in_one_unit_is_a_column(get, path):
    make, model = OWNERS[path]
    one, other = make("aa"), make("bb")
    state(model, one, "a")
    state(model, one, "money", measured_property="money", unit="cny")
    assert 'value="product_output' not in get(f"/en/{path}/?view=table")
    state(model, other, "a", **text("label", "Kaolin made"), value=50_000, year=2020)
    page = get(f"/en/{path}/?view=table&figures=product_output.t_per_year")
    assert 'value="money.cny"' not in page
    assert "Products made, t/year, 2020" in read_head(page)
    rows = sorted(read_table(page), key=lambda row: "Kaolin" in row)
    assert rows[0].endswith("35,000 (year not stated) Alkali recovered")
    assert rows[1].endswith("50,000 Kaolin made")


def test_a_result_stands_before_an_aim_and_a_new_one_before_an_old_one(get):
    one, other = make_park("aa"), make_park("bb")
    state(ParkFigure, one, "aim", evidence="planned", value=3, year=2030)
    state(ParkFigure, one, "old", value=1, year=2010)
    state(ParkFigure, one, "new", value=2, year=2020, precision="about")
    state(ParkFigure, other, "aim", evidence="planned", value=4, **text("period", "before 2000"))
    page = get("/en/parks/?view=table&figures=product_output.t_per_year&sort=name")
    first, second = read_table(page)
    assert first.endswith("about 2 Alkali recovered; 2 more")
    assert second.endswith("4 Alkali recovered; before 2000; Planned")


def test_the_file_says_beside_a_number_what_it_counts(client):
    make_city("a-city", **text("name", "A city"))
    one, other = make_park("aa"), make_park("bb")
    state(ParkFigure, one, "a", value=2, year=2020, precision="at_least")
    state(ParkFigure, other, "a", **text("label", "Products made"))
    answer = client.get("/en/parks/table.csv?figures=product_output.t_per_year,level&sort=name")
    assert "parks.csv" in answer["Content-Disposition"]
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [
        ["Name", "City", "Region", "Products made (t/year)", "Year", "Details", "Level"],
        ["Aa", "A city", "Jilin", "2", "2020", "at least, Alkali recovered", ""],
        ["Bb", "A city", "Jilin", "35000", "", "", ""],
    ]


@pytest.mark.parametrize("path", [*OWNERS, "materials"])
def test_a_column_that_there_is_not_is_answered_with_those_that_there_are(client, get, path):
    make_park()
    for address in (f"/en/{path}/?view=table&figures=x", f"/en/{path}/table.xlsx?figures=x"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "“x” is not allowed here. Allowed: " in strip_tags(answer.content.decode())


def test_flows_whose_amount_is_known_are_counted(get):
    park, material = make_park("aa"), make_material("ash")
    make_flow(park, "known", material=material, value=3, unit="t", quantity_of="material")
    make_flow(park, "unknown", material=material)
    make_park("bb")
    head = read_head(get("/en/parks/?view=table&figures=flows,flows-with-amount"))
    assert head.endswith("Material flows Material flows with an amount")
    rows = read_table(get("/en/parks/?view=table&figures=flows,flows-with-amount&sort=name"))
    assert [row.split()[-2:] for row in rows] == [["2", "1"], ["0", "0"]]
    rows = read_table(get("/en/materials/?view=table&figures=takers,flows-with-amount"))
    assert rows == ["Ash Industrial waste Cement 1"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", OWNERS)
def test_a_table_takes_as_many_queries_with_many_rows_as_with_few(client, path):
    make, model = OWNERS[path]

    def add(numbers: range) -> int:
        for number in numbers:
            record = make(f"record-{number}")
            for year in (2019, 2020):
                state(model, record, f"in-{year}", year=year)
        address = f"/en/{path}/?view=table&figures=product_output.t_per_year"
        count_queries(client, address)
        return count_queries(client, address)

    few = add(range(2))
    assert add(range(2, 8)) == few <= 12
