"""What an editor meets who types an odd number: a question, an answer by keyboard or pointer, a history."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violations
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASKED = "Ten times the value before (9,066,906)"


def open_population(page: Page, desk: str) -> Page:
    """The page of the population of Changchun, from its public page."""
    sign_in(page, desk, to="cities/city/?q=changchun")
    page.locator("#result_list a", has_text="Changchun").first.click()
    record = page.url.partition("/change")[0]
    page.goto(f"{record}/key_facts/population/")
    return page


def test_ten_times_the_value_before_is_asked_kept_and_found_in_the_history(page: Page, desk: str) -> None:
    form = open_population(page, desk)
    record = form.url.partition("key_facts/")[0]
    form.get_by_label("Value").fill("9070万")
    form.get_by_role("button", name="Publish").click()
    question = form.get_by_role("group", name=ASKED)
    expect(question).to_be_visible()
    expect(form.get_by_label("Value")).to_have_value("9070万")
    for choice in question.get_by_role("radio").all():
        expect(choice).not_to_be_checked()
    form.get_by_role("link", name=ASKED).click()
    expect(question).to_be_in_viewport()
    assert_no_violations(form)

    form.get_by_role("button", name="Publish").click()  # without an answer, it is asked again
    expect(question).to_be_visible()
    question.get_by_text("Keep 90,700,000: the source says so").click()
    # The same number stands in an indicator value.
    other = form.get_by_role("group", name="The same fact stands in another place, as 9,066,906")
    other.get_by_text("Let them differ").click()
    form.get_by_role("button", name="Publish").click()
    expect(form.get_by_text("Published as version")).to_be_visible()

    page.goto(f"{record}history/")
    expect(page.locator(".revision-answers").first).to_contain_text(ASKED)
    expect(page.locator(".revision-answers").first).to_contain_text("Keep 90,700,000: the source says so")
    expect(page.locator(".revision-answers").first).to_contain_text("Let them differ")


def test_a_year_to_come_is_a_question_without_scripts_too(without_javascript: Page, desk: str) -> None:
    form = open_population(without_javascript, desk)
    form.get_by_label("Year").fill("2090")
    form.get_by_role("button", name="Publish").click()
    question = form.get_by_role("group", name="2090 has not been yet")
    expect(question.get_by_role("radio")).to_have_count(2)
    form.get_by_label("Year").fill("2020")
    form.get_by_role("button", name="Publish").click()
    expect(question).to_have_count(0)
