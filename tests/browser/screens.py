"""Pictures of every kind of page, to be looked at: `make screens` puts them into screens/.

    python -m tests.browser.screens [--hub ADDRESS] [--only TEXT] [--readme] [--guide]

`waste-sentences.tsv` has what the pages of cities say of their waste, to be read.
Each page is taken 1440 and 390 px wide, light and dark, in English and Simplified Chinese. `--hub` takes
them of a hub that runs already, `--only` those whose address contains the text, `--readme` renews the
picture of the README, `--guide` those of the guide for staff.
"""

import argparse
import io
import re
import tempfile
from contextlib import nullcontext
from html import unescape
from itertools import product
from pathlib import Path
from urllib.request import urlopen

import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.desk import sign_in, start_desk
from tests.browser.live_hub import CHROMIUM, ROOT, start_hub
from tests.browser.pages import MORE_PAGES, PAGES

FOLDER = ROOT / "screens"
#: Headline and second sentence of the section on the waste of a city.
_SENTENCES = re.compile(
    r'<h2 class="portrait__h" id="waste">(.*?)</h2>\s*<p class="waste__second">(.*?)</p>', re.DOTALL
)
#: What the editor of the pictures of the guide says of the proposal.
_REASONS = {
    "en": "An example for the guide, with numbers that are made up",
    "zh-hans": "指南示例，数字为虚构",
}


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


def write_sentences(hub: str) -> None:
    """Write what the pages of cities say of their waste, in three languages, to be read by eye."""
    rows = []
    for slug in list_city_slugs():
        for language in ("en", "zh-hans", "zh-hant"):
            with urlopen(f"{hub}/{language}/cities/{slug}/") as answer:
                page = answer.read().decode()
            found = _SENTENCES.search(page)
            if found:
                rows.append("\t".join([slug, language, *map(read_words, found.groups())]))
    (FOLDER / "waste-sentences.tsv").write_text("\n".join([*rows, ""]), encoding="utf-8")


def read_words(html: str) -> str:
    html = re.sub(r'<a class="chip".*?</a>', "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def list_city_slugs() -> list[str]:
    cities = yaml.load((ROOT / "content/cities.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [city["slug"] for city in cities if city["country"] == "CN" and not city.get("parent")]


def take_for_readme(browser: Browser, hub: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    # A first visit does not wait for the fonts; the second has them.
    for _visit in range(2):
        page.goto(f"{hub}/en/", wait_until="networkidle")
    page.screenshot(path=ROOT / "docs" / "screenshot.png")


def take_for_guide(browser: Browser, folder: Path) -> None:
    """Take the pictures of docs/editing.md, in English and Chinese, of a desk with one proposal."""
    with start_desk(folder) as hub:
        for language in ("en", "zh-hans"):
            context = browser.new_context(viewport={"width": 1200, "height": 760}, locale=language)
            page = context.new_page()
            sign_in(page, hub, "Editor", "cities/city/import/")
            table = b"slug,lat\nchangchun,44.4444\nshenzhen,22.2222\n"
            page.set_input_files(
                "[name=file]", {"name": "example.csv", "mimeType": "text/csv", "buffer": table}
            )
            page.locator("input[type=submit]").first.click()
            save_picture(page, f"import.{language}")
            page.fill("[name=reason]", _REASONS[language])
            page.locator(".submit-row .default").click()
            page.goto(f"{hub}/admin/")
            save_picture(page, f"home.{language}")
            page.goto(f"{hub}/admin/cities/city/?q=changchun")
            page.locator("#result_list tbody th a").first.click()
            page.locator("#key_facts .part-lines a").first.click()
            save_picture(page, f"figure.{language}")
            page.goto(f"{hub}/admin/proposals/")
            page.locator("#result_list tbody a").first.click()
            save_picture(page, f"proposals.{language}")
            context.close()


def save_picture(page: Page, name: str) -> None:
    """Save what the window shows as a small file."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(ROOT / "docs" / "guide" / f"{name}.webp", quality=70, method=6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--hub", help="address of a hub that runs already")
    parser.add_argument("--only", default="", metavar="TEXT", help="pages whose address contains this text")
    parser.add_argument("--readme", action="store_true", help="renew the picture of the README as well")
    parser.add_argument("--guide", action="store_true", help="renew the pictures of the guide for staff only")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(options.hub) if options.hub or options.guide else start_hub(Path(folder)) as hub,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**CHROMIUM)
        if options.guide:
            take_for_guide(browser, Path(folder))
            return
        write_sentences(hub)
        print(f"{take(browser, hub, options.only)} pictures are in screens/")
        if options.readme:
            take_for_readme(browser, hub)


if __name__ == "__main__":
    main()
