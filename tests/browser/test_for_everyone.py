"""Pages work on any screen, with or without JavaScript, by mouse or keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_hub import start_hub
from tests.browser.pages import MORE_PAGES, PAGES

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_scrolls_sideways_on_the_smallest_phone(hub: str, on_screen, language: str) -> None:
    page = on_screen(width=320)
    wide = []
    for path in [*PAGES, *MORE_PAGES]:
        page.goto(f"{hub}/{language}{path}")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert wide == []


# Controls with a word that stands in two lines, though nothing in it allows a break.
BROKEN_CONTROLS = """() => [...document.querySelectorAll(":is(.segmented a, .btn, .pill, .toc a, summary)")]
    .filter((control) => control.checkVisibility())
    .filter((control) => {
        const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            for (const word of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, word.index);
                range.setEnd(walker.currentNode, word.index + word[0].length);
                const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                if (tops.size > 1) return true;
            }
        }
        return false;
    })
    .map((control) => control.textContent.trim())"""


@pytest.mark.slow
def test_no_control_breaks_a_word_on_a_phone(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    broken = {}
    for path in [*PAGES, "/compare/"]:
        page.goto(f"{hub}/en{path}")
        if controls := page.evaluate(BROKEN_CONTROLS):
            broken[path] = controls
    assert broken == {}


@pytest.mark.slow
def test_the_contents_of_a_phone_show_where_the_reader_is(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/cities/datong/#peers")
    current = page.locator(".toc a[aria-current]")
    expect(current).to_have_attribute("href", "#peers")
    page.wait_for_timeout(200)
    box = current.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


# Every name and title, made longer by a German word that nothing breaks and by twenty Han characters.
LENGTHEN = """
GERMAN, HAN = "Grundstücksverkehrsgenehmigungszuständigkeit ", "超长名称用于检验版面是否仍然完整可读无误的"
from django.db.models import F, Value
from django.db.models.functions import Concat
from records.models import get_record_types
for model in get_record_types().values():
    fields = {field.name for field in model._meta.fields}
    for name in fields & {"name_en", "title_en", "name_zh_hans", "title_zh_hans"}:
        word = HAN if name.endswith("hans") else GERMAN
        model.objects.exclude(**{name: ""}).update(**{name: Concat(Value(word), F(name))})
"""


@pytest.fixture(scope="module")
def hub_of_long_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_hub(tmp_path_factory.mktemp("long"), prepare=LENGTHEN) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_name_is_too_long_for_the_smallest_phone(hub_of_long_names: str, on_screen, language: str) -> None:
    page = on_screen(width=320)
    wide = []
    for path in [*PAGES, *MORE_PAGES]:
        page.goto(f"{hub_of_long_names}/{language}{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((path, width))
    assert wide == []


@pytest.mark.slow
def test_the_language_switch_stays_on_the_page_and_keeps_its_filters(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/?kind=district")
    watched.get_by_role("link", name="简体中文").click()
    expect(watched).to_have_url(f"{hub}/zh-hans/cities/?kind=district")
    expect(watched.locator("html")).to_have_attribute("lang", "zh-Hans")
    watched.get_by_role("link", name="繁體中文").click()
    expect(watched).to_have_url(f"{hub}/zh-hant/cities/?kind=district")


@pytest.mark.slow
def test_the_first_tab_skips_to_the_content_and_the_focus_is_seen(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.keyboard.press("Tab")
    skip = watched.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    watched.keyboard.press("Enter")
    expect(watched.locator("#main")).to_be_focused()


@pytest.mark.slow
def test_the_contents_follow_the_reader_down_and_back_to_the_top(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/cities/shenzhen/")
    here = page.locator(".toc [aria-current]")
    page.evaluate("scrollTo(0, document.querySelector('.theme').getBoundingClientRect().top)")
    expect(here).to_have_text("Measures")
    expect(here).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    expect(here).to_have_count(0)


def test_the_menu_opens_on_a_phone_by_keyboard_and_closes_on_escape(hub: str, on_screen) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/")
    page.locator(".mast__in > .menu > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu__panel").get_by_role("link", name="Cities")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu__panel")).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("width", [320, 390])
def test_every_target_of_the_head_can_be_touched_on_a_phone(hub: str, on_screen, language, width) -> None:
    page = on_screen(width=width)
    page.goto(f"{hub}/{language}/cities/")
    page.locator(".mast__in > .menu > summary").click()
    sizes = page.locator(".mast :is(a, summary):visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => Math.min(box.width, box.height))"
    )
    assert len(sizes) > 15
    assert min(sizes) >= 40
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.slow
def test_the_other_pages_are_reached_without_scripting(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/")
    page.locator(".more > summary").click()
    page.locator(".more__box").get_by_role("link", name="Programmes").click()
    expect(page).to_have_url(f"{hub}/en/programmes/")


@pytest.mark.slow
def test_a_facet_narrows_the_list_at_once(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/")
    watched.get_by_role("checkbox", name="County-level city").check()
    watched.wait_for_url("**kind=county_level_city**")
    expect(watched.get_by_role("link", name="Ganzhou · Ruijin", exact=True)).to_be_visible()


@pytest.mark.slow
def test_without_scripting_everything_is_read_and_lists_are_filtered(
    hub: str, without_javascript: Page
) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/cities/changchun/")
    expect(page.get_by_role("heading", name="A ten-square-kilometre circular park")).to_be_visible()
    page.goto(f"{hub}/en/cities/")
    page.get_by_role("checkbox", name="County-level city").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("kind=county_level_city"))
    expect(page.get_by_role("link", name="Ganzhou · Ruijin", exact=True)).to_be_visible()


@pytest.mark.slow
def test_print_leaves_out_the_navigation_and_spells_out_source_addresses(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.emulate_media(media="print")
    for left_out in (".mast__nav", ".mast__lens", ".switches", ".carry", ".drawing-links"):
        for part in watched.locator(left_out).all():
            expect(part).to_be_hidden()
    expect(watched.locator(".sources")).to_be_visible()
    shown = watched.locator(".sources a[href^='http']").first.evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    assert "http" in shown


@pytest.mark.slow
def test_print_keeps_headings_with_what_they_head_and_rows_whole(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/changchun/")
    watched.emulate_media(media="print")
    breaks = {"summary": "breakAfter", "thead": "breakAfter", ".foot": "breakBefore"}
    whole = {".theme": "breakInside", ".beside-cities > li": "breakInside", ".waste table": "breakInside"}
    for selector, rule in {**breaks, **whole}.items():
        found = watched.locator(selector).first.evaluate(f"element => getComputedStyle(element).{rule}")
        assert found == "avoid", selector


@pytest.mark.slow
def test_print_has_a_code_with_the_address_of_the_page(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/cities/changchun/")
    expect(watched.locator(".qr")).to_be_hidden()
    watched.emulate_media(media="print")
    expect(watched.locator(".qr")).to_be_visible()
    expect(watched.locator(".foot__print p")).to_have_text(f"{hub}/en/cities/changchun/")
