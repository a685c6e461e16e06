"""The lookup `among` finds the same rows as `in`, and finds them by an index."""

import pytest
from django.db import connection
from django.db.models import Q

from cities.models import City
from initiatives.models import IndustrialPark
from tests.factories import make_city, make_park

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    for slug in ("aa", "bb", "cc"):
        make_park(f"park-{slug}", city=make_city(slug))


@pytest.mark.usefixtures("places")
def test_rows_are_among_those_of_a_subquery():
    cities = City.objects.filter(slug__in=["aa", "cc"]).values("pk")
    parks = IndustrialPark.objects.order_by("slug").values_list("slug", flat=True)
    assert list(parks.filter(city__among=cities)) == ["park-aa", "park-cc"]
    assert list(parks.exclude(city__among=cities)) == ["park-bb"]
    assert list(parks.filter(Q(slug="park-bb") | Q(city__among=cities[:0]))) == ["park-bb"]


@pytest.mark.usefixtures("places")
def test_a_union_may_be_the_subquery():
    keys = City.objects.order_by().values("pk")
    cities = keys.filter(slug="aa").union(keys.filter(slug="bb"))
    found = City.objects.filter(pk__among=cities).order_by("slug")
    assert [city.slug for city in found] == ["aa", "bb"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite reads rows of a subquery by the index")
@pytest.mark.usefixtures("places")
def test_postgresql_runs_the_subquery_first():
    cities = City.objects.filter(slug="aa").values("pk")
    assert "= ANY(ARRAY(SELECT" in str(City.objects.filter(pk__among=cities).query)
