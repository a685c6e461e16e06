"""Words of texts and queries, in three scripts."""

import pytest

from records.texts.pinyin import build_pinyin
from search.words import build_key, join_words, list_spellings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Recycling of companies", "recycling recycl of companies compani"),
        ("煤矸石", "煤矸 矸石 石"),
        ("長春", "长春 春"),
        ("340公噸和60万吨", "340 吨和 和 60 万吨 吨"),
        ("CO2、10 01 02", "co2 10 01 02"),
        ("Xi’an’s Zürich", "xian zurich"),
    ],
)
def test_texts_have_these_words(text: str, words: str):
    assert join_words([text]) == words


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("重庆", "chóng qìng"), ("厦门", "xià mén"), ("长春", "cháng chūn"), ("China 长沙", "cháng shā")],
)
def test_pinyin_reads_characters_as_the_name_does(name: str, pinyin: str):
    assert build_pinyin(name) == pinyin


def test_a_place_is_found_with_and_without_its_kind():
    keys = {build_key(spelling) for spelling in list_spellings("長春市")}
    assert {"长春", "changchun", "changchunshi"} <= keys


def test_the_letter_u_with_dots_is_typed_as_u_or_v():
    assert {"luse", "lvse"} <= {build_key(spelling) for spelling in list_spellings("绿色")}
