"""The loops of a park can be taken along, with their key, their flows as a table, and their sources."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from initiatives.models import IndustrialPark
from tests.factories import make_flow, make_material, make_park, make_source, save_part, text, writing
from tests.svg_files import read_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> IndustrialPark:
    park = make_park("guitang", **text("name", "Guitang", "贵糖"))
    liquor = make_material("liquor", **text("name", "Green liquor", "绿液"))
    study = make_source("study", title="Case study", publisher="Journal of Loops")
    for key, supplier, receiver in (
        ("out", "Pulp mill", "Alkali plant"),
        ("back", "Alkali plant", "Pulp mill"),
    ):
        ends = {**text("from_name", supplier, "制浆厂"), **text("to_name", receiver, "碱厂")}
        flow = make_flow(park, key, material=liquor, **ends, **text("loop_of", "alkali", "碱"))
        save_part(flow, [study])
    return park


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Guitang", "closed loop", "green liquor", "Pulp mill", "All lines have one width"]),
        ("zh-hans", ["贵糖", "闭合循环", "绿液"]),
        ("zh-hant", ["綠液"]),
    ],
)
def test_a_file_tells_what_the_page_tells(client: Client, park: Any, language: str, words: list[str]) -> None:
    response = client.get(f"/{language}/parks/guitang/loops.svg")
    assert response.status_code == 200
    texts = read_texts(response.content)
    for word in (*words, "Journal of Loops", "CC BY 4.0", f"/{language}/parks/guitang/"):
        assert word in texts, word


def test_the_table_has_the_flows_of_the_records(client: Client, park: Any) -> None:
    content = client.get("/en/parks/guitang/loops.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["From"], row["To"], row["Material"], row["Comes back"]) for row in rows] == [
        ("Pulp mill", "Alkali plant", "Green liquor", "closed loop"),
        ("Alkali plant", "Pulp mill", "Green liquor", "closed loop"),
    ]
    assert all("Journal of Loops" in row["Source"] for row in rows)


def test_the_table_says_how_exact_an_amount_is(client: Client, park: Any) -> None:
    amount = {"value": 90, "unit": "t_per_year", "amount_type": "amount", "precision": "at_least"}
    make_flow(park, "more", quantity_of="material", year=2020, **amount)
    content = client.get("/en/parks/guitang/loops.csv").content.decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(io.StringIO(content)) if row["Quantity"]]
    assert (row["Quantity"], row["Precision"], row["Year"]) == ("90", "at least", "2020")


@pytest.mark.parametrize("end", [".png", "-slide.png", "-share.png"])
def test_pictures_are_made(client: Client, park: Any, end: str) -> None:
    assert client.get(f"/zh-hans/parks/guitang/loops{end}").content.startswith(b"\x89PNG")


def test_the_page_links_to_all_files(client: Client, park: Any) -> None:
    html = client.get("/en/parks/guitang/").content.decode()
    for end in (".svg", ".png", ".csv", "-slide.png"):
        assert f'href="/en/parks/guitang/loops{end}"' in html


def test_a_park_without_a_drawing_has_neither_files_nor_links(client: Client) -> None:
    small = make_park("small")
    make_flow(small)
    assert client.get("/en/parks/small/loops.svg").status_code == 404
    assert client.get("/en/parks/nowhere/loops.svg").status_code == 404
    assert "loops.svg" not in client.get("/en/parks/small/").content.decode()


def test_a_former_address_leads_to_the_file(client: Client, park: Any) -> None:
    with writing() as changes:
        changes.rename(park, "gui-tang")
    response = client.get("/en/parks/guitang/loops.svg")
    assert (response.status_code, response["Location"]) == (301, "/en/parks/gui-tang/loops.svg")


def test_a_briefing_has_the_drawing_however_wide(client: Client, park: Any) -> None:
    assert "loops__file" in client.get("/en/parks/guitang/briefing/").content.decode()
    wide = make_park("wide")
    for number, pair in enumerate(("AB", "BC", "CD", "DE", "EF")):
        names = [f"{letter} with a name that needs much room" for letter in pair]
        make_flow(wide, f"flow-{number}", **text("from_name", names[0]), **text("to_name", names[1]))
    assert client.get("/en/parks/wide/loops.svg").status_code == 200
    assert "loops__file" in client.get("/en/parks/wide/briefing/").content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_briefing_marks_names_of_sources_in_another_language(
    client: Client, park: Any, language: str
) -> None:
    report = make_source("report", title="年报", publisher="Guigang Bureau", language="zh-Hans")
    for flow in park.flows.all():
        save_part(flow, [report])
    html = client.get(f"/{language}/parks/guitang/briefing/").content.decode()
    notes = html.partition('class="sheet__notes"')[2].partition("</section>")[0]
    assert re.search('lang="zh-Hans"[^>]*>年报<', notes), notes
