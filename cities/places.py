"""Where a point lies on the hub's land-only maps: equal-area projections, the same as the outlines' own."""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin, sqrt
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class View:
    """A window onto the land: an azimuthal equal-area projection with its scale and offset, in pixels."""

    name: str
    lon: float
    lat: float
    scale: float
    x: float
    y: float
    width: float
    height: float

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner of the view box."""
        dlon, phi, phi0 = radians(lon - self.lon), radians(lat), radians(self.lat)
        cos_c = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(dlon)
        k = sqrt(2 / (1 + cos_c))
        east = k * cos(phi) * sin(dlon)
        north = k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(dlon))
        return self.x + self.scale * east, self.y - self.scale * north

    def shows(self, lon: float, lat: float) -> bool:
        x, y = self.project(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height


@cache
def views() -> dict[str, View]:
    """The views of static/map/views.json, which the outlines are drawn from too."""
    raw = json.loads((settings.BASE_DIR / "static/map/views.json").read_text(encoding="utf-8"))
    return {name: _view(name, entry) for name, entry in raw.items()}


def _view(name: str, entry: dict[str, Any]) -> View:
    lon, lat = (-angle for angle in entry["rotate"])
    x, y = entry["translate"]
    _left, _top, width, height = entry["viewBox"]
    return View(name, lon, lat, entry["scale"], x, y, width, height)


@dataclass(frozen=True)
class Point:
    """A place on a view: pixels, and on which side its label has room."""

    city: Any
    x: float
    y: float

    @property
    def anchor(self) -> str:
        return "end" if self.x > 520 else "start"

    @property
    def label_x(self) -> float:
        return self.x - 13 if self.anchor == "end" else self.x + 13


def view_for(lon: float | None, lat: float | None) -> View | None:
    """The view on which a point is best seen, if any shows it."""
    if lon is None or lat is None:
        return None
    return next((view for view in views().values() if view.shows(lon, lat)), None)


def points(view: View, cities: list[Any]) -> list[Point]:
    """The cities that lie on a view, each with its pixels."""
    placed = [city for city in cities if city.lat is not None and view.shows(city.lon, city.lat)]
    return [Point(city, *(round(value, 1) for value in view.project(city.lon, city.lat))) for city in placed]


def close_up(view: View, lon: float, lat: float, width: float = 380, height: float = 250) -> str:
    """The view box of a locator map: the point with its surroundings, kept within the view."""
    x, y = view.project(lon, lat)
    left = min(max(x - width / 2, 0), view.width - width)
    top = min(max(y - height / 2, 0), view.height - height)
    return f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"
