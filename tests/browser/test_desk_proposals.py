"""A correction of an editor on a public page is read and accepted by a publisher, in few clicks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import sign_in
from tests.browser.test_desk_tasks import count_clicks, start_counting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

MOST_CLICKS_TO_PROPOSE = 6
MOST_CLICKS_TO_DECIDE = 3


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def propose_area(page: Page, hub: str, value: str) -> None:
    """Correct the first figure of a city as somebody who is signed in."""
    page.goto(f"{hub}/en/cities/changchun/")
    page.locator("#all-figures").click()
    page.locator(".desk-edit[href*=key_facts]").first.click()
    page.locator("[name='key_facts-0-value']").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(value)
    page.get_by_role("button", name="Propose").click()


def test_a_correction_is_proposed_in_six_clicks_and_decided_in_three(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "editor")
    start_counting(watched)
    propose_area(watched, hub, "12")
    told = watched.locator(".desk-saved")
    expect(told).to_contain_text("The page is unchanged.")
    expect(told).to_contain_text("→ 12 km²")
    assert count_clicks(watched) <= MOST_CLICKS_TO_PROPOSE
    watched.context.clear_cookies()
    sign_in(watched, hub, "publisher")
    watched.evaluate("sessionStorage.clear()")
    watched.get_by_role("link", name="Changchun: Area of the circular economy").first.click()
    watched.get_by_role("button", name="Accept and publish").click()
    expect(watched.locator(".outcome")).to_contain_text("Published as version")
    assert count_clicks(watched) <= MOST_CLICKS_TO_DECIDE


@pytest.mark.slow
def test_keys_save_a_draft_propose_and_accept(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "editor", "records/theme/add/")
    watched.locator("[name=name_en]").fill("Quiet harbours")
    expect(watched.get_by_role("button", name="Save draft")).to_have_attribute("title", "Ctrl S")
    watched.keyboard.press("Control+s")
    expect(watched.locator(".messagelist")).to_contain_text("Quiet harbours")
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.locator("#all-figures").click()
    watched.locator(".desk-edit[href*=key_facts]").first.click()
    watched.locator("[name='key_facts-0-value']").fill("13")
    watched.keyboard.press("Control+Enter")
    expect(watched.locator(".desk-saved")).to_contain_text("→ 13 km²")
    watched.context.clear_cookies()
    sign_in(watched, hub, "publisher")
    watched.get_by_role("link", name="Changchun: Area of the circular economy").first.click()
    watched.keyboard.press("Control+Enter")
    expect(watched.locator(".outcome")).to_contain_text("Published as version")
