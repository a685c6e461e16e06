"""All cities in one drawing: a column each, burned above the ground and landfilled below it, in two years.

A column has the same place in both years: the largest landfilled share of the first year comes first, then
that of the last year, then the most tonnes; cities of which the first year isn't known stand at the end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.choices import WasteFate, WasteRole
from cities.models import Indicator
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.sentences import describe_definition
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, WasteYear
from records.texts.formats import format_number, is_chinese, join_list

#: With more cities none is drawn: every city is a column, or none. China has fewer.
MAX_COLUMNS = 400


@dataclass(frozen=True)
class WasteColumn:
    """A city of the drawing. `first` is None if it isn't known what was landfilled then."""

    waste: CityWaste
    first: WasteYear | None
    last: WasteYear

    @property
    def first_share(self) -> float | None:
        return self.first.share(WasteFate.LANDFILLED) if self.first else None

    @property
    def last_share(self) -> float:
        return self.last.share(WasteFate.LANDFILLED) or 0.0

    @property
    def is_zero(self) -> bool:
        """Whether the last year has 0 t landfilled, stated or worked out."""
        return not self.last.landfilled

    @property
    def order(self) -> tuple[float, float, float, str]:
        first = -1.0 if self.first_share is None else self.first_share
        return -first, -self.last_share, -self.last.collected, self.waste.city.slug


@dataclass(frozen=True)
class WasteColumns:
    """The cities of which it is known what was landfilled in the last year, in the order of their columns."""

    first_year: int
    last_year: int
    columns: list[WasteColumn]

    @cached_property
    def zeros(self) -> list[WasteColumn]:
        return [column for column in self.columns if column.is_zero]

    @cached_property
    def others(self) -> list[WasteColumn]:
        """The cities that landfill, the largest share first."""
        rest = (column for column in self.columns if not column.is_zero)
        return sorted(rest, key=lambda column: (-column.last_share, column.waste.city.slug))

    @cached_property
    def known_first(self) -> list[WasteColumn]:
        return [column for column in self.columns if column.first]

    @property
    def first_zeros(self) -> int:
        return sum(column.first_share == 0 for column in self.known_first)

    @property
    def left(self) -> int:
        """How many cities that landfilled in the first year have 0 t in the last one."""
        return sum(bool(column.first_share) and column.is_zero for column in self.known_first)

    @property
    def indicator(self) -> Indicator | None:
        """The indicator whose page has all values: what is landfilled. Every column has a value of it."""
        value = self.columns[0].last.find_value(WasteRole.LANDFILLED)
        return value.indicator if value else None

    @property
    def definition(self) -> str:
        """What the shares are of, with the area if it is the same for all."""
        scopes = {column.waste.scope for column in self.columns}
        return describe_definition(self.columns[0].waste if len(scopes) == 1 else None)

    @property
    def is_checked(self) -> bool:
        """Whether each 0 may be called none."""
        return all(column.last.is_checked for column in self.zeros)


def choose_columns(cities: Mapping[int, CityWaste]) -> WasteColumns | None:
    """Return the columns of the cities; None for fewer than 20, which a table says better, or too many."""
    years = {(waste.first_year, waste.last_year) for waste in cities.values()}
    if len(years) != 1:
        return None
    [(first_year, last_year)] = years
    columns = [
        WasteColumn(waste, waste.old if waste.old and waste.old.year == first_year else None, last)
        for waste in cities.values()
        if (last := waste.years.get(last_year)) and last.landfilled is not None and not waste.city.parent_id
    ]
    if not MIN_COMPARED_CITIES <= len(columns) <= MAX_COLUMNS or first_year == last_year:
        return None
    return WasteColumns(first_year, last_year, sorted(columns, key=lambda column: column.order))


def describe_zeros(columns: WasteColumns) -> str:
    """Return how many cities have 0 t landfilled. A 0 that was read in one copy isn't called none."""
    numbers = {
        "zeros": format_number(len(columns.zeros)),
        "cities": format_number(len(columns.columns)),
        "year": columns.last_year,
    }
    if not columns.zeros:
        return _("Where the municipal waste of %(cities)s cities went") % numbers
    if columns.is_checked:
        return _("In %(year)s, %(zeros)s of %(cities)s cities landfilled no municipal waste") % numbers
    return _("In the yearbook for %(year)s, %(zeros)s of %(cities)s cities show 0 t landfilled") % numbers


def describe_first_year(columns: WasteColumns) -> str:
    """Return how many cities had 0 t landfilled in the first year, and what became of the others."""
    known, first_zeros = len(columns.known_first), columns.first_zeros
    numbers = {
        "zeros": format_number(first_zeros),
        "cities": format_number(known),
        "others": format_number(known - first_zeros),
        "left": format_number(columns.left),
        "first": columns.first_year,
        "last": columns.last_year,
    }
    earlier = _("For %(first)s it was %(zeros)s of %(cities)s.") % numbers
    since = (
        ngettext(
            "Of the %(others)s with landfill then, %(left)s shows 0 for %(last)s.",
            "Of the %(others)s with landfill then, %(left)s show 0 for %(last)s.",
            columns.left,
        )
        % numbers
    )
    return _join_sentences([earlier, since])


