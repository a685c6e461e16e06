"""Rows of a city and its districts, read by queries that are compiled once."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.db import router
from django.db.models import QuerySet

from cities.models import City
from records.compiled_queries import CompiledQuery, build_stand_ins
from records.panels import ROWS_SHOWN, FirstRows, fetch_once

#: Queries that a function keeps compiled: one for each number of districts.
_MAX_COMPILED = 64


def build_stand_in(places: int) -> City:
    """Return a city to build queries with, whose family has as many places."""
    pk, region, *family = build_stand_ins(2 + places)
    stand_in = City(pk=pk, region_id=region)
    stand_in.family = family
    return stand_in


def compile_rows(build: Callable[[City], QuerySet]) -> Callable[[City], list[Any]]:
    """Decorate a function that returns a queryset of a city: the result fetches its rows, once for a city.

    The query is compiled once for cities with as many districts. The function is therefore called with a
    stand-in, of which it may use the primary keys of the city, its region and its `family`, not their fields.
    """

    @lru_cache(maxsize=_MAX_COMPILED)
    def compile_query(alias: str, places: int) -> CompiledQuery:
        return CompiledQuery(build(build_stand_in(places)).using(alias))

    @fetch_once
    @wraps(build)
    def fetch(city: City) -> list[Any]:
        family = city.family if isinstance(city.family, list) else [place.pk for place in city.family]
        query = compile_query(router.db_for_read(City), len(family))
        keys = [city.pk, city.region_id, *family]
        return query.fetch(dict(zip(build_stand_ins(len(keys)), keys, strict=True)))

    return fetch


def compile_first_rows(
    limit: int = ROWS_SHOWN,
) -> Callable[[Callable[[City], QuerySet]], Callable[[City], FirstRows]]:
    """Decorate a function that returns the rows of a panel: the first are read as by `compile_rows()`."""

    def decorate(build: Callable[[City], QuerySet]) -> Callable[[City], FirstRows]:
        @compile_rows
        def fetch(city: City) -> QuerySet:
            return build(city)[: limit + 1]

        @wraps(build)
        def list_rows(city: City) -> FirstRows:
            return FirstRows(lambda: fetch(city), lambda: build(city), limit)

        return list_rows

    return decorate
