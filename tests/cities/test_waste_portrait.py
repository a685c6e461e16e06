"""The portrait of a city shows the numbers of its records, and says what it doesn't know."""

from collections import Counter
from itertools import combinations, product
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from cities.models import City, Indicator, IndicatorValue
from cities.waste.portrait import TALL, WIDE, PortraitLabel, build_portrait, choose_unit
from cities.waste.treatment import CityWaste, fetch_all_waste
from records.drawings.fonts import measure_text
from tests.cities.waste_drawings import (
    draw_portrait,
    group_by_role,
    measure_threads,
    parse_svg,
    read_labels,
    work_out_fates,
)
from tests.factories import make_city, make_waste_indicators, report_waste, writing

pytestmark = pytest.mark.django_db

FORMS = {"wide": WIDE.thread, "page": 3.2, "tall": TALL.thread}
#: The tonnes of 2015 and 2023 as collected, treated, burned, landfilled; None is an empty cell.
EXTREMES = {
    "left-the-landfill": ((5_748_300, 5_748_300, 2_688_400, 3_059_900), (9_098_977, 9_098_977, 6_853_000, 0)),
    "most-untreated": ((983_600, 114_200, None, 114_200), (1_179_000, 1_179_000, 800_000, 241_000)),
    "nothing-stated": ((100_000, None, None, None), (120_000, 110_000, None, None)),
    "one-way-empty": ((224_000, 214_600, None, 205_100), (184_092.3, 184_092.3, 0, 184_092.3)),
    "tiny-parts": ((99, 99, 98.5, 0.5), (1_000_000, 999_000, 996_500, 1_000)),
    "all-burned": ((369_600, 369_600, 369_600, None), (531_000, 531_000, 531_000, 0)),
    "no-change": ((1_000_000, 1_000_000, 500_000, 500_000), (1_000_000, 1_000_000, 500_000, 500_000)),
}


@pytest.fixture
def roles() -> dict[str, Indicator]:
    return make_waste_indicators()


def report(roles: dict[str, Indicator], city: City, year: int, amounts: Any) -> None:
    names = ("collected", "treated", "burned", "landfilled")
    report_waste(roles, city, year, **dict(zip(names, amounts, strict=True)))


def make_others(roles: dict[str, Indicator], count: int) -> None:
    for number in range(City.objects.filter(slug__startswith="other").count(), count):
        city = make_city(f"other-{number:02}")
        report(roles, city, 2015, (100, 100, number, 100 - number))
        report(roles, city, 2023, (100, 100, 100, 0))


def fetch(city: City) -> CityWaste:
    waste = fetch_all_waste().get(city.pk)
    assert waste is not None
    return waste


def draw(city: City, form: str = "wide", language: str = "en") -> str:
    with override(language):
        return draw_portrait(fetch(city), form)


def find_texts(svg: str, css: str) -> list[str]:
    return [text for name, text in read_labels(parse_svg(svg)) if name == css]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("case", EXTREMES)
def test_threads_and_labels_are_those_of_the_records(roles, case):
    city = make_city(case)
    for year, amounts in zip((2015, 2023), EXTREMES[case], strict=True):
        report(roles, city, year, amounts)
    tonnes = group_by_role(IndicatorValue.objects.select_related("indicator"))
    waste = fetch(city)
    years = [year for year in (waste.old, waste.new) if year]
    unit = choose_unit(years)
    for form, thread in FORMS.items():
        svg = draw(city, form)
        drawn = measure_threads(parse_svg(svg), thread)
        expected = [
            {fate: amount / unit for fate, amount in work_out_fates(tonnes[year.year]).items()}
            for year in years
        ]
        if form == "tall":  # both years begin at the left
            expected = [dict(sum(map(Counter, expected), Counter()))]
        for found, fates in zip(drawn, expected, strict=True):
            for fate, threads in fates.items():
                # A thread is at least 0.15 wide, and a remainder of less than 2% isn't drawn.
                assert found.get(fate, 0) == pytest.approx(threads, abs=0.32)
        shares = [
            amount / tonnes[year.year]["collected"]
            for year in years
            for fate, amount in work_out_fates(tonnes[year.year]).items()
            if fate in ("burned", "other", "landfilled")
        ]
        assert len(find_texts(svg, "share")) == sum(share >= 0.02 for share in shares)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_share_and_amount_is_written(roles, language):
    city = make_city("aa")
    for year, amounts in zip((2015, 2023), EXTREMES["left-the-landfill"], strict=True):
        report(roles, city, year, amounts)
    svg = draw(city, language=language)
    assert find_texts(svg, "share") == ["47%", "53%", "75%", "25%"]
    amounts = [text.replace("\N{NO-BREAK SPACE}", " ") for text in find_texts(svg, "amount")]
    assert amounts == {"en": ["5.75 million t", "9.1 million t"], "zh-hans": ["575万吨", "910万吨"]}[language]


def test_a_zero_of_one_copy_is_not_called_none(roles):
    city, seen = make_city("aa"), make_city("seen")
    amounts = {"collected": 100, "treated": 100, "burned": 100, "landfilled": 0}
    report_waste(roles, city, **amounts)
    report_waste(roles, seen, **amounts, copy_check="original_seen")
    assert find_texts(draw(city), "word faint") == ["in sanitary landfill: 0 in the yearbook"]
    assert find_texts(draw(seen), "word faint") == ["in sanitary landfill: none"]


