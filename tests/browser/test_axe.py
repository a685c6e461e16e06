"""axe finds no fault on the public pages."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import ALL, BUT_COLOURS, COLOURS, assert_no_violations
from tests.browser.pages import MORE_PAGES, PAGES

pytestmark = pytest.mark.browser


@pytest.mark.sampled(2)
@pytest.mark.parametrize("path", [*PAGES, *MORE_PAGES])
def test_no_page_has_a_fault_that_axe_finds(hub: str, watched: Page, path: str) -> None:
    watched.goto(f"{hub}/en{path}")
    assert_no_violations(watched, ALL)


@pytest.mark.slow
@pytest.mark.parametrize("path", [*PAGES, *MORE_PAGES])
def test_colours_are_readable_in_the_dark(hub: str, watched: Page, path: str) -> None:
    watched.emulate_media(color_scheme="dark")
    watched.goto(f"{hub}/en{path}")
    assert_no_violations(watched, COLOURS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/", "/cities/changchun/", "/parks/suzhou-industrial-park/", "/zero-waste/weihai/"]
)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_axe_finds_no_fault_in_chinese(hub: str, watched: Page, language: str, path: str) -> None:
    watched.goto(f"{hub}/{language}{path}")
    assert_no_violations(watched, BUT_COLOURS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "fault", "rule"),
    [
        (ALL, "document.querySelector('h1').style.color = '#bbb'", "color-contrast"),
        (COLOURS, "document.querySelector('h1').style.color = '#bbb'", "color-contrast"),
        (BUT_COLOURS, "document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
)
def test_a_fault_is_found(hub: str, watched: Page, options: dict, fault: str, rule: str) -> None:
    watched.goto(f"{hub}/en/legal/")
    watched.evaluate(fault)
    with pytest.raises(AssertionError, match=rule):
        assert_no_violations(watched, options)
