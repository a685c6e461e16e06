"""Line charts of an indicator agree with the table below, on every screen, without relying on colour."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_violations

pytestmark = pytest.mark.browser

MEDICAL = "indicators/medical-waste-generated/"
RATES = "indicators/domestic-waste-recycling-rate/"

# What the rows of the table say, and what the marks of the chart do.
ROWS = """() => [...document.querySelectorAll("#table-of-values tr[data-value]")].map(
    (row) => `${row.dataset.name}, ${row.dataset.year}: ${row.dataset.text}`)"""
MARKS = "() => [...document.querySelectorAll('.lines__dot title')].map((title) => title.textContent)"


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", [MEDICAL, RATES, "indicators/industrial-solid-waste-utilisation-rate/"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_row_is_a_mark_and_every_mark_a_row(hub: str, watched: Page, language: str, path: str) -> None:
    watched.goto(f"{hub}/{language}/{path}")
    watched.wait_for_selector(".lines__plot")
    assert sorted(watched.evaluate(MARKS)) == sorted(watched.evaluate(ROWS)) != []


def test_a_mark_stands_as_high_as_its_value(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/{MEDICAL}")
    watched.wait_for_selector(".lines__plot")
    base = watched.locator(".lines__base line").bounding_box()["y"]
    heights = {}
    for mark in watched.locator(".lines__dot > *").all():
        box = mark.bounding_box()
        title = mark.locator("title").text_content()
        heights[title] = (base - box["y"] - box["height"] / 2) / float(
            re.search(r": ([\d,]+)", title)[1].replace(",", "")
        )
    scale = sum(heights.values()) / len(heights)
    assert all(abs(height / scale - 1) < 0.06 for height in heights.values()), heights


def test_only_comparable_years_of_one_city_are_joined(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/{RATES}")
    watched.wait_for_selector(".lines__plot")
    assert (
        watched.locator(".lines__line path").count() == 1
    )  # Shenzhen; Beijing's three are of parts of years
    assert watched.locator(".lines__dot--alone > *").count() == 3
    watched.goto(f"{hub}/en/{MEDICAL}")
    watched.wait_for_selector(".lines__plot")
    dashes = watched.locator(".lines__line").evaluate_all(
        "all => all.map((g) => g.getAttribute('stroke-dasharray'))"
    )
    assert len(dashes) == len(set(dashes)) == 5


@pytest.mark.sampled(1)
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_label_lies_on_another_or_leaves_the_screen(hub: str, on_screen, width: int) -> None:
    page = on_screen(width=width)
    page.goto(f"{hub}/en/{MEDICAL}")
    page.wait_for_selector(".lines__plot")
    boxes = page.locator(".lines__label text").evaluate_all(
        "all => all.map((label) => label.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 5
    assert all(box["right"] <= width for box in boxes)
    in_order = sorted(boxes, key=lambda box: box["top"])
    assert all(upper["bottom"] <= lower["top"] for upper, lower in pairwise(in_order))


def test_many_cities_stand_in_small_charts_of_one_scale(hub: str, watched: Page) -> None:
    watched.route("**/medical-waste-generated/", _with_many_cities)
    watched.goto(f"{hub}/en/{MEDICAL}")
    watched.wait_for_selector(".multiple .lines__plot")
    assert watched.locator(".multiple").count() == 12
    assert "12 cities with the most values" in watched.locator("[data-lines-rest]").inner_text()


def _with_many_cities(route) -> None:
    """The page with three times as many cities, each under a name of its own."""
    answer = route.fetch()
    head, rows, tail = re.split(r"(<tbody>.*?</tbody>)", answer.text(), maxsplit=1, flags=re.DOTALL)
    more = "".join(
        re.sub(r' id="[^"]+"', "", rows)
        .replace('data-city="', f'data-city="{number}-')
        .replace('data-name="', f'data-name="{number} ')
        for number in range(2)
    )
    route.fulfill(response=answer, body=head + rows + more + tail)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_a_chart(hub: str, watched: Page, scheme: str) -> None:
    watched.emulate_media(color_scheme=scheme)
    watched.goto(f"{hub}/en/{RATES}")
    watched.wait_for_selector(".lines__plot")
    assert_no_violations(watched)


def test_without_scripting_the_finding_and_the_table_remain(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/{MEDICAL}")
    assert "in the 5 cities on record for 2015" in page.locator("#chart-title").inner_text()
    assert page.locator("#table-of-values tbody tr").count() == 10
    assert page.locator("[data-lines-legend]").is_hidden()
    assert page.get_by_text("Lines join whole years of one city.").is_hidden()
