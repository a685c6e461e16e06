"""Strips of comparisons: these records as lettered squares, all others as dots, and no order of merit."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cities.models import City
from initiatives.models import ParkFigure
from records.comparison.letters import choose_letters
from records.comparison.numbers import _format_end
from records.comparison.strips import MIN_OTHERS, WIDTH, ComparisonStrip, build_strip
from tests.content_checks.test_city_pages import words
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    save_part,
    text,
    writing,
)

NAMES = st.lists(st.text("abCD大同市 ’-", min_size=1, max_size=5), min_size=2, max_size=4)
AMOUNTS = st.decimals(0, 10**10, places=2)


def draw(own: list[Any], others: list[Any], letters: list[str], *, is_linear: bool = True) -> Any:
    words = {"format_value": str, "count": lambda count: f"{count} places"}
    return build_strip(own, others, letters=letters, is_linear=is_linear, **words)


# -- letters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@given(names=NAMES)
def test_letters_tell_all_apart_and_are_short(language: str, names: list[str]) -> None:
    with override(language):
        letters = choose_letters(names)
    assert len(set(letters)) == len(names)
    assert all(1 <= len(text) <= 2 for text in letters)


@pytest.mark.parametrize(
    ("language", "names", "letters"),
    [
        ("en", ["Datong", "Baotou", "Xuzhou"], ["D", "B", "X"]),
        ("en", ["Datong", "Dalian", "Baotou"], ["Dt", "Dl", "B"]),
        ("en", ["Xi’an", "Xining"], ["Xa", "Xn"]),
        ("en", ["Shenzhen", "Shenzhen"], ["Sh", "Se"]),
        ("zh-hans", ["大同市", "包头市"], ["大", "包"]),
        ("zh-hans", ["大同市", "大连市"], ["同", "连"]),
    ],
)
def test_a_second_letter_stands_only_where_two_are_alike(
    language: str, names: list[str], letters: list[str]
) -> None:
    with override(language):
        assert choose_letters(names) == letters


# -- the drawing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_linear", [True, False])
@given(own=st.lists(AMOUNTS, min_size=2, max_size=4), others=st.lists(AMOUNTS, min_size=5, max_size=80))
def test_squares_stand_apart_inside_the_drawing_and_no_dot_is_left_out(
    own: list[Decimal], others: list[Decimal], is_linear: bool
) -> None:
    letters = ["A", "B", "Ce", "Cd"][: len(own)]
    strip: ComparisonStrip | None = draw(own, others, letters, is_linear=is_linear)
    if strip is None:
        assert len({*own, *others}) == 1
        return
    middles = [square.middle for square in strip.squares]
    assert all(after - before >= 17.9 for before, after in pairwise(middles))
    assert all(square.left >= 0 and square.left + square.width <= WIDTH for square in strip.squares)
    assert {square.letters for square in strip.squares} == set(letters)
    assert sum(spot.count for spot in strip.spots) == len(others)
    assert strip.dots.count("M") == len(strip.spots)
    assert all(0 <= spot.x <= WIDTH for spot in strip.spots)
    # Squares have the order of the values.
    by_value = sorted(zip(own, letters, strict=True))
    places = {square.letters: square.x for square in strip.squares}
    assert [places[text] for _value, text in by_value] == sorted(places.values())
    assert strip.count == f"{len(own) + len(others)} places"


def test_the_ends_are_the_lowest_and_highest_of_all() -> None:
    strip = draw([3, 9], [1, 2, 4, 5, 6], ["A", "B"])
    assert (strip.lowest, strip.highest) == ("1.0", "9.0")


def test_amounts_have_a_logarithmic_scale_and_0_stands_before_it() -> None:
    strip = draw([0, 1000], [1, 10, 100, 100, 100], ["A", "B"], is_linear=False)
    xs = [strip.squares[0].x, *(spot.x for spot in strip.spots), strip.squares[1].x]
    steps = [round(after - before) for before, after in pairwise(xs)]
    assert max(steps[1:]) - min(steps[1:]) <= 1
    assert steps[0] > 0
    linear = draw([0, 1000], [1, 10, 100, 100, 100], ["A", "B"])
    assert max(spot.x for spot in linear.spots) < WIDTH / 4


def test_a_number_stands_below_many_dots_of_one_spot() -> None:
    strip = draw([1, 2], [1.0] * 8 + [2.0] * 7, ["A", "B"])
    assert [(spot.count, spot.has_number) for spot in strip.spots] == [(8, True), (7, False)]


def test_few_others_or_one_value_have_no_strip() -> None:
    assert draw([1, 2], [3] * (MIN_OTHERS - 1), ["A", "B"]) is None
    assert draw([3, 3], [3] * 9, ["A", "B"]) is None
    assert draw([None, None], [1] * 9, ["A", "B"]) is None


# -- on the page ------------------------------------------------------------------------------------

#: What would say a place or an order of merit, in three languages.
ORDINALS = re.compile(
    r"\b(place \d|rank\w*|(first|second|third|fourth) of|best|worst|\d+(st|nd|rd|th))\b"
    r"|第[一二三四\d]|名次|排名|排位|最好|最差|领先|領先",
    re.IGNORECASE,
)


@pytest.fixture
def seven() -> list[City]:
    """Cities with 10 t to 70 t of waste, and a share of 100% in all but the first."""
    tonnes = make_indicator("waste", **text("name", "Waste", "垃圾"), scope="urban_area")
    share = make_indicator("share", **text("name", "Share", "比例"), unit="percent")
    cities = [make_city(f"city-{letter}", **text("name", f"{letter.upper()} town")) for letter in "abcdefg"]
    with writing():
        for number, city in enumerate(cities, 1):
            make_indicator_value(tonnes, city, value=10 * number)
            make_indicator_value(share, city, value=100 if number > 1 else 0)
    return cities


def find_row(html: str, label: str) -> str:
    return next(row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if label in words(row))


@pytest.mark.django_db
def test_a_row_has_the_values_a_square_for_each_and_the_dots_of_all_others(get: Any, seven: list[City]):
    row = find_row(get("/en/compare/?cities=city-b,city-d"), "Waste")
    assert "Waste 2020 , urban area" in words(row)
    assert re.findall(r'class="compare-strip__letters"[^>]*>(\w+)<', row) == ["B", "D"]
    (dots,) = re.findall(r'class="compare-strip__dots" d="([^"]+)"', row)
    assert dots.count("M") == 5
    assert words(row.partition('strip-ends">')[2]).strip() == "10 t 7 cities 70 t"


@pytest.mark.django_db
def test_on_phones_letters_stand_in_a_square_before_the_name_and_are_not_read_aloud(
    get: Any, seven: list[City]
):
    row = find_row(get("/en/compare/?cities=city-b,city-d"), "Waste")
    labels = re.findall(r'__of"><span class="letters" aria-hidden="true">(\w+)</span>([\w ]+)</span>', row)
    assert labels == [("B", "B town"), ("D", "D town")]
    assert "data-l=" not in row


@pytest.mark.sampled(1)
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_nothing_says_a_place_and_nothing_is_tinted(get: Any, seven: list[City], language: str):
    html = get(f"/{language}/compare/?cities=city-a,city-b,city-c")
    main = html[html.index("<main") : html.index("</main>")]
    assert not ORDINALS.search(words(main)), ORDINALS.search(words(main))
    assert "is-different" not in main


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Share in 2020: C town 100%, B town 100%; A town 0."),
        ("zh-hans", "2020年比例：C town（中文）100%，B town（中文）100%；A town（中文）0。"),
    ],
)
def test_the_sentence_has_the_largest_first_and_noughts_last(
    get: Any, seven: list[City], language: str, sentence: str
):
    html = get(f"/{language}/compare/?cities=city-c,city-b,city-a")
    (lede,) = re.findall(r'<p class="lede">(.*?)</p>', html, re.DOTALL)
    assert words(lede).strip() == sentence


@pytest.mark.django_db
def test_parks_have_strips_by_the_same_rules(get: Any):
    for number in range(1, 8):
        figure = {
            **text("label", "Firms"),
            "unit": "count",
            "value": number,
            "year": 2020,
            "source_type": "official",
        }
        park = make_park(f"park-{number}", **text("name", f"Park {number}"))
        save_part(ParkFigure(park=park, key="firms", **figure))
    row = find_row(get("/en/compare/?parks=park-1,park-7"), "Firms")
    assert "7 parks" in words(row)
    assert re.findall(r'class="compare-strip__letters"[^>]*>(\w+)<', row) == ["P1", "P7"]


@pytest.mark.django_db
def test_key_facts_of_other_cities_are_dots_if_they_say_the_same_of_a_whole_city(get: Any):
    cities = [make_city(f"place-{number}") for number in range(9)]
    with writing():
        for number, city in enumerate(cities[:7]):
            make_city_figure(city, value=number + 1, year=2020)
    for key in ("area", "area-again"):
        make_city_figure(cities[7], key=key, value=9, year=2020)
    make_city_figure(make_city(parent=cities[0]), value=9, year=2020)
    make_city_figure(make_city(publish=False), value=9, year=2020)
    different = [
        {"year": 2019},
        {"unit": "t"},
        {"amount_type": "capacity"},
        {"evidence": "target"},
        {"period_en": "as of 1 November 2020", "period_zh_hans": "2020年11月1日"},
        {"precision": "at_least"},
        text("label", "Built-up area"),
    ]
    with writing():
        for number, change in enumerate(different):
            make_city_figure(cities[8], key=f"area-{number}", **{"value": 9, "year": 2020, **change})
    row = find_row(get("/en/compare/?cities=place-1,place-2"), "Area")
    assert "7 cities" in words(row)


@pytest.mark.django_db
def test_what_cannot_be_compared_is_marked_and_has_no_strip(get: Any):
    with writing():
        for number in range(8):
            city = make_city(f"city-{number}")
            make_city_figure(city, value=number + 1, year=2020 + (number == 1))
    row = find_row(get("/en/compare/?cities=city-0,city-1"), "Area")
    assert "≠" in row
    assert "the years differ" in words(row)
    assert "compare-strip" not in row


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (184_092.3, "t", "184,000 t"),
        (4_721.9e9, "cny", "4,720 billion yuan"),
        (0.123456, "t", "0.123 t"),
        (97.35, "percent", "97.35%"),
    ],
)
def test_amounts_at_the_ends_have_three_figures(value: float, unit: str, text: str) -> None:
    assert _format_end(value, unit).replace("\N{NO-BREAK SPACE}", " ") == text
