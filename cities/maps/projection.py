"""Sections of a map view around some points."""

from dataclasses import dataclass

from records.pages.map_views import MapView


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
