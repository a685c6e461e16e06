"""CSV files of the admin: no cell runs as a formula in a spreadsheet."""

import pytest

from records.texts.csv_files import escape_cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "+86", "=", "-"]
)
def test_no_cell_can_run(cell):
    assert escape_cell(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "text"), [(-3, "-3"), ("-0.5", "-0.5"), (None, ""), ("a=b", "a=b"), (7, "7")]
)
def test_numbers_and_plain_words_stay_as_they_are(cell, text):
    assert escape_cell(cell) == text
