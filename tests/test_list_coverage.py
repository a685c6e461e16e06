"""A list says how far the values are known by which it is narrowed or sorted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


def list_sentences(html: str) -> list[str]:
    return [strip_tags(text) for text in re.findall(r'<p class="meta mt-3">(.*?)</p>', html, re.DOTALL)]


def test_a_facet_that_leaves_out_what_is_not_known_says_how_many(db, get):
    for level in ("national", "national", "provincial", "", ""):
        make.make_park(level=level)
    assert list_sentences(get("/en/parks/?level=national")) == [
        "“Level” is known for 3 of 5; 2 aren’t in this list."
    ]
    assert list_sentences(get("/en/parks/?level=national,not_recorded")) == []
    assert list_sentences(get("/en/parks/")) == []


def test_a_row_with_two_codes_is_counted_once_and_other_filters_count(db, get):
    region = make.make_region("jilin")
    both, _none = (make.make_city(region=region, kind="district") for _ in range(2))
    make.make_city(region=region, kind="county")
    for code in ("coal_based", "port"):
        make.make_city_attribute(both, code)
    assert list_sentences(get("/en/cities/?attribute=port&kind=district")) == [
        "“Attribute (cities with a full profile)” is known for 1 of 2; 1 isn’t in this list."
    ]


def test_sources_without_a_date_come_last_in_the_order_of_dates_and_the_list_says_so(db, client, get):
    for slug, published in (("undated", ""), ("new", "2021"), ("old", "2019-05")):
        make.make_source(slug, published=published)
    address = "/en/sources/?sort=published"
    assert [source.slug for source in client.get(address).context["rows"]] == ["old", "new", "undated"]
    assert list_sentences(get(address)) == [
        "“Oldest first”: 2 of 3 can be placed in this order; 1 comes last."
    ]


def test_coverage_takes_no_query_of_its_own(db, client):
    for level in ("national", ""):
        make.make_park(level=level)
    client.get("/en/parks/")

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    assert count("/en/parks/?level=national") == count("/en/parks/?level=not_recorded")
