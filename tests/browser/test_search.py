"""The search field: suggestions as one types, by keyboard and pointer, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def note_questions(page: Page) -> list[str]:
    """The addresses of suggestions that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    return asked


def test_a_suggestion_is_chosen_by_keyboard_on_any_page(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/legal/")
    field = watched.get_by_role("combobox", name="Search")
    field.press_sequentially("datong")
    options = watched.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "none")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    watched.wait_for_url("**/en/cities/datong/")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/legal/")
    field = watched.get_by_role("combobox", name="Search")
    field.press_sequentially("fly ash")
    expect(watched.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(watched.get_by_role("option").first).to_be_hidden()
    expect(field).to_have_value("fly ash")
    field.press("Enter")
    watched.wait_for_url("**/en/search/?q=fly+ash")


def test_a_click_on_a_suggestion_leads_to_its_page(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/zh-hans/")
    watched.locator("#home-q").press_sequentially("煤矸石")
    watched.get_by_role("option").filter(has_text="煤矸石").first.click()
    watched.wait_for_url("**/zh-hans/materials/coal-gangue/")


def test_letters_typed_in_a_row_are_one_question(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/legal/")
    asked = note_questions(watched)
    field = watched.get_by_role("combobox", name="Search")
    field.focus()
    field.evaluate("""field => {
        for (const letter of "changchun") {
            field.value += letter;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }""")
    expect(watched.get_by_role("option").first).to_be_visible()
    assert len(asked) == 1
    assert asked[0].endswith("?q=changchun")


def test_nothing_is_sent_while_a_chinese_word_is_composed(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/zh-hans/legal/")
    asked = note_questions(watched)
    field = watched.locator("#masthead-q")
    field.focus()
    compose = """(field, [type, data]) => {
        if (type === "input") { field.value = data; }
        const event = type === "input" ? new InputEvent("input", { isComposing: true, data, bubbles: true })
            : new CompositionEvent(type, { data, bubbles: true });
        field.dispatchEvent(event);
    }"""
    field.evaluate(compose, ["compositionstart", ""])
    for typed in ("c", "ch", "chang", "chang chun"):
        field.evaluate(compose, ["input", typed])
    watched.wait_for_timeout(400)  # longer than the pause after which a question is sent
    assert asked == []
    field.evaluate("field => { field.value = '长春'; }")
    field.evaluate(compose, ["compositionend", "长春"])
    expect(watched.get_by_role("option").first).to_contain_text("长春")
    assert len(asked) == 1


def test_without_scripts_the_form_leads_to_the_results(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/")
    page.locator("#home-q").fill("长春")
    page.locator("#home-q").press("Enter")
    page.wait_for_url("**/en/search/?q=*")
    expect(page.locator(".hit h3 a").first).to_contain_text("Changchun")
    page.locator(".types a", has_text="Industrial parks").click()
    page.wait_for_url("**type=park*")
    expect(page.locator(".hit").first).to_be_visible()


def test_on_a_phone_a_lens_leads_to_the_search(hub: str, on_screen: Callable[..., Page]) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/cities/datong/")
    expect(page.locator("#masthead-q")).to_be_hidden()
    page.get_by_role("link", name="Search", exact=True).first.click()
    page.wait_for_url("**/en/search/")
    field = page.locator("#search-q")
    field.press_sequentially("xuzhou")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_no_violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_open_suggestions(
    hub: str, on_screen: Callable[..., Page], scheme: str
) -> None:
    page = on_screen(scheme=scheme)
    page.goto(f"{hub}/en/")
    page.locator("#masthead-q").press_sequentially("recycl")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox", name="Search").first.press("ArrowDown")
    assert_no_violations(page)
