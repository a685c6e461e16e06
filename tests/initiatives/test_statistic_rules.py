"""The rules of statistics of parks, flows, pilots and procurement, on a few records each."""

from decimal import Decimal
from typing import Any

import pytest

from coalition.models import ProgrammeFigure
from initiatives.models import Criterion, Facility, PilotAction, PilotFigure, ProcurementOutcome
from stats.definitions import HUB
from tests.expected_counts import compute_hub_values, count_rows, make_key, render_headline, rows_of
from tests.factories import (
    make_case,
    make_city,
    make_designation,
    make_flow,
    make_material,
    make_park,
    make_pilot,
    make_programme,
    make_region,
    save_part,
    text,
)

pytestmark = pytest.mark.django_db


def amount(**kwargs: Any) -> dict[str, Any]:
    return {"value": 10, "unit": "t", "amount_type": "amount", "evidence": "stated", **kwargs}


@pytest.mark.parametrize(
    "other",
    [{"unit": "kt"}, {"amount_type": "capacity"}, {"evidence": "planned"}, {"status": "planned"}],
    ids=lambda other: next(iter(other)),
)
@pytest.mark.parametrize("statistic", ["amounts-by-material", "amounts-by-waste-area", "amounts-by-sector"])
def test_amounts_that_differ_in_kind_are_never_added(statistic: str, other: dict[str, Any]) -> None:
    park = make_park()
    make_flow(park, "one", **amount())
    make_flow(park, "two", **amount(value=5))
    make_flow(park, "three", **amount(**other))
    assert sorted(compute_hub_values(statistic).values()) == [10, 15]


def test_an_exchange_without_a_quantity_is_counted_and_adds_nothing() -> None:
    park = make_park()
    make_flow(park, "one")
    assert compute_hub_values("flows") == {"operating": 1}
    assert compute_hub_values("amounts-by-material") == {}


def test_sums_are_rounded_to_two_decimals() -> None:
    park = make_park()
    for number in range(3):
        make_flow(park, f"flow-{number}", **amount(value="0.333"))
    assert list(compute_hub_values("amounts-by-material").values()) == [Decimal("1.00")]


def test_no_park_with_an_exchange_is_a_number_too() -> None:
    make_park()
    assert [row.value for row in rows_of("parks-connected", HUB)] == [0]


def test_what_stands_in_a_district_counts_for_its_city_and_once_in_the_region() -> None:
    city = make_city("shenzhen", region=make_region("guangdong"))
    district = make_city("guangming", parent=city, region=city.region)
    make_park(city=district, level="national")
    assert count_rows("parks-by-level") == {
        make_key(scope, slug, {"level": "national"}): 1
        for scope, slug in (
            (HUB, ""), ("region", "guangdong"), ("city", "guangming"), ("city", "shenzhen")
        )
    }  # fmt: skip


def test_a_pilot_with_two_actions_in_a_cell_counts_once_there() -> None:
    pilot = make_pilot()
    for number in range(2):
        save_part(
            PilotAction(
                pilot=pilot, key=f"action-{number}", area="domestic", kind="regulation", status="done",
                **text("title", "A rule"), **text("text", "It was made."),
            )
        )  # fmt: skip
    assert compute_hub_values("pilots-by-action") == {("domestic", "regulation"): 1}
    assert compute_hub_values("pilot-actions") == {("domestic", "regulation"): 2}


def test_a_result_counts_for_the_area_it_is_marked_with_whatever_its_label_says() -> None:
    pilot = make_pilot()
    for area, label in (("agricultural", "Residues used"), ("", "Straw and construction waste used")):
        save_part(
            PilotFigure(
                pilot=pilot, key=f"figure-{area}", value=1, unit="t", source_type="official", area=area,
                **text("label", label),
            )
        )  # fmt: skip
    assert compute_hub_values("pilot-results") == {("agricultural", "stated"): 1, ("", "stated"): 1}


def test_the_numbers_of_a_plan_are_no_results() -> None:
    save_part(
        PilotFigure(
            pilot=make_pilot(), key="tasks", value=48, unit="tasks", source_type="official", is_plan=True,
            evidence="planned", **text("label", "Tasks"),
        )
    )  # fmt: skip
    assert compute_hub_values("pilot-results") == {}


def test_weights_are_averaged_over_the_criteria_about_the_environment() -> None:
    case = make_case()
    for name, weight in (("Emissions", 10), ("Energy", "15.5"), ("Price in this environment", 50)):
        save_part(
            Criterion(
                case=case, key=name.lower().replace(" ", "-"), kind="award", weight_percent=weight,
                is_environmental=not name.startswith("Price"), **text("name", name),
            )
        )  # fmt: skip
    assert compute_hub_values("environment-weights") == {"now": Decimal("12.8")}


