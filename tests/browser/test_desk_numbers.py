"""A number is shown as it is read while somebody types it, and nothing but typing changes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def form(page: Page, desk: str) -> Page:
    """The form of a new target, whose value counts people."""
    sign_in(page, desk, to="portal/target/add/")
    page.get_by_label("Unit").select_option("people")
    return page


def type_value(form: Page, text: str):
    form.get_by_label("Value").fill(text)
    return form.locator("#id_value_reading")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("907万", "= 9,070,000 people"),
        ("9,08 Mio", "= 9,080,000 people"),
        ("1.234.567", "= 1,234,567 people"),
        ("1,5", "= 1.5 people"),
    ],
)
def test_a_number_is_shown_as_it_is_read_before_it_is_saved(form: Page, typed: str, shown: str) -> None:
    expect(type_value(form, typed)).to_have_text(shown)


def test_the_reading_follows_the_unit(form: Page) -> None:
    reading = type_value(form, "7002.1亿")
    expect(reading).to_have_text("= 700,210,000,000 people")
    form.get_by_label("Unit").select_option("cny")
    expect(reading).to_have_text("= 700,210,000,000 yuan")


def test_two_readings_are_offered_and_neither_is_chosen(form: Page) -> None:
    reading = type_value(form, "1.234")
    expect(reading.get_by_role("group")).to_contain_text("“1.234” can be read in two ways")
    choices = reading.get_by_role("radio")
    expect(choices).to_have_count(2)
    expect(choices.nth(0)).not_to_be_checked()
    expect(choices.nth(1)).not_to_be_checked()
    reading.get_by_text("1,234 people").click()
    form.locator("[name=_save]").first.click()
    expect(form.get_by_label("Value")).to_have_value("1234")
    expect(form.locator("#id_value_reading")).to_have_text("= 1,234 people")


def test_what_is_refused_stays_in_the_field_with_the_reason(form: Page) -> None:
    reading = type_value(form, "900–910万")
    expect(reading).to_have_text("This is two numbers. Write one here and the span in the note.")
    expect(form.get_by_label("Value")).to_have_value("900–910万")


def test_the_mouse_wheel_changes_no_number(page: Page, desk: str) -> None:
    sign_in(page, desk, to="portal/target/")
    page.locator("#result_list tbody th a").first.click()
    value = page.get_by_label("Value")
    before = value.input_value()
    value.click()
    for _turn in range(3):
        page.mouse.wheel(0, 100)
    expect(value).to_have_value(before)
    value.fill("907万")
    expect(page.locator("#id_value_reading")).to_contain_text("now on the page: ")


def test_without_scripts_the_server_offers_both_readings(without_javascript: Page, desk: str) -> None:
    page = without_javascript
    sign_in(page, desk, to="portal/target/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Value").fill("1.234")
    page.locator("[name=_publish]").click()
    page.locator("#id_value_reading").get_by_role("radio").first.check()
    page.locator("[name=_publish]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    page.locator("#result_list tbody th a").first.click()
    expect(page.get_by_label("Value")).to_have_value(re.compile("^1234$"))
