"""Sections of a map view around some points, and the position of one city."""

from dataclasses import dataclass

from records.pages.map_views import MapView, choose_map_view


@dataclass(frozen=True)
class MapWindow:
    """A section of a map view, with dots in pixels of the section."""

    view: MapView
    left: float
    top: float
    scale: float
    dots: list[tuple[float, float]]
    width: float = 380
    height: float = 250

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


#: The part of a fitted window that stays free at each edge, and the most that a window enlarges.
_MARGIN, _LARGEST = 0.1, 8.0


def fit_window(view: MapView, pixels: list[tuple[float, float]]) -> MapWindow:
    """Return the window, as large as the map view, that holds some pixels of it as large as possible.

    They keep a distance from its edges, except those that the view itself has near its edge.
    """
    spans = [(min(values), max(values)) for values in zip(*pixels, strict=True)]
    sizes = (view.width, view.height)
    free = 1 - 2 * _MARGIN
    scale = min(
        _LARGEST,
        *(free * size / max(end - start, 1) for (start, end), size in zip(spans, sizes, strict=True)),
    )
    scale = max(scale, 1.0)
    left, top = (
        min(max((start + end - size / scale) / 2, 0), size - size / scale)
        for (start, end), size in zip(spans, sizes, strict=True)
    )
    dots = [(round((x - left) * scale, 1), round((y - top) * scale, 1)) for x, y in pixels]
    return MapWindow(view, left, top, scale, dots, view.width, view.height)


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
