"""The geometry of the drawing of all cities: burned above the ground, landfilled below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import get_language

from cities.choices import WasteFate
from cities.waste.columns import (
    WasteColumn,
    WasteColumns,
    count_zeros,
    describe_column,
    describe_scope,
    describe_zeros,
)
from cities.waste.treatment import WasteYear
from records.drawings.fonts import measure_text


@dataclass(frozen=True)
class ColumnLayout:
    """Lengths of a drawing: `height` stands for all that was collected, `gap` is that between two columns.

    `grounds` are the heights of the ground in both years.
    """

    width: int
    left: int
    height: int
    gap: float
    grounds: tuple[int, int]
    total: int


WIDE_LAYOUT = ColumnLayout(1216, 80, 118, 3.5, (152, 434), 586)
#: Lower columns, for a page on which the drawing is one of many.
HOME_LAYOUT = ColumnLayout(1216, 80, 78, 3.5, (112, 314), 426)
TALL_LAYOUT = ColumnLayout(358, 0, 84, 1.1, (108, 310), 402)

#: The fates above the ground, from it upwards.
_ABOVE = (WasteFate.BURNED, WasteFate.OTHER, WasteFate.UNSTATED, WasteFate.UNTREATED)
#: The least height of a part, so that it is seen.
_LEAST = 0.6
#: The landfilled share from which on a city is named: 20% as percents are rounded.
_NAMED_SHARE = 0.195
#: Where words stand below the ground, and how deep columns beside them may reach, in parts of the height.
_WORDS_DEPTH, _CLEAR_DEPTH = 0.78, 0.42
#: Size of words, weight of names, height of a line, and the space between a name and other words.
_SIZE, _NAME, _LINE, _SPACE = 14, 600, 15.0, 8.0


@dataclass(frozen=True)
class DrawnText:
    """Words at a place of the drawing; lengths are attributes of SVG, which aren't localized."""

    text: str
    x: str
    y: str
    anchor: str = "middle"


@dataclass(frozen=True)
class DrawnLink:
    """The link of a column: the outline of what it covers, the line to its label, and the label."""

    column: WasteColumn
    outline: str
    line: str
    label: DrawnText


@dataclass(frozen=True)
class DrawnYear:
    """A year: the height of its ground, a path for each fate, and one for cities of which it isn't known."""

    year: int
    ground: int
    height: int
    paths: list[tuple[str, str]]
    unknown: str
    has_space: bool

    @property
    def caption(self) -> int:
        """The height of the year: above the columns, beside them if there is space."""
        return self.ground - self.height + (14 if self.has_space else -6)

    @property
    def foot(self) -> int:
        return self.ground + self.height

    @property
    def above(self) -> int:
        """The height of the word above the ground."""
        return self.ground - 8

    @property
    def below(self) -> int:
        return self.ground + 18


@dataclass(frozen=True)
class ColumnDrawing:
    layout: ColumnLayout
    years: list[DrawnYear]
    links: list[DrawnLink]
    #: Cities with a large landfilled share, and how many have 0.
    names: list[DrawnText]
    counts: list[DrawnText]


def draw_columns(columns: WasteColumns, layout: ColumnLayout) -> ColumnDrawing:
    pitch = (layout.width - layout.left) / len(columns.columns)
    xs = [layout.left + position * pitch for position in range(len(columns.columns))]
    width = max(pitch - layout.gap, pitch / 2)
    firsts = [column.first for column in columns.columns]
    lasts: list[WasteYear | None] = [column.last for column in columns.columns]
    by_year = [(columns.first_year, firsts), (columns.last_year, lasts)]
    years = [
        _draw_year(year, rows, xs, width, ground, layout)
        for (year, rows), ground in zip(by_year, layout.grounds, strict=True)
    ]
    names = _arrange_names(columns, xs, width, layout)
    counts = [
        text
        for (_year, rows), ground in zip(by_year, layout.grounds, strict=True)
        for text in _arrange_zeros(rows, xs, pitch, ground, layout.height, names)
    ]
    return ColumnDrawing(
        layout,
        years,
        [_draw_link(*pair, pitch, layout) for pair in zip(columns.columns, xs, strict=True)],
        names,
        counts,
    )


def _draw_year(
    year: int,
    rows: Iterable[WasteYear | None],
    xs: Iterable[float],
    width: float,
    ground: int,
    layout: ColumnLayout,
) -> DrawnYear:
    height = layout.height
    parts: dict[str, list[str]] = {fate.value: [] for fate in WasteFate}
    unknown = []
    for row, x in zip(rows, xs, strict=True):
        if row is None:
            unknown.append(f"M{x:.1f} {ground - height}h{width:.1f}v{height}h-{width:.1f}z")
            continue
        y = float(ground)
        for fate in _ABOVE:
            if share := row.share(fate):
                length = share * height
                parts[fate].append(_draw_part(x, y - length, width, length - 0.8))
                y -= length
        if share := row.share(WasteFate.LANDFILLED):
            parts[WasteFate.LANDFILLED].append(_draw_part(x, ground + 1, width, share * height))
    paths = [(fate, "".join(drawn)) for fate, drawn in parts.items() if drawn]
    return DrawnYear(year, ground, height, paths, "".join(unknown), has_space=layout.left > 0)


