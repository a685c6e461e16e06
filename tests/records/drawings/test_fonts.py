"""Each letter of a picture comes from a font that has it: no empty boxes."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from records.drawings.fonts import (
    FOLDER,
    find_font_file,
    get_font_stacks,
    list_font_files,
)
from records.drawings.png import render_png

ROOT = Path(__file__).parents[3]
#: Names and words with letters that are rare, or have two forms.
SAMPLES = {
    "en": "Ürümqi Ordos Lüliang 5 × 10³ km² “two” – 鄂尔多斯",
    "zh-hans": "鄂尔多斯、儋州、亳州、泸州、濮阳：“无废城市”……说吿循环",
    "zh-hant": "鄂爾多斯、儋州、亳州、瀘州、濮陽：「無廢城市」……説説說告為床裏綫循環",
}


def draw(text: str, language: str, *, family: int = 0) -> Image.Image:
    stack = get_font_stacks(language)[family]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60">'
        f'<text x="6" y="44" font-size="40" font-family="{stack}">{text}</text></svg>'
    )
    return Image.open(BytesIO(render_png(svg, language, 60))).convert("RGBA")


@pytest.mark.parametrize("language", SAMPLES)
def test_rare_letters_are_drawn_as_their_font_has_them(language: str) -> None:
    boxes = set()
    for letter in sorted(set(SAMPLES[language].replace(" ", ""))):
        name = find_font_file(letter, language)
        assert name, letter
        font = ImageFont.truetype(FOLDER / name, 40)
        assert bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff")), letter
        drawn = draw(letter, language)
        assert drawn.getbbox() is not None, letter
        boxes.add(drawn.tobytes())
    # A box for missing letters would be the same for several.
    assert len(boxes) >= len(set(SAMPLES[language].replace(" ", "")))


def test_a_letter_without_a_font_is_a_question_mark() -> None:
    assert draw("🙂", "en").tobytes() == draw("?", "en").tobytes()


def test_traditional_texts_have_the_forms_of_hong_kong() -> None:
    assert "noto-sans-hk" in find_font_file("説", "zh-hant")
    assert "noto-sans-sc" in find_font_file("说", "zh-hans")
    assert draw("說", "zh-hant").tobytes() != draw("説", "zh-hant").tobytes()
    # One character, drawn in another way on either side.
    assert draw("骨", "zh-hant").tobytes() != draw("骨", "zh-hans").tobytes()


def test_only_files_with_letters_of_the_text_are_read() -> None:
    assert len(list_font_files("Shenzhen 2023", "en")) == 2
    assert len(list_font_files("深圳", "zh-hans")) <= 4


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_fonts_have_all_letters_of_texts_and_content(language: str) -> None:
    files = [*ROOT.glob("locale/zh_*/LC_MESSAGES/*.po"), *ROOT.glob("content/*.yaml")]
    letters = {letter for file in files for letter in file.read_text(encoding="utf-8")}
    assert len(letters) > 1_000
    assert [letter for letter in letters if letter.strip() and not find_font_file(letter, language)] == []


@pytest.mark.parametrize("family", [0, 1])
def test_letters_after_a_ligature_are_no_boxes(family: int) -> None:
    one, other = (draw(f"fi{letter}", "zh-hans", family=family) for letter in "鄂尔")
    assert one.tobytes() != other.tobytes()
