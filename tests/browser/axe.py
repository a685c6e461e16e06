"""axe, which checks pages against WCAG 2.2 AA."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# All its rules, with the one of WCAG 2.2 that it leaves out unless it is asked: the size of targets.
# Only faults are worked out in full: what is right would take as long again.
ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# Dark differs from light in its colours alone, and a language from another in all but them.
COLOURS = {**ALL, "runOnly": ["color-contrast", "link-in-text-block"]}
BUT_COLOURS = {**ALL, "rules": {**ALL["rules"], "color-contrast": {"enabled": False}}}


# The admin has style sheets for other media, which axe would copy into the page against its security policy.
ADMIN: dict[str, Any] = {**ALL, "preload": False}


def assert_no_violations(page: Page, options: dict[str, Any] = ALL, context: str | None = None) -> None:
    """Fail if axe finds a fault in the page, or in the element that the selector `context` names."""
    results = Axe().run(page, context=context, options=options)
    assert results.violations_count == 0, results.generate_report()
