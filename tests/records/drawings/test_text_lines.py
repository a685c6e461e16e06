"""Texts of pictures are broken into lines that fit."""

import pytest

from records.drawings.text_lines import wrap_words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Green city", ["Green city"]),
        ("Green circular city", ["Green", "circular", "city"]),
        ("Economic-Technology Area", ["Economic-", "Technology", "Area"]),
        ("海西蒙古族藏族自治州人民政府驻地", ["海西蒙古族藏族自治州", "人民政府驻地"]),
        ("海西蒙古族藏族自治州德令哈", ["海西蒙古族藏族自治州", "德令哈"]),
        ("", [""]),
    ],
)
def test_lines_end_between_words_and_inside_one_only_if_it_is_longer_than_a_line(
    text: str, lines: list[str]
) -> None:
    assert wrap_words(text, lambda line: len(line) <= 10, may_split=True) == lines


def test_no_line_is_longer_than_it_may_be_however_long_a_word() -> None:
    for text in ("Llanfairpwllgwyngyllgogerychwyrndrobwll", "积" * 40, "a-" * 20):
        lines = wrap_words(text, lambda line: len(line) <= 7, may_split=True)
        assert max(map(len, lines)) <= 7
        assert "".join(lines) == text


def test_a_title_may_have_smaller_letters_instead_so_its_words_stay_whole() -> None:
    assert wrap_words("Xishuangbanna Dai", lambda line: len(line) <= 7) == ["Xishuangbanna", "Dai"]
