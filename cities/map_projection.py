"""Positions of cities on the map views, and sections of a view around some points."""

from dataclasses import dataclass
from typing import Any

from records.map_views import MapView, choose_map_view, load_map_views


@dataclass(frozen=True)
class MapPoint:
    """The position of a city on a map view, in pixels."""

    city: Any
    x: float
    y: float

    @property
    def anchor(self) -> str:
        return "end" if self.x > 520 else "start"

    @property
    def label_x(self) -> float:
        return self.x - 13 if self.anchor == "end" else self.x + 13


def project_cities(view: MapView, cities: list[Any]) -> list[MapPoint]:
    """Return the positions of those cities that lie on the map view."""
    placed = [city for city in cities if city.lat is not None and view.shows(city.lon, city.lat)]
    return [
        MapPoint(city, *(round(value, 1) for value in view.project(city.lon, city.lat))) for city in placed
    ]


@dataclass(frozen=True)
class CityMap:
    """A map view with its cities; without a view, the cities that no map shows."""

    view: MapView | None
    points: list[MapPoint]
    cities: list[Any]

    @property
    def record_count(self) -> int:
        """The number of records at the cities, see `cities.place_maps.MappedPlace`."""
        return sum(len(place.rows) for place in self.cities)


def build_maps(cities: list[Any]) -> list[CityMap]:
    """Group cities by map view, in the order of the views; cities on no map come last."""
    cities_by_view: dict[MapView | None, list[Any]] = {
        view: [] for view in (*load_map_views().values(), None)
    }
    for city in cities:
        cities_by_view[choose_map_view(city.lon, city.lat)].append(city)
    return [
        CityMap(view, project_cities(view, own_cities) if view else [], own_cities)
        for view, own_cities in cities_by_view.items()
        if own_cities
    ]


@dataclass(frozen=True)
class MapWindow:
    """A section of a map view, with dots in pixels of the section."""

    view: MapView
    left: float
    top: float
    scale: float
    dots: list[tuple[float, float]]
    width: int = 380
    height: int = 250

    @property
    def transform(self) -> str:
        """The SVG transform of the view's outlines into the window."""
        return f"scale({self.scale:.3f}) translate({-self.left:.1f} {-self.top:.1f})"


#: Pixels per radian of a close-up; the same on all map views, so that distances are comparable.
_CLOSE_UP = 820
#: Width of a Latin and a Han character of a label, and the distance of the label from its dot, in pixels.
_LATIN, _HAN, _GAP = 10.5, 19, 13


def build_close_up(view: MapView, coordinates: list[tuple[float, float]]) -> MapWindow:
    """Return the window around some points, longitude first; it stays within the map view."""
    scale = min(1.0, _CLOSE_UP / view.scale)
    pixels = [view.project(lon, lat) for lon, lat in coordinates]
    width, height = MapWindow.width / scale, MapWindow.height / scale

    def calculate_edge(values: list[float], size: float, limit: float) -> float:
        return min(max((min(values) + max(values) - size) / 2, 0), limit - size)

    left = calculate_edge([x for x, _y in pixels], width, view.width)
    top = calculate_edge([y for _x, y in pixels], height, view.height)
    dots = [(round((x - left) * scale, 1), round((y - top) * scale, 1)) for x, y in pixels]
    return MapWindow(view, left, top, scale, dots)


@dataclass(frozen=True)
class CityLocator:
    """A window with one city and its name beside the dot, on the side with more space."""

    window: MapWindow
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
        """The name; empty if there is not enough space."""
        available = self.label_x if self.anchor == "end" else self.window.width - self.label_x
        required = sum(_LATIN if ord(letter) < 0x2E80 else _HAN for letter in self.name)
        return self.name if required < available else ""


def build_locator(name: str, lon: float | None, lat: float | None) -> CityLocator | None:
    """Return the locator map of a city; None if no map view shows it."""
    view = choose_map_view(lon, lat)
    if view is None or lon is None or lat is None:
        return None
    return CityLocator(build_close_up(view, [(lon, lat)]), name)
