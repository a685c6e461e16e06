"""What a drawing of waste says, read from its SVG; and what records say, worked out apart from the site."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from django.template.loader import render_to_string

from cities.choices import WasteRole
from cities.models import IndicatorValue
from cities.waste.portrait import build_portrait
from cities.waste.treatment import CityWaste, fetch_all_waste

_SVG = "{http://www.w3.org/2000/svg}"
#: Numbers of a text, with their unit of thousands, millions or 万.
_NUMBER = re.compile(r"[<>]?\d+(?:,\d{3})*(?:\.\d+)?(?:%| million|万|萬)?")


def draw_portrait(waste: CityWaste, form: str) -> str:
    portrait = build_portrait(waste, fetch_all_waste(), form)
    return render_to_string("cities/waste/portrait.svg", {"portrait": portrait}).strip()


def find_numbers(text: str) -> list[str]:
    return [match.strip() for match in _NUMBER.findall(text.replace("\N{NO-BREAK SPACE}", " "))]


def parse_svg(svg: str) -> Any:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def read_labels(root: Any) -> list[tuple[str, str]]:
    """Return class and text of each label."""
    return [(label.get("class"), "".join(label.itertext())) for label in root.iter(f"{_SVG}text")]


def measure_threads(root: Any, thread: float) -> list[dict[str, float]]:
    """Return the number of threads of each fate, of the first and the second year."""
    starts: dict[float, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for path in root.iter(f"{_SVG}path"):
        if width := path.get("stroke-width"):
            for part in path.get("d").split("M")[1:]:
                starts[float(part.split(",")[0])][path.get("class")] += float(width) / thread
    return [dict(starts[start]) for start in sorted(starts)]


def group_by_role(values: Iterable[IndicatorValue]) -> dict[int, dict[str, float]]:
    """Return the tonnes by year and role."""
    tonnes: dict[int, dict[str, float]] = defaultdict(dict)
    for value in values:
        if value.value is not None:
            tonnes[value.year][value.indicator.waste_role] = float(value.value)
    return tonnes


def work_out_fates(tonnes: Mapping[str, float]) -> dict[str, float]:
    """Return the tonnes of a year by fate, as its definition says; those that aren't known are left out."""
    collected, treated = tonnes[WasteRole.COLLECTED], tonnes.get(WasteRole.TREATED)
    fates = {role: tonnes[role] for role in ("burned", "landfilled") if role in tonnes}
    whole = collected if treated is None else treated
    rest = whole - sum(fates.values())
    rest = rest if rest > 0.0005 * whole else 0
    if treated is not None:
        fates["untreated"] = collected - treated if collected - treated > 0.0005 * collected else 0
    if treated is not None and {"burned", "landfilled"} <= set(tonnes):
        return {**fates, "other": rest, "unstated": 0}
    if treated is not None and len({"burned", "landfilled"} & set(tonnes)) == 1 and rest <= 0.005 * treated:
        return {"burned": 0, "landfilled": 0, "other": 0, **fates, "unstated": rest}
    return {**fates, "unstated": rest}
