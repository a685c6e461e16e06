"""A number is read as itself in any notation, offered among two readings, or refused in words."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from records.choices import Unit
from records.texts.number_parser import (
    Notation,
    UnreadableNumber,
    describe_number,
    parse_number,
    write_plain_number,
)

LANGUAGES = ("en", "zh-hans", "zh-hant")

#: Typed, unit, and how it is shown in English: the board's table, and what was typed in vain before.
EXAMPLES = [
    ("9.08 million", "people", "9,080,000 people"),
    ("9,08 Mio", "people", "9,080,000 people"),
    ("9,08 Mio.", "people", "9,080,000 people"),
    ("907万", "people", "9,070,000 people"),
    ("907 万", "people", "9,070,000 people"),
    ("907萬人", "people", "9,070,000 people"),
    ("9070万", "people", "90,700,000 people"),
    ("7002.1亿", "cny", "700,210,000,000 yuan"),
    ("７００２．１億元", "cny", "700,210,000,000 yuan"),
    ("1.2万亿", "cny", "1,200,000,000,000 yuan"),
    ("1.234.567", "t", "1,234,567 t"),
    ("1,234,567", "t", "1,234,567 t"),
    ("1 234 567", "t", "1,234,567 t"),
    ("1\u202f234\u00a0567,5 t", "t", "1,234,567.5 t"),
    ("1'234'567.5", "t", "1,234,567.5 t"),
    ("1’234", "t", "1,234 t"),
    ("123,4567", "t", None),
    ("1234,5678,9012", "t", "123,456,789,012 t"),
    ("1234 5678", "t", "12,345,678 t"),
    ("1,5", "percent", "1.5%"),
    ("1,5 %", "percent", "1.5%"),
    ("99.5％", "percent", "99.5%"),
    ("−0,3", "percent", "−0.3%"),
    ("－12", "cny", "−12 yuan"),
    ("- 12", "cny", "−12 yuan"),
    ("+12", "cny", "12 yuan"),
    ("1.2 bn", "cny", "1,200,000,000 yuan"),
    ("3 Mrd.", "cny", "3,000,000,000 yuan"),
    ("9080 thousand", "people", "9,080,000 people"),
    ("5k", "people", "5,000 people"),
    ("5 kt", "kt", "5 kt"),
    ("3千", "people", "3,000 people"),
    ("3百万", "people", "3,000,000 people"),
    ("8平方公里", "km2", "8 km²"),
    ("8 km2", "km2", "8 km²"),
    ("１２３", "people", "123 people"),
    ("9066906.000000", "people", "9,066,906 people"),
    ("1,234.56", "t", "1,234.56 t"),
    ("1.234,56", "t", "1,234.56 t"),
    ("1.2345", "t", "1.2345 t"),
    ("0,125", "t", "0.125 t"),
    ("1234,567", "t", "1,234.567 t"),
    (".5", "t", "0.5 t"),
    ("0", "people", "0 people"),
    ("-0", "people", "0 people"),
    ("2,023", "calendar_year", None),
    ("2023年", "calendar_year", "2023"),
    ("25", "count", "25"),
    ("1" + "0" * 40, "", "10," + ",".join(["000"] * 13)),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "unit", "shown"), EXAMPLES)
def test_a_number_is_read_alike_in_every_language_of_the_interface(typed, unit, shown, language) -> None:
    with override(language):
        readings = parse_number(typed, unit=unit)
    if shown is None:
        assert len(readings) == 2
        return
    (reading,) = readings
    with override("en"):
        assert describe_number(reading.value, unit=unit).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("typed", "values", "hints"),
    [
        ("1.234", ["1234", "1.234"], ["the point groups digits", "the point begins the decimals"]),
        ("1,234", ["1234", "1.234"], ["the comma groups digits", "the comma begins the decimals"]),
        (
            "-1,234 million",
            ["-1234000000", "-1234000"],
            ["the comma groups digits", "the comma begins the decimals"],
        ),
        ("1,2345", ["12345", "1.2345"], ["the comma groups digits", "the comma begins the decimals"]),
        ("12.500", ["12500", "12.5"], ["the point groups digits", "the point begins the decimals"]),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_offered_in_both(typed, values, hints) -> None:
    readings = parse_number(typed)
    assert [reading.value for reading in readings] == [Decimal(value) for value in values]
    assert [reading.hint for reading in readings] == hints


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("900–910万", "This is two numbers. Write one here and the span in the note."),
        ("900-910", "This is two numbers."),
        ("900至910万", "This is two numbers."),
        ("900 to 910", "This is two numbers."),
        ("九百万", "Write the number in digits, for example 900万 or 9,000,000."),
        ("1亿2000万", "Write one number with one unit: 1.2亿 instead of 1亿2000万."),
        ("1e99", "Write the number out, without e: 1,000,000 or 1 million."),
        ("12%", "Write the number without the percent sign: its unit isn't percent."),
        ("many", "“many” can't be read as a number. Write it like 9,070,000, 9.07 million or 907万."),
        ("约900万", "“约900万” can't be read as a number."),
        ("million", "“million” can't be read as a number."),
        ("万", "“万” can't be read as a number."),
        (".", "“.” can't be read as a number."),
        (
            "5 m",
            "“m” after the number isn't understood here. Write the number alone, or with thousand, million",
        ),
        ("5兆", "“兆” after the number isn't understood here."),
        ("500 t", "“t” after the number isn't understood here."),
        ("5²", "“²” after the number isn't understood here."),
        ("1.2.3", "The points, commas and spaces in “1.2.3” don't fit together."),
        ("12,34,567", "The points, commas and spaces in “12,34,567” don't fit together."),
        ("1,234.567,8", "The points, commas and spaces"),
        ("1.234,567.8", "The points, commas and spaces"),
        ("12 34", "The points, commas and spaces"),
        ("5.", "The points, commas and spaces"),
        ("1.2345,6", "The points, commas and spaces"),
        ("9" * 200, "can't be read as a number."),
        ("nan", "“nan” can't be read as a number."),
        ("٣", "“٣” can't be read as a number."),
    ],
)
def test_what_is_no_number_is_refused_in_words(typed, reason) -> None:
    with pytest.raises(UnreadableNumber) as refusal:
        parse_number(typed)
    assert reason in str(refusal.value)


@pytest.mark.parametrize("typed", ["2023", " ２０２３ ", "2023年"])
def test_a_year_has_one_reading(typed) -> None:
    (reading,) = parse_number(typed, Notation.YEAR)
    assert describe_number(reading.value, Notation.YEAR) == "2023"


@pytest.mark.parametrize("typed", ["2,023", "2.023", "23", "2 千", "2023-24", "20233", "-2023", ""])
def test_a_year_is_four_digits(typed) -> None:
    with pytest.raises(UnreadableNumber, match="four digits"):
        parse_number(typed, Notation.YEAR)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("43.881", "43.881"), ("43,881", "43.881"), ("−43.5°", "-43.5"), ("125", "125"), ("125.0", "125")],
)
def test_a_coordinate_is_never_grouped(typed, value) -> None:
    (reading,) = parse_number(typed, Notation.COORDINATE)
    assert reading.value == Decimal(value)


@pytest.mark.parametrize("typed", ["43°52′N", "43.5N", "1,234,567", "43 881", "4万", "west"])
def test_a_coordinate_is_one_number_of_degrees(typed) -> None:
    with pytest.raises(UnreadableNumber, match="without minutes"):
        parse_number(typed, Notation.COORDINATE)


def test_a_whole_number_has_no_decimals() -> None:
    assert [reading.value for reading in parse_number("1.234", Notation.WHOLE)] == [1234]
    assert [reading.value for reading in parse_number("1.000", Notation.WHOLE)] == [1000, 1]
    with pytest.raises(UnreadableNumber, match="whole number"):
        parse_number("1.5", Notation.WHOLE)


def test_all_digits_are_shown_in_the_notation_of_the_language() -> None:
    number = Decimal("700210000000")
    with override("zh-hans"):
        assert describe_number(number, unit="cny") == "700210000000元（7002.1亿元）"
        assert describe_number(Decimal("9066906"), unit="people") == "9066906人"
        assert describe_number(Decimal("250"), unit="count") == "250个"
    with override("zh-hant"):
        assert describe_number(Decimal("9070000"), unit="people") == "9070000人（907萬人）"
    with override("en"):
        assert describe_number(number, unit="cny") == "700,210,000,000\u00a0yuan"


# -- any number, any notation ---------------------------------------------------------------------------

NUMBERS = st.decimals(
    min_value=Decimal("-99999999999999"), max_value=Decimal("99999999999999"), places=6
) | st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-10_000_000, 10_000_000),
    st.integers(0, 6),
)


def trim(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def group(number: Decimal, size: int, separator: str, point: str) -> str:
    sign, digits = ("-", trim(number)[1:]) if trim(number).startswith("-") else ("", trim(number))
    whole, _point, decimals = digits.partition(".")
    head = len(whole) % size
    groups = [whole[:head]] * bool(head) + [whole[at : at + size] for at in range(head, len(whole), size)]
    return sign + separator.join(groups) + (point + decimals if decimals else "")


def shift(number: Decimal, power: int) -> Decimal:
    return number.scaleb(-power)


FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789.-"}
NOTATIONS = {
    "English": lambda number: group(number, 3, ",", "."),
    "English, thin spaces": lambda number: group(number, 3, "\u2009", "."),
    "English, million": lambda number: f"{group(shift(number, 6), 3, ',', '.')} million",
    "English, bn": lambda number: f"{trim(shift(number, 9))}bn",
    "German": lambda number: group(number, 3, ".", ","),
    "German, spaces": lambda number: group(number, 3, "\u202f", ","),
    "Swiss": lambda number: group(number, 3, "’", "."),
    "German, Mio.": lambda number: f"{group(shift(number, 6), 3, '.', ',')} Mio.",
    "German, Mrd": lambda number: f"{trim(shift(number, 9)).replace('.', ',')} Mrd",
    "Chinese": trim,
    "Chinese, by four": lambda number: group(number, 4, ",", "."),
    "Chinese, 万": lambda number: f"{trim(shift(number, 4))}万",
    "Chinese, 亿": lambda number: f"{trim(shift(number, 8))}亿",
    "Chinese, full width": lambda number: trim(number).translate(FULL_WIDTH),
    "minus sign": lambda number: trim(number).replace("-", "\N{MINUS SIGN}"),
}  # fmt: skip


@pytest.mark.parametrize("notation", NOTATIONS)
@given(number=NUMBERS, language=st.sampled_from(LANGUAGES), unit=st.sampled_from(["", *Unit.values]))
@example(number=Decimal("1.234"), language="en", unit="t")
@example(number=Decimal(1234), language="zh-hans", unit="t")
@example(number=Decimal("-1234.5"), language="zh-hant", unit="cny")
@example(number=Decimal("0.1"), language="en", unit="percent")
def test_a_number_in_any_notation_is_read_as_itself_or_is_one_of_two(
    notation, number, language, unit
) -> None:
    with override(language):
        readings = [reading.value for reading in parse_number(NOTATIONS[notation](number), unit=unit)]
    assert number in readings
    assert len(readings) <= 2
    plain = NOTATIONS[notation](number).translate({0xFF0E: "."}).rstrip(".")
    assert len(readings) == 1 or plain.count(",") + plain.count(".") == 1


@given(number=NUMBERS)
@example(number=Decimal("1.234"))
@example(number=Decimal("-865.125"))
def test_a_stored_number_is_shown_so_that_it_is_read_as_itself(number: Decimal) -> None:
    assert [reading.value for reading in parse_number(write_plain_number(number))] == [number]


@given(text=st.text(max_size=30) | st.text(alphabet="0123456789., '-+%eE万亿千百k", max_size=20))
def test_any_text_is_read_in_one_or_two_ways_or_refused(text: str) -> None:
    for kind in Notation:
        try:
            readings = parse_number(text, kind)
        except UnreadableNumber:
            continue
        assert 1 <= len(readings) <= 2


def test_a_stored_number_has_no_row_of_zeros() -> None:
    assert write_plain_number(Decimal("9066906.000000")) == "9066906"
    assert write_plain_number(Decimal("1.500000")) == "1.5"
    assert write_plain_number(Decimal("1.865000")) == "1.8650"
    assert write_plain_number(43.881, Notation.COORDINATE) == "43.881"
    assert write_plain_number(2023) == "2023"
    assert write_plain_number(Decimal("1E+20")) == "1" + "0" * 20
