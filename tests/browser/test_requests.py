"""A visitor asks on a phone in Chinese, and reads the answer that an editor gives at the desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ADMIN, ALL, COLOURS, assert_no_violations
from tests.browser.desk import sign_in, start_desk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("requests")]

PHONE: Any = {"width": 390, "height": 844}
OPEN = {
    "OFFICE_NAME_EN": "ICLEI East Asia",
    "OFFICE_NAME_ZH_HANS": "宜可城东亚秘书处",
    "ENQUIRY_ANSWER_DAYS": "10",
    "ENQUIRY_CONSENT_EN": "I agree that ICLEI East Asia keeps my address to answer this.",
    "ENQUIRY_CONSENT_ZH_HANS": "我同意宜可城东亚秘书处为答复此事保存我的邮箱。",
}
SEND = ".enquiry__send button"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_desk(tmp_path_factory.mktemp("hub"), **OPEN) as address:
        yield address


def has_sideways_scroll(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def ask(page: Page, hub: str) -> str:
    """Ask about the population of Changchun, first with two errors. Return the address of the answer."""
    page.goto(f"{hub}/zh-hans/figures/city.changchun.population/")
    page.locator("main a[href*='/requests/']").first.click()
    expect(page.locator("h1")).to_have_text("就这项数据来信")
    assert not has_sideways_scroll(page)
    assert_no_violations(page, ALL)
    page.fill("#message", "字" * 2_136)
    expect(page.locator("#message-count")).to_have_text("2136／2000字")
    page.fill("#contact", "reader@example.org")
    page.click(SEND)
    errors = page.locator(".enquiry__errors")
    expect(errors).to_be_focused()
    assert_no_violations(page, ALL)
    errors.get_by_role("link").first.click()
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("页面上的常住人口似乎是2020年普查数。")
    page.keyboard.press("Tab")
    page.keyboard.type("《中国城市统计年鉴2024》")
    page.check("#consent")
    page.click(SEND)
    expect(page.locator("h1")).to_have_text("已收到，请保存这个网址")
    assert_no_violations(page, ALL)
    assert not has_sideways_scroll(page)
    return str(page.locator("#address").text_content())


def answer(page: Page, hub: str) -> None:
    """Find the request on the first page of the desk, and answer it."""
    sign_in(page, hub, "editor")
    page.get_by_role("link", name="页面上的常住人口").click()
    assert_no_violations(page, ADMIN)
    page.get_by_label("Answer, for its sender").fill("谢谢，您说得对：现已改为2023年。")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Its sender sees it now")


def test_a_visitor_asks_on_a_phone_in_chinese_and_reads_the_answer(hub: str, browser: Browser) -> None:
    phone = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = phone.new_page()
    address = ask(page, hub)
    answer(desk.new_page(), hub)
    page.goto(address)
    expect(page.locator(".enquiry__answer")).to_contain_text("现已改为2023年")
    assert_no_violations(page, ALL)
    page.emulate_media(color_scheme="dark")
    assert_no_violations(page, COLOURS)
    assert not has_sideways_scroll(page)
    assert phone.cookies() == []
    page.get_by_role("button", name="立即删除我的来信").click()
    expect(page.locator("h1")).to_have_text("此处没有来信")
    phone.close()
    desk.close()


@pytest.mark.slow
def test_without_a_script_it_works_the_same(hub: str, without_javascript: Page) -> None:
    page = without_javascript
    page.goto(f"{hub}/en/requests/?record=city/changchun")
    assert page.locator("#message-count").count() == 0
    page.click(SEND)
    expect(page.locator(".enquiry__errors")).to_be_focused()
    page.check("[name=kind][value=other]")
    page.fill("#message", "What is a zero-waste city?")
    page.click(SEND)
    page.click(".enquiry__send a.btn")
    expect(page.locator(".enquiry__about")).to_contain_text("What is a zero-waste city?")
