"""Where what is counted stands: paths from a record of a city to the slugs of its scopes."""

from collections.abc import Iterable, Mapping
from typing import Any

from cities.models import City
from stats.declaring import HUB, Code


def of_city(path: str = "city") -> dict[str, Any]:
    """The hub, the region, and the city; what stands in a district counts for its city too."""
    return {
        HUB: (),
        "region": [f"{path}__region__slug"],
        "city": [f"{path}__slug", f"{path}__parent__slug", f"{path}__parent__parent__slug"],
    }


def of_region(path: str = "city") -> dict[str, Any]:
    """The hub and the region."""
    return {HUB: (), "region": [f"{path}__region__slug"]}


def city_names(codes: Iterable[Code]) -> Mapping[Code, str]:
    """The names of cities by their slugs, a district with its city: for a dimension. One query."""
    rows = City.objects.published().select_related("parent").filter(slug__in=[code for code in codes if code])
    return {city.slug: city.full_name for city in rows}
