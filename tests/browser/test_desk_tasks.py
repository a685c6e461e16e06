"""The two tasks of every day at the desk, counted: what is clicked, and how far one scrolls."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk"), pytest.mark.slow]

MOST_CLICKS_FOR_A_CORRECTION = 6
MOST_CLICKS_FOR_A_CITY = 40
ONE_SCREEN = 900
#: Keeps the number of clicks in a tab, and the furthest scroll position at the desk: links of the
#: contents of a public page lead to its folds.
COUNT = """
addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
addEventListener("scroll", () => {
    if (!location.pathname.startsWith("/admin/")) return;
    sessionStorage.scrolled = Math.max(Number(sessionStorage.scrolled || 0), scrollY);
}, true);
"""


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def count_clicks(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.clicks || 0)"))


def start_counting(page: Page) -> None:
    page.add_init_script(COUNT)
    page.reload()


def test_a_figure_and_its_source_are_corrected_in_six_clicks_without_scrolling(
    hub: str, watched: Page
) -> None:
    watched.set_viewport_size({"width": 1440, "height": ONE_SCREEN})
    sign_in(watched, hub)
    watched.goto(f"{hub}/en/cities/changchun/")
    start_counting(watched)
    watched.get_by_role("link", name="Details and sources").click()
    watched.locator("#all-figures").click()
    watched.locator(".desk-edit[href*=key_facts]").first.click()
    expect(watched.locator("h1")).to_be_visible()
    watched.locator("[name='key_facts-0-value']").click()
    watched.keyboard.press("Control+a")
    watched.keyboard.type("14")
    watched.locator(".chooser [role=combobox]").last.click()
    watched.keyboard.type("https://example.org/a-new-report-of-the-park")
    expect(watched.get_by_label("Title, as it stands there")).to_be_focused()
    watched.keyboard.type("A new report of the park")
    watched.keyboard.press("Tab")
    watched.keyboard.type("A ministry")
    assert watched.evaluate("Number(sessionStorage.scrolled || 0)") <= ONE_SCREEN
    watched.get_by_role("button", name="Publish").click()
    expect(watched.locator(".desk-saved")).to_contain_text("→ 14 km²")
    assert count_clicks(watched) <= MOST_CLICKS_FOR_A_CORRECTION


def choose(page: Page, relation: str, typed: str) -> None:
    """Choose the first that is found, by keyboard."""
    page.locator(f"[name$='{relation}__text'], .field-{relation} [role=combobox]").last.click()
    page.keyboard.type(typed)
    page.locator(".chooser [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_a_city_with_five_figures_and_two_sources_is_added_in_under_forty_clicks(
    hub: str, watched: Page
) -> None:
    watched.set_viewport_size({"width": 1440, "height": ONE_SCREEN})
    sign_in(watched, hub)
    start_counting(watched)
    watched.locator("a[href$='/cities/city/add/']").first.click()
    watched.locator("[name=name_en]").click()
    watched.keyboard.type("New Harbour")
    watched.keyboard.press("Tab")
    watched.keyboard.type("新港市")
    watched.locator("[name=kind]").select_option("prefecture_level")
    choose(watched, "region", "Jilin")
    watched.locator("[name=country]").click()
    watched.keyboard.type("CN")
    watched.get_by_role("button", name="Save draft").click()
    watched.get_by_role("link", name="Add a figure").click()
    for number in range(5):
        watched.locator("[name='key_facts-0-label_en']").click()
        watched.keyboard.type(f"Figure {number}")
        watched.keyboard.press("Tab")
        watched.keyboard.type(f"数据{number}")
        watched.locator("[name='key_facts-0-value']").click()
        watched.keyboard.type(f"{number + 1}")
        watched.keyboard.press("Tab")
        watched.keyboard.type("peo")
        expect(watched.locator("[name='key_facts-0-unit']")).to_have_value("people")
        watched.locator("[name='key_facts-0-source_type']").select_option("official")
        watched.locator("[role=combobox]").last.click()
        watched.keyboard.type(f"https://example.org/report-{number % 2}")
        if number < 2:
            expect(watched.get_by_label("Title, as it stands there")).to_be_focused()
            watched.keyboard.type(f"Report {number}")
            watched.keyboard.press("Tab")
            watched.keyboard.type("A ministry")
        else:
            watched.locator(".chooser [role=option]").first.wait_for()
            watched.keyboard.press("ArrowDown")
            watched.keyboard.press("Enter")
        last = number == 4
        watched.get_by_role("button", name="Save draft" if last else "Save and add another").click()
    expect(watched.locator("#key_facts .part-what")).to_have_count(5)
    # A choice in a list of a browser is made by two clicks, which a script makes without one.
    clicks = count_clicks(watched) + 2 * (1 + 5)
    assert clicks < MOST_CLICKS_FOR_A_CITY
