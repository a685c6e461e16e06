"""An administrator makes an account and hands over a link; its owner sets the password; the log tells it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_no_violations
from tests.browser.desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "mellow-heron-quarry-19"
PAGES = ("auth/user/", "accounts/accountevent/", "records/publication/", "records/revision/")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def make_account(page: Page, name: str) -> str:
    """The link that is shown once the account is saved: three clicks after the list of accounts."""
    page.get_by_role("link", name="Add account").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Editor: writes drafts").check()
    assert_no_violations(page)
    press(page, "Save")
    link = page.get_by_label(f"Link by which {name} sets a password")
    assert_no_violations(page)
    return link.input_value()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_colleague_signs_in_with_a_password_that_nobody_else_knows(
    page: Page, desk: str, browser: Browser, scripts: bool
) -> None:
    name = "wu" if scripts else "he"
    sign_in(page, desk, "ada", to="auth/user/")
    link = make_account(page, name)

    context = browser.new_context(java_script_enabled=scripts)
    own = context.new_page()
    own.goto(link)
    if scripts:
        assert_no_violations(own)
    for password in ("changchun2026!", NEW):
        own.get_by_label("New password:").fill(password)
        own.get_by_label("New password confirmation:").fill(password)
        press(own, "Set password")
        if password != NEW:
            refusal = "Don’t use the name of this site or of a city: “changchun”."
            expect(own.get_by_text(refusal)).to_be_visible()
    expect(own.get_by_text("The password is set. Sign in with it.")).to_be_visible()
    own.get_by_label("Username").fill(name)
    own.get_by_label("Password").fill(NEW)
    own.get_by_label("Password").press("Enter")
    own.wait_for_url(f"{desk}/")
    own.goto(f"{desk}/auth/user/")
    expect(own.get_by_text("Your account has no permission for this.")).to_be_visible()
    own.goto(link)
    expect(own.get_by_role("heading", name="This link can’t be used")).to_be_visible()
    context.close()

    page.goto(f"{desk}/accounts/accountevent/?account={name}")
    told = page.get_by_role("table").inner_text()
    for sentence in (
        f"{name} wasn’t allowed to open GET /admin/auth/user/.",
        f"{name} signed in.",
        f"{name} set the password by the link.",
        f"ada made a link by which {name} sets a password.",
        f"ada added to the roles of {name}: Editor.",
    ):
        assert sentence in told


@pytest.mark.parametrize(
    "path", ["auth/user/", "accounts/accountevent/", "records/publication/", "records/revision/"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lists_of_accounts_and_logs_have_no_fault_for_axe(
    on_screen, desk: str, path: str, scheme: str
) -> None:
    page = on_screen(1024, scheme)
    sign_in(page, desk, "ada", to=path)
    assert_no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
