"""Map views: equal-area projections of points; the outlines are drawn with the same formula."""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin, sqrt
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class MapView:
    """An azimuthal equal-area projection with its scale and offset in pixels."""

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
        """The full path of the outline's static file, as the manifest storage requires."""
        return f"build/land-{self.name}.svg"

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Return pixels from the upper left corner of the view box."""
        dlon, phi, phi0 = radians(lon - self.lon), radians(lat), radians(self.lat)
        cos_c = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(dlon)
        k = sqrt(2 / max(1 + cos_c, 1e-9))  # the antipode of the centre has no direction
        east = k * cos(phi) * sin(dlon)
        north = k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(dlon))
        return self.x + self.scale * east, self.y - self.scale * north

    def shows(self, lon: float, lat: float) -> bool:
        x, y = self.project(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height


def load_map_views() -> dict[str, MapView]:
    """Return the map views by name; none if the setting `MAPS` is off."""
    return _parse_views() if settings.MAPS else {}


def may_maps_leave() -> bool:
    """Return whether files, frames of other sites and prints may carry maps: those with a number may."""
    return bool(settings.MAPS and settings.MAP_APPROVAL_NUMBER)


def get_china_view() -> MapView | None:
    """Return the view with all of China; None if the setting `MAPS` is off."""
    return load_map_views().get("east-asia")


@cache
def _parse_views() -> dict[str, MapView]:
    """Read static/map/views.json, from which the outlines are drawn too."""
    entries = json.loads((settings.BASE_DIR / "static/map/views.json").read_text(encoding="utf-8"))
    return {name: _parse_view(name, entry) for name, entry in entries.items()}


def _parse_view(name: str, entry: dict[str, Any]) -> MapView:
    lon, lat = (-angle for angle in entry["rotate"])
    x, y = entry["translate"]
    _left, _top, width, height = entry["viewBox"]
    return MapView(name, lon, lat, entry["scale"], x, y, width, height)


def choose_map_view(lon: float | None, lat: float | None) -> MapView | None:
    """Return the first map view that shows the point, or None."""
    if lon is None or lat is None:
        return None
    return next((view for view in load_map_views().values() if view.shows(lon, lat)), None)