def test_a_year_that_is_not_known_is_an_outline(roles):
    city, other = make_city("aa"), make_city("bb")
    report(roles, city, 2023, (100, 100, 60, 40))
    for year in (2015, 2023):
        report(roles, other, year, (100, 100, 60, 40))
    svg = draw(city)
    assert find_texts(svg, "year") == ["2015", "2023"]
    assert find_texts(svg, "unknown") == ["not known"]
    assert 'class="gap"' in svg


def test_other_cities_are_shown_if_there_are_enough(roles, monkeypatch):
    monkeypatch.setattr("cities.waste.portrait.MIN_COMPARED_CITIES", 3)
    city = make_city("aa")
    report(roles, city, 2015, (100, 100, 30, 70))
    report(roles, city, 2023, (100, 100, 60, 40))
    make_others(roles, 2)
    district = make_city("district", parent=city)  # no city of its own
    for year in (2015, 2023):
        report(roles, district, year, (100, 100, 50, 50))
    assert "portrait--alone" in draw(city)
    make_others(roles, 3)
    svg = draw(city)
    assert find_texts(svg, "head") == ["beside 3 other cities"]
    assert find_texts(svg, "own-share") == ["60%", "40%"]
    lines = [path for path in parse_svg(svg) if path.get("class", "").startswith("beside")]
    assert [path.get("d").count("M") for path in lines] == [3, 3]


def test_a_portrait_has_a_title_and_every_number_as_its_description(roles):
    city = make_city("aa")
    for year, amounts in zip((2015, 2023), EXTREMES["left-the-landfill"], strict=True):
        report(roles, city, year, amounts)
    root = parse_svg(draw(city))
    title, description = (root.find(f"{{*}}{name}").text for name in ("title", "desc"))
    assert root.get("aria-labelledby") == "aa-wide-title aa-wide-text"
    assert title.startswith("In 2015 Aa sent 53% of its municipal waste to sanitary landfill")
    for words in ("burned 47% (2.69", "other treatment 25% (2.25", "urban area", "not checked against print"):
        assert words in description.replace("\N{NO-BREAK SPACE}", " ")


#: Height of the letters of labels, in pixels, as the styles have it.
SIZES = {"year": 26, "share": 27, "own-share": 17, "minor": 13}


def measure_label(label: PortraitLabel, language: str) -> tuple[float, float, float, float]:
    size = SIZES.get(label.css, 14.5)
    width = measure_text(label.text, size, 600, language)
    left = label.x - {"middle": width / 2, "end": width}.get(label.anchor, 0)
    return left, label.y - size * 0.74, left + width, label.y + size * 0.1


@pytest.mark.parametrize(
    ("language", "step"),
    [("en", 7), *(pytest.param(language, 1, marks=pytest.mark.slow) for language in ("en", "zh-hans"))],
)
def test_no_two_labels_of_a_portrait_overlap(roles, language, step):
    # As collected, treated, burned and landfilled; the second is that of Beijing.
    split = [(100, treated, burned, landfilled) for treated in (100, 88, 79, 60) for burned in (5, 27, 45)
             for landfilled in (2, 12, 41) if burned + landfilled <= treated][::step]  # fmt: skip
    amounts = [(7_903_300, 6_224_200, 2_093_800, 3_257_700), *split, *(case[0] for case in EXTREMES.values())]
    with writing():
        for number, tonnes in enumerate(amounts):
            city = make_city(f"city-{number:02}")
            for year in (2015, 2023):
                report(roles, city, year, tonnes)
    overlaps = []
    everyone = fetch_all_waste()
    for waste, form in product(everyone.values(), FORMS):
        with override(language):
            portrait = build_portrait(waste, everyone, form)
            boxes = [(label.text, measure_label(label, language)) for label in portrait.labels]
        for (one, a), (other, b) in combinations(boxes, 2):
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                overlaps.append((waste.city.slug, form, one, other))
    assert overlaps == []


def test_a_thread_is_a_round_amount_and_a_year_has_at_most_24(roles):
    for number, collected in enumerate((0.7, 24, 25, 5_748_300, 9_098_977, 1e9)):
        city = make_city(f"city-{number}")
        report(roles, city, 2023, (collected, collected, collected, 0))
    for waste in fetch_all_waste().values():
        unit = choose_unit([waste.new])
        assert waste.new.collected / unit <= 24 < waste.new.collected / (unit / 2.5)
        assert f"{unit:e}"[:3] in ("1.0", "2.0", "2.5", "5.0")


def test_a_small_portrait_has_no_text_and_none_is_drawn_without_data(roles):
    city = make_city("aa")
    for year in (2015, 2023):
        report(roles, city, year, (100, 100, 60, 40))
    template = Template("{% load waste_tags %}{% small_portrait waste %}|{% small_portrait waste 'new' %}")
    both, new = template.render(Context({"waste": fetch(city)})).split("|")
    assert (both.count("<svg"), new.count("<svg")) == (2, 1)
    assert both.count('aria-hidden="true"') == 2
    assert "<text" not in both
    assert measure_threads(parse_svg(new.strip()), 1.4) == [{"burned": 12, "landfilled": 8}]
    assert template.render(Context({"waste": None})).strip() == "|"
