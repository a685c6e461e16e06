"""No format shows the address of a source that we read in a copy, or a note for editors."""

from collections.abc import Iterable
from html import unescape

import pytest
from django.test import Client

from records.models import Source
from tests.api.bundle_files import iter_bundles
from tests.conftest import LANGUAGES
from tests.public_formats import iter_feeds, iter_lists, iter_pages, iter_record

pytestmark = pytest.mark.usefixtures("counted", "db")


def list_hidden_texts() -> set[str]:
    """The hosts of these sources; the whole address if pages link to another source of the same host."""
    linked = {source.host for source in Source.objects.filter(link_ok=True)}
    unlinked = Source.objects.filter(link_ok=False)
    hidden = {source.url if source.host in linked else source.host for source in unlinked}
    hidden |= set(Source.objects.exclude(editor_note="").values_list("editor_note", flat=True))
    return {text.casefold() for text in hidden}


def find_hidden_texts(texts: Iterable[tuple[str, str]]) -> tuple[int, dict[str, list[str]]]:
    """Return how many texts there were, and what is found in which of them."""
    hidden, found, count = list_hidden_texts(), {}, 0
    assert len(hidden) > 40
    for address, text in texts:
        count += 1
        shown = unescape(text).casefold()
        if shown_texts := [text for text in hidden if text in shown]:
            found[address] = shown_texts
    return count, found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_it(client: Client, language: str) -> None:
    count, found = find_hidden_texts(iter_pages(client, language))
    assert found == {}
    assert count > 400


def test_no_bundle_shows_it(client: Client) -> None:
    count, found = find_hidden_texts(iter_bundles(client))
    assert found == {}
    assert count > 150


def test_no_list_of_the_api_shows_it(client: Client) -> None:
    count, found = find_hidden_texts(iter_lists(client))
    assert found == {}
    assert count > 200


def test_neither_changes_nor_feed_nor_sitemap_show_it(client: Client) -> None:
    assert find_hidden_texts(iter_feeds(client))[1] == {}


def test_no_history_and_no_earlier_version_shows_it(client: Client) -> None:
    for source in Source.objects.filter(link_ok=False):
        assert find_hidden_texts(iter_record(client, source, "sources"))[1] == {}


def test_no_publisher_is_the_site_of_a_copy() -> None:
    unlinked = Source.objects.filter(link_ok=False)
    named = [source.slug for source in unlinked if source.publisher.casefold() in source.url.casefold()]
    assert named == []
