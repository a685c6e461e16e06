"""Pictures that are written from the top down: texts, drawings, the seal of the site, QR codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as etree

import segno

from records.drawings.fonts import get_font_stacks, measure_text
from records.drawings.text_lines import wrap_words

PAPER, INK, SOFT, MUTE, _SEAL, _LIGHT = "#fbf8f1", "#1a211e", "#434c47", "#5d665f", "#b24a22", "#fffaf0"
_SEAL_PATH = "M27 7H8.5A1.5 1.5 0 0 0 7 8.5v15A1.5 1.5 0 0 0 8.5 25h15a1.5 1.5 0 0 0 1.5-1.5V13H13v6.5h6.5"


@dataclass(frozen=True)
class Style:
    """How a text is written: its height in pixels, weight and colour; headings have serifs, if Latin.

    `leading`: from one line to the next, in pixels.
    """

    size: float
    weight: int
    colour: str
    leading: float
    is_heading: bool = False


class Sheet:
    """A picture that is written from the top down."""

    def __init__(self, width: float, language: str) -> None:
        self.width = width
        self.language = language
        self.root = etree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "lang": language})
        self.y = 0.0

    @property
    def has_serifs(self) -> bool:
        """Whether headings have serifs: a picture has one Chinese font."""
        return not self.language.startswith("zh")

    def describe(self, title: str, description: str) -> None:
        """Add what readers of screens say."""
        etree.SubElement(self.root, "title").text = title
        etree.SubElement(self.root, "desc").text = description

    def add(
        self, tag: str, attributes: dict[str, object], parent: etree.Element | None = None
    ) -> etree.Element:
        root = self.root if parent is None else parent
        return etree.SubElement(root, tag, {key: _format(value) for key, value in attributes.items()})

    def write(self, lines: Iterable[str], style: Style, x: float, anchor: str = "start") -> None:
        """Write lines below what is there."""
        sans, serif = get_font_stacks(self.language)
        for line in lines:
            element = self.add(
                "text",
                {
                    "x": x,
                    "y": self.y + style.size * 0.8 + (style.leading - style.size) / 2,
                    "font-family": serif if style.is_heading and self.has_serifs else sans,
                    "font-size": style.size,
                    "font-weight": style.weight,
                    "fill": style.colour,
                    "text-anchor": anchor,
                },
            )
            element.text = line
            self.y += style.leading

    def wrap(self, text: str, style: Style, width: float) -> list[str]:
        """Return the lines of a text."""
        return wrap_words(text, lambda line: self.measure(line, style) <= width)

    def measure(self, line: str, style: Style) -> float:
        """Return the width of a line in pixels."""
        serif = style.is_heading and self.has_serifs
        return measure_text(line, style.size, style.weight, self.language, serif=serif)

    def place(self, drawing: etree.Element, x: float, y: float, scale: float) -> None:
        """Put a drawing on the sheet."""
        left, top, _width, _height = read_view_box(drawing)
        group = self.add(
            "g", {"transform": f"translate({x:g} {y:g}) scale({scale:g}) translate({-left:g} {-top:g})"}
        )
        inherited = self.add("g", {"font-size": drawing.get("font-size", "16")}, group)
        inherited.extend(list(drawing))

    def draw_seal(self, x: float, y: float, edge: float) -> None:
        group = self.add("g", {"transform": f"translate({x:g} {y:g}) scale({edge / 32:g})"})
        self.add("rect", {"width": 32, "height": 32, "rx": 3, "fill": _SEAL}, group)
        line = {"fill": "none", "stroke": _LIGHT, "stroke-width": 2.5, "stroke-linecap": "square"}
        self.add("path", {"d": _SEAL_PATH, **line}, group)

    def draw_code(self, address: str, x: float, y: float, edge: float) -> None:
        """Draw the QR code of an address, dark on white."""
        try:
            matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        except segno.DataOverflowError:
            return
        scale = edge / (len(matrix) + 4)
        group = self.add("g", {"transform": f"translate({x:g} {y:g}) scale({scale:.4f})"})
        self.add("rect", {"width": len(matrix) + 4, "height": len(matrix) + 4, "fill": "#fff"}, group)
        dots = [(left, top) for top, row in enumerate(matrix) for left, dot in enumerate(row) if dot]
        path = "".join(f"M{left + 2} {top + 2}h1v1h-1z" for left, top in dots)
        self.add("path", {"d": path, "fill": INK}, group)

    def finish(self, height: float) -> str:
        """Return the picture as text, on paper."""
        self.root.set("viewBox", f"0 0 {self.width:g} {height:g}")
        self.root.set("width", _format(self.width))
        self.root.set("height", _format(height))
        paper = etree.Element("rect", {"width": "100%", "height": "100%", "fill": PAPER})
        self.root.insert(sum(child.tag in {"title", "desc"} for child in self.root), paper)
        return etree.tostring(self.root, encoding="unicode")


def _format(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def read_view_box(drawing: etree.Element) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a drawing."""
    left, top, width, height = (
        float(part) for part in drawing.get("viewBox", "0 0 0 0").replace(",", " ").split()
    )
    return left, top, width, height
