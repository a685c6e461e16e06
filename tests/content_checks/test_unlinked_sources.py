"""No file and no answer of the API shows the address of a source read in a copy, or a note for editors.

Pages: `tests/test_every_page.py`.
"""

import pytest
from django.test import Client

from records.models import Source
from tests.bundles.bundle_files import iter_bundles
from tests.public_formats import find_hidden_texts, iter_feeds, iter_lists, iter_record

pytestmark = pytest.mark.usefixtures("counted", "db")


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
