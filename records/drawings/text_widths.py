"""Widths of texts as attributes, so that they take the same room in whatever font a program has."""

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree as etree

from records.drawings.fonts import get_font_stacks, measure_text

_WEIGHTS = {"normal": 400, "bold": 700}
_NUMBER = re.compile(r"\d+(\.\d+)?")
_SPACING = re.compile(r"(-?[\d.]+)(em|px)?")


@dataclass(frozen=True)
class _Font:
    """What a text inherits of its font. `spacing`: between letters, as written."""

    size: float = 16
    weight: int = 400
    family: str = ""
    spacing: str = ""


def set_text_widths(drawing: etree.Element, language: str) -> None:
    """Give each text of a drawing the width that it has in the fonts of the site."""
    _visit(drawing, _Font(), language)


def _visit(element: etree.Element, inherited: _Font, language: str) -> None:
    font = _read_font(element, inherited)
    if element.tag != "text":
        for child in element:
            _visit(child, font, language)
    elif text := " ".join("".join(element.itertext()).split()):
        serif = font.family == get_font_stacks(language)[1]
        width = measure_text(text, font.size, font.weight, language, serif=serif)
        width += len(text) * _read_spacing(font)
        element.set("textLength", f"{width:.1f}")
        element.set("lengthAdjust", "spacingAndGlyphs")


def _read_font(element: etree.Element, inherited: _Font) -> _Font:
    size, weight = element.get("font-size", ""), element.get("font-weight", "")
    return replace(
        inherited,
        size=float(match[0]) if (match := _NUMBER.match(size)) else inherited.size,
        weight=_WEIGHTS.get(weight) or (int(weight) if weight.isdecimal() else inherited.weight),
        family=element.get("font-family", inherited.family),
        spacing=element.get("letter-spacing", inherited.spacing),
    )


def _read_spacing(font: _Font) -> float:
    if match := _SPACING.fullmatch(font.spacing):
        return float(match[1]) * (font.size if match[2] == "em" else 1)
    return 0.0
