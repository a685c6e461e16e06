"""Charts of statistics and indicators fit every screen and need no script."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHARTS = [
    "statistics/parks-by-level/",
    "statistics/programme-coverage/",
    "statistics/pilot-actions/",
    "statistics/parks-by-city/",
    "statistics/members-by-year/",
    "indicators/medical-waste-generated/",
    "indicators/industrial-solid-waste-utilisation-rate/",
]


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("path", CHARTS)
def test_no_word_of_a_chart_leaves_it(hub: str, on_screen, path: str, width: int) -> None:
    page = on_screen(width=width)
    for language in ("en", "zh-hans"):
        page.goto(f"{hub}/{language}/{path}")
        page.evaluate("document.fonts.ready")
        frame = page.locator(".chart").first.bounding_box()
        for box in page.locator(".chart :is(text, .bars__label, .bars__value, .dots__label)").evaluate_all(
            "all => all.filter((one) => one.getClientRects().length).map("
            "(one) => ({ words: one.textContent, ...one.getBoundingClientRect().toJSON() }))"
        ):
            assert box["left"] >= frame["x"] - 1, box
            assert box["right"] <= frame["x"] + frame["width"] + 1, box


@pytest.mark.parametrize("width", [320, 390])
def test_no_two_numbers_of_a_scale_touch(hub: str, on_screen, width: int) -> None:
    page = on_screen(width=width)
    for language in ("en", "zh-hans"):
        page.goto(f"{hub}/{language}/indicators/industrial-solid-waste-generated/")
        boxes = page.locator(".dots__row--scale text:visible").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) > 2
        assert all(left["right"] + 4 < right["left"] for left, right in pairwise(boxes))


def test_on_a_phone_a_matrix_is_bars(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/statistics/pilot-actions/")
    expect(page.locator(".bars__bar").first).to_be_visible()
    expect(page.locator(".shades")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", CHARTS)
def test_axe_finds_no_fault_in_a_chart(hub: str, watched: Page, path: str, scheme: str) -> None:
    watched.emulate_media(color_scheme=scheme)
    watched.goto(f"{hub}/en/{path}")
    assert_no_violations(watched)


def test_without_scripting_all_can_be_seen_and_the_scope_be_chosen(
    hub: str, without_javascript: Page
) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/statistics/parks-by-level/")
    assert re.fullmatch(
        r"Of \d+ industrial parks, \d+ are at national level; for \d+ the level isn’t known",
        page.locator("h1").inner_text(),
    )
    expect(page.locator(".bars__bar")).to_have_count(3)
    page.get_by_text("The numbers as a table").click()
    expect(page.locator("#table-of-values tbody tr")).to_have_count(3)
    page.locator("#scope").select_option("region.jilin")
    page.locator(".scope button").click()
    page.wait_for_url("**/?scope=region.jilin")
    expect(page.locator("#scope")).to_have_value("region.jilin")
    page.locator("#table-of-values td:last-child a").first.click()
    expect(page.locator(".rests li").first).to_be_visible()


def test_a_choice_of_scope_sends_the_form_by_itself(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/statistics/parks-by-level/")
    expect(watched.locator(".scope button")).to_be_hidden()
    watched.locator("#scope").select_option("region.jilin")
    watched.wait_for_url("**/?scope=region.jilin")
    watched.locator("#scope").select_option("")
    watched.wait_for_url(re.compile(r"/statistics/parks-by-level/\??$"))
