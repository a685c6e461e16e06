"""How long pages are on a phone, and how many source markers are in view. `make page-sizes` prints both."""

import math
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREEN = 844
#: Path -> most screens at a width of 390, most markers in view; None: no limit.
LIMITS: dict[str, tuple[float, int | None]] = {
    "/": (8, 25),
    "/cities/shenzhen/": (9, 60),
    "/cities/datong/": (8, 60),
    "/parks/guitang-group/": (6, None),
    "/cities/": (12, 0),
    "/parks/": (4.5, 0),
    "/materials/coal-gangue/": (6, None),
    "/findings/": (4, 0),
    "/programmes/": (3.5, 0),
    "/coalition/exchanges/": (4.5, 0),
    "/coalition/events/": (5.5, 0),
    "/statistics/": (8, None),
    "/developers/": (6, 0),
    "/statistics/indicator-quartiles/": (8, None),
    "/statistics/amounts-by-sector/": (8, None),
}


def open_with_fonts(page: Page, address: str) -> None:
    """Open a page a second time, with its fonts from the cache: those of the system are wider."""
    for _time in range(2):
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => true)")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("path", "screens"), [("/", 4.5), ("/about/", 4)])
def test_a_page_is_short_on_a_wide_screen(
    hub: str, on_screen: Callable[..., Page], path: str, screens: float, language: str
) -> None:
    page = on_screen(width=1440)
    open_with_fonts(page, f"{hub}/{language}{path}")
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * 900


@pytest.mark.parametrize("path", LIMITS)
def test_a_page_is_short_and_quiet_on_a_phone(
    hub: str, on_screen: Callable[..., Page], path: str, capsys: pytest.CaptureFixture
) -> None:
    page = on_screen(width=390)
    open_with_fonts(page, f"{hub}/en{path}")
    screens = page.evaluate("document.documentElement.scrollHeight") / SCREEN
    markers = page.locator(".chip:visible").count()
    with capsys.disabled():
        sys.stdout.write(f"\n{path}: {screens:.1f} screens, {markers} markers in view")
    most_screens, most_markers = LIMITS[path]
    assert screens <= most_screens
    assert most_markers is None or markers <= most_markers


def test_what_a_city_does_comes_after_portrait_and_numbers_before_the_fifth_screen(
    hub: str, on_screen
) -> None:
    page = on_screen(width=390)
    open_with_fonts(page, f"{hub}/en/cities/shenzhen/")
    box = page.locator(".theme").first.bounding_box()
    assert box is not None
    assert box["y"] < 4 * SCREEN


FIRST_PAINT = """new Promise((resolve) => {
    const find = (entries) => entries.filter((entry) => entry.name === "first-contentful-paint")
        .forEach((entry) => resolve(entry.startTime));
    new PerformanceObserver((list) => find(list.getEntries())).observe({type: "paint", buffered: true});
    setTimeout(() => resolve(Infinity), 15_000);
})"""


def measure_first_paint(browser: Browser, address: str) -> float:
    """Return the milliseconds until a new visitor sees something at 1 Mbit/s; infinity after 15 seconds."""
    context = browser.new_context(viewport={"width": 390, "height": SCREEN})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 50, "downloadThroughput": 125_000, "uploadThroughput": 62_500},
    )
    try:
        page.goto(address, wait_until="commit", timeout=15_000)
        return page.evaluate(FIRST_PAINT)
    except TimeoutError:
        return math.inf
    finally:
        context.close()


@pytest.mark.parametrize("path", ["/en/", "/zh-hans/", "/en/cities/shenzhen/", "/zh-hans/parks/"])
def test_the_first_view_at_1_mbit_a_second_comes_within_3_seconds(
    hub: str, browser: Browser, path: str
) -> None:
    # Other tests run beside this one: one of three views must be undisturbed.
    assert any(measure_first_paint(browser, f"{hub}{path}") < 3_000 for _view in range(3))


#: Lists of dense rows.
DENSE = (
    "parks",
    "procurement",
    "businesses",
    "findings",
    "programmes",
    "coalition/exchanges",
    "coalition/events",
)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_rows_of_lists_are_dense(hub: str, on_screen: Callable[..., Page], language: str) -> None:
    """At most 56 px at 1440, where the name has one line, and 128 on a phone, where no line is cut."""
    for width, most in ((1440, 56), (390, 128)):
        page = on_screen(width=width)
        for path in DENSE:
            open_with_fonts(page, f"{hub}/{language}/{path}/")
            heights = page.locator(".result--row").evaluate_all(
                """(rows, width) => rows
                    .filter(row => width < 500 || row.querySelector("h3").offsetHeight < 30)
                    .map(row => row.offsetHeight)""",
                width,
            )
            assert heights
            assert max(heights) <= most, (path, width)
