"""Sentences about the waste of a city, by rule: for any numbers, they say these numbers and nothing else."""

import dataclasses
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cities.choices import WasteFate
from cities.models import City
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.sentences import (
    describe_check,
    describe_waste,
    write_alternative_text,
    write_headline,
    write_second_sentence,
)
from cities.waste.treatment import CityWaste, WasteYear, build_partial_year, build_year
from tests.cities.waste_drawings import find_numbers

#: What no sentence about a named city says.
FORBIDDEN = re.compile(r"still|仍|一吨也没有|nothing in landfill|None|%\(|best|worst|only \d")
#: What no headline says: it stands in the second sentence.
UNTREATED = re.compile("not treated to the standard|未达标")
ROLES = ("collected", "treated", "burned", "landfilled")


def make_year(year: int, *tonnes: float | None, check: str = "one_copy", sources: int = 1) -> WasteYear:
    """Make a year of what was collected, treated, burned and landfilled; None is an empty cell."""
    values = [
        SimpleNamespace(
            year=year, value=value, copy_check=check, source_ids=frozenset(range(sources)),
            indicator=SimpleNamespace(waste_role=role, scope="urban_area"),
        )
        for role, value in zip(ROLES, tonnes, strict=True)
        if value is not None
    ]  # fmt: skip
    made = build_year(values)
    assert made is not None
    return made


def make_waste(*years: WasteYear, first: int = 2015, last: int = 2023) -> CityWaste:
    city = City(slug="shenzhen", name_en="Shenzhen", name_zh_hans="深圳市")
    return CityWaste(city, {year.year: year for year in years}, first, last)


def write(*years: WasteYear, language: str = "en") -> str:
    with override(language):
        return write_headline(make_waste(*years))


OLD, NEW = make_year(2015, 100, 100, 47, 53), make_year(2023, 158, 158, 119, 0)


@pytest.mark.parametrize(
    ("years", "english", "chinese"),
    [
        (
            (OLD, NEW),
            "In 2015 Shenzhen sent 53% of its municipal waste to sanitary landfill;"
            " the yearbook for 2023 shows none",
            "2015年，深圳53%的生活垃圾卫生填埋；据2023年的年鉴为0",
        ),
        (
            (OLD, make_year(2023, 158, 158, 119, 0, check="original_seen")),
            "In 2015 Shenzhen sent 53% of its municipal waste to sanitary landfill; in 2023 none",
            "2015年，深圳53%的生活垃圾卫生填埋；2023年没有",
        ),
        (
            (make_year(2015, 100, 100, None, 100), make_year(2023, 100, 100, 100, None)),
            "In 2015 Shenzhen sent all of its municipal waste to sanitary landfill;"
            " the yearbook for 2023 shows none",
            "2015年，深圳全部生活垃圾卫生填埋；据2023年的年鉴为0",
        ),
        (
            (make_year(2015, 100, 100, 100, None), make_year(2023, 100, 100, 93, 0)),
            "Shenzhen burns 93% of its municipal waste; the yearbooks show no landfill",
            "深圳93%的生活垃圾焚烧；年鉴中没有填埋量",
        ),
        (
            (
                make_year(2015, 100, 100, 100, 0, check="original_seen"),
                make_year(2023, 100, 100, 93, 0, check="original_seen"),
            ),
            "Shenzhen burns 93% of its municipal waste; no landfill in 2015 or 2023",
            "深圳93%的生活垃圾焚烧；2015年和2023年都没有填埋",
        ),
        (
            (make_year(2015, 100, 12, 0, 12), make_year(2023, 100, 100, 68, 20)),
            "In 2023 Shenzhen sent 20% of its municipal waste to sanitary landfill and burned 68%",
            "2023年，深圳20%的生活垃圾卫生填埋，68%焚烧",
        ),
        (
            (make_year(2015, 100, 76, 76, None), make_year(2023, 100, 100, 100, 0)),
            "Shenzhen burns all of its municipal waste; the yearbook for 2023 shows no landfill",
            "深圳全部生活垃圾焚烧；据2023年的年鉴，没有填埋量",
        ),
        (
            (make_year(2015, 100, 100, 8, 92), make_year(2023, 100, 100, 0, 100)),
            "In 2023 Shenzhen sent all of its municipal waste to sanitary landfill; in 2015 it was 92%",
            "2023年，深圳全部生活垃圾卫生填埋；2015年为92%",
        ),
        (
            (OLD, make_year(2023, 100, 100, 95, 5)),
            "The share of Shenzhen’s municipal waste in sanitary landfill"
            " fell from 53% in 2015 to 5% in 2023",
            "深圳卫生填埋的生活垃圾占比：2015年53%，2023年5%",
        ),
        (
            (OLD, make_year(2023, 100, 100, 46.9, 53.1)),
            "In both 2015 and 2023 Shenzhen sent 53% of its municipal waste to sanitary landfill",
            "2015年和2023年，深圳均有53%的生活垃圾卫生填埋",
        ),
        (
            (make_year(2015, 100, 100, 100, 0), make_year(2023, 100, 100, 95, 5)),
            "In 2023 Shenzhen sent 5% of its municipal waste to sanitary landfill;"
            " the yearbook for 2015 shows none",
            "2023年，深圳5%的生活垃圾卫生填埋；据2015年的年鉴为0",
        ),
        (
            (make_year(2023, 100, 100, 52, 48),),
            "In 2023 Shenzhen sent 48% of its municipal waste to sanitary landfill and burned 52%",
            "2023年，深圳48%的生活垃圾卫生填埋，52%焚烧",
        ),
        (
            (NEW,),
            "Shenzhen burns 75% of its municipal waste; the yearbook for 2023 shows no landfill",
            "深圳75%的生活垃圾焚烧；据2023年的年鉴，没有填埋量",
        ),
        (
            (make_year(2023, 100, 100, 60, None),),
            "In 2023 Shenzhen burned 60% of its municipal waste",
            "2023年，深圳60%的生活垃圾焚烧",
        ),
        (
            (make_year(2023, 5_000_000, 100, None, None),),
            "Shenzhen collected 5 million t of municipal waste in 2023; how it was treated isn’t stated",
            "2023年，深圳清运生活垃圾500万吨，处理方式不详",
        ),
    ],
)
def test_the_first_rule_that_fits_words_the_headline(years: Any, english: str, chinese: str):
    assert write(*years).replace("\N{NO-BREAK SPACE}", " ") == english
    assert write(*years, language="zh-hans") == chinese


