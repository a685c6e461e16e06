"""The geometry of the waste portrait: threads that run together, part, and turn up, down or straight on.

Up is burned, down is landfilled, straight on is treated in other ways. A thread is the same amount in both
years. All lengths are in pixels at full size; colours are classes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, log10

from django.utils.translation import ngettext, pgettext

from cities.choices import WasteFate, WasteRole
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.sentences import describe_waste, describe_zero, write_headline
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, WasteYear

#: The larger year has at most so many threads.
_MOST_THREADS = 24
#: The threads of a small portrait: 5% each.
_SMALL_THREADS = 20
#: A thinner part is drawn, and stands in the table without a label.
_LEAST_LABELLED = 0.02
#: Of more other cities, every second, third or so is drawn.
_MOST_LINES = 200
_THINNEST = 0.15
#: From the first line of a label of three lines to that of a label below it.
_LABEL_HEIGHT = 52
#: From the top of the threads to a label below that of what was burned.
_BURNED_FOOT = 80
#: How far below the ground the words stand of what was not treated to the standard and ends on it.
_UNTREATED_DEPTH = 17


@dataclass(frozen=True)
class Shape:
    """A path, or a circle if it has a radius."""

    css: str
    path: str = ""
    width: str = ""
    x: float = 0
    y: float = 0
    radius: float = 0


@dataclass(frozen=True)
class PortraitLabel:
    css: str
    x: float
    y: float
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class PortraitFrame:
    """The measures of a form. `corner` and `end`: where threads turn, and where those that run on end."""

    width: float
    height: float
    ground: float
    top: float
    bottom: float
    corner: float
    end: float
    thread: float
    gap: float
    #: The left edges of both years.
    starts: tuple[float, float]
    #: Left edge and width of the other cities, and the length of 100% in them.
    others: tuple[float, float, float]
    #: The margins of the other cities left and right of their lines.
    margins: tuple[float, float]
    #: How far below the ground what was landfilled is written.
    depth: float
    #: How far dashed threads go on after the corner, and how far their label stands from it.
    dashed: tuple[float, float] = (70, 78)
    radius: float = 12
    lift: float = 8


WIDE = PortraitFrame(1216, 412, 216, 54, 372, 150, 334, 4, 1, (0, 462), (924, 292, 150), (44, 50), 62)
PAGE = PortraitFrame(
    740,
    368,
    194,
    54,
    326,
    84,
    168,
    3.2,
    0.8,
    (0, 282),
    (576, 164, 134),
    (44, 50),
    62,
    (40, 46),
)
#: One year; the second stands below it.
TALL = PortraitFrame(358, 276, 180, 44, 252, 92, 232, 3.2, 0.8, (0, 0), (0, 358, 104), (42, 60), 40, (48, 54))
SMALL = PortraitFrame(132, 92, 56, 1, 89, 40, 128, 1.4, 0.4, (0, 0), (0, 0, 0), (0, 0), 0, radius=4, lift=4)
_FRAMES = {"wide": WIDE, "page": PAGE, "tall": TALL}
_GAP_OF_YEARS = 6


@dataclass
class Portrait:
    """A drawing: shapes, then labels. `others` is the number of cities beside which the city is drawn."""

    form: str
    width: float
    height: float = 0
    key: str = ""
    title: str = ""
    description: str = ""
    unit: float = 0
    others: int = 0
    shapes: list[Shape] = field(default_factory=list)
    labels: list[PortraitLabel] = field(default_factory=list)


def choose_unit(years: Iterable[WasteYear]) -> float:
    """Return the tonnes of a thread: the smallest of 1, 2, 2.5 and 5 × 10ⁿ with at most 24 threads a year."""
    largest = max(year.collected for year in years)
    power = 10.0 ** floor(log10(largest / _MOST_THREADS))
    units = (power * factor for factor in (1, 2, 2.5, 5, 10))
    return next(unit for unit in units if largest / unit <= _MOST_THREADS)


def build_portrait(
    waste: CityWaste, everyone: Mapping[int, CityWaste], form: str = "wide"
) -> Portrait | None:
    """Draw both years of a city, and it among all others; None if nothing is known of the newest year."""
    frame, new = _FRAMES[form], waste.new
    if new is None:
        return None
    years: list[WasteYear | None] = [waste.first, new] if waste.has_two_years else [new]
    portrait = Portrait(
        form,
        frame.width,
        key=f"{waste.city.slug}-{form}",
        title=write_headline(waste),
        description=describe_waste(waste),
        unit=choose_unit(year for year in years if year),
    )
    if form == "tall":
        _draw_tall(portrait, frame, waste, years, everyone)
    else:
        _draw_wide(portrait, frame, waste, years, everyone)
    return portrait


def _draw_wide(
    portrait: Portrait,
    frame: PortraitFrame,
    waste: CityWaste,
    years: Sequence[WasteYear | None],
    everyone: Mapping[int, CityWaste],
) -> None:
    ground, edge = frame.ground, frame.others[0]
    others = _select_others(waste, everyone)
    portrait.height = frame.height
    portrait.width = frame.width if others else edge - 22
    portrait.shapes.append(Shape("earth", f"M0,{ground}H{edge - 22}V{frame.height}H0Z"))
    for year, start in zip(years, frame.starts, strict=False):
        _draw_year(portrait, frame, year, waste, (start, 0))
    portrait.shapes.append(Shape("ground", f"M0,{ground}H{edge - 22}"))
    if others:
        _draw_others(portrait, frame, waste, others, ground)


def _draw_tall(
    portrait: Portrait,
    frame: PortraitFrame,
    waste: CityWaste,
    years: Sequence[WasteYear | None],
    everyone: Mapping[int, CityWaste],
) -> None:
    down = 0.0
    for year in years:
        ground = frame.ground + down
        foot = down + frame.height - 12
        portrait.shapes.append(Shape("earth", f"M0,{ground:g}H{frame.width}V{foot:g}H0Z"))
        _draw_year(portrait, frame, year, waste, (0, down))
        portrait.shapes.append(Shape("ground", f"M0,{ground:g}H{frame.width}"))
        down += frame.height + _GAP_OF_YEARS
    portrait.height = down
    if others := _select_others(waste, everyone):
        length = frame.others[2]
        _draw_others(portrait, frame, waste, others, down + 40 + length)
        portrait.height = down + 2 * length + 82


def _draw_year(
    portrait: Portrait,
    frame: PortraitFrame,
    year: WasteYear | None,
    waste: CityWaste,
    origin: tuple[float, float],
) -> None:
    """Draw a year with its words; a dotted outline if it isn't known what became of the waste."""
    x, down = origin
    ground, top = frame.ground + down, frame.top + down
    stated = year.year if year else waste.first_year
    portrait.labels.append(PortraitLabel("year", x, top - 12, str(stated)))
    if year is None:
        path = f"M{x},{ground - 60:g}H{x + frame.corner}M{x},{ground - 8:g}H{x + frame.corner}"
        portrait.shapes.append(Shape("gap", path))
        text = pgettext("waste", "not known")
        portrait.labels.append(PortraitLabel("unknown", x + frame.corner + 12, ground - 30, text))
        return
    shapes, ends = draw_threads(year, portrait.unit, frame, origin)
    portrait.shapes += shapes
    portrait.labels += [
        PortraitLabel("amount", x, top + 10, format_tonnes(year.collected)),
        PortraitLabel("minor", x, top + 27, _describe_total(year)),
        *_build_fate_labels(frame, year, ends, origin),
    ]


