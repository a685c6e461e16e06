"""The drawing of all cities: without a script, a column shows its label under the pointer and on focus."""

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_column_shows_its_label_under_the_pointer_and_on_focus_without_a_script(
    hub: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{hub}/en/indicators/domestic-waste-landfilled/")
    links = page.locator(".waste-columns__drawing--wide a")
    labels = links.locator("text")
    assert links.count() > 70
    assert labels.nth(5).evaluate("label => getComputedStyle(label).opacity") == "0"
    links.nth(5).locator(".hit").hover()
    assert labels.nth(5).evaluate("label => getComputedStyle(label).opacity") == "1"
    page.locator(".waste-columns__skip").focus()
    for _column in range(3):
        page.keyboard.press("Tab")
    assert labels.nth(2).evaluate("label => getComputedStyle(label).opacity") == "1"
    context.close()
