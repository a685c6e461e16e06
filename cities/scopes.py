"""Lookup paths from a record of a city to the slugs of its scopes, for statistics."""

from collections.abc import Iterable, Mapping
from typing import Any

from cities.models import City
from cities.place_names import mark_same_cities
from stats.definitions import HUB, Code


def get_city_scope_paths(path: str = "city") -> dict[str, Any]:
    """Return the paths of the hub, region and city scopes; districts count for their city too."""
    return {
        HUB: (),
        "region": [f"{path}__region__slug"],
        "city": [f"{path}__slug", f"{path}__parent__slug", f"{path}__parent__parent__slug"],
    }


def get_region_scope_paths(path: str = "city") -> dict[str, Any]:
    """Return the paths of the hub and region scopes."""
    return {HUB: (), "region": [f"{path}__region__slug"]}


def get_city_names(codes: Iterable[Code]) -> Mapping[Code, str]:
    """Return the full names of cities by slug, for `Dimension.names`. One query."""
    cities = City.objects.published().with_place()
    rows = list(cities.filter(slug__in=[code for code in codes if code]))
    mark_same_cities(rows)
    return {city.slug: city.full_name for city in rows}
