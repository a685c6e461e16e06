"""What the pilots of the first zero-waste round work on, as strands at the top of the home page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from coalition.models import Programme
from initiatives.models import ZeroWastePilot
from records.choices import WasteArea

WIDTH, HEIGHT = 676, 452
#: What all strands and the gaps between them take, in units of the drawing, and the gap.
_BREADTH, _GAP = 81, 6
#: Where a name ends, its number stands and its strand starts; the first line of names, and the next.
NAME_END, NUMBER_START, STRAND_START = 158, 166, 196
_FIRST_LINE, _LINE = 332, 24
#: The official list has 16 pilots.
_MAX_PILOTS = 200

_NAMES = {
    WasteArea.INDUSTRIAL: pgettext_lazy("waste strands", "Industrial"),
    WasteArea.AGRICULTURAL: pgettext_lazy("waste strands", "Agricultural"),
    WasteArea.DOMESTIC: pgettext_lazy("waste strands", "Municipal"),
    WasteArea.CONSTRUCTION: pgettext_lazy("waste strands", "Construction"),
    WasteArea.HAZARDOUS: pgettext_lazy("waste strands", "Hazardous"),
}


@dataclass(frozen=True)
class Strand:
    """A waste area with its number of pilots. `y` is the line of its name; a number of 0 has no strand."""

    area: str
    count: int
    y: float
    width: float
    path: str

    @property
    def name(self) -> Any:
        return _NAMES[WasteArea(self.area)]


@dataclass(frozen=True)
class Meander:
    """Strands from the inner to the outer one, and how many pilots of which programme they count."""

    programme: Programme
    pilots: int
    strands: list[Strand]


def build_meander() -> Meander | None:
    """Return the drawing of the listed pilots; None if no waste area is known of any. One query."""
    pilots = ZeroWastePilot.objects.in_round().filter(programme__zero_waste_round=1)
    rows = list(pilots.select_related("programme").order_by("pk")[:_MAX_PILOTS])
    counts = Counter(area for pilot in rows for area in pilot.waste_areas)
    if not counts:
        return None
    return Meander(rows[0].programme, len(rows), build_strands(counts))


def build_strands(counts: Mapping[str, int]) -> list[Strand]:
    """Return a strand for each waste area, as wide as its number."""
    strands: list[Strand] = []
    scale = (_BREADTH - _GAP * (len(WasteArea) - 1)) / sum(counts.values())
    offset = 0.0
    for line, area in enumerate(WasteArea.values):
        count = counts.get(area, 0)
        width = round(count * scale, 1)
        offset += width / 2 if line else 0
        y = _FIRST_LINE + _LINE * line
        strands.append(Strand(area, count, y, width, _draw_path(y, round(offset, 1)) if count else ""))
        offset += width / 2 + _GAP
    return strands


def _draw_path(y: float, offset: float) -> str:
    """Draw a strand from its name along the foot and inwards. `offset`: distance from the innermost one."""
    o, r = offset, 25 + offset
    arc = f"A{r:g},{r:g} 0 0 0"
    return (
        f"M{STRAND_START},{y:g}C262,{y:g} 256,{343 + o:g} 318,{343 + o:g}H572{arc} {597 + o:g},318V102"
        f"{arc} 572,{77 - o:g}H328{arc} {303 - o:g},102V230{arc} 328,{255 + o:g}H484{arc} {509 + o:g},230V190"
        f"{arc} 484,{165 - o:g}H416{arc} {391 - o:g},190V206"
    )
