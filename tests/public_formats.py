"""Everything that anybody can fetch: pages, the API in all its formats, the feed and the sitemap."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from records.models import Source
from tests.api.api_client import BASE
from tests.conftest import LANGUAGES
from tests.crawler import crawl

_FORMATS = ("json", "csv", "jsonl", "geojson", "xlsx")
#: Private accounts in which copies lay.
_PRIVATE_ACCOUNTS = (
    "github.com/castle",
    "tjjm_for_3",
    "fraware",
    "keqi119",
    "ant_charge_station",
    "zeeny-lin",
    "modood",
)


def read_public_body(response: Any) -> str:
    """The text of a response; of a workbook or a slide, that of all its files. Other bytes are replaced."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace")


def list_hidden_texts() -> set[str]:
    """The hosts of these sources; the whole address if pages link to another source of the same host.

    Also the private accounts, which stand in notes for editors only.
    """
    linked = {source.host for source in Source.objects.filter(link_ok=True)}
    unlinked = Source.objects.filter(link_ok=False)
    hidden = {source.url if source.host in linked else source.host for source in unlinked}
    hidden |= set(Source.objects.exclude(editor_note="").values_list("editor_note", flat=True))
    return {text.casefold() for text in hidden} | {*_PRIVATE_ACCOUNTS}


def find_hidden_texts(texts: Iterable[tuple[str, str]]) -> tuple[int, dict[str, list[str]]]:
    """Return how many texts there were, and what no format may show in which of them."""
    hidden, found, count = list_hidden_texts(), {}, 0
    assert len(hidden) > 40
    for address, text in texts:
        count += 1
        shown = unescape(text).casefold()
        if shown_texts := [text for text in hidden if text in shown]:
            found[address] = shown_texts
    return count, found


def iter_pages(client: Client, language: str) -> Iterator[tuple[str, str]]:
    """Path and text of each page that links lead to."""
    for page in crawl(client, f"/{language}/", f"/{language}/"):
        yield page.path, page.html or read_public_body(client.get(page.path))


def iter_lists(client: Client) -> Iterator[tuple[str, str]]:
    """Address and text of each list of the API; see `iter_list()`."""
    for path in _list_api_paths(client):
        yield from iter_list(client, path)


def iter_list(client: Client, path: str) -> Iterator[tuple[str, str]]:
    """Address and text of a list of the API: whole, in each format, in the past, with its sources."""
    today = timezone.localdate().isoformat()
    queries = [f"format={name}&lang=all" for name in _FORMATS]
    queries += [f"format={name}&as_of={today}" for name in _FORMATS]
    queries += ["page_size=500&lang=all", f"page_size=500&as_of={today}", "expand=sources", "earlier=1"]
    for query in queries:
        yield from _walk(client, f"{path}?{query}")


def iter_details(client: Client) -> Iterator[tuple[str, str]]:
    """Address and text of each object in the lists of the API."""
    for path in _list_api_paths(client):
        for _address, text in _walk(client, f"{path}?page_size=500"):
            for found in json.loads(text).get("results", []):
                yield from _walk(client, f"{urlsplit(found['url']).path}?lang=all")


def iter_feeds(client: Client) -> Iterator[tuple[str, str]]:
    """Address and text of the change log, its feeds, the description of the API and the sitemap."""
    yield from _walk(client, f"{BASE}/changes/?page_size=500&lang=all")
    feed = reverse("changes-feed")
    for path in (*(f"{feed}?lang={code}" for code in LANGUAGES), f"{BASE}/schema/", "/sitemap.xml"):
        yield from _walk(client, path)


def iter_record(client: Client, record: Any, resource: str) -> Iterator[tuple[str, str]]:
    """Address and text of a record: its pages with the whole history, itself in the API, now and before."""
    today = timezone.localdate().isoformat()
    for language in LANGUAGES:
        yield from _walk(client, f"/{language}{record.path}?history=all")
    for query in ("lang=all", f"as_of={today}"):
        yield from _walk(client, f"{BASE}/{resource}/{record.slug}/?{query}")


def _list_api_paths(client: Client) -> list[str]:
    described = yaml.safe_load(read_public_body(client.get(f"{BASE}/schema/")))
    return [path for path in described["paths"] if "{" not in path and path != f"{BASE}/changes/"]


def _walk(client: Client, address: str) -> Iterator[tuple[str, str]]:
    """Fetch an address, and all pages of a list. What a resource does not offer is left out."""
    while address:
        response = client.get(address)
        assert response.status_code in (200, 400, 406), f"{address}: {response.status_code}"
        if response.status_code != 200:
            return
        text = read_public_body(response)
        yield address, text
        is_json = response["Content-Type"] == "application/json"
        following = json.loads(text).get("next") if is_json else None
        has_more = following and json.loads(text).get("has_more", True)
        parts = urlsplit(following or "")
        address = f"{parts.path}?{parts.query}" if has_more else ""
