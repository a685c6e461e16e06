"""Lists: a change of the filters, the order, the view or the page replaces the results and nothing else."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import assert_no_violations

pytestmark = pytest.mark.browser

#: A mark that a loaded page no longer has.
MARK = "document.documentElement.dataset.kept = 'yes'"


@pytest.fixture
def marked(watched: Page, hub: str) -> Iterator[Callable[[str], Page]]:
    """Open a list; at the end of the test, it must be the same document."""

    def open_list(address: str) -> Page:
        watched.goto(f"{hub}{address}")
        watched.evaluate(MARK)
        return watched

    yield open_list
    expect(watched.locator("html")).to_have_attribute("data-kept", "yes")


def read_count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#list-count").inner_text()))


def test_a_facet_narrows_the_list_keeps_the_focus_and_announces_the_number(marked):
    page = marked("/en/cities/")
    box = page.get_by_role("checkbox", name="County-level city")
    label = page.locator("label", has=page.locator("[value=county_level_city]"))
    expected = int(label.locator(".count").inner_text())
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/en/cities/\?kind=county_level_city$"))
    expect(page.locator("#list-count")).to_have_text(f"{expected} cities")
    expect(page.locator("#filter-kind-county_level_city")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="cities")).to_have_text(f"{expected} cities")
    expect(page.locator("#language-links a").nth(1)).to_have_attribute(
        "href", "/zh-hans/cities/?kind=county_level_city"
    )
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/en/cities/$"))


@pytest.mark.slow
def test_a_facet_stays_where_it_was_on_the_screen_of_a_phone(on_screen, hub: str):
    page = on_screen(width=390)
    page.goto(f"{hub}/en/zero-waste/")
    page.get_by_text("Filters", exact=True).click()
    box = page.locator("#filter-region-zhejiang")
    box.scroll_into_view_if_needed()
    top = page.evaluate("box => box.getBoundingClientRect().top", box.element_handle())
    box.check()
    expect(page).to_have_url(re.compile(r"\?region=zhejiang$"))
    expect(page.locator("#filter-region-zhejiang")).to_be_focused()
    page.wait_for_timeout(300)
    after = page.evaluate("() => document.activeElement.getBoundingClientRect().top")
    assert abs(after - top) < 4


@pytest.mark.slow
def test_the_order_and_the_view_change_in_place(marked):
    page = marked("/en/parks/")
    page.get_by_role("navigation", name="Sort").get_by_role("link", name="Name", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?sort=name$"))
    expect(page.get_by_role("navigation", name="Sort").locator("[aria-current]")).to_have_text("Name")
    expect(page.get_by_role("navigation", name="Sort").locator("[aria-current]")).to_be_focused()
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".browse table")).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator(".browse .map").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?sort=name&view=map$"))


@pytest.mark.slow
def test_the_next_page_replaces_the_results_and_is_read_from_its_head(marked):
    page = marked("/en/sources/")
    before = page.locator(".browse__main .result--row a").first.inner_text()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"\?page=2$"))
    expect(page.locator(".browse__main .result--row a").first).not_to_have_text(before)
    expect(page.locator("#list-count")).to_be_focused()
    expect(page.locator("#list-count")).to_be_in_viewport()


@pytest.mark.slow
def test_words_narrow_the_list_when_they_are_sent_and_a_chip_takes_them_back(marked):
    page = marked("/en/parks/")
    total = read_count(page)
    page.get_by_label("Name or words").fill("coal")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=coal$"))
    expect(page.get_by_label("Name or words")).to_be_focused()
    assert 0 < read_count(page) < total
    page.locator(".applied .pill").click()
    expect(page).to_have_url(re.compile(r"/en/parks/$"))
    expect(page.locator("#list-count")).to_be_focused()
    assert read_count(page) == total


@pytest.mark.slow
def test_going_back_restores_results_filters_and_order(watched: Page, hub: str):
    page = watched
    page.goto(f"{hub}/en/cities/")
    total = read_count(page)
    page.get_by_role("checkbox", name="County-level city").check()
    expect(page).to_have_url(re.compile(r"kind=county_level_city"))
    narrowed = read_count(page)
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".browse table")).to_be_visible()
    page.go_back()
    expect(page.locator(".browse table")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="County-level city")).to_be_checked()
    assert read_count(page) == narrowed < total
    page.go_back()
    expect(page.locator("#list-count")).to_have_text(f"{total} cities")
    expect(page.get_by_role("checkbox", name="County-level city")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#list-count")).to_have_text(f"{narrowed} cities")


@pytest.mark.slow
def test_going_back_from_a_record_shows_the_list_as_it_was_left(watched: Page, hub: str):
    watched.goto(f"{hub}/en/cities/")
    watched.get_by_role("checkbox", name="County-level city").check()
    expect(watched).to_have_url(re.compile(r"kind=county_level_city"))
    watched.locator(".place-row__name a").first.click()
    watched.wait_for_url(re.compile(r"/en/cities/[a-z-]+/$"))
    watched.go_back()
    expect(watched.get_by_role("checkbox", name="County-level city")).to_be_checked()
    expect(watched.locator("#browse")).to_have_count(1)


@pytest.mark.slow
def test_an_open_fold_of_options_stays_open(marked):
    page = marked("/en/cities/")
    fold = page.locator(".facet__more").first
    fold.locator("summary").click()
    name = fold.locator("input").first.get_attribute("id")
    # By its id: the chosen option leaves the fold, and a check that is tried again would choose the next one.
    page.locator(f"#{name}").check()
    expect(page).to_have_url(re.compile(r"\?\w+="))
    expect(page.locator(f"#{name}")).to_be_checked()
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator(".facet__more").first).to_have_attribute("open", "")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/en/cities/$"))
    expect(page.locator(f"#{name}")).to_be_focused()


@pytest.mark.slow
def test_a_choice_at_once_after_the_results_were_replaced_loads_no_page(marked):
    page = marked("/en/cities/")
    page.evaluate(
        """() => new MutationObserver((_changes, observer) => {
            observer.disconnect();
            document.activeElement.click();
        }).observe(document.querySelector("[data-list]"), { childList: true })"""
    )
    box = page.locator("#filter-kind-county_level_city")
    box.focus()
    with page.expect_response(lambda response: response.url.endswith("/en/cities/")):
        page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/en/cities/$"))
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()


@pytest.fixture
def slow(page: Page, hub: str) -> Iterator[Callable[[str], Page]]:
    """Open a list whose narrowed pages arrive late; it must stay the same document.

    htmx reports a request that another one replaces on the console.
    """

    def answer_late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    def open_list(address: str) -> Page:
        page.goto(f"{hub}{address}")
        page.evaluate(MARK)
        page.route("**/cities/?*", answer_late)
        return page

    yield open_list
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")


@pytest.mark.slow
def test_a_second_choice_before_the_answer_to_the_first_is_kept(slow):
    page = slow("/en/cities/")
    first, second = page.locator("#facet-kind input").all()[:2]
    ids = [box.get_attribute("id") for box in (first, second)]
    first.focus()
    for key in ("Space", "Tab", "Space"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"kind=\w+(%2C|,|&kind=)\w+"))
    for name in ids:
        expect(page.locator(f"#{name}")).to_be_checked()
    expect(page.locator(f"#{ids[1]}")).to_be_focused()


@pytest.mark.slow
def test_a_text_typed_before_the_answer_to_a_choice_is_kept(slow):
    page = slow("/en/cities/")
    page.locator("#filter-kind-county_level_city").check()
    page.locator("#filter-q").focus()
    page.keyboard.type("dat")
    expect(page).to_have_url(re.compile(r"kind=county_level_city"))
    expect(page.locator("#filter-q")).to_be_focused()
    expect(page.locator("#filter-q")).to_have_value("dat")
    page.keyboard.type("ong")
    expect(page.locator("#filter-q")).to_have_value("datong")


@pytest.mark.slow
def test_what_was_replaced_can_be_copied_and_chosen_to_compare(marked):
    page = marked("/en/cities/")
    page.get_by_role("checkbox", name="County-level city").check()
    expect(page).to_have_url(re.compile(r"kind=county_level_city"))
    expect(page.get_by_role("button", name="Copy this address")).to_be_visible()
    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
    page.locator("a.compare-link").first.click()
    expect(page.locator(".compare-bar")).to_contain_text("Compare 1 city")


@pytest.mark.slow
def test_an_answer_that_fails_is_shown_as_the_page_that_it_is(page: Page, hub: str):
    page.goto(f"{hub}/en/cities/")
    page.route("**/cities/?kind=*", lambda route: route.fulfill(status=503, body="Try again later"))
    # The answer replaces the page, perhaps at once.
    page.get_by_role("checkbox", name="County-level city").click()
    expect(page.locator("body")).to_have_text("Try again later")
    expect(page).to_have_url(re.compile(r"/en/cities/\?kind=county_level_city$"))


@pytest.mark.slow
def test_htmx_comes_with_lists_only(page: Page, hub: str):
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{hub}/en/cities/datong/")
    assert not [url for url in loaded if "lists" in url]
    page.goto(f"{hub}/en/parks/")
    assert [url for url in loaded if "lists" in url]


def test_without_a_script_the_form_and_the_links_do_the_same(hub: str, without_javascript: Page):
    page = without_javascript
    page.goto(f"{hub}/en/cities/?sort=name&view=table")
    page.get_by_role("checkbox", name="County-level city").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"/en/cities/\?.*kind=county_level_city"))
    expect(page.get_by_role("button", name=re.compile(r"Show \d+"))).to_be_visible()
    page.locator("#filter-q").fill("lanzhou")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"q=lanzhou"))
    page.go_back()
    assert "sort=name" in page.url
    assert "view=table" in page.url
    page.locator(".applied .pill").click()
    expect(page).to_have_url(re.compile(r"/en/cities/\?(q=&)?sort=name&view=table$"))


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_that_was_narrowed_on_a_phone_has_no_fault_and_keeps_its_filters_open(
    hub: str, on_screen, scheme: str
):
    page = on_screen(width=390, scheme=scheme)
    page.goto(f"{hub}/en/parks/")
    page.get_by_text("Filters", exact=True).click()
    page.locator("#facet-level input:enabled").first.check()
    expect(page).to_have_url(re.compile(r"level="))
    expect(page.locator("#list-filters")).to_have_attribute("open", "")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_no_violations(page)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/en/zero-waste/", "/zh-hant/zero-waste/", "/en/materials/", "/zh-hans/parks/"]
)
def test_the_filters_are_on_the_first_screen_of_a_phone(hub, on_screen, path):
    page = on_screen(width=390)
    page.goto(f"{hub}{path}")
    box = page.locator("#list-filters > summary").bounding_box()
    words = page.locator("#filter-q").bounding_box()
    assert box is not None
    assert words is not None
    assert box["y"] + box["height"] < 844
    # Beside the field for words.
    assert box["y"] <= words["y"] + words["height"] / 2 <= box["y"] + box["height"]


@pytest.mark.slow
def test_the_button_of_the_filters_names_the_results_and_leads_to_them(hub: str, on_screen):
    page = on_screen(width=390)
    page.goto(f"{hub}/en/cities/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name="County-level city").check()
    expect(page).to_have_url(re.compile(r"kind=county_level_city"))
    number = page.locator("#list-count").inner_text().split()[0]
    page.get_by_role("button", name=f"Show {number}").click()
    expect(page.locator("#list-filters")).not_to_have_attribute("open", "")
    expect(page.locator("#list-filters .count").first).to_have_text("1")
    expect(page.locator("#list-count")).to_be_focused()


@pytest.mark.slow
def test_on_a_phone_nothing_of_rows_and_of_the_tables_of_an_indicator_is_cut(
    hub: str, on_screen: Callable[..., Page]
) -> None:
    page = on_screen(width=390)
    for path in ("parks", "businesses"):
        page.goto(f"{hub}/en/{path}/")
        line = page.locator(".browse .result__line").first
        assert line.evaluate("line => getComputedStyle(line).whiteSpace") == "normal"
        assert line.evaluate("line => getComputedStyle(line).display") == "inline", "not clamped"
    page.goto(f"{hub}/en/indicators/domestic-waste-landfilled/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    table = page.locator(".table-wrap:has(#table-of-tonnes)")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    name = page.get_by_role("link", name="Qinhuangdao").last
    words = """link => {
        const range = document.createRange();
        range.selectNodeContents(link);
        return range.getClientRects().length;
    }"""
    assert name.evaluate(words) == 1, "in one line"


@pytest.mark.slow
def test_on_a_phone_the_home_page_is_seen_in_the_order_of_its_code(
    hub: str, on_screen: Callable[..., Page]
) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en/")
    tops = page.evaluate("[...document.querySelectorAll('main > *')].map(part => part.offsetTop)")
    assert tops == sorted(tops)
