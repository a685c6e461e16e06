"""A day at the desk as each role, on a phone too: what it is offered, and what it does without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("desk-roles")]

LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
#: Pages that each role reads, and those that only some open.
READ = ("", "find/?q=changchun", "cities/city/", "cities/city/1/history/", "records/publication/")
CLOSED = {
    "reader": ("cities/city/add/", "cities/city/1/withdraw/", "auth/user/", "accounts/accountevent/"),
    "contributor": ("auth/user/", "accounts/accountevent/"),
    "editor": ("auth/user/", "accounts/accountevent/"),
    "publisher": ("auth/user/", "accounts/accountevent/"),
    "administrator": ("cities/city/add/", "cities/city/1/withdraw/"),
}
OPEN = {
    "reader": ("cities/city/1/key_facts/population/", "cities/city/1/profile/zero-waste-city-plan/"),
    "contributor": ("cities/city/add/", "records/source/add/", "coalition/event/deleted/"),
    "editor": ("cities/city/add/", "initiatives/industrialpark/add/", "portal/finding/add/"),
    "publisher": ("cities/city/1/withdraw/", "cities/city/1/rename/", "cities/city/1/delete/"),
    "administrator": ("auth/user/add/", "accounts/accountevent/", "records/publication/1/change/"),
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("hub")) as address:
        yield address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", OPEN)
def test_each_role_finds_its_pages_on_a_phone_without_a_script(
    browser: Browser, hub: str, role: str, language: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        color_scheme="dark",
        locale=LANGUAGES[language],
    )
    page = context.new_page()
    sign_in(page, hub, role)
    for path in READ + OPEN[role]:
        response = page.goto(f"{hub}/admin/{path}")
        assert response is not None
        assert response.ok, path
        assert page.locator("html").evaluate("html => html.scrollWidth") <= 390, path
    for path in CLOSED[role]:
        response = page.goto(f"{hub}/admin/{path}")
        assert response is not None
        assert response.status == 403, path
        expect(page.locator(".desk__menu a").first).to_be_visible()
    context.close()


def find_and_choose(page: Page, field: str, text: str) -> None:
    """Look for a record with the button of a chooser, and choose the first one."""
    chooser = page.locator(f".field-{field} .chooser")
    chooser.locator("[name$=__find]").fill(text)
    chooser.get_by_role("button", name="Find").click()
    chooser.get_by_role("radio").first.check()


def test_a_park_with_two_flows_is_written_without_a_script(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    sign_in(page, hub, "contributor", to="initiatives/industrialpark/add/")
    page.locator("[name=name_en]").fill("Harbour Park")
    page.locator("[name=name_zh_hans]").fill("港口园区")
    find_and_choose(page, "city", "changchun")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Harbour Park")).to_be_visible()
    for number, (start, end) in enumerate((("A mill", "A brickworks"), ("A brewery", "A farm"))):
        page.get_by_role("link", name="Add a flow").click()
        find_and_choose(page, "material", "slag")
        page.locator("[name='flows-0-from_name_en']").fill(start)
        page.locator("[name='flows-0-to_name_en']").fill(end)
        page.locator("[name='flows-0-value']").fill(f"{number + 1}.5万")
        page.locator("[name='flows-0-unit']").select_option("t_per_year")
        page.get_by_role("button", name="Save draft").click()
    flows = page.locator("#flows .part-what")
    expect(flows).to_have_count(2)
    expect(flows.first).to_contain_text("A mill → A brickworks")
