"""Differences of long texts take a page no longer than short ones."""

import time

import pytest

from records.diff.text import compare_texts
from records.translation import Text

LONG_TEXTS = {
    "one character": ("长" * 100_000, "长" * 99_999),
    "words": ("waste water " * 8_000, "water waste city " * 6_000),
    "sentences": ("A. " * 30_000, "B. " + "A. " * 30_000),
}


@pytest.mark.parametrize("case", LONG_TEXTS)
def test_a_long_text_that_repeats_itself_is_compared_at_once(case):
    before, after = LONG_TEXTS[case]
    start = time.process_time()
    old, new = compare_texts(Text(before, "en"), Text(after, "en"))
    assert time.process_time() - start < 2
    assert before.strip() in old
    assert after.strip() in new


def test_the_words_of_a_page_of_text_are_still_compared():
    before = " ".join(f"word{number} of the plan" for number in range(100))
    _old, new = compare_texts(Text(before, "en"), Text(before.replace("word50", "other"), "en"))
    assert new.count("<mark>") == 1
    assert "<mark>other</mark>" in new