def test_the_second_sentence_tells_what_the_headline_does_not():
    waste = make_waste(OLD, NEW)
    assert write_second_sentence(waste).replace("\N{NO-BREAK SPACE}", " ") == (
        "In 2023 75% was burned and 25% was treated in other ways."
        " The amount collected grew by 58%, from 100 t to 158 t in 2023."
    )
    with override("zh-hans"):
        assert write_second_sentence(waste) == (
            "2023年75%焚烧，25%以其他方式处理。清运量增加58%：由100吨增至2023年的158吨。"
        )


def test_the_second_sentence_tells_both_parts_of_a_year_with_over_5_percent_not_treated_to_the_standard():
    waste = make_waste(make_year(2015, 100, 12, None, 12), make_year(2023, 100, 100, 68, 20))
    assert write_second_sentence(waste).startswith(
        "By the yearbook for 2015, 88% was not treated to the standard and 12% went to sanitary landfill."
        " In 2023 12% was treated in other ways."
    )
    with override("zh-hans"):
        assert write_second_sentence(waste).startswith(
            "据2015年的年鉴，88%未达标处理，12%卫生填埋。2023年12%以其他方式处理。"
        )
    little = make_waste(make_year(2015, 100, 95, 45, 50), make_year(2023, 100, 100, 100, 0))
    assert not UNTREATED.search(write_second_sentence(little))


def test_a_first_year_without_a_total_is_told_in_tonnes():
    waste = make_waste(NEW)
    values = [*make_year(2015, 223, 223, 114, 109).values]
    values[0].source_ids = frozenset({99})
    assert build_year(values) is None
    waste = dataclasses.replace(waste, partial={2015: build_partial_year(values)})
    assert write_second_sentence(waste).startswith(
        "By the yearbook for 2015, 114\N{NO-BREAK SPACE}t was burned"
        " and 109\N{NO-BREAK SPACE}t went to sanitary landfill;"
        " the total is another source’s, so no shares are given."
    )
    assert "2015: treated 223\N{NO-BREAK SPACE}t, burned 114\N{NO-BREAK SPACE}t," in describe_waste(waste)