def _describe_total(year: WasteYear) -> str:
    return pgettext("waste", "collected") if year.has_shares else pgettext("waste", "treated")


def draw_threads(
    year: WasteYear, unit: float, frame: PortraitFrame, origin: tuple[float, float] = (0, 0)
) -> tuple[list[Shape], dict[WasteFate, list[float]]]:
    """Return the threads of a year and where those of each fate end: x of vertical ones, y of others."""
    x, down = origin
    threads = list(_split_threads(year, unit))
    gaps = frame.gap * (len(threads) - 1)
    foot = frame.ground + down - frame.lift
    head = y = foot - sum(width for _fate, width in threads) * frame.thread - gaps
    corner = x + frame.corner
    paths: dict[tuple[WasteFate, float], list[str]] = {}
    ends: dict[WasteFate, list[float]] = {}
    for fate, share in threads:
        width = share * frame.thread
        middle = y + width / 2
        path, end = f"M{x:g},{middle:.1f}H{corner:g}", middle
        if fate in (WasteFate.BURNED, WasteFate.LANDFILLED):
            turn = frame.radius + (middle - head if fate == WasteFate.BURNED else foot - middle)
            edge, sweep, up = (frame.top, 0, -1) if fate == WasteFate.BURNED else (frame.bottom, 1, 1)
            path += f"a{turn:.1f},{turn:.1f} 0 0 {sweep} {turn:.1f},{up * turn:.1f}V{edge + down:g}"
            end = corner + turn + width / 2
        elif fate == WasteFate.OTHER:
            path = f"M{x:g},{middle:.1f}H{x + frame.end:g}"
        elif fate == WasteFate.UNTREATED:
            # It ends on the ground.
            across, fall = frame.radius + foot - middle, frame.ground + down - middle
            path += f"a{across:.1f},{fall:.1f} 0 0 1 {across:.1f},{fall:.1f}"
            end = corner + across
        else:
            path = f"M{x:g},{middle:.1f}H{min(corner + frame.dashed[0], x + frame.end):g}"
        paths.setdefault((fate, round(width, 2)), []).append(path)
        ends.setdefault(fate, []).append(end)
        y += width + frame.gap
    shapes = [Shape(fate.value, "".join(found), f"{width:g}") for (fate, width), found in paths.items()]
    return shapes, ends


