"""No page shows a name, text or count of a record that is not published.

Apart from the other walks over all pages, so that another process runs it beside them.
"""

import pytest
from django.test import Client

from stats import invalidation, refresh
from tests.crawler import crawl
from tests.unpublished import TELLTALE, create_unpublished_copies

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("counted", "db"), pytest.mark.content_listeners]


def sitemap(client: Client) -> str:
    return client.get("/sitemap.xml").content.decode()


def test_drafts_and_withdrawn_records_change_nothing(client: Client) -> None:
    before = {page.path: page.html for page in crawl(client, "/en/", "/en/")}
    sitemap_before = sitemap(client)
    hidden = create_unpublished_copies()
    invalidation.mark_all_stale()
    assert not [refresh.error for refresh in refresh.refresh_stale(due_only=False) if refresh.error]
    after = {page.path: page.html for page in crawl(client, "/en/", "/en/")}
    assert [path for path, html in after.items() if TELLTALE.lower() in html.lower()] == []
    assert [path for path, html in after.items() if html != before.get(path)] == []
    assert sitemap(client) == sitemap_before
    answers = {copy.get_absolute_url(): client.get(copy.get_absolute_url()).status_code for copy in hidden}
    assert {
        path for path, status in answers.items() if "telltale" in path.partition("#")[0] and status == 200
    } == set()
