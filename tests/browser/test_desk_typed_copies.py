"""Nothing typed is lost: a question before a changed form is left, and a copy of it in the browser."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.axe import assert_no_violations
from tests.browser.desk import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('desk.copy.'))"
FORM = "portal/target/add/"
TYPED = "35 pilot cities, typed and not saved"


def open_form(page: Page, desk: str, name: str = "anna", path: str = FORM) -> Page:
    sign_in(page, desk, name, to=path)
    return page


def type_statement(page: Page, text: str = TYPED) -> None:
    page.locator("#id_statement_en").fill(text)
    page.locator("#id_unit").select_option("people")
    wait_for_copy(page)


def wait_for_copy(page: Page) -> None:
    for _try in range(300):
        if page.evaluate(COPIES):
            return
        page.wait_for_timeout(100)
    raise AssertionError("no copy was kept")


def wait_for_dialogs(page: Page, asked: list[Dialog], number: int) -> None:
    for _try in range(100):
        if len(asked) >= number:
            return
        page.wait_for_timeout(100)  # in which events arrive


def leave(page: Page, path: str) -> None:
    """Go to a page, and say yes to the question whether to leave."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(path)


def lose_session(page: Page) -> None:
    """Lose the session, and say yes to the question whether to leave."""
    page.wait_for_load_state("networkidle")  # an answer that is still on its way would renew it
    page.context.clear_cookies()
    page.once("dialog", lambda dialog: dialog.accept())


@pytest.fixture
def form(page: Page, desk: str) -> Page:
    return open_form(page, desk)


def offer_of(page: Page):
    return page.locator(".typed-copy")


def test_leaving_a_changed_form_is_asked_about(form: Page, desk: str) -> None:
    asked: list[Dialog] = []
    form.on("dialog", lambda dialog: (asked.append(dialog), dialog.dismiss()))
    form.goto(f"{desk}/portal/target/")
    assert asked == []
    form.goto(f"{desk}/{FORM}")
    type_statement(form)
    form.locator("a.brand").click()
    wait_for_dialogs(form, asked, 1)
    assert [dialog.type for dialog in asked] == ["beforeunload"]
    assert form.url.endswith(FORM)
    form.evaluate("history.back()")
    wait_for_dialogs(form, asked, 2)
    assert len(asked) == 2
    assert form.url.endswith(FORM)


def test_what_was_typed_is_offered_and_not_filled_in_without_asking(form: Page, desk: str) -> None:
    type_statement(form)
    leave(form, f"{desk}/")
    form.goto(f"{desk}/{FORM}")
    expect(offer_of(form)).to_contain_text("You typed here on")
    expect(offer_of(form)).to_contain_text("2 fields differ from what is saved: Statement (English), Unit.")
    expect(form.locator("#id_statement_en")).to_have_value("")
    form.get_by_role("button", name="Show what differs").click()
    expect(offer_of(form).get_by_role("row").nth(1)).to_contain_text(TYPED)
    form.get_by_role("button", name="Take it up").click()
    expect(form.locator("#id_statement_en")).to_have_value(TYPED)
    expect(form.locator("#id_unit")).to_have_value("people")
    expect(offer_of(form)).to_be_hidden()
    expect(form.get_by_text("Taken up. Save to keep it.")).to_be_visible()


def test_what_is_thrown_away_is_gone(form: Page, desk: str) -> None:
    type_statement(form)
    leave(form, f"{desk}/{FORM}")
    form.get_by_role("button", name="Throw it away").click()
    assert form.evaluate(COPIES) == []
    form.reload()
    expect(offer_of(form)).to_be_hidden()


def test_a_saved_form_leaves_no_copy(page: Page, desk: str) -> None:
    open_form(page, desk, path="portal/target/")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#id_change_reason").fill("A better word")
    wait_for_copy(page)
    page.locator("[name=_publish]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.evaluate(COPIES) == []


def test_a_refused_form_keeps_its_copy_and_asks_before_it_is_left(form: Page, desk: str) -> None:
    type_statement(form)
    form.locator("[name=_save]").first.click()
    expect(form.locator(".errornote").first).to_be_visible()
    expect(offer_of(form)).to_be_hidden()
    form.locator("#id_statement_en").fill(f"{TYPED}, and more")
    asked: list[str] = []
    form.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.goto(f"{desk}/")
    assert asked == ["beforeunload"]
    form.goto(f"{desk}/{FORM}")
    form.get_by_role("button", name="Take it up").click()
    expect(form.locator("#id_statement_en")).to_have_value(f"{TYPED}, and more")
    expect(form.locator("#id_unit")).to_have_value("people")


def test_after_a_lost_session_it_is_offered_at_the_same_address(form: Page, desk: str) -> None:
    type_statement(form)
    lose_session(form)
    sign_in(form, desk, "anna", to=FORM)
    form.get_by_role("button", name="Take it up").click()
    expect(form.locator("#id_statement_en")).to_have_value(TYPED)


def test_a_form_sent_after_the_session_was_lost_says_that_the_copy_is_there(form: Page, desk: str) -> None:
    type_statement(form)
    form.wait_for_load_state("networkidle")
    form.context.clear_cookies()
    form.locator("[name=_save]").first.click()
    expect(form.get_by_text("What you typed is still in this browser, too")).to_be_visible()
    form.get_by_role("link", name="Log in").click()
    form.get_by_label("Username").fill("anna")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Log in").click()
    form.get_by_role("button", name="Take it up").click()
    expect(form.locator("#id_statement_en")).to_have_value(TYPED)


def test_signing_out_deletes_it(form: Page, desk: str) -> None:
    type_statement(form)
    leave(form, f"{desk}/")
    assert len(form.evaluate(COPIES)) == 1
    form.get_by_text("Account", exact=True).click()
    form.get_by_role("button", name="Log out").click()
    form.wait_for_url("**/logout/")
    assert form.evaluate(COPIES) == []
    open_form(form, desk)
    expect(offer_of(form)).to_be_hidden()


def test_another_account_never_sees_it(form: Page, desk: str) -> None:
    type_statement(form)
    lose_session(form)
    open_form(form, desk, "bo")
    expect(offer_of(form)).to_be_hidden()
    form.get_by_text("Account", exact=True).click()
    form.get_by_role("button", name="Log out").click()
    form.wait_for_url("**/logout/")
    open_form(form, desk)
    expect(offer_of(form)).to_be_visible()


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (8, False)])
def test_after_seven_days_it_is_gone(form: Page, desk: str, days: int, is_kept: bool) -> None:
    type_statement(form)
    leave(form, f"{desk}/")
    form.evaluate(
        f"""() => {{
            const [key] = {COPIES};
            const copy = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({{ ...copy, at: Date.now() - {days} * 86400000 }}));
        }}"""
    )
    form.goto(f"{desk}/{FORM}")
    expect(offer_of(form)).to_be_visible(visible=is_kept)
    assert len(form.evaluate(COPIES)) == int(is_kept)


