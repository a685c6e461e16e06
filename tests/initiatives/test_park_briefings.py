"""The briefing of a park: one sheet with at most five of its figures, each with year and publisher."""

import pytest
from django.test import Client

from initiatives.models import ParkFigure
from tests.factories import make_flow, make_material, make_park, make_source, save_part, text
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


def test_a_park_has_a_briefing_with_its_first_figures(client: Client) -> None:
    park = make_park("guitang", **text("name", "Guitang"), **text("summary", "Sugar, paper and cement."))
    bureau = make_source("bureau", title="Report", publisher="Guigang Bureau")
    for number in range(7):
        values = {"value": 10 + number, "unit": "km2", "year": 2020 + number, "source_type": "official"}
        label = text("label", f"Area {number}")
        save_part(ParkFigure(park=park, key=f"area-{number}", **label, **values), [bureau])
    html = client.get("/en/parks/guitang/briefing/").content.decode()
    assert "Sugar, paper and cement." in html
    facts = html.partition("sheet__facts")[2]
    assert [f"Area {number}" in facts for number in range(7)] == [True] * 5 + [False] * 2
    assert facts.count("Guigang Bureau") == 5
    assert 'class="qr"' in html
    assert 'content="noindex"' in html


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_park_without_figures_has_one_too(client: Client, language: str) -> None:
    make_park("small", **text("name", "Small park", "小园区"))
    html = client.get(f"/{language}/parks/small/briefing/").content.decode()
    assert "sheet__facts" not in html
    assert f"/{language}/parks/small/" in html


def test_the_page_of_a_park_leads_to_its_briefing(client: Client) -> None:
    make_park("small")
    assert 'href="/en/parks/small/briefing/"' in client.get("/en/parks/small/").content.decode()


def test_a_sheet_has_the_flows_in_words(client: Client) -> None:
    park = make_park("small")
    steam = make_material("steam", **text("name", "Steam", "蒸汽"))
    ends = {**text("from_name", "Power plant", "电厂"), **text("to_name", "Brewery", "啤酒厂")}
    make_flow(park, "steam", material=steam, value=40, unit="t", **ends)
    html = client.get("/en/parks/small/briefing/").content.decode()
    flows = strip_tags(html.partition("sheet__flows")[2].partition("</ul>")[0])
    assert "Power plant → Brewery" in flows
    assert "40" in flows
