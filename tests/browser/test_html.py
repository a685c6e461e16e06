"""That the pages are valid HTML, as the Nu checker reads it, and how much a first visit takes."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import MORE_PAGES, PAGES
from tests.browser.serving import ROOT

pytestmark = pytest.mark.browser

NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# Beside the pages themselves: what a reader meets who mistypes, and the second page of a list.
ODD = ["/nothing/", "/cities/nowhere/", "/cities/?kind=wrong", "/cities/?page=2", "/parks/?level=national"]


def fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address) as response:
            return response.read()
    except urllib.error.HTTPError as answer:
        return answer.read()


@pytest.mark.parametrize("language", ["en", "zh-hans", pytest.param("zh-hant", marks=pytest.mark.longer)])
def test_no_page_holds_an_error_that_the_nu_checker_finds(hub: str, tmp_path: Path, language: str) -> None:
    names = [*PAGES, *MORE_PAGES, *ODD]
    for number, path in enumerate(names):
        (tmp_path / f"{number}.html").write_bytes(fetch(f"{hub}/{language}{path}"))
    run = subprocess.run(
        ["java", "-jar", NU, "--format", "json", "--errors-only", "--exit-zero-always", *tmp_path.iterdir()],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stderr)["messages"]
    faults = [f"{names[int(Path(fault['url']).stem)]}: {fault['message']}" for fault in found]
    assert faults == []


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
