"""The pages are valid HTML for the Nu checker, and a first visit stays small."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.live_hub import ROOT
from tests.browser.pages import MORE_PAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# Error pages and lists with parameters.
ODD = ["/nothing/", "/cities/nowhere/", "/cities/?kind=wrong", "/cities/?page=2", "/parks/?level=national"]


def fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address) as response:
            return response.read()
    except urllib.error.HTTPError as answer:
        return answer.read()


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_no_page_holds_an_error_that_the_nu_checker_finds(hub: str, tmp_path: Path, language: str) -> None:
    assert errors_on(hub, language, [*PAGES, *MORE_PAGES, *ODD], tmp_path) == []


def errors_on(hub: str, language: str, paths: list[str], folder: Path) -> list[str]:
    """What the Nu checker finds on these pages. It reads them from files in `folder`."""
    for number, path in enumerate(paths):
        (folder / f"{number}.html").write_bytes(fetch(f"{hub}/{language}{path}"))
    run = subprocess.run(
        ["java", "-jar", NU, "--format", "json", "--errors-only", "--exit-zero-always", *folder.iterdir()],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(run.stderr)["messages"]
    return [f"{paths[int(Path(message['url']).stem)]}: {message['message']}" for message in messages]


def test_a_first_visit_takes_less_than_150_kb(hub: str, browser: Browser) -> None:
    """Page, style sheet, script, fonts and pictures as they travel, compressed; without maps and charts."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, float] = {}
    addresses: dict[str, str] = {}
    session.on(
        "Network.responseReceived",
        lambda event: addresses.__setitem__(event["requestId"], event["response"]["url"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    page.goto(f"{hub}/en/", wait_until="networkidle")
    context.close()
    counted = {addresses[key]: size for key, size in sizes.items() if "/build/land-" not in addresses[key]}
    assert len(counted) >= 4, counted
    assert sum(counted.values()) < 150_000, counted
