"""Records are found and chosen in forms of the admin by keyboard, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ADMIN, assert_no_violations
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

OPTIONS = ".chooser [role=option]"


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def open_record(page: Page, hub: str, model: str, name: str) -> None:
    page.goto(f"{hub}/admin/{model}/?q={name}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


def test_a_city_is_chosen_by_keyboard_alone(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "superuser")
    watched.goto(f"{hub}/admin/initiatives/industrialpark/add/")
    field = watched.locator("#id_city")
    field.press_sequentially("suzhou")
    options = watched.locator(OPTIONS)
    expect(options.first).to_contain_text("Jiangsu")
    expect(field).to_have_attribute("aria-expanded", "true")
    chooser = watched.locator(".field-city [role=status]")
    expect(chooser).to_contain_text("found")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(watched.locator(".field-city li b")).to_have_text("Suzhou")
    expect(chooser).to_have_text("Chosen: Suzhou")
    change = watched.get_by_role("button", name="Change: Suzhou")
    expect(change).to_be_focused()
    change.press("Enter")
    field.press_sequentially("shenzhen")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(watched.locator(".field-city li b")).to_have_text("Suzhou")


@pytest.mark.slow
def test_chosen_sources_are_removed_and_found_by_keyboard(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "superuser")
    open_record(watched, hub, "initiatives/industrialpark", "Suzhou Industrial Park")
    lines = watched.locator(".field-sources").first.locator("li")
    before = lines.count()
    button = lines.first.get_by_role("button")
    title = lines.first.locator("b").inner_text()
    button.press("Enter")
    expect(lines).to_have_count(before - 1)
    field = watched.locator("#id_sources")
    expect(field).to_be_focused()
    field.press_sequentially(title)
    expect(watched.locator(OPTIONS).first).to_contain_text(title)
    field.press("ArrowDown")
    field.press("Enter")
    expect(lines).to_have_count(before)
    expect(lines.last.locator("b")).to_have_text(title)


@pytest.mark.slow
def test_a_row_that_is_added_has_a_chooser_of_its_own(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "superuser")
    watched.goto(f"{hub}/admin/portal/sitetext/add/")
    watched.locator(".add-row a").press("Enter")
    field = watched.locator("tr.form-row:not(.empty-form)").get_by_role("combobox").first
    field.press_sequentially("suzhou")
    watched.locator(OPTIONS).first.click()
    chosen = watched.locator("tr.form-row:not(.empty-form) li input")
    expect(chosen).to_be_checked()
    assert chosen.get_attribute("name") == "leading_cities-0-city"


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["cities/city", "initiatives/industrialpark", "coalition/exchange", "portal/finding"],
)
def test_axe_finds_no_fault_on_a_form_with_choosers(hub: str, watched: Page, path: str, scheme: str) -> None:
    watched.emulate_media(color_scheme=scheme)
    sign_in(watched, hub, "superuser")
    open_record(watched, hub, path, "")
    assert_no_violations(watched, ADMIN, "#content")
    field = watched.locator(".chooser [role=combobox]:visible").first
    field.press_sequentially("suzhou")
    expect(watched.locator(".chooser__status").filter(has_text="found").first).to_be_visible()
    assert_no_violations(watched, ADMIN, "#content")


@pytest.mark.slow
def test_a_source_is_found_pasted_and_added_by_keyboard_alone(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "superuser")
    watched.goto(f"{hub}/admin/cities/city/add/")
    watched.fill("#id_slug", "keyboard")
    watched.fill("#id_name_en", "Keyboard")
    watched.fill("#id_country", "CN")
    watched.select_option("#id_kind", index=1)
    watched.locator("#id_region").press_sequentially("jilin")
    expect(watched.locator(OPTIONS).first).to_be_visible()
    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Enter")
    row = watched.locator(".field-sources").first
    field = watched.locator("#id_sources")
    field.press_sequentially("中国城市统计年鉴2023")
    expect(row.locator("[role=option]").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(row.locator("li b")).to_have_text("中国城市统计年鉴2023")
    # A pasted address that no source has.
    watched.keyboard.insert_text("https://keyboard.example.org/2024/")
    title = row.get_by_label("Title, as it stands there")
    expect(title).to_be_focused()
    watched.keyboard.type("Keyboards in 2024")
    watched.keyboard.press("Tab")
    watched.keyboard.type("City of Keys")
    watched.keyboard.press("Tab")
    watched.keyboard.type("2024")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/admin/cities/city/**")
    expect(watched.locator(".messagelist")).to_contain_text(
        "“Keyboards in 2024” is a new source, still a draft."
    )
    # The same address again, with another ending.
    open_record(watched, hub, "cities/city", "keyboard")
    expect(watched.locator(".field-sources").first.locator("li b")).to_have_count(2)
    watched.goto(f"{hub}/admin/initiatives/industrialpark/add/")
    watched.locator("#id_sources").focus()
    watched.keyboard.insert_text("http://www.keyboard.example.org/2024?utm_source=mail")
    expect(watched.locator(OPTIONS).first).to_contain_text("Keyboards in 2024")
    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Enter")
    expect(watched.locator(".field-sources").first.locator("li small")).to_contain_text("City of Keys")


@pytest.mark.slow
def test_the_address_of_a_new_source_that_is_known_is_a_question(hub: str, watched: Page) -> None:
    sign_in(watched, hub, "superuser")
    watched.goto(f"{hub}/admin/cities/city/add/")
    row = watched.locator(".field-sources").first
    watched.locator("#id_sources").press_sequentially("qqqq")
    row.get_by_role("option", name="New source “qqqq”").click()
    watched.keyboard.insert_text("http://population.gotohui.com/list/170078.html#x")
    watched.keyboard.press("Tab")
    question = row.get_by_role("group", name="This address is already a source")
    expect(question).to_be_visible()
    assert_no_violations(watched, ADMIN, "#content")
    question.get_by_role("radio").first.click()
    expect(row.locator("li b")).to_contain_text("吉林省")
    expect(question).to_have_count(0)


@pytest.mark.slow
def test_without_scripts_what_is_found_can_be_chosen(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    sign_in(page, hub, "superuser")
    open_record(page, hub, "initiatives/industrialpark", "Suzhou Industrial Park")
    row = page.locator(".field-sources").first
    before = row.get_by_role("checkbox").count()
    page.fill("#id_established", "1999")
    page.fill("#id_sources", "changchun")
    row.get_by_role("button", name="Find").click()
    expect(page.locator("#id_established")).to_have_value("1999")
    boxes = page.locator(".field-sources").first.get_by_role("checkbox")
    assert boxes.count() > before
    boxes.last.check()
    page.locator("[name=_save], [name=_publish]").first.click()
    open_record(page, hub, "initiatives/industrialpark", "Suzhou Industrial Park")
    saved = page.locator(".field-sources").first.get_by_role("checkbox", checked=True)
    expect(saved).to_have_count(before + 1)
