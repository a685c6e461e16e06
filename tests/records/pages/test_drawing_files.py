"""Drawings of pages can be taken along: as SVG, PNG, CSV, on a slide and as a picture for sharing."""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as etree

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from PIL import Image

from records import exports
from records.drawings.files import PageDrawing
from records.drawings.fonts import get_font_stacks, measure_text
from records.drawings.text_widths import set_text_widths
from records.pages import drawing_files
from records.pages.drawing_files import DrawingFile, DrawingFormConverter, build_drawing_path
from tests.svg_files import read_texts

MARKUP = """
<svg class="flow-graph__drawing" viewBox="0 -20 800 300" role="img" aria-label="x">
  <path class="flow-graph__line" d="M0 0H100"></path>
  <text class="flow-graph__label" x="50" y="50">鄂尔多斯 53%</text>
</svg>
"""
TITLE = "In 2015 Ordos landfilled 53% of its municipal waste; the yearbook for 2023 shows none landfilled"


class OrdosFile(DrawingFile):
    def build_drawing(self) -> PageDrawing | None:
        if self.kwargs.get("slug") == "none":
            return None
        notes = [
            "Collected municipal waste of the urban area; ash is not counted.",
            "Yearbook <2023> & others",
        ]
        rows = [["2015", 1.5], ["2023", "=1+1"]]
        return PageDrawing(TITLE, "25% another way", "All numbers", MARKUP, notes, ["Year", "Tonnes"], rows)

    def get_page_path(self) -> str:
        return "/en/cities/ordos/"

    def get_file_name(self) -> str:
        return "ordos-waste"


@pytest.fixture
def get_file(db: Any, rf: RequestFactory) -> Any:
    def get(form: str, language: str = "en", **kwargs: Any) -> HttpResponse:
        with override(language):
            return OrdosFile.as_view()(rf.get("/x"), form=form, **kwargs)

    return get


def test_a_file_says_what_is_counted_by_whom_and_where_it_is_from(get_file: Any) -> None:
    response = get_file("svg")
    assert response["Content-Type"].startswith("image/svg+xml")
    assert response["Content-Disposition"] == 'inline; filename="ordos-waste.svg"'
    texts = read_texts(response.content)
    for text in (
        "In 2015 Ordos", "25% another way", "All numbers", "ash is not counted", "Yearbook <2023> & others",
        "China Hub", "http://testserver/en/cities/ordos/", "CC BY 4.0", "content version",
    ):  # fmt: skip
        assert text in texts, text
    assert re.search(r"\d{1,2} \w+ 20\d\d", texts)  # the day


def test_a_file_stands_alone(get_file: Any) -> None:
    root = etree.fromstring(get_file("svg").content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    # Whole and in proportion, in whatever program.
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert not [element for element in root.iter() if element.get("class") or element.get("style")]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_each_text_takes_the_same_room_in_whatever_font(get_file: Any, language: str) -> None:
    root = etree.fromstring(get_file("svg", language).content)
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert texts
    for text in texts:
        assert text.get("lengthAdjust") == "spacingAndGlyphs"
        assert text.get("font-family", "").endswith("serif")
        start, width = float(text.get("x", 0)), float(text.get("textLength", 0))
        assert 0 < start + width <= float(root.get("width", 0)) - 32, text.text


def test_widths_are_those_of_the_fonts_of_the_site() -> None:
    sans, serif = get_font_stacks("en")
    drawing = etree.fromstring(
        f'''<svg font-size="20"><g font-weight="bold" letter-spacing=".1em"><text font-family="{sans}">
        Ordos </text></g><text font-family="{serif}" font-size="10px">Ordos</text><text /></svg>'''
    )
    set_text_widths(drawing, "en")
    wide, small, empty = drawing.iter("text")
    assert wide.get("textLength") == f"{measure_text('Ordos', 20, 700, 'en') + 5 * 2:.1f}"
    assert small.get("textLength") == f"{measure_text('Ordos', 10, 400, 'en', serif=True):.1f}"
    assert empty.get("textLength") is None


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize(("form", "size"), [("slide", (1280, 720)), ("share", (1200, 675)), ("png", None)])
def test_pictures_have_their_sizes(get_file: Any, language: str, form: str, size: Any) -> None:
    response = get_file(form, language)
    assert response["Content-Type"] == "image/png"
    picture = Image.open(BytesIO(response.content))
    assert picture.size == size if size else picture.width == 2 * (800 + 64)
    assert len(response.content) < 400_000


def test_values_are_a_table_that_runs_nothing(get_file: Any) -> None:
    response = get_file("csv")
    assert response.content.decode("utf-8-sig").splitlines() == ["Year,Tonnes", "2015,1.5", "2023,'=1+1"]


def test_without_a_drawing_there_is_no_file_but_the_address_of_the_page(get_file: Any) -> None:
    response = get_file("svg", slug="none")
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "/en/cities/ordos/" in response.content.decode()


def test_a_process_draws_one_picture_at_a_time(get_file: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_slots", exports._ExportSlots(0))
    response = get_file("png")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert get_file("svg").status_code == 200


def test_addresses_end_with_what_a_file_is() -> None:
    pattern = build_drawing_path("cities/<slug:slug>/waste", OrdosFile, "waste")
    for end, form in drawing_files.FORMS.items():
        match = pattern.resolve(f"cities/ordos/waste{end}")
        assert match is not None
        assert match.kwargs == {"slug": "ordos", "form": form}
        assert DrawingFormConverter().to_url(form) == end
    assert pattern.resolve("cities/ordos/waste.exe") is None