def _split_threads(year: WasteYear, unit: float) -> Iterator[tuple[WasteFate, float]]:
    """Yield the fate and width of each thread from the top; the last one of a fate is its remainder."""
    for fate in WasteFate:
        number = (year.get_tonnes(fate) or 0) / unit
        whole = int(number + 1e-6)
        rest = number - whole
        widths = [1.0] * whole
        if rest > _LEAST_LABELLED or (number > 0 and not whole):
            widths.append(max(rest, _THINNEST))
        # The thin one lies inside, beside those that don't turn down.
        yield from ((fate, width) for width in (reversed(widths) if fate == WasteFate.LANDFILLED else widths))


def _build_fate_labels(
    frame: PortraitFrame, year: WasteYear, ends: Mapping[WasteFate, list[float]], origin: tuple[float, float]
) -> Iterator[PortraitLabel]:
    x, down = origin
    ground, top = frame.ground + down, frame.top + down
    dashed = _build_unstated_labels(frame, year, ends, origin)
    if burned := ends.get(WasteFate.BURNED):
        yield from _build_labels(year, WasteFate.BURNED, max(burned) + 12, top + 22)
    if (other := ends.get(WasteFate.OTHER)) and _is_labelled(year, WasteFate.OTHER):
        middle = min(sum(other) / len(other) + 2, ground - 46)
        yield from _build_other_labels(frame, year, (x + frame.end + 10, middle), top, dashed)
    yield from dashed
    if (untreated := ends.get(WasteFate.UNTREATED)) and _is_labelled(year, WasteFate.UNTREATED):
        text = _format_part(year, WasteFate.UNTREATED)
        yield PortraitLabel("word", min(untreated), ground + _UNTREATED_DEPTH, text)
    if landfilled := ends.get(WasteFate.LANDFILLED):
        yield from _build_labels(year, WasteFate.LANDFILLED, max(landfilled) + 12, ground + frame.depth)
    elif year.landfilled == 0:
        yield PortraitLabel("word faint", x + frame.corner - 24, ground + frame.depth, describe_zero(year))


def _build_other_labels(
    frame: PortraitFrame,
    year: WasteYear,
    place: tuple[float, float],
    top: float,
    dashed: Sequence[PortraitLabel],
) -> Iterator[PortraitLabel]:
    """Yield the labels of what was treated in other ways; one line where those of dashed parts are close."""
    x, y = place
    if dashed:
        # Their labels are long and reach under it.
        y = min(y, dashed[0].y - _LABEL_HEIGHT)
    if y >= top + _BURNED_FOOT or not dashed:
        yield from _build_labels(year, WasteFate.OTHER, x, y)
    else:
        yield PortraitLabel("word", x, dashed[0].y - 18, _format_part(year, WasteFate.OTHER))


def _is_labelled(year: WasteYear, fate: WasteFate) -> bool:
    return (year.get_tonnes(fate) or 0) >= _LEAST_LABELLED * year.collected


def _format_part(year: WasteYear, fate: WasteFate) -> str:
    """Return a part in one line: its share, or its tonnes where no share is known."""
    amount = format_share(year.share(fate)) if year.has_shares else format_tonnes(year.get_tonnes(fate))
    return f"{amount} {fate.label}"


def _build_labels(year: WasteYear, fate: WasteFate, x: float, y: float) -> Iterator[PortraitLabel]:
    if not _is_labelled(year, fate):
        return
    if year.has_shares:
        yield PortraitLabel("share", x, y, format_share(year.share(fate), short=True))
    yield PortraitLabel("word", x, y + 18, str(fate.label))
    yield PortraitLabel("minor", x, y + 35, format_tonnes(year.get_tonnes(fate)))


def _build_unstated_labels(
    frame: PortraitFrame, year: WasteYear, ends: Mapping[WasteFate, list[float]], origin: tuple[float, float]
) -> list[PortraitLabel]:
    fate = WasteFate.UNSTATED
    if fate not in ends or not _is_labelled(year, fate):
        return []
    x, y = origin[0] + frame.corner + frame.dashed[1], sum(ends[fate]) / len(ends[fate]) + 4
    return [PortraitLabel("word", x, y, _format_part(year, fate))]


