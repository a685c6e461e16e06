"""Filters of circular businesses."""

import pytest
from django.db import connection
from django.db.models import Value

from initiatives.filters.businesses import BusinessFilter
from initiatives.models import BusinessInitiative
from tests.factories import make_business

pytestmark = pytest.mark.both_databases


def filter_by_sector(codes):
    return BusinessFilter({"sector": codes}, BusinessInitiative.objects.order_by("pk")).qs


@pytest.mark.django_db
def test_businesses_of_several_sectors_are_found():
    steel, power = make_business(sector="steel"), make_business(sector="power")
    make_business(sector="salt")
    assert list(filter_by_sector("steel")) == [steel]
    assert list(filter_by_sector("steel,power")) == [steel, power]


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares bytes anyway.")
@pytest.mark.django_db
def test_businesses_of_a_sector_are_read_from_the_index():
    make_business(sector="steel")
    rows = filter_by_sector("steel").order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "businessinitiative_by_sector" in rows.explain()


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no index with further columns.")
@pytest.mark.django_db
def test_businesses_of_a_sector_are_counted_without_reading_them():
    make_business(sector="steel")
    published = BusinessFilter({"sector": "steel"}, BusinessInitiative.objects.published()).qs.order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = published.values(one=Value(1)).explain()
    assert "Index Only Scan using businessinitiative_by_sector" in plan
