"""Labels of points on a map that cover neither each other nor another point."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.map_views import MapView

#: Width of a Latin and a Han character and height of a line, in pixels of a map view: more than is drawn.
_LATIN, _HAN, _LINE = 9.2, 17.5, 20
#: Distance between the edge of a dot and its label.
_GAP = 6


@dataclass(frozen=True)
class PlacedLabel:
    """A text with its position; `anchor` is the SVG text-anchor, `index` the position of its point."""

    text: str
    x: float
    y: float
    anchor: str
    index: int


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def place_labels(points: Sequence[tuple[str, float, float, float]], view: MapView) -> list[PlacedLabel]:
    """Place the names of points (name, x, y, radius); the first ones win, one without free space has none."""
    taken = [_Box(x - r, y - r, x + r, y + r) for _name, x, y, r in points]
    labels = []
    for index, (name, x, y, r) in enumerate(points):
        for anchor, label_x, label_y in _list_positions(x, y, r):
            box = _measure_label(name, anchor, label_x, label_y)
            others = (other for place, other in enumerate(taken) if place != index)
            if _fits(box, view) and not any(box.overlaps(other) for other in others):
                taken.append(box)
                labels.append(PlacedLabel(name, round(label_x, 1), round(label_y, 1), anchor, index))
                break
    return labels


def _list_positions(x: float, y: float, r: float) -> list[tuple[str, float, float]]:
    """Positions of the middle of a label in the order of preference: right, left, above, below."""
    away = r + _GAP
    return [
        ("start", x + away, y),
        ("end", x - away, y),
        ("middle", x, y - away - _LINE / 2 + 2),
        ("middle", x, y + away + _LINE / 2 - 2),
        ("start", x + away - 2, y - _LINE / 2),
        ("start", x + away - 2, y + _LINE / 2),
        ("end", x - away + 2, y - _LINE / 2),
        ("end", x - away + 2, y + _LINE / 2),
    ]


def _measure_label(name: str, anchor: str, x: float, y: float) -> _Box:
    width = sum(_LATIN if ord(letter) < 0x2E80 else _HAN for letter in name)
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return _Box(left, y - _LINE / 2, left + width, y + _LINE / 2)


def _fits(box: _Box, view: MapView) -> bool:
    return box.left >= 0 and box.top >= 0 and box.right <= view.width and box.bottom <= view.height
