"""Stored values are compared with a table of a ministry: agree, differ or blank, and nothing is changed."""

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cities.models import IndicatorValue
from cities.values import table_files
from cities.values.checks import TableCheck, check_values
from cities.values.table_files import TableFileError, compute_file_checksum
from cities.values.tables import parse_column_choice, parse_factor
from records.models import Publication
from tests.factories import make_city, make_indicator, make_indicator_value, make_source, text

pytestmark = pytest.mark.django_db

TITLE = ("2022年城市建设统计年鉴", None, None)
HEAD = ("城市名称 Name", "生活垃圾清运量（万吨）", "城区人口")


@pytest.fixture
def stored() -> None:
    """Waste of three cities in 2022, and their people."""
    waste = make_indicator("waste", unit="t", **text("name", "Waste", "生活垃圾清运量"))
    people = make_indicator("people", unit="people", **text("name", "People", "城区人口数"))
    for slug, name in (("taiyuan", "太原市"), ("datong", "大同市"), ("jilin", "吉林市")):
        city = make_city(slug, **text("name", slug.title(), name))
        make_indicator_value(waste, city, 2022, value=Decimal("745005"))
        make_indicator_value(people, city, 2022, value=1_000)


def build_csv(*rows: tuple[Any, ...], encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(encoding)


def build_workbook(**sheets: list[tuple[Any, ...]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def list_marks(check: TableCheck) -> dict[str, str]:
    return {checked.value.city.slug: checked.mark.value for checked in check.values}


ROWS = [TITLE, HEAD, ("太 原 Taiyuan", "74.5005", 1), ("大同市", "75.1", 2), ("吉林", "", 3)]
MARKS = {"taiyuan": "agree", "datong": "differ", "jilin": "blank"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_compared_by_the_names_of_cities_and_indicators(stored: None, encoding: str) -> None:
    check = check_values(build_csv(*ROWS, encoding=encoding), 2022)
    assert list_marks(check) == MARKS
    assert [(mark.value, count) for mark, count in check.counts] == [
        ("agree", 1),
        ("differ", 1),
        ("blank", 1),
    ]


def test_so_is_a_workbook(stored: None) -> None:
    rows = [TITLE, HEAD, ("太原市", 74.5005), ("大同市", 75.1), ("吉林市", "—")]
    assert list_marks(check_values(build_workbook(waste=rows), 2022)) == MARKS


def test_it_says_where_the_number_stands_and_what_it_is_in_the_unit_of_the_indicator(stored: None) -> None:
    check = check_values(build_csv(*ROWS), 2022)
    (checked,) = [one for one in check.values if one.value.city.slug == "datong"]
    assert (checked.cell, checked.found) == ("B4", Decimal("751000"))


def test_a_city_that_the_table_lacks_is_blank(stored: None) -> None:
    assert list_marks(check_values(build_csv(*ROWS[:3]), 2022)) == {**MARKS, "datong": "blank"}


def test_a_province_of_the_same_name_is_not_the_city(stored: None) -> None:
    check = check_values(build_csv(*ROWS[:4], ("吉林", "300", 0), ("吉林市", "74.5005", 0)), 2022)
    assert list_marks(check)["jilin"] == "agree"


def test_a_formula_has_the_value_that_was_saved_with_it(stored: None) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1, 0, "太原市")
        sheet.write_formula(1, 1, "=70+4.5005", None, 74.5005)
    assert list_marks(check_values(file.getvalue(), 2022))["taiyuan"] == "agree"


@pytest.mark.parametrize(
    "columns", ["people=城区人口+暂住人口:万人", "people = B + C : 万人"], ids=["headings", "letters"]
)
def test_columns_may_be_named_and_added(stored: None, columns: str) -> None:
    rows = [
        ("城市", "城区人口", "暂住人口"),
        ("太原市", "0.08", "0.02"),
        ("大同市", "0.1", ""),
        ("吉林市", "", ""),
    ]
    check = check_values(build_csv(*rows), 2022, choices=[parse_column_choice(columns)])
    assert list_marks(check) == {"taiyuan": "agree", "datong": "agree", "jilin": "blank"}


@pytest.mark.parametrize(
    ("stated", "unit", "factor"),
    [("万吨", "t", 10_000), ("吨", "t", 1), ("亿元", "cny", 10**8), ("%", "percent", 1), ("万人", "t", None)],
)
def test_units_are_read_with_their_scale(stated: str, unit: str, factor: int | None) -> None:
    assert parse_factor(stated, unit) == factor


def test_the_sheet_is_named_where_there_are_several(stored: None) -> None:
    book = build_workbook(one=[TITLE], two=[HEAD, ("太原市", 74.5005)])
    assert list_marks(check_values(book, 2022, sheet="two"))["taiyuan"] == "agree"
    with pytest.raises(TableFileError, match=r"several sheets\. Name one of these: one, two"):
        check_values(book, 2022)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([HEAD, ("太原市", "many")], "Row 2, column B: “many” is no number."),
        ([HEAD, ("太原市", "1"), ("太原", "2"), ("太原市", "3")], "Rows 2 and 4 are both “太原市”."),
        ([HEAD, ("广州市", "1")], "No row has the Chinese name of a city"),
        ([("城市", "生活垃圾清运量"), ("太原市", "1")], "Column B: its unit is not known."),
        ([("城市", "重量（吨）"), ("太原市", "1")], "No column has the Chinese name of an indicator"),
        ([(*HEAD, *HEAD[1:]), ("太原市", "1")], "The columns B, D all have the heading “生活垃圾清运量”"),
    ],
    ids=["no number", "two rows", "no city", "no unit", "no column", "two columns"],
)
def test_a_table_that_can_not_be_compared_is_refused_in_words(
    stored: None, rows: list[tuple[Any, ...]], message: str
) -> None:
    with pytest.raises(TableFileError) as refused:
        check_values(build_csv(*rows), 2022)
    assert message in str(refused.value)


@pytest.mark.content_check
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"old", "Save it as XLSX"),
        (b"\xff\xfe\x00\x81", "neither XLSX nor a text"),
        (b"", "No row has the Chinese name"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, message: str) -> None:
    with pytest.raises(TableFileError, match=message):
        check_values(content, 2022)