def _draw_part(x: float, y: float, width: float, length: float) -> str:
    return f"M{x:.1f} {y:.1f}h{width:.1f}v{max(length, _LEAST):.1f}h-{width:.1f}z"


def _draw_link(column: WasteColumn, x: float, pitch: float, layout: ColumnLayout) -> DrawnLink:
    left, middle = x - layout.gap / 2, x + (pitch - layout.gap) / 2
    top, foot = layout.grounds[0] - layout.height, layout.grounds[1] + layout.height
    part = (x - layout.left) / (layout.width - layout.left)
    anchor = "start" if part < 1 / 3 else "end" if part > 2 / 3 else "middle"
    label_x = {"start": x, "end": x + pitch - layout.gap}.get(anchor, middle)
    return DrawnLink(
        column,
        f"M{left:.1f} {top}h{pitch:.1f}v{foot - top}h-{pitch:.1f}z",
        f"M{middle:.1f} 22V{foot}",
        DrawnText(describe_column(column), f"{label_x:.1f}", "14", anchor),
    )


def _measure_words(text: str) -> float:
    """Return the width of words in the weight of names, which is a little more than that of counts."""
    return measure_text(text, _SIZE, _NAME, get_language() or "")


def _arrange_names(
    columns: WasteColumns, xs: list[float], width: float, layout: ColumnLayout
) -> list[DrawnText]:
    """Name the cities with a large share in the last year; of names that would touch, the one with more.

    A name stands in the middle below its column, or before it, or after it.
    """
    places: list[tuple[float, float, float]] = []
    texts = []
    named = [pair for pair in zip(columns.columns, xs, strict=True) if pair[0].last_share >= _NAMED_SHARE]
    for column, x in sorted(named, key=lambda pair: -pair[0].last_share):
        name = column.waste.name
        length = _measure_words(name)
        y = layout.grounds[1] + column.last_share * layout.height + _LINE
        for wanted in (x + width / 2, x - length / 2, x + width + length / 2):
            middle = min(max(wanted, layout.left + length / 2), layout.width - length / 2)
            if all(
                abs(middle - other) >= (length + other_length) / 2 + _SPACE or abs(y - other_y) >= _LINE
                for other, other_y, other_length in places
            ):
                places.append((middle, y, length))
                texts.append(DrawnText(name, f"{middle:.1f}", f"{y:.1f}"))
                break
    return texts


def _arrange_zeros(
    rows: Sequence[WasteYear | None],
    xs: list[float],
    pitch: float,
    ground: int,
    height: int,
    names: Iterable[DrawnText],
) -> list[DrawnText]:
    """Say how many cities have 0 t landfilled, where the ground is emptiest; nothing without space."""
    texts = count_zeros(rows)
    if not texts:
        return []
    shares = [row.share(WasteFate.LANDFILLED) if row else None for row in rows]
    runs = [
        [x for x, _share in run]
        for is_clear, run in groupby(zip(xs, shares, strict=True), lambda pair: (pair[1] or 0) < _CLEAR_DEPTH)
        if is_clear
    ]
    longest = max(runs, key=len)
    start, end = longest[0], longest[-1] + pitch
    # Names of the columns beside it reach into it.
    length = max(map(_measure_words, texts))
    if end - start < length + 6 * _SPACE:
        return []
    foot = ground + _WORDS_DEPTH * height
    head = foot - (len(texts) - 1) * _LINE
    near = [name for name in names if head - 2 * _LINE < float(name.y) < foot + 2 * _LINE]
    x = _find_clear_place(start, end, length, near)
    if x is None:
        return []
    return [
        DrawnText(text, f"{x:.1f}", f"{foot - line * _LINE:.1f}") for line, text in enumerate(reversed(texts))
    ]


def _find_clear_place(start: float, end: float, length: float, names: list[DrawnText]) -> float | None:
    """Return the middle of words between two places that is nearest to their middle and clear of names."""
    middle, room = (start + end) / 2, (end - start - length) / 2
    moves = [side * _SPACE * step for step in range(int(room / _SPACE) + 1) for side in (1, -1)]
    for x in (middle + move for move in moves):
        if all(
            abs(float(name.x) - x) >= (_measure_words(name.text) + length) / 2 + 2 * _SPACE for name in names
        ):
            return x
    return None


def build_drawing_context(columns: WasteColumns, form: str) -> dict[str, Any]:
    """Return the context of `cities/waste/columns.html`; `form`: "home" or "indicator"."""
    return {
        "columns": columns,
        "form": form,
        "heading": describe_zeros(columns),
        "note": describe_scope(columns),
        "wide": draw_columns(columns, HOME_LAYOUT if form == "home" else WIDE_LAYOUT),
        "tall": draw_columns(columns, TALL_LAYOUT),
    }
