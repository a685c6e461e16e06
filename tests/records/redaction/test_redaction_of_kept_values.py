"""What a process keeps of the content (pages, items, counts, facets, labels) doesn't outlive a redaction."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from records import redaction, version_cache
from records.models import Publication
from tests.api.api_client import BASE, read_body
from tests.factories import make_city, make_park, make_region, writing
from tests.text_search import WORD
from web import versions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]

# Pages that say the name of a city, each with what a process keeps of it; most are in the page cache, too.
NAMED = [
    "/en/cities/datong/",
    "/en/cities/",
    "/en/cities/?view=table",
    "/en/cities/?kind=prefecture_level&sort=name",
    "/en/parks/",
    "/en/compare/?cities=jinan,taiyuan",
    f"{BASE}/cities/?count=1",
    f"{BASE}/cities/datong/",
    f"{BASE}/cities/?format=csv",
    f"{BASE}/parks/?count=1",
]
# Pages that say it until it is redacted, because they tell what was changed.
TOLD = [
    "/en/cities/datong/",
    f"{BASE}/changes/?lang=all&from=beginning",
    "/feeds/cities.atom",
    "/feeds/cities/datong.atom",
]


@pytest.fixture(autouse=True)
def _enabled_page_cache(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PAGE_CACHE = True
    # Time passes when the test says so.
    monkeypatch.setattr(versions, "VERSION_TTL", 60.0)


def wait_a_second() -> None:
    versions.versions._tried = float("-inf")


def find_pages_with_the_word(client: Any, paths: list[str]) -> list[str]:
    texts = {path: read_body(client.get(path)) for path in paths}
    return [path for path in paths if WORD in texts[path]]


def change(city: Any, **values: Any) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(city, name, value)
        changes.save(city)


def test_nothing_that_was_kept_is_read_after_a_redaction(client, django_capture_on_commit_callbacks):
    region = make_region("shanxi")
    city = make_city("datong", name_en=WORD, region=region)
    for slug in ("jinan", "taiyuan"):
        make_city(slug, region=region)
    make_park("a-park", city=city)
    assert find_pages_with_the_word(client, NAMED) == NAMED
    assert find_pages_with_the_word(client, NAMED) == NAMED  # as they are kept
    kinds = {str(key[0]) for key in version_cache._values._values}
    assert {"results", "counts"} <= kinds

    change(city, name_en="Datong")
    wait_a_second()
    assert find_pages_with_the_word(client, NAMED) == ["/en/cities/datong/"]  # its history
    assert find_pages_with_the_word(client, TOLD) == TOLD

    boss = User.objects.create_superuser("boss", password="x")
    (first,) = Publication.objects.filter(record_type="city", slug="datong", version=1)
    with django_capture_on_commit_callbacks(execute=True):
        redaction.redact("city", "datong", [first.number], by=boss, reason="File 7")
    assert find_pages_with_the_word(client, [*NAMED, *TOLD]) == []  # the page cache is empty
    wait_a_second()
    assert find_pages_with_the_word(client, [*NAMED, *TOLD]) == []
    assert client.get("/en/cities/").headers["Cache-Status"] == "hub; hit"
