"""The sources of a claim: a popover, the fold in old browsers, an open list in print."""

import re
from html import unescape

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

CITY = "/en/cities/changchun/"
# What browsers of 2023 lack, such as those of WeChat and 360.
WITHOUT_POPOVERS = """
for (const name of ["showPopover", "hidePopover", "togglePopover"]) delete HTMLElement.prototype[name];
"""
MISSING_SELECTORS = re.compile(r"[^{}]*(?::has\(|::details-content|:popover-open)[^{}]*\{[^{}]*\}")


def drop_new_selectors(route: Route) -> None:
    """Answer with the style sheet as a browser reads it that doesn't know its newest selectors."""
    response = route.fetch()
    route.fulfill(response=response, body=MISSING_SELECTORS.sub("", response.text()))


@pytest.fixture
def open_old(browser: Browser):
    """A page in a browser without popovers, `:has` and `::details-content`, with or without scripts."""
    contexts = []

    def open_page(scripts: bool = True) -> Page:
        context = browser.new_context(java_script_enabled=scripts)
        contexts.append(context)
        context.add_init_script(WITHOUT_POPOVERS)
        context.route("**/hub*.css", drop_new_selectors)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def get_marker(page: Page):
    return page.locator("main .chip:visible").nth(2)


def get_numbers(page: Page) -> list[str]:
    return str(get_marker(page).get_attribute("data-ids")).split(", ")


def test_a_marker_opens_its_sources_and_leads_back(hub: str, watched: Page) -> None:
    watched.goto(hub + CITY)
    marker = get_marker(watched)
    marker.focus()
    watched.keyboard.press("Enter")
    box = watched.get_by_role("dialog")
    expect(box).to_be_visible()
    numbers = get_numbers(watched)
    expect(box.get_by_role("listitem")).to_have_count(len(numbers))
    title = watched.locator(f"#s{numbers[0]} cite").text_content()
    expect(box.locator("cite").first).to_have_text(str(title))
    watched.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(marker).to_be_focused()


@pytest.mark.slow
def test_the_sources_of_a_figure_show_its_citation_to_copy(hub: str, watched: Page) -> None:
    for language, author in (
        ("en", "ICLEI East Asia"),
        ("zh-hans", "宜可城东亚秘书处"),
        ("zh-hant", "宜可城東亞秘書處"),
    ):
        watched.goto(hub + CITY.replace("/en/", f"/{language}/"))
        watched.locator(".chip[data-figure]:visible").first.click()
        box = watched.get_by_role("dialog")
        link = box.locator(".prov__cite a").first
        answer = watched.request.get(hub + str(link.get_attribute("href"))).text()
        html = answer.split('id="citation">')[1].split("</p>")[0]
        sentence = unescape(re.sub(r"<[^>]+>", "", html)).strip()
        assert author in sentence
        link.click()
        expect(box.get_by_role("status")).to_have_text(sentence)
        expect(box.locator("[data-copy-from]")).to_be_visible()


@pytest.mark.slow
def test_a_marker_opens_the_fold_in_an_old_browser(hub: str, open_old) -> None:
    page = open_old()
    page.goto(hub + CITY)
    number = get_numbers(page)[0]
    expect(page.locator(f"#s{number}")).to_be_hidden()
    get_marker(page).click()
    expect(page.locator(f"#s{number}")).to_be_in_viewport()
    page.locator(f"#s{number} .back").click()
    expect(get_marker(page)).to_be_focused()


@pytest.mark.slow
def test_a_marker_leads_to_its_source_without_scripts(hub: str, open_old) -> None:
    page = open_old(scripts=False)
    page.goto(hub + CITY)
    number = get_numbers(page)[0]
    expect(page.locator(f"#s{number}")).to_be_hidden()
    get_marker(page).click()
    expect(page.locator(f"#s{number}")).to_be_in_viewport()


@pytest.mark.slow
def test_print_shows_numbers_and_the_list_without_scripts(hub: str, open_old) -> None:
    page = open_old(scripts=False)
    page.goto(hub + CITY)
    page.emulate_media(media="print")
    expect(page.locator(".sources > li").last).to_be_visible()
    marker = get_marker(page)
    # The number of the source stands in place of the words.
    expect(marker.locator("span")).to_be_hidden()
    expect(marker).to_be_visible()


@pytest.mark.slow
def test_a_marker_never_begins_a_line(hub: str, on_screen) -> None:
    for language in ("en", "zh-hans"):
        page = on_screen(width=390)
        page.goto(f"{hub}/{language}/cities/shenzhen/")
        loose = page.evaluate(
            """() => [...document.querySelectorAll("main p > .chip")].filter((chip) => {
                const before = chip.previousSibling;
                if (!chip.getClientRects().length || before?.nodeType !== Node.TEXT_NODE) return false;
                const range = document.createRange();
                const end = before.data.replace(/\\u2060$/, "").length;
                if (!end) return false;
                range.setStart(before, end - 1);
                range.setEnd(before, end);
                return range.getBoundingClientRect().bottom < chip.getBoundingClientRect().top;
            }).length"""
        )
        assert loose == 0


@pytest.mark.slow
@pytest.mark.parametrize("path", ["coalition/", "cities/shenzhen/", "indicators/domestic-waste-collected/"])
def test_a_marker_never_stands_in_two_lines(hub: str, on_screen, path: str) -> None:
    for width in (320, 390):
        page = on_screen(width=width)
        page.goto(f"{hub}/zh-hans/{path}")
        parts = page.locator(".chip:visible").evaluate_all(
            "all => all.map((one) => one.getClientRects().length)"
        )
        assert parts
        assert set(parts) == {1}
