"""Texts in Chinese are set as Chinese publications are: no spaces beside Latin letters, full-width marks."""

import re

_HAN = "[\u3400-\u9fff]"
#: A space beside a character, or a half-width mark.
WRONG = re.compile(rf"{_HAN} +[A-Za-z0-9%]|[A-Za-z0-9%)] +{_HAN}|{_HAN}[:;,?!(]|[:;,?!)]{_HAN}")
#: Code is like a name, a placeholder stands for a word.
_CODE = re.compile(r"[a-z_.]+\(\)|%\(\w+\)s|<[^>]*>|\{\w+\}")


def test_no_text_has_a_space_beside_latin_letters_or_a_half_width_mark(texts: list[tuple[str, str]]) -> None:
    assert [text for text, _ in texts if WRONG.search(_CODE.sub("X", text))] == []


def test_amounts_from_ten_thousand_times_ten_thousand_are_counted_in_that(
    texts: list[tuple[str, str]],
) -> None:
    assert [text for text, _ in texts if re.search("[0-9]{5,}万", text)] == []
