"""Questions about points: in the sea, or far from every other place of the region."""

from collections.abc import Iterator
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from PIL import Image

from records.distances import Located, measure_distance
from records.models import Record
from records.questions.base import (
    Answer,
    Question,
    RecordEdit,
    RowChange,
    format_all_digits,
    register_questions,
)

#: Kilometres from every other place of the region from which on a point is asked about.
FAR = 300
#: A region has fewer places; of more, the first are compared.
_MOST_PLACES = 1_000
_DEGREE = 111.2
#: Pixels of a degree in land.png, which tools/land_grid.py draws.
_SCALE = 10


class GeoPoint(NamedTuple):
    lat: float
    lon: float

    def __str__(self) -> str:
        return f"{self.lat}, {self.lon}"


#: The lookup path from a type of records with points to their region.
_places: dict[type[Record], str] = {}


def register_places(model: type[Record], region: str) -> None:
    """Register a type of records with `lat` and `lon`. `region`: the lookup path to their region."""
    _places[model] = region


@cache
def _load_land() -> Image.Image:
    with Image.open(Path(__file__).with_name("land.png")) as image:
        return image.convert("1")


def is_on_land(lat: float, lon: float) -> bool:
    """Return whether land is within some ten kilometres."""
    land = _load_land()
    x, y = int((lon + 180) * _SCALE), int((90 - lat) * _SCALE)
    return bool(land.getpixel((min(x, land.width - 1), min(y, land.height - 1))))


@register_questions
def ask_about_points(edit: RecordEdit) -> Iterator[Question]:
    """Ask about a point in the sea, or far from the other places of its region."""
    path = _places.get(type(edit.record))
    for change in edit.rows if path else ():
        record: Any = change.row
        if change.place or record.lat is None or record.lon is None:
            continue
        if change.has_changed("lat", "lon", path.partition("__")[0]):  # type: ignore[union-attr]
            yield from _ask_about_point(change, get_region(record))


def get_region(record: Any) -> Any:
    """Return the region in which a record has its place; None if its type has none."""
    path = _places.get(type(record))
    if path is None:
        return None
    for name in path.split("__"):
        record = getattr(record, name, None)
    return record


def _ask_about_point(change: RowChange, region: Any) -> Iterator[Question]:
    record = change.row
    point = GeoPoint(record.lat, record.lon)
    on_land = is_on_land(*point)
    if on_land and _has_neighbour(record, region):
        return
    others = _list_points(record, region)
    doubts = [] if on_land else [_("The point lies in the sea")]
    nearest = min((measure_distance(point, other) or 0.0 for other in others), default=0.0)
    if nearest > FAR:
        shown = {"distance": format_all_digits(int(nearest // 10 * 10)), "area": str(region.title)}
        doubts.append(_("The point lies %(distance)s km from every other place of %(area)s") % shown)
    if not doubts:
        return
    ways = [_build_way(number, meant) for number, meant in enumerate(_list_meant(point, others))]
    keep = Answer("keep", _("Keep the point: it lies there"))
    value = str(point)
    yield Question("point", change, "lat", value, doubts[0], (*ways, keep), tuple(doubts[1:]))


def _build_way(number: int, point: GeoPoint) -> Answer:
    label = _("Change to %(value)s") % {"value": str(point)}
    return Answer(f"change-{number}", label, values={"lat": str(point[0]), "lon": str(point[1])})


def _list_points(record: Record, region: Any, **conditions: Any) -> list[GeoPoint]:
    """Return the points of other published places of the region. One query for each type of places."""
    found: list[GeoPoint] = []
    for model, path in _places.items():
        rows = model.objects.published().filter(**{path: region, "lat__isnull": False, **conditions})
        if isinstance(record, model):
            rows = rows.exclude(pk=record.pk)
        found += [GeoPoint(*row) for row in rows.order_by("pk").values_list("lat", "lon")[:_MOST_PLACES]]
    return found


def _has_neighbour(record: Any, region: Any) -> bool:
    """Return whether another place of the region lies near, as mostly: only those around it are read."""
    height = FAR / _DEGREE
    width = min(180.0, height / max(cos(radians(record.lat)), 0.01))
    around = _list_points(
        record,
        region,
        lat__range=(record.lat - height, record.lat + height),
        lon__range=(record.lon - width, record.lon + width),
    )
    return any(_is_near(record, other) for other in around)


def _is_near(place: Located, other: Located) -> bool:
    return (measure_distance(place, other) or 0.0) <= FAR


def _list_meant(point: GeoPoint, others: list[GeoPoint]) -> list[GeoPoint]:
    """Return what may have been meant: another sign, or latitude and longitude the other way round."""
    lat, lon = point
    slips = [GeoPoint(-lat, lon), GeoPoint(lat, -lon), GeoPoint(-lat, -lon)]
    slips += [GeoPoint(lon, lat)] if abs(lon) <= 90 else []
    return [
        meant for meant in slips if is_on_land(*meant) and any(_is_near(meant, other) for other in others)
    ]
