"""The form of a record and the pages of its parts at the desk: their size, and the order of parts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk"), pytest.mark.slow]

MOST_INPUTS = 60
MOST_PIXELS = 4_000
COUNT_INPUTS = """() => [...document.querySelectorAll("main :is(input, select, textarea)")]
    .filter((field) => field.type !== "hidden" && field.checkVisibility()).length"""
WIDTHS = (1440, 1024, 390)


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def open_city(page: Page, hub: str, name: str = "Changchun") -> None:
    page.goto(f"{hub}/admin/cities/city/?q={name}")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("h1")).to_contain_text(name)


def order(page: Page) -> list[str]:
    return page.locator("#key_facts .part-what b").all_inner_texts()


@pytest.mark.parametrize("name", ["Changchun", "Shenzhen"])
def test_the_form_of_a_city_is_short(hub: str, watched: Page, name: str) -> None:
    watched.set_viewport_size({"width": 1440, "height": 900})
    sign_in(watched, hub, "Publisher")
    open_city(watched, hub, name)
    assert watched.evaluate(COUNT_INPUTS) <= MOST_INPUTS
    if name == "Changchun":
        assert watched.evaluate("document.documentElement.scrollHeight") < MOST_PIXELS


def test_forms_fit_each_screen_and_axe_finds_nothing(hub: str, page: Page) -> None:
    sign_in(page, hub, "Publisher")
    open_city(page, hub)
    form = page.url
    part = page.locator("#key_facts .part-lines a").first.get_attribute("href")
    for path in (form, f"{hub}{part}", f"{hub}{part}delete/"):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        found = Axe().run(page, options=ALL).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path


def test_a_line_is_moved_by_keys_and_what_is_typed_stays(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Publisher")
    open_city(watched, hub, "Datong")
    watched.locator("#id_admin_code").fill("140299")
    first, second, *rest = order(watched)
    watched.get_by_role("button", name=f"Move “{first}” down").press("Enter")
    expect(watched.locator("#part-order-result")).to_have_text(f"“{first}” now stands as number 2.")
    assert order(watched) == [second, first, *rest]
    button = watched.get_by_role("button", name=f"Move “{first}” down")
    expect(button).to_be_focused()
    button.press("Alt+ArrowUp")
    expect(watched.locator("#part-order-result")).to_have_text(f"“{first}” now stands as number 1.")
    assert order(watched) == [first, second, *rest]
    expect(watched.locator("#id_admin_code")).to_have_value("140299")
    watched.get_by_role("button", name="Publish").click()
    expect(watched.locator(".messagelist .success")).to_be_visible()


def test_a_line_is_moved_without_javascript(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    sign_in(page, hub, "Publisher")
    open_city(page, hub, "Datong")
    first, second, *rest = order(page)
    page.get_by_role("button", name=f"Move “{second}” up").click()
    expect(page.locator(".messagelist .success")).to_have_text(f"“{second}” now stands as number 1.")
    assert order(page) == [second, first, *rest]
