"""Targets compared with recorded data, figures with an official source, records in both languages."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from cities.models import CityFigure, IndicatorValue
from coalition.models import ProgrammeFigure, ProgrammeResult
from initiatives.figure_owners import FigureOwner
from initiatives.models import (
    BusinessFigure,
    IndustrialPark,
    MaterialFlow,
    ParkFigure,
    PilotAction,
    PilotFigure,
    ProcurementOutcome,
    ZeroWastePilot,
)
from portal.models import Target
from records.models import get_record_types
from stats.definitions import HUB
from tests.expected_counts import render_headline, rows_of

pytestmark = pytest.mark.usefixtures("content")

FIGURES: dict[FigureOwner, Any] = {
    FigureOwner.CITY: CityFigure, FigureOwner.INDICATOR: IndicatorValue, FigureOwner.PARK: ParkFigure,
    FigureOwner.FLOW: MaterialFlow, FigureOwner.PILOT: PilotFigure,
    FigureOwner.PROCUREMENT: ProcurementOutcome,
    FigureOwner.BUSINESS: BusinessFigure, FigureOwner.PROGRAMME: ProgrammeFigure,
    FigureOwner.PROGRAMME_RESULT: ProgrammeResult,
}  # fmt: skip


def of_target(slug: str) -> tuple[Any, int, Any, str]:
    (row,) = [row for row in rows_of("targets", "target") if row.slug == slug]
    return row.value, row.n, row.denominator, row.reason


def shares() -> dict[str, tuple[Any, int, Any, str]]:
    return {
        str(row.dimensions["level"]): (row.value, row.n, row.denominator, row.reason)
        for row in rows_of("symbiosis-by-level")
    }


# -- Targets ----------------------------------------------------------------------------------------------


def test_a_rate_that_was_reached_is_no_number_of_places() -> None:
    assert of_target("construction-waste-half-recycled") == (None, 0, None, "not_recorded")


def test_parks_that_apply_symbiosis_have_the_catalogue_as_denominator_and_no_share() -> None:
    assert shares() == {
        "national": (None, 11, 552, "not_counted"),
        "provincial": (None, 0, 1991, "not_counted"),
    }
    assert render_headline("symbiosis-by-level") == (
        "No source says how many of the parks in the catalogue "
        "(national level: 552, provincial level: 1,991) apply industrial symbiosis"
    )


def test_the_goals_for_parks_have_no_counted_numerator() -> None:
    assert of_target("national-parks-symbiosis-75") == (None, 11, 552, "not_counted")
    assert of_target("provincial-parks-symbiosis-50") == (None, 0, 1991, "not_counted")


def test_a_goal_that_nothing_on_record_counts_says_so() -> None:
    assert of_target("waste-recycling-rate-2020") == (None, 0, None, "not_counted")


@pytest.mark.parametrize(
    ("slug", "recorded", "of"),
    [
        ("parks-supported-129", 12, 129),
        ("construction-pilots-35", 8, 35),
        ("zero-waste-pilots-16", 16, 16),
        ("zero-waste-cities-14fyp", 86, 113),
        ("national-parks-in-catalogue-2018", 29, 552),
        ("parks-in-catalogue-2018", 29, 2543),
    ],
)
def test_numbers_reached_stand_beside_what_is_recorded(slug: str, recorded: int, of: int) -> None:
    assert of_target(slug) == (recorded, recorded, of, "")


def test_of_what_nothing_is_recorded_there_is_no_number() -> None:
    assert of_target("provincial-parks-in-catalogue-2018") == (None, 0, 1991, "not_recorded")


def test_every_target_is_told() -> None:
    targets = set(Target.objects.published().values_list("slug", flat=True))
    assert {row.slug for row in rows_of("targets", "target")} == targets
    assert {row.dimensions["target"] for row in rows_of("targets", HUB)} == targets


def test_a_share_is_told_once_the_records_answer_for_the_whole_catalogue() -> None:
    national = IndustrialPark.objects.published().filter(level="national")
    national.filter(applies_symbiosis=None).update(applies_symbiosis=False)
    Target.objects.filter(slug="national-parks-in-catalogue-2018").update(value=29)
    assert of_target("national-parks-symbiosis-75") == (Decimal(1100) / 29, 11, 29, "")
    assert shares()["national"] == (Decimal(1100) / 29, 11, 29, "")
    assert render_headline("symbiosis-by-level") == (
        "National level: 37.9% of parks apply industrial symbiosis"
    )


def test_one_park_without_an_answer_leaves_the_share_untold() -> None:
    national = IndustrialPark.objects.published().filter(level="national")
    silent = national.filter(applies_symbiosis=None).first()
    assert silent is not None
    national.exclude(pk=silent.pk).filter(applies_symbiosis=None).update(applies_symbiosis=False)
    Target.objects.filter(slug="national-parks-in-catalogue-2018").update(value=29)
    assert shares()["national"] == (None, 11, 29, "not_counted")


# -- Figures and translations -----------------------------------------------------------------------------


def test_figures_with_an_official_source() -> None:
    official, every = Counter[str](), Counter[str]()
    for kind, model in FIGURES.items():
        for figure in model.objects.filter(value__isnull=False):
            every[kind] += 1
            official[kind] += figure.source_type == "official"
    told = {row.dimensions["kind"]: (row.n, row.denominator) for row in rows_of("official-figures", HUB)}
    assert told == {kind: (official[kind], every[kind]) for kind in FIGURES}
    for row in rows_of("official-figures", HUB):
        kind = str(row.dimensions["kind"])
        assert float(row.value or 0) == pytest.approx(100 * official[kind] / every[kind])


def test_figures_of_a_city_and_of_what_stands_in_it() -> None:
    figures = [
        *CityFigure.objects.filter(city__slug="shenzhen"),
        *CityFigure.objects.filter(city__parent__slug="shenzhen"),
    ]
    rows = [row for row in rows_of("official-figures", "city") if row.slug == "shenzhen"]
    assert {row.dimensions["kind"]: row.denominator for row in rows}["city"] == len(figures)


def translated() -> dict[str, tuple[int, Any]]:
    return {str(row.dimensions["type"]): (row.n, row.denominator) for row in rows_of("full-translations")}


def test_every_type_of_record_is_looked_at() -> None:
    counts = {code: model.objects.published().count() for code, model in get_record_types().items()}
    assert translated() == {code: (count, count) for code, count in counts.items()}


def test_a_record_without_its_chinese_name_is_not_fully_translated() -> None:
    IndustrialPark.objects.filter(slug="teda").update(name_zh_hans="")
    whole = IndustrialPark.objects.published().count()
    assert translated()["park"] == (whole - 1, whole)


def test_a_part_without_its_english_text_leaves_its_record_half_translated() -> None:
    action = PilotAction.objects.first()
    assert action is not None
    PilotAction.objects.filter(pk=action.pk).update(text_en="")
    every = ZeroWastePilot.objects.published().count()
    assert translated()["zero-waste-pilot"] == (every - 1, every)


def test_traditional_chinese_is_chinese() -> None:
    IndustrialPark.objects.filter(slug="teda").update(name_zh_hans="", zh_hant={"name": "泰達"})
    whole = IndustrialPark.objects.published().count()
    assert translated()["park"] == (whole, whole)
