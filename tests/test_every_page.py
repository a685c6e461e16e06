"""Every page that links lead to: it answers, its links have targets, its languages are not mixed."""

import re
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.test import Client

from tests.browser.pages import PAGES
from tests.conftest import LANGUAGES
from tests.crawler import VisitedPage, crawl, resolve_internal_url, visit_page
from tests.public_formats import find_hidden_texts, read_public_body

pytestmark = [pytest.mark.django_db, pytest.mark.content_check]

_HAN = re.compile(r"[\u4e00-\u9fff]")
# A run of Latin words long enough to be a sentence or a phrase; names and abbreviations are shorter.
_ENGLISH = re.compile(r"(?:\b[A-Za-z][a-z]+\b[ ,;]+){4,}\b[a-z]+")


@pytest.fixture(
    scope="module",
    params=[
        "sample",
        pytest.param("every page", marks=pytest.mark.slow),
    ],
)
def pages(request: pytest.FixtureRequest, counted: None, django_db_blocker: Any) -> dict[str, VisitedPage]:
    """Pages by path: a sample, or all that links lead to, in the three languages."""
    with django_db_blocker.unblock():
        client = Client()
        if request.param == "sample":
            visited = [
                visit_page(client, f"/{language}{path}") for language in LANGUAGES for path in PAGES[::6]
            ]
        else:
            visited = [
                page for language in LANGUAGES for page in crawl(client, f"/{language}/", f"/{language}/")
            ]
            assert len(visited) > 1200
    return {page.path: page for page in visited}


def test_every_link_leads_to_a_page(pages: dict[str, VisitedPage]) -> None:
    assert {path: page.status for path, page in pages.items() if page.status != 200} == {}


def test_every_fragment_is_on_its_page(pages: dict[str, VisitedPage]) -> None:
    lost = set()
    for page in pages.values():
        for href in page.links:
            target, fragment = urldefrag(resolve_internal_url(page.path, href) or "")
            if fragment and target in pages and fragment not in pages[target].ids:
                lost.add((page.path, href))
    assert sorted(lost)[:20] == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, VisitedPage]) -> None:
    twice = {
        path: sorted({id_ for id_ in page.ids if page.ids.count(id_) > 1})
        for path, page in pages.items()
        if len(set(page.ids)) != len(page.ids)
    }
    assert dict(list(twice.items())[:10]) == {}


def test_no_page_shows_the_address_of_a_source_read_in_a_copy_or_a_note_for_editors(
    pages: dict[str, VisitedPage], client: Client
) -> None:
    texts = ((path, page.html or read_public_body(client.get(path))) for path, page in pages.items())
    assert find_hidden_texts(texts)[1] == {}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_same_pages_exist_in_each_language(pages: dict[str, VisitedPage], language: str) -> None:
    english, other = (
        {path.removeprefix(f"/{code}/") for path in pages if path.startswith(f"/{code}/")}
        for code in ("en", language)
    )
    assert english == other


def test_chinese_on_an_english_page_is_marked_as_chinese(pages: dict[str, VisitedPage]) -> None:
    unmarked = [
        (path, text)
        for path, page in pages.items()
        if path.startswith("/en/")
        for language, text in page.texts
        if language == "en" and _HAN.search(text)
    ]
    assert unmarked[:10] == []


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_no_english_sentence_stands_unmarked_on_a_chinese_page(
    pages: dict[str, VisitedPage], language: str
) -> None:
    unmarked = [
        (path, text)
        for path, page in pages.items()
        if path.startswith(f"/{language}/")
        for marked, text in page.texts
        if marked.lower().startswith(language) and _ENGLISH.search(text)
    ]
    assert unmarked[:10] == []


def test_no_simplified_form_stands_on_a_traditional_page(pages: dict[str, VisitedPage]) -> None:
    only_simplified = re.compile("[们这国业东车环济处资绿发会开关对应与联实将还个园产废设规标试]")
    wrong = [
        (path, text)
        for path, page in pages.items()
        if path.startswith("/zh-hant/")
        for marked, text in page.texts
        if marked.startswith("zh-Hant") and only_simplified.search(text)
    ]
    assert wrong[:10] == []
