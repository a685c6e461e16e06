"""The interactive API documentation works under the content security policy, without other hosts."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_request_is_tried_out(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/api/v1/docs/")
    watched.locator("#operations-tag-parks").click()
    watched.locator("#operations-parks-list_parks .opblock-summary-control").click()
    watched.locator("#operations-parks-list_parks .execute").click()
    answer = watched.locator(".live-responses-table .response").first
    expect(answer.locator(".response-col_status")).to_contain_text("200", timeout=20_000)
    expect(answer).to_contain_text('"results"')


@pytest.mark.slow
def test_the_form_of_the_page_for_developers_opens_an_answer(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/developers/queries/")
    watched.get_by_label("lang", exact=True).select_option("zh-hans")
    with watched.expect_response("**/api/v1/parks/**") as answer:
        watched.get_by_role("button", name="Send the request").click()
    assert answer.value.status == 200
    assert answer.value.json()["results"]


@pytest.mark.slow
def test_without_scripting_the_page_to_try_it_leads_on(hub: str, without_javascript: Page) -> None:
    without_javascript.goto(f"{hub}/api/v1/docs/")
    expect(without_javascript.get_by_role("main").get_by_role("link", name="Data and API")).to_be_visible()