@pytest.mark.parametrize(
    ("collected", "sentence"),
    [
        (102, "The amount collected hardly changed: 102 t in 2023, after 100 t."),
        (98, "The amount collected hardly changed: 98 t in 2023, after 100 t."),
        (90, "The amount collected fell by 10%, from 100 t to 90 t in 2023."),
        (200, "The amount collected grew by 100%, from 100 t to 200 t in 2023."),
        (210, "The amount collected more than doubled, from 100 t to 210 t in 2023."),
    ],
)
def test_growth_is_told_without_praise(collected: float, sentence: str):
    waste = make_waste(OLD, make_year(2023, collected, collected, 0, collected))
    assert write_second_sentence(waste).replace("\N{NO-BREAK SPACE}", " ").endswith(sentence)


def test_every_description_says_what_is_counted_and_how_far_it_was_checked():
    for check, sources, words in (
        ("one_copy", 1, "one copy of the yearbook, not checked against print"),
        ("copies_differ", 1, "Copies of the yearbook differ"),
        ("original_seen", 1, "Checked against the original"),
        ("one_copy", 2, "Checked against the original or a second source"),
    ):
        waste = make_waste(OLD, make_year(2023, 100, 100, 50, 50, check=check, sources=sources))
        seen = make_year(2015, 100, 100, 50, 50, check="original_seen")
        alone = make_waste(seen, waste.years[2023])
        assert words in describe_waste(alone)
        assert describe_check(waste) != describe_check(make_waste(seen, seen, last=2015))
        assert "collected in the urban area; ash from burning isn’t counted" in describe_waste(alone)


@st.composite
def make_any_year(draw: Any, year: int) -> WasteYear | None:
    collected = draw(st.floats(1, 1e9))
    treated = draw(st.sampled_from([1.0, 0.9995, 0.99, 0.3, 0.0])) * collected
    burned = draw(st.floats(0, 1)) * treated * draw(st.sampled_from([0.0, 1.0, 1.0]))
    landfilled = (treated - burned) * draw(st.sampled_from([0.0, 0.003, 0.5, 1.0]))
    cells = [treated, burned, landfilled]
    known = [value if draw(st.integers(0, 4)) else None for value in cells]
    check = draw(st.sampled_from(["one_copy", "original_seen", "same_in_two_copies"]))
    return draw(st.sampled_from([make_year(year, collected, *known, check=check), None]))


@given(make_any_year(2015), make_any_year(2023), st.sampled_from(["en", "zh-hans"]))
def test_any_city_is_described_by_its_numbers_alone(old: Any, new: Any, language: str):
    years = [year for year in (old, new) if year]
    waste = make_waste(*years)
    with override(language):
        texts = [write_headline(waste), write_second_sentence(waste), write_alternative_text(waste)]
        description = describe_waste(waste)
        allowed = {"2015", "2023"}
        for year in years:
            amounts = [year.get_tonnes(fate) for fate in WasteFate]
            words = [format_tonnes(amount) for amount in (year.collected, *amounts)]
            words += [format_share(year.share(fate)) for fate in WasteFate]
            allowed |= {number for word in words for number in find_numbers(word)} | {"0"}
        if old and new:
            allowed |= set(find_numbers(format_share(abs(new.collected / old.collected - 1))))
    assert bool(texts[0]) == bool(years and waste.new)
    assert not UNTREATED.search(texts[0])
    is_told = [(year.share(WasteFate.UNTREATED) or 0) > 0.05 for year in (waste.old, waste.new) if year]
    assert len(UNTREATED.findall(texts[1])) == sum(is_told)
    for text in texts:
        assert not FORBIDDEN.search(text)
    for text in (*texts, description):
        assert set(find_numbers(text)) <= allowed


@given(make_any_year(2023))
def test_the_shares_of_any_year_add_up(year: Any):
    if year:
        shares = [year.share(fate) for fate in WasteFate]
        assert all(share is None or 0 <= share <= 1.001 for share in shares)
        assert sum(share or 0 for share in shares) == pytest.approx(1, abs=0.0011)


@given(make_any_year(2015), make_any_year(2023))
def test_nothing_is_called_none_before_somebody_saw_the_original(old: Any, new: Any):
    years = [year for year in (old, new) if year]
    if not any(year.is_checked for year in years):
        assert not re.search(
            "none|no landfill in", re.sub("shows? none", "", write_headline(make_waste(*years)))
        )
