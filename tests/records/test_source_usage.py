"""Usages of a source show current titles, at a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.models import Source, SourceUse
from records.pages.citations import Citations
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    writing,
)
from tests.fetched_rows import count_fetched

pytestmark = pytest.mark.django_db


def queries_to_retitle(values: int) -> int:
    """The cost of giving a city another name after which so many published values are titled."""
    city, indicator = make_city(), make_indicator()
    for year in range(2000, 2000 + values):
        make_indicator_value(indicator, city, year)
    with CaptureQueriesContext(connection) as queries, writing() as changes:
        city.name_en = f"Renamed {values}"
        changes.save(city)
    titles = SourceUse.objects.filter(record_type="indicator-value", title_en__contains=f"Renamed {values}")
    assert titles.values("slug").distinct().count() == values
    return len(queries)


def test_a_city_is_retitled_in_as_many_queries_for_thirty_values_as_for_three():
    assert queries_to_retitle(3) == queries_to_retitle(30)


def test_each_record_keeps_a_title_of_its_own_in_every_language():
    city, indicator = make_city(), make_indicator()
    values = [make_indicator_value(indicator, city, year) for year in (2001, 2002)]
    with writing() as changes:
        city.name_en, city.name_zh_hans = "Elsewhere", "别处"
        changes.save(city)
    for value in values:
        value.refresh_from_db()
        use = SourceUse.objects.get(record_type="indicator-value", slug=value.slug)
        assert (use.title_en, use.title_zh_hans) == (value.title_in("en"), value.title_in("zh-hans"))
        assert "Elsewhere" in use.title_en
        assert "别处" in use.title_zh_hans


def test_a_source_that_a_page_cites_often_is_loaded_once(django_assert_num_queries):
    source = make_source()
    cities = [make_city(lists={"sources": [source]}) for _number in range(3)]
    stored, citations = Source.objects.get(pk=source.pk), Citations(cities)
    with django_assert_num_queries(1):
        sources = [one for city in cities for one in citations.sources_of(city)]
    assert {id(one) for one in sources} == {id(sources[0])}
    for field in Source._meta.concrete_fields:
        assert getattr(sources[0], field.attname) == getattr(stored, field.attname), field


@pytest.mark.parametrize("number", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_parts_of_several_records_have_their_sources_in_one_query(number):
    """Parts whose keys other shown records have, too: of these, a few fetch no others."""
    cities = [make_city() for _number in range(number)]
    figures = [[make_city_figure(city, f"figure-{key}") for key in range(number)] for city in cities]
    shown = [own[place] for place, own in enumerate(figures)]
    with count_fetched() as fetched:
        citations = Citations(shown)
        assert all(citations.sources_of(figure) for figure in shown)
    assert fetched.queries == 1
    assert number > 16 or fetched.rows == 2 * number, "a record and a part of each"
