"""The page of an indicator of municipal waste: all cities drawn, the most tonnes, and the cities with 0."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from cities.waste.amounts import format_column_tonnes
from tests.factories import make_city, make_source, make_waste_indicators, report_waste, writing
from tests.html_text import read_rows, strip_tags

pytestmark = pytest.mark.django_db

#: What was landfilled of 1,000 t in both years.
CITIES = {"aa": (900, 0), "bb": (500, 200), "cc": (1_000, 850), "dd": (0, 0)}


@pytest.fixture(autouse=True)
def landfilled(monkeypatch):
    """Four cities, which are enough to be drawn."""
    for module in ("treatment", "columns", "indicator_page"):
        monkeypatch.setattr(f"cities.waste.{module}.MIN_COMPARED_CITIES", 4)
    indicators, source = make_waste_indicators(), make_source()
    with writing():
        for slug, amounts in CITIES.items():
            city = make_city(slug)
            for year, tonnes in zip((2015, 2023), amounts, strict=True):
                report_waste(
                    indicators, city, year, [source],
                    collected=1_000, treated=1_000, burned=1_000 - tonnes, landfilled=tonnes,
                )  # fmt: skip
    return indicators["landfilled"]


def get_section(page: str, start: str) -> str:
    return page.split(start)[1].split("</section>")[0]


def test_the_heading_says_how_many_cities_have_0(get):
    page = get("/en/indicators/landfilled/")
    assert "By the yearbook for 2023, 2 of 4 cities sent 0 t to sanitary landfill" in strip_tags(
        page.split("<h1>")[1].split("</h1>")[0]
    )
    text = " ".join(strip_tags(page).split())
    assert "For 2015 it was 1 of 4. Of the 3 that used sanitary landfill then, 1 shows 0 t for 2023." in text
    page = strip_tags(get("/zh-hans/indicators/landfilled/"))
    assert "据2023年的年鉴，4个城市中2个卫生填埋量为0" in page
    assert "2015年为4个城市中的1个。当年有卫生填埋的3个城市中，2023年有1个为0。" in page


def test_the_most_tonnes_come_first_with_their_shares(get):
    rows = read_rows(get("/en/indicators/landfilled/").split('id="table-of-tonnes"')[1].split("</table>")[0])
    assert [" ".join(row.split()) for row in rows] == ["Cc 1,000 850 85%", "Bb 500 200 20%"]


def test_cities_with_0_stand_with_their_share_of_the_first_year(get):
    zeros = get_section(get("/en/indicators/landfilled/"), 'aria-labelledby="zeros"')
    assert re.findall(r">(\w\w)</a>\s*<span>([^<]*)</span>", zeros) == [("Aa", "90%"), ("Dd", "0%")]


def test_it_says_what_it_does_not_say(get):
    text = " ".join(
        strip_tags(get_section(get("/en/indicators/landfilled/"), 'aria-labelledby="limits"')).split()
    )
    assert "These are 4 cities, not all of China." in text
    assert "in the urban area; ash from burning isn’t counted." in text
    assert "a 0 is what the copy gives" in text


def test_all_values_are_folded_and_open_for_one_city(get):
    assert 'id="table-of-values"' in get("/en/indicators/landfilled/")
    assert '<details class="fold" open>' not in get("/en/indicators/landfilled/")
    assert '<details class="fold" open>' in get("/en/indicators/landfilled/?city=aa")


@pytest.mark.parametrize(
    ("slug", "rows"),
    [
        ("burned", ["Aa 100 1,000 100%", "Dd 1,000 1,000 100%", "Bb 500 800 80%", "Cc 0 150 15%"]),
        ("collected", ["Aa 1,000 1,000", "Bb 1,000 1,000", "Cc 1,000 1,000", "Dd 1,000 1,000"]),
    ],
)
def test_other_parts_keep_their_name_and_have_the_same_drawing(get, slug, rows):
    page = get(f"/en/indicators/{slug}/")
    assert slug.title() in strip_tags(page.split("<h1>")[1].split("</h1>")[0])
    assert "waste-columns__drawing--wide" in page
    assert 'aria-labelledby="zeros"' not in page
    found = read_rows(page.split('id="table-of-tonnes"')[1].split("</table>")[0])
    assert [" ".join(row.split()) for row in found] == rows


def test_files_of_all_values_stand_above_the_tables(get):
    page = get("/en/indicators/landfilled/")
    assert page.index("CSV") < page.index('id="table-of-tonnes"')
    assert page.index("XLSX") < page.index('id="table-of-tonnes"')


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["1,160,000", "4,610"]), ("zh-hans", ["116万", "0.461万"]), ("zh-hant", ["116萬"])],
)
def test_tonnes_of_a_column_have_three_figures_and_one_unit(language, words):
    with override(language):
        found = [format_column_tonnes(Decimal(number)) for number in ("1160301", "4614.8")]
    assert found[: len(words)] == words
