"""Pinyin of Chinese names."""

import pytest

from records.texts.pinyin import build_pinyin, strip_tone_marks


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("重庆", "chongqing"), ("长春", "changchun"), ("厦门", "xiamen"), ("重庆市", "chongqingshi")],
)
def test_a_character_is_read_as_in_the_name(name: str, pinyin: str) -> None:
    assert strip_tone_marks(build_pinyin(name)).replace(" ", "") == pinyin


def test_tone_marks_are_kept_until_they_are_stripped() -> None:
    assert build_pinyin("长春") == "cháng chūn"


def test_what_is_not_chinese_is_left_out() -> None:
    assert build_pinyin("TOMRA 2022") == ""
