"""Queries that are compiled once give the rows of each run's own values."""

import copy
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityFigure
from initiatives.models import IndustrialPark
from records.compiled_queries import CompiledQuery, QueryByIds, build_stand_ins
from records.field_kinds.base import get_field_kinds
from tests.factories import make_city, make_city_figure, make_park

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def compile_parks_of_a_city() -> tuple[CompiledQuery, int]:
    (city,) = build_stand_ins(1)
    parks = IndustrialPark.objects.filter(city=city).exclude(slug="left-out").select_related("city")
    return CompiledQuery(parks.order_by("slug")), city


def test_each_run_finds_the_rows_of_its_own_values():
    one, two = make_city("aa"), make_city("bb")
    make_park("park-one", city=one)
    make_park("park-two", city=two)
    make_park("left-out", city=two)
    query, city = compile_parks_of_a_city()
    found = [[park.slug for park in query.fetch({city: place.pk})] for place in (one, two, one)]
    assert found == [["park-one"], ["park-two"], ["park-one"]]


def test_a_run_is_one_query_that_loads_related_records():
    place = make_city("aa")
    make_park("park-one", city=place)
    query, city = compile_parks_of_a_city()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [park.city.slug for park in query.fetch({city: place.pk})] == ["aa"]
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_another_thread_runs_the_query_on_its_own_connection():
    place = make_city("aa")
    make_park("park-one", city=place)
    query, city = compile_parks_of_a_city()
    found = []

    def run() -> None:
        found.extend(park.slug for park in query.fetch({city: place.pk}))
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    assert found == ["park-one"]


def test_fields_can_be_copied_after_a_publication():
    # DRF copies what its fields are made of when it describes the API; a connection can't be copied.
    make_city_figure(make_city())
    for model in (City, CityFigure):
        assert len(copy.deepcopy(get_field_kinds(model))) > 5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_rows_are_found_for_any_number_of_keys(count):
    cities = [make_city(f"city-{number}") for number in range(3)]
    parks = [make_park(f"park-{number}", city=city) for number, city in enumerate(cities)]
    query = QueryByIds(lambda ids: IndustrialPark.objects.filter(city__in=ids).order_by("slug"))
    for start in (0, 1):
        chosen = cities[start : start + count]
        found = query.fetch([city.pk for city in chosen])
        assert found == parks[start : start + count]
