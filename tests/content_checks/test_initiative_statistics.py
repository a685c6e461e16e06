"""Statistics of parks, flows, programmes, pilots and procurement equal a plain Python count."""

from collections import defaultdict
from typing import Any

import pytest

from initiatives.choices import ActionKind, Naming
from initiatives.models import (
    Designation,
    Facility,
    IndustrialPark,
    MaterialFlow,
    PilotAction,
    PilotFigure,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from records.choices import Evidence, WasteArea
from stats.definitions import HUB
from tests.expected_counts import (
    compute_hub_values,
    compute_values,
    count_expected,
    count_rows,
    in_city,
    in_region,
    render_headline,
    rows_of,
)

THEME = ("theme", "industrial-symbiosis")


def parks() -> list[IndustrialPark]:
    return list(IndustrialPark.objects.published().select_related("city__region", "city__parent__parent"))


def flows() -> list[MaterialFlow]:
    return list(MaterialFlow.objects.published().select_related("park__city__region", "material"))


# -- By hand, over the starting content -------------------------------------------------------------------


@pytest.mark.usefixtures("content")
class TestByHand:
    def test_parks_by_level(self) -> None:
        expected = count_expected(
            parks(), lambda park: in_city(park.city), lambda park: {"level": park.level}
        )
        assert count_rows("parks-by-level") == expected == compute_values("parks-by-level")

    def test_parks_by_kind(self) -> None:
        expected = count_expected(parks(), lambda park: in_city(park.city), lambda park: {"kind": park.kind})
        assert count_rows("parks-by-kind") == expected

    def test_parks_by_region_and_by_city(self) -> None:
        assert count_rows("parks-by-region") == count_expected(
            parks(), lambda park: [(HUB, "")], lambda park: {"region": park.city.region.slug}
        )
        assert count_rows("parks-by-city") == count_expected(
            parks(), lambda park: in_region(park.city), lambda park: {"city": park.city.slug}
        )

    def test_parks_that_apply_symbiosis(self) -> None:
        applying = [park for park in parks() if park.applies_symbiosis]
        assert count_rows("parks-applying-symbiosis") == count_expected(
            applying, lambda park: [*in_city(park.city), THEME], lambda park: {"level": park.level}
        )

    def test_facilities(self) -> None:
        assert count_rows("facilities") == count_expected(
            Facility.objects.filter(park__in=parks()),
            lambda plant: [*in_city(plant.park.city), ("park", plant.park.slug)],
            lambda plant: {"kind": plant.kind, "status": plant.status},
        )

    def test_exchanges(self) -> None:
        assert count_rows("flows") == count_expected(
            flows(),
            lambda flow: [
                *in_city(flow.park.city), ("park", flow.park.slug), ("material", flow.material.slug)
            ],
            lambda flow: {"status": flow.status},
        )  # fmt: skip

    def test_exchanges_by_material_waste_area_and_sector(self) -> None:
        assert count_rows("flows-by-material") == count_expected(
            flows(), lambda flow: in_region(flow.park.city), lambda flow: {"material": flow.material.slug}
        )
        assert count_rows("flows-by-waste-area") == count_expected(
            flows(), lambda flow: in_city(flow.park.city), lambda flow: {"area": flow.material.waste_area}
        )
        assert count_rows("flows-by-sector") == count_expected(
            flows(),
            lambda flow: [*in_region(flow.park.city), ("material", flow.material.slug)],
            lambda flow: {"gives": flow.from_sector, "takes": flow.to_sector},
        )

    def test_parks_with_an_exchange(self) -> None:
        connected = [park for park in parks() if park.flows.exists()]
        assert count_rows("parks-connected") == count_expected(
            connected, lambda park: [*in_city(park.city), THEME], lambda park: {}
        )

    def test_amounts(self) -> None:
        def kind(flow: MaterialFlow) -> dict[str, Any]:
            return {name: getattr(flow, name) for name in ("unit", "amount_type", "evidence", "status")}

        given = [flow for flow in flows() if flow.value is not None]
        assert compute_values("amounts-by-material") == count_expected(
            given,
            lambda flow: [(HUB, ""), ("material", flow.material.slug)],
            lambda flow: {"material": flow.material.slug, **kind(flow)},
            lambda flow: flow.value,
        )
        assert compute_values("amounts-by-waste-area") == count_expected(
            given,
            lambda flow: in_region(flow.park.city),
            lambda flow: {"area": flow.material.waste_area, **kind(flow)},
            lambda flow: flow.value,
        )
        assert compute_values("amounts-by-sector") == count_expected(
            given,
            lambda flow: [(HUB, "")],
            lambda flow: {"gives": flow.from_sector, "takes": flow.to_sector, **kind(flow)},
            lambda flow: flow.value,
        )

    def test_no_sum_mixes_units_types_of_amount_or_evidence(self) -> None:
        kinds = {
            (flow.material.slug, flow.unit, flow.amount_type, flow.evidence)
            for flow in flows()
            if flow.value is not None
        }
        rows = rows_of("amounts-by-material", HUB)
        names = ("material", "unit", "amount_type", "evidence")
        assert {tuple(row.dimensions[name] for name in names) for row in rows} == kinds

    def test_what_programmes_have_named(self) -> None:
        def place(designation: Designation) -> Any:
            return designation.park.city if designation.park else designation.city

        assert count_rows("named-by-programmes") == count_expected(
            Designation.objects.published(),
            lambda designation: in_city(place(designation)),
            lambda designation: {
                "programme": designation.programme.slug,
                "place": "park" if designation.park else "city",
            },
        )

    def test_pilots(self) -> None:
        named = ZeroWastePilot.objects.published().filter(naming=Naming.NATIONAL_LIST)
        pilots = list(named.select_related("city__region", "programme"))
        theme = ("theme", "municipal-resource-management")
        assert count_rows("pilots") == count_expected(
            pilots,
            lambda pilot: [*in_city(pilot.city), theme],
            lambda pilot: {"programme": pilot.programme.slug, "kind": pilot.kind},
        )
        chosen = [(pilot, area) for pilot in pilots for area in pilot.waste_areas]
        assert count_rows("pilots-by-waste-area") == count_expected(
            chosen,
            lambda pair: [*in_region(pair[0].city), ("programme", pair[0].programme.slug), theme],
            lambda pair: {"area": pair[1]},
        )

    def test_the_matrix_of_pilots_and_their_actions(self) -> None:
        actions = list(PilotAction.objects.filter(pilot__in=ZeroWastePilot.objects.published()))
        assert count_rows("pilot-actions") == count_expected(
            actions,
            lambda action: [*in_city(action.pilot.city), ("zero-waste-pilot", action.pilot.slug)],
            lambda action: {"area": action.area, "kind": action.kind},
        )
        cells = {(action.pilot, action.area, action.kind) for action in actions}
        assert count_rows("pilots-by-action") == count_expected(
            cells,
            lambda cell: [*in_region(cell[0].city), ("programme", cell[0].programme.slug)],
            lambda cell: {"area": cell[1], "kind": cell[2]},
        )

    def test_results_by_the_area_under_which_their_page_shows_them(self) -> None:
        figures = list(
            PilotFigure.objects.filter(pilot__in=ZeroWastePilot.objects.published(), is_plan=False)
        )
        assert count_rows("pilot-results") == count_expected(
            figures,
            lambda figure: [
                *in_region(figure.pilot.city),
                ("programme", figure.pilot.programme.slug),
                ("zero-waste-pilot", figure.pilot.slug),
            ],
            lambda figure: {"area": figure.area, "evidence": figure.evidence},
        )

    def test_procurement_cases(self) -> None:
        def scopes(case: ProcurementCase) -> Any:
            year = [("year", str(case.year))] if case.year else []
            programme = [("programme", case.programme.slug)] if case.programme else []
            return [*in_city(case.city), *year, *programme, ("theme", "circular-public-procurement")]

        assert count_rows("procurement-cases") == count_expected(
            ProcurementCase.objects.published(), scopes, lambda case: {"category": case.category}
        )

    def test_evidence_by_theme(self) -> None:
        found: dict[Any, int] = defaultdict(int)
        for park in parks():
            if park.applies_symbiosis:
                for figure in [*park.key_facts.all(), *park.flows.filter(value__isnull=False)]:
                    kind = "flow" if isinstance(figure, MaterialFlow) else "park"
                    found["industrial-symbiosis", kind, figure.evidence] += 1
        for outcome in ProcurementOutcome.objects.filter(case__in=ProcurementCase.objects.published()):
            found["circular-public-procurement", "procurement", outcome.evidence] += 1
        told = {
            codes: value
            for codes, value in compute_hub_values("evidence-by-theme").items()
            if codes[1] not in ("pilot", "business")
        }
        assert told == found


# -- Numbers that the content gives -----------------------------------------------------------------------


@pytest.mark.usefixtures("content")
class TestNumbers:
    def sizes(self) -> dict[Any, Any]:
        return {
            row.dimensions["size"]: (row.value, row.denominator) for row in rows_of("programme-coverage", HUB)
        }

    def test_programmes_stand_beside_their_official_sizes(self) -> None:
        sizes = self.sizes()
        assert sizes["circular-transformation-pilot--parks-supported"] == (12, 129)
        assert sizes["construction-waste-2018--pilot-cities-and-districts"] == (8, 35)
        assert sizes["zero-waste-2019--pilots-in-all"] == (16, 16)
        assert sizes["zero-waste-2019--cities"] == (11, 11)
        assert sizes["zero-waste-2019--special-areas"] == (5, 5)
        assert sizes["zero-waste-2022--cities"] == (86, 113)
        assert sizes["zero-waste-2022--special-areas"] == (8, 8)

    def test_nothing_is_set_against_a_size_of_which_it_is_not_known_what_it_counts(self) -> None:
        assert self.sizes()["circular-transformation-pilot--pilot-parks-named-in-five-batches"] == (None, 100)
        assert self.sizes()["eco-industrial-demonstration--parks-named"] == (None, 73)
        rows = [
            row
            for row in rows_of("programme-coverage", "programme")
            if (row.slug, row.dimensions["size"]) == ("eco-industrial-demonstration", "")
        ]
        assert [(row.value, row.n, row.denominator) for row in rows] == [(19, 19, None)]

    def test_the_matrix_has_a_place_for_every_area_and_kind(self) -> None:
        rows = rows_of("pilots-by-action", HUB)
        assert {row.dimensions["area"] for row in rows} <= set(WasteArea)
        assert {row.dimensions["kind"] for row in rows} <= set(ActionKind)
        assert "of 30 combinations" in render_headline("pilots-by-action")

    def test_both_savings_on_record_were_expected(self) -> None:
        assert compute_hub_values("procurement-savings") == {(Evidence.EXPECTED, "percent"): 2}
        assert render_headline("procurement-savings").startswith("2 savings, all expected and none measured")

    def test_the_environment_weighs_fifteen_percent_after_four(self) -> None:
        assert compute_hub_values("environment-weights") == {"now": 15, "before": 4}
