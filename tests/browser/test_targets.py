"""On phones a finger hits what can be followed: targets have 24 px, unless they stand in a sentence."""

import pytest

from tests.browser.axe import assert_no_violations
from tests.browser.pages import MORE_PAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TARGET_SIZE = {"runOnly": ["target-size"], "rules": {"target-size": {"enabled": True}}}
VIEWS = ["/cities/?view=table", "/cities/?view=map", "/cities/?kind=new_area", "/nowhere/"]
OPEN_FOLDS = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
# The bar of filters stays at the foot of a phone's screen, over what is scrolled beneath it.
LOOSEN_BAR = (
    "document.querySelectorAll('.facets__apply').forEach((bar) => { bar.style.position = 'static'; })"
)
# Links in a sentence are excepted (WCAG 2.5.8), and the marks of maps, of which the list has the same links.
FIND_SMALL = """() => [...document.querySelectorAll("a[href], button, summary, select, input")]
  .filter((target) => {
    const isSeen = target.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
    if (target.closest("svg") || !isSeen) return false;
    let { width, height } = (target.closest("label") || target).getBoundingClientRect();
    const after = getComputedStyle(target, "::after");
    const isLarger = after.position === "absolute" && after.content !== "none";
    if (isLarger) height = Math.max(height, parseFloat(after.height));
    if (!width || !height || (width >= 23 && height >= 23.5)) return false;
    const block = target.closest("p, li, dd, td, th, figcaption, caption, blockquote, span, small");
    const isInText = block && getComputedStyle(target).display === "inline"
      && block.textContent.trim().length > target.textContent.trim().length + 8;
    return !isInText;
  })
  .map((target) => `${target.outerHTML.slice(0, 90)} ${Math.round(target.getBoundingClientRect().height)}`)"""


@pytest.mark.parametrize("path", [*PAGES, *MORE_PAGES, *VIEWS])
def test_targets_have_24_pixels_on_phones(hub: str, on_screen, path: str) -> None:
    page = on_screen(width=390)
    page.goto(f"{hub}/en{path}")
    page.evaluate(OPEN_FOLDS)
    page.evaluate(LOOSEN_BAR)
    assert page.evaluate(FIND_SMALL) == []
    assert_no_violations(page, TARGET_SIZE)


@pytest.mark.parametrize("path", ["/", "/cities/datong/"])
def test_targets_in_folds_have_24_pixels_on_wide_screens(hub: str, on_screen, path: str) -> None:
    page = on_screen(width=1440)
    page.goto(f"{hub}/en{path}")
    page.evaluate(OPEN_FOLDS)
    assert_no_violations(page, TARGET_SIZE)
