"""Distances between places."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

#: Mean radius of the Earth, in kilometres.
_RADIUS = 6371.0


class Located(Protocol):
    """A place with coordinates, which may be unknown."""

    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...


def measure_distance(one: Located, other: Located) -> float | None:
    """Return the straight line between two places in kilometres; None if one of them isn't known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    phi, other_phi = radians(one.lat), radians(other.lat)
    half = sin((other_phi - phi) / 2) ** 2
    half += cos(phi) * cos(other_phi) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(half)))
