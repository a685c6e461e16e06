"""A publisher is led to a passkey, and decides with it; an administrator without scripts uses an app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.axe import ADMIN, COLOURS, assert_no_violations
from tests.browser.desk import sign_in, sign_in_by_form, start_desk
from tests.browser.test_desk_proposals import propose_area
from tests.totp import make_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk-second-factor")]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub where a second factor is required, at localhost, where browsers use passkeys without HTTPS."""
    with start_desk(tmp_path_factory.mktemp("strict"), SECOND_FACTOR_REQUIRED="on") as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page whose console stays empty: nothing that the security policy refuses."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    assert messages == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def connect_device(page: Page) -> CDPSession:
    """Give the browser a device that keeps passkeys."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return device


def add_passkey(page: Page) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Telephone")
    press(page, "Add a passkey")
    page.wait_for_url("**/account/codes/")


def test_a_publisher_adds_a_passkey_before_the_desk_opens_and_signs_in_with_it(
    quiet: Page, strict_desk: str
) -> None:
    page, device = quiet, connect_device(quiet)
    sign_in_by_form(page, strict_desk, "anna", to="find/")
    page.wait_for_url(f"{strict_desk}/admin/account/")
    expect(page.get_by_text("Your role needs a second factor.")).to_be_visible()
    assert_no_violations(page, ADMIN)
    page.get_by_role("link", name="Add a passkey").click()
    # The click returns before the page has changed, which would stop the check in between.
    page.wait_for_url("**/passkeys/add/")
    assert_no_violations(page, ADMIN)
    page.get_by_label("Name of the passkey").fill("Telephone")
    press(page, "Add a passkey")
    page.wait_for_url("**/account/codes/")
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    assert_no_violations(page, ADMIN)
    page.get_by_role("link", name="I have kept them: to my desk").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    page.goto(f"{strict_desk}/admin/account/")
    expect(page.get_by_text("Telephone")).to_be_visible()
    assert_no_violations(page, ADMIN)

    page.context.clear_cookies()
    sign_in_by_form(page, strict_desk, "anna", to="find/")
    assert_no_violations(page, ADMIN)
    press(page, "Use a passkey")
    page.wait_for_url(f"{strict_desk}/admin/find/")

    page.context.clear_cookies()
    device.send("WebAuthn.disable")
    connect_device(page)  # another one
    sign_in_by_form(page, strict_desk, "anna")
    press(page, "Use a passkey")
    expect(page.get_by_text("The passkey wasn’t used. Try again, or use another way.")).to_be_visible()


@pytest.mark.slow  # the quick tests take the steps one by one
def test_a_correction_is_proposed_on_the_page_changed_and_accepted_with_a_passkey(
    quiet: Page, strict_desk: str
) -> None:
    page = quiet
    sign_in(page, strict_desk, "editor")
    propose_area(page, strict_desk, "11")
    expect(page.locator(".desk-saved")).to_contain_text("→ 11 km²")
    page.context.clear_cookies()

    connect_device(page)
    sign_in_by_form(page, strict_desk, "bo")
    add_passkey(page)
    page.context.clear_cookies()
    sign_in_by_form(page, strict_desk, "bo")
    press(page, "Use a passkey")
    page.get_by_role("link", name="Changchun: Area of the circular economy").first.click()
    expect(page.locator(".proposed-changes")).to_contain_text("11 km²")
    page.get_by_role("link", name="Change it").click()
    value = page.locator("[name='key_facts-0-value']")
    expect(value).to_have_value("11")
    value.fill("10.5")
    page.get_by_role("button", name="Accept and publish").click()
    expect(page.locator(".outcome")).to_contain_text("Published as version")
    expect(page.locator(".outcome")).to_contain_text("10.5 km²")
    page.get_by_role("link", name="See it").click()
    expect(page.locator("body")).to_contain_text("10.5 km²")


@pytest.mark.slow
def test_without_scripts_on_a_phone_in_chinese_an_app_and_a_recovery_code_are_enough(
    strict_desk: str, browser: Browser
) -> None:
    screen = {"width": 390, "height": 844}

    def open_page() -> Page:
        return browser.new_context(java_script_enabled=False, viewport=screen, locale="zh-CN").new_page()

    page = open_page()
    sign_in_by_form(page, strict_desk, "ada")
    page.get_by_role("link", name="设置应用").click()
    secret = page.get_by_label("密钥", exact=True).input_value()
    page.get_by_label("验证码").fill(make_code(secret))
    press(page, "完成设置")
    code = page.locator(".own-account__codes li").first.inner_text()
    page.context.close()
    for typed in (make_code(secret), code):
        page = open_page()
        sign_in_by_form(page, strict_desk, "ada")
        expect(page.get_by_role("button", name="使用通行密钥")).to_have_count(0)
        page.get_by_label("验证码").fill(typed)
        press(page, "用验证码登录")
        page.wait_for_url(f"{strict_desk}/admin/")
        page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1440, "dark")])
def test_the_pages_fit_on_screens_and_have_no_fault_for_axe(
    on_screen, strict_desk: str, width: int, scheme: str
) -> None:
    page = on_screen(width, scheme)
    sign_in_by_form(page, strict_desk, "editor")
    for path in ("account/", "account/app/", "account/passkeys/add/", "account/confirm/"):
        page.goto(f"{strict_desk}/admin/{path}")
        assert_no_violations(page, COLOURS if scheme == "dark" else ADMIN)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
