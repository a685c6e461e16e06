"""The style guide in a browser: each component in each state meets the rules for pages."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL, BUT_COLOURS, COLOURS, assert_no_violations
from tests.browser.live_hub import start_hub
from tests.browser.test_html import NU, fetch
from tests.conftest import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub in DEBUG, in which everyone sees the style guide; it needs no content."""
    with start_hub(tmp_path_factory.mktemp("guide"), DEBUG="true") as address:
        yield address


@pytest.mark.parametrize(("scheme", "options"), [("light", ALL), ("dark", COLOURS)])
def test_axe_finds_no_fault_in_any_state(hub: str, watched: Page, scheme: str, options: dict) -> None:
    watched.emulate_media(color_scheme=scheme)
    watched.goto(f"{hub}/en/styleguide/", wait_until="networkidle")
    assert_no_violations(watched, options)


def test_axe_finds_no_fault_in_chinese(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/zh-hans/styleguide/", wait_until="networkidle")
    assert_no_violations(watched, BUT_COLOURS)


def test_the_nu_checker_finds_no_error(hub: str, tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / f"{language}.html").write_bytes(fetch(f"{hub}/{language}/styleguide/"))
    command = ["java", "-jar", NU, "--format", "json", "--errors-only", "--exit-zero-always"]
    run = subprocess.run([*command, *tmp_path.iterdir()], capture_output=True, text=True, check=True)
    assert [fault["message"] for fault in json.loads(run.stderr)["messages"]] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_state_makes_the_smallest_phone_scroll_sideways(hub: str, on_screen, language: str) -> None:
    page = on_screen(width=320)
    page.goto(f"{hub}/{language}/styleguide/", wait_until="networkidle")
    # On a busy machine the drawings take a moment longer than the network. A function that the page itself
    # evaluates again would violate its content security policy.
    for _attempt in range(75):
        if page.evaluate("document.documentElement.scrollWidth") == 320:
            break
        page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_contents_lead_to_each_part(hub: str, watched: Page) -> None:
    watched.goto(f"{hub}/en/styleguide/")
    watched.locator(".toc").get_by_role("link", name="initiatives/pilot_actions.html", exact=True).click()
    heading = watched.get_by_role("heading", name="templates/initiatives/pilot_actions.html", exact=True)
    expect(heading).to_be_in_viewport()
