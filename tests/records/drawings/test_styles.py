"""A drawing looks in a file as on its page by day, without a style sheet."""

from pathlib import Path
from xml.etree import ElementTree as etree

import pytest

from records.drawings import styles
from records.drawings.fonts import get_font_stacks
from records.drawings.styles import build_plain_svg

SHEET = """
@layer base, components;
@layer components {
  .loop { --c: var(--jade); }
  .loop path { fill: none; stroke: var(--c); stroke-width: 2px; }
  .loop path:hover { stroke: red; }
  .loop .is-big { font: 650 1.5em/1.2 var(--font-serif); fill: currentcolor; }
  .phone { display: none; }
  @media (max-width: 40rem) { .loop path { stroke-width: 9px; } }
  @media (min-width: 40rem) { .loop { color: light-dark(#123456, #fff); } }
  @media print { .loop path { stroke: black; } }
}
@layer base {
  :root { --jade: light-dark(#0d6552, #63c7a7); --font-serif: Georgia; --font-sans: Arial; }
  svg text { font-family: var(--font-sans); fill: light-dark(#1a211e, #ece7da); }
  path { stroke: blue; }
}
"""
LOOP = """
<figure class="loop"><svg class="phone" viewBox="0 0 5 5"></svg>
<svg viewBox="0 0 9 9" aria-hidden="true" focusable="false">
  <path data-area="domestic" d="M0 0"></path>
  <a href="/en/" tabindex="-1"><text class="is-big" x="1" text-anchor="middle" font-size="20">
    Sulphuric&nbsp;acid
  </text></a>
  <text>1</text>
</svg></figure>
"""


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> etree.Element:
    sheet = tmp_path / "hub.css"
    sheet.write_text(SHEET, encoding="utf-8")
    monkeypatch.setattr(styles, "SHEET", sheet)
    return build_plain_svg(LOOP, "en")


def test_classes_become_attributes_with_the_colours_of_the_day(loop: etree.Element) -> None:
    line, link, small = loop
    assert line.attrib == {"d": "M0 0", "fill": "none", "stroke": "#0d6552", "stroke-width": "2px"}
    assert small.get("fill") == "#1a211e"
    assert small.get("font-family") == get_font_stacks("en")[0]
    big = link[0]
    assert (big.get("fill"), big.get("font-weight")) == ("#123456", "600")
    assert big.get("font-family") == get_font_stacks("en")[1]


def test_a_later_layer_counts_before_a_more_exact_rule(loop: etree.Element) -> None:
    assert loop[0].get("stroke") != "blue"


def test_heights_of_letters_are_in_pixels(loop: etree.Element) -> None:
    assert loop.get("font-size") == "16"
    assert loop[1][0].get("font-size") == "24"


def test_texts_are_one_line_and_keep_what_holds_them_together(loop: etree.Element) -> None:
    assert (loop[1][0].text or "").strip(" ") == "Sulphuric\xa0acid"


def test_what_a_page_hides_is_not_drawn(loop: etree.Element) -> None:
    assert loop.get("viewBox") == "0 0 9 9"


def test_nothing_of_the_page_is_left(loop: etree.Element) -> None:
    names = {name for element in loop.iter() for name in element.attrib}
    assert names <= {
        "viewBox", "d", "x", "href", "fill", "stroke", "stroke-width", "text-anchor",
        "font-family", "font-size", "font-weight",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_sheet_of_the_site_gives_values_that_need_no_browser(language: str) -> None:
    drawing = build_plain_svg("<svg viewBox='0 0 9 9'><text>1</text></svg>", language)
    assert drawing[0].get("fill") == "#1a211e"
    assert drawing[0].get("font-family") == get_font_stacks(language)[0]


def test_chinese_texts_have_chinese_fonts() -> None:
    assert "Noto Sans SC" in get_font_stacks("zh-hans")[0]
    assert "Noto Sans HK" in get_font_stacks("zh-hant")[0]


def test_a_markup_without_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="no drawing"):
        build_plain_svg("<p>None</p>", "en")