def test_files_that_are_too_large_are_refused(stored: None, monkeypatch: pytest.MonkeyPatch) -> None:
    book, lines = build_workbook(one=[HEAD, *[("太原市", 1)] * 20]), build_csv(*ROWS)
    monkeypatch.setattr(table_files, "MAX_ROWS", 3)
    for content in (book, lines):
        with pytest.raises(TableFileError, match="more than 3 rows"):
            check_values(content, 2022)
    monkeypatch.setattr(table_files, "MAX_COLUMNS", 2)
    for content in (book, lines):
        with pytest.raises(TableFileError, match="Row 1 has more than 2 columns"):
            check_values(content, 2022)
    monkeypatch.setattr(table_files, "MAX_BYTES", 10)
    with pytest.raises(TableFileError, match="larger than"):
        check_values(lines, 2022)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 2_000_000)
    monkeypatch.setattr(table_files, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(TableFileError, match="unpacks to more than"):
        check_values(file.getvalue(), 2022)


def test_the_command_lists_the_values_and_changes_nothing(stored: None, tmp_path: Path) -> None:
    content = build_csv(*ROWS)
    source = make_source("a-yearbook", title="2022年年鉴", file_checksum=compute_file_checksum(content))
    before = (Publication.objects.count(), list(IndicatorValue.objects.values()))
    path, out, report = tmp_path / "table.csv", io.StringIO(), io.StringIO()
    path.write_bytes(content)
    call_command("check_values", str(path), "--year", "2022", stdout=out, stderr=report)
    rows = list(csv.DictReader(out.getvalue().splitlines()))
    assert {row["city"]: row["mark"] for row in rows} == MARKS
    assert (rows[0]["stored"], rows[0]["in_table"], rows[0]["cell"]) == ("745005", "751000", "B4")
    assert compute_file_checksum(content) in report.getvalue()
    assert f"the file of “{source}”" in report.getvalue()
    assert "1 agree, 1 differ, 1 blank" in report.getvalue()
    assert (Publication.objects.count(), list(IndicatorValue.objects.values())) == before


def test_the_command_says_what_is_wrong_with_a_file_and_its_checksum(tmp_path: Path) -> None:
    path, report = tmp_path / "table.xls", io.StringIO()
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    with pytest.raises(CommandError, match=r"Nothing was checked\. This is a workbook of before 2007"):
        call_command("check_values", str(path), "--year", "2022", stderr=report)
    assert "not a file that a source names" in report.getvalue()


# -- the admin --------------------------------------------------------------------------------------


def upload(client: Any, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("table.csv", content)
    address = reverse("admin:cities_indicatorvalue_check")
    return client.post(address, {"file": file, "year": "2022", "sheet": "", "columns": "", **more})


def test_an_editor_uploads_a_table_and_sees_the_marks(stored: None, admin_client: Any) -> None:
    page = upload(admin_client, build_csv(*ROWS))
    assert page.status_code == 200
    shown = page.content.decode()
    assert compute_file_checksum(build_csv(*ROWS)) in shown
    assert "No source names a file with this checksum." in shown
    assert "agree: 1, differ: 1, blank: 1" in shown
    assert "<td>751000</td>" in shown
    assert (
        reverse("admin:cities_indicatorvalue_check")
        in admin_client.get(reverse("admin:cities_indicatorvalue_changelist")).content.decode()
    )


def test_the_list_can_be_downloaded(stored: None, admin_client: Any) -> None:
    answer = upload(admin_client, build_csv(*ROWS), download="1")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
    assert {row["city"]: row["mark"] for row in rows} == MARKS


def test_what_is_wrong_stands_beside_the_field(stored: None, admin_client: Any) -> None:
    page = upload(admin_client, build_csv(HEAD, ("太原市", "many"))).content.decode()
    assert "Row 2, column B: “many” is no number." in page
    page = upload(admin_client, build_csv(*ROWS), columns="nothing").content.decode()
    assert "“nothing” names no column." in page


def test_only_who_may_change_values_sees_the_page(client: Any, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("reader", password="x", is_staff=True))
    assert client.get(reverse("admin:cities_indicatorvalue_check")).status_code == 403
    client.logout()
    assert client.get(reverse("admin:cities_indicatorvalue_check")).status_code == 302
