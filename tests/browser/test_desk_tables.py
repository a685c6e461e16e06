"""Importing a table at the desk, without scripts and on a phone: errors, differences, the proposal."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ADMIN, assert_no_violations
from tests.browser.desk import sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("desk-tables")]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("hub")) as address:
        yield address


def choose_file(page: Page, *rows: str) -> None:
    content = "\n".join(["slug,admin_code,lat", *rows]).encode()
    page.set_input_files("[name=file]", {"name": "codes.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Read the file").click()


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_table_is_corrected_and_proposed(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.set_viewport_size(PHONE)
    sign_in(page, hub, "Editor", "cities/city/")
    page.get_by_role("link", name="Import", exact=True).click()
    assert_fits(page)
    choose_file(page, "changchun,220100,1.2.3", "chanchun,1,")
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("2 of 2 rows can’t be read; nothing was saved")
    expect(refusal).to_contain_text("Row 2, column “lat”")
    assert_fits(page)

    page.get_by_role("link", name="Correct the file and send it again").click()
    choose_file(page, "changchun,220199,43.9")
    expect(page.locator(".batch-rows")).to_contain_text("220199")
    assert_fits(page)
    page.get_by_label("What this changes and why").fill("Checked against the list of the ministry")
    page.get_by_role("button", name="Propose 1 row").click()
    expect(page.locator(".messagelist")).to_contain_text("Proposed.")


def test_the_pages_of_tables_have_no_fault(hub: str, page: Page) -> None:
    sign_in(page, hub, "Publisher", "cities/city/export/")
    assert_no_violations(page, ADMIN, "#content")
    page.goto(f"{hub}/admin/cities/city/import/")
    assert_no_violations(page, ADMIN, "#content")
    choose_file(page, "changchun,220198,")
    assert_no_violations(page, ADMIN, "#content")
