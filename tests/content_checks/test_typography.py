"""Texts in Chinese are set as Chinese publications are: no spaces beside Latin letters, full-width marks."""

import re
from itertools import pairwise

import pytest

from cities.models import City, Region
from initiatives.models import Material
from records.texts.line_breaks import split_text

_HAN = "[\u3400-\u9fff]"
#: A space beside a character, or a half-width mark.
WRONG = re.compile(rf"{_HAN} +[A-Za-z0-9%]|[A-Za-z0-9%)] +{_HAN}|{_HAN}[:;,?!(]|[:;,?!)]{_HAN}")
#: Code is like a name, a placeholder stands for a word.
_CODE = re.compile(r"[a-z_.]+\(\)|[a-z]+(?:-[a-z]+)+=[^，。]+|%\(\w+\)s|<[^>]*>|\{\w+\}")


def test_no_text_has_a_space_beside_latin_letters_or_a_half_width_mark(texts: list[tuple[str, str]]) -> None:
    assert [text for text, _ in texts if WRONG.search(_CODE.sub("X", text))] == []


def test_amounts_from_ten_thousand_times_ten_thousand_are_counted_in_that(
    texts: list[tuple[str, str]],
) -> None:
    assert [text for text, _ in texts if re.search("[0-9]{5,}万", text)] == []


@pytest.mark.usefixtures("content")
def test_no_line_ends_within_a_word_of_a_name(texts: list[tuple[str, str]]) -> None:
    names = {
        str(name).partition("（")[0]
        for model in (City, Region, Material)
        for name in model.objects.values_list("name_zh_hans", flat=True)
    }
    short = sorted((name for name in names if 3 <= len(name) <= 6), key=len, reverse=True)
    known = re.compile(f"(?:{'|'.join(short)})(?!场)")
    # 威海市场 names no city. Headings and ledes are at most this long; other texts may break anywhere.
    headings = [text for text, _ in texts if len(text) <= 60 and known.search(text)]
    parted = []
    for text in headings:
        ends = [0]
        for piece in split_text(text):
            ends.append(ends[-1] + len(piece))
        for name in known.finditer(text):
            edges = [name.start(), *(end for end in ends if name.start() < end < name.end()), name.end()]
            if len(edges) > 2 and any(after - before == 1 for before, after in pairwise(edges)):
                parted.append((name[0], text))
    assert parted == []
