"""Numbers that the documents state are those of the code."""

import re

import pytest
from django.conf import settings

from api.lists.statistics import value_pages
from hub import celery
from initiatives.views import parks
from records import history, version_cache
from records.comparison import rows as comparison
from records.pages import generic_views
from search import selectors, time_limit
from tests import test_indexes
from tests.records.pages import test_page_growth
from tests.scale import test_plans
from web import page_cache, versions

_WORDS = {"two": 2, "four": 4, "eight": 8, "ten": 10, "fifteen": 15, "eighty": 80, "one": 1}

# A document, words with # for each number, and what the numbers are in the code.
STATED = [
    (
        "docs/architecture.md",
        "The page shows # versions, `?history=all` #.",
        (history.DEFAULT_VERSIONS, history.MAX_VERSIONS),
    ),
    (
        "docs/architecture.md",
        "`PublicListView` (# rows per page)",
        (generic_views.PublicListView.paginate_by,),
    ),
    (
        "docs/architecture.md",
        "orders the best # of #.",
        (selectors._MOST_RANKED, selectors.MAX_MATCHES),
    ),
    ("docs/architecture.md", "none takes over # ms", (time_limit.SEARCH_TIME_LIMIT,)),
    ("docs/architecture.md", "shows two to # records of a type", (comparison.MAX_COMPARED,)),
    (
        "docs/architecture.md",
        "a profile at most #, that of a city #.",
        (test_page_growth.MOST_QUERIES, test_page_growth.MOST_QUERIES_OF_CITY),
    ),
    (
        "CONTRIBUTING.md",
        "A page has at most # queries, that of a city #, so",
        (test_page_growth.MOST_QUERIES, test_page_growth.MOST_QUERIES_OF_CITY),
    ),
    ("docs/architecture.md", "a periodic task every # seconds", (celery._REFRESH_INTERVAL,)),
    ("docs/architecture.md", "except for # version query per second", (versions.VERSION_TTL,)),
    (
        "docs/architecture.md",
        "behind a cache (`deploy/nginx-cache.conf`) within #",
        (page_cache.STALENESS_LIMIT,),
    ),
    ("docs/architecture.md", "entries have at most # parameters", (page_cache.MAX_CACHED_PARAMETERS,)),
    ("docs/architecture.md", "of more than # records, numbers by region", (generic_views._MOST_ON_MAP,)),
    (
        "docs/architecture.md",
        "Passwords have at least # characters",
        (settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"],),
    ),
    ("docs/performance.md", "keeps the last # rendered items", (generic_views._MOST_RESULTS,)),
    ("docs/performance.md", "at most # values, none of free text", (version_cache._MOST_VALUES,)),
    ("docs/performance.md", "the others wait, at most # seconds", (version_cache._LONGEST_WAIT,)),
    ("docs/performance.md", "among the oldest # of very many flows", (parks.MOST_PRECEDENTS,)),
    (
        "docs/performance.md",
        "holds # KB, # queries and # rows for profiles with # related records",
        (
            test_page_growth.MOST_BYTES / 1000,
            test_page_growth.MOST_QUERIES,
            test_page_growth.MOST_ROWS,
            test_page_growth.MANY,
        ),
    ),
    ("docs/performance.md", "sort at most # rows", (test_plans.MOST_SORTED,)),
    ("docs/performance.md", "holds each table to # indexes", (test_indexes.MOST_INDEXES,)),
    (
        "CHANGELOG.md",
        "have at most # values each, and a page of their list #;",
        (value_pages.MOST_VALUES, value_pages.MOST_IN_LIST),
    ),
]


@pytest.mark.parametrize(("document", "words", "numbers"), STATED)
def test_a_number_in_a_document_is_that_of_the_code(
    document: str, words: str, numbers: tuple[float, ...]
) -> None:
    text = (settings.BASE_DIR / document).read_text(encoding="utf-8").replace("**", "")
    pattern = re.escape(words).replace(r"\#", r"([\d,]+|[a-z]+)").replace(r"\ ", r"\s+")
    (stated,) = re.findall(pattern, text)
    assert [read_number(number) for number in ([stated] if isinstance(stated, str) else stated)] == [*numbers]


def read_number(text: str) -> int:
    return _WORDS[text] if text in _WORDS else int(text.replace(",", ""))