def test_copies_are_bounded_in_number_and_size(form: Page, desk: str) -> None:
    form.evaluate(
        """() => { for (let n = 0; n < 60; n += 1) localStorage.setItem(`desk.copy.1./admin/${n}`,
            JSON.stringify({ at: Date.now() - n, version: "1", fields: [] })); }"""
    )
    form.reload()
    assert len(form.evaluate(COPIES)) == 30
    form.evaluate("localStorage.clear()")
    form.locator("#id_statement_en").fill("x" * 250_000)
    form.wait_for_timeout(800)
    assert form.evaluate(COPIES) == []
    form.once("dialog", lambda dialog: dialog.accept())


def open_part(page: Page, desk: str) -> str:
    """Open the page of a figure; return its address."""
    open_form(page, desk, path="cities/city/?q=changchun")
    link = page.locator("#result_list tbody th a").first.get_attribute("href")
    path = f"{desk}/cities/city/{re.search('/city/([0-9]+)/', link)[1]}/key_facts/population/"
    page.goto(path)
    return path


def test_removed_sources_are_taken_up(page: Page, desk: str) -> None:
    path = open_part(page, desk)
    sources = page.locator("[data-chooser]:has([name='key_facts-0-sources__find'])")
    expect(sources.locator("li")).to_have_count(2)
    sources.get_by_role("button", name="Remove").first.click()
    wait_for_copy(page)
    leave(page, f"{desk}/")
    page.goto(path)
    expect(offer_of(page)).to_contain_text("1 field differs from what is saved: Sources.")
    expect(sources.locator("li")).to_have_count(2)
    page.get_by_role("button", name="Show what differs").click()
    assert_no_violations(page)
    page.get_by_role("button", name="Take it up").click()
    expect(sources.locator("li")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())


def test_a_chosen_and_a_new_source_are_taken_up(page: Page, desk: str) -> None:
    path = open_part(page, desk)
    sources = page.locator("[data-chooser]:has([name='key_facts-0-sources__find'])")
    find = sources.get_by_role("combobox")
    find.fill("yearbook 2023")
    sources.get_by_role("option").first.click()
    expect(sources.locator("li")).to_have_count(3)
    chosen = sources.locator("li b").last.inner_text()
    find.fill("A report that nobody has read")
    sources.get_by_role("option", name="New source").click()
    page.locator("[name='key_facts-0-sources__new_url']").fill("https://example.org/report")
    page.wait_for_timeout(800)
    leave(page, f"{desk}/")
    page.goto(path)
    expect(offer_of(page)).to_contain_text(
        "Sources, New source: Address, New source: Title, as it stands there."
    )
    expect(sources.locator("li")).to_have_count(2)
    page.get_by_role("button", name="Take it up").click()
    expect(sources.locator("li b").last).to_have_text(chosen)
    expect(page.locator("[name='key_facts-0-sources__new_title']")).to_have_value(
        "A report that nobody has read"
    )
    expect(page.locator("[name='key_facts-0-sources__new_url']")).to_have_value("https://example.org/report")
    expect(page.locator("[name='key_facts-0-sources__new_url']")).to_be_visible()
    expect(offer_of(page)).to_be_hidden()
    page.once("dialog", lambda dialog: dialog.accept())


def test_a_part_is_taken_up_on_its_page(page: Page, desk: str) -> None:
    path = open_part(page, desk)
    page.locator("[name='key_facts-0-value']").fill("907万")
    expect(page.get_by_text("A copy of what you typed is kept in this browser")).to_be_visible()
    leave(page, f"{desk}/")
    page.goto(path)
    expect(offer_of(page)).to_contain_text("1 field differs from what is saved: Value.")
    page.get_by_role("button", name="Take it up").click()
    expect(page.locator("[name='key_facts-0-value']")).to_have_value("907万")
    expect(page.locator(".number-reading").first).to_contain_text("9,070,000")
    page.once("dialog", lambda dialog: dialog.accept())


def test_forms_of_accounts_keep_no_copy(page: Page, desk: str) -> None:
    sign_in(page, desk, to="password_change/")
    page.locator("input[type=password]").first.fill("something")
    page.wait_for_timeout(800)
    assert page.evaluate(COPIES) == []
