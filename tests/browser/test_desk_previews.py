"""An editor shares a proposal with a city's office, which opens it on a phone without signing in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ADMIN, assert_no_violations
from tests.browser.desk import sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROPOSAL = """
from django.contrib.auth.models import User
from cities.models import City
from records import publishing
with publishing.proposal_transaction(User.objects.get(username="editor")) as changes:
    city = City.objects.get(slug="shenzhen")
    city.summary_zh_hans = "海边的城市。"
    changes.save(city)
"""


@pytest.fixture
def desk_with_proposal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("previews"), PROPOSAL) as address:
        yield address


def test_an_office_sees_on_a_phone_what_an_editor_shares(
    page: Page, browser: Browser, desk_with_proposal: str
) -> None:
    sign_in(page, desk_with_proposal, "editor", to="proposals/")
    page.get_by_role("link", name="Shenzhen").first.click()
    page.get_by_role("link", name="Link for the city’s office").click()
    page.get_by_role("button", name="Make a link").click()
    assert_no_violations(page, ADMIN)
    address = page.get_by_role("textbox", name="简体中文").input_value()

    screen = {"width": 390, "height": 844}
    office = browser.new_context(viewport=screen, locale="zh-CN").new_page()
    office.goto(address)
    expect(office.get_by_text("预览：未公开")).to_be_visible()
    summary = office.get_by_text("海边的城市。").first
    summary.locator("xpath=ancestor::details/summary").click()
    expect(summary).to_be_visible()
    assert_no_violations(office)
    assert office.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    assert office.context.cookies() == []

    page.get_by_role("button", name="Take it back").click()
    office.reload()
    expect(office.get_by_role("heading", name="此处没有预览")).to_be_visible()
    assert_no_violations(office)