def test_a_measured_saving_is_told_as_such() -> None:
    case = make_case()
    for kind, is_saving in (("measured", True), ("expected", True), ("verified", False)):
        save_part(
            ProcurementOutcome(
                case=case, key=kind, value=5, unit="percent", evidence=kind, source_type="official",
                is_saving=is_saving, **text("label", "Electricity"),
            )
        )  # fmt: skip
    assert render_headline("procurement-savings") == "1 of 2 savings were measured or verified"


def test_the_only_size_of_a_programme_counts_all_that_it_named() -> None:
    programme = make_programme("a-programme")
    make_designation(programme, park=make_park())
    save_part(
        ProgrammeFigure(
            programme=programme, key="parks", value=4, unit="count", source_type="official",
            **text("label", "Parks"),
        )
    )  # fmt: skip
    rows = rows_of("programme-coverage", "programme")
    assert [(row.dimensions["size"], row.value, row.denominator) for row in rows] == [
        ("a-programme--parks", 1, 4)
    ]
    assert render_headline("programme-coverage", "programme", "a-programme") == (
        "1 of the programme’s 4 are listed here"
    )


def test_what_a_programme_named_is_not_compared_with_one_of_several_sizes() -> None:
    programme = make_programme("a-programme")
    for key, value in (("named", 73), ("planned", 60)):
        figure = {"key": key, "value": value, "unit": "count", "source_type": "official"}
        save_part(ProgrammeFigure(programme=programme, **figure, **text("label", key.title())))
    assert {row.reason for row in rows_of("programme-coverage", "programme")} == {"not_recorded"}
    make_designation(programme, park=make_park())
    rows = rows_of("programme-coverage", "programme")
    assert sorted((row.denominator or 0, row.value, row.reason) for row in rows) == [
        (0, 1, ""), (60, None, "not_comparable"), (73, None, "not_comparable")
    ]  # fmt: skip


def test_where_nothing_is_recorded_of_a_size_there_is_no_number() -> None:
    save_part(
        ProgrammeFigure(
            programme=make_programme("a-programme"), key="parks", value=4, unit="count",
            source_type="official", **text("label", "Parks"),
        )
    )  # fmt: skip
    rows = rows_of("programme-coverage", "programme")
    assert [(row.value, row.n, row.denominator, row.reason) for row in rows] == [(None, 0, 4, "not_recorded")]
    assert render_headline("programme-coverage", "programme", "a-programme") == (
        "No official total to compare with"
    )


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["operating"], "1 facility operating"),
        (["planned", "planned"], "2 facilities planned"),
        (["operating", "planned"], "2 facilities: 1 operating, 1 planned"),
    ],
)
def test_facilities_are_told_by_the_statuses_that_occur(statuses: list[str], told: str) -> None:
    park = make_park()
    for number, status in enumerate(statuses):
        facility = {"kind": "sludge", "status": status, **text("name", "A plant")}
        save_part(Facility(park=park, key=f"plant-{number}", **facility))
    assert render_headline("facilities") == told


def test_findings_say_when_nothing_stands_out() -> None:
    make_park(level="national")
    make_park(level="provincial", kind="chemical_park")
    assert render_headline("parks-by-level") == "2 industrial parks"
    assert render_headline("parks-by-kind") == "2 industrial parks"


def test_findings_name_what_is_most() -> None:
    make_flow(make_park(), material=make_material("fly-ash", **text("name", "Fly ash")))
    assert render_headline("flows-by-material") == "Fly ash is the most common: 1 of 1 material flows"
    assert render_headline("flows-by-sector") == (
        "1 of 1 material flows go from iron and steel to cement, the most of all"
    )


def test_a_finding_about_one_sector_names_it_once() -> None:
    make_flow(make_park(), from_sector="chemicals", to_sector="chemicals")
    assert render_headline("flows-by-sector") == "1 of 1 material flows stay within one sector: chemicals"


def test_amounts_and_their_materials_are_counted_in_a_sentence() -> None:
    park = make_park()
    make_flow(park, "one", **amount())
    make_flow(park, "two", **amount(unit="t_per_year"))
    assert render_headline("amounts-by-material") == ("2 amounts are known, of 1 material")


def test_waste_areas_of_which_none_leads_are_counted() -> None:
    make_pilot(waste_areas=["industrial", "hazardous"])
    assert render_headline("pilots-by-waste-area") == "2 choices of waste areas"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (4, "Weight of environmental award criteria"),
        (5, "The environment weighs 30% on average in 5 criteria; before: 20%"),
    ],
)
def test_few_weights_are_no_sentence(number: int, told: str) -> None:
    case = make_case()
    for key in range(number):
        criterion = {"kind": "award", "is_environmental": True, **text("name", "Recycled wood")}
        weights = {"weight_percent": 30, "previous_weight_percent": 20}
        save_part(Criterion(case=case, key=f"criterion-{key}", **criterion, **weights))
    assert render_headline("environment-weights") == told
