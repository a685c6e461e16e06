"""A crawler of the public pages: links, fragments, and the language that each text is marked with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from zlib import crc32

from django.test import Client

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}  # fmt: skip
_UNREAD = {"script", "style", "code", "svg", "title"}


@dataclass
class VisitedPage:
    """What a page holds: its links, its ids, and its texts with the language that each is marked with."""

    path: str
    status: int
    html: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: VisitedPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.page.ids.append(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.page.links.append(str(values["href"]))
        language, unread = self.open[-1][1:] if self.open else ("", False)
        language = str(values.get("lang") or language)
        for name in ("alt", "aria-label", "title", "placeholder"):
            if values.get(name) and not unread and tag != "svg":
                self.page.texts.append((language, str(values[name])))
        if tag not in _VOID:
            self.open.append((tag, language, unread or tag in _UNREAD))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and not self.open[-1][2]:
            self.page.texts.append((self.open[-1][1], " ".join(data.split())))


def visit_page(client: Client, path: str) -> VisitedPage:
    """Fetch a page and read it."""
    response = client.get(path)
    page = VisitedPage(path, response.status_code)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        page.html = response.content.decode()
        _Reader(page).feed(page.html)
    return page


def resolve_internal_url(base: str, href: str) -> str | None:
    """The address of a link to a public page of the hub, with its fragment; None for all others."""
    target = urljoin(f"http://testserver{base}", href)
    parts = urlsplit(target)
    if parts.netloc != "testserver" or parts.path.startswith(("/static/", "/admin/")):
        return None
    return parts._replace(scheme="", netloc="").geturl()


def crawl(client: Client, start: str, prefix: str) -> Iterator[VisitedPage]:
    """Every page under `prefix` that can be reached from `start`, without each filter of each list.

    Of the pages of figures, of which there are thousands, a sample.
    """
    waiting, seen = [start], {start}
    while waiting:
        page = visit_page(client, waiting.pop())
        yield page
        for href in page.links:
            target = resolve_internal_url(page.path, href)
            if target is None:
                continue
            path = urldefrag(target).url
            query = urlsplit(path).query
            if not path.startswith(prefix) or path in seen:
                continue
            if query and not re.fullmatch(r"page=\d+", query):
                continue
            seen.add(path)
            _, is_figure, identifier = path.partition("/figures/")
            if not is_figure or crc32(identifier.encode()) % 50 == 0:
                waiting.append(path)
