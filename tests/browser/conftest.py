"""A running hub with the starting content, and Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desk import start_desk
from tests.browser.live_hub import CHROMIUM, start_hub


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, **CHROMIUM}


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running hub with the whole content."""
    with start_hub(tmp_path_factory.mktemp("hub")) as address:
        yield address


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the admin of a hub with the whole content and the accounts of `ACCOUNTS`.

    Its tests change records that no other test relies on.
    """
    with start_desk(tmp_path_factory.mktemp("desk")) as address:
        yield f"{address}/admin"


@pytest.fixture
def watched(page: Page, hub: str) -> Iterator[Page]:
    """A page on which no message may reach the console and no other host may be asked for anything."""
    messages: list[str] = []
    strangers: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on(
        "request", lambda request: strangers.append(request.url) if not request.url.startswith(hub) else None
    )
    yield page
    assert messages == []
    assert strangers == []


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def on_screen(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page on a screen of a given width and colour scheme."""
    contexts = []

    def open_page(width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
