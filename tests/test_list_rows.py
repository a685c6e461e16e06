"""Rows of sources and indicators: the name as their one link, and one mark."""

import re

import pytest

from tests import factories as make
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


def read_row(page: str, anchor: str) -> str:
    (row,) = re.findall(rf'<article class="result result--row" id="{anchor}">.*?</article>', page, re.DOTALL)
    assert row.count("<a ") == 1
    return " ".join(strip_tags(row).split())


def test_a_source_says_who_published_it_what_it_is_used_for_and_when(get):
    source = make.make_source("a-report", title="A report", publisher="An institute", published="2021-03")
    make.make_city("aa", lists={"sources": [source]})
    make.make_source("undated", published="")
    page = get("/en/sources/")
    uses = source.uses.count()
    row = read_row(page, source.anchor)
    assert row.startswith("A report An institute · Web page")
    assert row.endswith(f"used for {uses} statement{'s' if uses > 1 else ''} March 2021")
    assert "no date given" in page


def test_an_indicator_says_of_how_many_cities_there_are_values_and_the_latest_year(get):
    indicator, other = make.make_indicator("collected", unit="t"), make.make_indicator("none", unit="percent")
    for slug, year in (("aa", 2019), ("bb", 2023)):
        make.make_indicator_value(indicator, make.make_city(slug), year)
    page = get("/en/indicators/")
    assert read_row(page, indicator.anchor) == "Collected t 2 cities · 2023"
    assert read_row(page, other.anchor) == "None % No values"
