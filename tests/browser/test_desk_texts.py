"""Texts in three languages at the desk: converted, counted and looked up while one types."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ALL
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk"), pytest.mark.slow]


@pytest.fixture(scope="module")
def hub(desk: str) -> str:
    return desk.removesuffix("/admin")


def open_theme(page: Page, hub: str) -> None:
    sign_in(page, hub, "Publisher")
    page.goto(f"{hub}/admin/records/theme/")
    page.locator("#result_list tbody th a").first.click()


def test_traditional_follows_what_is_typed_and_can_be_written_by_hand(hub: str, watched: Page) -> None:
    open_theme(watched, hub)
    converted, by_hand = watched.locator(".field-name_zh_hant output"), watched.locator("#id_name_zh_hant")
    expect(by_hand).to_be_hidden()
    watched.fill("#id_name_zh_hans", "香港的信息")
    expect(converted).to_have_text("香港的資訊")
    expect(watched.locator("#id_name_zh_hans")).to_have_value("香港的信息")
    hints = watched.locator(".translated-texts", has=by_hand).locator(".translated-texts__hints")
    expect(hints).to_contain_text("信息 → 資訊")
    button = watched.locator(".field-name_zh_hant button")
    button.click()
    expect(by_hand).to_be_focused()
    expect(by_hand).to_have_value("香港的資訊")
    by_hand.fill("香港資訊")
    watched.fill("#id_name_zh_hans", "别的")
    watched.wait_for_timeout(800)
    expect(by_hand).to_have_value("香港資訊")
    button.click()
    expect(converted).to_have_text("別的")
    expect(by_hand).to_have_value("")


def test_a_count_says_how_many_fit_and_then_how_many_are_too_many(hub: str, watched: Page) -> None:
    open_theme(watched, hub)
    counter = watched.locator(".field-name_en .translated-texts__count")
    watched.fill("#id_name_en", "x" * 19)
    expect(counter).to_have_text("19 of 120")
    watched.fill("#id_name_en", "x" * 134)
    expect(counter).to_have_text("14 too many")
    expect(watched.locator("#id_name_en")).to_have_value("x" * 134)


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_three_fields_stand_side_by_side_from_48rem(
    hub: str, on_screen: Callable[..., Page], width: int
) -> None:
    page = on_screen(width=width)
    open_theme(page, hub)
    boxes = [page.locator(f".field-name_{code}").bounding_box() for code in ("en", "zh_hans", "zh_hant")]
    tops = [round(box["y"]) for box in boxes if box]
    assert len(tops) == 3
    assert tops == sorted(tops)
    assert (len(set(tops)) == 1) == (width >= 768)


def test_the_texts_have_no_finding_of_axe(hub: str, on_screen: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = on_screen(scheme=scheme)
        open_theme(page, hub)
        page.locator(".field-name_zh_hant button").click()
        page.fill("#id_name_en", "x" * 134)
        results = Axe().run(page, ".translated-texts", options=ALL)
        assert results.violations_count == 0, results.generate_report()


def test_without_a_script_all_three_are_fields(hub: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_theme(page, hub)
    expect(page.locator("#id_name_zh_hant")).to_be_visible()
    expect(page.locator("output").first).to_be_hidden()
    expect(page.get_by_text("Left empty: converted from 简体.").first).to_be_visible()
    expect(page.locator(".translated-texts__count")).to_have_count(0)
    context.close()
