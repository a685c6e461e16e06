"""Choosing records to compare: the links become switches, and the choice stays in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_choice_stays_from_page_to_page_and_leads_to_the_comparison(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/")
    watched.locator("a.compare-link").first.click()
    expect(watched.locator(".compare-bar")).to_contain_text("Compare 1 city")
    watched.goto(f"{hub}/en/materials/")
    expect(watched.locator(".compare-bar")).to_be_hidden()  # nothing to compare here
    watched.goto(f"{hub}/en/cities/?region=shanxi")
    link = watched.locator('a.compare-link[data-slug="datong"]')
    link.focus()
    watched.keyboard.press("Space")
    expect(link).to_have_attribute("aria-pressed", "true")
    watched.get_by_role("link", name="Compare 2 cities").click()
    expect(watched).to_have_url(re.compile(r",datong$"))
    expect(watched.locator("table.compared-numbers")).to_be_visible()


def test_a_fifth_city_takes_the_place_of_the_first(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/")
    links = watched.locator("a.compare-link")
    for number in range(5):
        links.nth(number).click()
    expect(watched.locator(".compare-bar")).to_contain_text("Compare 4 cities")
    expect(links.first).to_have_attribute("aria-pressed", "false")


def test_another_type_begins_a_new_choice_and_clear_ends_it(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/")
    watched.locator("a.compare-link").first.click()
    watched.goto(f"{hub}/en/parks/")
    watched.locator("a.compare-link").first.click()
    expect(watched.locator(".compare-bar")).to_contain_text("Compare 1 park")
    watched.get_by_role("button", name="Clear").click()
    expect(watched.locator(".compare-bar")).to_be_hidden()


def test_without_a_script_the_link_leads_to_the_form(without_javascript: Page, hub: str):
    without_javascript.goto(f"{hub}/en/cities/?region=shanxi")
    expect(without_javascript.locator(".compare-bar")).to_be_hidden()
    without_javascript.locator('a.compare-link[data-slug="datong"]').click()
    expect(without_javascript).to_have_url(f"{hub}/en/compare/?cities=datong")
    without_javascript.locator("select[name=cities]").select_option("essen")
    without_javascript.locator(".compare__form button").click()
    expect(without_javascript).to_have_url(f"{hub}/en/compare/?cities=datong,essen")


def test_without_a_script_only_what_differs_is_a_link_away(without_javascript: Page, hub: str):
    without_javascript.goto(f"{hub}/en/compare/?cities=changchun,shenzhen,baotou,datong")
    rows = without_javascript.locator("tbody tr")
    every = rows.count()
    without_javascript.get_by_role("link", name="Only what differs").click()
    expect(without_javascript).to_have_url(re.compile(r"&only=differences$"))
    expect(without_javascript.locator("footer.foot")).to_be_visible()  # the page is complete
    assert 0 < rows.count() < every


def test_a_sheet_prints_a_value_without_the_name_that_phones_need(page: Page, hub: str):
    page.goto(f"{hub}/en/compare/briefing/?cities=shenzhen,hangzhou")
    page.emulate_media(media="print")
    first = page.locator(".sheet__numbers tbody td").first
    assert re.fullmatch(r"[\d.,]+\s?%", first.inner_text())


@pytest.mark.parametrize("path", ["parks/suzhou-industrial-park", "parks/teda", "cities/hong-kong"])
def test_a_sheet_with_a_wide_drawing_or_many_measures_is_one_page(page: Page, hub: str, path: str):
    page.goto(f"{hub}/en/{path}/briefing/")
    page.emulate_media(media="print")
    assert page.locator(".sheet").evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight")


def test_four_cities_take_at_most_three_and_a_half_screens_and_six_on_phones(page: Page, hub: str):
    for width, height, most in ((1440, 900, 3.5), (390, 844, 6)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{hub}/en/compare/?cities=changchun,shenzhen,baotou,datong")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollHeight / innerHeight") <= most


def test_a_marker_of_a_figure_leads_to_its_frame(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/datong/")
    chip = watched.locator("a.chip[data-figure]").first
    chip.click()
    watched.get_by_role("dialog").get_by_role("link", name="Show on your site").click()
    expect(watched).to_have_url(re.compile(r"/en/embed/figures/[a-z.-]*datong"))
    expect(watched.locator(".embed__code")).to_contain_text("<iframe src=")
