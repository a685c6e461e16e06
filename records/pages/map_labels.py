"""Labels of points on a map that cover neither each other nor another point."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Width of a Latin and a Han character and height of a line, in pixels of a map view: more than is drawn.
_LATIN, _HAN, _LINE = 8.6, 16.5, 18
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


#: Left, top, right and bottom of a map.
Frame = tuple[float, float, float, float]


def arrange_labels(
    points: Sequence[tuple[str, float, float, float]], frame: Frame, factor: float = 1
) -> list[PlacedLabel]:
    """Place the names of points (name, x, y, radius); the first ones win, one without free space has none.

    `factor`: how much larger the names are than on a wide screen.
    """
    taken = [_Box(x - r, y - r, x + r, y + r) for _name, x, y, r in points]
    labels = []
    for index, (name, x, y, r) in enumerate(points):
        width = _measure_width(name, factor)
        top, bottom = y - r - 2 * _LINE * factor, y + r + 2 * _LINE * factor  # no position is outside
        near = [
            box for other, box in enumerate(taken) if box.top < bottom and top < box.bottom and other != index
        ]
        for anchor, label_x, label_y in _list_positions(x, y, r, factor):
            box = _measure_label(width, anchor, label_x, label_y, factor)
            if _is_inside(box, frame) and not any(map(box.overlaps, near)):
                taken.append(box)
                labels.append(PlacedLabel(name, round(label_x, 1), round(label_y, 1), anchor, index))
                break
    return labels


def _list_positions(x: float, y: float, r: float, factor: float) -> list[tuple[str, float, float]]:
    """Positions of the middle of a label in the order of preference: right, left, above, below, corners."""
    away, line = r + _GAP * factor, _LINE * factor
    return [
        ("start", x + away, y),
        ("end", x - away, y),
        ("middle", x, y - r - line / 2),
        ("middle", x, y + r + line / 2),
        ("start", x + away - 2, y - line / 2),
        ("start", x + away - 2, y + line / 2),
        ("end", x - away + 2, y - line / 2),
        ("end", x - away + 2, y + line / 2),
    ]


def _measure_width(name: str, factor: float) -> float:
    return factor * sum(_LATIN if ord(letter) < 0x2E80 else _HAN for letter in name)


def _measure_label(width: float, anchor: str, x: float, y: float, factor: float) -> _Box:
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    half = factor * _LINE / 2
    return _Box(left, y - half, left + width, y + half)


def _is_inside(box: _Box, frame: Frame) -> bool:
    left, top, right, bottom = frame
    return box.left >= left and box.top >= top and box.right <= right and box.bottom <= bottom
