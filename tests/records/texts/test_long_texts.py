"""Long texts don't keep a page busy."""

import time

import pytest

from records.diff.text import compare_texts
from records.texts.line_breaks import mark_amounts, mark_breaks_in_headings
from records.texts.translation import Text

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


@pytest.mark.parametrize("mark", [mark_breaks_in_headings, mark_amounts])
def test_the_lines_of_a_long_word_are_broken_at_once(mark):
    html = f'<p class="lede">{"x" * 100_000}</p><p>{"1" * 100_000}</p>'
    start = time.process_time()
    assert mark(html) == html
    assert time.process_time() - start < 2
