"""The small map in the head of the page of a city: the place, cities set beside it, and others near by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cities.maps.marks import get_map_name
from cities.maps.projection import MapWindow, build_close_up
from records.distances import measure_distance
from records.pages.map_labels import PlacedLabel, arrange_labels
from records.pages.map_views import MapView, choose_map_view
from records.texts.formats import join_list

#: Size of the map, space beside and above the outer points, and the most that it enlarges the map view.
_WIDTH, _HEIGHT = 440, 300
_SIDE, _TOP = 85, 45
_LARGEST = 4.6
#: Points that are closer to each other than this, in pixels of the map view, count as so far apart.
_LEAST_SPAN = 20
#: Kilometres within which cities are shown; if fewer are, the whole map view is, with those beside it.
_FARTHEST, _FEWEST = 450, 2
#: Names have space for the larger letters of narrow screens.
_FACTOR = 1.15


@dataclass(frozen=True)
class LocatorMark:
    """A place at a position in pixels: the one of the page ("here"), one beside it ("beside"), or "near"."""

    city: Any
    role: str
    x: float
    y: float
    radius: int
    label: PlacedLabel | None


@dataclass(frozen=True)
class CityLocator:
    """A section of a map view with marks; the place itself is drawn last."""

    window: MapWindow
    marks: list[LocatorMark]

    @property
    def roles(self) -> set[str]:
        return {mark.role for mark in self.marks}

    @property
    def name(self) -> str:
        return str(self.marks[-1].city.name.plain)

    @property
    def text(self) -> str:
        """What the map shows, in words."""
        *others, here = self.marks
        city = here.city.name.plain
        if not others:
            return _("Location of %(city)s. Land outline only.") % {"city": city}
        names = join_list(str(mark.city.name) for mark in reversed(others))
        return _("Location of %(city)s, with %(others)s. Land outline only.") % {
            "city": city,
            "others": names,
        }


_RADIUS = {"here": 8, "beside": 6, "near": 5}


def build_locator(city: Any, beside: Sequence[Any] = (), near: Sequence[Any] = ()) -> CityLocator | None:
    """Return the map of a city, with cities set beside it and others near by; None if no view shows it."""
    view = choose_map_view(city.lon, city.lat)
    if view is None:
        return None
    shown = [("beside", other) for other in beside] + [("near", other) for other in near]
    placed = [(role, other) for role, other in shown if choose_map_view(other.lon, other.lat) is view]
    close = [(role, other) for role, other in placed if (measure_distance(city, other) or 0) <= _FARTHEST]
    far = [(role, other) for role, other in placed if role == "beside"]
    places = [("here", city), *(close if len(close) >= _FEWEST else far)]
    points = [(place.lon, place.lat) for _role, place in places]
    if len(places) == 1:
        window = build_close_up(view, points)
    else:
        window = _fit_window(view, [view.project(*point) for point in points], is_whole=len(close) < _FEWEST)
    return CityLocator(window, _build_marks(places, window))


def _fit_window(view: MapView, pixels: list[tuple[float, float]], *, is_whole: bool) -> MapWindow:
    """Return the window around some points; the whole map view, if they are far from each other."""
    spans = [(min(values), max(values)) for values in zip(*pixels, strict=True)]
    sizes = (_WIDTH, _HEIGHT)
    whole = max(_WIDTH / view.width, _HEIGHT / view.height)
    scale = min(
        _LARGEST,
        *(
            (size - 2 * margin) / max(end - start, _LEAST_SPAN)
            for (start, end), size, margin in zip(spans, sizes, (_SIDE, _TOP), strict=True)
        ),
    )
    scale = whole if is_whole else max(scale, whole)
    left, top = (
        min(max((start + end - size / scale) / 2, 0), limit - size / scale)
        for (start, end), size, limit in zip(spans, sizes, (view.width, view.height), strict=True)
    )
    dots = [(round((x - left) * scale, 1), round((y - top) * scale, 1)) for x, y in pixels]
    return MapWindow(view, left, top, scale, dots, _WIDTH, _HEIGHT)


def _build_marks(places: list[tuple[str, Any]], window: MapWindow) -> list[LocatorMark]:
    """Return the marks with their names; a name that would cover another name or a mark is left out."""
    dots = list(zip(places, window.dots, strict=True))
    points = [(get_map_name(place), x, y, _RADIUS[role]) for (role, place), (x, y) in dots]
    labels = arrange_labels(points, (0, 0, window.width, window.height), _FACTOR)
    by_index = {label.index: label for label in labels}
    marks = [
        LocatorMark(place, role, x, y, _RADIUS[role], by_index.get(index))
        for index, ((role, place), (x, y)) in enumerate(dots)
    ]
    return marks[::-1]
