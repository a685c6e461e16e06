"""Lookup paths from a record of a city to the slugs of its scopes, for statistics."""

from collections.abc import Iterable, Mapping
from typing import Any

from cities.models import City
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
    rows = City.objects.published().select_related("parent").filter(slug__in=[code for code in codes if code])
    return {city.slug: city.full_name for city in rows}
