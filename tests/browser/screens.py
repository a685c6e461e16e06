"""Pictures of every kind of page, to be looked at: `make screens` puts them into screens/.

    python -m tests.browser.screens [--hub ADDRESS] [--only TEXT] [--readme]

Each page is taken 1440 and 390 px wide, light and dark, in English and Simplified Chinese. `--hub` takes
them of a hub that runs already, `--only` those whose address contains the text, `--readme` renews the
picture of the README.
"""

import argparse
import tempfile
from contextlib import nullcontext
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.live_hub import CHROMIUM, ROOT, start_hub
from tests.browser.pages import MORE_PAGES, PAGES

FOLDER = ROOT / "screens"


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "_") or "home"


def take(browser: Browser, hub: str, only: str = "") -> int:
    """Take the pictures; returns how many."""
    taken = 0
    for width, scheme in product((1440, 390), ("light", "dark")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        for language, path in product(("en", "zh-hans"), [*PAGES, *MORE_PAGES]):
            if only in path:
                page.goto(f"{hub}/{language}{path}")
                file = FOLDER / f"{name_of(path)}.{language}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)
                taken += 1
        context.close()
    return taken


def take_for_readme(browser: Browser, hub: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    # A first visit does not wait for the fonts; the second has them.
    for _visit in range(2):
        page.goto(f"{hub}/en/", wait_until="networkidle")
    page.screenshot(path=ROOT / "docs" / "screenshot.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hub", help="address of a hub that runs already")
    parser.add_argument("--only", default="", metavar="TEXT", help="pages whose address contains this text")
    parser.add_argument("--readme", action="store_true", help="renew the picture of the README as well")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(options.hub) if options.hub else start_hub(Path(folder)) as hub,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**CHROMIUM)
        print(f"{take(browser, hub, options.only)} pictures are in screens/")
        if options.readme:
            take_for_readme(browser, hub)


if __name__ == "__main__":
    main()
