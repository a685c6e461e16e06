"""The fonts of pictures that the server draws: TTF files with some letters each, of `tools/build.mjs`."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

FOLDER = Path(settings.BASE_DIR) / "var/fonts"
#: Families of fonts of pages in each language, the first that has a letter counts.
_FAMILIES = {"zh-hans": ("zh-hans", "zh-hant", "sans"), "zh-hant": ("zh-hant", "zh-hans", "sans")}
_LATIN_FAMILIES = ("sans", "zh-hans", "zh-hant")
_LATIN_STACK = "'Source Sans 3', 'Noto Sans', 'Segoe UI', Arial, sans-serif"
_SERIF_STACK = "'Source Serif 4', 'Noto Serif', Georgia"
_CHINESE_STACKS = {
    "zh-hans": "'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
    "zh-hant": "'Noto Sans HK', 'Source Han Sans HC', 'PingFang HK', 'Microsoft JhengHei', sans-serif",
}
#: Height at which widths are measured, in pixels.
_MEASURED = 100
_NORMAL = 400
#: Files that a process keeps open to measure texts.
_MOST_FONTS = 64
#: A letter that no font has; fonts draw a box for it.
_NO_LETTER = "\U0010ffff"


@lru_cache(maxsize=1)
def _read_ranges() -> dict[str, list[tuple[int, int, str]]]:
    ranges = json.loads((FOLDER / "ranges.json").read_text(encoding="utf-8"))
    return {family: [(first, last, name) for first, last, name in rows] for family, rows in ranges.items()}


@lru_cache(maxsize=4_000)
def _find_in_family(family: str, letter: str) -> str:
    code = ord(letter)
    names = [name for first, last, name in _read_ranges()[family] if first <= code <= last]
    return next((name for name in names if _has_letter(name, letter)), "")


def _has_letter(name: str, letter: str) -> bool:
    """Whether a file has the letter: ranges name some that it lacks."""
    font = _get_font(name, _NORMAL)
    return bytes(font.getmask(letter)) != _draw_box(name)


@lru_cache(maxsize=256)
def _draw_box(name: str) -> bytes:
    return bytes(_get_font(name, _NORMAL).getmask(_NO_LETTER))


def find_font_file(letter: str, language: str, *, serif: bool = False) -> str:
    """Return the name of the file with a letter; "" if none has it. `serif`: a Latin letter of headings."""
    families = _FAMILIES.get(language, _LATIN_FAMILIES)
    if serif and (name := _find_in_family("serif", letter)):
        return name
    return next((name for family in families if (name := _find_in_family(family, letter))), "")


def list_font_files(text: str, language: str) -> list[str]:
    """Return the paths of the files with the letters of a text, Chinese ones first, and of Latin ones.

    The first file that has a letter counts, so that marks beside Chinese letters are Chinese.
    """
    letters = set(text)
    files = {find_font_file(letter, language) for letter in letters}
    files |= {find_font_file(letter, language, serif=True) for letter in letters | {"0"}}
    files.add(find_font_file("0", language))
    return [str(FOLDER / name) for name in sorted(files - {""})]  # noto… before source…


def get_font_families(language: str) -> tuple[str, str]:
    """Return the names of the families for `sans-serif` and `serif` that the files of a language have."""
    sans = _read_ranges()[_FAMILIES.get(language, _LATIN_FAMILIES)[0]]
    return _read_family(sans[0][2]), _read_family(_read_ranges()["serif"][0][2])


def get_font_stacks(language: str) -> tuple[str, str]:
    """Return the families of texts and of headings: fonts of the site, then those of systems.

    Chinese letters are without serifs in both, because a picture has one Chinese font.
    """
    chinese = _CHINESE_STACKS.get(language)
    return chinese or _LATIN_STACK, f"{_SERIF_STACK}, {chinese or 'serif'}"


@lru_cache(maxsize=8)
def _read_family(name: str) -> str:
    return ImageFont.truetype(FOLDER / name, 10).getname()[0] or ""


@lru_cache(maxsize=_MOST_FONTS)
def _get_font(name: str, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FOLDER / name, _MEASURED)
    font.set_variation_by_axes([weight])
    return font


def measure_text(text: str, size: float, weight: int, language: str, *, serif: bool = False) -> float:
    """Return the width of a line of text in pixels."""
    return sum(_measure_letter(letter, weight, language, serif) for letter in text) * size / _MEASURED


@lru_cache(maxsize=10_000)
def _measure_letter(letter: str, weight: int, language: str, serif: bool) -> float:
    name = find_font_file(letter, language, serif=serif) or find_font_file("?", language)
    return _get_font(name, weight).getlength(letter)