def _join_sentences(sentences: Iterable[str]) -> str:
    return ("" if is_chinese() else " ").join(sentences)


def describe_column(column: WasteColumn) -> str:
    """Return the shares of a city, as the label of its column."""
    return _("%(city)s: landfilled %(first)s → %(last)s; burned %(burned)s; %(tonnes)s in %(year)s") % {
        "city": column.waste.name,
        "first": format_share(column.first_share),
        "last": format_share(column.last_share),
        "burned": format_share(column.last.share(WasteFate.BURNED)),
        "tonnes": format_tonnes(column.last.collected),
        "year": column.last.year,
    }


def describe_scope(columns: WasteColumns) -> str:
    """Return what the shares are of, in which order the columns stand, and how the values were checked."""
    years = {"first": columns.first_year, "last": columns.last_year}
    sentences = [
        columns.definition,
        _("Order: landfilled share of %(first)s, the largest first.") % years,
    ]
    unknown = [column.waste.name for column in columns.columns if not column.first]
    if unknown:
        params = {"cities": join_list(unknown), **years}
        sentences.append(
            ngettext(
                "%(cities)s stands last, because the share of %(first)s isn’t known.",
                "%(cities)s stand last, because the share of %(first)s isn’t known.",
                len(unknown),
            )
            % params
        )
    used = [year for column in columns.columns for year in (column.first, column.last) if year]
    if any(year.worked_out for year in used):
        sentences.append(
            _("Where a table leaves one way empty and the others make up all, that way counts as 0.")
        )
    if not all(year.is_checked for year in used):
        sentences.append(_("Read in one copy of the yearbook, not checked against print."))
    return _join_sentences(sentences)


# -- geometry -----------------------------------------------------------------------------------------


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
#: Widths of characters, height of a line, and the space between a name and other words.
_CHARACTER, _HAN, _LINE, _SPACE = 7.4, 13.8, 15.0, 8.0


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
    counts = [
        text
        for (_year, rows), ground in zip(by_year, layout.grounds, strict=True)
        if (text := _count_zeros(rows, xs, pitch, ground, layout.height, columns.is_checked))
    ]
    return ColumnDrawing(
        layout,
        years,
        [_draw_link(*pair, pitch, layout) for pair in zip(columns.columns, xs, strict=True)],
        _arrange_names(columns, xs, width, layout),
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


def _measure_text(text: str) -> float:
    return len(text) * (_HAN if is_chinese() else _CHARACTER)


def _arrange_names(
    columns: WasteColumns, xs: list[float], width: float, layout: ColumnLayout
) -> list[DrawnText]:
    """Name the cities with a large share in the last year; of names that would touch, the one with more."""
    places: list[tuple[float, float, float]] = []
    texts = []
    named = [pair for pair in zip(columns.columns, xs, strict=True) if pair[0].last_share >= _NAMED_SHARE]
    for column, x in sorted(named, key=lambda pair: -pair[0].last_share):
        name = column.waste.name
        length = _measure_text(name)
        middle = min(max(x + width / 2, layout.left + length / 2), layout.width - length / 2)
        y = layout.grounds[1] + column.last_share * layout.height + _LINE
        if all(
            abs(middle - other) >= (length + other_length) / 2 + _SPACE or abs(y - other_y) >= _LINE
            for other, other_y, other_length in places
        ):
            places.append((middle, y, length))
            texts.append(DrawnText(name, f"{middle:.1f}", f"{y:.1f}"))
    return texts


def _count_zeros(
    rows: Iterable[WasteYear | None],
    xs: list[float],
    pitch: float,
    ground: int,
    height: int,
    is_checked: bool,
) -> DrawnText | None:
    """Say how many cities have 0 t landfilled, where the ground is emptiest; nothing without space."""
    shares = [row.share(WasteFate.LANDFILLED) if row else None for row in rows]
    number = sum(share == 0 for share in shares)
    if not number:
        return None
    params = {"cities": format_number(number)}
    text = (
        _("none landfilled: %(cities)s cities") if is_checked else _("0 in the yearbook: %(cities)s cities")
    ) % params
    runs = [
        [x for x, _share in run]
        for is_clear, run in groupby(zip(xs, shares, strict=True), lambda pair: (pair[1] or 0) < _CLEAR_DEPTH)
        if is_clear
    ]
    longest = max(runs, key=len)
    start, end = longest[0], longest[-1] + pitch
    # Names of the columns beside it reach into it.
    if end - start < _measure_text(text) + 6 * _SPACE:
        return None
    return DrawnText(text, f"{(start + end) / 2:.1f}", f"{ground + _WORDS_DEPTH * height:.1f}")


# -- template -----------------------------------------------------------------------------------------


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
