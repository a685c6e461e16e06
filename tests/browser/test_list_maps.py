"""Maps of lists: marks by keyboard, popups that lead on, maps of regions, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_map_is_one_stop_for_the_keyboard_and_a_popup_leads_to_the_record(watched: Page, hub: str):
    page = watched
    page.goto(f"{hub}/en/cities/?view=map&region=sichuan")
    marks = page.locator("[data-map] svg a")
    expect(page.locator("[data-map] svg a[tabindex='0']")).to_have_count(1)
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    label = marks.nth(1).get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog", name=label)
    expect(popup.get_by_role("link", name=label)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_be_hidden()
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(label.split(" · ")[-1])


def test_a_cluster_enlarges_the_map_in_place_and_going_back_shows_the_whole(watched: Page, hub: str):
    page = watched
    page.goto(f"{hub}/en/cities/?view=map")
    page.evaluate("document.documentElement.dataset.kept = 'yes'")
    count = page.locator("#list-count").inner_text()
    cluster = page.locator("[data-map] svg a[data-cluster][data-places]").first
    label = cluster.get_attribute("aria-label")
    cluster.click()
    page.get_by_role("dialog", name=label).get_by_role("link", name="Enlarge the map").click()
    expect(page).to_have_url(re.compile(r"\?view=map&region="))
    expect(page.locator("#list-count")).not_to_have_text(count)
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    page.get_by_role("link", name="Show the whole map").first.click()
    expect(page.locator("#list-count")).to_have_text(count)
    page.go_back()
    expect(page.get_by_role("link", name="Show the whole map").first).to_be_visible()


def test_a_cluster_of_many_places_enlarges_the_map_at_once(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/?view=map")
    watched.locator("[data-map] svg a[data-cluster]:not([data-places])").first.click()
    expect(watched).to_have_url(re.compile(r"\?view=map&region="))
    expect(watched.get_by_role("link", name="Show the whole map").first).to_be_visible()


def test_without_a_script_marks_are_links_to_maps_and_places(hub: str, without_javascript: Page):
    page = without_javascript
    page.goto(f"{hub}/en/cities/?view=map")
    expect(page.locator(".map-popup").first).to_be_hidden()
    page.locator("[data-map] svg a[data-cluster]").first.click()
    expect(page).to_have_url(re.compile(r"/en/cities/\?view=map&region="))
    page.locator("[data-map] svg a:not([data-cluster])").first.click()
    expect(page).to_have_url(re.compile(r"/en/cities/[a-z-]+/$"))


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh-hans", "dark")])
def test_a_map_with_a_popup_has_no_fault_on_a_phone(hub: str, on_screen, language: str, scheme: str):
    page = on_screen(width=390, scheme=scheme)
    page.goto(f"{hub}/{language}/cities/?view=map")
    assert_no_violations(page)
    page.locator("[data-map] svg a[data-places]").first.click()
    expect(page.locator(".map-popup:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_no_violations(page)
