"""What axe, which checks pages against WCAG 2.2 AA, finds on them: nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

# All its rules, with the one of WCAG 2.2 that it leaves out unless it is asked: the size of targets.
OPTIONS = {"rules": {"target-size": {"enabled": True}}}
# Dark differs from light in its colours alone.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_fault_that_axe_finds(hub: str, watched: Page, path: str) -> None:
    for scheme, options in (("light", OPTIONS), ("dark", COLOURS)):
        watched.emulate_media(color_scheme=scheme)
        watched.goto(f"{hub}/en{path}")
        results = Axe().run(watched, options=options)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(
    "path", ["/", "/cities/changchun/", "/parks/suzhou-industrial-park/", "/zero-waste/weihai/"]
)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_axe_finds_no_fault_in_chinese(hub: str, watched: Page, language: str, path: str) -> None:
    watched.goto(f"{hub}/{language}{path}")
    results = Axe().run(watched, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
