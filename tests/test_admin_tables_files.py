"""Files that can't be imported are refused in words, before anything is read of them."""

import io
import zipfile

import pytest

from cities.models import City
from records.admin.tables import workbooks
from records.admin.tables.errors import ImportFileError
from records.admin.tables.files import MAX_IMPORT_BYTES, MAX_IMPORT_ROWS, read_file
from records.admin.tables.shapes import get_shapes
from tests.table_files import add_to_archive, replace_in_archive, write_csv, write_xlsx

HEADER = ["slug", "name_en", "name_zh_hans"]
ROWS = [HEADER, ["changchun", "Changchun", "长春市"]]


def read(content: bytes, name: str = "table.csv") -> list[list[str]]:
    table = read_file(content, name, get_shapes(City)[""])
    return [list(line.cells) for line in table.lines]


def refuse(content: bytes, name: str = "table.csv") -> str:
    with pytest.raises(ImportFileError) as caught:
        read(content, name)
    return str(caught.value)


def tell(content: bytes, name: str = "table.csv") -> str:
    """What is told of the one row that can't be read."""
    [error] = read_file(content, name, get_shapes(City)[""]).errors
    return f"Row {error.number}, {error.column}: {error.message}"


# -- encodings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_that_are_read(encoding):
    assert read(write_csv(ROWS, encoding)) == [["changchun", "Changchun", "长春市"]]


@pytest.mark.parametrize("encoding", ["big5", "latin-1", "cp1252", "shift_jis"])
def test_other_encodings_are_refused_in_words(encoding):
    word = {"big5": "長春市", "shift_jis": "テスト"}.get(encoding, "Köln, Zürich, São Paulo")
    assert "This is not UTF-8" in refuse(write_csv([HEADER, ["x", word, ""]], encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_separators_of_other_spreadsheets(delimiter):
    text = f"slug{delimiter}name_en\r\nchangchun{delimiter}Changchun\r\n"
    assert read(text.encode()) == [["changchun", "Changchun"]]


def test_nul_characters_are_refused():
    assert "NUL" in refuse(b"slug,name_en\nchangchun,Chang\x00chun\n")


# -- formulas -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"])
def test_a_formula_in_a_csv_file_is_refused_with_its_cell(cell):
    assert "A cell holds a formula (B2)" in tell(write_csv([HEADER, ["changchun", cell, ""]]))


def test_a_text_that_an_export_has_escaped_is_read_as_it_was():
    rows = [HEADER, ["changchun", "'=1+1", "''=1"], ["jilin", "-5", "+3.5 km²"]]
    assert read(write_csv(rows)) == [["changchun", "=1+1", "'=1"], ["jilin", "-5", "+3.5 km²"]]


def test_a_formula_in_a_workbook_is_refused_with_its_cell():
    assert "A cell holds a formula (C2)" in tell(write_xlsx([HEADER, ["changchun", "x", "=A1"]]), "t.xlsx")


# -- workbooks ------------------------------------------------------------------------------------------


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "load_workbook", lambda *_args, **_options: pytest.fail("it was opened"))
    bomb = add_to_archive(write_xlsx(ROWS), "xl/media/zeros.bin", b"\0" * 50_000_000)
    assert len(bomb) < MAX_IMPORT_BYTES
    assert "unpacks to far more" in refuse(bomb, "t.xlsx")


def test_a_workbook_whose_sheet_lies_about_its_size_is_read_as_it_is():
    lying = replace_in_archive(
        write_xlsx(ROWS), "xl/worksheets/sheet1.xml", b'ref="A1:C2"', b'ref="A1:XFD1048576"'
    )
    assert read(lying, "t.xlsx") == [["changchun", "Changchun", "长春市"]]


def test_a_row_far_below_the_table_is_refused_and_not_waited_for():
    far = replace_in_archive(write_xlsx(ROWS), "xl/worksheets/sheet1.xml", b'r="2"', b'r="999999999999"')
    assert "goes beyond row" in refuse(far, "t.xlsx")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "reads other files"),
        ("xl/connections.xml", "reads other files"),
        ("xl/embeddings/oleObject1.bin", "holds other files"),
    ],
)
def test_a_workbook_that_does_more_than_hold_values_is_refused(entry, message):
    assert message in refuse(add_to_archive(write_xlsx(ROWS), entry), "t.xlsm")


def test_entities_in_a_workbook_are_refused():
    bad = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    content = add_to_archive(write_xlsx(ROWS), "xl/other.xml", bad)
    assert "damaged" in refuse(content, "t.xlsx")


def test_what_only_has_the_name_of_a_workbook_is_refused():
    assert "has the name of a workbook" in refuse(write_csv(ROWS), "table.xlsx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "no workbook" in refuse(packed.getvalue(), "table.xlsx")
    assert "damaged" in refuse(write_xlsx(ROWS)[:2000], "table.xlsx")
    assert "before 2007" in refuse(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100, "table.xls")


def test_an_error_of_the_spreadsheet_is_refused_with_its_cell():
    assert "B2" in tell(write_xlsx([HEADER, ["changchun", "#REF!", ""]]), "t.xlsx")


# -- the heading and the size ---------------------------------------------------------------------------


@pytest.mark.content_check
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_file_is_refused(content):
    assert "empty" in refuse(content)


def test_a_heading_without_rows_is_refused():
    assert "no rows" in refuse(write_csv([HEADER]))


def test_a_heading_is_refused_with_all_that_is_wrong_in_it():
    message = refuse(write_csv([["name_en", "name_en", "nam_zh_hans", ""], ["a", "b", "c", "d"]]))
    assert "“name_en” is there twice" in message
    assert "There is no column “nam_zh_hans”. Is “name_zh_hans” meant?" in message
    assert "No column “slug”" in message


def test_too_many_rows_columns_and_bytes_are_refused():
    many = [["slug", "name_en"], *([f"city-{number}", "x"] for number in range(MAX_IMPORT_ROWS + 1))]
    assert "5,000 rows" in refuse(write_csv(many))
    assert "5,000 rows" in refuse(write_xlsx(many), "t.xlsx")
    assert "200 columns" in refuse(write_csv([[f"c{number}" for number in range(300)], ["x"]]))
    assert "5 MB" in refuse(b"slug,name_en\n" + b"x" * MAX_IMPORT_BYTES)


def test_a_very_long_cell_is_refused_with_its_place():
    assert "Row 2, name_en" in tell(write_csv([HEADER, ["changchun", "x" * 40_000, ""]]))


def test_line_breaks_of_excel_are_line_breaks():
    content = write_xlsx([HEADER, ["changchun", "Mark", ""]])
    for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        content = replace_in_archive(content, part, b"Mark", b"One_x000D_\nTwo")
    assert read(content, "t.xlsx") == [["changchun", "One\nTwo", ""]]


def test_cells_without_a_heading_are_refused():
    assert "Row 2, : There are more cells" in tell(write_csv([["slug"], ["changchun", "lost"]]))


def test_a_broken_csv_file_is_refused():
    assert "can't be read as CSV" in refuse(b'slug,name_en\nchangchun,"Chang"chun\n')


def test_rows_that_explain_and_empty_ones_are_skipped():
    rows = [HEADER, ["# what it means", "", ""], ["", "", ""], ["changchun", "Changchun", "长春市"]]
    assert read(write_csv(rows)) == [["changchun", "Changchun", "长春市"]]