def _select_others(waste: CityWaste, everyone: Mapping[int, CityWaste]) -> list[CityWaste]:
    """Return the other cities of which both years are known; none if they are few or don't compare."""
    if not waste.is_comparable:
        return []
    others = [
        other
        for other in everyone.values()
        if other.is_comparable
        and other.city.pk != waste.city.pk
        and _list_shares(other, WasteFate.LANDFILLED)
    ]
    return others if len(others) >= MIN_COMPARED_CITIES else []


def _list_shares(waste: CityWaste, fate: WasteFate) -> tuple[float, float] | None:
    """Return the shares of the first and the last year; None unless both are known."""
    old, new = waste.old, waste.new
    if old is None or new is None or new.year != waste.last_year:
        return None
    first, last = old.share(fate), new.share(fate)
    return None if first is None or last is None else (first, last)


def _draw_others(
    portrait: Portrait, frame: PortraitFrame, waste: CityWaste, others: Sequence[CityWaste], ground: float
) -> None:
    """Draw a line for each city from its first to its last share: burned above, landfilled below ground."""
    left, width, length = frame.others
    start, end = left + frame.margins[0], left + width - frame.margins[1]
    shown = others[:: -(-len(others) // _MOST_LINES)]
    portrait.others = len(shown)
    portrait.shapes.append(Shape("earth", f"M{start},{ground:g}H{end}V{ground + length:g}H{start}Z"))

    def draw(shares: tuple[float, float], up: int) -> str:
        first, last = (ground + up * share * length for share in shares)
        bend = (end - start) / 2
        rise = last - first
        return f"M{start},{first:.1f}c{bend:g},0 {bend:g},{rise:.1f} {end - start},{rise:.1f}"

    directions = ((WasteFate.BURNED, -1), (WasteFate.LANDFILLED, 1))
    for fate, up in directions:
        known = (_list_shares(other, fate) for other in shown)
        path = "".join(draw(shares, up) for shares in known if shares)
        portrait.shapes.append(Shape(f"beside {fate.value}", path))
    portrait.shapes.append(Shape("ground", f"M{start},{ground:g}H{end}"))
    _draw_axes(portrait, waste, (start, end), ground, length)
    for fate, up in directions:
        shares = _list_shares(waste, fate)
        if shares is None:
            continue
        path = draw(shares, up)
        y = ground + up * shares[1] * length
        portrait.shapes += [Shape("halo", path), Shape("own", path)]
        for x, share in zip((start, end), shares, strict=True):
            portrait.shapes.append(Shape("dot", x=x, y=round(ground + up * share * length, 1), radius=4.5))
        shift = 5 if shares[1] > 0.08 else -4 if up < 0 else 18
        portrait.labels.append(
            PortraitLabel("own-share", end + 9, round(y + shift, 1), format_share(shares[1], True))
        )


def _draw_axes(
    portrait: Portrait, waste: CityWaste, ends: tuple[float, float], ground: float, length: float
) -> None:
    start, end = ends
    middle = (start + end) / 2
    sides = "".join(f"M{x},{ground - length:g}V{ground + length:g}" for x in ends)
    ticks = [ground + up * part * length for up in (-1, 1) for part in (0.5, 1)]
    path = sides + "".join(f"M{start - 5},{y:g}h5" for y in ticks)
    portrait.shapes.append(Shape("tick", path))
    scale = [*zip(ticks, ("50%", "100%", "50%", "100%"), strict=True), (ground, "0")]
    foot = ground + length
    if _list_shares(waste, WasteFate.LANDFILLED):
        title = ngettext("beside %(count)s other city", "beside %(count)s other cities", portrait.others)
    else:
        title = ngettext("%(count)s other city", "%(count)s other cities", portrait.others)
    portrait.labels += [
        *(PortraitLabel("minor", start - 9, y + 4, text, "end") for y, text in scale),
        PortraitLabel("minor", start, foot + 17, str(waste.first_year), "middle"),
        PortraitLabel("minor", end, foot + 17, str(waste.last_year), "middle"),
        PortraitLabel("head", start - 9, ground - length - 32, title % {"count": portrait.others}),
        PortraitLabel("word", middle, ground - length - 10, str(WasteRole.BURNED.label), "middle"),
        PortraitLabel("word", middle, foot + 34, str(WasteRole.LANDFILLED.label), "middle"),
    ]


def build_small_portrait(year: WasteYear) -> Portrait:
    """Draw the shares of a year without words, a thread for each 5%."""
    portrait = Portrait("small", SMALL.width, SMALL.height)
    shapes, _ends = draw_threads(year, year.collected / _SMALL_THREADS, SMALL)
    ground, width = SMALL.ground, SMALL.width
    portrait.shapes = [
        Shape("earth", f"M0,{ground}H{width}V{SMALL.height}H0Z"),
        *shapes,
        Shape("ground", f"M0,{ground}H{width}"),
    ]
    return portrait
