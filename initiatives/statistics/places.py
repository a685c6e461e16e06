"""Where the things stand that the initiatives count: paths to the slugs of regions and cities."""

from typing import Any

from stats.declaring import HUB


def of_city(path: str = "city") -> dict[str, Any]:
    """A city counts for its region, for itself and for the cities that it belongs to."""
    return {
        HUB: (),
        "region": [f"{path}__region__slug"],
        "city": [f"{path}__slug", f"{path}__parent__slug", f"{path}__parent__parent__slug"],
    }


def of_region(path: str = "city") -> dict[str, Any]:
    """The same without the cities."""
    return {HUB: (), "region": [f"{path}__region__slug"]}
