"""The two tasks of every day at the desk, counted: what is clicked, and how far one scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import sign_in, start_desk

pytestmark = pytest.mark.browser

MOST_CLICKS_FOR_A_CORRECTION = 6
MOST_CLICKS_FOR_A_CITY = 40
#: Keeps the number of clicks and the furthest scroll position of all pages of a tab.
COUNT = """
addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);
addEventListener("scroll", () => {
    sessionStorage.scrolled = Math.max(Number(sessionStorage.scrolled || 0), scrollY);
}, true);
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("hub")) as address:
        yield address


def count_clicks(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.clicks || 0)"))


def start_counting(page: Page) -> None:
    page.add_init_script(COUNT)
    page.reload()


def test_a_figure_and_its_source_are_corrected_in_six_clicks_without_scrolling(
    hub: str, watched: Page
) -> None:
    watched.set_viewport_size({"width": 1440, "height": 900})
    sign_in(watched, hub)
    watched.goto(f"{hub}/en/cities/changchun/")
    start_counting(watched)
    watched.locator(".desk-edit[href*=key_facts]").first.click()
    expect(watched.locator("h1")).to_be_visible()
    watched.locator("[name='key_facts-0-value']").click()
    watched.keyboard.press("Control+a")
    watched.keyboard.type("11")
    watched.locator(".chooser [role=combobox]").last.click()
    watched.keyboard.type("https://example.org/a-new-report-of-the-park")
    expect(watched.get_by_label("Title, as it stands there")).to_be_focused()
    watched.keyboard.type("A new report of the park")
    watched.keyboard.press("Tab")
    watched.keyboard.type("A ministry")
    watched.get_by_role("button", name="Publish").click()
    watched.get_by_role("checkbox", name="too").first.check()
    watched.get_by_role("button", name="Publish").click()
    expect(watched.locator(".desk-saved")).to_contain_text("→ 11 km²")
    assert count_clicks(watched) <= MOST_CLICKS_FOR_A_CORRECTION
    assert watched.evaluate("Number(sessionStorage.scrolled || 0)") <= 900
