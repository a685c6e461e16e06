"""“Edit” on public pages: readers ask for nothing, staff come back to the place that they left."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk"), pytest.mark.slow]

MARK = "localStorage.getItem('hub-desk')"


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def note_admin_requests(page: Page) -> list[str]:
    """The addresses of the admin that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/admin/" in request.url else None)
    return asked


def sign_out(page: Page, hub: str) -> None:
    page.goto(f"{hub}/admin/")
    page.locator("details:has(#logout-form) > summary").click()
    page.locator("#logout-form button").click()


def test_readers_make_no_request_and_leave_no_mark(hub: str, watched: Page) -> None:
    asked = note_admin_requests(watched)
    for path in ("/en/cities/changchun/", "/zh-hans/parks/guitang-group/", "/en/"):
        watched.goto(f"{hub}{path}")
        watched.wait_for_load_state("networkidle")
        expect(watched.locator(".desk-edit, .desk-bar")).to_have_count(0)
        assert watched.evaluate(MARK) is None
    assert asked == []


def test_a_figure_is_corrected_where_it_stands(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Publisher")
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.locator("#all-figures").click()
    row = watched.locator("#straw-put-to-use")
    row.locator(".desk-edit").click()
    watched.wait_for_url("**/key_facts/straw-put-to-use/**")
    watched.locator("[name='key_facts-0-value']").fill("88")
    watched.get_by_role("button", name="Publish").click()
    watched.wait_for_url(f"{hub}/en/cities/changchun/#straw-put-to-use")
    message = watched.locator(".desk-saved")
    expect(message).to_contain_text("Published as version")
    expect(message).to_contain_text("Straw put to use: 86% → 88%")
    expect(message).to_be_focused()
    expect(message).to_be_in_viewport()
    expect(row).to_be_visible()
    expect(row).to_contain_text("88%")
    expect(row).to_have_class("desk-changed")
    watched.reload()
    expect(watched.locator(".desk-bar")).to_be_visible()
    expect(message).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("/zh-hans/cities/changchun/", "#zero-waste-city-plan"),
        ("/en/parks/guitang-group/", "main tr[id], main li[id]"),
        ("/en/findings/560-billion-for-solid-waste-projects/", ".page-head, main"),
        ("/en/", ".promise"),
        ("/en/coalition/", "main [id^=membership]"),
    ],
)
def test_edit_stands_at_parts_and_records_of_many_pages(
    hub: str, watched: Page, path: str, element: str
) -> None:
    sign_in(watched, hub, "Publisher")
    watched.goto(f"{hub}{path}")
    link = watched.locator(f":is({element}) .desk-edit").first
    expect(link).to_be_attached()
    assert watched.request.get(f"{hub}{link.get_attribute('href')}").status == 200


def test_a_reader_of_the_desk_is_told_that_nothing_here_may_be_changed(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Reader")
    watched.goto(f"{hub}/en/cities/changchun/")
    expect(watched.locator(".desk-bar")).to_contain_text("Your role may not change what is public here.")
    expect(watched.locator(".desk-edit")).to_have_count(0)


def test_edit_can_be_hidden_and_shown_again(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Publisher")
    watched.goto(f"{hub}/en/cities/changchun/")
    links = watched.locator(".desk-edit:visible")
    watched.get_by_role("button", name="Hide “Edit”").click()
    expect(links).to_have_count(0)
    watched.goto(f"{hub}/en/cities/datong/")
    button = watched.get_by_role("button", name="Show “Edit”")
    expect(button).to_be_visible()
    expect(links).to_have_count(0)
    button.click()
    expect(links.first).to_be_visible()


def test_signing_out_removes_the_mark(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "Publisher")
    assert watched.evaluate(MARK) == "1"
    sign_out(watched, hub)
    watched.wait_for_function(f"{MARK} === null")
    asked = note_admin_requests(watched)
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.wait_for_load_state("networkidle")
    assert asked == []


def test_a_mark_of_a_session_that_has_ended_is_removed_after_one_request(hub: str, page: Page) -> None:
    sign_in(page, hub, "Publisher")
    page.context.clear_cookies()
    asked = note_admin_requests(page)
    page.goto(f"{hub}/en/cities/changchun/")
    page.wait_for_function(f"{MARK} === null")
    page.goto(f"{hub}/en/cities/datong/")
    page.wait_for_load_state("networkidle")
    assert asked == [f"{hub}/admin/edit-marks/"]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_page_with_edit_has_no_finding_of_axe_and_no_sideways_scroll(
    hub: str, on_screen: Callable[..., Page], width: int
) -> None:
    for scheme in ("light", "dark"):
        page = on_screen(width=width, scheme=scheme)
        sign_in(page, hub, "Publisher")
        page.goto(f"{hub}/en/cities/changchun/")
        expect(page.locator(".desk-edit").first).to_be_visible()
        page.locator("#all-figures").click()
        results = Axe().run(page, options=ALL)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
