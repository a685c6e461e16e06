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

    @property
    def outline(self) -> str:
        """The static file of the outline, by its full name: production knows no half a name."""
        return f"build/land-{self.name}.svg"

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner of the view box."""
        dlon, phi, phi0 = radians(lon - self.lon), radians(lat), radians(self.lat)
        cos_c = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(dlon)
        k = sqrt(2 / max(1 + cos_c, 1e-9))  # at the point opposite to the centre there is no direction
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


@dataclass(frozen=True)
class Map:
    """A view with the places that are best seen on it; without a view, those that no map shows."""

    view: View | None
    points: list[Point]
    cities: list[Any]


def maps(cities: list[Any]) -> list[Map]:
    """Each place on the view that shows it best, the views in their order, then the places on none."""
    best: dict[View | None, list[Any]] = {view: [] for view in (*views().values(), None)}
    for city in cities:
        best[view_for(city.lon, city.lat)].append(city)
    return [Map(view, points(view, found) if view else [], found) for view, found in best.items() if found]


@dataclass(frozen=True)
class Window:
    """A part of a view, large enough to know the surroundings, with dots in the window's own pixels."""

    view: View
    left: float
    top: float
    scale: float
    dots: list[tuple[float, float]]
    width: int = 380
    height: int = 250

    @property
    def transform(self) -> str:
        """What brings the outlines of the whole view into the window."""
        return f"scale({self.scale:.3f}) translate({-self.left:.1f} {-self.top:.1f})"


#: Pixels per radian of a close-up: the same in China and in Europe, so that distances can be compared.
_CLOSE_UP = 820
#: How wide a letter of a map's label is, Latin and Han, and how far the label stands from its dot.
_LATIN, _HAN, _GAP = 10.5, 19, 13


def close_up(view: View, places: list[tuple[float, float]]) -> Window:
    """The window around some places, longitude first; it stays within the view."""
    scale = min(1.0, _CLOSE_UP / view.scale)
    pixels = [view.project(lon, lat) for lon, lat in places]
    width, height = Window.width / scale, Window.height / scale

    def edge(values: list[float], size: float, most: float) -> float:
        return min(max((min(values) + max(values) - size) / 2, 0), most - size)

    left = edge([x for x, _y in pixels], width, view.width)
    top = edge([y for _x, y in pixels], height, view.height)
    dots = [(round((x - left) * scale, 1), round((y - top) * scale, 1)) for x, y in pixels]
    return Window(view, left, top, scale, dots)


@dataclass(frozen=True)
class Locator:
    """A window with one place and its name, on the side that has more room; no name where none has enough."""

    window: Window
    name: str

    @property
    def x(self) -> float:
        return self.window.dots[0][0]

    @property
    def y(self) -> float:
        return self.window.dots[0][1]

    @property
    def anchor(self) -> str:
        return "end" if self.x > self.window.width / 2 else "start"

    @property
    def label_x(self) -> float:
        return round(self.x - _GAP if self.anchor == "end" else self.x + _GAP, 1)

    @property
    def label(self) -> str:
        room = self.label_x if self.anchor == "end" else self.window.width - self.label_x
        needed = sum(_LATIN if ord(letter) < 0x2E80 else _HAN for letter in self.name)
        return self.name if needed < room else ""


def locator(name: str, lon: float | None, lat: float | None) -> Locator | None:
    """Where a place lies, on the view that shows it best; none if no view does."""
    view = view_for(lon, lat)
    if view is None or lon is None or lat is None:
        return None
    return Locator(close_up(view, [(lon, lat)]), name)
