"""What the form "I have / I need" finds can be taken along as a table; nothing that was entered is kept."""

import csv
import io
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories import (
    make_city,
    make_designation,
    make_flow,
    make_material,
    make_park,
    make_programme,
    make_source,
    save_part,
    text,
    writing,
)

pytestmark = pytest.mark.django_db

AMOUNT = {
    "precision": "at_least",
    "unit": "t_per_year",
    "quantity_of": "material",
    "amount_type": "amount",
    "year": 2010,
}


@pytest.fixture
def ash() -> Any:
    material = make_material("fly-ash", **text("name", "Coal fly ash", "粉煤灰"))
    park = make_park("works", city=make_city("here", **text("name", "Here")), **text("name", "Works"))
    flow = make_flow(park, material=material, value=Decimal("1500.5"), **AMOUNT)
    save_part(flow, [make_source("study", title="Study", publisher="A journal")])
    make_designation(make_programme("pilot", **text("name", "Pilot parks")), park=park)
    with writing():
        for _number in range(24):
            make_flow(make_park(), material=material)
    return material


def ask(client: Client, form: str, status: int = 200, language: str = "en", **parameters: str) -> Any:
    response = client.get(f"/{language}/materials/match/table.{form}?{urlencode(parameters)}")
    assert response.status_code == status
    return response


def read_rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_has_all_that_was_found_the_best_fit_first(client: Client, ash: Any) -> None:
    rows = read_rows(ask(client, "csv", material="fly-ash", tonnes="1400"))
    assert len(rows) == 25  # the page shows 20
    first = rows[0]
    told = {
        "Material": "Coal fly ash", "Quantity": "1500.5", "Precision": "at least", "Year": "2010",
        "Park": "Works", "City": "Here",
        "Material fits": "Same material", "Quantity fits": "About the amount you entered", "Sector fits": "",
        "Park selected by": "Pilot parks", "Hazardous waste": "no",
        "Address": "http://testserver/en/parks/works/#a-flow",
    }  # fmt: skip
    assert {name: first[name] for name in told} == told
    assert "A journal" in first["Source"]
    assert "An example shows" in first["Remark"]


def test_the_workbook_has_numbers_and_the_same_rows(client: Client, ash: Any) -> None:
    answer = ask(client, "xlsx", language="zh-hans", material="粉煤灰", tonnes="1400")
    head, first, *others = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert (row["物料"], row["物料匹配"], len(others)) == ("粉煤灰", "同一种物料", 24)
    assert 1500.5 in first


def test_hazardous_waste_is_named_an_example_only(client: Client) -> None:
    oil = make_material("oil", waste_area="hazardous", national_code="900-249-08")
    make_flow(make_park(), material=oil)
    [row] = read_rows(ask(client, "csv", material="oil"))
    assert row["Hazardous waste"] == "yes"
    assert "an example only, not an offer" in row["Remark"]


@pytest.mark.parametrize(
    ("parameters", "told"),
    [({}, "material: "), ({"material": "fly-ash", "tonnes": "many"}, "tonnes: Write the tonnes")],
)
def test_what_is_not_allowed_is_said(client: Client, ash: Any, parameters: Any, told: str) -> None:
    assert told in ask(client, "csv", 400, **parameters).content.decode()


def test_nothing_that_was_entered_is_kept(client: Client, ash: Any, settings: Any) -> None:
    settings.PAGE_CACHE = True
    for parameters, status in (({"material": "fly-ash"}, 200), ({"material": ""}, 400)):
        response = ask(client, "csv", status, **parameters)
        assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_many_rows_take_as_many_queries_as_few(
    client: Client, ash: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        ask(client, "csv", material="fly-ash", tonnes="5")


def test_the_page_leads_to_the_files_of_what_it_found(client: Client, ash: Any) -> None:
    html = client.get("/en/materials/match/?material=fly-ash&tonnes=5").content.decode()
    for form in ("csv", "xlsx"):
        assert f'href="/en/materials/match/table.{form}?material=fly-ash&amp;tonnes=5"' in html
    assert "table.csv" not in client.get("/en/materials/match/?material=nothing").content.decode()
