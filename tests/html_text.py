"""Text and ids of HTML pages, and the number of queries of a page."""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records import version_cache


def remove_break_marks(html: str) -> str:
    """The HTML without what says where lines break: no space is read there."""
    return re.sub(r'<wbr>|<span class="nowrap">([^<]*)</span>', r"\1", html)


def read_text(html: str) -> str:
    """The text of a page's main part as it is read, without the numbers of its source markers."""
    main = html[html.index("<main") : html.index("</main>")]
    main = remove_break_marks(re.sub(r'<a class="chip".*?</a>', "", main))
    plain = unescape(re.sub(r"<[^>]+>", " ", main))
    return " ".join(plain.replace("\u2060", "").split())


def read_row(page: str, anchor: str) -> str:
    """The dense row of a record in a list."""
    (row,) = re.findall(rf'<article class="result result--row" id="{anchor}">.*?</article>', page, re.DOTALL)
    return row


_BLOCKS = (
    "address|article|aside|body|button|caption|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head"
    "|header|label|li|main|meta|nav|ol|option|p|section|select|summary|table|tbody|td|th|thead|title|tr|ul"
)


def strip_block_whitespace(html: str) -> str:
    """The HTML with single spaces, and without those that a browser ignores at the edges of blocks."""
    single = re.sub(r"\s+", " ", html)
    return re.sub(rf" ?(</?(?:{_BLOCKS})\b[^>]*>) ?", r"\1", single)


def extract_ids(html: str) -> list[str]:
    """Every id of a page, in order."""
    return re.findall(r'\sid="([^"]+)"', html)


def count_queries(client: Client, path: str) -> int:
    """How many queries a page costs of which nothing is kept. It must answer 200."""
    version_cache.clear_values()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def find_missing(facts: list[Any], page: str) -> list[str]:
    """Which of the facts the words of a page leave out."""
    return [str(fact) for fact in facts if " ".join(str(fact).split()) not in page]


def strip_tags(html: str) -> str:
    """The text of a piece of HTML, with single spaces; a marker is read as the numbers of its sources."""
    html = re.sub(r'<a class="chip"[^>]* data-ids="([\d, ]+)".*?</a>', r" \1 ", html, flags=re.DOTALL)
    html = remove_break_marks(html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u2060", "").split())


def find_section(html: str, anchor: str) -> str:
    """The HTML of one section of a page, open or folded."""
    section = re.search(
        rf'<section aria-labelledby="{anchor}">.*?</section>'
        rf'|<details class="fold" id="{anchor}".*?</details>',
        html,
        re.DOTALL,
    )
    assert section, f"no section {anchor}"
    return section[0]


def read_rows(html: str) -> list[str]:
    """The text of each row of a table's body."""
    rows = re.findall(r"<tr[ >].*?</tr>", html.partition("<tbody>")[2], re.DOTALL)
    return [strip_tags(row) for row in rows]
