"""The pages of the admin in a browser: axe, light and dark, on screens of all widths, by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ADMIN, ALL, COLOURS, assert_no_violations
from tests.browser.desk import PASSWORD, sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk-pages")]

#: One page of each kind.
PAGES = {
    "home": "/admin/",
    "records": "/admin/find/",
    "results": "/admin/find/?q=changchun",
    "near": "/admin/find/?q=changchum",
    "list": "/admin/cities/city/",
    "filtered": "/admin/cities/city/?status__exact=published&q=a",
    "empty": "/admin/cities/city/?q=qqqqqqq",
    "values": "/admin/cities/indicatorvalue/",
    "gaps": "/admin/missing-chinese/",
    "form": "/admin/coalition/event/add/",
    "city": "/admin/cities/city/1/change/",
    "figure": "/admin/cities/city/1/key_facts/population/",
    "no-figure": "/admin/cities/city/1/key_facts/population/delete/",
    "section": "/admin/cities/city/1/profile/add/",
    "finding": "/admin/portal/finding/1/change/",
    "source": "/admin/records/source/1/change/",
    "value": "/admin/cities/indicatorvalue/1/change/",
    "history": "/admin/cities/city/1/history/",
    "delete": "/admin/cities/city/1/delete/",
    "withdrawal": "/admin/cities/city/1/withdraw/",
    "renaming": "/admin/cities/city/1/rename/",
    "deleted": "/admin/cities/city/deleted/",
    "proposals": "/admin/proposals/",
    "unread": "/admin/unread/",
    "read": "/admin/unread/next/",
    "requests": "/admin/enquiries/enquiry/",
    "import": "/admin/cities/city/import/",
    "export": "/admin/cities/city/export/",
    "guide": "/admin/guide/",
    "log": "/admin/records/publication/",
    "entry": "/admin/records/publication/1/change/",
    "revisions": "/admin/records/revision/",
    "accounts": "/admin/auth/user/",
    "account": "/admin/auth/user/1/change/",
    "new-account": "/admin/auth/user/add/",
    "role": "/admin/auth/group/1/change/",
    "account-log": "/admin/accounts/accountevent/",
    "password": "/admin/password_change/",
    "statistics": "/admin/stats/refreshstate/",
}
WIDTHS = (1440, 1024, 390)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running hub with a publisher and a superuser."""
    with start_desk(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def signed_in(browser: Browser, desk: str) -> Iterator[Page]:
    # A colour is measured when it has changed, and not on its way.
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, base_url=desk, locale="en-GB", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, desk, "superuser")
    yield page
    context.close()


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/admin/$"))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_of_page_is_accessible_light_and_dark(signed_in: Page, language: str) -> None:
    signed_in.locator(f"[name=language][value={language}]").click()
    # As high as the longest page: the bar at the end of the window lies over nothing.
    signed_in.set_viewport_size({"width": 1440, "height": 6000})
    for path in PAGES.values():
        signed_in.emulate_media(color_scheme="light")
        response = signed_in.goto(path)
        assert response is not None
        assert response.ok, path
        for fold in signed_in.locator("fieldset.module details, details.earlier-values").all():
            fold.evaluate("fold => { fold.open = true }")
        assert_no_violations(signed_in, ADMIN)
        signed_in.emulate_media(color_scheme="dark")
        assert_no_violations(signed_in, {**COLOURS, "preload": False})


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_log_in_page_is_accessible(browser: Browser, desk: str, scheme: str) -> None:
    context = browser.new_context(base_url=desk, color_scheme=scheme)
    page = context.new_page()
    page.goto("/admin/login/")
    assert_no_violations(page, ALL)
    context.close()


@pytest.mark.slow
def test_no_page_is_wider_than_its_screen(signed_in: Page) -> None:
    wider = []
    for width in WIDTHS:
        signed_in.set_viewport_size({"width": width, "height": 900})
        for path in PAGES.values():
            signed_in.goto(path)
            found = signed_in.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wider.append((path, width, found))
    assert wider == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 1024])
def test_status_version_and_change_are_in_sight(signed_in: Page, width: int) -> None:
    signed_in.set_viewport_size({"width": width, "height": 900})
    for path in (PAGES["list"], PAGES["values"], "/admin/initiatives/industrialpark/"):
        signed_in.goto(path)
        box = signed_in.locator(".results")
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth"), path
        for column in ("state", "version", "changed"):
            expect(signed_in.locator(f"tbody tr:first-child .field-{column}")).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_the_search_suggests_what_is_close_and_opens_it_by_keyboard(signed_in: Page) -> None:
    signed_in.goto("/admin/cities/region/")
    field = signed_in.get_by_role("combobox", name="Search all records")
    field.fill("changchum")
    expect(signed_in.get_by_role("option").first).to_contain_text("Changchun")
    field.press("ArrowDown")
    field.press("Enter")
    expect(signed_in).to_have_url(re.compile(r"/admin/cities/city/\d+/change/"))


@pytest.mark.slow
def test_all_works_without_scripts(browser: Browser, desk: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=desk, locale="en-GB")
    page = context.new_page()
    log_in(page, "publisher")
    page.get_by_role("main").get_by_label("Search all records").fill("長春")
    page.get_by_role("main").get_by_role("button", name="Find").click()
    expect(page.get_by_role("main").get_by_role("link", name="Changchun 长春市", exact=True)).to_be_visible()
    page.goto("/admin/cities/city/")
    page.get_by_text("Region:").click()
    page.get_by_role("link", name="Jilin", exact=True).click()
    page.get_by_text("Keep as a filter").click()
    page.get_by_label("Name of the filter").fill("Cities of Jilin")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The filter “Cities of Jilin” is kept.")).to_be_visible()
    page.goto("/admin/")
    page.get_by_role("link", name="Cities of Jilin").click()
    expect(page.get_by_role("link", name="Changchun 长春市")).to_be_visible()
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("link", name="长春市 Changchun")).to_be_visible()
    context.close()


@pytest.mark.slow
def test_the_first_stop_of_the_keyboard_leads_to_the_content(signed_in: Page) -> None:
    signed_in.goto(PAGES["list"])
    signed_in.keyboard.press("Tab")
    link = signed_in.get_by_role("link", name="Skip to main content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    signed_in.keyboard.press("Enter")
    expect(signed_in.locator("#content-start")).to_be_focused()
