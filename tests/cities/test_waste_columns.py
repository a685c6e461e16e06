"""All cities in one drawing: a column each, as long as its shares, with a label that needs no script."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cities.models import City
from cities.templatetags import waste_column_tags
from cities.waste.column_layout import HOME_LAYOUT, TALL_LAYOUT, WIDE_LAYOUT, draw_columns
from cities.waste.columns import (
    MAX_COLUMNS,
    choose_columns,
    describe_first_year,
    describe_scope,
    describe_zeros,
)
from cities.waste.treatment import CityWaste, WasteYear
from records.drawings.fonts import measure_text

FIRST, LAST = 2015, 2023
UNKNOWN = object()


def make_year(
    year: int, landfilled: float | None, *, collected: float = 1_000, is_checked: bool = False
) -> WasteYear:
    """None: the source has an empty cell, which works out at 0."""
    worked_out = frozenset({"landfilled"} if landfilled is None else ())
    burned, landfilled = collected - (landfilled or 0), landfilled or 0.0
    return WasteYear(year, collected, burned, landfilled, 0.0, 0.0, 0.0, worked_out, (), is_checked)


def make_waste(number: int, first: Any, last: Any, **kwargs: Any) -> CityWaste:
    """A city of which so many of 1,000 t were landfilled in the first and the last year."""
    city = City(pk=number, slug=f"city-{number}", name_en=f"City {number}", name_zh_hans=f"第{number}市")
    years = {LAST: make_year(LAST, last, **kwargs)}
    if first is not UNKNOWN:
        years[FIRST] = make_year(FIRST, first, **kwargs)
    return CityWaste(city, years, FIRST, LAST)


def make_cities(*pairs: tuple[Any, Any], **kwargs: Any) -> dict[int, CityWaste]:
    """These cities, then others with 100 t and 0 t, of which there are 20 together."""
    pairs = (*pairs, *[(100, 0)] * (20 - len(pairs)))
    return {number: make_waste(number, *pair, **kwargs) for number, pair in enumerate(pairs, 1)}


def choose(*pairs: tuple[Any, Any], **kwargs: Any) -> Any:
    columns = choose_columns(make_cities(*pairs, **kwargs))
    assert columns is not None
    return columns


@pytest.fixture
def render(monkeypatch):
    def render(cities: dict[int, CityWaste], form: str = "indicator") -> str:
        monkeypatch.setattr(waste_column_tags, "fetch_all_waste", lambda: cities)
        template = Template("{% load waste_column_tags %}{% waste_columns form %}")
        return template.render(Context({"form": form})).strip()

    return render


def list_links(page: str) -> list[tuple[str, str]]:
    """The slug and the label of each column."""
    wide = page.split("--wide")[1].split("</svg>")[0]
    return re.findall(r'<a href="/[\w-]+/cities/([\w-]+)/".*?<text[^>]*>([^<]*)</text>', wide)


def test_each_city_is_one_column_with_its_numbers(render):
    links = list_links(render(make_cities((1_000, 5), (300, 200))))
    assert len(links) == 20
    assert links[0] == (
        "city-1",
        "City 1: in sanitary landfill 100% → under 1%; burned over 99%; 1,000\xa0t in 2023",
    )
    assert links[1] == ("city-2", "City 2: in sanitary landfill 30% → 20%; burned 80%; 1,000\xa0t in 2023")


def test_the_labels_are_written_in_chinese(render):
    with override("zh-hans"):
        links = list_links(render(make_cities((1_000, 5))))
    assert links[0] == ("city-1", "第1：卫生填埋100% → 不足1%，2023年焚烧99%以上，清运1000吨")


@pytest.mark.parametrize("number", [19, MAX_COLUMNS + 1])
def test_every_city_is_drawn_or_none(render, number):
    assert render({pk: make_waste(pk, 10, 0) for pk in range(1, number + 1)}) == ""


def test_districts_are_part_of_their_city(render):
    cities = make_cities(*[(100, 0)] * 21)
    cities[21].city.parent_id = 1
    assert "city-21" not in render(cities)


def test_cities_stand_by_their_share_of_the_first_year_and_the_unknown_last():
    columns = choose((UNKNOWN, 900), (500, 0), (900, 0), (500, 100))
    assert [column.waste.city.pk for column in columns.columns][:3] == [3, 4, 2]
    assert columns.columns[-1].waste.city.pk == 1


def test_cities_whose_first_share_is_not_known_are_named_in_a_series():
    note = describe_scope(choose((UNKNOWN, 900), (UNKNOWN, 800), (500, 0)))
    assert "City 1 and City 2 come last: their share for 2015 can’t be calculated." in note


def test_a_part_is_as_long_as_its_share():
    drawing = draw_columns(choose((750, 250)), WIDE_LAYOUT)
    for year, share in zip(drawing.years, (0.75, 0.25), strict=True):
        paths = dict(year.paths)
        first = [path.split("z")[0] for path in (paths["landfilled"], paths["burned"])]
        down, up = (float(re.search(r"v([\d.]+)", path).group(1)) for path in first)
        assert down == pytest.approx(share * WIDE_LAYOUT.height, abs=0.1)
        assert up == pytest.approx(
            (1 - share) * WIDE_LAYOUT.height - 0.8, abs=0.1
        )  # the line between two parts


def test_a_year_that_is_not_known_is_dotted():
    first, last = draw_columns(choose((UNKNOWN, 900)), WIDE_LAYOUT).years
    assert first.unknown.count("z") == 1
    assert not last.unknown


def test_a_zero_of_one_copy_is_not_called_none(render):
    page = render(make_cities((500, 200)), "home")
    assert "By the yearbook for 2023, 19 of 20 cities sent 0 t to sanitary landfill" in page
    assert "0 in the yearbook: 19 cities" in page
    assert "Read in one copy of the yearbook, not checked against print." in page
    assert not re.search(r"\b(none|nothing|still)\b", page)
    with override("zh-hans"):
        page = render(make_cities((500, 200)), "home")
    assert "据2023年的年鉴，20个城市中19个卫生填埋量为0" in page
    assert not re.search("没有填埋|仍|一吨也没有", page)


@pytest.mark.parametrize("layout", [HOME_LAYOUT, WIDE_LAYOUT, TALL_LAYOUT])
def test_zeros_that_were_worked_out_are_counted_apart(layout):
    columns = choose((UNKNOWN, 500), *[(100, None)] * 2, *[(None, 0)] * 13, *[(0, 0)] * 3)
    texts = [text.text for text in draw_columns(columns, layout).counts]
    assert sorted(texts) == [
        "0 by subtraction: 13 cities", "0 by subtraction: 2 cities",
        "0 in the yearbook: 17 cities", "0 in the yearbook: 3 cities",
    ]  # fmt: skip
    with override("zh-hans"):
        texts = [text.text for text in draw_columns(columns, layout).counts]
    assert "按差额为0：13个城市" in texts
    assert (
        describe_zeros(columns) == "By the yearbook for 2023, 17 of 20 cities sent 0 t to sanitary landfill"
    )


def test_the_first_year_has_no_zero_where_all_cells_are_empty():
    columns = choose(*[(None, 0)] * 13)
    since = " Of the 7 that used sanitary landfill then, 7 show 0 t for 2023."
    assert describe_first_year(columns) == ("For 2015 it was 13 of 20, by subtraction." + since)
    with override("zh-hans"):
        assert describe_first_year(columns).startswith("2015年，按差额计，为20个城市中的13个。")
    assert describe_first_year(choose(*[(0, 0)] * 2, *[(None, 0)] * 11)) == (
        "For 2015 it was 2 of 20, and 11 more by subtraction." + since
    )


def test_a_city_that_landfilled_counts_even_where_its_share_is_not_known():
    cities = make_cities((500, 0), (UNKNOWN, 0), (UNKNOWN, 0), (UNKNOWN, 0))
    for number, tonnes in ((2, 700.0), (3, 0.0)):
        year = replace(make_year(FIRST, tonnes), has_shares=False)
        cities[number] = replace(cities[number], partial={FIRST: year})
    columns = choose_columns(cities)
    assert columns is not None
    assert describe_first_year(columns) == (
        "For 2015 it was 1 of 19. Of the 18 that used sanitary landfill then, 18 show 0 t for 2023."
    )


def test_the_label_of_a_column_says_that_a_zero_was_worked_out(render):
    labels = [label for _slug, label in list_links(render(make_cities((None, 0))))]
    assert labels[-1] == "City 1: in sanitary landfill 0 by subtraction → 0%; burned 100%; 1,000\xa0t in 2023"


def test_a_checked_zero_is_none(render):
    page = render(make_cities((500, 200), is_checked=True), "home")
    assert "In 2023, 19 of 20 cities sent no waste to sanitary landfill" in page
    assert "one copy" not in page


def test_without_a_zero_the_heading_counts_none():
    assert describe_zeros(choose(*[(500, 200)] * 20)) == "Where the municipal waste of 20 cities went"


def test_the_tab_key_reaches_columns_on_the_page_of_an_indicator_only(render):
    cities = make_cities((500, 200))
    indicator, home = render(cities), render(cities, "home")
    assert 'tabindex="-1"' not in indicator
    assert indicator.index('href="#after-columns"') < indicator.index("<svg")
    assert 'id="after-columns"' in indicator
    assert home.count('tabindex="-1"') == 20
    assert "#after-columns" not in home


def test_phones_have_a_picture_and_the_cities_that_landfill_as_a_list(render):
    page = render(make_cities((500, 200), (300, 700)))
    picture, listed = page.split("--tall")[1].split("</svg>")
    assert "<a " not in picture
    assert re.findall(r'class="name"[^>]*>\s*([^<]*?)\s*<', picture) == ["City 2", "City 1"]
    found = re.findall(r'cities/([\w-]+)/">[^<]*</a>\s*<b>(\d+%)</b>', listed)
    assert found == [("city-2", "70%"), ("city-1", "20%")]


def test_large_shares_are_named_and_names_do_not_touch():
    drawing = draw_columns(choose((900, 900), (899, 890), (500, 300), (100, 100)), WIDE_LAYOUT)
    names = [text.text for text in drawing.names]
    assert names[0] == "City 1"
    assert "City 3" in names
    assert "City 4" not in names


def test_wide_letters_need_more_room_than_narrow_ones():
    """Names three columns apart touch in wide letters only; one of them then stands beside its column."""
    distances = []
    for letter in "lW":
        cities = {pk: make_waste(pk, 1_000 - pk, 0) for pk in range(1, 61)}
        for number in (20, 23):
            cities[number] = make_waste(number, 1_000 - number, 500)
            cities[number].city.name_en = f"{letter * 7}{number}"
        columns = choose_columns(cities)
        assert columns is not None
        one, other = draw_columns(columns, HOME_LAYOUT).names
        distances.append(abs(float(one.x) - float(other.x)))
    assert distances[0] < distances[1]


def test_the_drawing_of_78_cities_has_at_most_60_kilobytes(render):
    cities = {pk: make_waste(pk, pk * 12, pk * 3 % 700, collected=1_234_567) for pk in range(1, 79)}
    for language in ("en", "zh-hans"):
        with override(language):
            assert len(render(cities).encode()) < 60_000


def test_the_count_of_zeros_keeps_clear_of_names():
    pairs = [(1_000 - place, 300 if place == 10 else 0) for place in range(20)]
    drawing = draw_columns(choose(*pairs), HOME_LAYOUT)
    [name], [count] = drawing.names, drawing.counts
    widths = measure_text(name.text, 14, 600, "en") + measure_text(count.text, 14, 400, "en")
    assert abs(float(name.x) - float(count.x)) > widths / 2
