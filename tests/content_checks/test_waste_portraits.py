"""Portraits and sentences of all cities, in three languages, say the numbers of the records and no others."""

import re
from itertools import product

import pytest
from django.utils.translation import override

from cities.choices import WasteFate, WasteRole
from cities.models import City, IndicatorValue
from cities.statistics import get_comparable_values
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.portrait import WIDE, choose_unit
from cities.waste.section import build_waste_section
from cities.waste.sentences import write_headline, write_second_sentence
from cities.waste.treatment import CityWaste, fetch_all_waste
from tests.cities.waste_drawings import (
    draw_portrait,
    find_numbers,
    group_by_role,
    measure_threads,
    parse_svg,
    read_labels,
    work_out_fates,
)
from tests.conftest import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

#: The scale beside the other cities.
SCALE = {"0", "50%", "100%"}
FORBIDDEN = re.compile(r"still|仍|一吨也没有|一噸也沒有|nothing in landfill")
#: What a headline doesn't say of a city; the sentence below it does.
NOT_IN_HEADLINES = re.compile(r"not treated to the standard|未达标|未達標")


def work_out_numbers(waste: CityWaste, tonnes: dict[int, dict[str, float]]) -> set[str]:
    """Return the numbers that may be written of a city: of its two years, and their change."""
    numbers = {"0", str(waste.first_year), str(waste.last_year)}
    for year in (waste.first_year, *(year.year for year in (waste.old, waste.new) if year)):
        if year in waste.years:
            collected = tonnes[year]["collected"]
            fates = work_out_fates(tonnes[year])
            words = [format_tonnes(collected), *map(format_tonnes, fates.values())]
            for amount in fates.values():
                words += [format_share(amount / collected), format_share(amount / collected, short=True)]
            numbers |= {str(year), *(number for word in words for number in find_numbers(word))}
        elif year in waste.partial:
            words = [format_tonnes(amount) for role, amount in tonnes[year].items() if role != "collected"]
            numbers |= {str(year), *(number for word in words for number in find_numbers(word))}
    if waste.new and waste.first_year in waste.years:
        growth = waste.new.collected / tonnes[waste.first_year]["collected"] - 1
        numbers |= set(find_numbers(format_share(abs(growth))))
    return numbers


def read_records(waste: CityWaste) -> dict[int, dict[str, float]]:
    values = IndicatorValue.objects.published().filter(city=waste.city.pk).exclude(indicator__waste_role="")
    return group_by_role(values.select_related("indicator"))


def test_every_number_of_every_portrait_is_that_of_the_records():
    everyone = fetch_all_waste()
    assert len(everyone) > 70
    for waste in everyone.values():
        tonnes = read_records(waste)
        for language, form in product(LANGUAGES, ("wide", "tall", "page")):
            with override(language):
                svg = draw_portrait(waste, form)
                numbers = work_out_numbers(waste, tonnes) | SCALE
                root = parse_svg(svg)
                others = {
                    number
                    for css, text in read_labels(root)
                    if css == "head"
                    for number in find_numbers(text)
                }
                texts = [text for _css, text in read_labels(root)]
                texts += [root.find(f"{{*}}{name}").text for name in ("title", "desc")]
                shown = {number for text in texts for number in find_numbers(text)}
                assert shown <= numbers | others, (waste.city.slug, language, form)
                assert len(svg.encode()) <= 30_000


def test_threads_are_as_wide_as_the_tonnes_of_the_records():
    for waste in fetch_all_waste().values():
        years = [year for year in (waste.first, waste.new) if year]
        unit, tonnes = choose_unit(years), read_records(waste)
        for year, threads in zip(
            years, measure_threads(parse_svg(draw_portrait(waste, "wide")), WIDE.thread), strict=True
        ):
            if not year.has_shares:
                # What was collected is another source's: the parts are of what was treated.
                tonnes[year.year]["collected"] = tonnes[year.year]["treated"]
            for fate, amount in work_out_fates(tonnes[year.year]).items():
                assert threads.get(fate, 0) == pytest.approx(amount / unit, abs=0.16)


def test_sentences_say_the_numbers_of_the_records_and_nothing_that_they_do_not_carry():
    for waste, language in product(fetch_all_waste().values(), LANGUAGES):
        with override(language):
            texts = [write_headline(waste), write_second_sentence(waste)]
            numbers = work_out_numbers(waste, read_records(waste))
        assert not NOT_IN_HEADLINES.search(texts[0])
        for text in texts:
            assert set(find_numbers(text.replace(waste.name, ""))) <= numbers, text
            assert not FORBIDDEN.search(text)
            assert "none" not in re.sub("shows? none", "", text)


def test_the_fates_of_each_city_are_those_of_its_records():
    for waste in fetch_all_waste().values():
        tonnes = read_records(waste)
        for year in (waste.old, waste.new):
            if year:
                expected = work_out_fates(tonnes[year.year])
                found = {fate.value: year.get_tonnes(fate) for fate in WasteFate}
                assert {fate: found[fate] for fate in expected} == pytest.approx(expected, abs=0.01)


def test_no_portrait_says_not_known_of_what_a_figure_of_the_city_gives():
    everyone, told = fetch_all_waste(), []
    for city in City.objects.published().filter(country="CN", parent=None):
        section = build_waste_section(city, everyone)
        assert section is not None
        if section.waste:
            continue
        values = get_comparable_values().filter(city=city, value__gt=0).order_by("-year")
        for role in (WasteRole.BURNED, WasteRole.LANDFILLED):
            if value := values.filter(indicator__waste_role=role).first():
                assert format_tonnes(float(value.value)) in section.ways[role.value], city.slug
                told.append((city.slug, role.value))
    assert ("hong-kong", "landfilled") in told
